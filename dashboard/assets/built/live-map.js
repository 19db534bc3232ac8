"use strict";(()=>{var Rs=Object.defineProperty;var D=(s,t)=>{for(var e in t)Rs(s,e,{get:t[e],enumerable:!0})};var Us=["time","legend","notes"];function lt(s,t,e){return s.split(" ").reduce((n,o)=>(o&&(n[o]=t),n),e||{})}function js(s){let t=window.atlasPrefetched||
{},e=new URL(s,window.location.href).href,n=t[e];return delete t[e],n}var at=class{constructor(){this.map=null,this.box=
null,this.frame=null,this.outlinesAndSymbols=null,this.message=null,this.serial=0,this.pointed=null,this.listeners={},this.
acts=[],this.session="",this.lastAct=0,this.answers=new Map,this.buildParts()}buildParts(){this.isHome=!0,this.bounds=null,
this.homeZoom=0,this.reach=null,this.details=null,this.picture=null,this.label=null,this.notice=null,this.scale=null,this.
key=null,this.strip=null,this.voice=null,this.places=null,this.card=null,this.keys=null,this.pointer=null,this.time=null,
this.set=null,this.restyle=null,this.home=null,this.deepen=null,this.fit=null,this.look=null,this.preview=null,this.hasCardTexts=
null,this.fetchCards=null,this.about=null,this.announce=null,this.beside=null,this.paper=null}on(t,e){let n=this.listeners[t]??
[];n.push(e),this.listeners[t]=n}emit(t,e){(this.listeners[t]??[]).forEach(o=>{o(e)})}sendAct(t,e){this.lastAct=Math.max(
this.lastAct+1,Date.now()),this.acts=[...this.acts,[this.lastAct,t,e]].slice(-12),this.emit("act",{kind:t,number:this.lastAct}),
this.send()}send(){this.session=this.message.session;let t={acts:this.acts,session:this.session};window.Streamlit.setComponentValue(
t)}confirm(t){this.acts=this.acts.filter(e=>e[0]>t.lastAct),this.acts.length&&t.session!==this.session&&this.send()}load(t){
let e=this.answers,n=e.get(t);if(n)return n;let o=js(t)||fetch(t,{credentials:"same-origin"}).then(i=>{if(!i.ok)throw new Error(
`HTTP ${i.status}`);return i.json()});return o.catch(()=>{e.delete(t)}),e.set(t,o),e.size>8&&e.delete(e.keys().next().value??
""),o}place(t){return this.places[t]}buildStrip(){let t=L.DomUtil.create("div","atlas-strip",document.body),[e,n,o]=Us.map(
i=>L.DomUtil.create("div",`atlas-place atlas-place-${i}`,t));this.places={time:e,legend:n,notes:o},this.strip=t,this.voice=
L.DomUtil.create("div","atlas-hidden",t),this.voice.setAttribute("aria-live","polite")}say(t){this.voice.textContent=t}isCalm(){
return window.matchMedia("(prefers-reduced-motion: reduce)").matches}point(t){this.pointed=t,this.outlinesAndSymbols.outline(
"hover",t?.code||"",this.frame),this.box.classList.toggle("is-on-area",!!t?.code),this.emit("pointed",t)}choose(t){this.
outlinesAndSymbols.outline("chosen",t||"",this.frame)}};var zt={};D(zt,{isInView:()=>De,plug:()=>Vs});function P(s,...t){let e=document.createElement(s);return e.append(...t),e}var Ut={diagonal:{side:6.5,d:"M-2,2L2,-2M0,8L8,0M6,10L10,6",width:2.2,cap:"butt"},"back-diagonal":{side:6.5,d:"M-2,6L2,1\
0M0,0L8,8M6,-2L10,2",width:2.2,cap:"butt"},cross:{side:7,d:"M-2,2L2,-2M0,8L8,0M6,10L10,6M-2,6L2,10M0,0L8,8M6,-2L10,2",width:1.1,
cap:"butt"},vertical:{side:6,d:"M2,0V8M6,0V8",width:1.3,cap:"butt"},horizontal:{side:6,d:"M0,2H8M0,6H8",width:1.3,cap:"b\
utt"},dots:{side:6,d:"M2,2h0M6,6h0",width:2.4,cap:"round"}},ot=8,Se={coast:1,border:4,dot:16},R={radius:4,lesserRadius:3,
gap:1,rounds:60,farthest:16,seen:14},Ae={out:"",chosen:"",symbols:[],shapes:[],streets:null,beside:null,empty:null,mark:"",
symbolTable:""};var Is="http://www.w3.org/2000/svg",zs=["light","dark"],ve="";function v(s,t,e){let n=document.createElementNS(Is,s);return Object.
keys(t).forEach(o=>{n.setAttribute(o,String(t[o]))}),e&&e.appendChild(n),n}function ke(){return document.documentElement.
dataset.theme==="dark"}function Te(s,t){return document.getElementById(s)||document.body.appendChild(t())}function Hs(){
let s=v("svg",{id:"atlas-patterns",width:0,height:0,"aria-hidden":"true"});return s.style.position="absolute",s}function Bs(){
let s=document.createElement("style");return s.id="atlas-rules",s}function Ws(s,t){let e=Ut[s[3]],n=`.atlas-tile${t}`;return zs.
map((o,i)=>{let r=`[data-theme=${o}] `,a=_s(s,i===1),l=Fs(s,i===1),c=`.atlas-k${t}`;return`${r}${c}{--fill:${a};fill:${e?
`url(#atlas-p${t})`:a}}${r}.atlas-over${c}{fill:${e?`url(#atlas-o${t})`:a}}`+(e?`${r+n} rect{fill:${a}}${r}${n} path{str\
oke:${l}}`:"")+(e?`${r}.atlas-point${c}{stroke:${a};stroke-width:1.4px;paint-order:normal}`:"")+(jt(s,"dot",i===1)?`${r}\
.atlas-point${c}{stroke:var(--faint-edge);stroke-width:.8px}`:"")}).join(`
`)}function _s(s,t){return t?s[2]:s[1]}function Fs(s,t){return t?s[5]:s[4]}function jt(s,t,e){return(s[6]&Se[t]<<(e?1:0))>
0}function ct(s){return s.length===9?s[8]:void 0}function Ce(s,t,e,n,o,i){let r=Ut[e[3]];if(!r)return;let a=r.side*o,l=`\
0 0 ${ot} ${ot}`,c=v("pattern",{id:t,class:`atlas-tile${n}`,width:a,height:a,viewBox:l,patternUnits:"userSpaceOnUse"},s);
v("rect",{width:ot,height:ot,"fill-opacity":i},c),v("path",{d:r.d,fill:"none","stroke-width":r.width/o,"stroke-linecap":r.
cap},c)}function Me(s){let t=JSON.stringify(s);if(t===ve)return;ve=t,Te("atlas-rules",Bs).textContent=s.map(Ws).join(`
`);let e=Te("atlas-patterns",Hs);e.textContent="",s.forEach((n,o)=>{Ce(e,`atlas-p${o}`,n,o,1,1),Ce(e,`atlas-o${o}`,n,o,1.5,
.22)})}function ht(s,t,e){let n={coast:{},border:{}};return s.forEach(o=>{let i=e.classes[t.number(o)];!i||t.muted(o)||(jt(
i,"coast",ke())&&(n.coast[o]=!0),jt(i,"border",ke())&&(n.border[o]=!0))}),n}function It(s,t,e,n){let o="M";for(let i=0;i<
s.length;i+=2)o+=`${[t+s[i]*n/100,e+s[i+1]*n/100]} `;return`${o}Z`}function q(s,t){let e=v("svg",{class:"atlas-swatch",width:18,
height:12,"aria-hidden":"true"});return t==="circle"?v("circle",{class:s,cx:9,cy:6,r:5.5},e):t?v("path",{class:s,d:It(t,
9,6,6)},e):v("rect",{class:s,x:.5,y:.5,width:17,height:11,rx:2},e),e}var Zs=2,Oe={solid:"Solid: limit of an area whose status is not settled",dashed:"Dashed: boundary not settled, or armist\
ice line",dotted:"Dotted: line of control or of separation"},qs=Object.keys(Oe),Gs={solid:"none",dashed:"4 3",dotted:".1\
 3"};function De([s,t,e,n],o){return s<=o.getEast()&&e>=o.getWest()&&t<=o.getNorth()&&n>=o.getSouth()}function Vs(s){let t=s.
place("notes"),e="",n=!1,o=L.DomUtil.create("div","atlas-lines",t),i=L.DomUtil.create("details","atlas-notes",t),r=L.DomUtil.
create("summary","",i),a=L.DomUtil.create("ul","",i);a.setAttribute("role","list"),o.hidden=i.hidden=!0,r.addEventListener(
"click",()=>{n=!0});function l(){return s.message.overlays.indexOf("lines")>=0}function c(x){let{notes:E,lines:u}=s.details??
{notes:[],lines:[]};return[...E,...l()?u:[]].filter(y=>De(y,x))}function d(x){let E=l()&&s.frame.overlays.lines||[];return qs.
filter(u=>E.some(y=>y.lineStyle===u&&y.getBounds().intersects(x)))}function g(x){o.textContent="",o.hidden=!x.length,x.forEach(
E=>{let u=L.DomUtil.create("span","",o),y=v("svg",{width:30,height:8,"aria-hidden":"true"},u);v("path",{d:"M1,4H29","str\
oke-dasharray":Gs[E],"stroke-linecap":E==="dotted"?"round":"butt"},y),L.DomUtil.create("span","",u).textContent=Oe[E]})}
function h(x){let E=!s.details;i.hidden=!x.length&&!E,i.classList.toggle("is-awaited",E),r.textContent=`Notes on boundar\
ies and lines in view (${x.length})`,a.replaceChildren(...x.map(u=>P("li",u[4]))),n||(i.open=!s.frame.answer.isWorld&&x.
length<=Zs)}function b(){if(!s.frame||!s.message||s.frame.url!==s.message.url)return;let x=s.map.getBounds(),E=d(x),u=c(
x),y=`${!s.details+E.join()}|${u.map(p=>p.slice(0,4).join()).join(";")}`;y!==e&&(e=y,g(E),h(u))}s.on("drawn",()=>{e="",n=
!1}),s.on("restyled",b),s.on("detailed",b),s.map.on("moveend",b)}var Wt={};D(Wt,{Card:()=>ft,cited:()=>ut,isBetween:()=>Ue,isInside:()=>Bt,placesBeside:()=>je,plug:()=>rn});var Ks={ArrowRight:[1,0],ArrowLeft:[-1,0],ArrowDown:[0,1],ArrowUp:[0,-1]},Ys=2,Js=1.2;function Xs(s){let t=0,e=0,n=0;return s.
forEach((o,i)=>{let r=s[(i+1)%s.length],a=o.lng*r.lat-r.lng*o.lat;t+=a,e+=(o.lng+r.lng)*a,n+=(o.lat+r.lat)*a}),{area:Math.
abs(t/2),at:t?{lat:n/(3*t),lng:e/(3*t)}:s[0]}}function Qs(s){let t=s.getLatLngs();return(Array.isArray(t[0][0])?t:[t]).map(
n=>Xs(n[0])).reduce((n,o)=>o.area>n.area?o:n).at}function J(s){if(s.places)return s.places;let t={};return s.places=t,Object.
keys(s.index).forEach(e=>{let n=s.areas[e],o=s.points[e];o?t[e]=o.home:n&&(t[e]=L.latLng(Qs(n)))}),t}function dt(s){let t=s.
frame,e=J(t);return Object.keys(e).map(n=>{let o=t.points[n],i=s.map.latLngToContainerPoint(o?.isShown?o.getLatLng():e[n]);
return{code:n,x:i.x,y:i.y}})}function Pe(s,t,e){let n=Ks[e],o=null,i=Number.POSITIVE_INFINITY;for(let r of t){let a=r.x-
s.x,l=r.y-s.y,c=a*n[0]+l*n[1],d=Math.abs(a*n[1]-l*n[0]);if(r.code===s.code||c<=0||d>c*Js)continue;let g=c+Ys*d;g>=i||(i=
g,o=r)}return o}function Ne(s,t){function e(n){return(n.x-s.x)**2+(n.y-s.y)**2}return t.reduce((n,o)=>!n||e(o)<e(n)?o:n,
null)}var Ht=14,_=6,tn=250,en=200,$e=500,sn=520,nn=3,Re=4,on=[[1,1],[1,-1],[-1,1],[-1,-1]];function ut({text:s,numbers:t}){return t.
length?[s,P("sup",t.join(","))]:[s]}function Bt(s,t){return s.x>=t.left&&s.x<=t.right&&s.y>=t.top&&s.y<=t.bottom}function Ue(s,t,e){
for(let n=0;n<=1;n+=.05){let o=t.x+(e.left-t.x)*n,i=t.x+(e.right-t.x)*n,r=t.y+(e.top-t.y)*n,a=t.y+(e.bottom-t.y)*n;if(Bt(
s,{left:o-3,right:i+3,top:r-3,bottom:a+3}))return!0}return!1}function je(s,t,e,n,o){return on.map(i=>{let r=i[0]>0?s.x+t:
s.x-t-n,a=i[1]>0?s.y+Ht:s.y-Ht-o,l={x:Math.max(_,Math.min(r,e.x-n-_)),y:Math.max(_,Math.min(a,e.y-o-_))};return{...l,side:i,
cost:2*(Math.abs(l.x-r)+Math.abs(l.y-a))}})}var ft=class{constructor(t){this.atlas=t,this.shown=null,this.dismissed=!1,this.
isEntered=!1,this.crossing=0,this.resting=0,this.numbering=0,this.edges={left:0,top:0,right:0,bottom:0},this.side=[1,1],
this.box=L.DomUtil.create("div","atlas-card",t.box),this.box.setAttribute("aria-hidden","true"),L.DomEvent.disableClickPropagation(
this.box),this.box.addEventListener("pointerenter",this.enter.bind(this)),this.box.addEventListener("click",this.click.bind(
this)),this.listen()}listen(){let t=e=>{e.key==="Escape"&&this.dismiss()};this.atlas.on("pointed",e=>{this.show(e)}),this.
atlas.on("cards",()=>{this.renew()}),this.atlas.on("restyled",()=>{this.renew()}),document.addEventListener("keydown",t);
try{window.parent.document.addEventListener("keydown",t),window.addEventListener("pagehide",()=>{window.parent.document.
removeEventListener("keydown",t)})}catch{}}show(t){this.yield();let e=this.isOn(t);e||(this.dismissed=!1),this.shown=t?.
at?t:null,this.box.classList.toggle("is-shown",!!this.shown&&!this.dismissed),!(!this.shown||this.dismissed)&&(e||(this.
fill(),this.atlas.fetchCards()),this.place(!e),this.shown.by==="pointer"?this.resting=window.setTimeout(this.rest.bind(this),
tn):this.shown.by==="touch"&&this.rest())}yield(){clearTimeout(this.resting),this.isEntered=!1,this.box.classList.remove(
"is-still")}isOn(t){let e=this.shown;return!!(e&&t&&e.code===t.code&&e.symbol===t.symbol&&e.by===t.by)}rest(){this.shown&&
(this.crossing=0,this.box.classList.toggle("is-still",this.shown.by==="touch"||!Bt(this.shown.at,this.edges)))}renew(){if(!(!this.
shown||this.dismissed)){if(this.shown.code&&!(this.shown.code in this.atlas.frame.index))return this.atlas.point(null);this.
fill(),this.place(!1),clearTimeout(this.numbering),this.atlas.hasCardTexts()?this.numbering=window.setTimeout(this.atlas.
fetchCards,en):this.atlas.fetchCards()}}dismiss(){let t=this.isOpen();return this.dismissed=!0,this.box.classList.remove(
"is-shown","is-still"),t}isOpen(){return this.box.classList.contains("is-shown")}holds(t,e){return this.box.contains(e)?
this.isEntered:(this.isEntered=!1,!this.shown||!this.box.classList.contains("is-still")||!Ue(t,this.shown.at,this.edges)||
t.distanceTo(this.shown.at)<=2?!1:(this.crossing=this.crossing||Date.now(),Date.now()-this.crossing<$e))}enter(){this.isEntered=
Date.now()-this.crossing<$e,!this.isEntered&&this.shown&&this.shown.by==="pointer"&&this.yield()}line(t,...e){L.DomUtil.
create("div",t,this.box).append(...e)}fill(){if(!this.shown)return;let t=this.atlas.about(this.shown),e=t.lines.find(i=>i.
isClass);this.box.textContent="";let n=this.shown.by==="touch"&&this.shown.code;t.name&&this.line("atlas-card-name",t.name,
...n?[P("i","Tap again to open")]:[]);let o=e?ut(e):t.label?[t.label]:[];o.length&&this.line("atlas-card-class",q(`atlas\
-k${t.number}`),P("span",...o)),t.isLeftOut&&this.line("atlas-card-quiet","Left out by the filter"),t.follows&&this.line(
"atlas-card-quiet",t.follows),t.symbolSentence&&this.line("atlas-card-said",...ut(t.symbolSentence));for(let i of t.lines)
i!==e&&this.fillLine(i);(!this.isNarrow()||this.atlas.message.isStory)&&this.fillSources(t.sources)}fillLine({heading:t,
text:e,numbers:n}){if(!n.length)return this.line("atlas-card-of",e);t&&this.line("atlas-card-of",t);let o=e.indexOf(" — "),
i=o<0?[]:[P("b",e.slice(0,o))];this.line("",...i,...ut({text:e.slice(Math.max(o,0)),numbers:n}))}fillSources(t){if(!t.length)
return;let e=t.length-Re,n=t.slice(0,Re).flatMap(([o,i],r)=>[r?" · ":"",P("b",String(o)),` ${i}`]);this.line("atlas-ca\
rd-sources",...n,e>0?` · and ${e} more`:"")}isNarrow(){return this.atlas.map.getSize().x<sn}place(t){if(!this.shown)return;
let e=this.shown.at,n=Math.max(Ht,this.shown.aside||0),o=this.atlas.map.getSize();this.box.style.maxHeight=`${o.y-2*_}px`,
this.box.classList.toggle("is-narrow",this.isNarrow());let i=this.box.offsetWidth,r=this.box.offsetHeight;if(this.isNarrow())
return this.moveTo(o.x-i-_,e.y>o.y/2?_:o.y-r-_,i,r);let a=je(e,n,o,i,r);t&&a.forEach(c=>{c.cost+=this.hidden(c,i,r)-(`${c.
side}`==`${this.side}`?nn:0)});let l=a.reduce((c,d)=>t?d.cost<c.cost?d:c:`${d.side}`==`${this.side}`?d:c);this.side=l.side,
this.moveTo(l.x,l.y,i,r)}hidden(t,e,n){return dt(this.atlas).filter(o=>o.x>t.x-4&&o.x<t.x+e+4&&o.y>t.y-4&&o.y<t.y+n+4).length}moveTo(t,e,n,o){
this.edges={left:t,top:e,right:t+n,bottom:e+o},this.box.style.transform=`translate(${Math.round(t)}px,${Math.round(e)}px\
)`}click(){this.shown&&this.shown.by==="touch"&&this.shown.code&&this.atlas.pointer.take(this.shown.code)}};function rn(s){
s.card=new ft(s)}var Zt={};D(Zt,{cardLinesOf:()=>ze,numbersOf:()=>Ie,plug:()=>an,sentenceOf:()=>Ft,textsOf:()=>_t});function Ft(s){return s?.[0]?{text:s[0],numbers:s[1]}:null}function Ie(s){return[...new Set(s.flatMap(t=>t?t.numbers:[]))].
sort((t,e)=>t-e)}function ze(s,t){return s.flatMap(([e,n],o)=>{let i=Ft(t[o]);return i?[{...i,heading:e,isClass:n}]:[]})}
function _t(s){let[t,e]=s.split("?"),n=new URLSearchParams(e);return n.delete("country"),`${t}?${n}`}function an(s){let t=null,
e="";s.hasCardTexts=()=>!!e&&_t(e)===_t(s.message.cards),s.fetchCards=()=>{let o=s.message.cards;return!o||o===e?Promise.
resolve():s.load(o).then(i=>{o===s.message.cards&&(t=i,e=o,s.emit("cards",void 0))}).catch(()=>{})},s.about=o=>{let i=s.
message,r=o.code,a=o.picture||s.picture,l=s.hasCardTexts()?t:null,c=a.day!==i.day,d=o.symbol?o.symbol.number:a.number(r),
g=i.classes[d],h=r&&a.follows[r],b=l&&!c&&l.areas[r]||[],x={code:r,name:r?s.frame.name(r):"",number:d,label:g?g[0]:"",isLeftOut:!o.
symbol&&a.muted(r),lines:l?ze(l.lines,b):[],symbolSentence:o.symbol&&l?Ft(l.symbols[o.symbol.id]):null,follows:"",sources:[]},
E=c&&!o.picture&&!o.symbol&&s.time.sentence(r);E?x.lines=[{text:E,numbers:[],heading:"",isClass:!0}]:h&&!x.lines.length&&
(x.follows=`As ${s.frame.name(h)}, which administers it`);let u=Ie([...x.lines,x.symbolSentence]);return x.sources=u.map(
y=>[y,l?.sources[y]||""]),x};function n(o){let i=s.about(o),r=i.lines.find(c=>c.isClass),a=[i.name,r?r.text:i.label,i.follows];
i.isLeftOut&&a.push("Left out by the filter");for(let c of i.lines)c!==r&&a.push((c.numbers.length&&c.heading?`${c.heading}\
: `:"")+c.text);return i.symbolSentence&&a.push(i.symbolSentence.text),`${a.filter(Boolean).map(c=>c.replace(" — ",", ")).
join(". ")}.`}s.announce=o=>{let i=new Promise(r=>{setTimeout(r,600)});Promise.race([s.fetchCards(),i]).then(()=>{s.pointed&&
s.pointed.code===o.code&&s.say(n(o))})}}var Vt={};D(Vt,{Detail:()=>xt,plug:()=>Ln});function ln(s,t,e){let n=t.x-s.x,o=t.y-s.y,i=Math.sqrt(n*n+o*o);if(i>=e)return!1;i<.01&&(n=1,o=0,i=1);let r=(e-Math.min(
i,e-.01))/i,a=t.weight/(s.weight+t.weight);return s.x-=n*r*a,s.y-=o*r*a,t.x+=n*r*(1-a),t.y+=o*r*(1-a),!0}function cn(s){
let t=s.x-s.home.x,e=s.y-s.home.y,n=Math.sqrt(t*t+e*e);n<=R.farthest||(s.x=s.home.x+t*R.farthest/n,s.y=s.home.y+e*R.farthest/
n)}function He(s){s.forEach(t=>{t.x=t.home.x,t.y=t.home.y});for(let t=0,e=!0;t<R.rounds&&e;t+=1){e=!1;for(let n=0;n<s.length;n+=
1)for(let o=n+1;o<s.length;o+=1)e=ln(s[n],s[o],s[n].radius+s[o].radius+R.gap)||e;s.forEach(cn)}}var yt=["ground","areas","units","over","outline","shapes","points","symbols"],hn=["sea","graticule","areas"],mt={interactive:!1,
smoothFactor:.7},F=6,dn=.15;function $(s,t){return s.atlasRenderers=s.atlasRenderers||{},s.atlasRenderers[t]||(s.createPane(
`atlas-${t}`),s.atlasRenderers[t]=L.svg({pane:`atlas-${t}`,padding:.3}).addTo(s)),s.atlasRenderers[t]}function H(s){return s.
options.crs.scale(s.getZoom())}function un(s,t,e){let n=$(s,t)._rootGroup,o=e.map(i=>{let r=n.querySelector(`[data-floor\
=${i}]`);return[i,r||v("g",{"data-floor":i},n)]});return Object.fromEntries(o)}function j(s){let t={LineString:0,MultiLineString:1,
Polygon:1,MultiPolygon:2}[s.type];return L.GeoJSON.coordsToLatLngs(s.coordinates,t,e=>L.latLng(e[1],e[0]))}function qt(s,t){
return s!==t}function Be(s,t){return s===t}function fn(s){return(s.type==="Polygon"?[s.coordinates]:s.coordinates).reduce(
(e,n)=>{let o=L.bounds(n[0]).getSize();return Math.max(e,Math.min(o.x,o.y))},0)}function pt(s,t,e){let n=e.number(t),o=e.
muted(t),i=o?" is-muted":Number.isNaN(n)?" is-unknown":` atlas-k${n}`;return`leaflet-interactive ${s}${i}${e.follows[t]&&
!o?" is-following":""}`}var X=class{constructor(t,e){this.map=t,this.answer=e,this.group=L.layerGroup().addTo(t),this.url=
"",this.areas={},this.points={},this.index={},this.size={},this.overlays={},this.places=null,this.dark="",this.floors=un(
t,"areas",["filled","lines","muted"]),e.order.forEach((n,o)=>{this.index[n]=o}),this.drawGround(),this.drawAreas(),this.
drawLines(),this.drawPoints(),this.fitPoints()}path(t,e,n){return e.options.renderer=$(this.map,t),e.addTo(this.group),e.
_path.setAttribute("class",n+(e.options.interactive?" leaflet-interactive":"")),e}line(t,e,n){return this.path(t,L.polyline(
j(e),mt),n)}drawGround(){let t=this.answer.topology,e=this.answer.bounds,n=dn*(e[2]-e[0]),o=[[e[1]-n,e[0]-n],[e[3]+n,e[2]+
n]];t.objects.sea?topojson.feature(t,t.objects.sea).features.forEach(i=>{this.path("ground",L.polygon(j(i.geometry),mt),
"atlas-sea")}):this.path("ground",L.rectangle(o,mt),"atlas-sea"),t.objects.graticule&&this.line("ground",topojson.mesh(t,
t.objects.graticule),"atlas-graticule")}drawAreas(){let t=this.answer.topology;t.objects.areas.geometries.forEach(e=>{if(!e.
type)return;let n=topojson.feature(t,e).geometry,o=L.polygon(j(n),{stroke:!1,smoothFactor:.7});this.path("areas",o,"atla\
s-area"),o._path.dataset.code=e.id,this.areas[e.id]=o,this.size[e.id]=fn(n)})}drawLines(){let t=this.answer.topology,e=t.
objects.areas,n=this;function o(i){return n.floors.lines.appendChild(i._path),i}o(this.line("areas",topojson.mesh(t,e,Be),
"atlas-coast")),o(this.line("areas",topojson.mesh(t,e,qt),"atlas-border")),this.dark="",this.faintCoast=o(this.line("are\
as",{type:"MultiLineString",coordinates:[]},"atlas-faint-coast")),this.paleBorder=o(this.line("areas",{type:"MultiLineSt\
ring",coordinates:[]},"atlas-pale-border")),Object.keys(t.objects).forEach(i=>{hn.indexOf(i)<0&&(this.overlays[i]=this.drawOverlay(
i,t.objects[i].geometries))})}drawOverlay(t,e){let n=[],o=this.answer.topology;return t==="oblasts"?[this.line("over",topojson.
mesh(o,o.objects[t],qt),"atlas-oblasts")]:(e.filter(i=>i.type).forEach(i=>{let r=topojson.feature(o,i).geometry;if(/Polygon$/.
test(r.type)){["atlas-zone-casing","atlas-zone"].forEach(d=>{n.push(this.path("over",L.polygon(j(r),mt),d))});return}let a=i.
properties?.style||"dashed",l=this.line("over",r,"atlas-dispute-casing"),c=this.line("over",r,`atlas-dispute is-${a}`);c.
lineStyle=a,n.push(l,c)}),n)}drawPoints(){this.answer.points.forEach(t=>{let e=L.circleMarker([t[2],t[1]],{radius:R.radius,
stroke:!1});this.path("points",e,"atlas-point"),e._path.dataset.code=t[0],this.points[t[0]]=Object.assign(e,{home:e.getLatLng(),
isShown:!0})})}fitPoints(){let t=this.map,e=H(t),n=[];Object.keys(this.points).sort().forEach(o=>{let i=this.points[o],r=(this.
size[o]||0)*e<R.seen;if(i.isShown=r,i._path.style.display=r?"":"none",!r)return;let a=i.getRadius(),l=t.project(i.home);
n.push({circle:i,home:l,x:l.x,y:l.y,radius:a,weight:a>R.lesserRadius?4:1})}),He(n),n.forEach(o=>{o.circle.setLatLng(t.unproject(
[o.x,o.y]))})}darken({coast:t,border:e}){let n=`${Object.keys(t)} ${Object.keys(e)}`,o=this.answer.topology,i=o.objects.
areas;if(n===this.dark)return;this.dark=n;let r=topojson.mesh(o,i,(l,c)=>Be(l,c)&&t[l.id]),a=topojson.mesh(o,i,(l,c)=>qt(
l,c)&&e[l.id]&&e[c.id]);this.faintCoast?.setLatLngs(j(r)),this.paleBorder?.setLatLngs(j(a))}name(t){return this.answer.names[this.
index[t]]||t}restyle(t,e){let n=!1;function o(i,r){i.dressed!==r&&(i.dressed=r,i._path.setAttribute("class",r))}Object.keys(
this.areas).forEach(i=>{let r=this.areas[i]._path,a=this.floors[t.muted(i)?"muted":"filled"];o(this.areas[i],pt("atlas-a\
rea",i,t)),r.parentNode!==a&&a.appendChild(r)}),this.darken(ht(Object.keys(this.areas),t,e)),Object.keys(this.points).forEach(
i=>{o(this.points[i],pt("atlas-point",i,t));let r=t.follows[i]||t.muted(i)?R.lesserRadius:R.radius;this.points[i].getRadius()!==
r&&(this.points[i].setRadius(r),n=!0)}),n&&this.fitPoints(),Object.keys(this.overlays).forEach(i=>{let r=e.overlays.indexOf(
i)>=0;this.overlays[i].forEach(a=>{a._path.style.display=r?"":"none"})})}remove(){this.group.remove()}};var mn=48,pn=16,yn=.08,gn=["areas","lines","oblasts","edge"],We="edge",gt=class{constructor(t){this.base=t,this.kept=new Map}load(t){
let e=this.kept;if(!e.has(t)){let n=fetch(`${this.base}/${t}.json`,{credentials:"same-origin"}).then(o=>{if(!o.ok)throw new Error(
`HTTP ${o.status}`);return o.json()});n.catch(()=>{e.delete(t)}),e.set(t,n),e.size>mn&&e.delete(e.keys().next().value)}return e.
get(t)}needed(t,e){let n=e.getBounds().pad(yn),o=bn(t,H(e),[n.getWest(),n.getSouth(),n.getEast(),n.getNorth()]);if(!o)return null;
let[i,r,a,l]=o.box;return{key:o.names.join(" "),names:o.names,bounds:L.latLngBounds(L.latLng(r,i),L.latLng(l,a))}}};function bn(s,t,e){
let n=-1;if(s.forEach((u,y)=>{t>=u[0]&&(n=y)}),n<0)return null;let[,o,i,r,a,l]=s[n];function c(u,y,p){return Math.max(0,
Math.min(p-1,Math.floor((u-y)/o)))}let d=c(e[0],i,a),g=c(e[2],i,a),h=c(e[1],r,l),b=c(e[3],r,l);if((g-d+1)*(b-h+1)>pn)return null;
let x=[];for(let u=h;u<=b;u+=1)for(let y=d;y<=g;y+=1)x.push([n,y,u].join("-"));let E=[i+d*o,r+h*o,i+(g+1)*o,r+(b+1)*o];return{
names:x,box:E}}function _e(s,t){return typeof s=="number"?s<0?s-t:s+t:s.map(e=>_e(e,t))}function Fe(s){let t=[],e={},n={
areas:[],lines:[],oblasts:[],edge:[]};return s.forEach(o=>{let i=t.length;t=t.concat(o.arcs),gn.forEach(r=>{(o.objects[r]?.
geometries??[]).forEach(a=>{if(!a.type)return;let l=_e(a.arcs,i);if(r!=="areas"){n[r].push({type:a.type,id:a.id,properties:a.
properties,arcs:l});return}e[a.id]||(e[a.id]={type:"MultiPolygon",id:a.id,arcs:[]},n.areas.push(e[a.id])),e[a.id].arcs=e[a.
id].arcs.concat(a.type==="Polygon"?[l]:l)})})}),{type:"Topology",transform:s[0].transform,arcs:t,objects:n}}function bt(s,t,e){
let n={type:"GeometryCollection",geometries:t.concat(s.objects.edge)};return topojson.mesh(s,n,(o,i)=>o.id!==We&&i.id!==
We&&e(o,i))}var xn=120,wn={interactive:!1,smoothFactor:.7},Gt="atlas-cut",it=1e6,xt=class{constructor(t){this.map=t,this.group=L.layerGroup(),
this.areas={},this.shown="",this.dark="",this.extra=[],this.over={lines:[],oblasts:[]},this.bounds=null,this.topology=null,
this.frame=null;let e=$(t,"detail")._rootGroup;this.floors=["filled","lines","muted","over"].map(o=>v("g",{"data-floor":o},
e));let n=v("clipPath",{id:Gt,clipPathUnits:"userSpaceOnUse"},e);this.hole=v("path",{"clip-rule":"evenodd"},n),t.on("zoo\
mend viewreset",this.cut,this)}path(t,e,n){return e.options.renderer=$(this.map,"detail"),e.addTo(this.group),e._path.setAttribute(
"class",n),this.floors[t].appendChild(e._path),e}line(t,e,n){return this.path(t,L.polyline(j(e),wn),n)}lines(t,e,n){let o=this.
topology;return this.line(1,bt(o,t,e),n)}draw(t,e,n){let o=Fe(e);this.erase(),this.topology=o,this.shown=t.key,this.bounds=
t.bounds,this.frame=n,this.group.addTo(this.map),o.objects.areas.forEach(i=>{let r=topojson.feature(o,i).geometry,a=L.polygon(
j(r),{stroke:!1,smoothFactor:.7});this.areas[i.id]=this.path(0,a,"atlas-area"),a._path.dataset.code=i.id}),this.lines(o.
objects.areas,(i,r)=>i===r,"atlas-coast"),this.lines(o.objects.areas,(i,r)=>i!==r,"atlas-border"),this.dark="",this.drawOver(
o),this.cut()}drawOver(t){if(this.over={lines:[],oblasts:[]},t.objects.oblasts.length){let e=bt(t,t.objects.oblasts,(n,o)=>n.
id!==o.id);this.over.oblasts.push(this.line(3,e,"atlas-oblasts"))}t.objects.lines.forEach(e=>{let n=topojson.feature(t,e).
geometry,o=e.properties?.style||"dashed";this.over.lines.push(this.line(3,n,"atlas-dispute-casing")),this.over.lines.push(
this.line(3,n,`atlas-dispute is-${o}`))})}cut(){let t=this.shown?`url(#${Gt})`:null,e=this.frame;if(this.shown&&this.bounds){
let o=this.map.latLngToLayerPoint(this.bounds.getSouthWest()),i=this.map.latLngToLayerPoint(this.bounds.getNorthEast());
this.hole.setAttribute("d",`M${-it},${-it}H${it}V${it}H${-it}zM${o.x},${o.y}H${i.x}V${i.y}H${o.x}z`)}function n(o){t?o.setAttribute(
"clip-path",t):o.removeAttribute("clip-path")}Object.values(e?.floors??{}).forEach(n),["lines","oblasts"].forEach(o=>{(e?.
overlays[o]||[]).forEach(i=>{i._path&&n(i._path)})})}erase(){this.shown&&(this.shown="",this.cut(),this.group.clearLayers(),
this.group.remove(),this.areas={},this.topology=null,this.frame=null)}restyle(t,e){this.shown&&(Object.keys(this.areas).
forEach(n=>{let o=this.areas[n]._path,i=this.floors[t.muted(n)?2:0];o.setAttribute("class",pt("atlas-area",n,t)),o.parentNode!==
i&&i.appendChild(o)}),this.darken(ht(Object.keys(this.areas),t,e)),Object.entries(this.over).forEach(([n,o])=>{let i=e.overlays.
indexOf(n)>=0;o.forEach(r=>{r._path.style.display=i?"":"none"})}))}darken({coast:t,border:e}){let n=`${Object.keys(t)} ${Object.
keys(e)}`,o=this.topology?.objects.areas??[];n!==this.dark&&(this.dark=n,this.extra.forEach(i=>{i.remove()}),this.extra=
[this.lines(o,(i,r)=>i===r&&t[i.id],"atlas-faint-coast"),this.lines(o,(i,r)=>i!==r&&e[i.id]&&e[r.id],"atlas-pale-border")])}outline(t){
if(!this.topology)return null;let e=bt(this.topology,this.topology.objects.areas,(n,o)=>n.id===t||o.id===t);return{lines:j(
e),clip:`url(#${Gt})`}}};function Ln(s){let t=new xt(s.map),e=null,n=0;s.outlinesAndSymbols.finer=t;function o(){t.erase(),
s.details=null,e=null}function i(){e=new gt(s.frame.url.replace(/\.json.*$/,"")),r()}function r(){let d=e;(window.requestIdleCallback||
setTimeout)(()=>{d?.load("details").then(h=>{d===e&&(s.details=h,s.deepen(),s.emit("detailed",h),l())}).catch(()=>{})},{
timeout:1e3})}function a(){clearTimeout(n),n=window.setTimeout(l,xn)}function l(){if(!e||!s.frame)return;if(!s.details)return r();
let d=s.frame.answer.isStreetMap||s.message.beside,g=e,h=d?null:e.needed(s.details.tiers,s.map);if(!h)return c();h.key!==
t.shown&&Promise.all(h.names.map(b=>g.load(b))).then(b=>{let x=g===e&&s.details&&g.needed(s.details.tiers,s.map);!x||x.key!==
h.key||(t.draw(h,b,s.frame),t.restyle(s.picture,s.message),s.outlinesAndSymbols.refresh())}).catch(()=>{})}function c(){
t.shown&&(t.erase(),s.outlinesAndSymbols.refresh())}s.on("drawing",o),s.on("drawn",i),s.on("restyled",d=>{t.restyle(d,s.
message),a()}),s.map.on("moveend",a)}var Qt={};D(Qt,{plug:()=>Nn,withDay:()=>Je});var wt=Date.UTC(1992,0,1),En={day:"numeric",month:"long",year:"numeric",timeZone:"UTC"},Sn=new Intl.DateTimeFormat("en-G\
B",En);function I(s){return Math.round((Date.parse(s)-wt)/864e5)}function G(s){return new Date(wt+s*864e5).toISOString().
slice(0,10)}function U(s){return Sn.format(new Date(wt+s*864e5))}function Lt(s){let t=U(s).split(" ");return`${t[0]} ${t[1].
slice(0,3)} ${t[2]}`}function Ze(s){return new Date(wt+s*864e5).getUTCFullYear()}var Kt={};D(Kt,{DisplayState:()=>Q,plug:()=>An});var qe={keep:"keep",circles:"circles",fill:"day",day:"day",counts:"day",out:"day",symbols:"day",title:"day"},Q=class{constructor(t,e,n){
this.fill=e.fill||t.fill,this.keep=e.keep||t.keep,this.circles=e.circles,this.day=e.day||t.day,this.counts=e.counts||null,
this.title=e.title,this.symbols=e.symbols,this.out=lt(e.out??t.out,!0),this.follows=t.follows?n.answer.follows:{},this.index=
n.index}number(t){return parseInt(this.fill.charAt(this.index[t]),36)}muted(t){return!!this.out[t]||this.keep.length>0&&
this.keep.indexOf(this.number(t))<0}};function An(s){let t={},e={},n=()=>Object.keys(t);s.preview=o=>{t=o?{...t,...o}:{},
Object.keys(o??{}).forEach(i=>{delete e[i]}),s.restyle()},s.on("act",o=>{n().forEach(i=>{(qe[i]===o.kind||qe[i]==="keep"&&
o.kind==="least")&&(e[i]=o.number)})}),s.on("message",o=>{s.confirm(o),n().forEach(i=>{let r=e[i];r&&r<=o.lastAct&&delete t[i]})}),
s.look=()=>(s.picture=new Q(s.message,t,s.frame),s.picture)}var Jt={};D(Jt,{Pointer:()=>tt,nearest:()=>Yt,plug:()=>vn});function Yt(s,t,e,n){let o=null;for(let i of e){let r=t.distanceTo(s.latLngToContainerPoint(i.marker.getLatLng()));r<=i.
radius+n&&(!o||r<o.away)&&(o={away:r,item:i})}return o}var tt=class{constructor(t){this.atlas=t,this.map=t.map,this.box=
this.map.getContainer(),this.box.addEventListener("pointerdown",this.down.bind(this),!0),this.box.addEventListener("poin\
termove",this.move.bind(this)),this.box.addEventListener("pointerleave",this.leave.bind(this)),this.box.addEventListener(
"wheel",this.pinch.bind(this),{capture:!0,passive:!0}),this.isTouch=!1,this.screen=null,this.last=null,this.waiting=0,this.
map.on("click",this.click,this),this.map.on("movestart",this.hide,this)}hit(t,e){let n=this.atlas.frame;if(!n)return{code:""};
let o=this.atlas.outlinesAndSymbols.shown(),i=o.filter(h=>!h.isUnit),r=Yt(this.map,t,i,3);if(r)return{code:r.item.area,symbol:r.
item};let{code:a="",symbol:l=""}=e instanceof SVGElement?e.dataset:{},c=l&&o.find(h=>h.id===l);if(c)return{code:c.area,symbol:c};
let d=Object.keys(n.points).filter(h=>n.points[h].isShown),g=Yt(this.map,t,d.map(h=>({marker:n.points[h],radius:0,code:h})),
a?6:12);return{code:g?g.item.code:a||""}}down(t){this.isTouch=t.pointerType==="touch",this.map.dragging[this.isTouch?"di\
sable":"enable"]()}move(t){t.pointerType==="touch"||t.buttons||this.screen&&this.screen.x===t.screenX&&this.screen.y===t.
screenY||(this.screen={x:t.screenX,y:t.screenY},this.last=t,!this.waiting&&(this.waiting=requestAnimationFrame(()=>{this.
waiting=0,this.last&&this.follow(this.map.mouseEventToContainerPoint(this.last),this.last.target)})))}follow(t,e){if(e.closest?.(
".leaflet-control"))return this.hide();if(this.atlas.card.holds(t,e))return;this.atlas.card.box.contains(e)&&(e=this.under(
t));let n=this.hit(t,e);if(!n.code&&!n.symbol)return this.hide();n.by="pointer",n.at=t,this.atlas.point(n)}under(t){let e=this.
box.getBoundingClientRect();return this.atlas.card.yield(),document.elementFromPoint(e.left+t.x,e.top+t.y)||this.box}hide(){
this.atlas.pointed&&this.atlas.point(null)}leave(t){t.pointerType!=="touch"&&(this.last=null,this.hide(),this.map.scrollWheelZoom.
disable())}pinch(t){t.ctrlKey&&this.map.scrollWheelZoom.enable()}click(t){this.map.scrollWheelZoom.enable();let e=this.hit(
t.containerPoint,t.originalEvent.target);this.isTouch?this.tap(e,t.containerPoint):(!e.symbol||e.code)&&this.take(e.code)}tap(t,e){
let n=this.atlas.pointed,o=n&&n.code===t.code&&n.symbol===t.symbol;if(!t.code&&!t.symbol)return n?this.hide():this.take(
"");if(o&&t.code)return this.hide(),this.take(t.code);t.by="touch",t.at=e,this.atlas.point(t),this.atlas.announce(t)}take(t){
!this.atlas.frame||!t&&!this.atlas.message.chosen||(this.atlas.choose(t),this.atlas.sendAct("choose",t||null))}};function vn(s){
s.pointer=new tt(s)}function kn(){return L.CircleMarker.extend({_updatePath:function(){this._renderer._setPath(this,It(this.options.corners,
this._point.x,this._point.y,this._radius+1))}})}var Tn="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
function Cn(s){let t=[],[e,n]=[0,0];for(let o of s){let i=Tn.indexOf(o);e+=(i&31)<<n,n+=5,!(i&32)&&(t.push(e&1?-(e>>>1):
e>>>1),[e,n]=[0,0])}return t}function Ge(s){let t=Cn(s),e=[],[n,o,i,r]=[0,0,0,0];for(let a=0;a<t.length;a+=2)i+=t[a],r+=
t[a+1],n+=i,o+=r,e.push([o/1e3,n/1e3]);return e}var et=class{constructor(t){this.map=t,this.Marker=kn(),this.view=L.layerGroup().
addTo(t),this.drawn="",this.shapes=[],this.shapeRows=[],this.stated=[],this.held=null,this.symbols=[],this.outlines={},this.
finer=null}path(t,e,n,o){return n.options.renderer=$(this.map,e),n.addTo(t),n._path.setAttribute("class",o+(n.options.interactive?
" leaflet-interactive":"")),n}outline(t,e,n){let o=this.outlines[t];if(o&&o.code===e&&o.frame===n)return;o&&o.group.remove();
let i=L.layerGroup().addTo(this.map),r=n?.points[e],a=n?.areas[e],l=()=>r?.isShown?L.circleMarker(r.getLatLng(),{radius:7,
fill:!1,interactive:!1}):L.polygon(a?.getLatLngs()??[],{fill:!1,interactive:!1,smoothFactor:.7}),c=a&&!r?.isShown&&this.
finer?.outline(e);(a||r)&&["-casing",""].forEach(d=>{let g=this.path(i,"outline",l(),`atlas-${t}${d}`);if(!c)return;g._path.
setAttribute("clip-path",c.clip);let h=L.polyline(c.lines,{interactive:!1,smoothFactor:.7});this.path(i,"outline",h,`atl\
as-${t}${d}`)}),this.outlines[t]={code:e,frame:n,group:i}}refresh(){Object.keys(this.outlines).forEach(t=>{let e=this.outlines[t];
e&&(e.group.remove(),delete this.outlines[t],this.outline(t,e.code,e.frame))})}show(t){let e=JSON.stringify([t.extent,t.
shapes,t.symbols]);this.held||(this.shapeRows=t.shapes,e!==this.drawn&&(this.drawn=e,this.view.clearLayers(),this.shapes=
t.shapes.map(n=>this.drawShape(n,t)),this.stated=t.shapes.map(n=>G(n[4])),this.symbols=t.symbols.slice().sort((n,o)=>o[2]-
n[2]).map(n=>this.drawSymbol(n,ct(t.classes[n[3]])))))}clear(){this.view.clearLayers(),this.drawn="",this.shapes=[],this.
held=null,this.stated=[],this.symbols=[],this.outline("hover","",null),this.outline("chosen","",null)}drawShape(t,e){let n=Ge(
t[2]),o=()=>L.polygon(n,{interactive:!1,smoothFactor:.5}),i=this.path(this.view,"shapes",o(),"atlas-shape-casing"),r=this.
path(this.view,"shapes",o(),`atlas-shape atlas-over atlas-k${t[0]} atlas-${e.classes[t[0]][7]}`),a=this.path(this.view,"\
shapes",o(),"atlas-shape-grip");return[i,r,a]}drawSymbol(t,e){let n=e?this.Marker:L.CircleMarker,o={radius:t[2],corners:e},
i=new n([t[1],t[0]],o),r=t[6],a=r?this.unit(r,t):this.path(this.view,"symbols",i,`atlas-symbol atlas-k${t[3]}`),[,,l,c,d,
g]=t;return{path:a,isUnit:!!r,marker:i,radius:l,number:c,area:d,id:g}}unit(t,e){let n=L.polygon(t.map(Ge),{smoothFactor:.5});
return this.path(this.view,"units",n,`atlas-unit atlas-k${e[3]}`),n._path.dataset.code=e[4],n._path.dataset.symbol=e[5],
n}restyle(t){this.symbols.forEach(e=>{e.isHidden=e.marker instanceof this.Marker?!1:!!e.area&&t.muted(e.area),e.path._path.
style.display=e.isHidden?"none":""}),this.shapes.forEach((e,n)=>{e.forEach(o=>{o._path.style.display=this.isStated(n,t.day)?
"":"none"})})}isStated(t,e){return this.stated[t]<=e}shown(){return this.symbols.filter(t=>!t.isHidden)}};var V=class{constructor(t,e=1/0){let n=I(t.first);this.table=t,this.shift=n,this.changes=t.changes.map(([o,i])=>[o+n,i]),
t.counts&&(this.changes=this.changes.filter(([o])=>o<=e)),this.start=t.start+n,t.before&&this.changes.unshift([this.start,
t.before]),this.keys=t.keys.map(([o,i,r])=>[o+n,i,r])}place(t,e){let n=this.table.areas[this.table.follows[t]||t]||[],o=-1;
for(let i=0;i<n.length&&n[i]+this.shift<=e;i+=2)o=i;return o}textNumber(t,e){let n=this.place(t,e);return n<0?-1:this.table.
areas[this.table.follows[t]||t][n+1]}sentence(t,e){let n=this.place(t,e),o=this.table.follows[t]||t;if(n<0)return"";let i=this.
table.areas[o],r=U(i[n]+this.shift);return this.table.texts[i[n+1]][1].replace("{}",r)+(o===t?"":this.table.tails[o]||"")}numbers(t){
let e=t.map(n=>n[7]);return this.table.classes.map(n=>e.indexOf(n))}fits(t){return this.numbers(t).indexOf(-1)<0}fill(t,e,n){
let o=this.numbers(n),i=this.table.texts;return t.map(r=>{let a=this.textNumber(r,e),l=a<0?-1:o[i[a][0]];return l<0?".":
l.toString(36)}).join("")}counts(t,e,n,o){let i=this.numbers(n),r=this.table.texts,a={};if(this.table.counts){let l=this.
table.counts.filter(([c])=>c+this.shift<=e).at(-1);return t.map(c=>l?.[1][i.indexOf(c)]??0)}return Object.keys(this.table.
areas).forEach(l=>{let c=o[l]?-1:this.textNumber(l,e);c>=0&&(a[i[r[c][0]]]=(a[i[r[c][0]]]||0)+1)}),t.map(l=>a[l]||0)}title(t){
return this.table.titles?.filter(([e])=>e+this.shift<=t).at(-1)?.[1]}out(t){return Ve(this.table.out,t-this.shift)}lastChange(t){
let e=0,n=this.changes.length;for(;e<n;){let o=e+n>>1;this.changes[o][0]<=t?e=o+1:n=o}return e-1}neighbour(t,e){let n=this.
changes[e<0?this.lastChange(t-1):this.lastChange(t)+1];return n?n[0]:null}};function Ve(s,t){if(!s)return;let e=n=>s[n].
filter(o=>o<=t).length%2;return Object.keys(s).filter(e).join(" ")}function Ke(s,t){let e=s.symbols.filter(([o,i])=>o<=t&&
(i===null||t<i)),n=Object.entries(s.counts).map(([o,i])=>[o,i.filter(([r])=>r<=t).at(-1)?.[1]]);return{rows:e.map(o=>o[2]),
shapes:s.shapes&&(s.shapes.filter(([o])=>o<=t).at(-1)?.[1]??[]),counts:Object.fromEntries(n),out:Ve(s.out,t)}}function Mn(s,t,e){let n=s.getCenter();return Math.abs(s.getZoom()-e)<1e-6&&Math.abs(n.lat-t.lat)<1e-6&&Math.abs(n.lng-t.
lng)<1e-6}var Et=class{constructor(t,e){this.maps=[t,e],this.isBusy=!1,this.handlers=[this.listen(t,e),this.listen(e,t)]}listen(t,e){
let n=this;function o(){n.lead(e,t.getCenter(),t.getZoom(),!1)}function i(r){r.noUpdate||n.lead(e,r.center,r.zoom,!0)}return t.
on("move",o).on("zoomanim",i),()=>{t.off("move",o).off("zoomanim",i)}}lead(t,e,n,o){this.isBusy||Mn(t,e,n)||(this.isBusy=
!0,t.setView(e,n,{animate:o}),this.isBusy=!1)}match(){let t=this.maps[0],e=this.maps[1];this.isBusy=!0,e.setMaxBounds().
setMinZoom(-20).setMaxZoom(20).invalidateSize({animate:!1,pan:!1}),e.setView(t.getCenter(),t.getZoom(),{animate:!1}),e.setMinZoom(
t.getMinZoom()).setMaxZoom(t.getMaxZoom()).setMaxBounds(t.options.maxBounds),this.isBusy=!1}cut(){this.handlers.forEach(
t=>{t()})}};var On=["crs","zoomSnap","zoomDelta","wheelPxPerZoomLevel","maxBoundsViscosity"],Dn=["zoomControl","attributionControl",
"scrollWheelZoom","doubleClickZoom","keyboard"],Pn=["is-first","is-second"];function Ye(){let s=L.DomUtil.create("div","\
atlas-side-title",document.body);return s.hidden=!0,s}function Xt(s,t,e){Pn.forEach((n,o)=>{s.classList.toggle(n,o===e),
t.classList.toggle(n,o===e)})}function Je(s,t,e){return t===e?s:s.replace(U(I(t)),U(I(e)))}function Nn(s){let t=null,e=Ye(),
n=s.home,o=s.choose,i={};s.home=()=>{n.call(s),t&&t.link.match()},s.choose=u=>{o.call(s,u),t&&t.outlinesAndSymbols.outline(
"chosen",u||"",t.frame)},s.beside=()=>t;function r(){let u=L.DomUtil.create("div","atlas atlas-beside"),y=On.map(O=>[O,s.
map.options[O]]),p=Object.fromEntries([...y,...Dn.map(O=>[O,!1])]);u.setAttribute("role","img"),s.box.after(u),document.
body.classList.add("is-compared"),s.fit();let m=L.map(u,p).setView(s.map.getCenter(),s.map.getZoom());yt.forEach(O=>{$(m,
O)});let S=new Et(s.map,m),T=new et(m),k=new ResizeObserver(()=>{t&&(E(t),S.match())}),C=Ye();return t={...{map:m,box:u,
title:C,mainTitle:e,frame:null,outlinesAndSymbols:T,link:S,watch:k},pointer:new tt(c(m,u,T))},m.on("dragstart zoomstart",
()=>{S.isBusy||(s.isHome=!1)}),m.on("zoomend",()=>{t?.frame&&(t.frame.fitPoints(),T.refresh())}),k.observe(u),a(),t}function a(){
s.isHome&&s.bounds?s.home():s.map.invalidateSize({animate:!1})}function l(u){t=null,u.watch.disconnect(),u.link.cut(),s.
pointed&&s.point(null),u.map.remove(),u.box.remove(),u.title.remove(),e.hidden=!0,Xt(s.box,e,-1),document.body.classList.
remove("is-compared"),s.fit(),a()}function c(u,y,p){let m=Object.create(s);return m.map=u,m.outlinesAndSymbols=p,Object.
defineProperty(m,"frame",{get:()=>t?.frame}),Object.defineProperty(m,"pointed",{get:()=>s.pointed}),m.choose=S=>s.choose(
S),m.sendAct=(S,T)=>s.sendAct(S,T),m.point=S=>{S&&(S.box=y,S.picture=t?.picture),s.point(S)},m}function d(u,y){return Je(
u,s.message.day,y.day)}function g(u,y){let p={fill:u.fill,counts:u.counts};if(!u.periods||y.day===s.message.day)return p;
let m=i[u.periods];if(m||h(u.periods),!(m instanceof V))return p;let S=I(y.day),T=s.message.classes,k=s.message.legends[0][3].
map(C=>C[0]);return{fill:m.fill(s.frame.answer.order,S,T),counts:m.counts(k,S,T,y.out)}}function h(u){i[u]=!0,s.load(u).
then(y=>{i[u]=new V(y),s.restyle()}).catch(()=>{delete i[u]})}function b(u,y,p){let m=s.place("legend").firstElementChild,
S=m?.querySelector("h2");!m||!S||(S.textContent=d(s.message.legends[0][1],y),m.querySelectorAll(".atlas-legend-item").forEach(
(T,k)=>{let C=T.lastChild,M=C.textContent;C.textContent=(p?[u[k],M]:[M,u[k]]).join(" · "),T.classList.toggle("is-empty",
!u[k]&&M==="0")}))}function x(u,y,p){u.replaceChildren(y,...p?[P("small",p)]:[]),u.hidden=!1}function E(u){let y=`${Math.
max(e.offsetHeight,u.title.offsetHeight)}px`;document.body.style.getPropertyValue("--title")!==y&&document.body.style.setProperty(
"--title",y)}s.on("drawn",()=>{t&&s.fit()}),s.on("restyled",u=>{let y=s.message,p=y.beside;if(!p){t&&l(t);return}let m=t??
r();Xt(s.box,e,p.isFirst?1:0),Xt(m.box,m.title,p.isFirst?0:1),m.box.classList.toggle("is-world",s.frame.answer.isWorld),
(!m.frame||m.frame.answer!==s.frame.answer)&&(m.frame&&m.frame.remove(),m.outlinesAndSymbols.clear(),m.link.match(),m.frame=
new X(m.map,s.frame.answer));let S=g(p,u),T={fill:S.fill,keep:u.keep,out:y.out,follows:y.follows,day:p.periods?u.day:y.day};
m.picture=new Q(T,{},m.frame),m.frame.restyle(m.picture,y),m.outlinesAndSymbols.outline("chosen",y.chosen,m.frame),x(e,d(
p.mainTitle,u),""),x(m.title,p.periods?d(p.title,u):p.title,p.note),E(m),m.box.setAttribute("aria-label",m.title.textContent),
b(S.counts,u,p.isFirst)}),s.on("pointed",u=>{let y=document.querySelector(".atlas-card"),p=u?.box||s.box;y&&y.parentNode!==
p&&p.appendChild(y),t&&(t.outlinesAndSymbols.outline("hover",u?.code||"",t.frame),t.box.classList.toggle("is-on-area",!!u?.
code))})}var $n=10,Rn=50,Un={ArrowUp:[0,1],ArrowDown:[0,-1],ArrowLeft:[-1,0],ArrowRight:[1,0]},jn="Arrow keys move it, with Shift\
 further; Enter leaves it there, Escape puts it back.";function In([s,t]){let e=o=>`${Math.round(Math.abs(o)*100).toLocaleString(
"en")} km`;return[s&&`${e(s)} ${s>0?"right":"left"}`,t&&`${e(t)} ${t>0?"up":"down"}`].filter(Boolean).join(", ")||"Where\
 it stood"}function Xe(s){return s.map(t=>t.getLatLngs()[0])}var St=class{constructor(t,e,n){this.atlas=t,this.shape=e,this.
paths=n,this.rings=Xe(n),this.by=[0,0]}hold(){let t=this.atlas.outlinesAndSymbols;t.held!==this&&(t.held?.leave(),this.atlas.
time.hold(),t.held=this)}show(t){this.by=t,this.paths.forEach((e,n)=>{e.setLatLngs(this.rings[n].map(o=>L.latLng(o.lat+t[1],
o.lng+t[0])))})}leave(){let[t,e]=this.by,n=this.atlas.outlinesAndSymbols;if(n.held===this){if(n.held=null,this.atlas.time.
sendDay(),!t&&!e)return this.atlas.restyle();this.by=[0,0],this.rings=Xe(this.paths),n.drawn="",this.atlas.sendAct("move",
[this.shape,t,e])}}press(t){let e=Un[t.key];if(e){this.hold();let n=(t.shiftKey?Rn:$n)/H(this.atlas.map);this.show([this.
by[0]+e[0]*n,this.by[1]+e[1]*n])}else if(t.key==="Escape")this.show([0,0]);else return t.key==="Enter"?this.leave():void 0;
t.preventDefault(),this.atlas.say(In(this.by))}drag(t){let e=this.atlas.map,n=t.currentTarget,[o,i]=this.by,r=e.mouseEventToLatLng(
t);t.stopPropagation(),t.preventDefault(),n.setPointerCapture(t.pointerId),this.hold();let a=l=>{let c=e.mouseEventToLatLng(
l);this.show([o+c.lng-r.lng,i+c.lat-r.lat])};n.addEventListener("pointermove",a),n.addEventListener("lostpointercapture",
()=>{n.removeEventListener("pointermove",a),this.leave()},{once:!0})}listen(t,e){t.tabIndex=0,t.setAttribute("role","but\
ton"),t.setAttribute("aria-label",`${e}. ${jn}`),t.addEventListener("keydown",this.press.bind(this)),t.addEventListener(
"blur",this.leave.bind(this))}};var se={};D(se,{credited:()=>is,plug:()=>Fn,scaleAt:()=>ss,stretch:()=>ee,stretchAt:()=>os,zoomAt:()=>ns});var ts=63.78137,z=2*Math.PI*ts,es=256,zn=3,Hn=8e3,Bn=6,Qe="The street map cannot be reached; this is the equal-area map.";
function ss(s){return es*2**s/z}function ns(s){return Math.log(s*z/es)/Math.LN2}function Wn(){return L.extend({},L.CRS.Simple,
{transformation:new L.Transformation(1,z/2,-1,z/2),scale:ss,zoom:ns,wrapLng:[-z/2+1e-8,z/2-1e-8]})}function ee(s){return s.
options.crs===L.CRS.Simple?1:os(s.getCenter().lat)}function os(s){return Math.cosh(s/ts)}function _n(s){return s.box.querySelector(
".atlas-credit")}function is([s,t]){if(!t)return s;let e=P("a",s);return e.href=t,e.target="_blank",e.rel="noopener",e}var te=class{constructor(t){
this.atlas=t,this.plane=Wn(),this.steps={zoomSnap:t.map.options.zoomSnap,zoomDelta:t.map.options.zoomDelta},this.unreachable=
{},this.layer=null,this.late=0,this.fallback=null,this.original=null,t.map.createPane("atlas-streets"),this.credit=L.DomUtil.
create("span","atlas-credit-streets",_n(t)),this.notice=this.buildNotice(),t.on("message",this.useFallback.bind(this)),t.
on("drawing",this.setProjection.bind(this)),t.on("restyled",this.sync.bind(this))}useFallback(t){if(t===this.fallback)return;
let e=t.streets,n=!!(e&&this.unreachable[e.tiles]);this.notice.hidden=!n,e||(this.unreachable={}),n&&(this.original={...t},
this.fallback=Object.assign(t,e?.plain,{streets:null}))}setProjection(t){let e=this.atlas.map,n=t.isStreetMap?this.plane:
L.CRS.Simple;L.extend(e.options,t.isStreetMap?{zoomSnap:1,zoomDelta:1}:this.steps),this.atlas.reach=t.isStreetMap?{closer:zn,
farther:0}:null,this.atlas.box.classList.toggle("is-on-streets",t.isStreetMap),e.options.crs!==n&&(this.drop(),e.options.
crs=n,e.setMinZoom(-20).setMaxZoom(20).setMaxBounds(),e.setView(this.atlas.bounds.getCenter(),1,{reset:!0}))}sync(){let e=this.
atlas.frame.answer.isStreetMap?this.atlas.message.streets:null;e?.tiles!==this.layer?.tiles&&(this.drop(),e&&this.lay(e))}lay(t){
let e=this,n=0,o=!1,i=L.tileLayer(t.tiles,{pane:"atlas-streets",subdomains:t.subdomains||"abc",maxNativeZoom:t.maxZoom,minZoom:0,
bounds:L.latLngBounds([-z/2,-4*z],[z/2,4*z]),referrerPolicy:"strict-origin-when-cross-origin",keepBuffer:0});function r(){
e.layer===i&&(e.unreachable[t.tiles]=!0,e.drop(),e.atlas.set(e.atlas.message),e.atlas.say(Qe))}i.tiles=t.tiles,i.on("til\
eload",()=>{n=0,o=!0}),i.on("tileerror",()=>{n+=1,n>=Bn&&setTimeout(r)}),i.on("load",()=>{!o&&n&&setTimeout(r)}),this.late=
window.setTimeout(()=>{o||r()},Hn),this.layer=i;let a=P("span"," · ");a.className="atlas-credit-own",this.credit.replaceChildren(
a,...t.credits.map(is)),i.addTo(this.atlas.map)}drop(){clearTimeout(this.late),this.credit.textContent="",this.layer&&(this.
layer.remove(),this.layer=null)}buildNotice(){let t=L.DomUtil.create("div","atlas-streets-notice",this.atlas.box);t.hidden=
!0,L.DomUtil.create("span","",t).textContent=Qe;let e=L.DomUtil.create("button","",t);return e.type="button",e.textContent=
"Try again",L.DomEvent.disableClickPropagation(t),e.addEventListener("click",()=>{this.unreachable={},this.original&&this.
atlas.set(this.original)}),t}};function Fn(s){new te(s)}var Zn=110,qn=100,Gn="Made with Natural Earth · Leaflet",Vn=85;function ne(s,t,e,n){let o=L.DomUtil.create("button","",
s);o.type="button",o.title=t,o.setAttribute("aria-label",t);let i=v("svg",{viewBox:"0 0 16 16",width:16,height:16,"aria-\
hidden":"true"},o);v("path",{d:e,class:"atlas-icon"},i),o.addEventListener("click",n)}function At(s,t,e){let n=L.Control.
extend({onAdd:()=>{let o=L.DomUtil.create("div",e);return L.DomEvent.disableClickPropagation(o),o}});return new n({position:t}).
addTo(s).getContainer()}function Kn(s){let t=10**Math.floor(Math.log10(s));return t*([5,2].find(e=>e*t<=s)??1)}function rs(s){
let t=s.map,e=At(t,"topleft","atlas-zoom");ne(e,"Zoom in","M8 3v10M3 8h10",()=>{t.zoomIn()}),ne(e,"Zoom out","M3 8h10",()=>{
t.zoomOut()}),ne(e,"Show the whole extent","M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3",()=>{s.home()}),L.DomUtil.create("sp\
an","atlas-credit-own",At(t,"bottomright","atlas-credit")).textContent=Gn,s.scale=At(t,"bottomleft","atlas-scale"),s.scale.
setAttribute("aria-hidden","true"),s.key=At(t,"bottomleft","atlas-key"),t.on("zoom zoomend moveend",()=>{cs(s)})}function as(s){
if(s.outlinesAndSymbols.held)return;let t=s.key,e=s.frame.answer.topology.objects.dmz,n=[...t.children].indexOf(document.
activeElement);if(t.textContent="",s.outlinesAndSymbols.shapeRows.forEach((o,i)=>{let r=L.DomUtil.create("div","",t);r.hidden=
!s.outlinesAndSymbols.isStated(i,s.picture.day),r.append(q(`atlas-over atlas-k${o[0]}`),P("span",o[1]));let a=s.outlinesAndSymbols.
shapes[i];r.title=o[3];let l=new St(s,s.message.classes[o[0]][7],a);l.listen(r,[o[1],o[3]].filter(Boolean).join(". ")),a[2].
_path.onpointerdown=l.drag.bind(l),i===n&&r.focus()}),e&&s.message.overlays.indexOf("dmz")>=0){let o=L.DomUtil.create("d\
iv","",t),i=`Demilitarized zone, ${e.geometries[0].properties?.label}`;o.append(q("atlas-zone"),P("span",i))}t.hidden=![
...t.children].some(o=>!o.hidden)}function ls(s){let t=s.frame.answer.bounds;s.scale.hidden=s.frame.answer.isWorld||t[2]-
t[0]>Vn,cs(s)}function cs(s){if(s.scale.hidden)return;let t=H(s.map)*ee(s.map)/qn,e=Kn(Zn/t);s.scale.textContent=`${e.toLocaleString(
"en")} km`,L.DomUtil.create("i","",s.scale).style.width=`${Math.round(e*t)}px`}var oe={};D(oe,{plug:()=>Yn});function Yn(s){let t=L.DomUtil.create("div","atlas-empty",s.box),e=L.DomUtil.create("p","",
t),n=L.DomUtil.create("button","",t),o="";n.type="button",t.hidden=!0,L.DomEvent.disableClickPropagation(t),L.DomEvent.disableScrollPropagation(
t);function i(r){if(!r&&t.contains(document.activeElement)&&s.box.focus(),t.hidden=!r,!r){o="";return}e.textContent=r.text,
n.textContent=r.label,o!==r.text&&s.say(r.text),o=r.text}n.addEventListener("click",()=>{if(!s.message.empty)return;let[
r,a]=s.message.empty.act;r==="reset"&&a==="filters"&&s.preview({keep:[]}),s.sendAct(r,a)}),s.on("restyled",r=>{let a=s.message,
l=r.day!==a.day||`${r.keep}`!=`${a.keep}`;i(l?null:a.empty)})}var ie={};D(ie,{mapHeight:()=>us,pairHeight:()=>fs,plug:()=>Jn,roomIn:()=>ds,shapeOf:()=>ps});function ds(s,t){return s-250-t}function us(s,t){return s<600?ms(s):Math.round(Math.max(340,Math.min(t,s/1.9,720)))}function fs(s,t,e){
return s<560?2*ms(s):Math.round(Math.max(240,Math.min(t,s/2/e+24,720)))}function ms(s){return Math.max(240,Math.round(s*
.65))}function ps(s,t){return Math.max(.9,Math.min(s/t,1.9))}function hs(){try{return window.parent.innerHeight}catch{return 0}}
function Jn(s){let t=window.Streamlit,e=t.setFrameHeight,n=340,o=0;function i(){let c=s.bounds;return c?ps(c.getEast()-c.
getWest(),c.getNorth()-c.getSouth()):1.9}function r(c,d){let g=hs()?ds(hs(),d):n;return document.body.classList.contains(
"is-compared")?fs(c,g,i()):us(c,g)}function a(){return document.documentElement.classList.contains("is-on-stage")}function l(){
let c=s.strip.offsetHeight,d=document.documentElement.clientWidth,g=a()?Math.max(240,window.innerHeight-c):r(d,c);document.
documentElement.style.setProperty("--map-height",`${g}px`),!(g+c===o||a())&&(o=g+c,e.call(t,o))}s.fit=l,t.setFrameHeight=
c=>{n=c||n,l()},new ResizeObserver(l).observe(s.strip),window.addEventListener("resize",l);try{window.parent.addEventListener(
"resize",l),window.addEventListener("pagehide",()=>{window.parent.removeEventListener("resize",l)})}catch{}l()}var ae={};D(ae,{Keyboard:()=>vt,named:()=>gs,plug:()=>so,typed:()=>re});var Xn="Arrow keys go to the next country in that direction, letters to a country by its name. Enter opens its panel, an\
d Enter again goes there. Plus and minus zoom, 0 shows the whole map. Escape leaves the map.",Qn={ArrowUp:"up",ArrowDown:"\
down",ArrowLeft:"to the left",ArrowRight:"to the right"},to=1200,eo=70,ys=48;function re(s){return s.normalize("NFKD").replace(
/\p{M}/gu,"").replace(/[‘’‚‛ʹʻʼʽʾʿˈ´`′＇]/g,"'").toLowerCase()}function gs(s,t,e){function n(l){return t.
filter(c=>c[0].indexOf(l)===0)}let i=s.split("").every(l=>l===s[0])&&(s.length===1||!n(s).length),r=n(i?s[0]:s),a=r.findIndex(
l=>l[1]===e);return a>=0?i?r[(a+1)%r.length][1]:e:r.length?r[0][1]:""}var vt=class{constructor(t){this.atlas=t,this.map=
t.map,this.box=t.box,this.code="",this.text="",this.at=0,this.describe(),this.map.keyboard.disable(),this.box.tabIndex=0,
this.box.addEventListener("keydown",this.press.bind(this)),this.box.addEventListener("focus",this.enter.bind(this)),this.
box.addEventListener("blur",this.leave.bind(this)),this.box.addEventListener("pointerdown",this.outline.bind(this,!1)),this.
list=[],this.listen()}places(){return dt(this.atlas)}describe(){let t=L.DomUtil.create("div","atlas-hidden",this.box);t.
id="atlas-how",t.textContent=Xn,this.box.setAttribute("role","application"),this.box.setAttribute("aria-roledescription",
"map"),this.box.setAttribute("aria-describedby",t.id),this.map.getPane("mapPane")?.setAttribute("aria-hidden","true")}listen(){
let t=this.atlas,e="";t.on("message",n=>{n.chosen!==e&&(this.code=e=n.chosen)}),t.on("drawn",n=>{this.list=[],this.code in
n.index||(this.code=""),this.box.classList.contains("is-by-key")&&this.outline(!0)}),this.map.on("moveend",()=>{this.code&&
this.box.classList.contains("is-by-key")&&this.point()})}isHere(){return document.activeElement===this.box}outline(t){this.
box.classList.toggle("is-by-key",t),this.atlas.outlinesAndSymbols.outline("focus",t?this.code:"",this.atlas.frame)}enter(){
this.box.matches(":focus-visible")&&this.outline(!0)}leave(){this.outline(!1),this.atlas.pointed&&this.atlas.pointed.by===
"key"&&this.atlas.point(null)}press(t){t.target!==this.box||t.ctrlKey||t.metaKey||t.altKey||!this.atlas.frame||this.act(
t.key)&&(t.preventDefault(),this.isHere()&&this.outline(!0))}act(t){if(/^Arrow/.test(t))this.step(t);else if(t==="Home")
this.goTo(this.names()[0][1]);else if(t==="End")this.goTo(this.names().slice(-1)[0][1]);else if(t==="Enter"||t===" "&&!this.
isTyping())this.open();else if(t==="Escape")this.atlas.card.dismiss()||this.box.blur();else if(t==="+"||t==="=")this.zoom(
1);else if(t==="-")this.zoom(-1);else if(t==="0")this.atlas.home();else if(t.length===1&&(/\p{L}/u.test(t)||this.isTyping()))
this.spell(t);else return!1;return!0}isTyping(){return!!this.text&&Date.now()-this.at<to}spell(t){this.text=(this.isTyping()?
this.text:"")+re(t),this.at=Date.now();let e=gs(this.text,this.names(),this.code);e?this.goTo(e):this.atlas.say(`No coun\
try begins with ${this.text}`)}names(){let t=this.atlas.frame;return this.list.length||(this.list=Object.keys(J(t)).map(
e=>[re(t.name(e)),e]),this.list.sort((e,n)=>e[0]<n[0]?-1:e[0]>n[0]?1:0)),this.list}step(t){let e=this.atlas,n=this.map.getSize(),
o=this.code,i=this.map.options.maxBounds,r=J(e.frame),a=this.places(),l=a.find(g=>g.code===o),c=a.filter(g=>!e.picture.muted(
g.code)&&(!i||i.contains(r[g.code]))),d=l?Pe(l,c,t):Ne({x:n.x/2,y:n.y/2},c);d?this.goTo(d.code):e.say(`No country furthe\
r ${Qn[t]}`)}goTo(t){this.code=t,this.bringIn(),this.point(),this.atlas.pointed&&this.atlas.announce(this.atlas.pointed)}bringIn(){
let t=J(this.atlas.frame)[this.code],e=this.map.getCenter();this.map.panInside(t,{padding:[ys,ys],animate:!1}),e.equals(
this.map.getCenter())||(this.atlas.isHome=!1)}point(){let t=this.code,e=this.places().find(r=>r.code===t),n=this.atlas.frame.
areas[t],o=n?n._path.getBoundingClientRect().width:0,i=Math.min(eo,o/2+8);e&&this.atlas.point({code:t,by:"key",at:L.point(
e.x,e.y),aside:i})}open(){if(this.code){if(this.code===this.atlas.message.chosen)return parent.document.dispatchEvent(new Event(
"atlas:read"));this.atlas.pointer.take(this.code),this.atlas.say("The panel opens beside the map. Enter again goes there\
.")}}zoom(t){let e=this.map,n=this.code&&J(this.atlas.frame)[this.code]||e.getCenter();e.setZoomAround(n,e.getZoom()+t*(e.
options.zoomDelta??1),{animate:!this.atlas.isCalm()})}};function so(s){s.keys=new vt(s)}var ue={};D(ue,{plug:()=>po});function bs(s,t,e){let n=s.split(" ");function o(r){let a=Math.max(...r.map(e)),l=((r.length-1)*1.15+.75)*t;return{lines:r,
size:t,width:a,height:r.length*t*1.15,letters:l}}let i=null;for(let r=1;r<n.length;r+=1){let a=o([n.slice(0,r).join(" "),
n.slice(r).join(" ")]);(!i||a.width<i.width)&&(i=a)}return i?[o([s]),i]:[o([s])]}function le(s,t,e){return[s-e.width/2-3,
t-e.height/2,s+e.width/2+3,t+e.height/2]}function xs(s,t){return s[0]<t[2]&&t[0]<s[2]&&s[1]<t[3]&&t[1]<s[3]}function kt(s,t,e,n){let o=0;for(;o<n&&s[t+e*(o+1)];)o+=1;return o}function no(s,t,e,n,o){let i=s.length/t,r=null;for(let a=0;a<
s.length;a+=1){if(!s[a])continue;let l=a%t,c=Math.floor(a/t),d=Math.min(kt(s,a,-1,l),kt(s,a,1,t-1-l))+.5,g=Math.min(kt(s,
a,-t,c),kt(s,a,t,i-1-c))+.5,h=Math.min(d*e,g*n*o);(!r||h>r.score)&&(r={at:a,across:d*e,up:g*n,score:h})}return r}function ws(s,t,e){
let n=(t[2]-t[0])/26,o=(t[3]-t[1])/15,i=[],r=s._pxBounds;if(!r?.intersects(L.bounds([t[0],t[1]],[t[2],t[3]])))return null;
for(let l=0;l<390;l+=1){let c=L.point(t[0]+(l%26+.5)*n,t[1]+(Math.floor(l/26)+.5)*o);i.push(r.contains(c)&&s._containsPoint(
c))}let a=no(i,26,n,o,e);return a?{across:a.across,up:a.up,x:t[0]+(a.at%26+.5)*n,y:t[1]+(Math.floor(a.at/26)+.5)*o}:null}var ce=[{size:14,room:2.1},{size:12,room:1}],ro=11,ao=1.15,Ls=1.9,lo=4,co=11,ho=22,uo=45,fo=.5,mo=3,Es=document.createElement(
"canvas").getContext("2d"),he=class{constructor(t){this.text=t,this.widths={}}width(t,e){let n=e+t;return n in this.widths||
(Es.font=`600 ${e}px 'Noto Sans', sans-serif`,this.widths[n]=Es.measureText(t).width),this.widths[n]}ways(t){return bs(this.
text,t,e=>this.width(e,t))}},de=class{constructor(t){this.atlas=t,this.names={},this.done="",this.root=$(t.map,"labels").
_rootGroup,this.root.parentNode.setAttribute("aria-hidden","true")}name(t){return this.names[t]||(this.names[t]=new he(this.
atlas.frame.name(t))),this.names[t]}obstacles(){let t=this.atlas.map,e=this.atlas.frame.points,n=[];function o(a,l){let c=t.
latLngToLayerPoint(a.getLatLng());n.push([c.x-l,c.y-l,c.x+l,c.y+l])}Object.keys(e).forEach(a=>{e[a].isShown&&o(e[a],e[a].
getRadius()+1)}),this.atlas.outlinesAndSymbols.shown().forEach(a=>{a.isUnit||o(a.marker,a.radius+1)});let i=this.atlas.box.
getBoundingClientRect(),r=t.containerPointToLayerPoint([0,0]);return this.atlas.box.querySelectorAll(".leaflet-control").
forEach(a=>{let l=a.getBoundingClientRect(),c=r.x-i.left,d=r.y-i.top;l.width&&n.push([l.left+c,l.top+d,l.right+c,l.bottom+
d])}),n}isOnLand(t){let e=this.atlas.frame.areas,n=(t[1]+t[3])/2,o=[];for(let i=0;i<=4;i+=1)o.push(L.point(t[0]+(t[2]-t[0])*
i/4,n));return Object.values(e).some(i=>o.some(r=>i._pxBounds?.contains(r)&&i._containsPoint(r)))}choose(t){let e=this.atlas,
n=e.map,o=e.frame,i=e.picture,r=[],a=H(n),l=n.getZoom()-e.homeZoom,c=n.getSize(),d=n.containerPointToLayerPoint([0,0]),g=this.
obstacles(),h=[d.x+2,d.y+2,d.x+c.x-2,d.y+c.y-2],b=o.answer.isWorld?Math.max(1,Ls-(Ls-1)*l):1;function x(p){return p[0]>=
h[0]&&p[1]>=h[1]&&p[2]<=h[2]&&p[3]<=h[3]&&!g.some(m=>xs(p,m))}function E(p,m,S,T,k){let C=le(m,S,T);return x(C)?(g.push(
C),r.push({code:p,x:m,y:S,way:T,manner:k}),!0):!1}let u=[];o.answer.order.forEach((p,m)=>{let S=t.labels[m];S&&!i.muted(
p)&&!o.points[p]?.isShown&&u.push({code:p,place:S})});let y=[];return u.sort((p,m)=>m.place[2]-p.place[2]),u.forEach(({code:p,
place:m})=>{let S=m[2]*a,T=S/t.aspect;if(S<20)return;let k=n.latLngToLayerPoint([m[1],m[0]]);if(k.x<h[0]||k.x>h[2]||k.y<
h[1]||k.y>h[3]){y.push(p);return}ce.some(C=>this.name(p).ways(C.size).some(M=>[0,M.height/2+8,-M.height/2-8].some(O=>{let B=M.
width/S,Z=(M.letters+2*Math.abs(O))/T;return(B*B+Z*Z)*(b*C.room)**2<=ao&&E(p,k.x,k.y+O,M,C===ce[0]?"is-large":"")})))}),
y.forEach(p=>{let m=l>fo&&ws(o.areas[p],h,t.aspect);m&&this.name(p).ways(ce[1].size).some(S=>S.width/2<=m.across&&S.letters/
2<=m.up&&E(p,m.x,m.y,S,""))}),b>1&&r.length<lo?[]:(a>=co&&this.besidePoints(E,a),r)}besidePoints(t,e){let n=this.atlas,o=n.
frame.points,i=n.map,r=n.frame.answer.follows||{};Object.keys(o).filter(a=>o[a].isShown&&!n.picture.muted(a)&&(!r[a]||e>=
ho)).sort((a,l)=>+!!r[a]-+!!r[l]||(a<l?-1:1)).forEach(a=>{let l=i.latLngToLayerPoint(o[a].getLatLng()),c=this.name(a).ways(
ro)[0],d=o[a].getRadius()+mo+3+c.width/2,g=o[a].getRadius()+1+c.height/2;[[d,0],[-d,0],[0,g],[0,-g]].some(h=>(e>=uo||!this.
isOnLand(le(l.x+h[0],l.y+h[1],c)))&&t(a,l.x+h[0],l.y+h[1],c,"is-small"))})}place(){let t=this.root,e=this.atlas,o=e.frame&&
e.picture&&!e.frame.answer.isStreetMap&&e.details?this.choose(e.details):[];t.textContent="",o.forEach(i=>{let r=v("text",
{class:`atlas-name ${i.manner}`,"data-name":i.code},t);i.way.lines.forEach((a,l)=>{let c=i.y-i.way.height/2+(l+.82)*i.way.
size*1.15,d=v("tspan",{x:i.x.toFixed(1),y:c.toFixed(1)},r);d.textContent=a})})}refresh(){let t=this.atlas,e=t.picture,n=t.
message,o=[t.frame.url,n.out,e.keep.join(),e.keep.length?e.fill:"",t.outlinesAndSymbols.drawn].join("|");o!==this.done&&
(this.done=o,this.place())}};function po(s){let t=new de(s);s.on("drawn",()=>{t.names={},t.done="",t.root.textContent=""}),
s.on("detailed",()=>{t.place()}),s.on("restyled",()=>{t.refresh()}),s.map.on("moveend",()=>{t.place()}),document.fonts?.
ready&&document.fonts.ready.then(()=>{t.names={},s.frame&&t.place()})}var fe={};D(fe,{keptAfter:()=>Ss,keptFrom:()=>As,keptOf:()=>Tt,legendsOf:()=>ks,plug:()=>So,replacedBy:()=>vs});var yo="Shows these states only. With Shift: adds or removes them.",go="Shows these circles only. With Shift: adds or re\
moves them.",bo="Shows these areas only. With Shift: adds or removes them.",xo="status",wo="no-change",Lo=".atlas-area, \
.atlas-point",Eo=".atlas-symbol, .atlas-unit";function Ss(s,t,e,n){if(!n)return s.length===1&&s[0]===t?[]:[t];let o=s.includes(
t)?s.filter(i=>i!==t):s.concat(t);return o.length===e?[]:o}function As(s,t,e){let n=e.slice(0,e.indexOf(t)+1);return s.length===
n.length&&n.every(i=>s.includes(i))||n.length===e.length?[]:n}function Tt(s,t){if(s.act!=="circles")return s.act?t.keep:
[];let e=s.items.filter(n=>n.isKept).map(n=>n.number);return t.circles??(e.length===s.items.length?[]:e)}function vs(s,t,e){
let n=t.filter(({act:o,layer:i})=>o==="circles"||o==="keep"&&i!==xo);return n.includes(s)?n.find(o=>o!==s&&Tt(o,e).length>
0)?.title??"":""}function ks(s){return s.legends.map(([t,e,n,o,i])=>({layer:t,title:e,symbol:n,act:i,items:o.map(([r,a,l])=>{
let c=s.classes[r],d=i!==""&&c[7]!==wo;return{number:r,count:a,isKept:l===1,isFilter:d,label:c[0],id:c[7],corners:ct(c)}})}))}
function So(s){let t=s.place("legend"),e="",n=[],o=document.head.appendChild(document.createElement("style"));function i(h,b=0){
let x=h?.symbol==="fill"?Lo:Eo;o.textContent=h?`.atlas :is(${x}):not(.atlas-k${b}){opacity:.22}`:""}function r(h){return h.
map(b=>s.message.classes[b][7])}function a(h,b){let x=h.act==="circles";s.preview(x?{circles:b}:{keep:b}),x?s.sendAct("c\
ircles",[h.layer,r(b)]):s.sendAct("keep",r(b))}function l(h){s.preview({keep:h}),s.sendAct("least",r(h.slice(-1))[0]??null)}
function c(h,b){let x=L.DomUtil.create("section","atlas-legend",t),E=L.DomUtil.create("div","atlas-legend-head",x),u=L.DomUtil.
create("h2","",E);if(u.textContent=h.title,u.id=`atlas-legend-${h.layer}`,x.setAttribute("aria-labelledby",u.id),h.act){
let p=L.DomUtil.create("button","atlas-legend-all",E);p.type="button",p.textContent="Show all",p.addEventListener("click",
()=>{document.activeElement===p&&x.querySelector("li button").focus(),h.act==="least"?l([]):a(h,[])}),L.DomUtil.create("\
p","atlas-legend-hint",E).hidden=!0}let y=L.DomUtil.create("ul","",x);y.setAttribute("role","list"),h.items.forEach(p=>{
d(p,h,b,L.DomUtil.create("li","",y))})}function d(h,b,x,E){let u=L.DomUtil.create(h.isFilter?"button":"span","atlas-lege\
nd-item",E);u.dataset.class=h.id;let y=h.corners||(b.symbol==="fill"||b.symbol==="shape"?"":"circle");u.appendChild(q(`a\
tlas-k${h.number}`,y)),L.DomUtil.create("span","",u).textContent=h.label,L.DomUtil.create("b","",u),E.addEventListener("\
pointerenter",p=>{p.pointerType!=="touch"&&i(b,h.number)}),E.addEventListener("pointerleave",()=>{i(null)}),u instanceof
HTMLButtonElement&&(u.type="button",u.title=b.symbol==="shape"?bo:b.act==="circles"?go:yo,u.addEventListener("focus",()=>{
u.matches(":focus-visible")&&i(b,h.number)}),u.addEventListener("blur",()=>{i(null)}),u.addEventListener("click",p=>{let m=p.
pointerType==="touch",S=p.shiftKey||p.ctrlKey||p.metaKey||m,T=Tt(n[x],s.picture),k=b.items.map(C=>C.number);b.act==="lea\
st"?l(As(T,h.number,k)):a(b,Ss(T,h.number,k.length,S))}))}function g(){let h=s.picture;n.forEach((b,x)=>{let E=t.children[x],
u=Tt(b,h),y=u.length>0;E.classList.toggle("is-filtered",y);let p=b.symbol==="fill"&&h.title||b.title,m=E.querySelector("\
h2");m.textContent!==p&&(m.textContent=p);let S=E.querySelector(".atlas-legend-hint"),T=y?"":vs(b,n,h);S&&(S.hidden=T===
"",S.textContent=T&&`One legend at a time keeps classes: a choice here replaces that under “${T}”.`),b.items.forEach(
(k,C)=>{let M=E.querySelectorAll(".atlas-legend-item")[C],O=b.symbol==="fill"&&h.counts?h.counts[C]:h.symbols?.counts[b.
layer]?.[C]??k.count,B=b.act?!y||u.includes(k.number):k.isKept;M.lastChild.textContent=String(O),M.classList.toggle("is-\
left-out",!B),M.classList.toggle("is-empty",!O),M instanceof HTMLButtonElement&&M.setAttribute("aria-pressed",String(y&&
B))})})}s.on("restyled",()=>{n=ks(s.message);let h=JSON.stringify(n.map(b=>[b.layer,b.title,b.act,b.items.map(x=>x.id)]));
h!==e&&(e=h,i(null),t.textContent="",n.forEach(c)),g()})}var me={};D(me,{plug:()=>Ao});function Ao(s){let t=L.DomUtil.create("div","atlas-mark",s.box),e=Array.from({length:3},()=>L.DomUtil.create("span","",t));
t.setAttribute("aria-hidden","true"),t.hidden=!0,s.on("message",n=>{t.hidden=!n.mark;for(let o of e)o.textContent=n.mark})}var be={};D(be,{plug:()=>Po});var pe=860,vo=.5,ko=1.25,To=["fill","fill-opacity","stroke","stroke-width","stroke-opacity","stroke-dasharray","stroke-l\
inecap","stroke-linejoin","paint-order","font-family","font-size","font-weight","text-anchor"],Ts="path, circle, rect, t\
ext",Co=".atlas-hover, .atlas-hover-casing, .atlas-focus, .atlas-focus-casing";function ge(s){let t=s.cloneNode(!0),e=t.
querySelectorAll(Ts);return s.querySelectorAll(Ts).forEach((n,o)=>{let i=getComputedStyle(n);if(i.display==="none"||n.matches(
Co)){e[o].remove();return}To.forEach(r=>{e[o].style.setProperty(r,i.getPropertyValue(r))}),e[o].removeAttribute("class")}),
t}function Mo(s,t,e){e.style.filter=getComputedStyle(s).filter,s.querySelectorAll("img").forEach(n=>{let o=n.getBoundingClientRect(),
i={href:n.src,x:o.left-t.left,y:o.top-t.top};v("image",L.extend(i,{width:o.width,height:o.height}),e)})}function Oo(s,t){
let e=s.getSize(),n=s.getPane("mapPane"),o=L.DomUtil.getPosition(n),i=s.getContainer().getBoundingClientRect(),r=v("svg",
{viewBox:[0,0,e.x,e.y].join(" "),role:"img","aria-label":t});return Array.from(n.children).sort((a,l)=>Number(getComputedStyle(
a).zIndex)-Number(getComputedStyle(l).zIndex)).forEach(a=>{let l=v("g",{},r);Mo(a,i,l),getComputedStyle(a).display!=="no\
ne"&&a.querySelectorAll(":scope > svg").forEach(c=>{let d=v("g",{transform:`translate(${o.x},${o.y})`},l);Array.from(ge(
c).childNodes).forEach(g=>{d.appendChild(g)})})}),r}function Do(s,t){let e=parseFloat(s.querySelector("i")?.style.width??
"0"),n=t.viewBox.baseVal.height-10,o={fill:"none",stroke:"#1D2329","stroke-width":1.5,d:`M10,${n-5}V${n}H${10+e}v-5`};v(
"rect",{x:4,y:n-19,width:e+12,height:24,rx:3,fill:"#FFFFFF","fill-opacity":.9},t),v("path",o,t);let i={x:10+e/2,y:n-5,fill:"\
#1D2329","font-size":11,"text-anchor":"middle","font-family":"'Noto Sans', sans-serif"};v("text",i,t).textContent=s.firstChild?.
textContent??""}function st(s,t,e,n){let o=document.createElement(s);return o.className=t,n&&(o.textContent=n),e.appendChild(
o),o}function ye(s){let t=ge(s);return t.querySelectorAll(".atlas-legend-all").forEach(e=>{e.remove()}),t.querySelectorAll(
"button").forEach(e=>{let n=document.createElement("span");n.className=e.className+(e.getAttribute("aria-pressed")==="tr\
ue"?" is-kept":""),n.append.apply(n,Array.from(e.childNodes)),e.replaceWith(n)}),t.querySelectorAll("details").forEach(e=>{
e.open=!0}),t.querySelectorAll("[id], [aria-labelledby]").forEach(e=>{e.closest("svg")||e.removeAttribute("id"),e.removeAttribute(
"aria-labelledby")}),t}function Po(s){function t(o){let i=s.map,r=document.documentElement,a=document.body,l=s.beside(),
c={theme:r.dataset.theme,high:r.style.getPropertyValue("--map-height"),isHome:s.isHome,center:i.getCenter(),zoom:i.getZoom(),
seen:i.getBounds(),size:i.getSize(),least:i.options.minZoom,most:i.options.maxZoom,limits:i.options.maxBounds};function d(){
i.setMinZoom(-20).setMaxZoom(20).setMaxBounds().invalidateSize({animate:!1,pan:!1})}function g(){l&&l.link.match()}if(r.
dataset.theme="light",s.restyle(),!s.frame.answer.isStreetMap){let h=s.bounds.getEast()-s.bounds.getWest(),b=s.bounds.getNorth()-
s.bounds.getSouth(),x=c.isHome?b/h:c.size.y/c.size.x;a.classList.add("is-on-paper"),a.style.width=`${pe}px`;let E=l?l.title.
offsetHeight:0;x=Math.max(vo,Math.min(x,ko)),r.style.setProperty("--map-height",`${Math.round((l?pe/2:pe)*x+E)}px`),d(),
i.fitBounds(c.isHome?s.bounds:c.seen,{padding:c.isHome?[F,F]:[0,0],animate:!1}),g()}try{return o(l)}finally{a.classList.
remove("is-on-paper"),a.style.width="",r.style.setProperty("--map-height",c.high),d(),i.setView(c.center,c.zoom,{animate:!1}),
i.setMinZoom(c.least??0).setMaxZoom(c.most??0).setMaxBounds(c.limits),g(),s.isHome=c.isHome,r.dataset.theme=c.theme,s.restyle()}}
function e(o,i){let r=st("div","paper-maps",i),a=[{map:s.map,title:o?o.mainTitle:s.label}];o&&a.push({map:o.map,title:o.
title}),o?.title.classList.contains("is-first")&&a.reverse(),a.forEach(({map:c,title:d})=>{let g=st("div","",r);o&&st("p",
"paper-title",g,d.textContent);let h=g.appendChild(Oo(c,d.textContent));s.scale.hidden||Do(s.scale,h)});let l=document.getElementById(
"atlas-patterns");return l&&r.querySelector("svg")?.prepend(ge(l)),r}function n(o){let i=document.querySelector(".atlas-\
time-date .is-long"),r=st("div","paper-under",o);i?.textContent&&st("b","paper-day",r,i.textContent),s.key.hidden||r.appendChild(
ye(s.key)),st("span","paper-credit",r,s.box.querySelector(".atlas-credit")?.textContent),o.appendChild(ye(s.place("legen\
d"))),o.appendChild(ye(s.place("notes")))}s.paper=()=>!s.frame||!s.message||s.frame.url!==s.message.url?null:t(o=>{let i=document.
createElement("figure");return i.className="paper",e(o,i),n(i),i})}var we={};D(we,{plug:()=>Fo});var Ct=class{constructor(t,e){this.list=L.DomUtil.create("ol","atlas-changes",t),this.list.setAttribute("aria-label","Ch\
anges"),this.list.setAttribute("role","list"),this.go=e,this.history=null,this.today=0,this.lines=[],this.at=-2,this.list.
addEventListener("keydown",this.move.bind(this)),new ResizeObserver(this.scroll.bind(this)).observe(this.list)}fill(t,e){
t===this.history&&e===this.today||(this.history=t,this.today=e,this.at=-2,this.list.textContent="",this.lines=(t?t.changes:
[]).map(n=>{let o=L.DomUtil.create("button",n[0]>e?"is-ahead":"",L.DomUtil.create("li","",this.list));o.type="button",o.
tabIndex=-1;let i=L.DomUtil.create("time","",o);return i.dateTime=G(n[0]),i.textContent=Lt(n[0]),L.DomUtil.create("span",
"",o).textContent=n[1]+(n[0]>e?" (announced)":""),o.addEventListener("click",this.go.bind(null,n[0])),o}))}show(t){let e=this.
history?this.history.lastChange(t):-1;if(e===this.at)return;let n=this.lines[this.at],o=this.lines[e];n&&n.removeAttribute(
"aria-current");let i=n??this.lines[0];i&&(n||this.at===-1)&&(i.tabIndex=-1),o&&o.setAttribute("aria-current","true");let r=o??
this.lines[0];r&&(r.tabIndex=0),this.at=e,this.scroll()}caption(t){let e=this.history?this.history.lastChange(t):-1;if(!this.
history||e<0)return"";let n=this.history.changes[e],o=this.lines[e].querySelector("span")?.textContent??"";return n[0]===
t?o:`last change ${U(n[0])}, ${o}`}scroll(){let t=this.lines[Math.max(this.at,0)];t&&(this.list.scrollTop=t.parentNode.offsetTop)}move(t){
let e=t.key==="ArrowDown"?1:t.key==="ArrowUp"?-1:0,n=this.lines.indexOf(document.activeElement);if(!e||n<0)return;t.preventDefault();
let o=this.lines[n+e];o&&o.focus()}};var Cs=8,Mt=class{constructor(t){this.box=L.DomUtil.create("div","atlas-ticks",t),this.box.setAttribute("aria-hidden","t\
rue"),this.drawn="",new ResizeObserver(this.fit.bind(this)).observe(this.box)}draw(t,e,n){let o=[t?.table.name,e,n].join(
" "),i=Math.max(n-e,1);if(o===this.drawn||(this.drawn=o,this.box.textContent="",!t))return;let r=v("svg",{viewBox:`0 0 ${i}\
 1`,preserveAspectRatio:"none"},this.box),a=t.changes.filter(l=>l[0]>=e&&l[0]<=n).map(l=>`M${l[0]-e},0v1`).join("");v("p\
ath",{d:a,"vector-effect":"non-scaling-stroke"},r),No(t,e,n).forEach(l=>{let c=L.DomUtil.create("i","",this.box);c.style.
left=`${100*(l[0]-e)/i}%`,L.DomUtil.create("span","",c).textContent=`${Ze(l[0])} ${l[2]}`}),this.fit()}fit(){let t=Array.
from(this.box.querySelectorAll("i")),e=$o(t.map(n=>[n.offsetLeft,n.querySelector("span")?.offsetWidth??0]),this.box.clientWidth);
t.forEach((n,o)=>{n.className=e[o]==="right"?"is-said":e[o]==="left"?"is-said is-left":""})}};function No(s,t,e){function n(o){
return s.changes[s.lastChange(o[0])]?.[0]===o[0]?1:0}return s.keys.filter(o=>o[0]>=t&&o[0]<=e).sort((o,i)=>n(i)-n(o)||i[0]-
o[0])}function $o(s,t){let e=[];function n(o,i){return o>=0&&i<=t&&e.every(r=>i+Cs<=r[0]||o>=r[1]+Cs)}return s.map(([o,i])=>n(
o,o+i)?(e.push([o,o+i]),"right"):n(o-i,o)?(e.push([o-i,o]),"left"):"")}var Ro="Next change. Playing is off because your device asks for less motion.",Uo="A map of what changed, or of what has\
 no days, is not played: it follows when you let go.",jo="Steps lead from change to change of what fills the areas; noth\
ing that changes fills them here.",Io="The history of this map could not be loaded. ",zo={back:"M11.5,3.5L6,8L11.5,12.5Z\
M4,3.5V12.5",next:"M4.5,3.5L10,8L4.5,12.5ZM12,3.5V12.5",play:"M5,3L13,8L5,13Z",pause:"M5.5,3.5V12.5M10.5,3.5V12.5"},Ot=class{constructor(t,e){
let n=L.DomUtil.create("div","atlas-time-head",t),o=L.DomUtil.create("p","atlas-time-date",n);this.long=L.DomUtil.create(
"span","is-long",o),this.short=L.DomUtil.create("span","is-short",o),this.ahead=L.DomUtil.create("small","",o),this.keys=
L.DomUtil.create("div","atlas-time-keys",n),this.icons={},this.names={},this.speed=0,this.back=this.key("back",e.back,this.
keys),this.play=this.key("play",e.play,this.keys),this.next=this.key("next",e.next,this.keys),this.fast=this.key("fast",
e.fast,this.keys),this.now=this.key("now",e.now,this.keys),this.draw("back","back"),this.draw("next","next"),this.now.textContent=
"Today",this.now.title="Back to today (UTC)",this.list=L.DomUtil.create("div","atlas-time-list",t),this.track=L.DomUtil.
create("div","atlas-time-track",t),this.slider=L.DomUtil.create("input","atlas-time-slider",this.track),this.slider.type=
"range",this.slider.step="1",this.slider.setAttribute("aria-label","Day shown"),this.ticks=new Mt(this.track),this.trouble=
L.DomUtil.create("p","atlas-time-trouble",this.list),this.trouble.setAttribute("role","status"),this.again=this.key("aga\
in",e.again,this.list),this.again.textContent="Try again",this.fail(!1)}key(t,e,n){let o=L.DomUtil.create("button",`atla\
s-time-key atlas-time-${t}`,n);return o.type="button",o.addEventListener("click",()=>{o.getAttribute("aria-disabled")!==
"true"&&e()}),o}draw(t,e){if(this.icons[t]===e)return;this.icons[t]=e,this[t].textContent="";let n={class:"atlas-icon",viewBox:"\
0 0 16 16",width:16,height:16,"aria-hidden":"true"};v("path",{d:zo[e]},v("svg",n,this[t]))}name(t,e,n,o){let i=this[t],r=e+
n+o;this.names[t]!==r&&(this.names[t]=r,i.setAttribute("aria-label",e),i.setAttribute("aria-disabled",String(o)),i.title=
n||e)}wait(t){this.list.classList.toggle("is-waiting",t)}fail(t){this.trouble.textContent=t?Io:"",this.again.hidden=!t}show(t){
let e=this.slider,n=U(t.day),o=a=>(a-t.first)/Math.max(t.last-t.first,1),i=t.isPlayable?"":Uo,r=t.hasHistory||t.isPlayable?
"":jo;+e.min!==t.first&&(e.min=String(t.first)),+e.max!==t.last&&(e.max=String(t.last)),+e.value!==t.day&&(e.value=String(
t.day)),e.title!==i&&(e.title=i),t.words&&e.setAttribute("aria-valuetext",t.words),e.style.setProperty("--at",String(o(t.
day))),e.style.setProperty("--now",String(o(t.today))),this.long.textContent=n,this.short.textContent=Lt(t.day),this.ahead.
textContent=t.day>t.today?"announced":"",this.draw("play",t.isPlaying?"pause":"play"),this.name("play",t.isPlaying?"Paus\
e":"Play",i,!t.isPlayable),this.name("back","Previous change",r,!t.hasBack),this.name("next","Next change",r||(t.isCalm?
Ro:""),!t.hasNext),this.name("now","Today","Back to today (UTC)",t.day===t.today),this.name("fast",`Speed ${t.speed}`,`S\
peed ${t.speed} times: press for another`,!t.isPlayable),this.speed!==t.speed&&(this.fast.textContent=`${t.speed===.5?"½":
t.speed}×`),this.speed=t.speed,this.list.parentElement?.classList.toggle("is-bare",!!r),this.play.hidden=this.fast.hidden=
t.isCalm}};var xe=[.5,1,2,4],Ms=500,Ho=350,Bo=864e5,Wo=I("1997-01-01"),_o=2e3;function Fo(s){let t=L.DomUtil.create("section","atla\
s-time",s.place("time"));t.setAttribute("aria-label","Time");let e=new Ot(t,{back:()=>{$t(-1)},next:()=>{$t(1)},now:()=>{
Pt(m())},play:()=>{h?rt():Ns()},fast:Ps,again:Rt}),n=new Ct(e.list,Pt),o=window.matchMedia("(prefers-reduced-motion: red\
uce)"),i=null,r=null,a="",l="",c="",d=null,g=1,h=!1,b=!1,x=!1,E=0,u=0,y=0,p="";function m(){return I(s.message.today)}function S(w){
if(w===p)return;p=w,window.clearTimeout(y);let A=Date.parse(w)+Bo-Date.now();A>0&&(y=window.setTimeout(()=>{s.sendAct("m\
idnight",w)},A+_o))}function T(){return i?i.fits(s.message.classes):!!l}function k(w){let A=s.message,N={day:G(w),fill:void 0,
counts:void 0,out:void 0,symbols:void 0,title:void 0},W=A.legends.filter(nt=>nt[2]==="fill")[0];if(d=w,x=!0,i&&T()&&(N.fill=
i.fill(s.frame.answer.order,w,A.classes),W)){let nt=W[3].map($s=>$s[0]);N.symbols=C(w),N.out=i.out(w)??N.symbols?.out,N.
counts=i.counts(nt,w,A.classes,lt(N.out??A.out,!0)),N.title=i.title(w)}s.preview(N)}function C(w){let A=s.message.symbolTable;
return A&&A!==a&&M(A),A&&r?Ke(r,w):void 0}function M(w){a=w,r=null,s.load(w).then(A=>{w===a&&(r=A,x&&d!==null&&k(d))}).catch(
()=>{w===a&&(a="")})}function O(){window.clearTimeout(u),!(!x||d===null)&&(x=!1,s.sendAct("day",d===m()?null:G(d)))}function B(){
window.clearTimeout(u),u=window.setTimeout(O,Ho)}function Z(){h=!1,window.clearTimeout(u)}function Pt(w){Z(),k(w),s.say(
Nt(w)),B()}function Nt(w){let A=n.caption(w);return U(w)+(w>m()?", announced":"")+(A?`: ${A}`:"")}function K(w,A){return i?
i.neighbour(w,A):null}function $t(w){let A=d===null?null:K(d,w);A!==null&&Pt(A)}function Ps(){g=xe[(xe.indexOf(g)+1)%xe.
length],Y()}function Ns(){let A=(d===null||d===m()?null:K(d,1))??K(-1,1);A!==null&&(h=!0,E=performance.now()+Ms/g,k(A),window.
requestAnimationFrame(Ee))}function Ee(w){if(h){if(w>=E){let A=d===null?null:K(d,1);if(A===null){rt();return}k(A),E=Math.
max(E+Ms/g,w)}window.requestAnimationFrame(Ee)}}function rt(){Z(),Y(),d!==null&&s.say(Nt(d)),O()}function Y(){if(d===null)
return;let w=i?i.changes:[],A=w.length?w[w.length-1][0]:0,N=Math.min(i?i.start:l?Wo:0,d),W=Math.max(m(),d,A);n.fill(i,m()),
e.ticks.draw(i,N,W),e.show({day:d,today:m(),first:N,last:W,words:h?"":Nt(d),speed:g,isPlaying:h,isCalm:o.matches,isPlayable:T(),
hasHistory:!!i||!!l,hasBack:K(d,-1)!==null,hasNext:K(d,1)!==null}),n.show(d)}e.slider.addEventListener("pointerdown",()=>{
b=!1}),e.slider.addEventListener("keydown",w=>{let A=w.key==="PageUp"?1:w.key==="PageDown"?-1:0;b=!0,!(!A||!i)&&(w.preventDefault(),
$t(A))}),e.slider.addEventListener("input",()=>{Z(),k(+e.slider.value)}),e.slider.addEventListener("change",()=>{b?B():O()}),
o.addEventListener("change",()=>{h?rt():Y()});function Rt(){let w=l;e.fail(!1),!(!w||i)&&s.load(w).then(A=>{w===l&&(i=new V(
A,m()),e.wait(!1),Y())}).catch(A=>{e.fail(w===l),console.warn(`atlas: ${A.message}`)})}s.on("message",w=>{S(w.today),s.place(
"time").hidden=!!w.isStory;let A=!w.isStory&&w.periods||"",N=w.classes.map(nt=>nt[7]).join(),W=A===l;W&&N===c||(h&&rt(),
l=A,c=N,s.preview({fill:void 0,counts:void 0,out:void 0,symbols:void 0,title:void 0}),!W&&(i=null,e.wait(!!A),e.fail(!1),
s.frame&&Rt()))}),s.on("drawn",()=>{if(Rt(),!i||s.look().day===s.message.day)return;let w=!x;d!==null&&k(d),w&&O()}),s.on(
"restyled",w=>{d=I(w.day),Y()}),s.time={hold:()=>{Z(),Y()},sendDay:O,isPreviewing:()=>!!i&&!!s.picture&&s.picture.day!==
s.message.day,sentence:w=>i&&d!==null&&s.time.isPreviewing()?i.sentence(w,d):""}}var Zo=[Kt,se,ie,Zt,Jt,Wt,ae,fe,we,Qt,oe,me,Vt,ue,zt,be],qo="The map’s shapes could not be loaded. The connection may be\
 interrupted; nothing else is lost.",Go={closer:2.5,farther:.2},Vo=.12,f=new at,Dt=null;f.set=s=>{f.message={...Ae,...s},
f.serial+=1,f.map&&Le()};function Le(){let s=f.message,t=f.serial;if(Me(s.classes),f.label.textContent=s.title,f.emit("m\
essage",s),f.frame&&f.frame.url===s.url)return f.restyle();f.box.classList.add("is-loading"),f.load(s.url).then(e=>{t===
f.serial&&(Yo(e,s.url),f.restyle())}).catch(e=>{t===f.serial&&Ko(e)})}function Os(){try{window.parent.atlasFirst&&window.
parent.atlasFirst.end()}catch{}}function Ko(s){Os(),f.box.classList.remove("is-loading"),f.notice.hidden=!1,console.warn(
`atlas: ${s.message}`)}function Yo(s,t){f.frame&&f.frame.remove(),f.outlinesAndSymbols.clear(),f.box.classList.toggle("i\
s-world",s.isWorld),f.bounds=L.latLngBounds([s.bounds[1],s.bounds[0]],[s.bounds[3],s.bounds[2]]),f.emit("drawing",s),f.home(),
f.frame=new X(f.map,s),f.frame.url=t,ls(f),f.emit("drawn",f.frame)}f.restyle=()=>{if(!f.frame||f.frame.url!==f.message.url)
return;let s=f.look(),t=f.message;f.frame.restyle(s,t);let{rows:e=t.symbols,shapes:n=t.shapes}=s.symbols??{};f.outlinesAndSymbols.
show({...t,symbols:e,shapes:n}),f.outlinesAndSymbols.restyle(s),f.choose(t.chosen),as(f),f.box.classList.remove("is-load\
ing"),f.notice.hidden=!0,f.emit("restyled",s),requestAnimationFrame(Os)};f.home=()=>{let s=f.map;s.setMinZoom(-20).setMaxZoom(
20).setMaxBounds(),s.invalidateSize({animate:!1,pan:!1}),f.homeZoom=s.getBoundsZoom(f.bounds,!1,L.point(2*F,2*F)),s.fitBounds(
f.bounds,{padding:[F,F],animate:!1});let t=f.reach||Go;s.setMinZoom(s.getZoom()-t.farther).setMaxZoom(s.getZoom()+t.closer),
s.setMaxBounds(f.bounds.pad(Vo)),f.deepen(),f.isHome=!0};f.deepen=()=>{let s=f.map,t=!f.reach&&f.details?Math.log2(f.details.
closest):0;t>s.getMaxZoom()&&s.setMaxZoom(t)};function Jo(){f.box.offsetWidth&&(f.bounds&&f.isHome?f.home():f.map.invalidateSize(
{animate:!1}),f.emit("sized",void 0))}function Ds(s){let t=s?.base;if(!t){let e=getComputedStyle(document.documentElement).
getPropertyValue("--background-color").trim();t=parseInt(e.slice(3,5),16)<128?"dark":"light"}document.documentElement.dataset.
theme!==t&&(document.documentElement.dataset.theme=t,f.map&&f.message&&f.restyle())}window.addEventListener("message",s=>{
s.data?.type==="streamlit:render"&&(Dt=s.data,Ds(s.data.theme))});function Xo(s){let t=L.DomUtil.create("div","atlas-not\
ice",s);t.hidden=!0,t.setAttribute("role","alert"),L.DomUtil.create("p","",t).textContent=qo;let e=L.DomUtil.create("but\
ton","",t);return e.type="button",e.textContent="Try again",L.DomEvent.disableClickPropagation(t),e.addEventListener("cl\
ick",()=>{t.hidden=!0,Le()}),t}window.atlasStart=s=>(f.map=s,f.box=s.getContainer(),f.box.classList.add("atlas"),f.buildStrip(),
f.label=L.DomUtil.create("div","atlas-hidden",f.box),f.label.id="atlas-label",f.box.setAttribute("aria-labelledby","atla\
s-label"),f.notice=Xo(f.box),yt.forEach(t=>{$(s,t)}),f.outlinesAndSymbols=new et(s),rs(f),Zo.forEach(t=>{t.plug(f)}),Ds(
Dt?.theme),s.on("dragstart zoomstart",()=>{f.isHome=!1}),s.on("zoomend",()=>{f.frame&&(f.frame.fitPoints(),f.outlinesAndSymbols.
refresh())}),new ResizeObserver(Jo).observe(f.box),f.message&&Le(),Dt&&window.postMessage(Dt,"*"),L.layerGroup());window.
__atlas=f;})();
