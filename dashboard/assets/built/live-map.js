"use strict";(()=>{var Ns=Object.defineProperty;var D=(s,t)=>{for(var e in t)Ns(s,e,{get:t[e],enumerable:!0})};var $s=["time","legend","notes"];function lt(s,t,e){return s.split(" ").reduce((o,n)=>(n&&(o[n]=t),o),e||{})}function Rs(s){let t=window.atlasPrefetched||
{},e=new URL(s,window.location.href).href,o=t[e];return delete t[e],o}var at=class{constructor(){this.map=null,this.box=
null,this.frame=null,this.outlinesAndSymbols=null,this.message=null,this.serial=0,this.pointed=null,this.listeners={},this.
acts=[],this.session="",this.lastAct=0,this.answers=new Map,this.buildParts()}buildParts(){this.isHome=!0,this.bounds=null,
this.homeZoom=0,this.reach=null,this.details=null,this.picture=null,this.label=null,this.notice=null,this.scale=null,this.
key=null,this.strip=null,this.voice=null,this.places=null,this.card=null,this.keys=null,this.pointer=null,this.time=null,
this.set=null,this.restyle=null,this.home=null,this.deepen=null,this.fit=null,this.look=null,this.preview=null,this.fetchCards=
null,this.about=null,this.announce=null,this.beside=null,this.paper=null}on(t,e){let o=this.listeners[t]??[];o.push(e),this.
listeners[t]=o}emit(t,e){(this.listeners[t]??[]).forEach(n=>{n(e)})}sendAct(t,e){this.lastAct=Math.max(this.lastAct+1,Date.
now()),this.acts=[...this.acts,[this.lastAct,t,e]].slice(-12),this.emit("act",{kind:t,number:this.lastAct}),this.send()}send(){
this.session=this.message.session;let t={acts:this.acts,session:this.session};window.Streamlit.setComponentValue(t)}confirm(t){
this.acts=this.acts.filter(e=>e[0]>t.lastAct),this.acts.length&&t.session!==this.session&&this.send()}load(t){let e=this.
answers,o=e.get(t);if(o)return o;let n=Rs(t)||fetch(t,{credentials:"same-origin"}).then(i=>{if(!i.ok)throw new Error(`HT\
TP ${i.status}`);return i.json()});return n.catch(()=>{e.delete(t)}),e.set(t,n),e.size>8&&e.delete(e.keys().next().value??
""),n}place(t){return this.places[t]}buildStrip(){let t=L.DomUtil.create("div","atlas-strip",document.body),[e,o,n]=$s.map(
i=>L.DomUtil.create("div",`atlas-place atlas-place-${i}`,t));this.places={time:e,legend:o,notes:n},this.strip=t,this.voice=
L.DomUtil.create("div","atlas-hidden",t),this.voice.setAttribute("aria-live","polite")}say(t){this.voice.textContent=t}isCalm(){
return window.matchMedia("(prefers-reduced-motion: reduce)").matches}point(t){this.pointed=t,this.outlinesAndSymbols.outline(
"hover",t?.code||"",this.frame),this.box.classList.toggle("is-on-area",!!t?.code),this.emit("pointed",t)}choose(t){this.
outlinesAndSymbols.outline("chosen",t||"",this.frame)}};var zt={};D(zt,{isInView:()=>Oe,plug:()=>qs});function P(s,...t){let e=document.createElement(s);return e.append(...t),e}var Ut={diagonal:{side:6.5,d:"M-2,2L2,-2M0,8L8,0M6,10L10,6",width:2.2,cap:"butt"},"back-diagonal":{side:6.5,d:"M-2,6L2,1\
0M0,0L8,8M6,-2L10,2",width:2.2,cap:"butt"},cross:{side:7,d:"M-2,2L2,-2M0,8L8,0M6,10L10,6M-2,6L2,10M0,0L8,8M6,-2L10,2",width:1.1,
cap:"butt"},vertical:{side:6,d:"M2,0V8M6,0V8",width:1.3,cap:"butt"},horizontal:{side:6,d:"M0,2H8M0,6H8",width:1.3,cap:"b\
utt"},dots:{side:6,d:"M2,2h0M6,6h0",width:2.4,cap:"round"}},nt=8,Ee={coast:1,border:4,dot:16},R={radius:4,lesserRadius:3,
gap:1,rounds:60,farthest:16,seen:14},Se={out:"",chosen:"",symbols:[],shapes:[],streets:null,beside:null,empty:null,mark:"",
symbolTable:""};var Us="http://www.w3.org/2000/svg",js=["light","dark"],Ae="";function k(s,t,e){let o=document.createElementNS(Us,s);return Object.
keys(t).forEach(n=>{o.setAttribute(n,String(t[n]))}),e&&e.appendChild(o),o}function ke(){return document.documentElement.
dataset.theme==="dark"}function ve(s,t){return document.getElementById(s)||document.body.appendChild(t())}function Is(){
let s=k("svg",{id:"atlas-patterns",width:0,height:0,"aria-hidden":"true"});return s.style.position="absolute",s}function zs(){
let s=document.createElement("style");return s.id="atlas-rules",s}function Hs(s,t){let e=Ut[s[3]],o=`.atlas-tile${t}`;return js.
map((n,i)=>{let r=`[data-theme=${n}] `,a=_s(s,i===1),l=Bs(s,i===1),c=`.atlas-k${t}`;return`${r}${c}{--fill:${a};fill:${e?
`url(#atlas-p${t})`:a}}${r}.atlas-over${c}{fill:${e?`url(#atlas-o${t})`:a}}`+(e?`${r+o} rect{fill:${a}}${r}${o} path{str\
oke:${l}}`:"")+(e?`${r}.atlas-point${c}{stroke:${a};stroke-width:1.4px;paint-order:normal}`:"")+(jt(s,"dot",i===1)?`${r}\
.atlas-point${c}{stroke:var(--faint-edge);stroke-width:.8px}`:"")}).join(`
`)}function _s(s,t){return t?s[2]:s[1]}function Bs(s,t){return t?s[5]:s[4]}function jt(s,t,e){return(s[6]&Ee[t]<<(e?1:0))>
0}function ct(s){return s.length===9?s[8]:void 0}function Te(s,t,e,o,n,i){let r=Ut[e[3]];if(!r)return;let a=r.side*n,l=`\
0 0 ${nt} ${nt}`,c=k("pattern",{id:t,class:`atlas-tile${o}`,width:a,height:a,viewBox:l,patternUnits:"userSpaceOnUse"},s);
k("rect",{width:nt,height:nt,"fill-opacity":i},c),k("path",{d:r.d,fill:"none","stroke-width":r.width/n,"stroke-linecap":r.
cap},c)}function Ce(s){let t=JSON.stringify(s);if(t===Ae)return;Ae=t,ve("atlas-rules",zs).textContent=s.map(Hs).join(`
`);let e=ve("atlas-patterns",Is);e.textContent="",s.forEach((o,n)=>{Te(e,`atlas-p${n}`,o,n,1,1),Te(e,`atlas-o${n}`,o,n,1.5,
.22)})}function ht(s,t,e){let o={coast:{},border:{}};return s.forEach(n=>{let i=e.classes[t.number(n)];!i||t.muted(n)||(jt(
i,"coast",ke())&&(o.coast[n]=!0),jt(i,"border",ke())&&(o.border[n]=!0))}),o}function It(s,t,e,o){let n="M";for(let i=0;i<
s.length;i+=2)n+=`${[t+s[i]*o/100,e+s[i+1]*o/100]} `;return`${n}Z`}function Z(s,t){let e=k("svg",{class:"atlas-swatch",width:18,
height:12,"aria-hidden":"true"});return t==="circle"?k("circle",{class:s,cx:9,cy:6,r:5.5},e):t?k("path",{class:s,d:It(t,
9,6,6)},e):k("rect",{class:s,x:.5,y:.5,width:17,height:11,rx:2},e),e}var Ws=2,Me={solid:"Solid: limit of an area whose status is not settled",dashed:"Dashed: boundary not settled, or armist\
ice line",dotted:"Dotted: line of control or of separation"},Fs=Object.keys(Me),Zs={solid:"none",dashed:"4 3",dotted:".1\
 3"};function Oe([s,t,e,o],n){return s<=n.getEast()&&e>=n.getWest()&&t<=n.getNorth()&&o>=n.getSouth()}function qs(s){let t=s.
place("notes"),e="",o=!1,n=L.DomUtil.create("div","atlas-lines",t),i=L.DomUtil.create("details","atlas-notes",t),r=L.DomUtil.
create("summary","",i),a=L.DomUtil.create("ul","",i);a.setAttribute("role","list"),n.hidden=i.hidden=!0,r.addEventListener(
"click",()=>{o=!0});function l(){return s.message.overlays.indexOf("lines")>=0}function c(x){let{notes:E,lines:u}=s.details??
{notes:[],lines:[]};return[...E,...l()?u:[]].filter(y=>Oe(y,x))}function d(x){let E=l()&&s.frame.overlays.lines||[];return Fs.
filter(u=>E.some(y=>y.lineStyle===u&&y.getBounds().intersects(x)))}function g(x){n.textContent="",n.hidden=!x.length,x.forEach(
E=>{let u=L.DomUtil.create("span","",n),y=k("svg",{width:30,height:8,"aria-hidden":"true"},u);k("path",{d:"M1,4H29","str\
oke-dasharray":Zs[E],"stroke-linecap":E==="dotted"?"round":"butt"},y),L.DomUtil.create("span","",u).textContent=Me[E]})}
function h(x){let E=!s.details;i.hidden=!x.length&&!E,i.classList.toggle("is-awaited",E),r.textContent=`Notes on boundar\
ies and lines in view (${x.length})`,a.replaceChildren(...x.map(u=>P("li",u[4]))),o||(i.open=!s.frame.answer.isWorld&&x.
length<=Ws)}function b(){if(!s.frame||!s.message||s.frame.url!==s.message.url)return;let x=s.map.getBounds(),E=d(x),u=c(
x),y=`${!s.details+E.join()}|${u.map(p=>p.slice(0,4).join()).join(";")}`;y!==e&&(e=y,g(E),h(u))}s.on("drawn",()=>{e="",o=
!1}),s.on("restyled",b),s.on("detailed",b),s.map.on("moveend",b)}var Bt={};D(Bt,{Card:()=>ft,cited:()=>ut,isBetween:()=>Re,isInside:()=>_t,placesBeside:()=>Ue,plug:()=>so});var Gs={ArrowRight:[1,0],ArrowLeft:[-1,0],ArrowDown:[0,1],ArrowUp:[0,-1]},Vs=2,Ks=1.2;function Ys(s){let t=0,e=0,o=0;return s.
forEach((n,i)=>{let r=s[(i+1)%s.length],a=n.lng*r.lat-r.lng*n.lat;t+=a,e+=(n.lng+r.lng)*a,o+=(n.lat+r.lat)*a}),{area:Math.
abs(t/2),at:t?{lat:o/(3*t),lng:e/(3*t)}:s[0]}}function Js(s){let t=s.getLatLngs();return(Array.isArray(t[0][0])?t:[t]).map(
o=>Ys(o[0])).reduce((o,n)=>n.area>o.area?n:o).at}function Y(s){if(s.places)return s.places;let t={};return s.places=t,Object.
keys(s.index).forEach(e=>{let o=s.areas[e],n=s.points[e];n?t[e]=n.home:o&&(t[e]=L.latLng(Js(o)))}),t}function dt(s){let t=s.
frame,e=Y(t);return Object.keys(e).map(o=>{let n=t.points[o],i=s.map.latLngToContainerPoint(n?.isShown?n.getLatLng():e[o]);
return{code:o,x:i.x,y:i.y}})}function De(s,t,e){let o=Gs[e],n=null,i=Number.POSITIVE_INFINITY;for(let r of t){let a=r.x-
s.x,l=r.y-s.y,c=a*o[0]+l*o[1],d=Math.abs(a*o[1]-l*o[0]);if(r.code===s.code||c<=0||d>c*Ks)continue;let g=c+Vs*d;g>=i||(i=
g,n=r)}return n}function Pe(s,t){function e(o){return(o.x-s.x)**2+(o.y-s.y)**2}return t.reduce((o,n)=>!o||e(n)<e(o)?n:o,
null)}var Ht=14,W=6,Xs=250,Ne=500,Qs=520,to=3,$e=4,eo=[[1,1],[1,-1],[-1,1],[-1,-1]];function ut({text:s,numbers:t}){return t.length?
[s,P("sup",t.join(","))]:[s]}function _t(s,t){return s.x>=t.left&&s.x<=t.right&&s.y>=t.top&&s.y<=t.bottom}function Re(s,t,e){
for(let o=0;o<=1;o+=.05){let n=t.x+(e.left-t.x)*o,i=t.x+(e.right-t.x)*o,r=t.y+(e.top-t.y)*o,a=t.y+(e.bottom-t.y)*o;if(_t(
s,{left:n-3,right:i+3,top:r-3,bottom:a+3}))return!0}return!1}function Ue(s,t,e,o,n){return eo.map(i=>{let r=i[0]>0?s.x+t:
s.x-t-o,a=i[1]>0?s.y+Ht:s.y-Ht-n,l={x:Math.max(W,Math.min(r,e.x-o-W)),y:Math.max(W,Math.min(a,e.y-n-W))};return{...l,side:i,
cost:2*(Math.abs(l.x-r)+Math.abs(l.y-a))}})}var ft=class{constructor(t){this.atlas=t,this.shown=null,this.dismissed=!1,this.
isEntered=!1,this.crossing=0,this.resting=0,this.edges={left:0,top:0,right:0,bottom:0},this.side=[1,1],this.box=L.DomUtil.
create("div","atlas-card",t.box),this.box.setAttribute("aria-hidden","true"),L.DomEvent.disableClickPropagation(this.box),
this.box.addEventListener("pointerenter",this.enter.bind(this)),this.box.addEventListener("click",this.click.bind(this)),
this.listen()}listen(){let t=e=>{e.key==="Escape"&&this.dismiss()};this.atlas.on("pointed",e=>{this.show(e)}),this.atlas.
on("cards",()=>{this.renew()}),this.atlas.on("restyled",()=>{this.renew()}),document.addEventListener("keydown",t);try{window.
parent.document.addEventListener("keydown",t),window.addEventListener("pagehide",()=>{window.parent.document.removeEventListener(
"keydown",t)})}catch{}}show(t){this.yield();let e=this.isOn(t);e||(this.dismissed=!1),this.shown=t?.at?t:null,this.box.classList.
toggle("is-shown",!!this.shown&&!this.dismissed),!(!this.shown||this.dismissed)&&(e||(this.fill(),this.atlas.fetchCards()),
this.place(!e),this.shown.by==="pointer"?this.resting=window.setTimeout(this.rest.bind(this),Xs):this.shown.by==="touch"&&
this.rest())}yield(){clearTimeout(this.resting),this.isEntered=!1,this.box.classList.remove("is-still")}isOn(t){let e=this.
shown;return!!(e&&t&&e.code===t.code&&e.symbol===t.symbol&&e.by===t.by)}rest(){this.shown&&(this.crossing=0,this.box.classList.
toggle("is-still",this.shown.by==="touch"||!_t(this.shown.at,this.edges)))}renew(){if(!(!this.shown||this.dismissed)){if(this.
shown.code&&!(this.shown.code in this.atlas.frame.index))return this.atlas.point(null);this.fill(),this.place(!1),this.atlas.
fetchCards()}}dismiss(){let t=this.isOpen();return this.dismissed=!0,this.box.classList.remove("is-shown","is-still"),t}isOpen(){
return this.box.classList.contains("is-shown")}holds(t,e){return this.box.contains(e)?this.isEntered:(this.isEntered=!1,
!this.shown||!this.box.classList.contains("is-still")||!Re(t,this.shown.at,this.edges)||t.distanceTo(this.shown.at)<=2?!1:
(this.crossing=this.crossing||Date.now(),Date.now()-this.crossing<Ne))}enter(){this.isEntered=Date.now()-this.crossing<Ne,
!this.isEntered&&this.shown&&this.shown.by==="pointer"&&this.yield()}line(t,...e){L.DomUtil.create("div",t,this.box).append(
...e)}fill(){if(!this.shown)return;let t=this.atlas.about(this.shown),e=t.lines.find(i=>i.isClass);this.box.textContent=
"";let o=this.shown.by==="touch"&&this.shown.code;t.name&&this.line("atlas-card-name",t.name,...o?[P("i","Tap again to o\
pen")]:[]);let n=e?ut(e):t.label?[t.label]:[];n.length&&this.line("atlas-card-class",Z(`atlas-k${t.number}`),P("span",...n)),
t.isLeftOut&&this.line("atlas-card-quiet","Left out by the filter"),t.follows&&this.line("atlas-card-quiet",t.follows),t.
symbolSentence&&this.line("atlas-card-said",...ut(t.symbolSentence));for(let i of t.lines)i!==e&&this.fillLine(i);(!this.
isNarrow()||this.atlas.message.isStory)&&this.fillSources(t.sources)}fillLine({heading:t,text:e,numbers:o}){if(!o.length)
return this.line("atlas-card-of",e);t&&this.line("atlas-card-of",t);let n=e.indexOf(" — "),i=n<0?[]:[P("b",e.slice(0,n))];
this.line("",...i,...ut({text:e.slice(Math.max(n,0)),numbers:o}))}fillSources(t){if(!t.length)return;let e=t.length-$e,o=t.
slice(0,$e).flatMap(([n,i],r)=>[r?" · ":"",P("b",String(n)),` ${i}`]);this.line("atlas-card-sources",...o,e>0?` · and ${e}\
 more`:"")}isNarrow(){return this.atlas.map.getSize().x<Qs}place(t){if(!this.shown)return;let e=this.shown.at,o=Math.max(
Ht,this.shown.aside||0),n=this.atlas.map.getSize();this.box.style.maxHeight=`${n.y-2*W}px`,this.box.classList.toggle("is\
-narrow",this.isNarrow());let i=this.box.offsetWidth,r=this.box.offsetHeight;if(this.isNarrow())return this.moveTo(n.x-i-
W,e.y>n.y/2?W:n.y-r-W,i,r);let a=Ue(e,o,n,i,r);t&&a.forEach(c=>{c.cost+=this.hidden(c,i,r)-(`${c.side}`==`${this.side}`?
to:0)});let l=a.reduce((c,d)=>t?d.cost<c.cost?d:c:`${d.side}`==`${this.side}`?d:c);this.side=l.side,this.moveTo(l.x,l.y,
i,r)}hidden(t,e,o){return dt(this.atlas).filter(n=>n.x>t.x-4&&n.x<t.x+e+4&&n.y>t.y-4&&n.y<t.y+o+4).length}moveTo(t,e,o,n){
this.edges={left:t,top:e,right:t+o,bottom:e+n},this.box.style.transform=`translate(${Math.round(t)}px,${Math.round(e)}px\
)`}click(){this.shown&&this.shown.by==="touch"&&this.shown.code&&this.atlas.pointer.take(this.shown.code)}};function so(s){
s.card=new ft(s)}var Ft={};D(Ft,{cardLinesOf:()=>Ie,numbersOf:()=>je,plug:()=>oo,sentenceOf:()=>Wt});function Wt(s){return s?.[0]?{text:s[0],numbers:s[1]}:null}function je(s){return[...new Set(s.flatMap(t=>t?t.numbers:[]))].
sort((t,e)=>t-e)}function Ie(s,t){return s.flatMap(([e,o],n)=>{let i=Wt(t[n]);return i?[{...i,heading:e,isClass:o}]:[]})}
function oo(s){let t=null,e="";s.fetchCards=()=>{let n=s.message.cards;return!n||n===e?Promise.resolve():s.load(n).then(
i=>{n===s.message.cards&&(t=i,e=n,s.emit("cards",void 0))}).catch(()=>{})},s.about=n=>{let i=s.message,r=n.code,a=n.picture||
s.picture,l=e&&e===i.cards?t:null,c=a.day!==i.day,d=n.symbol?n.symbol.number:a.number(r),g=i.classes[d],h=r&&a.follows[r],
b=l&&!c&&l.areas[r]||[],x={code:r,name:r?s.frame.name(r):"",number:d,label:g?g[0]:"",isLeftOut:!n.symbol&&a.muted(r),lines:l?
Ie(l.lines,b):[],symbolSentence:n.symbol&&l?Wt(l.symbols[n.symbol.id]):null,follows:"",sources:[]},E=c&&!n.picture&&!n.symbol&&
s.time.sentence(r);E?x.lines=[{text:E,numbers:[],heading:"",isClass:!0}]:h&&!x.lines.length&&(x.follows=`As ${s.frame.name(
h)}, which administers it`);let u=je([...x.lines,x.symbolSentence]);return x.sources=u.map(y=>[y,l?.sources[y]||""]),x};
function o(n){let i=s.about(n),r=i.lines.find(c=>c.isClass),a=[i.name,r?r.text:i.label,i.follows];i.isLeftOut&&a.push("L\
eft out by the filter");for(let c of i.lines)c!==r&&a.push((c.numbers.length&&c.heading?`${c.heading}: `:"")+c.text);return i.
symbolSentence&&a.push(i.symbolSentence.text),`${a.filter(Boolean).map(c=>c.replace(" — ",", ")).join(". ")}.`}s.announce=
n=>{let i=new Promise(r=>{setTimeout(r,600)});Promise.race([s.fetchCards(),i]).then(()=>{s.pointed&&s.pointed.code===n.code&&
s.say(o(n))})}}var Gt={};D(Gt,{Detail:()=>xt,plug:()=>bo});function no(s,t,e){let o=t.x-s.x,n=t.y-s.y,i=Math.sqrt(o*o+n*n);if(i>=e)return!1;i<.01&&(o=1,n=0,i=1);let r=(e-Math.min(
i,e-.01))/i,a=t.weight/(s.weight+t.weight);return s.x-=o*r*a,s.y-=n*r*a,t.x+=o*r*(1-a),t.y+=n*r*(1-a),!0}function io(s){
let t=s.x-s.home.x,e=s.y-s.home.y,o=Math.sqrt(t*t+e*e);o<=R.farthest||(s.x=s.home.x+t*R.farthest/o,s.y=s.home.y+e*R.farthest/
o)}function ze(s){s.forEach(t=>{t.x=t.home.x,t.y=t.home.y});for(let t=0,e=!0;t<R.rounds&&e;t+=1){e=!1;for(let o=0;o<s.length;o+=
1)for(let n=o+1;n<s.length;n+=1)e=no(s[o],s[n],s[o].radius+s[n].radius+R.gap)||e;s.forEach(io)}}var yt=["ground","areas","units","over","outline","shapes","points","symbols"],ro=["sea","graticule","areas"],mt={interactive:!1,
smoothFactor:.7},F=6,ao=.15;function $(s,t){return s.atlasRenderers=s.atlasRenderers||{},s.atlasRenderers[t]||(s.createPane(
`atlas-${t}`),s.atlasRenderers[t]=L.svg({pane:`atlas-${t}`,padding:.3}).addTo(s)),s.atlasRenderers[t]}function H(s){return s.
options.crs.scale(s.getZoom())}function lo(s,t,e){let o=$(s,t)._rootGroup,n=e.map(i=>{let r=o.querySelector(`[data-floor\
=${i}]`);return[i,r||k("g",{"data-floor":i},o)]});return Object.fromEntries(n)}function j(s){let t={LineString:0,MultiLineString:1,
Polygon:1,MultiPolygon:2}[s.type];return L.GeoJSON.coordsToLatLngs(s.coordinates,t,e=>L.latLng(e[1],e[0]))}function Zt(s,t){
return s!==t}function He(s,t){return s===t}function co(s){return(s.type==="Polygon"?[s.coordinates]:s.coordinates).reduce(
(e,o)=>{let n=L.bounds(o[0]).getSize();return Math.max(e,Math.min(n.x,n.y))},0)}function pt(s,t,e){let o=e.number(t),n=e.
muted(t),i=n?" is-muted":Number.isNaN(o)?" is-unknown":` atlas-k${o}`;return`leaflet-interactive ${s}${i}${e.follows[t]&&
!n?" is-following":""}`}var J=class{constructor(t,e){this.map=t,this.answer=e,this.group=L.layerGroup().addTo(t),this.url=
"",this.areas={},this.points={},this.index={},this.size={},this.overlays={},this.places=null,this.dark="",this.floors=lo(
t,"areas",["filled","lines","muted"]),e.order.forEach((o,n)=>{this.index[o]=n}),this.drawGround(),this.drawAreas(),this.
drawLines(),this.drawPoints(),this.fitPoints()}path(t,e,o){return e.options.renderer=$(this.map,t),e.addTo(this.group),e.
_path.setAttribute("class",o+(e.options.interactive?" leaflet-interactive":"")),e}line(t,e,o){return this.path(t,L.polyline(
j(e),mt),o)}drawGround(){let t=this.answer.topology,e=this.answer.bounds,o=ao*(e[2]-e[0]),n=[[e[1]-o,e[0]-o],[e[3]+o,e[2]+
o]];t.objects.sea?topojson.feature(t,t.objects.sea).features.forEach(i=>{this.path("ground",L.polygon(j(i.geometry),mt),
"atlas-sea")}):this.path("ground",L.rectangle(n,mt),"atlas-sea"),t.objects.graticule&&this.line("ground",topojson.mesh(t,
t.objects.graticule),"atlas-graticule")}drawAreas(){let t=this.answer.topology;t.objects.areas.geometries.forEach(e=>{if(!e.
type)return;let o=topojson.feature(t,e).geometry,n=L.polygon(j(o),{stroke:!1,smoothFactor:.7});this.path("areas",n,"atla\
s-area"),n._path.dataset.code=e.id,this.areas[e.id]=n,this.size[e.id]=co(o)})}drawLines(){let t=this.answer.topology,e=t.
objects.areas,o=this;function n(i){return o.floors.lines.appendChild(i._path),i}n(this.line("areas",topojson.mesh(t,e,He),
"atlas-coast")),n(this.line("areas",topojson.mesh(t,e,Zt),"atlas-border")),this.dark="",this.faintCoast=n(this.line("are\
as",{type:"MultiLineString",coordinates:[]},"atlas-faint-coast")),this.paleBorder=n(this.line("areas",{type:"MultiLineSt\
ring",coordinates:[]},"atlas-pale-border")),Object.keys(t.objects).forEach(i=>{ro.indexOf(i)<0&&(this.overlays[i]=this.drawOverlay(
i,t.objects[i].geometries))})}drawOverlay(t,e){let o=[],n=this.answer.topology;return t==="oblasts"?[this.line("over",topojson.
mesh(n,n.objects[t],Zt),"atlas-oblasts")]:(e.filter(i=>i.type).forEach(i=>{let r=topojson.feature(n,i).geometry;if(/Polygon$/.
test(r.type)){["atlas-zone-casing","atlas-zone"].forEach(d=>{o.push(this.path("over",L.polygon(j(r),mt),d))});return}let a=i.
properties?.style||"dashed",l=this.line("over",r,"atlas-dispute-casing"),c=this.line("over",r,`atlas-dispute is-${a}`);c.
lineStyle=a,o.push(l,c)}),o)}drawPoints(){this.answer.points.forEach(t=>{let e=L.circleMarker([t[2],t[1]],{radius:R.radius,
stroke:!1});this.path("points",e,"atlas-point"),e._path.dataset.code=t[0],this.points[t[0]]=Object.assign(e,{home:e.getLatLng(),
isShown:!0})})}fitPoints(){let t=this.map,e=H(t),o=[];Object.keys(this.points).sort().forEach(n=>{let i=this.points[n],r=(this.
size[n]||0)*e<R.seen;if(i.isShown=r,i._path.style.display=r?"":"none",!r)return;let a=i.getRadius(),l=t.project(i.home);
o.push({circle:i,home:l,x:l.x,y:l.y,radius:a,weight:a>R.lesserRadius?4:1})}),ze(o),o.forEach(n=>{n.circle.setLatLng(t.unproject(
[n.x,n.y]))})}darken({coast:t,border:e}){let o=`${Object.keys(t)} ${Object.keys(e)}`,n=this.answer.topology,i=n.objects.
areas;if(o===this.dark)return;this.dark=o;let r=topojson.mesh(n,i,(l,c)=>He(l,c)&&t[l.id]),a=topojson.mesh(n,i,(l,c)=>Zt(
l,c)&&e[l.id]&&e[c.id]);this.faintCoast?.setLatLngs(j(r)),this.paleBorder?.setLatLngs(j(a))}name(t){return this.answer.names[this.
index[t]]||t}restyle(t,e){let o=!1;function n(i,r){i.dressed!==r&&(i.dressed=r,i._path.setAttribute("class",r))}Object.keys(
this.areas).forEach(i=>{let r=this.areas[i]._path,a=this.floors[t.muted(i)?"muted":"filled"];n(this.areas[i],pt("atlas-a\
rea",i,t)),r.parentNode!==a&&a.appendChild(r)}),this.darken(ht(Object.keys(this.areas),t,e)),Object.keys(this.points).forEach(
i=>{n(this.points[i],pt("atlas-point",i,t));let r=t.follows[i]||t.muted(i)?R.lesserRadius:R.radius;this.points[i].getRadius()!==
r&&(this.points[i].setRadius(r),o=!0)}),o&&this.fitPoints(),Object.keys(this.overlays).forEach(i=>{let r=e.overlays.indexOf(
i)>=0;this.overlays[i].forEach(a=>{a._path.style.display=r?"":"none"})})}remove(){this.group.remove()}};var ho=48,uo=16,fo=.08,mo=["areas","lines","oblasts","edge"],_e="edge",gt=class{constructor(t){this.base=t,this.kept=new Map}load(t){
let e=this.kept;if(!e.has(t)){let o=fetch(`${this.base}/${t}.json`,{credentials:"same-origin"}).then(n=>{if(!n.ok)throw new Error(
`HTTP ${n.status}`);return n.json()});o.catch(()=>{e.delete(t)}),e.set(t,o),e.size>ho&&e.delete(e.keys().next().value)}return e.
get(t)}needed(t,e){let o=e.getBounds().pad(fo),n=po(t,H(e),[o.getWest(),o.getSouth(),o.getEast(),o.getNorth()]);if(!n)return null;
let[i,r,a,l]=n.box;return{key:n.names.join(" "),names:n.names,bounds:L.latLngBounds(L.latLng(r,i),L.latLng(l,a))}}};function po(s,t,e){
let o=-1;if(s.forEach((u,y)=>{t>=u[0]&&(o=y)}),o<0)return null;let[,n,i,r,a,l]=s[o];function c(u,y,p){return Math.max(0,
Math.min(p-1,Math.floor((u-y)/n)))}let d=c(e[0],i,a),g=c(e[2],i,a),h=c(e[1],r,l),b=c(e[3],r,l);if((g-d+1)*(b-h+1)>uo)return null;
let x=[];for(let u=h;u<=b;u+=1)for(let y=d;y<=g;y+=1)x.push([o,y,u].join("-"));let E=[i+d*n,r+h*n,i+(g+1)*n,r+(b+1)*n];return{
names:x,box:E}}function Be(s,t){return typeof s=="number"?s<0?s-t:s+t:s.map(e=>Be(e,t))}function We(s){let t=[],e={},o={
areas:[],lines:[],oblasts:[],edge:[]};return s.forEach(n=>{let i=t.length;t=t.concat(n.arcs),mo.forEach(r=>{(n.objects[r]?.
geometries??[]).forEach(a=>{if(!a.type)return;let l=Be(a.arcs,i);if(r!=="areas"){o[r].push({type:a.type,id:a.id,properties:a.
properties,arcs:l});return}e[a.id]||(e[a.id]={type:"MultiPolygon",id:a.id,arcs:[]},o.areas.push(e[a.id])),e[a.id].arcs=e[a.
id].arcs.concat(a.type==="Polygon"?[l]:l)})})}),{type:"Topology",transform:s[0].transform,arcs:t,objects:o}}function bt(s,t,e){
let o={type:"GeometryCollection",geometries:t.concat(s.objects.edge)};return topojson.mesh(s,o,(n,i)=>n.id!==_e&&i.id!==
_e&&e(n,i))}var yo=120,go={interactive:!1,smoothFactor:.7},qt="atlas-cut",it=1e6,xt=class{constructor(t){this.map=t,this.group=L.layerGroup(),
this.areas={},this.shown="",this.dark="",this.extra=[],this.over={lines:[],oblasts:[]},this.bounds=null,this.topology=null,
this.frame=null;let e=$(t,"detail")._rootGroup;this.floors=["filled","lines","muted","over"].map(n=>k("g",{"data-floor":n},
e));let o=k("clipPath",{id:qt,clipPathUnits:"userSpaceOnUse"},e);this.hole=k("path",{"clip-rule":"evenodd"},o),t.on("zoo\
mend viewreset",this.cut,this)}path(t,e,o){return e.options.renderer=$(this.map,"detail"),e.addTo(this.group),e._path.setAttribute(
"class",o),this.floors[t].appendChild(e._path),e}line(t,e,o){return this.path(t,L.polyline(j(e),go),o)}lines(t,e,o){let n=this.
topology;return this.line(1,bt(n,t,e),o)}draw(t,e,o){let n=We(e);this.erase(),this.topology=n,this.shown=t.key,this.bounds=
t.bounds,this.frame=o,this.group.addTo(this.map),n.objects.areas.forEach(i=>{let r=topojson.feature(n,i).geometry,a=L.polygon(
j(r),{stroke:!1,smoothFactor:.7});this.areas[i.id]=this.path(0,a,"atlas-area"),a._path.dataset.code=i.id}),this.lines(n.
objects.areas,(i,r)=>i===r,"atlas-coast"),this.lines(n.objects.areas,(i,r)=>i!==r,"atlas-border"),this.dark="",this.drawOver(
n),this.cut()}drawOver(t){if(this.over={lines:[],oblasts:[]},t.objects.oblasts.length){let e=bt(t,t.objects.oblasts,(o,n)=>o.
id!==n.id);this.over.oblasts.push(this.line(3,e,"atlas-oblasts"))}t.objects.lines.forEach(e=>{let o=topojson.feature(t,e).
geometry,n=e.properties?.style||"dashed";this.over.lines.push(this.line(3,o,"atlas-dispute-casing")),this.over.lines.push(
this.line(3,o,`atlas-dispute is-${n}`))})}cut(){let t=this.shown?`url(#${qt})`:null,e=this.frame;if(this.shown&&this.bounds){
let n=this.map.latLngToLayerPoint(this.bounds.getSouthWest()),i=this.map.latLngToLayerPoint(this.bounds.getNorthEast());
this.hole.setAttribute("d",`M${-it},${-it}H${it}V${it}H${-it}zM${n.x},${n.y}H${i.x}V${i.y}H${n.x}z`)}function o(n){t?n.setAttribute(
"clip-path",t):n.removeAttribute("clip-path")}Object.values(e?.floors??{}).forEach(o),["lines","oblasts"].forEach(n=>{(e?.
overlays[n]||[]).forEach(i=>{i._path&&o(i._path)})})}erase(){this.shown&&(this.shown="",this.cut(),this.group.clearLayers(),
this.group.remove(),this.areas={},this.topology=null,this.frame=null)}restyle(t,e){this.shown&&(Object.keys(this.areas).
forEach(o=>{let n=this.areas[o]._path,i=this.floors[t.muted(o)?2:0];n.setAttribute("class",pt("atlas-area",o,t)),n.parentNode!==
i&&i.appendChild(n)}),this.darken(ht(Object.keys(this.areas),t,e)),Object.entries(this.over).forEach(([o,n])=>{let i=e.overlays.
indexOf(o)>=0;n.forEach(r=>{r._path.style.display=i?"":"none"})}))}darken({coast:t,border:e}){let o=`${Object.keys(t)} ${Object.
keys(e)}`,n=this.topology?.objects.areas??[];o!==this.dark&&(this.dark=o,this.extra.forEach(i=>{i.remove()}),this.extra=
[this.lines(n,(i,r)=>i===r&&t[i.id],"atlas-faint-coast"),this.lines(n,(i,r)=>i!==r&&e[i.id]&&e[r.id],"atlas-pale-border")])}outline(t){
if(!this.topology)return null;let e=bt(this.topology,this.topology.objects.areas,(o,n)=>o.id===t||n.id===t);return{lines:j(
e),clip:`url(#${qt})`}}};function bo(s){let t=new xt(s.map),e=null,o=0;s.outlinesAndSymbols.finer=t;function n(){t.erase(),
s.details=null,e=null}function i(){e=new gt(s.frame.url.replace(/\.json.*$/,"")),r()}function r(){let d=e;(window.requestIdleCallback||
setTimeout)(()=>{d?.load("details").then(h=>{d===e&&(s.details=h,s.deepen(),s.emit("detailed",h),l())}).catch(()=>{})},{
timeout:1e3})}function a(){clearTimeout(o),o=window.setTimeout(l,yo)}function l(){if(!e||!s.frame)return;if(!s.details)return r();
let d=s.frame.answer.isStreetMap||s.message.beside,g=e,h=d?null:e.needed(s.details.tiers,s.map);if(!h)return c();h.key!==
t.shown&&Promise.all(h.names.map(b=>g.load(b))).then(b=>{let x=g===e&&s.details&&g.needed(s.details.tiers,s.map);!x||x.key!==
h.key||(t.draw(h,b,s.frame),t.restyle(s.picture,s.message),s.outlinesAndSymbols.refresh())}).catch(()=>{})}function c(){
t.shown&&(t.erase(),s.outlinesAndSymbols.refresh())}s.on("drawing",n),s.on("drawn",i),s.on("restyled",d=>{t.restyle(d,s.
message),a()}),s.map.on("moveend",a)}var Xt={};D(Xt,{plug:()=>Oo,withDay:()=>Ye});var wt=Date.UTC(1992,0,1),xo={day:"numeric",month:"long",year:"numeric",timeZone:"UTC"},wo=new Intl.DateTimeFormat("en-G\
B",xo);function I(s){return Math.round((Date.parse(s)-wt)/864e5)}function q(s){return new Date(wt+s*864e5).toISOString().
slice(0,10)}function U(s){return wo.format(new Date(wt+s*864e5))}function Lt(s){let t=U(s).split(" ");return`${t[0]} ${t[1].
slice(0,3)} ${t[2]}`}function Fe(s){return new Date(wt+s*864e5).getUTCFullYear()}var Vt={};D(Vt,{DisplayState:()=>X,plug:()=>Lo});var Ze={keep:"keep",circles:"circles",fill:"day",day:"day",counts:"day",out:"day",symbols:"day",title:"day"},X=class{constructor(t,e,o){
this.fill=e.fill||t.fill,this.keep=e.keep||t.keep,this.circles=e.circles,this.day=e.day||t.day,this.counts=e.counts||null,
this.title=e.title,this.symbols=e.symbols,this.out=lt(e.out??t.out,!0),this.follows=t.follows?o.answer.follows:{},this.index=
o.index}number(t){return parseInt(this.fill.charAt(this.index[t]),36)}muted(t){return!!this.out[t]||this.keep.length>0&&
this.keep.indexOf(this.number(t))<0}};function Lo(s){let t={},e={},o=()=>Object.keys(t);s.preview=n=>{t=n?{...t,...n}:{},
Object.keys(n??{}).forEach(i=>{delete e[i]}),s.restyle()},s.on("act",n=>{o().forEach(i=>{(Ze[i]===n.kind||Ze[i]==="keep"&&
n.kind==="least")&&(e[i]=n.number)})}),s.on("message",n=>{s.confirm(n),o().forEach(i=>{let r=e[i];r&&r<=n.lastAct&&delete t[i]})}),
s.look=()=>(s.picture=new X(s.message,t,s.frame),s.picture)}var Yt={};D(Yt,{Pointer:()=>Q,nearest:()=>Kt,plug:()=>Eo});function Kt(s,t,e,o){let n=null;for(let i of e){let r=t.distanceTo(s.latLngToContainerPoint(i.marker.getLatLng()));r<=i.
radius+o&&(!n||r<n.away)&&(n={away:r,item:i})}return n}var Q=class{constructor(t){this.atlas=t,this.map=t.map,this.box=this.
map.getContainer(),this.box.addEventListener("pointerdown",this.down.bind(this),!0),this.box.addEventListener("pointermo\
ve",this.move.bind(this)),this.box.addEventListener("pointerleave",this.leave.bind(this)),this.box.addEventListener("whe\
el",this.pinch.bind(this),{capture:!0,passive:!0}),this.isTouch=!1,this.screen=null,this.last=null,this.waiting=0,this.map.
on("click",this.click,this),this.map.on("movestart",this.hide,this)}hit(t,e){let o=this.atlas.frame;if(!o)return{code:""};
let n=this.atlas.outlinesAndSymbols.shown(),i=n.filter(h=>!h.isUnit),r=Kt(this.map,t,i,3);if(r)return{code:r.item.area,symbol:r.
item};let{code:a="",symbol:l=""}=e instanceof SVGElement?e.dataset:{},c=l&&n.find(h=>h.id===l);if(c)return{code:c.area,symbol:c};
let d=Object.keys(o.points).filter(h=>o.points[h].isShown),g=Kt(this.map,t,d.map(h=>({marker:o.points[h],radius:0,code:h})),
a?6:12);return{code:g?g.item.code:a||""}}down(t){this.isTouch=t.pointerType==="touch",this.map.dragging[this.isTouch?"di\
sable":"enable"]()}move(t){t.pointerType==="touch"||t.buttons||this.screen&&this.screen.x===t.screenX&&this.screen.y===t.
screenY||(this.screen={x:t.screenX,y:t.screenY},this.last=t,!this.waiting&&(this.waiting=requestAnimationFrame(()=>{this.
waiting=0,this.last&&this.follow(this.map.mouseEventToContainerPoint(this.last),this.last.target)})))}follow(t,e){if(e.closest?.(
".leaflet-control"))return this.hide();if(this.atlas.card.holds(t,e))return;this.atlas.card.box.contains(e)&&(e=this.under(
t));let o=this.hit(t,e);if(!o.code&&!o.symbol)return this.hide();o.by="pointer",o.at=t,this.atlas.point(o)}under(t){let e=this.
box.getBoundingClientRect();return this.atlas.card.yield(),document.elementFromPoint(e.left+t.x,e.top+t.y)||this.box}hide(){
this.atlas.pointed&&this.atlas.point(null)}leave(t){t.pointerType!=="touch"&&(this.last=null,this.hide(),this.map.scrollWheelZoom.
disable())}pinch(t){t.ctrlKey&&this.map.scrollWheelZoom.enable()}click(t){this.map.scrollWheelZoom.enable();let e=this.hit(
t.containerPoint,t.originalEvent.target);this.isTouch?this.tap(e,t.containerPoint):(!e.symbol||e.code)&&this.take(e.code)}tap(t,e){
let o=this.atlas.pointed,n=o&&o.code===t.code&&o.symbol===t.symbol;if(!t.code&&!t.symbol)return o?this.hide():this.take(
"");if(n&&t.code)return this.hide(),this.take(t.code);t.by="touch",t.at=e,this.atlas.point(t),this.atlas.announce(t)}take(t){
!this.atlas.frame||!t&&!this.atlas.message.chosen||(this.atlas.choose(t),this.atlas.sendAct("choose",t||null))}};function Eo(s){
s.pointer=new Q(s)}function So(){return L.CircleMarker.extend({_updatePath:function(){this._renderer._setPath(this,It(this.options.corners,
this._point.x,this._point.y,this._radius+1))}})}var Ao="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
function ko(s){let t=[],[e,o]=[0,0];for(let n of s){let i=Ao.indexOf(n);e+=(i&31)<<o,o+=5,!(i&32)&&(t.push(e&1?-(e>>>1):
e>>>1),[e,o]=[0,0])}return t}function qe(s){let t=ko(s),e=[],[o,n,i,r]=[0,0,0,0];for(let a=0;a<t.length;a+=2)i+=t[a],r+=
t[a+1],o+=i,n+=r,e.push([n/1e3,o/1e3]);return e}var tt=class{constructor(t){this.map=t,this.Marker=So(),this.view=L.layerGroup().
addTo(t),this.drawn="",this.shapes=[],this.shapeRows=[],this.stated=[],this.symbols=[],this.outlines={},this.finer=null}path(t,e,o,n){
return o.options.renderer=$(this.map,e),o.addTo(t),o._path.setAttribute("class",n+(o.options.interactive?" leaflet-inter\
active":"")),o}outline(t,e,o){let n=this.outlines[t];if(n&&n.code===e&&n.frame===o)return;n&&n.group.remove();let i=L.layerGroup().
addTo(this.map),r=o?.points[e],a=o?.areas[e],l=()=>r?.isShown?L.circleMarker(r.getLatLng(),{radius:7,fill:!1,interactive:!1}):
L.polygon(a?.getLatLngs()??[],{fill:!1,interactive:!1,smoothFactor:.7}),c=a&&!r?.isShown&&this.finer?.outline(e);(a||r)&&
["-casing",""].forEach(d=>{let g=this.path(i,"outline",l(),`atlas-${t}${d}`);if(!c)return;g._path.setAttribute("clip-pat\
h",c.clip);let h=L.polyline(c.lines,{interactive:!1,smoothFactor:.7});this.path(i,"outline",h,`atlas-${t}${d}`)}),this.outlines[t]=
{code:e,frame:o,group:i}}refresh(){Object.keys(this.outlines).forEach(t=>{let e=this.outlines[t];e&&(e.group.remove(),delete this.
outlines[t],this.outline(t,e.code,e.frame))})}show(t){let e=JSON.stringify([t.extent,t.shapes,t.symbols]);this.shapeRows=
t.shapes,e!==this.drawn&&(this.drawn=e,this.view.clearLayers(),this.shapes=t.shapes.map(o=>this.drawShape(o,t)),this.stated=
t.shapes.map(o=>q(o[4])),this.symbols=t.symbols.slice().sort((o,n)=>n[2]-o[2]).map(o=>this.drawSymbol(o,ct(t.classes[o[3]]))))}clear(){
this.view.clearLayers(),this.drawn="",this.shapes=[],this.stated=[],this.symbols=[],this.outline("hover","",null),this.outline(
"chosen","",null)}drawShape(t,e){let o=qe(t[2]),n=()=>L.polygon(o,{interactive:!1,smoothFactor:.5}),i=this.path(this.view,
"shapes",n(),"atlas-shape-casing"),r=this.path(this.view,"shapes",n(),`atlas-shape atlas-over atlas-k${t[0]} atlas-${e.classes[t[0]][7]}`),
a=this.path(this.view,"shapes",n(),"atlas-shape-grip");return[i,r,a]}drawSymbol(t,e){let o=e?this.Marker:L.CircleMarker,
n={radius:t[2],corners:e},i=new o([t[1],t[0]],n),r=t[6],a=r?this.unit(r,t):this.path(this.view,"symbols",i,`atlas-symbol\
 atlas-k${t[3]}`),[,,l,c,d,g]=t;return{path:a,isUnit:!!r,marker:i,radius:l,number:c,area:d,id:g}}unit(t,e){let o=L.polygon(
t.map(qe),{smoothFactor:.5});return this.path(this.view,"units",o,`atlas-unit atlas-k${e[3]}`),o._path.dataset.code=e[4],
o._path.dataset.symbol=e[5],o}restyle(t){this.symbols.forEach(e=>{e.isHidden=e.marker instanceof this.Marker?!1:!!e.area&&
t.muted(e.area),e.path._path.style.display=e.isHidden?"none":""}),this.shapes.forEach((e,o)=>{e.forEach(n=>{n._path.style.
display=this.isStated(o,t.day)?"":"none"})})}isStated(t,e){return this.stated[t]<=e}shown(){return this.symbols.filter(t=>!t.
isHidden)}};var G=class{constructor(t,e=1/0){let o=I(t.first);this.table=t,this.shift=o,this.changes=t.changes.map(([n,i])=>[n+o,i]),
t.counts&&(this.changes=this.changes.filter(([n])=>n<=e)),this.start=t.start+o,t.before&&this.changes.unshift([this.start,
t.before]),this.keys=t.keys.map(([n,i,r])=>[n+o,i,r])}place(t,e){let o=this.table.areas[this.table.follows[t]||t]||[],n=-1;
for(let i=0;i<o.length&&o[i]+this.shift<=e;i+=2)n=i;return n}textNumber(t,e){let o=this.place(t,e);return o<0?-1:this.table.
areas[this.table.follows[t]||t][o+1]}sentence(t,e){let o=this.place(t,e),n=this.table.follows[t]||t;if(o<0)return"";let i=this.
table.areas[n],r=U(i[o]+this.shift);return this.table.texts[i[o+1]][1].replace("{}",r)+(n===t?"":this.table.tails[n]||"")}numbers(t){
let e=t.map(o=>o[7]);return this.table.classes.map(o=>e.indexOf(o))}fits(t){return this.numbers(t).indexOf(-1)<0}fill(t,e,o){
let n=this.numbers(o),i=this.table.texts;return t.map(r=>{let a=this.textNumber(r,e),l=a<0?-1:n[i[a][0]];return l<0?".":
l.toString(36)}).join("")}counts(t,e,o,n){let i=this.numbers(o),r=this.table.texts,a={};if(this.table.counts){let l=this.
table.counts.filter(([c])=>c+this.shift<=e).at(-1);return t.map(c=>l?.[1][i.indexOf(c)]??0)}return Object.keys(this.table.
areas).forEach(l=>{let c=n[l]?-1:this.textNumber(l,e);c>=0&&(a[i[r[c][0]]]=(a[i[r[c][0]]]||0)+1)}),t.map(l=>a[l]||0)}title(t){
return this.table.titles?.filter(([e])=>e+this.shift<=t).at(-1)?.[1]}out(t){return Ge(this.table.out,t-this.shift)}lastChange(t){
let e=0,o=this.changes.length;for(;e<o;){let n=e+o>>1;this.changes[n][0]<=t?e=n+1:o=n}return e-1}neighbour(t,e){let o=this.
changes[e<0?this.lastChange(t-1):this.lastChange(t)+1];return o?o[0]:null}};function Ge(s,t){if(!s)return;let e=o=>s[o].
filter(n=>n<=t).length%2;return Object.keys(s).filter(e).join(" ")}function Ve(s,t){let e=s.symbols.filter(([n,i])=>n<=t&&
(i===null||t<i)),o=Object.entries(s.counts).map(([n,i])=>[n,i.filter(([r])=>r<=t).at(-1)?.[1]]);return{rows:e.map(n=>n[2]),
shapes:s.shapes&&(s.shapes.filter(([n])=>n<=t).at(-1)?.[1]??[]),counts:Object.fromEntries(o),out:Ge(s.out,t)}}function vo(s,t,e){let o=s.getCenter();return Math.abs(s.getZoom()-e)<1e-6&&Math.abs(o.lat-t.lat)<1e-6&&Math.abs(o.lng-t.
lng)<1e-6}var Et=class{constructor(t,e){this.maps=[t,e],this.isBusy=!1,this.handlers=[this.listen(t,e),this.listen(e,t)]}listen(t,e){
let o=this;function n(){o.lead(e,t.getCenter(),t.getZoom(),!1)}function i(r){r.noUpdate||o.lead(e,r.center,r.zoom,!0)}return t.
on("move",n).on("zoomanim",i),()=>{t.off("move",n).off("zoomanim",i)}}lead(t,e,o,n){this.isBusy||vo(t,e,o)||(this.isBusy=
!0,t.setView(e,o,{animate:n}),this.isBusy=!1)}match(){let t=this.maps[0],e=this.maps[1];this.isBusy=!0,e.setMaxBounds().
setMinZoom(-20).setMaxZoom(20).invalidateSize({animate:!1,pan:!1}),e.setView(t.getCenter(),t.getZoom(),{animate:!1}),e.setMinZoom(
t.getMinZoom()).setMaxZoom(t.getMaxZoom()).setMaxBounds(t.options.maxBounds),this.isBusy=!1}cut(){this.handlers.forEach(
t=>{t()})}};var To=["crs","zoomSnap","zoomDelta","wheelPxPerZoomLevel","maxBoundsViscosity"],Co=["zoomControl","attributionControl",
"scrollWheelZoom","doubleClickZoom","keyboard"],Mo=["is-first","is-second"];function Ke(){let s=L.DomUtil.create("div","\
atlas-side-title",document.body);return s.hidden=!0,s}function Jt(s,t,e){Mo.forEach((o,n)=>{s.classList.toggle(o,n===e),
t.classList.toggle(o,n===e)})}function Ye(s,t,e){return t===e?s:s.replace(U(I(t)),U(I(e)))}function Oo(s){let t=null,e=Ke(),
o=s.home,n=s.choose,i={};s.home=()=>{o.call(s),t&&t.link.match()},s.choose=u=>{n.call(s,u),t&&t.outlinesAndSymbols.outline(
"chosen",u||"",t.frame)},s.beside=()=>t;function r(){let u=L.DomUtil.create("div","atlas atlas-beside"),y=To.map(O=>[O,s.
map.options[O]]),p=Object.fromEntries([...y,...Co.map(O=>[O,!1])]);u.setAttribute("role","img"),s.box.after(u),document.
body.classList.add("is-compared"),s.fit();let m=L.map(u,p).setView(s.map.getCenter(),s.map.getZoom());yt.forEach(O=>{$(m,
O)});let S=new Et(s.map,m),T=new tt(m),v=new ResizeObserver(()=>{t&&(E(t),S.match())}),C=Ke();return t={...{map:m,box:u,
title:C,mainTitle:e,frame:null,outlinesAndSymbols:T,link:S,watch:v},pointer:new Q(c(m,u,T))},m.on("dragstart zoomstart",
()=>{S.isBusy||(s.isHome=!1)}),m.on("zoomend",()=>{t?.frame&&(t.frame.fitPoints(),T.refresh())}),v.observe(u),a(),t}function a(){
s.isHome&&s.bounds?s.home():s.map.invalidateSize({animate:!1})}function l(u){t=null,u.watch.disconnect(),u.link.cut(),s.
pointed&&s.point(null),u.map.remove(),u.box.remove(),u.title.remove(),e.hidden=!0,Jt(s.box,e,-1),document.body.classList.
remove("is-compared"),s.fit(),a()}function c(u,y,p){let m=Object.create(s);return m.map=u,m.outlinesAndSymbols=p,Object.
defineProperty(m,"frame",{get:()=>t?.frame}),Object.defineProperty(m,"pointed",{get:()=>s.pointed}),m.choose=S=>s.choose(
S),m.sendAct=(S,T)=>s.sendAct(S,T),m.point=S=>{S&&(S.box=y,S.picture=t?.picture),s.point(S)},m}function d(u,y){return Ye(
u,s.message.day,y.day)}function g(u,y){let p={fill:u.fill,counts:u.counts};if(!u.periods||y.day===s.message.day)return p;
let m=i[u.periods];if(m||h(u.periods),!(m instanceof G))return p;let S=I(y.day),T=s.message.classes,v=s.message.legends[0][3].
map(C=>C[0]);return{fill:m.fill(s.frame.answer.order,S,T),counts:m.counts(v,S,T,y.out)}}function h(u){i[u]=!0,s.load(u).
then(y=>{i[u]=new G(y),s.restyle()}).catch(()=>{delete i[u]})}function b(u,y,p){let m=s.place("legend").firstElementChild,
S=m?.querySelector("h2");!m||!S||(S.textContent=d(s.message.legends[0][1],y),m.querySelectorAll(".atlas-legend-item").forEach(
(T,v)=>{let C=T.lastChild,M=C.textContent;C.textContent=(p?[u[v],M]:[M,u[v]]).join(" · "),T.classList.toggle("is-empty",
!u[v]&&M==="0")}))}function x(u,y,p){u.replaceChildren(y,...p?[P("small",p)]:[]),u.hidden=!1}function E(u){let y=`${Math.
max(e.offsetHeight,u.title.offsetHeight)}px`;document.body.style.getPropertyValue("--title")!==y&&document.body.style.setProperty(
"--title",y)}s.on("drawn",()=>{t&&s.fit()}),s.on("restyled",u=>{let y=s.message,p=y.beside;if(!p){t&&l(t);return}let m=t??
r();Jt(s.box,e,p.isFirst?1:0),Jt(m.box,m.title,p.isFirst?0:1),m.box.classList.toggle("is-world",s.frame.answer.isWorld),
(!m.frame||m.frame.answer!==s.frame.answer)&&(m.frame&&m.frame.remove(),m.outlinesAndSymbols.clear(),m.link.match(),m.frame=
new J(m.map,s.frame.answer));let S=g(p,u),T={fill:S.fill,keep:u.keep,out:y.out,follows:y.follows,day:p.periods?u.day:y.day};
m.picture=new X(T,{},m.frame),m.frame.restyle(m.picture,y),m.outlinesAndSymbols.outline("chosen",y.chosen,m.frame),x(e,d(
p.mainTitle,u),""),x(m.title,p.periods?d(p.title,u):p.title,p.note),E(m),m.box.setAttribute("aria-label",m.title.textContent),
b(S.counts,u,p.isFirst)}),s.on("pointed",u=>{let y=document.querySelector(".atlas-card"),p=u?.box||s.box;y&&y.parentNode!==
p&&p.appendChild(y),t&&(t.outlinesAndSymbols.outline("hover",u?.code||"",t.frame),t.box.classList.toggle("is-on-area",!!u?.
code))})}var Do=10,Po=50,No={ArrowUp:[0,1],ArrowDown:[0,-1],ArrowLeft:[-1,0],ArrowRight:[1,0]},$o="Arrow keys move it, with Shift\
 further; Enter leaves it there, Escape puts it back.";function Ro([s,t]){let e=n=>`${Math.round(Math.abs(n)*100).toLocaleString(
"en")} km`;return[s&&`${e(s)} ${s>0?"right":"left"}`,t&&`${e(t)} ${t>0?"up":"down"}`].filter(Boolean).join(", ")||"Where\
 it stood"}var St=class{constructor(t,e,o){this.atlas=t,this.index=e,this.paths=o,this.rings=o.map(n=>n.getLatLngs()[0]),
this.by=[0,0]}show(t){this.by=t,this.paths.forEach((e,o)=>{e.setLatLngs(this.rings[o].map(n=>L.latLng(n.lat+t[1],n.lng+t[0])))})}leave(){
let[t,e]=this.by;!t&&!e||(this.by=[0,0],this.atlas.outlinesAndSymbols.drawn="",this.atlas.sendAct("move",[this.index,t,e]))}press(t){
let e=No[t.key];if(e){let o=(t.shiftKey?Po:Do)/H(this.atlas.map);this.show([this.by[0]+e[0]*o,this.by[1]+e[1]*o])}else if(t.
key==="Escape")this.show([0,0]);else return t.key==="Enter"?this.leave():void 0;t.preventDefault(),this.atlas.say(Ro(this.
by))}drag(t){let e=this.atlas.map,o=t.currentTarget,n=e.mouseEventToLatLng(t);t.stopPropagation(),t.preventDefault(),o.setPointerCapture(
t.pointerId);let i=r=>{let a=e.mouseEventToLatLng(r);this.show([a.lng-n.lng,a.lat-n.lat])};o.addEventListener("pointermo\
ve",i),o.addEventListener("lostpointercapture",()=>{o.removeEventListener("pointermove",i),this.leave()},{once:!0})}listen(t,e){
t.tabIndex=0,t.setAttribute("role","button"),t.setAttribute("aria-label",`${e}. ${$o}`),t.addEventListener("keydown",this.
press.bind(this)),t.addEventListener("blur",this.leave.bind(this))}};var ee={};D(ee,{credited:()=>os,plug:()=>_o,scaleAt:()=>ts,stretch:()=>te,stretchAt:()=>ss,zoomAt:()=>es});var Xe=63.78137,z=2*Math.PI*Xe,Qe=256,Uo=3,jo=8e3,Io=6,Je="The street map cannot be reached; this is the equal-area map.";
function ts(s){return Qe*2**s/z}function es(s){return Math.log(s*z/Qe)/Math.LN2}function zo(){return L.extend({},L.CRS.Simple,
{transformation:new L.Transformation(1,z/2,-1,z/2),scale:ts,zoom:es,wrapLng:[-z/2+1e-8,z/2-1e-8]})}function te(s){return s.
options.crs===L.CRS.Simple?1:ss(s.getCenter().lat)}function ss(s){return Math.cosh(s/Xe)}function Ho(s){return s.box.querySelector(
".atlas-credit")}function os([s,t]){if(!t)return s;let e=P("a",s);return e.href=t,e.target="_blank",e.rel="noopener",e}var Qt=class{constructor(t){
this.atlas=t,this.plane=zo(),this.steps={zoomSnap:t.map.options.zoomSnap,zoomDelta:t.map.options.zoomDelta},this.unreachable=
{},this.layer=null,this.late=0,this.fallback=null,this.original=null,t.map.createPane("atlas-streets"),this.credit=L.DomUtil.
create("span","atlas-credit-streets",Ho(t)),this.notice=this.buildNotice(),t.on("message",this.useFallback.bind(this)),t.
on("drawing",this.setProjection.bind(this)),t.on("restyled",this.sync.bind(this))}useFallback(t){if(t===this.fallback)return;
let e=t.streets,o=!!(e&&this.unreachable[e.tiles]);this.notice.hidden=!o,e||(this.unreachable={}),o&&(this.original={...t},
this.fallback=Object.assign(t,e?.plain,{streets:null}))}setProjection(t){let e=this.atlas.map,o=t.isStreetMap?this.plane:
L.CRS.Simple;L.extend(e.options,t.isStreetMap?{zoomSnap:1,zoomDelta:1}:this.steps),this.atlas.reach=t.isStreetMap?{closer:Uo,
farther:0}:null,this.atlas.box.classList.toggle("is-on-streets",t.isStreetMap),e.options.crs!==o&&(this.drop(),e.options.
crs=o,e.setMinZoom(-20).setMaxZoom(20).setMaxBounds(),e.setView(this.atlas.bounds.getCenter(),1,{reset:!0}))}sync(){let e=this.
atlas.frame.answer.isStreetMap?this.atlas.message.streets:null;e?.tiles!==this.layer?.tiles&&(this.drop(),e&&this.lay(e))}lay(t){
let e=this,o=0,n=!1,i=L.tileLayer(t.tiles,{pane:"atlas-streets",subdomains:t.subdomains||"abc",maxNativeZoom:t.maxZoom,minZoom:0,
bounds:L.latLngBounds([-z/2,-4*z],[z/2,4*z]),referrerPolicy:"strict-origin-when-cross-origin",keepBuffer:0});function r(){
e.layer===i&&(e.unreachable[t.tiles]=!0,e.drop(),e.atlas.set(e.atlas.message),e.atlas.say(Je))}i.tiles=t.tiles,i.on("til\
eload",()=>{o=0,n=!0}),i.on("tileerror",()=>{o+=1,o>=Io&&setTimeout(r)}),i.on("load",()=>{!n&&o&&setTimeout(r)}),this.late=
window.setTimeout(()=>{n||r()},jo),this.layer=i;let a=P("span"," · ");a.className="atlas-credit-own",this.credit.replaceChildren(
a,...t.credits.map(os)),i.addTo(this.atlas.map)}drop(){clearTimeout(this.late),this.credit.textContent="",this.layer&&(this.
layer.remove(),this.layer=null)}buildNotice(){let t=L.DomUtil.create("div","atlas-streets-notice",this.atlas.box);t.hidden=
!0,L.DomUtil.create("span","",t).textContent=Je;let e=L.DomUtil.create("button","",t);return e.type="button",e.textContent=
"Try again",L.DomEvent.disableClickPropagation(t),e.addEventListener("click",()=>{this.unreachable={},this.original&&this.
atlas.set(this.original)}),t}};function _o(s){new Qt(s)}var Bo=110,Wo=100,Fo="Made with Natural Earth · Leaflet",Zo=85;function se(s,t,e,o){let n=L.DomUtil.create("button","",
s);n.type="button",n.title=t,n.setAttribute("aria-label",t);let i=k("svg",{viewBox:"0 0 16 16",width:16,height:16,"aria-\
hidden":"true"},n);k("path",{d:e,class:"atlas-icon"},i),n.addEventListener("click",o)}function At(s,t,e){let o=L.Control.
extend({onAdd:()=>{let n=L.DomUtil.create("div",e);return L.DomEvent.disableClickPropagation(n),n}});return new o({position:t}).
addTo(s).getContainer()}function qo(s){let t=10**Math.floor(Math.log10(s));return t*([5,2].find(e=>e*t<=s)??1)}function ns(s){
let t=s.map,e=At(t,"topleft","atlas-zoom");se(e,"Zoom in","M8 3v10M3 8h10",()=>{t.zoomIn()}),se(e,"Zoom out","M3 8h10",()=>{
t.zoomOut()}),se(e,"Show the whole extent","M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3",()=>{s.home()}),L.DomUtil.create("sp\
an","atlas-credit-own",At(t,"bottomright","atlas-credit")).textContent=Fo,s.scale=At(t,"bottomleft","atlas-scale"),s.scale.
setAttribute("aria-hidden","true"),s.key=At(t,"bottomleft","atlas-key"),t.on("zoom zoomend moveend",()=>{as(s)})}function is(s){
let t=s.key,e=s.frame.answer.topology.objects.dmz,o=[...t.children].indexOf(document.activeElement);if(t.textContent="",
s.outlinesAndSymbols.shapeRows.forEach((n,i,r)=>{let a=L.DomUtil.create("div","",t);a.hidden=!s.outlinesAndSymbols.isStated(
i,s.picture.day),a.append(Z(`atlas-over atlas-k${n[0]}`),P("span",n[1]));let l=s.outlinesAndSymbols.shapes[i];if(a.title=
n[3],l[2]._path.onpointerdown=null,r!==s.message.shapes)return;let c=new St(s,i,l);c.listen(a,[n[1],n[3]].filter(Boolean).
join(". ")),l[2]._path.onpointerdown=c.drag.bind(c),i===o&&a.focus()}),e&&s.message.overlays.indexOf("dmz")>=0){let n=L.
DomUtil.create("div","",t),i=`Demilitarized zone, ${e.geometries[0].properties?.label}`;n.append(Z("atlas-zone"),P("span",
i))}t.hidden=![...t.children].some(n=>!n.hidden)}function rs(s){let t=s.frame.answer.bounds;s.scale.hidden=s.frame.answer.
isWorld||t[2]-t[0]>Zo,as(s)}function as(s){if(s.scale.hidden)return;let t=H(s.map)*te(s.map)/Wo,e=qo(Bo/t);s.scale.textContent=
`${e.toLocaleString("en")} km`,L.DomUtil.create("i","",s.scale).style.width=`${Math.round(e*t)}px`}var oe={};D(oe,{plug:()=>Go});function Go(s){let t=L.DomUtil.create("div","atlas-empty",s.box),e=L.DomUtil.create("p","",
t),o=L.DomUtil.create("button","",t),n="";o.type="button",t.hidden=!0,L.DomEvent.disableClickPropagation(t),L.DomEvent.disableScrollPropagation(
t);function i(r){if(!r&&t.contains(document.activeElement)&&s.box.focus(),t.hidden=!r,!r){n="";return}e.textContent=r.text,
o.textContent=r.label,n!==r.text&&s.say(r.text),n=r.text}o.addEventListener("click",()=>{if(!s.message.empty)return;let[
r,a]=s.message.empty.act;r==="reset"&&a==="filters"&&s.preview({keep:[]}),s.sendAct(r,a)}),s.on("restyled",r=>{let a=s.message,
l=r.day!==a.day||`${r.keep}`!=`${a.keep}`;i(l?null:a.empty)})}var ne={};D(ne,{mapHeight:()=>hs,pairHeight:()=>ds,plug:()=>Vo,roomIn:()=>cs,shapeOf:()=>fs});function cs(s,t){return s-250-t}function hs(s,t){return s<640?us(s):Math.round(Math.max(340,Math.min(t,s/1.9,720)))}function ds(s,t,e){
return s<560?2*us(s):Math.round(Math.max(240,Math.min(t,s/2/e+24,720)))}function us(s){return Math.max(240,Math.round(s*
.65))}function fs(s,t){return Math.max(.9,Math.min(s/t,1.9))}function ls(){try{return window.parent.innerHeight}catch{return 0}}
function Vo(s){let t=window.Streamlit,e=t.setFrameHeight,o=340,n=0;function i(){let c=s.bounds;return c?fs(c.getEast()-c.
getWest(),c.getNorth()-c.getSouth()):1.9}function r(c,d){let g=ls()?cs(ls(),d):o;return document.body.classList.contains(
"is-compared")?ds(c,g,i()):hs(c,g)}function a(){return document.documentElement.classList.contains("is-on-stage")}function l(){
let c=s.strip.offsetHeight,d=document.documentElement.clientWidth,g=a()?Math.max(240,window.innerHeight-c):r(d,c);document.
documentElement.style.setProperty("--map-height",`${g}px`),!(g+c===n||a())&&(n=g+c,e.call(t,n))}s.fit=l,t.setFrameHeight=
c=>{o=c||o,l()},new ResizeObserver(l).observe(s.strip),window.addEventListener("resize",l);try{window.parent.addEventListener(
"resize",l),window.addEventListener("pagehide",()=>{window.parent.removeEventListener("resize",l)})}catch{}l()}var re={};D(re,{Keyboard:()=>kt,named:()=>ps,plug:()=>Qo,typed:()=>ie});var Ko="Arrow keys go to the next country in that direction, letters to a country by its name. Enter opens its panel, an\
d Enter again goes there. Plus and minus zoom, 0 shows the whole map. Escape leaves the map.",Yo={ArrowUp:"up",ArrowDown:"\
down",ArrowLeft:"to the left",ArrowRight:"to the right"},Jo=1200,Xo=70,ms=48;function ie(s){return s.normalize("NFKD").replace(
/\p{M}/gu,"").replace(/[‘’‚‛ʹʻʼʽʾʿˈ´`′＇]/g,"'").toLowerCase()}function ps(s,t,e){function o(l){return t.
filter(c=>c[0].indexOf(l)===0)}let i=s.split("").every(l=>l===s[0])&&(s.length===1||!o(s).length),r=o(i?s[0]:s),a=r.findIndex(
l=>l[1]===e);return a>=0?i?r[(a+1)%r.length][1]:e:r.length?r[0][1]:""}var kt=class{constructor(t){this.atlas=t,this.map=
t.map,this.box=t.box,this.code="",this.text="",this.at=0,this.describe(),this.map.keyboard.disable(),this.box.tabIndex=0,
this.box.addEventListener("keydown",this.press.bind(this)),this.box.addEventListener("focus",this.enter.bind(this)),this.
box.addEventListener("blur",this.leave.bind(this)),this.box.addEventListener("pointerdown",this.outline.bind(this,!1)),this.
list=[],this.listen()}places(){return dt(this.atlas)}describe(){let t=L.DomUtil.create("div","atlas-hidden",this.box);t.
id="atlas-how",t.textContent=Ko,this.box.setAttribute("role","application"),this.box.setAttribute("aria-roledescription",
"map"),this.box.setAttribute("aria-describedby",t.id),this.map.getPane("mapPane")?.setAttribute("aria-hidden","true")}listen(){
let t=this.atlas,e="";t.on("message",o=>{o.chosen!==e&&(this.code=e=o.chosen)}),t.on("drawn",o=>{this.list=[],this.code in
o.index||(this.code=""),this.box.classList.contains("is-by-key")&&this.outline(!0)}),this.map.on("moveend",()=>{this.code&&
this.box.classList.contains("is-by-key")&&this.point()})}isHere(){return document.activeElement===this.box}outline(t){this.
box.classList.toggle("is-by-key",t),this.atlas.outlinesAndSymbols.outline("focus",t?this.code:"",this.atlas.frame)}enter(){
this.box.matches(":focus-visible")&&this.outline(!0)}leave(){this.outline(!1),this.atlas.pointed&&this.atlas.pointed.by===
"key"&&this.atlas.point(null)}press(t){t.target!==this.box||t.ctrlKey||t.metaKey||t.altKey||!this.atlas.frame||this.act(
t.key)&&(t.preventDefault(),this.isHere()&&this.outline(!0))}act(t){if(/^Arrow/.test(t))this.step(t);else if(t==="Home")
this.goTo(this.names()[0][1]);else if(t==="End")this.goTo(this.names().slice(-1)[0][1]);else if(t==="Enter"||t===" "&&!this.
isTyping())this.open();else if(t==="Escape")this.atlas.card.dismiss()||this.box.blur();else if(t==="+"||t==="=")this.zoom(
1);else if(t==="-")this.zoom(-1);else if(t==="0")this.atlas.home();else if(t.length===1&&(/\p{L}/u.test(t)||this.isTyping()))
this.spell(t);else return!1;return!0}isTyping(){return!!this.text&&Date.now()-this.at<Jo}spell(t){this.text=(this.isTyping()?
this.text:"")+ie(t),this.at=Date.now();let e=ps(this.text,this.names(),this.code);e?this.goTo(e):this.atlas.say(`No coun\
try begins with ${this.text}`)}names(){let t=this.atlas.frame;return this.list.length||(this.list=Object.keys(Y(t)).map(
e=>[ie(t.name(e)),e]),this.list.sort((e,o)=>e[0]<o[0]?-1:e[0]>o[0]?1:0)),this.list}step(t){let e=this.atlas,o=this.map.getSize(),
n=this.code,i=this.map.options.maxBounds,r=Y(e.frame),a=this.places(),l=a.find(g=>g.code===n),c=a.filter(g=>!e.picture.muted(
g.code)&&(!i||i.contains(r[g.code]))),d=l?De(l,c,t):Pe({x:o.x/2,y:o.y/2},c);d?this.goTo(d.code):e.say(`No country furthe\
r ${Yo[t]}`)}goTo(t){this.code=t,this.bringIn(),this.point(),this.atlas.pointed&&this.atlas.announce(this.atlas.pointed)}bringIn(){
let t=Y(this.atlas.frame)[this.code],e=this.map.getCenter();this.map.panInside(t,{padding:[ms,ms],animate:!1}),e.equals(
this.map.getCenter())||(this.atlas.isHome=!1)}point(){let t=this.code,e=this.places().find(r=>r.code===t),o=this.atlas.frame.
areas[t],n=o?o._path.getBoundingClientRect().width:0,i=Math.min(Xo,n/2+8);e&&this.atlas.point({code:t,by:"key",at:L.point(
e.x,e.y),aside:i})}open(){if(this.code){if(this.code===this.atlas.message.chosen)return parent.document.dispatchEvent(new Event(
"atlas:read"));this.atlas.pointer.take(this.code),this.atlas.say("The panel opens beside the map. Enter again goes there\
.")}}zoom(t){let e=this.map,o=this.code&&Y(this.atlas.frame)[this.code]||e.getCenter();e.setZoomAround(o,e.getZoom()+t*(e.
options.zoomDelta??1),{animate:!this.atlas.isCalm()})}};function Qo(s){s.keys=new kt(s)}var de={};D(de,{plug:()=>un});function ys(s,t,e){let o=s.split(" ");function n(r){let a=Math.max(...r.map(e)),l=((r.length-1)*1.15+.75)*t;return{lines:r,
size:t,width:a,height:r.length*t*1.15,letters:l}}let i=null;for(let r=1;r<o.length;r+=1){let a=n([o.slice(0,r).join(" "),
o.slice(r).join(" ")]);(!i||a.width<i.width)&&(i=a)}return i?[n([s]),i]:[n([s])]}function ae(s,t,e){return[s-e.width/2-3,
t-e.height/2,s+e.width/2+3,t+e.height/2]}function gs(s,t){return s[0]<t[2]&&t[0]<s[2]&&s[1]<t[3]&&t[1]<s[3]}function vt(s,t,e,o){let n=0;for(;n<o&&s[t+e*(n+1)];)n+=1;return n}function tn(s,t,e,o,n){let i=s.length/t,r=null;for(let a=0;a<
s.length;a+=1){if(!s[a])continue;let l=a%t,c=Math.floor(a/t),d=Math.min(vt(s,a,-1,l),vt(s,a,1,t-1-l))+.5,g=Math.min(vt(s,
a,-t,c),vt(s,a,t,i-1-c))+.5,h=Math.min(d*e,g*o*n);(!r||h>r.score)&&(r={at:a,across:d*e,up:g*o,score:h})}return r}function bs(s,t,e){
let o=(t[2]-t[0])/26,n=(t[3]-t[1])/15,i=[],r=s._pxBounds;if(!r?.intersects(L.bounds([t[0],t[1]],[t[2],t[3]])))return null;
for(let l=0;l<390;l+=1){let c=L.point(t[0]+(l%26+.5)*o,t[1]+(Math.floor(l/26)+.5)*n);i.push(r.contains(c)&&s._containsPoint(
c))}let a=tn(i,26,o,n,e);return a?{across:a.across,up:a.up,x:t[0]+(a.at%26+.5)*o,y:t[1]+(Math.floor(a.at/26)+.5)*n}:null}var le=[{size:14,room:2.1},{size:12,room:1}],on=11,nn=1.15,xs=1.9,rn=4,an=11,ln=22,cn=45,hn=.5,dn=3,ws=document.createElement(
"canvas").getContext("2d"),ce=class{constructor(t){this.text=t,this.widths={}}width(t,e){let o=e+t;return o in this.widths||
(ws.font=`600 ${e}px 'Noto Sans', sans-serif`,this.widths[o]=ws.measureText(t).width),this.widths[o]}ways(t){return ys(this.
text,t,e=>this.width(e,t))}},he=class{constructor(t){this.atlas=t,this.names={},this.done="",this.root=$(t.map,"labels").
_rootGroup,this.root.parentNode.setAttribute("aria-hidden","true")}name(t){return this.names[t]||(this.names[t]=new ce(this.
atlas.frame.name(t))),this.names[t]}obstacles(){let t=this.atlas.map,e=this.atlas.frame.points,o=[];function n(a,l){let c=t.
latLngToLayerPoint(a.getLatLng());o.push([c.x-l,c.y-l,c.x+l,c.y+l])}Object.keys(e).forEach(a=>{e[a].isShown&&n(e[a],e[a].
getRadius()+1)}),this.atlas.outlinesAndSymbols.shown().forEach(a=>{a.isUnit||n(a.marker,a.radius+1)});let i=this.atlas.box.
getBoundingClientRect(),r=t.containerPointToLayerPoint([0,0]);return this.atlas.box.querySelectorAll(".leaflet-control").
forEach(a=>{let l=a.getBoundingClientRect(),c=r.x-i.left,d=r.y-i.top;l.width&&o.push([l.left+c,l.top+d,l.right+c,l.bottom+
d])}),o}isOnLand(t){let e=this.atlas.frame.areas,o=(t[1]+t[3])/2,n=[];for(let i=0;i<=4;i+=1)n.push(L.point(t[0]+(t[2]-t[0])*
i/4,o));return Object.values(e).some(i=>n.some(r=>i._pxBounds?.contains(r)&&i._containsPoint(r)))}choose(t){let e=this.atlas,
o=e.map,n=e.frame,i=e.picture,r=[],a=H(o),l=o.getZoom()-e.homeZoom,c=o.getSize(),d=o.containerPointToLayerPoint([0,0]),g=this.
obstacles(),h=[d.x+2,d.y+2,d.x+c.x-2,d.y+c.y-2],b=n.answer.isWorld?Math.max(1,xs-(xs-1)*l):1;function x(p){return p[0]>=
h[0]&&p[1]>=h[1]&&p[2]<=h[2]&&p[3]<=h[3]&&!g.some(m=>gs(p,m))}function E(p,m,S,T,v){let C=ae(m,S,T);return x(C)?(g.push(
C),r.push({code:p,x:m,y:S,way:T,manner:v}),!0):!1}let u=[];n.answer.order.forEach((p,m)=>{let S=t.labels[m];S&&!i.muted(
p)&&!n.points[p]?.isShown&&u.push({code:p,place:S})});let y=[];return u.sort((p,m)=>m.place[2]-p.place[2]),u.forEach(({code:p,
place:m})=>{let S=m[2]*a,T=S/t.aspect;if(S<20)return;let v=o.latLngToLayerPoint([m[1],m[0]]);if(v.x<h[0]||v.x>h[2]||v.y<
h[1]||v.y>h[3]){y.push(p);return}le.some(C=>this.name(p).ways(C.size).some(M=>[0,M.height/2+8,-M.height/2-8].some(O=>{let _=M.
width/S,V=(M.letters+2*Math.abs(O))/T;return(_*_+V*V)*(b*C.room)**2<=nn&&E(p,v.x,v.y+O,M,C===le[0]?"is-large":"")})))}),
y.forEach(p=>{let m=l>hn&&bs(n.areas[p],h,t.aspect);m&&this.name(p).ways(le[1].size).some(S=>S.width/2<=m.across&&S.letters/
2<=m.up&&E(p,m.x,m.y,S,""))}),b>1&&r.length<rn?[]:(a>=an&&this.besidePoints(E,a),r)}besidePoints(t,e){let o=this.atlas,n=o.
frame.points,i=o.map,r=o.frame.answer.follows||{};Object.keys(n).filter(a=>n[a].isShown&&!o.picture.muted(a)&&(!r[a]||e>=
ln)).sort((a,l)=>+!!r[a]-+!!r[l]||(a<l?-1:1)).forEach(a=>{let l=i.latLngToLayerPoint(n[a].getLatLng()),c=this.name(a).ways(
on)[0],d=n[a].getRadius()+dn+3+c.width/2,g=n[a].getRadius()+1+c.height/2;[[d,0],[-d,0],[0,g],[0,-g]].some(h=>(e>=cn||!this.
isOnLand(ae(l.x+h[0],l.y+h[1],c)))&&t(a,l.x+h[0],l.y+h[1],c,"is-small"))})}place(){let t=this.root,e=this.atlas,n=e.frame&&
e.picture&&!e.frame.answer.isStreetMap&&e.details?this.choose(e.details):[];t.textContent="",n.forEach(i=>{let r=k("text",
{class:`atlas-name ${i.manner}`,"data-name":i.code},t);i.way.lines.forEach((a,l)=>{let c=i.y-i.way.height/2+(l+.82)*i.way.
size*1.15,d=k("tspan",{x:i.x.toFixed(1),y:c.toFixed(1)},r);d.textContent=a})})}refresh(){let t=this.atlas,e=t.picture,o=t.
message,n=[t.frame.url,o.out,e.keep.join(),e.keep.length?e.fill:"",t.outlinesAndSymbols.drawn].join("|");n!==this.done&&
(this.done=n,this.place())}};function un(s){let t=new he(s);s.on("drawn",()=>{t.names={},t.done="",t.root.textContent=""}),
s.on("detailed",()=>{t.place()}),s.on("restyled",()=>{t.refresh()}),s.map.on("moveend",()=>{t.place()}),document.fonts?.
ready&&document.fonts.ready.then(()=>{t.names={},s.frame&&t.place()})}var ue={};D(ue,{keptAfter:()=>Ls,keptFrom:()=>Es,keptOf:()=>Tt,legendsOf:()=>As,plug:()=>wn,replacedBy:()=>Ss});var fn="Shows these states only. With Shift: adds or removes them.",mn="Shows these circles only. With Shift: adds or re\
moves them.",pn="Shows these areas only. With Shift: adds or removes them.",yn="status",gn="no-change",bn=".atlas-area, \
.atlas-point",xn=".atlas-symbol, .atlas-unit";function Ls(s,t,e,o){if(!o)return s.length===1&&s[0]===t?[]:[t];let n=s.includes(
t)?s.filter(i=>i!==t):s.concat(t);return n.length===e?[]:n}function Es(s,t,e){let o=e.slice(0,e.indexOf(t)+1);return s.length===
o.length&&o.every(i=>s.includes(i))||o.length===e.length?[]:o}function Tt(s,t){if(s.act!=="circles")return s.act?t.keep:
[];let e=s.items.filter(o=>o.isKept).map(o=>o.number);return t.circles??(e.length===s.items.length?[]:e)}function Ss(s,t,e){
let o=t.filter(({act:n,layer:i})=>n==="circles"||n==="keep"&&i!==yn);return o.includes(s)?o.find(n=>n!==s&&Tt(n,e).length>
0)?.title??"":""}function As(s){return s.legends.map(([t,e,o,n,i])=>({layer:t,title:e,symbol:o,act:i,items:n.map(([r,a,l])=>{
let c=s.classes[r],d=i!==""&&c[7]!==gn;return{number:r,count:a,isKept:l===1,isFilter:d,label:c[0],id:c[7],corners:ct(c)}})}))}
function wn(s){let t=s.place("legend"),e="",o=[],n=document.head.appendChild(document.createElement("style"));function i(h,b=0){
let x=h?.symbol==="fill"?bn:xn;n.textContent=h?`.atlas :is(${x}):not(.atlas-k${b}){opacity:.22}`:""}function r(h){return h.
map(b=>s.message.classes[b][7])}function a(h,b){let x=h.act==="circles";s.preview(x?{circles:b}:{keep:b}),x?s.sendAct("c\
ircles",[h.layer,r(b)]):s.sendAct("keep",r(b))}function l(h){s.preview({keep:h}),s.sendAct("least",r(h.slice(-1))[0]??null)}
function c(h,b){let x=L.DomUtil.create("section","atlas-legend",t),E=L.DomUtil.create("div","atlas-legend-head",x),u=L.DomUtil.
create("h2","",E);if(u.textContent=h.title,u.id=`atlas-legend-${h.layer}`,x.setAttribute("aria-labelledby",u.id),h.act){
let p=L.DomUtil.create("button","atlas-legend-all",E);p.type="button",p.textContent="Show all",p.addEventListener("click",
()=>{document.activeElement===p&&x.querySelector("li button").focus(),h.act==="least"?l([]):a(h,[])}),L.DomUtil.create("\
p","atlas-legend-hint",E).hidden=!0}let y=L.DomUtil.create("ul","",x);y.setAttribute("role","list"),h.items.forEach(p=>{
d(p,h,b,L.DomUtil.create("li","",y))})}function d(h,b,x,E){let u=L.DomUtil.create(h.isFilter?"button":"span","atlas-lege\
nd-item",E);u.dataset.class=h.id;let y=h.corners||(b.symbol==="fill"||b.symbol==="shape"?"":"circle");u.appendChild(Z(`a\
tlas-k${h.number}`,y)),L.DomUtil.create("span","",u).textContent=h.label,L.DomUtil.create("b","",u),E.addEventListener("\
pointerenter",p=>{p.pointerType!=="touch"&&i(b,h.number)}),E.addEventListener("pointerleave",()=>{i(null)}),u instanceof
HTMLButtonElement&&(u.type="button",u.title=b.symbol==="shape"?pn:b.act==="circles"?mn:fn,u.addEventListener("focus",()=>{
u.matches(":focus-visible")&&i(b,h.number)}),u.addEventListener("blur",()=>{i(null)}),u.addEventListener("click",p=>{let m=p.
pointerType==="touch",S=p.shiftKey||p.ctrlKey||p.metaKey||m,T=Tt(o[x],s.picture),v=b.items.map(C=>C.number);b.act==="lea\
st"?l(Es(T,h.number,v)):a(b,Ls(T,h.number,v.length,S))}))}function g(){let h=s.picture;o.forEach((b,x)=>{let E=t.children[x],
u=Tt(b,h),y=u.length>0;E.classList.toggle("is-filtered",y);let p=b.symbol==="fill"&&h.title||b.title,m=E.querySelector("\
h2");m.textContent!==p&&(m.textContent=p);let S=E.querySelector(".atlas-legend-hint"),T=y?"":Ss(b,o,h);S&&(S.hidden=T===
"",S.textContent=T&&`One legend at a time keeps classes: a choice here replaces that under “${T}”.`),b.items.forEach(
(v,C)=>{let M=E.querySelectorAll(".atlas-legend-item")[C],O=b.symbol==="fill"&&h.counts?h.counts[C]:h.symbols?.counts[b.
layer]?.[C]??v.count,_=b.act?!y||u.includes(v.number):v.isKept;M.lastChild.textContent=String(O),M.classList.toggle("is-\
left-out",!_),M.classList.toggle("is-empty",!O),M instanceof HTMLButtonElement&&M.setAttribute("aria-pressed",String(y&&
_))})})}s.on("restyled",()=>{o=As(s.message);let h=JSON.stringify(o.map(b=>[b.layer,b.title,b.act,b.items.map(x=>x.id)]));
h!==e&&(e=h,i(null),t.textContent="",o.forEach(c)),g()})}var fe={};D(fe,{plug:()=>Ln});function Ln(s){let t=L.DomUtil.create("div","atlas-mark",s.box),e=Array.from({length:3},()=>L.DomUtil.create("span","",t));
t.setAttribute("aria-hidden","true"),t.hidden=!0,s.on("message",o=>{t.hidden=!o.mark;for(let n of e)n.textContent=o.mark})}var ge={};D(ge,{plug:()=>Mn});var me=860,En=.5,Sn=1.25,An=["fill","fill-opacity","stroke","stroke-width","stroke-opacity","stroke-dasharray","stroke-l\
inecap","stroke-linejoin","paint-order","font-family","font-size","font-weight","text-anchor"],ks="path, circle, rect, t\
ext",kn=".atlas-hover, .atlas-hover-casing, .atlas-focus, .atlas-focus-casing";function ye(s){let t=s.cloneNode(!0),e=t.
querySelectorAll(ks);return s.querySelectorAll(ks).forEach((o,n)=>{let i=getComputedStyle(o);if(i.display==="none"||o.matches(
kn)){e[n].remove();return}An.forEach(r=>{e[n].style.setProperty(r,i.getPropertyValue(r))}),e[n].removeAttribute("class")}),
t}function vn(s,t,e){e.style.filter=getComputedStyle(s).filter,s.querySelectorAll("img").forEach(o=>{let n=o.getBoundingClientRect(),
i={href:o.src,x:n.left-t.left,y:n.top-t.top};k("image",L.extend(i,{width:n.width,height:n.height}),e)})}function Tn(s,t){
let e=s.getSize(),o=s.getPane("mapPane"),n=L.DomUtil.getPosition(o),i=s.getContainer().getBoundingClientRect(),r=k("svg",
{viewBox:[0,0,e.x,e.y].join(" "),role:"img","aria-label":t});return Array.from(o.children).sort((a,l)=>Number(getComputedStyle(
a).zIndex)-Number(getComputedStyle(l).zIndex)).forEach(a=>{let l=k("g",{},r);vn(a,i,l),getComputedStyle(a).display!=="no\
ne"&&a.querySelectorAll(":scope > svg").forEach(c=>{let d=k("g",{transform:`translate(${n.x},${n.y})`},l);Array.from(ye(
c).childNodes).forEach(g=>{d.appendChild(g)})})}),r}function Cn(s,t){let e=parseFloat(s.querySelector("i")?.style.width??
"0"),o=t.viewBox.baseVal.height-10,n={fill:"none",stroke:"#1D2329","stroke-width":1.5,d:`M10,${o-5}V${o}H${10+e}v-5`};k(
"rect",{x:4,y:o-19,width:e+12,height:24,rx:3,fill:"#FFFFFF","fill-opacity":.9},t),k("path",n,t);let i={x:10+e/2,y:o-5,fill:"\
#1D2329","font-size":11,"text-anchor":"middle","font-family":"'Noto Sans', sans-serif"};k("text",i,t).textContent=s.firstChild?.
textContent??""}function et(s,t,e,o){let n=document.createElement(s);return n.className=t,o&&(n.textContent=o),e.appendChild(
n),n}function pe(s){let t=ye(s);return t.querySelectorAll(".atlas-legend-all").forEach(e=>{e.remove()}),t.querySelectorAll(
"button").forEach(e=>{let o=document.createElement("span");o.className=e.className+(e.getAttribute("aria-pressed")==="tr\
ue"?" is-kept":""),o.append.apply(o,Array.from(e.childNodes)),e.replaceWith(o)}),t.querySelectorAll("details").forEach(e=>{
e.open=!0}),t.querySelectorAll("[id], [aria-labelledby]").forEach(e=>{e.closest("svg")||e.removeAttribute("id"),e.removeAttribute(
"aria-labelledby")}),t}function Mn(s){function t(n){let i=s.map,r=document.documentElement,a=document.body,l=s.beside(),
c={theme:r.dataset.theme,high:r.style.getPropertyValue("--map-height"),isHome:s.isHome,center:i.getCenter(),zoom:i.getZoom(),
seen:i.getBounds(),size:i.getSize(),least:i.options.minZoom,most:i.options.maxZoom,limits:i.options.maxBounds};function d(){
i.setMinZoom(-20).setMaxZoom(20).setMaxBounds().invalidateSize({animate:!1,pan:!1})}function g(){l&&l.link.match()}if(r.
dataset.theme="light",s.restyle(),!s.frame.answer.isStreetMap){let h=s.bounds.getEast()-s.bounds.getWest(),b=s.bounds.getNorth()-
s.bounds.getSouth(),x=c.isHome?b/h:c.size.y/c.size.x;a.classList.add("is-on-paper"),a.style.width=`${me}px`;let E=l?l.title.
offsetHeight:0;x=Math.max(En,Math.min(x,Sn)),r.style.setProperty("--map-height",`${Math.round((l?me/2:me)*x+E)}px`),d(),
i.fitBounds(c.isHome?s.bounds:c.seen,{padding:c.isHome?[F,F]:[0,0],animate:!1}),g()}try{return n(l)}finally{a.classList.
remove("is-on-paper"),a.style.width="",r.style.setProperty("--map-height",c.high),d(),i.setView(c.center,c.zoom,{animate:!1}),
i.setMinZoom(c.least??0).setMaxZoom(c.most??0).setMaxBounds(c.limits),g(),s.isHome=c.isHome,r.dataset.theme=c.theme,s.restyle()}}
function e(n,i){let r=et("div","paper-maps",i),a=[{map:s.map,title:n?n.mainTitle:s.label}];n&&a.push({map:n.map,title:n.
title}),n?.title.classList.contains("is-first")&&a.reverse(),a.forEach(({map:c,title:d})=>{let g=et("div","",r);n&&et("p",
"paper-title",g,d.textContent);let h=g.appendChild(Tn(c,d.textContent));s.scale.hidden||Cn(s.scale,h)});let l=document.getElementById(
"atlas-patterns");return l&&r.querySelector("svg")?.prepend(ye(l)),r}function o(n){let i=document.querySelector(".atlas-\
time-date .is-long"),r=et("div","paper-under",n);i?.textContent&&et("b","paper-day",r,i.textContent),s.key.hidden||r.appendChild(
pe(s.key)),et("span","paper-credit",r,s.box.querySelector(".atlas-credit")?.textContent),n.appendChild(pe(s.place("legen\
d"))),n.appendChild(pe(s.place("notes")))}s.paper=()=>!s.frame||!s.message||s.frame.url!==s.message.url?null:t(n=>{let i=document.
createElement("figure");return i.className="paper",e(n,i),o(i),i})}var xe={};D(xe,{plug:()=>_n});var Ct=class{constructor(t,e){this.list=L.DomUtil.create("ol","atlas-changes",t),this.list.setAttribute("aria-label","Ch\
anges"),this.list.setAttribute("role","list"),this.go=e,this.history=null,this.today=0,this.lines=[],this.at=-2,this.list.
addEventListener("keydown",this.move.bind(this)),new ResizeObserver(this.scroll.bind(this)).observe(this.list)}fill(t,e){
t===this.history&&e===this.today||(this.history=t,this.today=e,this.at=-2,this.list.textContent="",this.lines=(t?t.changes:
[]).map(o=>{let n=L.DomUtil.create("button",o[0]>e?"is-ahead":"",L.DomUtil.create("li","",this.list));n.type="button",n.
tabIndex=-1;let i=L.DomUtil.create("time","",n);return i.dateTime=q(o[0]),i.textContent=Lt(o[0]),L.DomUtil.create("span",
"",n).textContent=o[1]+(o[0]>e?" (announced)":""),n.addEventListener("click",this.go.bind(null,o[0])),n}))}show(t){let e=this.
history?this.history.lastChange(t):-1;if(e===this.at)return;let o=this.lines[this.at],n=this.lines[e];o&&o.removeAttribute(
"aria-current");let i=o??this.lines[0];i&&(o||this.at===-1)&&(i.tabIndex=-1),n&&n.setAttribute("aria-current","true");let r=n??
this.lines[0];r&&(r.tabIndex=0),this.at=e,this.scroll()}caption(t){let e=this.history?this.history.lastChange(t):-1;if(!this.
history||e<0)return"";let o=this.history.changes[e],n=this.lines[e].querySelector("span")?.textContent??"";return o[0]===
t?n:`last change ${U(o[0])}, ${n}`}scroll(){let t=this.lines[Math.max(this.at,0)];t&&(this.list.scrollTop=t.parentNode.offsetTop)}move(t){
let e=t.key==="ArrowDown"?1:t.key==="ArrowUp"?-1:0,o=this.lines.indexOf(document.activeElement);if(!e||o<0)return;t.preventDefault();
let n=this.lines[o+e];n&&n.focus()}};var vs=8,Mt=class{constructor(t){this.box=L.DomUtil.create("div","atlas-ticks",t),this.box.setAttribute("aria-hidden","t\
rue"),this.drawn="",new ResizeObserver(this.fit.bind(this)).observe(this.box)}draw(t,e,o){let n=[t?.table.name,e,o].join(
" "),i=Math.max(o-e,1);if(n===this.drawn||(this.drawn=n,this.box.textContent="",!t))return;let r=k("svg",{viewBox:`0 0 ${i}\
 1`,preserveAspectRatio:"none"},this.box),a=t.changes.filter(l=>l[0]>=e&&l[0]<=o).map(l=>`M${l[0]-e},0v1`).join("");k("p\
ath",{d:a,"vector-effect":"non-scaling-stroke"},r),On(t,e,o).forEach(l=>{let c=L.DomUtil.create("i","",this.box);c.style.
left=`${100*(l[0]-e)/i}%`,L.DomUtil.create("span","",c).textContent=`${Fe(l[0])} ${l[2]}`}),this.fit()}fit(){let t=Array.
from(this.box.querySelectorAll("i")),e=Dn(t.map(o=>[o.offsetLeft,o.querySelector("span")?.offsetWidth??0]),this.box.clientWidth);
t.forEach((o,n)=>{o.className=e[n]==="right"?"is-said":e[n]==="left"?"is-said is-left":""})}};function On(s,t,e){function o(n){
return s.changes[s.lastChange(n[0])]?.[0]===n[0]?1:0}return s.keys.filter(n=>n[0]>=t&&n[0]<=e).sort((n,i)=>o(i)-o(n)||i[0]-
n[0])}function Dn(s,t){let e=[];function o(n,i){return n>=0&&i<=t&&e.every(r=>i+vs<=r[0]||n>=r[1]+vs)}return s.map(([n,i])=>o(
n,n+i)?(e.push([n,n+i]),"right"):o(n-i,n)?(e.push([n-i,n]),"left"):"")}var Pn="Next change. Playing is off because your device asks for less motion.",Nn="A map of what changed, or of what has\
 no days, is not played: it follows when you let go.",$n="Steps lead from change to change of what fills the areas; noth\
ing that changes fills them here.",Rn="The history of this map could not be loaded. ",Un={back:"M11.5,3.5L6,8L11.5,12.5Z\
M4,3.5V12.5",next:"M4.5,3.5L10,8L4.5,12.5ZM12,3.5V12.5",play:"M5,3L13,8L5,13Z",pause:"M5.5,3.5V12.5M10.5,3.5V12.5"},Ot=class{constructor(t,e){
let o=L.DomUtil.create("div","atlas-time-head",t),n=L.DomUtil.create("p","atlas-time-date",o);this.long=L.DomUtil.create(
"span","is-long",n),this.short=L.DomUtil.create("span","is-short",n),this.ahead=L.DomUtil.create("small","",n),this.keys=
L.DomUtil.create("div","atlas-time-keys",o),this.icons={},this.names={},this.speed=0,this.back=this.key("back",e.back,this.
keys),this.play=this.key("play",e.play,this.keys),this.next=this.key("next",e.next,this.keys),this.fast=this.key("fast",
e.fast,this.keys),this.now=this.key("now",e.now,this.keys),this.draw("back","back"),this.draw("next","next"),this.now.textContent=
"Today",this.now.title="Back to today (UTC)",this.list=L.DomUtil.create("div","atlas-time-list",t),this.track=L.DomUtil.
create("div","atlas-time-track",t),this.slider=L.DomUtil.create("input","atlas-time-slider",this.track),this.slider.type=
"range",this.slider.step="1",this.slider.setAttribute("aria-label","Day shown"),this.ticks=new Mt(this.track),this.trouble=
L.DomUtil.create("p","atlas-time-trouble",this.list),this.trouble.setAttribute("role","status"),this.again=this.key("aga\
in",e.again,this.list),this.again.textContent="Try again",this.fail(!1)}key(t,e,o){let n=L.DomUtil.create("button",`atla\
s-time-key atlas-time-${t}`,o);return n.type="button",n.addEventListener("click",()=>{n.getAttribute("aria-disabled")!==
"true"&&e()}),n}draw(t,e){if(this.icons[t]===e)return;this.icons[t]=e,this[t].textContent="";let o={class:"atlas-icon",viewBox:"\
0 0 16 16",width:16,height:16,"aria-hidden":"true"};k("path",{d:Un[e]},k("svg",o,this[t]))}name(t,e,o,n){let i=this[t],r=e+
o+n;this.names[t]!==r&&(this.names[t]=r,i.setAttribute("aria-label",e),i.setAttribute("aria-disabled",String(n)),i.title=
o||e)}wait(t){this.list.classList.toggle("is-waiting",t)}fail(t){this.trouble.textContent=t?Rn:"",this.again.hidden=!t}show(t){
let e=this.slider,o=U(t.day),n=a=>(a-t.first)/Math.max(t.last-t.first,1),i=t.isPlayable?"":Nn,r=t.hasHistory||t.isPlayable?
"":$n;+e.min!==t.first&&(e.min=String(t.first)),+e.max!==t.last&&(e.max=String(t.last)),+e.value!==t.day&&(e.value=String(
t.day)),e.title!==i&&(e.title=i),t.words&&e.setAttribute("aria-valuetext",t.words),e.style.setProperty("--at",String(n(t.
day))),e.style.setProperty("--now",String(n(t.today))),this.long.textContent=o,this.short.textContent=Lt(t.day),this.ahead.
textContent=t.day>t.today?"announced":"",this.draw("play",t.isPlaying?"pause":"play"),this.name("play",t.isPlaying?"Paus\
e":"Play",i,!t.isPlayable),this.name("back","Previous change",r,!t.hasBack),this.name("next","Next change",r||(t.isCalm?
Pn:""),!t.hasNext),this.name("now","Today","Back to today (UTC)",t.day===t.today),this.name("fast",`Speed ${t.speed}`,`S\
peed ${t.speed} times: press for another`,!t.isPlayable),this.speed!==t.speed&&(this.fast.textContent=`${t.speed===.5?"½":
t.speed}×`),this.speed=t.speed,this.list.parentElement?.classList.toggle("is-bare",!!r),this.play.hidden=this.fast.hidden=
t.isCalm}};var be=[.5,1,2,4],Ts=500,jn=350,In=864e5,zn=I("1997-01-01"),Hn=2e3;function _n(s){let t=L.DomUtil.create("section","atla\
s-time",s.place("time"));t.setAttribute("aria-label","Time");let e=new Ot(t,{back:()=>{$t(-1)},next:()=>{$t(1)},now:()=>{
Pt(m())},play:()=>{h?rt():Ds()},fast:Os,again:Rt}),o=new Ct(e.list,Pt),n=window.matchMedia("(prefers-reduced-motion: red\
uce)"),i=null,r=null,a="",l="",c="",d=null,g=1,h=!1,b=!1,x=!1,E=0,u=0,y=0,p="";function m(){return I(s.message.today)}function S(w){
if(w===p)return;p=w,window.clearTimeout(y);let A=Date.parse(w)+In-Date.now();A>0&&(y=window.setTimeout(()=>{s.sendAct("m\
idnight",w)},A+Hn))}function T(){return i?i.fits(s.message.classes):!!l}function v(w){let A=s.message,N={day:q(w),fill:void 0,
counts:void 0,out:void 0,symbols:void 0,title:void 0},B=A.legends.filter(ot=>ot[2]==="fill")[0];if(d=w,x=!0,i&&T()&&(N.fill=
i.fill(s.frame.answer.order,w,A.classes),B)){let ot=B[3].map(Ps=>Ps[0]);N.symbols=C(w),N.out=i.out(w)??N.symbols?.out,N.
counts=i.counts(ot,w,A.classes,lt(N.out??A.out,!0)),N.title=i.title(w)}s.preview(N)}function C(w){let A=s.message.symbolTable;
return A&&A!==a&&M(A),A&&r?Ve(r,w):void 0}function M(w){a=w,r=null,s.load(w).then(A=>{w===a&&(r=A,x&&d!==null&&v(d))}).catch(
()=>{w===a&&(a="")})}function O(){window.clearTimeout(u),!(!x||d===null)&&(x=!1,s.sendAct("day",d===m()?null:q(d)))}function _(){
window.clearTimeout(u),u=window.setTimeout(O,jn)}function V(){h=!1,window.clearTimeout(u)}function Pt(w){V(),v(w),s.say(
Nt(w)),_()}function Nt(w){let A=o.caption(w);return U(w)+(w>m()?", announced":"")+(A?`: ${A}`:"")}function K(w,A){return i?
i.neighbour(w,A):null}function $t(w){let A=d===null?null:K(d,w);A!==null&&Pt(A)}function Os(){g=be[(be.indexOf(g)+1)%be.
length],st()}function Ds(){let A=(d===null||d===m()?null:K(d,1))??K(-1,1);A!==null&&(h=!0,E=performance.now()+Ts/g,v(A),
window.requestAnimationFrame(Le))}function Le(w){if(h){if(w>=E){let A=d===null?null:K(d,1);if(A===null){rt();return}v(A),
E=Math.max(E+Ts/g,w)}window.requestAnimationFrame(Le)}}function rt(){V(),st(),d!==null&&s.say(Nt(d)),O()}function st(){if(d===
null)return;let w=i?i.changes:[],A=w.length?w[w.length-1][0]:0,N=Math.min(i?i.start:l?zn:0,d),B=Math.max(m(),d,A);o.fill(
i,m()),e.ticks.draw(i,N,B),e.show({day:d,today:m(),first:N,last:B,words:h?"":Nt(d),speed:g,isPlaying:h,isCalm:n.matches,
isPlayable:T(),hasHistory:!!i||!!l,hasBack:K(d,-1)!==null,hasNext:K(d,1)!==null}),o.show(d)}e.slider.addEventListener("p\
ointerdown",()=>{b=!1}),e.slider.addEventListener("keydown",w=>{let A=w.key==="PageUp"?1:w.key==="PageDown"?-1:0;b=!0,!(!A||
!i)&&(w.preventDefault(),$t(A))}),e.slider.addEventListener("input",()=>{V(),v(+e.slider.value)}),e.slider.addEventListener(
"change",()=>{b?_():O()}),n.addEventListener("change",()=>{h?rt():st()});function Rt(){let w=l;e.fail(!1),!(!w||i)&&s.load(
w).then(A=>{w===l&&(i=new G(A,m()),e.wait(!1),st())}).catch(A=>{e.fail(w===l),console.warn(`atlas: ${A.message}`)})}s.on(
"message",w=>{S(w.today),s.place("time").hidden=!!w.isStory;let A=!w.isStory&&w.periods||"",N=w.classes.map(ot=>ot[7]).join(),
B=A===l;B&&N===c||(h&&rt(),l=A,c=N,s.preview({fill:void 0,counts:void 0,out:void 0,symbols:void 0,title:void 0}),!B&&(i=
null,e.wait(!!A),e.fail(!1),s.frame&&Rt()))}),s.on("drawn",()=>{if(Rt(),!i||s.look().day===s.message.day)return;let w=!x;
d!==null&&v(d),w&&O()}),s.on("restyled",w=>{d=I(w.day),st()}),s.time={isPreviewing:()=>!!i&&!!s.picture&&s.picture.day!==
s.message.day,sentence:w=>i&&d!==null&&s.time.isPreviewing()?i.sentence(w,d):""}}var Bn=[Vt,ee,ne,Ft,Yt,Bt,re,ue,xe,Xt,oe,fe,Gt,de,zt,ge],Wn="The map’s shapes could not be loaded. The connection may be\
 interrupted; nothing else is lost.",Fn={closer:2.5,farther:.2},Zn=.12,f=new at,Dt=null;f.set=s=>{f.message={...Se,...s},
f.serial+=1,f.map&&we()};function we(){let s=f.message,t=f.serial;if(Ce(s.classes),f.label.textContent=s.title,f.emit("m\
essage",s),f.frame&&f.frame.url===s.url)return f.restyle();f.box.classList.add("is-loading"),f.load(s.url).then(e=>{t===
f.serial&&(Gn(e,s.url),f.restyle())}).catch(e=>{t===f.serial&&qn(e)})}function Cs(){try{window.parent.atlasFirst&&window.
parent.atlasFirst.end()}catch{}}function qn(s){Cs(),f.box.classList.remove("is-loading"),f.notice.hidden=!1,console.warn(
`atlas: ${s.message}`)}function Gn(s,t){f.frame&&f.frame.remove(),f.outlinesAndSymbols.clear(),f.box.classList.toggle("i\
s-world",s.isWorld),f.bounds=L.latLngBounds([s.bounds[1],s.bounds[0]],[s.bounds[3],s.bounds[2]]),f.emit("drawing",s),f.home(),
f.frame=new J(f.map,s),f.frame.url=t,rs(f),f.emit("drawn",f.frame)}f.restyle=()=>{if(!f.frame||f.frame.url!==f.message.url)
return;let s=f.look(),t=f.message;f.frame.restyle(s,t);let{rows:e=t.symbols,shapes:o=t.shapes}=s.symbols??{};f.outlinesAndSymbols.
show({...t,symbols:e,shapes:o}),f.outlinesAndSymbols.restyle(s),f.choose(t.chosen),is(f),f.box.classList.remove("is-load\
ing"),f.notice.hidden=!0,f.emit("restyled",s),requestAnimationFrame(Cs)};f.home=()=>{let s=f.map;s.setMinZoom(-20).setMaxZoom(
20).setMaxBounds(),s.invalidateSize({animate:!1,pan:!1}),f.homeZoom=s.getBoundsZoom(f.bounds,!1,L.point(2*F,2*F)),s.fitBounds(
f.bounds,{padding:[F,F],animate:!1});let t=f.reach||Fn;s.setMinZoom(s.getZoom()-t.farther).setMaxZoom(s.getZoom()+t.closer),
s.setMaxBounds(f.bounds.pad(Zn)),f.deepen(),f.isHome=!0};f.deepen=()=>{let s=f.map,t=!f.reach&&f.details?Math.log2(f.details.
closest):0;t>s.getMaxZoom()&&s.setMaxZoom(t)};function Vn(){f.box.offsetWidth&&(f.bounds&&f.isHome?f.home():f.map.invalidateSize(
{animate:!1}),f.emit("sized",void 0))}function Ms(s){let t=s?.base;if(!t){let e=getComputedStyle(document.documentElement).
getPropertyValue("--background-color").trim();t=parseInt(e.slice(3,5),16)<128?"dark":"light"}document.documentElement.dataset.
theme!==t&&(document.documentElement.dataset.theme=t,f.map&&f.message&&f.restyle())}window.addEventListener("message",s=>{
s.data?.type==="streamlit:render"&&(Dt=s.data,Ms(s.data.theme))});function Kn(s){let t=L.DomUtil.create("div","atlas-not\
ice",s);t.hidden=!0,t.setAttribute("role","alert"),L.DomUtil.create("p","",t).textContent=Wn;let e=L.DomUtil.create("but\
ton","",t);return e.type="button",e.textContent="Try again",L.DomEvent.disableClickPropagation(t),e.addEventListener("cl\
ick",()=>{t.hidden=!0,we()}),t}window.atlasStart=s=>(f.map=s,f.box=s.getContainer(),f.box.classList.add("atlas"),f.buildStrip(),
f.label=L.DomUtil.create("div","atlas-hidden",f.box),f.label.id="atlas-label",f.box.setAttribute("aria-labelledby","atla\
s-label"),f.notice=Kn(f.box),yt.forEach(t=>{$(s,t)}),f.outlinesAndSymbols=new tt(s),ns(f),Bn.forEach(t=>{t.plug(f)}),Ms(
Dt?.theme),s.on("dragstart zoomstart",()=>{f.isHome=!1}),s.on("zoomend",()=>{f.frame&&(f.frame.fitPoints(),f.outlinesAndSymbols.
refresh())}),new ResizeObserver(Vn).observe(f.box),f.message&&we(),Dt&&window.postMessage(Dt,"*"),L.layerGroup());window.
__atlas=f;})();
