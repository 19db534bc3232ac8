"use strict";(()=>{var xs=Object.defineProperty;var O=(s,t)=>{for(var e in t)xs(s,e,{get:t[e],enumerable:!0})};var ws=["time","legend","notes"];function lt(s,t,e){return s.split(" ").reduce((i,o)=>(o&&(i[o]=t),i),e||{})}function Ls(s){let t=window.atlasBegun||{},e=new URL(
s,window.location.href).href,i=t[e];return delete t[e],i}var at=class{constructor(){this.map=null,this.box=null,this.frame=
null,this.extras=null,this.message=null,this.serial=0,this.pointed=null,this.heard={},this.acts=[],this.session="",this.
lastAct=0,this.answers=new Map,this.buildParts()}buildParts(){this.isHome=!0,this.bounds=null,this.homeZoom=0,this.reach=
null,this.details=null,this.picture=null,this.label=null,this.notice=null,this.scale=null,this.key=null,this.strip=null,
this.voice=null,this.places=null,this.card=null,this.keys=null,this.pointer=null,this.time=null,this.set=null,this.restyle=
null,this.home=null,this.deepen=null,this.fit=null,this.look=null,this.preview=null,this.learn=null,this.about=null,this.
tellOf=null,this.beside=null,this.paper=null}on(t,e){let i=this.heard[t]??[];i.push(e),this.heard[t]=i}emit(t,e){(this.heard[t]??
[]).forEach(o=>{o(e)})}tell(t,e){this.lastAct=Math.max(this.lastAct+1,Date.now()),this.acts=[...this.acts,[this.lastAct,
t,e]].slice(-12),this.emit("told",{kind:t,number:this.lastAct}),this.send()}send(){this.session=this.message.session;let t={
acts:this.acts,session:this.session};window.Streamlit.setComponentValue(t)}confirm(t){this.acts=this.acts.filter(e=>e[0]>
t.heard),this.acts.length&&t.session!==this.session&&this.send()}load(t){let e=this.answers,i=e.get(t);if(i)return i;let o=Ls(
t)||fetch(t,{credentials:"same-origin"}).then(n=>{if(!n.ok)throw new Error(`HTTP ${n.status}`);return n.json()});return o.
catch(()=>{e.delete(t)}),e.set(t,o),e.size>8&&e.delete(e.keys().next().value??""),o}place(t){return this.places[t]}buildStrip(){
let t=L.DomUtil.create("div","atlas-strip",document.body),[e,i,o]=ws.map(n=>L.DomUtil.create("div",`atlas-place atlas-pl\
ace-${n}`,t));this.places={time:e,legend:i,notes:o},this.strip=t,this.voice=L.DomUtil.create("div","atlas-hidden",t),this.
voice.setAttribute("aria-live","polite")}say(t){this.voice.textContent=t}isCalm(){return window.matchMedia("(prefers-red\
uced-motion: reduce)").matches}point(t){this.pointed=t,this.extras.outline("hover",t?.code||"",this.frame),this.box.classList.
toggle("is-on-area",!!t?.code),this.emit("pointed",t)}choose(t){this.extras.outline("chosen",t||"",this.frame)}};var Rt={};O(Rt,{plug:()=>Ns});function C(s,...t){let e=document.createElement(s);return e.append(...t),e}var Dt={diagonal:{side:6.5,d:"M-2,2L2,-2M0,8L8,0M6,10L10,6",width:2.2,cap:"butt"},"back-diagonal":{side:6.5,d:"M-2,6L2,1\
0M0,0L8,8M6,-2L10,2",width:2.2,cap:"butt"},cross:{side:7,d:"M-2,2L2,-2M0,8L8,0M6,10L10,6M-2,6L2,10M0,0L8,8M6,-2L10,2",width:1.1,
cap:"butt"},vertical:{side:6,d:"M2,0V8M6,0V8",width:1.3,cap:"butt"},horizontal:{side:6,d:"M0,2H8M0,6H8",width:1.3,cap:"b\
utt"},dots:{side:6,d:"M2,2h0M6,6h0",width:2.4,cap:"round"}},st=8,me={coast:1,border:4,dot:16},R={radius:4,lesserRadius:3,
gap:1,rounds:60,farthest:16,seen:14},pe="\\[(\\d+(?:, ?\\d+)*)\\]$";var Es="http://www.w3.org/2000/svg",Ss=["light","dark"],ye="";function k(s,t,e){let i=document.createElementNS(Es,s);return Object.
keys(t).forEach(o=>{i.setAttribute(o,String(t[o]))}),e&&e.appendChild(i),i}function ge(){return document.documentElement.
dataset.theme==="dark"}function be(s,t){return document.getElementById(s)||document.body.appendChild(t())}function ks(){
let s=k("svg",{id:"atlas-patterns",width:0,height:0,"aria-hidden":"true"});return s.style.position="absolute",s}function vs(){
let s=document.createElement("style");return s.id="atlas-rules",s}function Ts(s,t){let e=Dt[s[3]],i=`.atlas-tile${t}`;return Ss.
map((o,n)=>{let r=`[data-theme=${o}] `,a=As(s,n===1),l=Ms(s,n===1),c=`.atlas-k${t}`;return`${r}${c}{--fill:${a};fill:${e?
`url(#atlas-p${t})`:a}}${r}.atlas-over${c}{fill:${e?`url(#atlas-o${t})`:a}}`+(e?`${r+i} rect{fill:${a}}${r}${i} path{str\
oke:${l}}`:"")+(e?`${r}.atlas-point${c}{stroke:${a};stroke-width:1.4px;paint-order:normal}`:"")+(Nt(s,"dot",n===1)?`${r}\
.atlas-point${c}{stroke:var(--faint-edge);stroke-width:.8px}`:"")}).join(`
`)}function As(s,t){return t?s[2]:s[1]}function Ms(s,t){return t?s[5]:s[4]}function Nt(s,t,e){return(s[6]&me[t]<<(e?1:0))>
0}function ct(s){return s.length===9?s[8]:void 0}function xe(s,t,e,i,o,n){let r=Dt[e[3]];if(!r)return;let a=r.side*o,l=`\
0 0 ${st} ${st}`,c=k("pattern",{id:t,class:`atlas-tile${i}`,width:a,height:a,viewBox:l,patternUnits:"userSpaceOnUse"},s);
k("rect",{width:st,height:st,"fill-opacity":n},c),k("path",{d:r.d,fill:"none","stroke-width":r.width/o,"stroke-linecap":r.
cap},c)}function we(s){let t=JSON.stringify(s);if(t===ye)return;ye=t,be("atlas-rules",vs).textContent=s.map(Ts).join(`
`);let e=be("atlas-patterns",ks);e.textContent="",s.forEach((i,o)=>{xe(e,`atlas-p${o}`,i,o,1,1),xe(e,`atlas-o${o}`,i,o,1.5,
.22)})}function ht(s,t,e){let i={coast:{},border:{}};return s.forEach(o=>{let n=e.classes[t.number(o)];!n||t.muted(o)||(Nt(
n,"coast",ge())&&(i.coast[o]=!0),Nt(n,"border",ge())&&(i.border[o]=!0))}),i}function Pt(s,t,e,i){let o="M";for(let n=0;n<
s.length;n+=2)o+=`${[t+s[n]*i/100,e+s[n+1]*i/100]} `;return`${o}Z`}function W(s,t){let e=k("svg",{class:"atlas-swatch",width:18,
height:12,"aria-hidden":"true"});return t==="circle"?k("circle",{class:s,cx:9,cy:6,r:5.5},e):t?k("path",{class:s,d:Pt(t,
9,6,6)},e):k("rect",{class:s,x:.5,y:.5,width:17,height:11,rx:2},e),e}var Cs=2,Le={solid:"Solid: limit of an area whose status is not settled",dashed:"Dashed: boundary not settled, or armist\
ice line",dotted:"Dotted: line of control or of separation"},Os=Object.keys(Le),Ds={solid:"none",dashed:"4 3",dotted:".1\
 3"};function Ns(s){let t=s.place("notes"),e="",i=!1,o=L.DomUtil.create("div","atlas-lines",t),n=L.DomUtil.create("detai\
ls","atlas-notes",t),r=L.DomUtil.create("summary","",n),a=L.DomUtil.create("ul","",n);a.setAttribute("role","list"),o.hidden=
n.hidden=!0,r.addEventListener("click",()=>{i=!0});function l(b,h){return b[0]<=h.getEast()&&b[2]>=h.getWest()&&b[1]<=h.
getNorth()&&b[3]>=h.getSouth()}function c(){return s.message.overlays.indexOf("lines")>=0}function f(b){let{notes:h,lines:y}=s.
details??{notes:[],lines:[]};return[...h,...c()?y:[]].filter(g=>l(g,b))}function d(b){let h=c()&&s.frame.overlays.lines||
[];return Os.filter(y=>h.some(g=>g.lineStyle===y&&g.getBounds().intersects(b)))}function p(b){o.textContent="",o.hidden=
!b.length,b.forEach(h=>{let y=L.DomUtil.create("span","",o),g=k("svg",{width:30,height:8,"aria-hidden":"true"},y);k("pat\
h",{d:"M1,4H29","stroke-dasharray":Ds[h],"stroke-linecap":h==="dotted"?"round":"butt"},g),L.DomUtil.create("span","",y).
textContent=Le[h]})}function w(b){let h=!s.details;n.hidden=!b.length&&!h,n.classList.toggle("is-awaited",h),r.textContent=
`Notes on boundaries and lines in view (${b.length})`,a.replaceChildren(...b.map(y=>C("li",y[4]))),i||(n.open=!s.frame.answer.
isWorld&&b.length<=Cs)}function S(){if(!s.frame||!s.message||s.frame.url!==s.message.url)return;let b=s.map.getBounds(),
h=d(b),y=f(b),g=`${!s.details+h.join()}|${y.map(m=>m.slice(0,4).join()).join(";")}`;g!==e&&(e=g,p(h),w(y))}s.on("drawn",
()=>{e="",i=!1}),s.on("restyled",S),s.on("detailed",S),s.map.on("moveend",S)}var jt={};O(jt,{Card:()=>ut,cited:()=>it,isBetween:()=>Te,isInside:()=>Ut,plug:()=>Bs});var Ps={ArrowRight:[1,0],ArrowLeft:[-1,0],ArrowDown:[0,1],ArrowUp:[0,-1]},Rs=2,$s=1.2;function Us(s){let t=0,e=0,i=0;return s.
forEach((o,n)=>{let r=s[(n+1)%s.length],a=o.lng*r.lat-r.lng*o.lat;t+=a,e+=(o.lng+r.lng)*a,i+=(o.lat+r.lat)*a}),{area:Math.
abs(t/2),at:t?{lat:i/(3*t),lng:e/(3*t)}:s[0]}}function js(s){let t=s.getLatLngs();return(Array.isArray(t[0][0])?t:[t]).map(
i=>Us(i[0])).reduce((i,o)=>o.area>i.area?o:i).at}function G(s){if(s.places)return s.places;let t={};return s.places=t,Object.
keys(s.index).forEach(e=>{let i=s.areas[e],o=s.points[e];o?t[e]=o.home:i&&(t[e]=L.latLng(js(i)))}),t}function dt(s){let t=s.
frame,e=G(t);return Object.keys(e).map(i=>{let o=t.points[i],n=s.map.latLngToContainerPoint(o?.isShown?o.getLatLng():e[i]);
return{code:i,x:n.x,y:n.y}})}function Ee(s,t,e){let i=Ps[e],o=null,n=Number.POSITIVE_INFINITY;for(let r of t){let a=r.x-
s.x,l=r.y-s.y,c=a*i[0]+l*i[1],f=Math.abs(a*i[1]-l*i[0]);if(r.code===s.code||c<=0||f>c*$s)continue;let d=c+Rs*f;d>=n||(n=
d,o=r)}return o}function Se(s,t){function e(i){return(i.x-s.x)**2+(i.y-s.y)**2}return t.reduce((i,o)=>!i||e(o)<e(i)?o:i,
null)}var $t=14,B=6,Is=250,ke=500,zs=520,Hs=3,ve=4;function it({text:s,numbers:t}){return t.length?[s,C("sup",t.join(","))]:[s]}
function Ut(s,t){return s.x>=t.left&&s.x<=t.right&&s.y>=t.top&&s.y<=t.bottom}function Te(s,t,e){for(let i=0;i<=1;i+=.05){
let o=t.x+(e.left-t.x)*i,n=t.x+(e.right-t.x)*i,r=t.y+(e.top-t.y)*i,a=t.y+(e.bottom-t.y)*i;if(Ut(s,{left:o-3,right:n+3,top:r-
3,bottom:a+3}))return!0}return!1}var ut=class{constructor(t){this.atlas=t,this.shown=null,this.dismissed=!1,this.isEntered=
!1,this.crossing=0,this.resting=0,this.edges={left:0,top:0,right:0,bottom:0},this.side=[1,1],this.box=L.DomUtil.create("\
div","atlas-card",t.box),this.box.setAttribute("aria-hidden","true"),L.DomEvent.disableClickPropagation(this.box),this.box.
addEventListener("pointerenter",this.enter.bind(this)),this.box.addEventListener("click",this.click.bind(this)),this.listen()}listen(){
let t=e=>{e.key==="Escape"&&this.dismiss()};this.atlas.on("pointed",e=>{this.show(e)}),this.atlas.on("learnt",()=>{this.
renew()}),this.atlas.on("restyled",()=>{this.renew()}),document.addEventListener("keydown",t);try{window.parent.document.
addEventListener("keydown",t),window.addEventListener("pagehide",()=>{window.parent.document.removeEventListener("keydow\
n",t)})}catch{}}show(t){this.yield();let e=this.isOn(t);e||(this.dismissed=!1),this.shown=t?.at?t:null,this.box.classList.
toggle("is-shown",!!this.shown&&!this.dismissed),!(!this.shown||this.dismissed)&&(e||(this.fill(),this.atlas.learn()),this.
place(!e),this.shown.by==="pointer"?this.resting=window.setTimeout(this.rest.bind(this),Is):this.shown.by==="touch"&&this.
rest())}yield(){clearTimeout(this.resting),this.isEntered=!1,this.box.classList.remove("is-still")}isOn(t){let e=this.shown;
return!!(e&&t&&e.code===t.code&&e.symbol===t.symbol&&e.by===t.by)}rest(){this.shown&&(this.crossing=0,this.box.classList.
toggle("is-still",this.shown.by==="touch"||!Ut(this.shown.at,this.edges)))}renew(){if(!(!this.shown||this.dismissed)){if(this.
shown.code&&!(this.shown.code in this.atlas.frame.index))return this.atlas.point(null);this.fill(),this.place(!1)}}dismiss(){
let t=this.isOpen();return this.dismissed=!0,this.box.classList.remove("is-shown","is-still"),t}isOpen(){return this.box.
classList.contains("is-shown")}holds(t,e){return this.box.contains(e)?this.isEntered:(this.isEntered=!1,!this.shown||!this.
box.classList.contains("is-still")||!Te(t,this.shown.at,this.edges)||t.distanceTo(this.shown.at)<=2?!1:(this.crossing=this.
crossing||Date.now(),Date.now()-this.crossing<ke))}enter(){this.isEntered=Date.now()-this.crossing<ke,!this.isEntered&&this.
shown&&this.shown.by==="pointer"&&this.yield()}line(t,...e){L.DomUtil.create("div",t,this.box).append(...e)}fill(){if(!this.
shown)return;let t=this.atlas.about(this.shown),e=t.layer==="status";this.box.textContent="";let i=this.shown.by==="touc\
h"&&this.shown.code;t.name&&this.line("atlas-card-name",t.name,...i?[C("i","Tap again to open")]:[]);let o=e&&t.status?it(
t.status):t.label?[t.label]:[];o.length&&this.line("atlas-card-class",W(`atlas-k${t.number}`),C("span",...o)),t.isLeftOut&&
this.line("atlas-card-quiet","Left out by the filter"),t.follows&&this.line("atlas-card-quiet",t.follows),t.said&&this.line(
"atlas-card-said",...it(t.said)),t.layer==="contamination"&&this.fillClaim(t),t.status&&!e&&(t.treaty&&this.line("atlas-\
card-of",t.treaty),this.line("",...it(t.status))),t.layer!=="contamination"&&this.fillClaim(t),(!this.isNarrow()||this.atlas.
message.isStory)&&this.fillSources(t.sources)}fillClaim(t){if(!t.claim)return;let{text:e,numbers:i}=t.claim,o=e.indexOf(
" — ");if(o<0)return this.line("atlas-card-of",e);this.line("atlas-card-of",t.claimed),this.line("",C("b",e.slice(0,o)),
...it({text:e.slice(o),numbers:i}))}fillSources(t){if(!t.length)return;let e=t.length-ve,i=t.slice(0,ve).flatMap(([o,n],r)=>[
r?" · ":"",C("b",String(o)),` ${n}`]);this.line("atlas-card-sources",...i,e>0?` · and ${e} more`:"")}isNarrow(){return this.
atlas.map.getSize().x<zs}place(t){if(!this.shown)return;let e=this.shown.at,i=Math.max($t,this.shown.aside||0),o=this.atlas.
map.getSize();this.box.style.maxHeight=`${o.y-2*B}px`,this.box.classList.toggle("is-narrow",this.isNarrow());let n=this.
box.offsetWidth,r=this.box.offsetHeight;if(this.isNarrow())return this.moveTo(o.x-n-B,e.y>o.y/2?B:o.y-r-B,n,r);function a(f){
let d=f[0]>0?e.x+i:e.x-i-n,p=f[1]>0?e.y+$t:e.y-$t-r,w={x:Math.max(B,Math.min(d,o.x-n-B)),y:Math.max(B,Math.min(p,o.y-r-B))},
S=2*(Math.abs(w.x-d)+Math.abs(w.y-p));return{...w,side:f,cost:S}}let l=[[1,1],[1,-1],[-1,1],[-1,-1]].map(a);t&&l.forEach(
f=>{f.cost+=this.hidden(f,n,r)-(`${f.side}`==`${this.side}`?Hs:0)});let c=l.reduce((f,d)=>t?d.cost<f.cost?d:f:`${d.side}`==
`${this.side}`?d:f);this.side=c.side,this.moveTo(c.x,c.y,n,r)}hidden(t,e,i){return dt(this.atlas).filter(o=>o.x>t.x-4&&o.
x<t.x+e+4&&o.y>t.y-4&&o.y<t.y+i+4).length}moveTo(t,e,i,o){this.edges={left:t,top:e,right:t+i,bottom:e+o},this.box.style.
transform=`translate(${Math.round(t)}px,${Math.round(e)}px)`}click(){this.shown&&this.shown.by==="touch"&&this.shown.code&&
this.atlas.pointer.take(this.shown.code)}};function Bs(s){s.card=new ut(s)}var It={};O(It,{numbersOf:()=>Me,plug:()=>Ws,sentenceOf:()=>ft});var _s=600,Ae=new RegExp(` ${pe}`);function ft(s){if(s==null)return null;let t=Ae.exec(s);return{text:s.replace(Ae,""),numbers:t?
t[1].split(",").map(Number):[]}}function Me(s){return[...new Set(s.flatMap(t=>t?t.numbers:[]))].sort((t,e)=>t-e)}function Ws(s){
let t=null,e="";s.learn=()=>{let n=s.message.cards;return!n||n===e?Promise.resolve():s.load(n).then(r=>{n===s.message.cards&&
(t=r,e=n,s.emit("learnt",void 0))}).catch(()=>{})};function i(){let n=s.message.legends.find(r=>r[2]==="fill");return n?
n[0]:""}s.about=n=>{let r=s.message,a=n.code,l=n.picture||s.picture,c=e&&e===r.cards?t:null,f=l.day!==r.day,d=n.symbol?n.
symbol.number:l.number(a),p=r.classes[d],w=a&&l.follows[a],S=c&&!f&&c.areas[a]||[],b={code:a,name:a?s.frame.name(a):"",number:d,
label:p?p[0]:"",layer:n.symbol?"":i(),isLeftOut:!n.symbol&&l.muted(a),status:n.symbol?null:ft(S[0]),claim:n.symbol?null:
ft(S[1]),said:n.symbol&&c?ft(c.symbols[n.symbol.id]):null,follows:"",treaty:c?c.treaty:"",claimed:c?c.claimed:"",sources:[]},
h=f&&!n.picture&&!n.symbol&&s.time.sentence(a);h?b.status={text:h,numbers:[]}:w&&!b.status&&(b.follows=`As ${s.frame.name(
w)}, which administers it`);let y=Me([b.status,b.claim,b.said]);return b.sources=y.map(g=>[g,c?.sources[g]||""]),b};function o(n){
let r=s.about(n),a=r.layer==="status",l=r.status?r.status.text:r.follows||"";r.status&&r.treaty&&!a&&(l=`${r.treaty}: ${l}`);
let c=[r.name,a&&l?"":r.label,l];return r.isLeftOut&&c.push("Left out by the filter"),r.claim&&c.push((r.claim.numbers.length?
`${r.claimed}: `:"")+r.claim.text),r.said&&c.push(r.said.text),`${c.filter(Boolean).map(d=>d.replace(" — ",", ")).join(
". ")}.`}s.tellOf=n=>{let r=new Promise(a=>{setTimeout(a,_s)});Promise.race([s.learn(),r]).then(()=>{s.pointed&&s.pointed.
code===n.code&&s.say(o(n))})}}var Bt={};O(Bt,{Detail:()=>xt,plug:()=>ii});function Fs(s,t,e){let i=t.x-s.x,o=t.y-s.y,n=Math.sqrt(i*i+o*o);if(n>=e)return!1;n<.01&&(i=1,o=0,n=1);let r=(e-Math.min(
n,e-.01))/n,a=t.weight/(s.weight+t.weight);return s.x-=i*r*a,s.y-=o*r*a,t.x+=i*r*(1-a),t.y+=o*r*(1-a),!0}function Zs(s){
let t=s.x-s.home.x,e=s.y-s.home.y,i=Math.sqrt(t*t+e*e);i<=R.farthest||(s.x=s.home.x+t*R.farthest/i,s.y=s.home.y+e*R.farthest/
i)}function Ce(s){s.forEach(t=>{t.x=t.home.x,t.y=t.home.y});for(let t=0,e=!0;t<R.rounds&&e;t+=1){e=!1;for(let i=0;i<s.length;i+=
1)for(let o=i+1;o<s.length;o+=1)e=Fs(s[i],s[o],s[i].radius+s[o].radius+R.gap)||e;s.forEach(Zs)}}var yt=["ground","areas","over","outline","shapes","points","symbols"],qs=["sea","graticule","areas"],mt={interactive:!1,
smoothFactor:.7},_=6,Gs=.15;function P(s,t){return s.atlasRenderers=s.atlasRenderers||{},s.atlasRenderers[t]||(s.createPane(
`atlas-${t}`),s.atlasRenderers[t]=L.svg({pane:`atlas-${t}`,padding:.3}).addTo(s)),s.atlasRenderers[t]}function F(s){return s.
options.crs.scale(s.getZoom())}function Vs(s,t,e){let i=P(s,t)._rootGroup,o=e.map(n=>{let r=i.querySelector(`[data-floor\
=${n}]`);return[n,r||k("g",{"data-floor":n},i)]});return Object.fromEntries(o)}function U(s){let t={LineString:0,MultiLineString:1,
Polygon:1,MultiPolygon:2}[s.type];return L.GeoJSON.coordsToLatLngs(s.coordinates,t,e=>L.latLng(e[1],e[0]))}function zt(s,t){
return s!==t}function Oe(s,t){return s===t}function Ys(s){return(s.type==="Polygon"?[s.coordinates]:s.coordinates).reduce(
(e,i)=>{let o=L.bounds(i[0]).getSize();return Math.max(e,Math.min(o.x,o.y))},0)}function pt(s,t,e){let i=e.number(t),o=e.
muted(t),n=o?" is-muted":Number.isNaN(i)?" is-unknown":` atlas-k${i}`;return`leaflet-interactive ${s}${n}${e.follows[t]&&
!o?" is-following":""}`}var V=class{constructor(t,e){this.map=t,this.answer=e,this.group=L.layerGroup().addTo(t),this.url=
"",this.areas={},this.points={},this.index={},this.size={},this.overlays={},this.places=null,this.dark="",this.floors=Vs(
t,"areas",["filled","lines","muted"]),e.order.forEach((i,o)=>{this.index[i]=o}),this.drawGround(),this.drawAreas(),this.
drawLines(),this.drawPoints(),this.fitPoints()}path(t,e,i){return e.options.renderer=P(this.map,t),e.addTo(this.group),e.
_path.setAttribute("class",i+(e.options.interactive?" leaflet-interactive":"")),e}line(t,e,i){return this.path(t,L.polyline(
U(e),mt),i)}drawGround(){let t=this.answer.topology,e=this.answer.bounds,i=Gs*(e[2]-e[0]),o=[[e[1]-i,e[0]-i],[e[3]+i,e[2]+
i]];t.objects.sea?topojson.feature(t,t.objects.sea).features.forEach(n=>{this.path("ground",L.polygon(U(n.geometry),mt),
"atlas-sea")}):this.path("ground",L.rectangle(o,mt),"atlas-sea"),t.objects.graticule&&this.line("ground",topojson.mesh(t,
t.objects.graticule),"atlas-graticule")}drawAreas(){let t=this.answer.topology;t.objects.areas.geometries.forEach(e=>{if(!e.
type)return;let i=topojson.feature(t,e).geometry,o=L.polygon(U(i),{stroke:!1,smoothFactor:.7});this.path("areas",o,"atla\
s-area"),o._path.dataset.code=e.id,this.areas[e.id]=o,this.size[e.id]=Ys(i)})}drawLines(){let t=this.answer.topology,e=t.
objects.areas,i=this;function o(n){return i.floors.lines.appendChild(n._path),n}o(this.line("areas",topojson.mesh(t,e,Oe),
"atlas-coast")),o(this.line("areas",topojson.mesh(t,e,zt),"atlas-border")),this.dark="",this.faintCoast=o(this.line("are\
as",{type:"MultiLineString",coordinates:[]},"atlas-faint-coast")),this.paleBorder=o(this.line("areas",{type:"MultiLineSt\
ring",coordinates:[]},"atlas-pale-border")),Object.keys(t.objects).forEach(n=>{qs.indexOf(n)<0&&(this.overlays[n]=this.drawOverlay(
n,t.objects[n].geometries))})}drawOverlay(t,e){let i=[],o=this.answer.topology;return t==="oblasts"?[this.line("over",topojson.
mesh(o,o.objects[t],zt),"atlas-oblasts")]:(e.filter(n=>n.type).forEach(n=>{let r=topojson.feature(o,n).geometry;if(/Polygon$/.
test(r.type)){["atlas-zone-casing","atlas-zone"].forEach(f=>{i.push(this.path("over",L.polygon(U(r),mt),f))});return}let a=n.
properties?.style||"dashed",l=this.line("over",r,"atlas-dispute-casing"),c=this.line("over",r,`atlas-dispute is-${a}`);c.
lineStyle=a,i.push(l,c)}),i)}drawPoints(){this.answer.points.forEach(t=>{let e=L.circleMarker([t[2],t[1]],{radius:R.radius,
stroke:!1});this.path("points",e,"atlas-point"),e._path.dataset.code=t[0],this.points[t[0]]=Object.assign(e,{home:e.getLatLng(),
isShown:!0})})}fitPoints(){let t=this.map,e=F(t),i=[];Object.keys(this.points).sort().forEach(o=>{let n=this.points[o],r=(this.
size[o]||0)*e<R.seen;if(n.isShown=r,n._path.style.display=r?"":"none",!r)return;let a=n.getRadius(),l=t.project(n.home);
i.push({circle:n,home:l,x:l.x,y:l.y,radius:a,weight:a>R.lesserRadius?4:1})}),Ce(i),i.forEach(o=>{o.circle.setLatLng(t.unproject(
[o.x,o.y]))})}darken({coast:t,border:e}){let i=`${Object.keys(t)} ${Object.keys(e)}`,o=this.answer.topology,n=o.objects.
areas;if(i===this.dark)return;this.dark=i;let r=topojson.mesh(o,n,(l,c)=>Oe(l,c)&&t[l.id]),a=topojson.mesh(o,n,(l,c)=>zt(
l,c)&&e[l.id]&&e[c.id]);this.faintCoast?.setLatLngs(U(r)),this.paleBorder?.setLatLngs(U(a))}name(t){return this.answer.names[this.
index[t]]||t}restyle(t,e){let i=!1;function o(n,r){n.dressed!==r&&(n.dressed=r,n._path.setAttribute("class",r))}Object.keys(
this.areas).forEach(n=>{let r=this.areas[n]._path,a=this.floors[t.muted(n)?"muted":"filled"];o(this.areas[n],pt("atlas-a\
rea",n,t)),r.parentNode!==a&&a.appendChild(r)}),this.darken(ht(Object.keys(this.areas),t,e)),Object.keys(this.points).forEach(
n=>{o(this.points[n],pt("atlas-point",n,t));let r=t.follows[n]||t.muted(n)?R.lesserRadius:R.radius;this.points[n].getRadius()!==
r&&(this.points[n].setRadius(r),i=!0)}),i&&this.fitPoints(),Object.keys(this.overlays).forEach(n=>{let r=e.overlays.indexOf(
n)>=0;this.overlays[n].forEach(a=>{a._path.style.display=r?"":"none"})})}remove(){this.group.remove()}};var Ks=48,Js=16,Xs=.08,Qs=["areas","lines","oblasts","edge"],De="edge",gt=class{constructor(t){this.base=t,this.kept=new Map}load(t){
let e=this.kept;if(!e.has(t)){let i=fetch(`${this.base}/${t}.json`,{credentials:"same-origin"}).then(o=>{if(!o.ok)throw new Error(
`HTTP ${o.status}`);return o.json()});i.catch(()=>{e.delete(t)}),e.set(t,i),e.size>Ks&&e.delete(e.keys().next().value)}return e.
get(t)}needed(t,e){let i=e.getBounds().pad(Xs),o=ti(t,F(e),[i.getWest(),i.getSouth(),i.getEast(),i.getNorth()]);if(!o)return null;
let[n,r,a,l]=o.box;return{key:o.names.join(" "),names:o.names,bounds:L.latLngBounds(L.latLng(r,n),L.latLng(l,a))}}};function ti(s,t,e){
let i=-1;if(s.forEach((h,y)=>{t>=h[0]&&(i=y)}),i<0)return null;let[,o,n,r,a,l]=s[i];function c(h,y,g){return Math.max(0,
Math.min(g-1,Math.floor((h-y)/o)))}let f=c(e[0],n,a),d=c(e[2],n,a),p=c(e[1],r,l),w=c(e[3],r,l);if((d-f+1)*(w-p+1)>Js)return null;
let S=[];for(let h=p;h<=w;h+=1)for(let y=f;y<=d;y+=1)S.push([i,y,h].join("-"));let b=[n+f*o,r+p*o,n+(d+1)*o,r+(w+1)*o];return{
names:S,box:b}}function Ne(s,t){return typeof s=="number"?s<0?s-t:s+t:s.map(e=>Ne(e,t))}function Pe(s){let t=[],e={},i={
areas:[],lines:[],oblasts:[],edge:[]};return s.forEach(o=>{let n=t.length;t=t.concat(o.arcs),Qs.forEach(r=>{(o.objects[r]?.
geometries??[]).forEach(a=>{if(!a.type)return;let l=Ne(a.arcs,n);if(r!=="areas"){i[r].push({type:a.type,id:a.id,properties:a.
properties,arcs:l});return}e[a.id]||(e[a.id]={type:"MultiPolygon",id:a.id,arcs:[]},i.areas.push(e[a.id])),e[a.id].arcs=e[a.
id].arcs.concat(a.type==="Polygon"?[l]:l)})})}),{type:"Topology",transform:s[0].transform,arcs:t,objects:i}}function bt(s,t,e){
let i={type:"GeometryCollection",geometries:t.concat(s.objects.edge)};return topojson.mesh(s,i,(o,n)=>o.id!==De&&n.id!==
De&&e(o,n))}var ei=120,si={interactive:!1,smoothFactor:.7},Ht="atlas-cut",ot=1e6,xt=class{constructor(t){this.map=t,this.group=L.layerGroup(),
this.areas={},this.shown="",this.dark="",this.extra=[],this.over={lines:[],oblasts:[]},this.bounds=null,this.topology=null,
this.frame=null;let e=P(t,"detail")._rootGroup;this.floors=["filled","lines","muted","over"].map(o=>k("g",{"data-floor":o},
e));let i=k("clipPath",{id:Ht,clipPathUnits:"userSpaceOnUse"},e);this.hole=k("path",{"clip-rule":"evenodd"},i),t.on("zoo\
mend viewreset",this.cut,this)}path(t,e,i){return e.options.renderer=P(this.map,"detail"),e.addTo(this.group),e._path.setAttribute(
"class",i),this.floors[t].appendChild(e._path),e}line(t,e,i){return this.path(t,L.polyline(U(e),si),i)}lines(t,e,i){let o=this.
topology;return this.line(1,bt(o,t,e),i)}draw(t,e,i){let o=Pe(e);this.erase(),this.topology=o,this.shown=t.key,this.bounds=
t.bounds,this.frame=i,this.group.addTo(this.map),o.objects.areas.forEach(n=>{let r=topojson.feature(o,n).geometry,a=L.polygon(
U(r),{stroke:!1,smoothFactor:.7});this.areas[n.id]=this.path(0,a,"atlas-area"),a._path.dataset.code=n.id}),this.lines(o.
objects.areas,(n,r)=>n===r,"atlas-coast"),this.lines(o.objects.areas,(n,r)=>n!==r,"atlas-border"),this.dark="",this.drawOver(
o),this.cut()}drawOver(t){if(this.over={lines:[],oblasts:[]},t.objects.oblasts.length){let e=bt(t,t.objects.oblasts,(i,o)=>i.
id!==o.id);this.over.oblasts.push(this.line(3,e,"atlas-oblasts"))}t.objects.lines.forEach(e=>{let i=topojson.feature(t,e).
geometry,o=e.properties?.style||"dashed";this.over.lines.push(this.line(3,i,"atlas-dispute-casing")),this.over.lines.push(
this.line(3,i,`atlas-dispute is-${o}`))})}cut(){let t=this.shown?`url(#${Ht})`:null,e=this.frame;if(this.shown&&this.bounds){
let o=this.map.latLngToLayerPoint(this.bounds.getSouthWest()),n=this.map.latLngToLayerPoint(this.bounds.getNorthEast());
this.hole.setAttribute("d",`M${-ot},${-ot}H${ot}V${ot}H${-ot}zM${o.x},${o.y}H${n.x}V${n.y}H${o.x}z`)}function i(o){t?o.setAttribute(
"clip-path",t):o.removeAttribute("clip-path")}Object.values(e?.floors??{}).forEach(i),["lines","oblasts"].forEach(o=>{(e?.
overlays[o]||[]).forEach(n=>{n._path&&i(n._path)})})}erase(){this.shown&&(this.shown="",this.cut(),this.group.clearLayers(),
this.group.remove(),this.areas={},this.topology=null,this.frame=null)}restyle(t,e){this.shown&&(Object.keys(this.areas).
forEach(i=>{let o=this.areas[i]._path,n=this.floors[t.muted(i)?2:0];o.setAttribute("class",pt("atlas-area",i,t)),o.parentNode!==
n&&n.appendChild(o)}),this.darken(ht(Object.keys(this.areas),t,e)),Object.entries(this.over).forEach(([i,o])=>{let n=e.overlays.
indexOf(i)>=0;o.forEach(r=>{r._path.style.display=n?"":"none"})}))}darken({coast:t,border:e}){let i=`${Object.keys(t)} ${Object.
keys(e)}`,o=this.topology?.objects.areas??[];i!==this.dark&&(this.dark=i,this.extra.forEach(n=>{n.remove()}),this.extra=
[this.lines(o,(n,r)=>n===r&&t[n.id],"atlas-faint-coast"),this.lines(o,(n,r)=>n!==r&&e[n.id]&&e[r.id],"atlas-pale-border")])}outline(t){
if(!this.topology)return null;let e=bt(this.topology,this.topology.objects.areas,(i,o)=>i.id===t||o.id===t);return{lines:U(
e),clip:`url(#${Ht})`}}};function ii(s){let t=new xt(s.map),e=null,i=0;s.extras.finer=t;function o(){t.erase(),s.details=
null,e=null}function n(){e=new gt(s.frame.url.replace(/\.json.*$/,"")),r()}function r(){let f=e;(window.requestIdleCallback||
setTimeout)(()=>{f?.load("details").then(p=>{f===e&&(s.details=p,s.deepen(),s.emit("detailed",p),l())}).catch(()=>{})},{
timeout:1e3})}function a(){clearTimeout(i),i=window.setTimeout(l,ei)}function l(){if(!e||!s.frame)return;if(!s.details)return r();
let f=s.frame.answer.isStreetMap||s.message.beside,d=e,p=f?null:e.needed(s.details.tiers,s.map);if(!p)return c();p.key!==
t.shown&&Promise.all(p.names.map(w=>d.load(w))).then(w=>{let S=d===e&&s.details&&d.needed(s.details.tiers,s.map);!S||S.key!==
p.key||(t.draw(p,w,s.frame),t.restyle(s.picture,s.message),s.extras.refresh())}).catch(()=>{})}function c(){t.shown&&(t.
erase(),s.extras.refresh())}s.on("drawing",o),s.on("drawn",n),s.on("restyled",f=>{t.restyle(f,s.message),a()}),s.map.on(
"moveend",a)}var Zt={};O(Zt,{plug:()=>mi});var wt=Date.UTC(1997,0,1),oi={day:"numeric",month:"long",year:"numeric",timeZone:"UTC"},ni=new Intl.DateTimeFormat("en-G\
B",oi);function H(s){return Math.round((Date.parse(s)-wt)/864e5)}function nt(s){return new Date(wt+s*864e5).toISOString().
slice(0,10)}function $(s){return ni.format(new Date(wt+s*864e5))}function Lt(s){let t=$(s).split(" ");return`${t[0]} ${t[1].
slice(0,3)} ${t[2]}`}function Re(s){return new Date(wt+s*864e5).getUTCFullYear()}var _t={};O(_t,{Picture:()=>Y,plug:()=>ri});var $e={keep:"keep",fill:"day",day:"day",counts:"day"},Y=class{constructor(t,e,i){this.fill=e.fill||t.fill,this.keep=e.keep||
t.keep,this.day=e.day||t.day,this.counts=e.counts||null,this.out=lt(t.out,!0),this.follows=t.follows?i.answer.follows:{},
this.index=i.index}number(t){return parseInt(this.fill.charAt(this.index[t]),36)}muted(t){return!!this.out[t]||this.keep.
length>0&&this.keep.indexOf(this.number(t))<0}};function ri(s){let t={},e={},i=()=>Object.keys(t);s.preview=o=>{t=o?{...t,
...o}:{},Object.keys(o??{}).forEach(n=>{delete e[n]}),s.restyle()},s.on("told",o=>{i().forEach(n=>{($e[n]===o.kind||$e[n]===
"keep"&&o.kind==="least")&&(e[n]=o.number)})}),s.on("message",o=>{s.confirm(o),i().forEach(n=>{let r=e[n];r&&r<=o.heard&&
delete t[n]})}),s.look=()=>(s.picture=new Y(s.message,t,s.frame),s.picture)}function ai(){return L.CircleMarker.extend({_updatePath:function(){this._renderer._setPath(this,Pt(this.options.corners,
this._point.x,this._point.y,this._radius+1))}})}function li(s){let t=[],[e,i,o,n]=[0,0,0,0];for(let r=0;r<s.length;r+=2)
o+=s[r],n+=s[r+1],e+=o,i+=n,t.push([i/1e3,e/1e3]);return t}var K=class{constructor(t){this.map=t,this.Marker=ai(),this.view=
L.layerGroup().addTo(t),this.drawn="",this.symbols=[],this.outlines={},this.finer=null}path(t,e,i,o){return i.options.renderer=
P(this.map,e),i.addTo(t),i._path.setAttribute("class",o+(i.options.interactive?" leaflet-interactive":"")),i}outline(t,e,i){
let o=this.outlines[t];if(o&&o.code===e&&o.frame===i)return;o&&o.group.remove();let n=L.layerGroup().addTo(this.map),r=i?.
points[e],a=i?.areas[e],l=()=>r?.isShown?L.circleMarker(r.getLatLng(),{radius:7,fill:!1,interactive:!1}):L.polygon(a?.getLatLngs()??
[],{fill:!1,interactive:!1,smoothFactor:.7}),c=a&&!r?.isShown&&this.finer?.outline(e);(a||r)&&["-casing",""].forEach(f=>{
let d=this.path(n,"outline",l(),`atlas-${t}${f}`);if(!c)return;d._path.setAttribute("clip-path",c.clip);let p=L.polyline(
c.lines,{interactive:!1,smoothFactor:.7});this.path(n,"outline",p,`atlas-${t}${f}`)}),this.outlines[t]={code:e,frame:i,group:n}}refresh(){
Object.keys(this.outlines).forEach(t=>{let e=this.outlines[t];e&&(e.group.remove(),delete this.outlines[t],this.outline(
t,e.code,e.frame))})}show(t){let e=JSON.stringify([t.extent,t.shapes,t.symbols]);e!==this.drawn&&(this.drawn=e,this.view.
clearLayers(),t.shapes.forEach(this.drawShape,this),this.symbols=t.symbols.slice().sort((i,o)=>o[2]-i[2]).map(i=>this.drawSymbol(
i,ct(t.classes[i[3]]))))}clear(){this.view.clearLayers(),this.drawn="",this.symbols=[],this.outline("hover","",null),this.
outline("chosen","",null)}drawShape(t){let e=li(t[2]),i=()=>L.polygon(e,{interactive:!1,smoothFactor:.5});this.path(this.
view,"shapes",i(),"atlas-shape-casing"),this.path(this.view,"shapes",i(),`atlas-shape atlas-over atlas-k${t[0]}`)}drawSymbol(t,e){
let i=e?this.Marker:L.CircleMarker,o={radius:t[2],corners:e},n=new i([t[1],t[0]],o);return this.path(this.view,"symbols",
n,`atlas-symbol atlas-k${t[3]}`),{marker:n,radius:t[2],number:t[3],area:t[4],id:t[5]}}restyle(t){this.symbols.forEach(e=>{
e.isHidden=e.marker instanceof this.Marker?!1:!!e.area&&t.muted(e.area),e.marker._path.style.display=e.isHidden?"none":""})}shown(){
return this.symbols.filter(t=>!t.isHidden)}};var Wt={};O(Wt,{Pointer:()=>J,plug:()=>ci});function Ue(s,t,e,i){let o=null;for(let n of e){let r=t.distanceTo(s.latLngToContainerPoint(n.marker.getLatLng()));r<=n.
radius+i&&(!o||r<o.away)&&(o={away:r,item:n})}return o}var J=class{constructor(t){this.atlas=t,this.map=t.map,this.box=this.
map.getContainer(),this.box.addEventListener("pointerdown",this.down.bind(this),!0),this.box.addEventListener("pointermo\
ve",this.move.bind(this)),this.box.addEventListener("pointerleave",this.leave.bind(this)),this.box.addEventListener("whe\
el",this.pinch.bind(this),{capture:!0,passive:!0}),this.isTouch=!1,this.screen=null,this.last=null,this.waiting=0,this.map.
on("click",this.click,this),this.map.on("movestart",this.hide,this)}hit(t,e){let i=this.atlas.frame;if(!i)return{code:""};
let o=Ue(this.map,t,this.atlas.extras.shown(),3);if(o)return{code:o.item.area,symbol:o.item};let n=e instanceof SVGElement?
e.dataset.code:"",r=Object.keys(i.points).filter(l=>i.points[l].isShown),a=Ue(this.map,t,r.map(l=>({marker:i.points[l],radius:0,
code:l})),n?6:12);return{code:a?a.item.code:n||""}}down(t){this.isTouch=t.pointerType==="touch",this.map.dragging[this.isTouch?
"disable":"enable"]()}move(t){t.pointerType==="touch"||t.buttons||this.screen&&this.screen.x===t.screenX&&this.screen.y===
t.screenY||(this.screen={x:t.screenX,y:t.screenY},this.last=t,!this.waiting&&(this.waiting=requestAnimationFrame(()=>{this.
waiting=0,this.last&&this.follow(this.map.mouseEventToContainerPoint(this.last),this.last.target)})))}follow(t,e){if(e.closest?.(
".leaflet-control"))return this.hide();if(this.atlas.card.holds(t,e))return;this.atlas.card.box.contains(e)&&(e=this.under(
t));let i=this.hit(t,e);if(!i.code&&!i.symbol)return this.hide();i.by="pointer",i.at=t,this.atlas.point(i)}under(t){let e=this.
box.getBoundingClientRect();return this.atlas.card.yield(),document.elementFromPoint(e.left+t.x,e.top+t.y)||this.box}hide(){
this.atlas.pointed&&this.atlas.point(null)}leave(t){t.pointerType!=="touch"&&(this.last=null,this.hide(),this.map.scrollWheelZoom.
disable())}pinch(t){t.ctrlKey&&this.map.scrollWheelZoom.enable()}click(t){this.map.scrollWheelZoom.enable();let e=this.hit(
t.containerPoint,t.originalEvent.target);this.isTouch?this.tap(e,t.containerPoint):(!e.symbol||e.code)&&this.take(e.code)}tap(t,e){
let i=this.atlas.pointed,o=i&&i.code===t.code&&i.symbol===t.symbol;if(!t.code&&!t.symbol)return i?this.hide():this.take(
"");if(o&&t.code)return this.hide(),this.take(t.code);t.by="touch",t.at=e,this.atlas.point(t),this.atlas.tellOf(t)}take(t){
!this.atlas.frame||!t&&!this.atlas.message.chosen||(this.atlas.choose(t),this.atlas.tell("choose",t||null))}};function ci(s){
s.pointer=new J(s)}var Z=class{constructor(t){let e=H(t.first);this.table=t,this.shift=e,this.turns=t.turns.map(([i,o])=>[i+e,o]),t.before&&
this.turns.unshift([0,t.before]),this.keys=t.keys.map(([i,o,n])=>[i+e,o,n])}place(t,e){let i=this.table.areas[this.table.
follows[t]||t]||[],o=-1;for(let n=0;n<i.length&&i[n]+this.shift<=e;n+=2)o=n;return o}say(t,e){let i=this.place(t,e);return i<
0?-1:this.table.areas[this.table.follows[t]||t][i+1]}sentence(t,e){let i=this.place(t,e),o=this.table.follows[t]||t;if(i<
0)return"";let n=this.table.areas[o],r=$(n[i]+this.shift);return this.table.says[n[i+1]][1].replace("{}",r)+(o===t?"":this.
table.tails[o]||"")}numbers(t){let e=t.map(i=>i[7]);return this.table.classes.map(i=>e.indexOf(i))}fits(t){return this.numbers(
t).indexOf(-1)<0}fill(t,e,i){let o=this.numbers(i),n=this.table.says;return t.map(r=>{let a=this.say(r,e),l=a<0?-1:o[n[a][0]];
return l<0?".":l.toString(36)}).join("")}counts(t,e,i,o){let n=this.numbers(i),r=this.table.says,a={};return Object.keys(
this.table.areas).forEach(l=>{let c=o[l]?-1:this.say(l,e);c>=0&&(a[n[r[c][0]]]=(a[n[r[c][0]]]||0)+1)}),t.map(l=>a[l]||0)}turn(t){
let e=0,i=this.turns.length;for(;e<i;){let o=e+i>>1;this.turns[o][0]<=t?e=o+1:i=o}return e-1}neighbour(t,e){let i=this.turns[e<
0?this.turn(t-1):this.turn(t)+1];return i?i[0]:null}};function hi(s,t,e){let i=s.getCenter();return Math.abs(s.getZoom()-e)<1e-6&&Math.abs(i.lat-t.lat)<1e-6&&Math.abs(i.lng-t.
lng)<1e-6}var Et=class{constructor(t,e){this.maps=[t,e],this.isBusy=!1,this.handlers=[this.listen(t,e),this.listen(e,t)]}listen(t,e){
let i=this;function o(){i.lead(e,t.getCenter(),t.getZoom(),!1)}function n(r){r.noUpdate||i.lead(e,r.center,r.zoom,!0)}return t.
on("move",o).on("zoomanim",n),()=>{t.off("move",o).off("zoomanim",n)}}lead(t,e,i,o){this.isBusy||hi(t,e,i)||(this.isBusy=
!0,t.setView(e,i,{animate:o}),this.isBusy=!1)}match(){let t=this.maps[0],e=this.maps[1];this.isBusy=!0,e.setMaxBounds().
setMinZoom(-20).setMaxZoom(20).invalidateSize({animate:!1,pan:!1}),e.setView(t.getCenter(),t.getZoom(),{animate:!1}),e.setMinZoom(
t.getMinZoom()).setMaxZoom(t.getMaxZoom()).setMaxBounds(t.options.maxBounds),this.isBusy=!1}cut(){this.handlers.forEach(
t=>{t()})}};var di=["crs","zoomSnap","zoomDelta","wheelPxPerZoomLevel","maxBoundsViscosity"],ui=["zoomControl","attributionControl",
"scrollWheelZoom","doubleClickZoom","keyboard"],fi=["is-first","is-second"];function je(){let s=L.DomUtil.create("div","\
atlas-side-title",document.body);return s.hidden=!0,s}function Ft(s,t,e){fi.forEach((i,o)=>{s.classList.toggle(i,o===e),
t.classList.toggle(i,o===e)})}function mi(s){let t=null,e=je(),i=s.home,o=s.choose,n={};s.home=()=>{i.call(s),t&&t.link.
match()},s.choose=h=>{o.call(s,h),t&&t.extras.outline("chosen",h||"",t.frame)},s.beside=()=>t;function r(){let h=L.DomUtil.
create("div","atlas atlas-beside"),y=di.map(N=>[N,s.map.options[N]]),g=Object.fromEntries([...y,...ui.map(N=>[N,!1])]);h.
setAttribute("role","img"),s.box.after(h),document.body.classList.add("is-compared"),s.fit();let m=L.map(h,g).setView(s.
map.getCenter(),s.map.getZoom());yt.forEach(N=>{P(m,N)});let E=new Et(s.map,m),T=new K(m),A=new ResizeObserver(()=>{t&&(b(
t),E.match())}),M=je();return t={...{map:m,box:h,title:M,mainTitle:e,frame:null,extras:T,link:E,watch:A},pointer:new J(c(
m,h,T))},m.on("dragstart zoomstart",()=>{E.isBusy||(s.isHome=!1)}),m.on("zoomend",()=>{t?.frame&&(t.frame.fitPoints(),T.
refresh())}),A.observe(h),a(),t}function a(){s.isHome&&s.bounds?s.home():s.map.invalidateSize({animate:!1})}function l(h){
t=null,h.watch.disconnect(),h.link.cut(),s.pointed&&s.point(null),h.map.remove(),h.box.remove(),h.title.remove(),e.hidden=
!0,Ft(s.box,e,-1),document.body.classList.remove("is-compared"),s.fit(),a()}function c(h,y,g){let m=Object.create(s);return m.
map=h,m.extras=g,Object.defineProperty(m,"frame",{get:()=>t?.frame}),Object.defineProperty(m,"pointed",{get:()=>s.pointed}),
m.choose=E=>s.choose(E),m.tell=(E,T)=>s.tell(E,T),m.point=E=>{E&&(E.box=y,E.picture=t?.picture),s.point(E)},m}function f(h,y){
return y.day===s.message.day?h:h.replace($(H(s.message.day)),$(H(y.day)))}function d(h,y){let g={fill:h.fill,counts:h.counts};
if(!h.periods||y.day===s.message.day)return g;let m=n[h.periods];if(m||p(h.periods),!(m instanceof Z))return g;let E=H(y.
day),T=s.message.classes,A=s.message.legends[0][3].map(M=>M[0]);return{fill:m.fill(s.frame.answer.order,E,T),counts:m.counts(
A,E,T,y.out)}}function p(h){n[h]=!0,s.load(h).then(y=>{n[h]=new Z(y),s.restyle()}).catch(()=>{delete n[h]})}function w(h,y,g){
let m=s.place("legend").firstElementChild,E=m?.querySelector("h2");!m||!E||(E.textContent=f(s.message.legends[0][1],y),m.
querySelectorAll(".atlas-legend-item").forEach((T,A)=>{let M=T.lastChild,D=M.textContent;M.textContent=(g?[h[A],D]:[D,h[A]]).
join(" · "),T.classList.toggle("is-empty",!h[A]&&D==="0")}))}function S(h,y,g){h.replaceChildren(y,...g?[C("small",g)]:
[]),h.hidden=!1}function b(h){let y=`${Math.max(e.offsetHeight,h.title.offsetHeight)}px`;document.body.style.getPropertyValue(
"--title")!==y&&document.body.style.setProperty("--title",y)}s.on("drawn",()=>{t&&s.fit()}),s.on("restyled",h=>{let y=s.
message,g=y.beside;if(!g){t&&l(t);return}let m=t??r();Ft(s.box,e,g.isFirst?1:0),Ft(m.box,m.title,g.isFirst?0:1),m.box.classList.
toggle("is-world",s.frame.answer.isWorld),(!m.frame||m.frame.answer!==s.frame.answer)&&(m.frame&&m.frame.remove(),m.extras.
clear(),m.link.match(),m.frame=new V(m.map,s.frame.answer));let E=d(g,h),T={fill:E.fill,keep:h.keep,out:y.out,follows:y.
follows,day:g.periods?h.day:y.day};m.picture=new Y(T,{},m.frame),m.frame.restyle(m.picture,y),m.extras.outline("chosen",
y.chosen,m.frame),S(e,f(g.mainTitle,h),""),S(m.title,g.periods?f(g.title,h):g.title,g.note),b(m),m.box.setAttribute("ari\
a-label",m.title.textContent),w(E.counts,h,g.isFirst)}),s.on("pointed",h=>{let y=document.querySelector(".atlas-card"),g=h?.
box||s.box;y&&y.parentNode!==g&&g.appendChild(y),t&&(t.extras.outline("hover",h?.code||"",t.frame),t.box.classList.toggle(
"is-on-area",!!h?.code))})}var Vt={};O(Vt,{credited:()=>Fe,plug:()=>wi,scaleAt:()=>Be,stretch:()=>Gt,stretchAt:()=>We,zoomAt:()=>_e});var ze=63.78137,j=2*Math.PI*ze,He=256,pi=3,yi=8e3,gi=6,Ie="The street map cannot be reached; this is the equal-area map.";
function Be(s){return He*2**s/j}function _e(s){return Math.log(s*j/He)/Math.LN2}function bi(){return L.extend({},L.CRS.Simple,
{transformation:new L.Transformation(1,j/2,-1,j/2),scale:Be,zoom:_e,wrapLng:[-j/2+1e-8,j/2-1e-8]})}function Gt(s){return s.
options.crs===L.CRS.Simple?1:We(s.getCenter().lat)}function We(s){return Math.cosh(s/ze)}function xi(s){return s.box.querySelector(
".atlas-credit")}function Fe([s,t]){if(!t)return s;let e=C("a",s);return e.href=t,e.target="_blank",e.rel="noopener",e}var qt=class{constructor(t){
this.atlas=t,this.plane=bi(),this.steps={zoomSnap:t.map.options.zoomSnap,zoomDelta:t.map.options.zoomDelta},this.away={},
this.layer=null,this.late=0,this.left=null,this.asked=null,t.map.createPane("atlas-streets"),this.credit=L.DomUtil.create(
"span","atlas-credit-streets",xi(t)),this.notice=this.buildNotice(),t.on("message",this.hear.bind(this)),t.on("drawing",
this.suit.bind(this)),t.on("restyled",this.sync.bind(this))}hear(t){if(t===this.left)return;let e=t.streets,i=!!(e&&this.
away[e.tiles]);this.notice.hidden=!i,e||(this.away={}),i&&(this.asked={...t},this.left=Object.assign(t,e?.plain,{streets:null}))}suit(t){
let e=this.atlas.map,i=t.isStreetMap?this.plane:L.CRS.Simple;L.extend(e.options,t.isStreetMap?{zoomSnap:1,zoomDelta:1}:this.
steps),this.atlas.reach=t.isStreetMap?{closer:pi,farther:0}:null,this.atlas.box.classList.toggle("is-on-streets",t.isStreetMap),
e.options.crs!==i&&(this.drop(),e.options.crs=i,e.setMinZoom(-20).setMaxZoom(20).setMaxBounds(),e.setView(this.atlas.bounds.
getCenter(),1,{reset:!0}))}sync(){let e=this.atlas.frame.answer.isStreetMap?this.atlas.message.streets:null;e?.tiles!==this.
layer?.tiles&&(this.drop(),e&&this.lay(e))}lay(t){let e=this,i=0,o=!1,n=L.tileLayer(t.tiles,{pane:"atlas-streets",subdomains:t.
subdomains||"abc",maxNativeZoom:t.maxZoom,minZoom:0,bounds:L.latLngBounds([-j/2,-4*j],[j/2,4*j]),referrerPolicy:"strict-\
origin-when-cross-origin",keepBuffer:0});function r(){e.layer===n&&(e.away[t.tiles]=!0,e.drop(),e.atlas.set(e.atlas.message),
e.atlas.say(Ie))}n.tiles=t.tiles,n.on("tileload",()=>{i=0,o=!0}),n.on("tileerror",()=>{i+=1,i>=gi&&setTimeout(r)}),n.on(
"load",()=>{!o&&i&&setTimeout(r)}),this.late=window.setTimeout(()=>{o||r()},yi),this.layer=n;let a=C("span"," · ");a.className=
"atlas-credit-own",this.credit.replaceChildren(a,...t.credits.map(Fe)),n.addTo(this.atlas.map)}drop(){clearTimeout(this.
late),this.credit.textContent="",this.layer&&(this.layer.remove(),this.layer=null)}buildNotice(){let t=L.DomUtil.create(
"div","atlas-streets-notice",this.atlas.box);t.hidden=!0,L.DomUtil.create("span","",t).textContent=Ie;let e=L.DomUtil.create(
"button","",t);return e.type="button",e.textContent="Try again",L.DomEvent.disableClickPropagation(t),e.addEventListener(
"click",()=>{this.away={},this.asked&&this.atlas.set(this.asked)}),t}};function wi(s){new qt(s)}var Li=110,Ei=100,Si="Made with Natural Earth · Leaflet",ki=85;function Yt(s,t,e,i){let o=L.DomUtil.create("button","",
s);o.type="button",o.title=t,o.setAttribute("aria-label",t);let n=k("svg",{viewBox:"0 0 16 16",width:16,height:16,"aria-\
hidden":"true"},o);k("path",{d:e,class:"atlas-icon"},n),o.addEventListener("click",i)}function St(s,t,e){let i=L.Control.
extend({onAdd:()=>{let o=L.DomUtil.create("div",e);return L.DomEvent.disableClickPropagation(o),o}});return new i({position:t}).
addTo(s).getContainer()}function vi(s){let t=10**Math.floor(Math.log10(s));return t*([5,2].find(e=>e*t<=s)??1)}function Ze(s){
let t=s.map,e=St(t,"topleft","atlas-zoom");Yt(e,"Zoom in","M8 3v10M3 8h10",()=>{t.zoomIn()}),Yt(e,"Zoom out","M3 8h10",()=>{
t.zoomOut()}),Yt(e,"Show the whole extent","M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3",()=>{s.home()}),L.DomUtil.create("sp\
an","atlas-credit-own",St(t,"bottomright","atlas-credit")).textContent=Si,s.scale=St(t,"bottomleft","atlas-scale"),s.scale.
setAttribute("aria-hidden","true"),s.key=St(t,"bottomleft","atlas-key"),t.on("zoom zoomend moveend",()=>{Ve(s)})}function qe(s){
let t=s.key,e=s.frame.answer.topology.objects.dmz;if(t.textContent="",s.message.shapes.forEach(i=>{L.DomUtil.create("div",
"",t).append(W(`atlas-over atlas-k${i[0]}`),C("span",i[1]))}),e&&s.message.overlays.indexOf("dmz")>=0){let i=L.DomUtil.create(
"div","",t),o=`Demilitarized zone, ${e.geometries[0].properties?.label}`;i.append(W("atlas-zone"),C("span",o))}t.hidden=
!t.childNodes.length}function Ge(s){let t=s.frame.answer.bounds;s.scale.hidden=s.frame.answer.isWorld||t[2]-t[0]>ki,Ve(s)}
function Ve(s){if(s.scale.hidden)return;let t=F(s.map)*Gt(s.map)/Ei,e=vi(Li/t);s.scale.textContent=`${e.toLocaleString("\
en")} km`,L.DomUtil.create("i","",s.scale).style.width=`${Math.round(e*t)}px`}var Kt={};O(Kt,{plug:()=>Ti});function Ti(s){let t=L.DomUtil.create("div","atlas-empty",s.box),e=L.DomUtil.create("p","",
t),i=L.DomUtil.create("button","",t),o="";i.type="button",t.hidden=!0,L.DomEvent.disableClickPropagation(t),L.DomEvent.disableScrollPropagation(
t);function n(r){if(!r&&t.contains(document.activeElement)&&s.box.focus(),t.hidden=!r,!r){o="";return}e.textContent=r.text,
i.textContent=r.label,o!==r.text&&s.say(r.text),o=r.text}i.addEventListener("click",()=>{if(!s.message.empty)return;let[
r,a]=s.message.empty.act;r==="reset"&&a==="filters"&&s.preview({keep:[]}),s.tell(r,a)}),s.on("restyled",r=>{let a=s.message,
l=r.day!==a.day||`${r.keep}`!=`${a.keep}`;n(l?null:a.empty)})}var Jt={};O(Jt,{mapHeight:()=>Je,pairHeight:()=>Xe,plug:()=>Ai,roomIn:()=>Ke,shapeOf:()=>ts});function Ke(s,t){return s-250-t}function Je(s,t){return s<640?Qe(s):Math.round(Math.max(340,Math.min(t,s/1.9,720)))}function Xe(s,t,e){
return s<560?2*Qe(s):Math.round(Math.max(240,Math.min(t,s/2/e+24,720)))}function Qe(s){return Math.max(240,Math.round(s*
.65))}function ts(s,t){return Math.max(.9,Math.min(s/t,1.9))}function Ye(){try{return window.parent.innerHeight}catch{return 0}}
function Ai(s){let t=window.Streamlit,e=t.setFrameHeight,i=340,o=0;function n(){let c=s.bounds;return c?ts(c.getEast()-c.
getWest(),c.getNorth()-c.getSouth()):1.9}function r(c,f){let d=Ye()?Ke(Ye(),f):i;return document.body.classList.contains(
"is-compared")?Xe(c,d,n()):Je(c,d)}function a(){return document.documentElement.classList.contains("is-on-stage")}function l(){
let c=s.strip.offsetHeight,f=document.documentElement.clientWidth,d=a()?Math.max(240,window.innerHeight-c):r(f,c);document.
documentElement.style.setProperty("--map-height",`${d}px`),!(d+c===o||a())&&(o=d+c,e.call(t,o))}s.fit=l,t.setFrameHeight=
c=>{i=c||i,l()},new ResizeObserver(l).observe(s.strip),window.addEventListener("resize",l);try{window.parent.addEventListener(
"resize",l),window.addEventListener("pagehide",()=>{window.parent.removeEventListener("resize",l)})}catch{}l()}var Qt={};O(Qt,{Keys:()=>kt,named:()=>ss,plug:()=>Ni,typed:()=>Xt});var Mi="Arrow keys go to the next country in that direction, letters to a country by its name. Enter opens its panel, an\
d Enter again goes there. Plus and minus zoom, 0 shows the whole map. Escape leaves the map.",Ci={ArrowUp:"up",ArrowDown:"\
down",ArrowLeft:"to the left",ArrowRight:"to the right"},Oi=1200,Di=70,es=48;function Xt(s){return s.normalize("NFKD").replace(
/\p{M}/gu,"").replace(/[‘’‚‛ʹʻʼʽʾʿˈ´`′＇]/g,"'").toLowerCase()}function ss(s,t,e){function i(l){return t.
filter(c=>c[0].indexOf(l)===0)}let n=s.split("").every(l=>l===s[0])&&(s.length===1||!i(s).length),r=i(n?s[0]:s),a=r.findIndex(
l=>l[1]===e);return a>=0?n?r[(a+1)%r.length][1]:e:r.length?r[0][1]:""}var kt=class{constructor(t){this.atlas=t,this.map=
t.map,this.box=t.box,this.code="",this.text="",this.at=0,this.describe(),this.map.keyboard.disable(),this.box.tabIndex=0,
this.box.addEventListener("keydown",this.press.bind(this)),this.box.addEventListener("focus",this.enter.bind(this)),this.
box.addEventListener("blur",this.leave.bind(this)),this.box.addEventListener("pointerdown",this.outline.bind(this,!1)),this.
list=[],this.listen()}places(){return dt(this.atlas)}describe(){let t=L.DomUtil.create("div","atlas-hidden",this.box);t.
id="atlas-how",t.textContent=Mi,this.box.setAttribute("role","application"),this.box.setAttribute("aria-roledescription",
"map"),this.box.setAttribute("aria-describedby",t.id),this.map.getPane("mapPane")?.setAttribute("aria-hidden","true")}listen(){
let t=this.atlas,e="";t.on("message",i=>{i.chosen!==e&&(this.code=e=i.chosen)}),t.on("drawn",i=>{this.list=[],this.code in
i.index||(this.code=""),this.box.classList.contains("is-by-key")&&this.outline(!0)}),this.map.on("moveend",()=>{this.code&&
this.box.classList.contains("is-by-key")&&this.point()})}isHere(){return document.activeElement===this.box}outline(t){this.
box.classList.toggle("is-by-key",t),this.atlas.extras.outline("focus",t?this.code:"",this.atlas.frame)}enter(){this.box.
matches(":focus-visible")&&this.outline(!0)}leave(){this.outline(!1),this.atlas.pointed&&this.atlas.pointed.by==="key"&&
this.atlas.point(null)}press(t){t.target!==this.box||t.ctrlKey||t.metaKey||t.altKey||!this.atlas.frame||this.act(t.key)&&
(t.preventDefault(),this.isHere()&&this.outline(!0))}act(t){if(/^Arrow/.test(t))this.step(t);else if(t==="Home")this.goTo(
this.names()[0][1]);else if(t==="End")this.goTo(this.names().slice(-1)[0][1]);else if(t==="Enter"||t===" "&&!this.isTyping())
this.open();else if(t==="Escape")this.atlas.card.dismiss()||this.box.blur();else if(t==="+"||t==="=")this.zoom(1);else if(t===
"-")this.zoom(-1);else if(t==="0")this.atlas.home();else if(t.length===1&&(/\p{L}/u.test(t)||this.isTyping()))this.spell(
t);else return!1;return!0}isTyping(){return!!this.text&&Date.now()-this.at<Oi}spell(t){this.text=(this.isTyping()?this.text:
"")+Xt(t),this.at=Date.now();let e=ss(this.text,this.names(),this.code);e?this.goTo(e):this.atlas.say(`No country begins\
 with ${this.text}`)}names(){let t=this.atlas.frame;return this.list.length||(this.list=Object.keys(G(t)).map(e=>[Xt(t.name(
e)),e]),this.list.sort((e,i)=>e[0]<i[0]?-1:e[0]>i[0]?1:0)),this.list}step(t){let e=this.atlas,i=this.map.getSize(),o=this.
code,n=this.map.options.maxBounds,r=G(e.frame),a=this.places(),l=a.find(d=>d.code===o),c=a.filter(d=>!e.picture.muted(d.
code)&&(!n||n.contains(r[d.code]))),f=l?Ee(l,c,t):Se({x:i.x/2,y:i.y/2},c);f?this.goTo(f.code):e.say(`No country further ${Ci[t]}`)}goTo(t){
this.code=t,this.bringIn(),this.point(),this.atlas.pointed&&this.atlas.tellOf(this.atlas.pointed)}bringIn(){let t=G(this.
atlas.frame)[this.code],e=this.map.getCenter();this.map.panInside(t,{padding:[es,es],animate:!1}),e.equals(this.map.getCenter())||
(this.atlas.isHome=!1)}point(){let t=this.code,e=this.places().find(r=>r.code===t),i=this.atlas.frame.areas[t],o=i?i._path.
getBoundingClientRect().width:0,n=Math.min(Di,o/2+8);e&&this.atlas.point({code:t,by:"key",at:L.point(e.x,e.y),aside:n})}open(){
if(this.code){if(this.code===this.atlas.message.chosen)return parent.document.dispatchEvent(new Event("atlas:read"));this.
atlas.pointer.take(this.code),this.atlas.say("The panel opens beside the map. Enter again goes there.")}}zoom(t){let e=this.
map,i=this.code&&G(this.atlas.frame)[this.code]||e.getCenter();e.setZoomAround(i,e.getZoom()+t*(e.options.zoomDelta??1),
{animate:!this.atlas.isCalm()})}};function Ni(s){s.keys=new kt(s)}var oe={};O(oe,{plug:()=>Fi});function is(s,t,e){let i=s.split(" ");function o(r){let a=Math.max(...r.map(e)),l=((r.length-1)*1.15+.75)*t;return{lines:r,
size:t,width:a,height:r.length*t*1.15,letters:l}}let n=null;for(let r=1;r<i.length;r+=1){let a=o([i.slice(0,r).join(" "),
i.slice(r).join(" ")]);(!n||a.width<n.width)&&(n=a)}return n?[o([s]),n]:[o([s])]}function te(s,t,e){return[s-e.width/2-3,
t-e.height/2,s+e.width/2+3,t+e.height/2]}function os(s,t){return s[0]<t[2]&&t[0]<s[2]&&s[1]<t[3]&&t[1]<s[3]}function vt(s,t,e,i){let o=0;for(;o<i&&s[t+e*(o+1)];)o+=1;return o}function Pi(s,t,e,i,o){let n=s.length/t,r=null;for(let a=0;a<
s.length;a+=1){if(!s[a])continue;let l=a%t,c=Math.floor(a/t),f=Math.min(vt(s,a,-1,l),vt(s,a,1,t-1-l))+.5,d=Math.min(vt(s,
a,-t,c),vt(s,a,t,n-1-c))+.5,p=Math.min(f*e,d*i*o);(!r||p>r.score)&&(r={at:a,across:f*e,up:d*i,score:p})}return r}function ns(s,t,e){
let i=(t[2]-t[0])/26,o=(t[3]-t[1])/15,n=[],r=s._pxBounds;if(!r?.intersects(L.bounds([t[0],t[1]],[t[2],t[3]])))return null;
for(let l=0;l<390;l+=1){let c=L.point(t[0]+(l%26+.5)*i,t[1]+(Math.floor(l/26)+.5)*o);n.push(r.contains(c)&&s._containsPoint(
c))}let a=Pi(n,26,i,o,e);return a?{across:a.across,up:a.up,x:t[0]+(a.at%26+.5)*i,y:t[1]+(Math.floor(a.at/26)+.5)*o}:null}var ee=[{size:14,room:2.1},{size:12,room:1}],Ui=11,ji=1.15,rs=1.9,Ii=4,zi=11,Hi=22,Bi=45,_i=.5,Wi=3,as=document.createElement(
"canvas").getContext("2d"),se=class{constructor(t){this.text=t,this.widths={}}width(t,e){let i=e+t;return i in this.widths||
(as.font=`600 ${e}px 'Noto Sans', sans-serif`,this.widths[i]=as.measureText(t).width),this.widths[i]}ways(t){return is(this.
text,t,e=>this.width(e,t))}},ie=class{constructor(t){this.atlas=t,this.names={},this.done="",this.root=P(t.map,"labels").
_rootGroup,this.root.parentNode.setAttribute("aria-hidden","true")}name(t){return this.names[t]||(this.names[t]=new se(this.
atlas.frame.name(t))),this.names[t]}obstacles(){let t=this.atlas.map,e=this.atlas.frame.points,i=[];function o(a,l){let c=t.
latLngToLayerPoint(a.getLatLng());i.push([c.x-l,c.y-l,c.x+l,c.y+l])}Object.keys(e).forEach(a=>{e[a].isShown&&o(e[a],e[a].
getRadius()+1)}),this.atlas.extras.shown().forEach(a=>{o(a.marker,a.radius+1)});let n=this.atlas.box.getBoundingClientRect(),
r=t.containerPointToLayerPoint([0,0]);return this.atlas.box.querySelectorAll(".leaflet-control").forEach(a=>{let l=a.getBoundingClientRect(),
c=r.x-n.left,f=r.y-n.top;l.width&&i.push([l.left+c,l.top+f,l.right+c,l.bottom+f])}),i}isOnLand(t){let e=this.atlas.frame.
areas,i=(t[1]+t[3])/2,o=[];for(let n=0;n<=4;n+=1)o.push(L.point(t[0]+(t[2]-t[0])*n/4,i));return Object.values(e).some(n=>o.
some(r=>n._pxBounds?.contains(r)&&n._containsPoint(r)))}choose(t){let e=this.atlas,i=e.map,o=e.frame,n=e.picture,r=[],a=F(
i),l=i.getZoom()-e.homeZoom,c=i.getSize(),f=i.containerPointToLayerPoint([0,0]),d=this.obstacles(),p=[f.x+2,f.y+2,f.x+c.
x-2,f.y+c.y-2],w=o.answer.isWorld?Math.max(1,rs-(rs-1)*l):1;function S(g){return g[0]>=p[0]&&g[1]>=p[1]&&g[2]<=p[2]&&g[3]<=
p[3]&&!d.some(m=>os(g,m))}function b(g,m,E,T,A){let M=te(m,E,T);return S(M)?(d.push(M),r.push({code:g,x:m,y:E,way:T,manner:A}),
!0):!1}let h=[];o.answer.order.forEach((g,m)=>{let E=t.labels[m];E&&!n.muted(g)&&!o.points[g]?.isShown&&h.push({code:g,place:E})});
let y=[];return h.sort((g,m)=>m.place[2]-g.place[2]),h.forEach(({code:g,place:m})=>{let E=m[2]*a,T=E/t.aspect;if(E<20)return;
let A=i.latLngToLayerPoint([m[1],m[0]]);if(A.x<p[0]||A.x>p[2]||A.y<p[1]||A.y>p[3]){y.push(g);return}ee.some(M=>this.name(
g).ways(M.size).some(D=>[0,D.height/2+8,-D.height/2-8].some(N=>{let I=D.width/E,q=(D.letters+2*Math.abs(N))/T;return(I*I+
q*q)*(w*M.room)**2<=ji&&b(g,A.x,A.y+N,D,M===ee[0]?"is-large":"")})))}),y.forEach(g=>{let m=l>_i&&ns(o.areas[g],p,t.aspect);
m&&this.name(g).ways(ee[1].size).some(E=>E.width/2<=m.across&&E.letters/2<=m.up&&b(g,m.x,m.y,E,""))}),w>1&&r.length<Ii?[]:
(a>=zi&&this.besidePoints(b,a),r)}besidePoints(t,e){let i=this.atlas,o=i.frame.points,n=i.map,r=i.frame.answer.follows||
{};Object.keys(o).filter(a=>o[a].isShown&&!i.picture.muted(a)&&(!r[a]||e>=Hi)).sort((a,l)=>+!!r[a]-+!!r[l]||(a<l?-1:1)).
forEach(a=>{let l=n.latLngToLayerPoint(o[a].getLatLng()),c=this.name(a).ways(Ui)[0],f=o[a].getRadius()+Wi+3+c.width/2,d=o[a].
getRadius()+1+c.height/2;[[f,0],[-f,0],[0,d],[0,-d]].some(p=>(e>=Bi||!this.isOnLand(te(l.x+p[0],l.y+p[1],c)))&&t(a,l.x+p[0],
l.y+p[1],c,"is-small"))})}place(){let t=this.root,e=this.atlas,o=e.frame&&e.picture&&!e.frame.answer.isStreetMap&&e.details?
this.choose(e.details):[];t.textContent="",o.forEach(n=>{let r=k("text",{class:`atlas-name ${n.manner}`,"data-name":n.code},
t);n.way.lines.forEach((a,l)=>{let c=n.y-n.way.height/2+(l+.82)*n.way.size*1.15,f=k("tspan",{x:n.x.toFixed(1),y:c.toFixed(
1)},r);f.textContent=a})})}refresh(){let t=this.atlas,e=t.picture,i=t.message,o=[t.frame.url,i.out,e.keep.join(),e.keep.
length?e.fill:"",t.extras.drawn].join("|");o!==this.done&&(this.done=o,this.place())}};function Fi(s){let t=new ie(s);s.
on("drawn",()=>{t.names={},t.done="",t.root.textContent=""}),s.on("detailed",()=>{t.place()}),s.on("restyled",()=>{t.refresh()}),
s.map.on("moveend",()=>{t.place()}),document.fonts?.ready&&document.fonts.ready.then(()=>{t.names={},s.frame&&t.place()})}var ne={};O(ne,{keptAfter:()=>ls,keptFrom:()=>cs,legendsOf:()=>hs,plug:()=>Yi});var Zi="Shows these states only. With Shift: adds or removes them.",qi="no-change",Gi=".atlas-area, .atlas-point",Vi=".a\
tlas-symbol";function ls(s,t,e,i){if(!i)return s.length===1&&s[0]===t?[]:[t];let o=s.includes(t)?s.filter(n=>n!==t):s.concat(
t);return o.length===e?[]:o}function cs(s,t,e){let i=e.slice(0,e.indexOf(t)+1);return s.length===i.length&&i.every(n=>s.
includes(n))||i.length===e.length?[]:i}function hs(s){return s.legends.map(([t,e,i,o,n])=>({layer:t,title:e,symbol:i,act:n,
items:o.map(([r,a,l])=>{let c=s.classes[r];return{number:r,count:a,isKept:l,label:c[0],id:c[7],corners:ct(c)}})}))}function Yi(s){
let t=s.place("legend"),e="",i=document.head.appendChild(document.createElement("style"));function o(d,p=0){let w=d?.symbol===
"fill"?Gi:Vi;i.textContent=d?`.atlas :is(${w}):not(.atlas-k${p}){opacity:.22}`:""}function n(d){return d.map(p=>s.message.
classes[p][7])}function r(d){s.preview({keep:d}),s.tell("keep",n(d))}function a(d){s.preview({keep:d}),s.tell("least",n(
d.slice(-1))[0]??null)}function l(d){let p=L.DomUtil.create("section","atlas-legend",t),w=L.DomUtil.create("div","atlas-\
legend-head",p),S=L.DomUtil.create("h2","",w);if(S.textContent=d.title,S.id=`atlas-legend-${d.layer}`,p.setAttribute("ar\
ia-labelledby",S.id),d.act){let h=L.DomUtil.create("button","atlas-legend-all",w);h.type="button",h.textContent="Show al\
l",h.addEventListener("click",()=>{document.activeElement===h&&p.querySelector("li button").focus(),d.act==="keep"?r([]):
a([])})}let b=L.DomUtil.create("ul","",p);b.setAttribute("role","list"),d.items.forEach(h=>{c(h,d,L.DomUtil.create("li",
"",b))})}function c(d,p,w){let S=p.act&&d.id!==qi,b=L.DomUtil.create(S?"button":"span","atlas-legend-item",w);b.dataset.
class=d.id;let h=d.corners||(p.symbol==="fill"||p.symbol==="shape"?"":"circle");b.appendChild(W(`atlas-k${d.number}`,h)),
L.DomUtil.create("span","",b).textContent=d.label,L.DomUtil.create("b","",b),w.addEventListener("pointerenter",y=>{y.pointerType!==
"touch"&&o(p,d.number)}),w.addEventListener("pointerleave",()=>{o(null)}),b instanceof HTMLButtonElement&&(b.type="butto\
n",b.title=Zi,b.addEventListener("focus",()=>{b.matches(":focus-visible")&&o(p,d.number)}),b.addEventListener("blur",()=>{
o(null)}),b.addEventListener("click",y=>{let g=y.pointerType==="touch",m=y.shiftKey||y.ctrlKey||y.metaKey||g,E=s.picture.
keep,T=p.items.map(A=>A.number);p.act==="keep"?r(ls(E,d.number,T.length,m)):a(cs(E,d.number,T))}))}function f(d){let p=s.
picture;d.forEach((w,S)=>{let b=t.children[S],h=w.act!==""&&p.keep.length>0;b.classList.toggle("is-filtered",h),w.items.
forEach((y,g)=>{let m=b.querySelectorAll(".atlas-legend-item")[g],E=w.act==="keep"&&p.counts?p.counts[g]:y.count,T=w.act?
!h||p.keep.indexOf(y.number)>=0:y.isKept;m.lastChild.textContent=String(E),m.classList.toggle("is-left-out",!T),m.classList.
toggle("is-empty",!E),m instanceof HTMLButtonElement&&m.setAttribute("aria-pressed",String(h&&T))})})}s.on("restyled",()=>{
let d=hs(s.message),p=JSON.stringify(d.map(w=>[w.layer,w.title,w.act,w.items.map(S=>S.id)]));p!==e&&(e=p,o(null),t.textContent=
"",d.forEach(l)),f(d)})}var ce={};O(ce,{plug:()=>io});var re=860,Ki=.5,Ji=1.25,Xi=["fill","fill-opacity","stroke","stroke-width","stroke-opacity","stroke-dasharray","stroke-l\
inecap","stroke-linejoin","paint-order","font-family","font-size","font-weight","text-anchor"],ds="path, circle, rect, t\
ext",Qi=".atlas-hover, .atlas-hover-casing, .atlas-focus, .atlas-focus-casing";function le(s){let t=s.cloneNode(!0),e=t.
querySelectorAll(ds);return s.querySelectorAll(ds).forEach((i,o)=>{let n=getComputedStyle(i);if(n.display==="none"||i.matches(
Qi)){e[o].remove();return}Xi.forEach(r=>{e[o].style.setProperty(r,n.getPropertyValue(r))}),e[o].removeAttribute("class")}),
t}function to(s,t,e){e.style.filter=getComputedStyle(s).filter,s.querySelectorAll("img").forEach(i=>{let o=i.getBoundingClientRect(),
n={href:i.src,x:o.left-t.left,y:o.top-t.top};k("image",L.extend(n,{width:o.width,height:o.height}),e)})}function eo(s,t){
let e=s.getSize(),i=s.getPane("mapPane"),o=L.DomUtil.getPosition(i),n=s.getContainer().getBoundingClientRect(),r=k("svg",
{viewBox:[0,0,e.x,e.y].join(" "),role:"img","aria-label":t});return Array.from(i.children).sort((a,l)=>Number(getComputedStyle(
a).zIndex)-Number(getComputedStyle(l).zIndex)).forEach(a=>{let l=k("g",{},r);to(a,n,l),getComputedStyle(a).display!=="no\
ne"&&a.querySelectorAll(":scope > svg").forEach(c=>{let f=k("g",{transform:`translate(${o.x},${o.y})`},l);Array.from(le(
c).childNodes).forEach(d=>{f.appendChild(d)})})}),r}function so(s,t){let e=parseFloat(s.querySelector("i")?.style.width??
"0"),i=t.viewBox.baseVal.height-10,o={fill:"none",stroke:"#1D2329","stroke-width":1.5,d:`M10,${i-5}V${i}H${10+e}v-5`};k(
"rect",{x:4,y:i-19,width:e+12,height:24,rx:3,fill:"#FFFFFF","fill-opacity":.9},t),k("path",o,t);let n={x:10+e/2,y:i-5,fill:"\
#1D2329","font-size":11,"text-anchor":"middle","font-family":"'Noto Sans', sans-serif"};k("text",n,t).textContent=s.firstChild?.
textContent??""}function X(s,t,e,i){let o=document.createElement(s);return o.className=t,i&&(o.textContent=i),e.appendChild(
o),o}function ae(s){let t=le(s);return t.querySelectorAll(".atlas-legend-all").forEach(e=>{e.remove()}),t.querySelectorAll(
"button").forEach(e=>{let i=document.createElement("span");i.className=e.className+(e.getAttribute("aria-pressed")==="tr\
ue"?" is-kept":""),i.append.apply(i,Array.from(e.childNodes)),e.replaceWith(i)}),t.querySelectorAll("details").forEach(e=>{
e.open=!0}),t.querySelectorAll("[id], [aria-labelledby]").forEach(e=>{e.closest("svg")||e.removeAttribute("id"),e.removeAttribute(
"aria-labelledby")}),t}function io(s){function t(o){let n=s.map,r=document.documentElement,a=document.body,l=s.beside(),
c={theme:r.dataset.theme,high:r.style.getPropertyValue("--map-height"),isHome:s.isHome,center:n.getCenter(),zoom:n.getZoom(),
seen:n.getBounds(),size:n.getSize(),least:n.options.minZoom,most:n.options.maxZoom,limits:n.options.maxBounds};function f(){
n.setMinZoom(-20).setMaxZoom(20).setMaxBounds().invalidateSize({animate:!1,pan:!1})}function d(){l&&l.link.match()}if(r.
dataset.theme="light",s.restyle(),!s.frame.answer.isStreetMap){let p=s.bounds.getEast()-s.bounds.getWest(),w=s.bounds.getNorth()-
s.bounds.getSouth(),S=c.isHome?w/p:c.size.y/c.size.x;a.classList.add("is-on-paper"),a.style.width=`${re}px`;let b=l?l.title.
offsetHeight:0;S=Math.max(Ki,Math.min(S,Ji)),r.style.setProperty("--map-height",`${Math.round((l?re/2:re)*S+b)}px`),f(),
n.fitBounds(c.isHome?s.bounds:c.seen,{padding:c.isHome?[_,_]:[0,0],animate:!1}),d()}try{return o(l)}finally{a.classList.
remove("is-on-paper"),a.style.width="",r.style.setProperty("--map-height",c.high),f(),n.setView(c.center,c.zoom,{animate:!1}),
n.setMinZoom(c.least??0).setMaxZoom(c.most??0).setMaxBounds(c.limits),d(),s.isHome=c.isHome,r.dataset.theme=c.theme,s.restyle()}}
function e(o,n){let r=X("div","paper-maps",n),a=[{map:s.map,title:o?o.mainTitle:s.label}];o&&a.push({map:o.map,title:o.title}),
o?.title.classList.contains("is-first")&&a.reverse(),a.forEach(({map:c,title:f})=>{let d=X("div","",r);o&&X("p","paper-t\
itle",d,f.textContent);let p=d.appendChild(eo(c,f.textContent));s.scale.hidden||so(s.scale,p)});let l=document.getElementById(
"atlas-patterns");return l&&r.querySelector("svg")?.prepend(le(l)),r}function i(o){let n=document.querySelector(".atlas-\
time-date .is-long"),r=X("div","paper-under",o);n?.textContent&&X("b","paper-day",r,n.textContent),s.key.hidden||r.appendChild(
ae(s.key)),X("span","paper-credit",r,s.box.querySelector(".atlas-credit")?.textContent),o.appendChild(ae(s.place("legend"))),
o.appendChild(ae(s.place("notes")))}s.paper=()=>!s.frame||!s.message||s.frame.url!==s.message.url?null:t(o=>{let n=document.
createElement("figure");return n.className="paper",e(o,n),i(n),n})}var de={};O(de,{plug:()=>po});var Tt=class{constructor(t,e){this.list=L.DomUtil.create("ol","atlas-changes",t),this.list.setAttribute("aria-label","Ch\
anges"),this.list.setAttribute("role","list"),this.go=e,this.history=null,this.today=0,this.lines=[],this.at=-2,this.list.
addEventListener("keydown",this.move.bind(this)),new ResizeObserver(this.scroll.bind(this)).observe(this.list)}fill(t,e){
t===this.history&&e===this.today||(this.history=t,this.today=e,this.at=-2,this.list.textContent="",this.lines=(t?t.turns:
[]).map(i=>{let o=L.DomUtil.create("button",i[0]>e?"is-ahead":"",L.DomUtil.create("li","",this.list));o.type="button",o.
tabIndex=-1;let n=L.DomUtil.create("time","",o);return n.dateTime=nt(i[0]),n.textContent=Lt(i[0]),L.DomUtil.create("span",
"",o).textContent=i[1]+(i[0]>e?" (announced)":""),o.addEventListener("click",this.go.bind(null,i[0])),o}))}show(t){let e=this.
history?this.history.turn(t):-1;if(e===this.at)return;let i=this.lines[this.at],o=this.lines[e];i&&i.removeAttribute("ar\
ia-current");let n=i??this.lines[0];n&&(i||this.at===-1)&&(n.tabIndex=-1),o&&o.setAttribute("aria-current","true");let r=o??
this.lines[0];r&&(r.tabIndex=0),this.at=e,this.scroll()}caption(t){let e=this.history?this.history.turn(t):-1;if(!this.history||
e<0)return"";let i=this.history.turns[e],o=this.lines[e].querySelector("span")?.textContent??"";return i[0]===t?o:`last \
change ${$(i[0])}, ${o}`}scroll(){let t=this.lines[Math.max(this.at,0)];t&&(this.list.scrollTop=t.parentNode.offsetTop)}move(t){
let e=t.key==="ArrowDown"?1:t.key==="ArrowUp"?-1:0,i=this.lines.indexOf(document.activeElement);if(!e||i<0)return;t.preventDefault();
let o=this.lines[i+e];o&&o.focus()}};var us=8,At=class{constructor(t){this.box=L.DomUtil.create("div","atlas-ticks",t),this.box.setAttribute("aria-hidden","t\
rue"),this.drawn="",new ResizeObserver(this.fit.bind(this)).observe(this.box)}draw(t,e,i){let o=[t?.table.treaty,e,i].join(
" "),n=Math.max(i-e,1);if(o===this.drawn||(this.drawn=o,this.box.textContent="",!t))return;let r=k("svg",{viewBox:`0 0 ${n}\
 1`,preserveAspectRatio:"none"},this.box),a=t.turns.filter(l=>l[0]>=e&&l[0]<=i).map(l=>`M${l[0]-e},0v1`).join("");k("pat\
h",{d:a,"vector-effect":"non-scaling-stroke"},r),oo(t,e,i).forEach(l=>{let c=L.DomUtil.create("i","",this.box);c.style.left=
`${100*(l[0]-e)/n}%`,L.DomUtil.create("span","",c).textContent=`${Re(l[0])} ${l[2]}`}),this.fit()}fit(){let t=Array.from(
this.box.querySelectorAll("i")),e=no(t.map(i=>[i.offsetLeft,i.querySelector("span")?.offsetWidth??0]),this.box.clientWidth);
t.forEach((i,o)=>{i.className=e[o]==="right"?"is-said":e[o]==="left"?"is-said is-left":""})}};function oo(s,t,e){function i(o){
return s.turns[s.turn(o[0])]?.[0]===o[0]?1:0}return s.keys.filter(o=>o[0]>=t&&o[0]<=e).sort((o,n)=>i(n)-i(o)||n[0]-o[0])}
function no(s,t){let e=[];function i(o,n){return o>=0&&n<=t&&e.every(r=>n+us<=r[0]||o>=r[1]+us)}return s.map(([o,n])=>i(
o,o+n)?(e.push([o,o+n]),"right"):i(o-n,o)?(e.push([o-n,o]),"left"):"")}var ro="Next change. Playing is off because your device asks for less motion.",ao="Only a map of treaty status on one da\
y can be played. Here the map follows when you let go.",lo="Steps lead from change to change of treaty status, which thi\
s map does not show.",co="The history of this treaty could not be loaded. ",ho={back:"M11.5,3.5L6,8L11.5,12.5ZM4,3.5V12.\
5",next:"M4.5,3.5L10,8L4.5,12.5ZM12,3.5V12.5",play:"M5,3L13,8L5,13Z",pause:"M5.5,3.5V12.5M10.5,3.5V12.5"},Mt=class{constructor(t,e){
let i=L.DomUtil.create("div","atlas-time-head",t),o=L.DomUtil.create("p","atlas-time-date",i);this.long=L.DomUtil.create(
"span","is-long",o),this.short=L.DomUtil.create("span","is-short",o),this.ahead=L.DomUtil.create("small","",o),this.keys=
L.DomUtil.create("div","atlas-time-keys",i),this.icons={},this.names={},this.speed=0,this.back=this.key("back",e.back,this.
keys),this.play=this.key("play",e.play,this.keys),this.next=this.key("next",e.next,this.keys),this.fast=this.key("fast",
e.fast,this.keys),this.now=this.key("now",e.now,this.keys),this.draw("back","back"),this.draw("next","next"),this.now.textContent=
"Today",this.now.title="Back to today (UTC)",this.list=L.DomUtil.create("div","atlas-time-list",t),this.track=L.DomUtil.
create("div","atlas-time-track",t),this.slider=L.DomUtil.create("input","atlas-time-slider",this.track),this.slider.type=
"range",this.slider.min="0",this.slider.step="1",this.slider.setAttribute("aria-label","Day shown"),this.ticks=new At(this.
track),this.trouble=L.DomUtil.create("p","atlas-time-trouble",this.list),this.trouble.setAttribute("role","status"),this.
again=this.key("again",e.again,this.list),this.again.textContent="Try again",this.fail(!1)}key(t,e,i){let o=L.DomUtil.create(
"button",`atlas-time-key atlas-time-${t}`,i);return o.type="button",o.addEventListener("click",()=>{o.getAttribute("aria\
-disabled")!=="true"&&e()}),o}draw(t,e){if(this.icons[t]===e)return;this.icons[t]=e,this[t].textContent="";let i={class:"\
atlas-icon",viewBox:"0 0 16 16",width:16,height:16,"aria-hidden":"true"};k("path",{d:ho[e]},k("svg",i,this[t]))}name(t,e,i,o){
let n=this[t],r=e+i+o;this.names[t]!==r&&(this.names[t]=r,n.setAttribute("aria-label",e),n.setAttribute("aria-disabled",
String(o)),n.title=i||e)}wait(t){this.list.classList.toggle("is-waiting",t)}fail(t){this.trouble.textContent=t?co:"",this.
again.hidden=!t}show(t){let e=this.slider,i=$(t.day),o=t.isPlayable?"":ao,n=t.hasHistory||t.isPlayable?"":lo;+e.max!==t.
last&&(e.max=String(t.last)),+e.value!==t.day&&(e.value=String(t.day)),e.title!==o&&(e.title=o),t.words&&e.setAttribute(
"aria-valuetext",t.words),e.style.setProperty("--at",String(t.day/t.last)),e.style.setProperty("--now",String(t.today/t.
last)),this.long.textContent=i,this.short.textContent=Lt(t.day),this.ahead.textContent=t.day>t.today?"announced":"",this.
draw("play",t.isPlaying?"pause":"play"),this.name("play",t.isPlaying?"Pause":"Play",o,!t.isPlayable),this.name("back","P\
revious change",n,!t.hasBack),this.name("next","Next change",n||(t.isCalm?ro:""),!t.hasNext),this.name("now","Today","Ba\
ck to today (UTC)",t.day===t.today),this.name("fast",`Speed ${t.speed}`,`Speed ${t.speed} times: press for another`,!t.isPlayable),
this.speed!==t.speed&&(this.fast.textContent=`${t.speed===.5?"½":t.speed}×`),this.speed=t.speed,this.list.parentElement?.
classList.toggle("is-bare",!!n),this.play.hidden=this.fast.hidden=t.isCalm}};var he=[.5,1,2,4],fs=500,uo=350,fo=864e5,mo=2e3;function po(s){let t=L.DomUtil.create("section","atlas-time",s.place("ti\
me"));t.setAttribute("aria-label","Time");let e=new Mt(t,{back:()=>{q(-1)},next:()=>{q(1)},now:()=>{D(y())},play:()=>{f?
rt():gs()},fast:ys,again:Ot}),i=new Tt(e.list,D),o=window.matchMedia("(prefers-reduced-motion: reduce)"),n=null,r="",a="",
l=null,c=1,f=!1,d=!1,p=!1,w=0,S=0,b=0,h="";function y(){return H(s.message.today)}function g(x){if(x===h)return;h=x,window.
clearTimeout(b);let v=Date.parse(x)+fo-Date.now();v>0&&(b=window.setTimeout(()=>{s.tell("midnight",x)},v+mo))}function m(){
return n?n.fits(s.message.classes):!!r}function E(x){let v=s.message,z={day:nt(x),fill:void 0,counts:void 0},tt=v.legends.
filter(et=>et[4]==="keep")[0];if(l=x,p=!0,n&&m()&&(z.fill=n.fill(s.frame.answer.order,x,v.classes),tt)){let et=tt[3].map(
bs=>bs[0]);z.counts=n.counts(et,x,v.classes,lt(v.out,!0))}s.preview(z)}function T(){window.clearTimeout(S),!(!p||l===null)&&
(p=!1,s.tell("day",l===y()?null:nt(l)))}function A(){window.clearTimeout(S),S=window.setTimeout(T,uo)}function M(){f=!1,
window.clearTimeout(S)}function D(x){M(),E(x),s.say(N(x)),A()}function N(x){let v=i.caption(x);return $(x)+(x>y()?", ann\
ounced":"")+(v?`: ${v}`:"")}function I(x,v){return n?n.neighbour(x,v):null}function q(x){let v=l===null?null:I(l,x);v!==
null&&D(v)}function ys(){c=he[(he.indexOf(c)+1)%he.length],Q()}function gs(){let v=(l===null||l===y()?null:I(l,1))??I(-1,
1);v!==null&&(f=!0,w=performance.now()+fs/c,E(v),window.requestAnimationFrame(fe))}function fe(x){if(f){if(x>=w){let v=l===
null?null:I(l,1);if(v===null){rt();return}E(v),w=Math.max(w+fs/c,x)}window.requestAnimationFrame(fe)}}function rt(){M(),
Q(),l!==null&&s.say(N(l)),T()}function Q(){if(l===null)return;let x=n?n.turns:[],v=x.length?x[x.length-1][0]:0,z=Math.max(
y(),l,v);i.fill(n,y()),e.ticks.draw(n,0,z),e.show({day:l,today:y(),last:z,words:f?"":N(l),speed:c,isPlaying:f,isCalm:o.matches,
isPlayable:m(),hasHistory:!!n||!!r,hasBack:I(l,-1)!==null,hasNext:I(l,1)!==null}),i.show(l)}e.slider.addEventListener("p\
ointerdown",()=>{d=!1}),e.slider.addEventListener("keydown",x=>{let v=x.key==="PageUp"?1:x.key==="PageDown"?-1:0;d=!0,!(!v||
!n)&&(x.preventDefault(),q(v))}),e.slider.addEventListener("input",()=>{M(),E(+e.slider.value)}),e.slider.addEventListener(
"change",()=>{d?A():T()}),o.addEventListener("change",()=>{f?rt():Q()});function Ot(){let x=r;e.fail(!1),!(!x||n)&&s.load(
x).then(v=>{x===r&&(n=new Z(v),e.wait(!1),Q())}).catch(v=>{e.fail(x===r),console.warn(`atlas: ${v.message}`)})}s.on("mes\
sage",x=>{g(x.today),s.place("time").hidden=!!x.isStory;let v=!x.isStory&&x.periods||"",z=x.classes.map(et=>et[7]).join(),
tt=v===r;tt&&z===a||(f&&rt(),r=v,a=z,s.preview({fill:void 0,counts:void 0}),!tt&&(n=null,e.wait(!!v),e.fail(!1),s.frame&&
Ot()))}),s.on("drawn",()=>{if(Ot(),!n||s.look().day===s.message.day)return;let x=!p;l!==null&&E(l),x&&T()}),s.on("restyl\
ed",x=>{l=H(x.day),Q()}),s.time={isPreviewing:()=>!!n&&!!s.picture&&s.picture.day!==s.message.day,sentence:x=>n&&l!==null&&
s.time.isPreviewing()?n.sentence(x,l):""}}var yo=[_t,Vt,Jt,It,Wt,jt,Qt,ne,de,Zt,Kt,Bt,oe,Rt,ce],go="The map’s shapes could not be loaded. The connection may be in\
terrupted; nothing else is lost.",bo={closer:2.5,farther:.2},xo=.12,u=new at,Ct=null;u.set=s=>{u.message=s,u.serial+=1,u.
map&&ue()};function ue(){let s=u.message,t=u.serial;if(we(s.classes),u.label.textContent=s.title,u.emit("message",s),u.frame&&
u.frame.url===s.url)return u.restyle();u.box.classList.add("is-loading"),u.load(s.url).then(e=>{t===u.serial&&(Lo(e,s.url),
u.restyle())}).catch(e=>{t===u.serial&&wo(e)})}function ms(){try{window.parent.atlasFirst&&window.parent.atlasFirst.end()}catch{}}
function wo(s){ms(),u.box.classList.remove("is-loading"),u.notice.hidden=!1,console.warn(`atlas: ${s.message}`)}function Lo(s,t){
u.frame&&u.frame.remove(),u.extras.clear(),u.box.classList.toggle("is-world",s.isWorld),u.bounds=L.latLngBounds([s.bounds[1],
s.bounds[0]],[s.bounds[3],s.bounds[2]]),u.emit("drawing",s),u.home(),u.frame=new V(u.map,s),u.frame.url=t,Ge(u),u.emit("\
drawn",u.frame)}u.restyle=()=>{if(!u.frame||u.frame.url!==u.message.url)return;let s=u.look(),t=u.message;u.frame.restyle(
s,t),u.extras.show(t),u.extras.restyle(s),u.choose(t.chosen),qe(u),u.box.classList.remove("is-loading"),u.notice.hidden=
!0,u.emit("restyled",s),requestAnimationFrame(ms)};u.home=()=>{let s=u.map;s.setMinZoom(-20).setMaxZoom(20).setMaxBounds(),
s.invalidateSize({animate:!1,pan:!1}),u.homeZoom=s.getBoundsZoom(u.bounds,!1,L.point(2*_,2*_)),s.fitBounds(u.bounds,{padding:[
_,_],animate:!1});let t=u.reach||bo;s.setMinZoom(s.getZoom()-t.farther).setMaxZoom(s.getZoom()+t.closer),s.setMaxBounds(
u.bounds.pad(xo)),u.deepen(),u.isHome=!0};u.deepen=()=>{let s=u.map,t=!u.reach&&u.details?Math.log2(u.details.closest):0;
t>s.getMaxZoom()&&s.setMaxZoom(t)};function Eo(){u.box.offsetWidth&&(u.bounds&&u.isHome?u.home():u.map.invalidateSize({animate:!1}),
u.emit("sized",void 0))}function ps(s){let t=s?.base;if(!t){let e=getComputedStyle(document.documentElement).getPropertyValue(
"--background-color").trim();t=parseInt(e.slice(3,5),16)<128?"dark":"light"}document.documentElement.dataset.theme!==t&&
(document.documentElement.dataset.theme=t,u.map&&u.message&&u.restyle())}window.addEventListener("message",s=>{s.data?.type===
"streamlit:render"&&(Ct=s.data,ps(s.data.theme))});function So(s){let t=L.DomUtil.create("div","atlas-notice",s);t.hidden=
!0,t.setAttribute("role","alert"),L.DomUtil.create("p","",t).textContent=go;let e=L.DomUtil.create("button","",t);return e.
type="button",e.textContent="Try again",L.DomEvent.disableClickPropagation(t),e.addEventListener("click",()=>{t.hidden=!0,
ue()}),t}window.atlasStart=s=>(u.map=s,u.box=s.getContainer(),u.box.classList.add("atlas"),u.buildStrip(),u.label=L.DomUtil.
create("div","atlas-hidden",u.box),u.label.id="atlas-label",u.box.setAttribute("aria-labelledby","atlas-label"),u.notice=
So(u.box),yt.forEach(t=>{P(s,t)}),u.extras=new K(s),Ze(u),yo.forEach(t=>{t.plug(u)}),ps(Ct?.theme),s.on("dragstart zooms\
tart",()=>{u.isHome=!1}),s.on("zoomend",()=>{u.frame&&(u.frame.fitPoints(),u.extras.refresh())}),new ResizeObserver(Eo).
observe(u.box),u.message&&ue(),Ct&&window.postMessage(Ct,"*"),L.layerGroup());window.__atlas=u;})();
