"use strict";(()=>{var Es=Object.defineProperty;var O=(s,t)=>{for(var e in t)Es(s,e,{get:t[e],enumerable:!0})};var Ss=["time","legend","notes"];function lt(s,t,e){return s.split(" ").reduce((i,o)=>(o&&(i[o]=t),i),e||{})}function ks(s){let t=window.atlasBegun||{},e=new URL(
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
t.heard),this.acts.length&&t.session!==this.session&&this.send()}load(t){let e=this.answers,i=e.get(t);if(i)return i;let o=ks(
t)||fetch(t,{credentials:"same-origin"}).then(n=>{if(!n.ok)throw new Error(`HTTP ${n.status}`);return n.json()});return o.
catch(()=>{e.delete(t)}),e.set(t,o),e.size>8&&e.delete(e.keys().next().value??""),o}place(t){return this.places[t]}buildStrip(){
let t=L.DomUtil.create("div","atlas-strip",document.body),[e,i,o]=Ss.map(n=>L.DomUtil.create("div",`atlas-place atlas-pl\
ace-${n}`,t));this.places={time:e,legend:i,notes:o},this.strip=t,this.voice=L.DomUtil.create("div","atlas-hidden",t),this.
voice.setAttribute("aria-live","polite")}say(t){this.voice.textContent=t}isCalm(){return window.matchMedia("(prefers-red\
uced-motion: reduce)").matches}point(t){this.pointed=t,this.extras.outline("hover",t?.code||"",this.frame),this.box.classList.
toggle("is-on-area",!!t?.code),this.emit("pointed",t)}choose(t){this.extras.outline("chosen",t||"",this.frame)}};var Rt={};O(Rt,{isInView:()=>Se,plug:()=>$s});function C(s,...t){let e=document.createElement(s);return e.append(...t),e}var Dt={diagonal:{side:6.5,d:"M-2,2L2,-2M0,8L8,0M6,10L10,6",width:2.2,cap:"butt"},"back-diagonal":{side:6.5,d:"M-2,6L2,1\
0M0,0L8,8M6,-2L10,2",width:2.2,cap:"butt"},cross:{side:7,d:"M-2,2L2,-2M0,8L8,0M6,10L10,6M-2,6L2,10M0,0L8,8M6,-2L10,2",width:1.1,
cap:"butt"},vertical:{side:6,d:"M2,0V8M6,0V8",width:1.3,cap:"butt"},horizontal:{side:6,d:"M0,2H8M0,6H8",width:1.3,cap:"b\
utt"},dots:{side:6,d:"M2,2h0M6,6h0",width:2.4,cap:"round"}},st=8,pe={coast:1,border:4,dot:16},R={radius:4,lesserRadius:3,
gap:1,rounds:60,farthest:16,seen:14},ye="\\[(\\d+(?:, ?\\d+)*)\\]$";var vs="http://www.w3.org/2000/svg",Ts=["light","dark"],ge="";function k(s,t,e){let i=document.createElementNS(vs,s);return Object.
keys(t).forEach(o=>{i.setAttribute(o,String(t[o]))}),e&&e.appendChild(i),i}function be(){return document.documentElement.
dataset.theme==="dark"}function xe(s,t){return document.getElementById(s)||document.body.appendChild(t())}function As(){
let s=k("svg",{id:"atlas-patterns",width:0,height:0,"aria-hidden":"true"});return s.style.position="absolute",s}function Ms(){
let s=document.createElement("style");return s.id="atlas-rules",s}function Cs(s,t){let e=Dt[s[3]],i=`.atlas-tile${t}`;return Ts.
map((o,n)=>{let r=`[data-theme=${o}] `,a=Os(s,n===1),l=Ds(s,n===1),c=`.atlas-k${t}`;return`${r}${c}{--fill:${a};fill:${e?
`url(#atlas-p${t})`:a}}${r}.atlas-over${c}{fill:${e?`url(#atlas-o${t})`:a}}`+(e?`${r+i} rect{fill:${a}}${r}${i} path{str\
oke:${l}}`:"")+(e?`${r}.atlas-point${c}{stroke:${a};stroke-width:1.4px;paint-order:normal}`:"")+(Nt(s,"dot",n===1)?`${r}\
.atlas-point${c}{stroke:var(--faint-edge);stroke-width:.8px}`:"")}).join(`
`)}function Os(s,t){return t?s[2]:s[1]}function Ds(s,t){return t?s[5]:s[4]}function Nt(s,t,e){return(s[6]&pe[t]<<(e?1:0))>
0}function ct(s){return s.length===9?s[8]:void 0}function we(s,t,e,i,o,n){let r=Dt[e[3]];if(!r)return;let a=r.side*o,l=`\
0 0 ${st} ${st}`,c=k("pattern",{id:t,class:`atlas-tile${i}`,width:a,height:a,viewBox:l,patternUnits:"userSpaceOnUse"},s);
k("rect",{width:st,height:st,"fill-opacity":n},c),k("path",{d:r.d,fill:"none","stroke-width":r.width/o,"stroke-linecap":r.
cap},c)}function Le(s){let t=JSON.stringify(s);if(t===ge)return;ge=t,xe("atlas-rules",Ms).textContent=s.map(Cs).join(`
`);let e=xe("atlas-patterns",As);e.textContent="",s.forEach((i,o)=>{we(e,`atlas-p${o}`,i,o,1,1),we(e,`atlas-o${o}`,i,o,1.5,
.22)})}function ht(s,t,e){let i={coast:{},border:{}};return s.forEach(o=>{let n=e.classes[t.number(o)];!n||t.muted(o)||(Nt(
n,"coast",be())&&(i.coast[o]=!0),Nt(n,"border",be())&&(i.border[o]=!0))}),i}function Pt(s,t,e,i){let o="M";for(let n=0;n<
s.length;n+=2)o+=`${[t+s[n]*i/100,e+s[n+1]*i/100]} `;return`${o}Z`}function W(s,t){let e=k("svg",{class:"atlas-swatch",width:18,
height:12,"aria-hidden":"true"});return t==="circle"?k("circle",{class:s,cx:9,cy:6,r:5.5},e):t?k("path",{class:s,d:Pt(t,
9,6,6)},e):k("rect",{class:s,x:.5,y:.5,width:17,height:11,rx:2},e),e}var Ns=2,Ee={solid:"Solid: limit of an area whose status is not settled",dashed:"Dashed: boundary not settled, or armist\
ice line",dotted:"Dotted: line of control or of separation"},Ps=Object.keys(Ee),Rs={solid:"none",dashed:"4 3",dotted:".1\
 3"};function Se([s,t,e,i],o){return s<=o.getEast()&&e>=o.getWest()&&t<=o.getNorth()&&i>=o.getSouth()}function $s(s){let t=s.
place("notes"),e="",i=!1,o=L.DomUtil.create("div","atlas-lines",t),n=L.DomUtil.create("details","atlas-notes",t),r=L.DomUtil.
create("summary","",n),a=L.DomUtil.create("ul","",n);a.setAttribute("role","list"),o.hidden=n.hidden=!0,r.addEventListener(
"click",()=>{i=!0});function l(){return s.message.overlays.indexOf("lines")>=0}function c(b){let{notes:S,lines:h}=s.details??
{notes:[],lines:[]};return[...S,...l()?h:[]].filter(y=>Se(y,b))}function m(b){let S=l()&&s.frame.overlays.lines||[];return Ps.
filter(h=>S.some(y=>y.lineStyle===h&&y.getBounds().intersects(b)))}function d(b){o.textContent="",o.hidden=!b.length,b.forEach(
S=>{let h=L.DomUtil.create("span","",o),y=k("svg",{width:30,height:8,"aria-hidden":"true"},h);k("path",{d:"M1,4H29","str\
oke-dasharray":Rs[S],"stroke-linecap":S==="dotted"?"round":"butt"},y),L.DomUtil.create("span","",h).textContent=Ee[S]})}
function p(b){let S=!s.details;n.hidden=!b.length&&!S,n.classList.toggle("is-awaited",S),r.textContent=`Notes on boundar\
ies and lines in view (${b.length})`,a.replaceChildren(...b.map(h=>C("li",h[4]))),i||(n.open=!s.frame.answer.isWorld&&b.
length<=Ns)}function E(){if(!s.frame||!s.message||s.frame.url!==s.message.url)return;let b=s.map.getBounds(),S=m(b),h=c(
b),y=`${!s.details+S.join()}|${h.map(g=>g.slice(0,4).join()).join(";")}`;y!==e&&(e=y,d(S),p(h))}s.on("drawn",()=>{e="",i=
!1}),s.on("restyled",E),s.on("detailed",E),s.map.on("moveend",E)}var jt={};O(jt,{Card:()=>ut,cited:()=>it,isBetween:()=>Me,isInside:()=>Ut,placesBeside:()=>Ce,plug:()=>Zs});var Us={ArrowRight:[1,0],ArrowLeft:[-1,0],ArrowDown:[0,1],ArrowUp:[0,-1]},js=2,Is=1.2;function zs(s){let t=0,e=0,i=0;return s.
forEach((o,n)=>{let r=s[(n+1)%s.length],a=o.lng*r.lat-r.lng*o.lat;t+=a,e+=(o.lng+r.lng)*a,i+=(o.lat+r.lat)*a}),{area:Math.
abs(t/2),at:t?{lat:i/(3*t),lng:e/(3*t)}:s[0]}}function Hs(s){let t=s.getLatLngs();return(Array.isArray(t[0][0])?t:[t]).map(
i=>zs(i[0])).reduce((i,o)=>o.area>i.area?o:i).at}function G(s){if(s.places)return s.places;let t={};return s.places=t,Object.
keys(s.index).forEach(e=>{let i=s.areas[e],o=s.points[e];o?t[e]=o.home:i&&(t[e]=L.latLng(Hs(i)))}),t}function dt(s){let t=s.
frame,e=G(t);return Object.keys(e).map(i=>{let o=t.points[i],n=s.map.latLngToContainerPoint(o?.isShown?o.getLatLng():e[i]);
return{code:i,x:n.x,y:n.y}})}function ke(s,t,e){let i=Us[e],o=null,n=Number.POSITIVE_INFINITY;for(let r of t){let a=r.x-
s.x,l=r.y-s.y,c=a*i[0]+l*i[1],m=Math.abs(a*i[1]-l*i[0]);if(r.code===s.code||c<=0||m>c*Is)continue;let d=c+js*m;d>=n||(n=
d,o=r)}return o}function ve(s,t){function e(i){return(i.x-s.x)**2+(i.y-s.y)**2}return t.reduce((i,o)=>!i||e(o)<e(i)?o:i,
null)}var $t=14,B=6,Bs=250,Te=500,_s=520,Ws=3,Ae=4,Fs=[[1,1],[1,-1],[-1,1],[-1,-1]];function it({text:s,numbers:t}){return t.length?
[s,C("sup",t.join(","))]:[s]}function Ut(s,t){return s.x>=t.left&&s.x<=t.right&&s.y>=t.top&&s.y<=t.bottom}function Me(s,t,e){
for(let i=0;i<=1;i+=.05){let o=t.x+(e.left-t.x)*i,n=t.x+(e.right-t.x)*i,r=t.y+(e.top-t.y)*i,a=t.y+(e.bottom-t.y)*i;if(Ut(
s,{left:o-3,right:n+3,top:r-3,bottom:a+3}))return!0}return!1}function Ce(s,t,e,i,o){return Fs.map(n=>{let r=n[0]>0?s.x+t:
s.x-t-i,a=n[1]>0?s.y+$t:s.y-$t-o,l={x:Math.max(B,Math.min(r,e.x-i-B)),y:Math.max(B,Math.min(a,e.y-o-B))};return{...l,side:n,
cost:2*(Math.abs(l.x-r)+Math.abs(l.y-a))}})}var ut=class{constructor(t){this.atlas=t,this.shown=null,this.dismissed=!1,this.
isEntered=!1,this.crossing=0,this.resting=0,this.edges={left:0,top:0,right:0,bottom:0},this.side=[1,1],this.box=L.DomUtil.
create("div","atlas-card",t.box),this.box.setAttribute("aria-hidden","true"),L.DomEvent.disableClickPropagation(this.box),
this.box.addEventListener("pointerenter",this.enter.bind(this)),this.box.addEventListener("click",this.click.bind(this)),
this.listen()}listen(){let t=e=>{e.key==="Escape"&&this.dismiss()};this.atlas.on("pointed",e=>{this.show(e)}),this.atlas.
on("learnt",()=>{this.renew()}),this.atlas.on("restyled",()=>{this.renew()}),document.addEventListener("keydown",t);try{
window.parent.document.addEventListener("keydown",t),window.addEventListener("pagehide",()=>{window.parent.document.removeEventListener(
"keydown",t)})}catch{}}show(t){this.yield();let e=this.isOn(t);e||(this.dismissed=!1),this.shown=t?.at?t:null,this.box.classList.
toggle("is-shown",!!this.shown&&!this.dismissed),!(!this.shown||this.dismissed)&&(e||(this.fill(),this.atlas.learn()),this.
place(!e),this.shown.by==="pointer"?this.resting=window.setTimeout(this.rest.bind(this),Bs):this.shown.by==="touch"&&this.
rest())}yield(){clearTimeout(this.resting),this.isEntered=!1,this.box.classList.remove("is-still")}isOn(t){let e=this.shown;
return!!(e&&t&&e.code===t.code&&e.symbol===t.symbol&&e.by===t.by)}rest(){this.shown&&(this.crossing=0,this.box.classList.
toggle("is-still",this.shown.by==="touch"||!Ut(this.shown.at,this.edges)))}renew(){if(!(!this.shown||this.dismissed)){if(this.
shown.code&&!(this.shown.code in this.atlas.frame.index))return this.atlas.point(null);this.fill(),this.place(!1)}}dismiss(){
let t=this.isOpen();return this.dismissed=!0,this.box.classList.remove("is-shown","is-still"),t}isOpen(){return this.box.
classList.contains("is-shown")}holds(t,e){return this.box.contains(e)?this.isEntered:(this.isEntered=!1,!this.shown||!this.
box.classList.contains("is-still")||!Me(t,this.shown.at,this.edges)||t.distanceTo(this.shown.at)<=2?!1:(this.crossing=this.
crossing||Date.now(),Date.now()-this.crossing<Te))}enter(){this.isEntered=Date.now()-this.crossing<Te,!this.isEntered&&this.
shown&&this.shown.by==="pointer"&&this.yield()}line(t,...e){L.DomUtil.create("div",t,this.box).append(...e)}fill(){if(!this.
shown)return;let t=this.atlas.about(this.shown),e=t.layer==="status";this.box.textContent="";let i=this.shown.by==="touc\
h"&&this.shown.code;t.name&&this.line("atlas-card-name",t.name,...i?[C("i","Tap again to open")]:[]);let o=e&&t.status?it(
t.status):t.label?[t.label]:[];o.length&&this.line("atlas-card-class",W(`atlas-k${t.number}`),C("span",...o)),t.isLeftOut&&
this.line("atlas-card-quiet","Left out by the filter"),t.follows&&this.line("atlas-card-quiet",t.follows),t.said&&this.line(
"atlas-card-said",...it(t.said)),t.layer==="contamination"&&this.fillClaim(t),t.status&&!e&&(t.treaty&&this.line("atlas-\
card-of",t.treaty),this.line("",...it(t.status))),t.layer!=="contamination"&&this.fillClaim(t),(!this.isNarrow()||this.atlas.
message.isStory)&&this.fillSources(t.sources)}fillClaim(t){if(!t.claim)return;let{text:e,numbers:i}=t.claim,o=e.indexOf(
" — ");if(o<0)return this.line("atlas-card-of",e);this.line("atlas-card-of",t.claimed),this.line("",C("b",e.slice(0,o)),
...it({text:e.slice(o),numbers:i}))}fillSources(t){if(!t.length)return;let e=t.length-Ae,i=t.slice(0,Ae).flatMap(([o,n],r)=>[
r?" · ":"",C("b",String(o)),` ${n}`]);this.line("atlas-card-sources",...i,e>0?` · and ${e} more`:"")}isNarrow(){return this.
atlas.map.getSize().x<_s}place(t){if(!this.shown)return;let e=this.shown.at,i=Math.max($t,this.shown.aside||0),o=this.atlas.
map.getSize();this.box.style.maxHeight=`${o.y-2*B}px`,this.box.classList.toggle("is-narrow",this.isNarrow());let n=this.
box.offsetWidth,r=this.box.offsetHeight;if(this.isNarrow())return this.moveTo(o.x-n-B,e.y>o.y/2?B:o.y-r-B,n,r);let a=Ce(
e,i,o,n,r);t&&a.forEach(c=>{c.cost+=this.hidden(c,n,r)-(`${c.side}`==`${this.side}`?Ws:0)});let l=a.reduce((c,m)=>t?m.cost<
c.cost?m:c:`${m.side}`==`${this.side}`?m:c);this.side=l.side,this.moveTo(l.x,l.y,n,r)}hidden(t,e,i){return dt(this.atlas).
filter(o=>o.x>t.x-4&&o.x<t.x+e+4&&o.y>t.y-4&&o.y<t.y+i+4).length}moveTo(t,e,i,o){this.edges={left:t,top:e,right:t+i,bottom:e+
o},this.box.style.transform=`translate(${Math.round(t)}px,${Math.round(e)}px)`}click(){this.shown&&this.shown.by==="touc\
h"&&this.shown.code&&this.atlas.pointer.take(this.shown.code)}};function Zs(s){s.card=new ut(s)}var It={};O(It,{numbersOf:()=>De,plug:()=>Gs,sentenceOf:()=>ft});var qs=600,Oe=new RegExp(` ${ye}`);function ft(s){if(s==null)return null;let t=Oe.exec(s);return{text:s.replace(Oe,""),numbers:t?
t[1].split(",").map(Number):[]}}function De(s){return[...new Set(s.flatMap(t=>t?t.numbers:[]))].sort((t,e)=>t-e)}function Gs(s){
let t=null,e="";s.learn=()=>{let n=s.message.cards;return!n||n===e?Promise.resolve():s.load(n).then(r=>{n===s.message.cards&&
(t=r,e=n,s.emit("learnt",void 0))}).catch(()=>{})};function i(){let n=s.message.legends.find(r=>r[2]==="fill");return n?
n[0]:""}s.about=n=>{let r=s.message,a=n.code,l=n.picture||s.picture,c=e&&e===r.cards?t:null,m=l.day!==r.day,d=n.symbol?n.
symbol.number:l.number(a),p=r.classes[d],E=a&&l.follows[a],b=c&&!m&&c.areas[a]||[],S={code:a,name:a?s.frame.name(a):"",number:d,
label:p?p[0]:"",layer:n.symbol?"":i(),isLeftOut:!n.symbol&&l.muted(a),status:n.symbol?null:ft(b[0]),claim:n.symbol?null:
ft(b[1]),said:n.symbol&&c?ft(c.symbols[n.symbol.id]):null,follows:"",treaty:c?c.treaty:"",claimed:c?c.claimed:"",sources:[]},
h=m&&!n.picture&&!n.symbol&&s.time.sentence(a);h?S.status={text:h,numbers:[]}:E&&!S.status&&(S.follows=`As ${s.frame.name(
E)}, which administers it`);let y=De([S.status,S.claim,S.said]);return S.sources=y.map(g=>[g,c?.sources[g]||""]),S};function o(n){
let r=s.about(n),a=r.layer==="status",l=r.status?r.status.text:r.follows||"";r.status&&r.treaty&&!a&&(l=`${r.treaty}: ${l}`);
let c=[r.name,a&&l?"":r.label,l];return r.isLeftOut&&c.push("Left out by the filter"),r.claim&&c.push((r.claim.numbers.length?
`${r.claimed}: `:"")+r.claim.text),r.said&&c.push(r.said.text),`${c.filter(Boolean).map(d=>d.replace(" — ",", ")).join(
". ")}.`}s.tellOf=n=>{let r=new Promise(a=>{setTimeout(a,qs)});Promise.race([s.learn(),r]).then(()=>{s.pointed&&s.pointed.
code===n.code&&s.say(o(n))})}}var Bt={};O(Bt,{Detail:()=>xt,plug:()=>ai});function Vs(s,t,e){let i=t.x-s.x,o=t.y-s.y,n=Math.sqrt(i*i+o*o);if(n>=e)return!1;n<.01&&(i=1,o=0,n=1);let r=(e-Math.min(
n,e-.01))/n,a=t.weight/(s.weight+t.weight);return s.x-=i*r*a,s.y-=o*r*a,t.x+=i*r*(1-a),t.y+=o*r*(1-a),!0}function Ys(s){
let t=s.x-s.home.x,e=s.y-s.home.y,i=Math.sqrt(t*t+e*e);i<=R.farthest||(s.x=s.home.x+t*R.farthest/i,s.y=s.home.y+e*R.farthest/
i)}function Ne(s){s.forEach(t=>{t.x=t.home.x,t.y=t.home.y});for(let t=0,e=!0;t<R.rounds&&e;t+=1){e=!1;for(let i=0;i<s.length;i+=
1)for(let o=i+1;o<s.length;o+=1)e=Vs(s[i],s[o],s[i].radius+s[o].radius+R.gap)||e;s.forEach(Ys)}}var yt=["ground","areas","over","outline","shapes","points","symbols"],Ks=["sea","graticule","areas"],mt={interactive:!1,
smoothFactor:.7},_=6,Js=.15;function P(s,t){return s.atlasRenderers=s.atlasRenderers||{},s.atlasRenderers[t]||(s.createPane(
`atlas-${t}`),s.atlasRenderers[t]=L.svg({pane:`atlas-${t}`,padding:.3}).addTo(s)),s.atlasRenderers[t]}function F(s){return s.
options.crs.scale(s.getZoom())}function Xs(s,t,e){let i=P(s,t)._rootGroup,o=e.map(n=>{let r=i.querySelector(`[data-floor\
=${n}]`);return[n,r||k("g",{"data-floor":n},i)]});return Object.fromEntries(o)}function U(s){let t={LineString:0,MultiLineString:1,
Polygon:1,MultiPolygon:2}[s.type];return L.GeoJSON.coordsToLatLngs(s.coordinates,t,e=>L.latLng(e[1],e[0]))}function zt(s,t){
return s!==t}function Pe(s,t){return s===t}function Qs(s){return(s.type==="Polygon"?[s.coordinates]:s.coordinates).reduce(
(e,i)=>{let o=L.bounds(i[0]).getSize();return Math.max(e,Math.min(o.x,o.y))},0)}function pt(s,t,e){let i=e.number(t),o=e.
muted(t),n=o?" is-muted":Number.isNaN(i)?" is-unknown":` atlas-k${i}`;return`leaflet-interactive ${s}${n}${e.follows[t]&&
!o?" is-following":""}`}var V=class{constructor(t,e){this.map=t,this.answer=e,this.group=L.layerGroup().addTo(t),this.url=
"",this.areas={},this.points={},this.index={},this.size={},this.overlays={},this.places=null,this.dark="",this.floors=Xs(
t,"areas",["filled","lines","muted"]),e.order.forEach((i,o)=>{this.index[i]=o}),this.drawGround(),this.drawAreas(),this.
drawLines(),this.drawPoints(),this.fitPoints()}path(t,e,i){return e.options.renderer=P(this.map,t),e.addTo(this.group),e.
_path.setAttribute("class",i+(e.options.interactive?" leaflet-interactive":"")),e}line(t,e,i){return this.path(t,L.polyline(
U(e),mt),i)}drawGround(){let t=this.answer.topology,e=this.answer.bounds,i=Js*(e[2]-e[0]),o=[[e[1]-i,e[0]-i],[e[3]+i,e[2]+
i]];t.objects.sea?topojson.feature(t,t.objects.sea).features.forEach(n=>{this.path("ground",L.polygon(U(n.geometry),mt),
"atlas-sea")}):this.path("ground",L.rectangle(o,mt),"atlas-sea"),t.objects.graticule&&this.line("ground",topojson.mesh(t,
t.objects.graticule),"atlas-graticule")}drawAreas(){let t=this.answer.topology;t.objects.areas.geometries.forEach(e=>{if(!e.
type)return;let i=topojson.feature(t,e).geometry,o=L.polygon(U(i),{stroke:!1,smoothFactor:.7});this.path("areas",o,"atla\
s-area"),o._path.dataset.code=e.id,this.areas[e.id]=o,this.size[e.id]=Qs(i)})}drawLines(){let t=this.answer.topology,e=t.
objects.areas,i=this;function o(n){return i.floors.lines.appendChild(n._path),n}o(this.line("areas",topojson.mesh(t,e,Pe),
"atlas-coast")),o(this.line("areas",topojson.mesh(t,e,zt),"atlas-border")),this.dark="",this.faintCoast=o(this.line("are\
as",{type:"MultiLineString",coordinates:[]},"atlas-faint-coast")),this.paleBorder=o(this.line("areas",{type:"MultiLineSt\
ring",coordinates:[]},"atlas-pale-border")),Object.keys(t.objects).forEach(n=>{Ks.indexOf(n)<0&&(this.overlays[n]=this.drawOverlay(
n,t.objects[n].geometries))})}drawOverlay(t,e){let i=[],o=this.answer.topology;return t==="oblasts"?[this.line("over",topojson.
mesh(o,o.objects[t],zt),"atlas-oblasts")]:(e.filter(n=>n.type).forEach(n=>{let r=topojson.feature(o,n).geometry;if(/Polygon$/.
test(r.type)){["atlas-zone-casing","atlas-zone"].forEach(m=>{i.push(this.path("over",L.polygon(U(r),mt),m))});return}let a=n.
properties?.style||"dashed",l=this.line("over",r,"atlas-dispute-casing"),c=this.line("over",r,`atlas-dispute is-${a}`);c.
lineStyle=a,i.push(l,c)}),i)}drawPoints(){this.answer.points.forEach(t=>{let e=L.circleMarker([t[2],t[1]],{radius:R.radius,
stroke:!1});this.path("points",e,"atlas-point"),e._path.dataset.code=t[0],this.points[t[0]]=Object.assign(e,{home:e.getLatLng(),
isShown:!0})})}fitPoints(){let t=this.map,e=F(t),i=[];Object.keys(this.points).sort().forEach(o=>{let n=this.points[o],r=(this.
size[o]||0)*e<R.seen;if(n.isShown=r,n._path.style.display=r?"":"none",!r)return;let a=n.getRadius(),l=t.project(n.home);
i.push({circle:n,home:l,x:l.x,y:l.y,radius:a,weight:a>R.lesserRadius?4:1})}),Ne(i),i.forEach(o=>{o.circle.setLatLng(t.unproject(
[o.x,o.y]))})}darken({coast:t,border:e}){let i=`${Object.keys(t)} ${Object.keys(e)}`,o=this.answer.topology,n=o.objects.
areas;if(i===this.dark)return;this.dark=i;let r=topojson.mesh(o,n,(l,c)=>Pe(l,c)&&t[l.id]),a=topojson.mesh(o,n,(l,c)=>zt(
l,c)&&e[l.id]&&e[c.id]);this.faintCoast?.setLatLngs(U(r)),this.paleBorder?.setLatLngs(U(a))}name(t){return this.answer.names[this.
index[t]]||t}restyle(t,e){let i=!1;function o(n,r){n.dressed!==r&&(n.dressed=r,n._path.setAttribute("class",r))}Object.keys(
this.areas).forEach(n=>{let r=this.areas[n]._path,a=this.floors[t.muted(n)?"muted":"filled"];o(this.areas[n],pt("atlas-a\
rea",n,t)),r.parentNode!==a&&a.appendChild(r)}),this.darken(ht(Object.keys(this.areas),t,e)),Object.keys(this.points).forEach(
n=>{o(this.points[n],pt("atlas-point",n,t));let r=t.follows[n]||t.muted(n)?R.lesserRadius:R.radius;this.points[n].getRadius()!==
r&&(this.points[n].setRadius(r),i=!0)}),i&&this.fitPoints(),Object.keys(this.overlays).forEach(n=>{let r=e.overlays.indexOf(
n)>=0;this.overlays[n].forEach(a=>{a._path.style.display=r?"":"none"})})}remove(){this.group.remove()}};var ti=48,ei=16,si=.08,ii=["areas","lines","oblasts","edge"],Re="edge",gt=class{constructor(t){this.base=t,this.kept=new Map}load(t){
let e=this.kept;if(!e.has(t)){let i=fetch(`${this.base}/${t}.json`,{credentials:"same-origin"}).then(o=>{if(!o.ok)throw new Error(
`HTTP ${o.status}`);return o.json()});i.catch(()=>{e.delete(t)}),e.set(t,i),e.size>ti&&e.delete(e.keys().next().value)}return e.
get(t)}needed(t,e){let i=e.getBounds().pad(si),o=oi(t,F(e),[i.getWest(),i.getSouth(),i.getEast(),i.getNorth()]);if(!o)return null;
let[n,r,a,l]=o.box;return{key:o.names.join(" "),names:o.names,bounds:L.latLngBounds(L.latLng(r,n),L.latLng(l,a))}}};function oi(s,t,e){
let i=-1;if(s.forEach((h,y)=>{t>=h[0]&&(i=y)}),i<0)return null;let[,o,n,r,a,l]=s[i];function c(h,y,g){return Math.max(0,
Math.min(g-1,Math.floor((h-y)/o)))}let m=c(e[0],n,a),d=c(e[2],n,a),p=c(e[1],r,l),E=c(e[3],r,l);if((d-m+1)*(E-p+1)>ei)return null;
let b=[];for(let h=p;h<=E;h+=1)for(let y=m;y<=d;y+=1)b.push([i,y,h].join("-"));let S=[n+m*o,r+p*o,n+(d+1)*o,r+(E+1)*o];return{
names:b,box:S}}function $e(s,t){return typeof s=="number"?s<0?s-t:s+t:s.map(e=>$e(e,t))}function Ue(s){let t=[],e={},i={
areas:[],lines:[],oblasts:[],edge:[]};return s.forEach(o=>{let n=t.length;t=t.concat(o.arcs),ii.forEach(r=>{(o.objects[r]?.
geometries??[]).forEach(a=>{if(!a.type)return;let l=$e(a.arcs,n);if(r!=="areas"){i[r].push({type:a.type,id:a.id,properties:a.
properties,arcs:l});return}e[a.id]||(e[a.id]={type:"MultiPolygon",id:a.id,arcs:[]},i.areas.push(e[a.id])),e[a.id].arcs=e[a.
id].arcs.concat(a.type==="Polygon"?[l]:l)})})}),{type:"Topology",transform:s[0].transform,arcs:t,objects:i}}function bt(s,t,e){
let i={type:"GeometryCollection",geometries:t.concat(s.objects.edge)};return topojson.mesh(s,i,(o,n)=>o.id!==Re&&n.id!==
Re&&e(o,n))}var ni=120,ri={interactive:!1,smoothFactor:.7},Ht="atlas-cut",ot=1e6,xt=class{constructor(t){this.map=t,this.group=L.layerGroup(),
this.areas={},this.shown="",this.dark="",this.extra=[],this.over={lines:[],oblasts:[]},this.bounds=null,this.topology=null,
this.frame=null;let e=P(t,"detail")._rootGroup;this.floors=["filled","lines","muted","over"].map(o=>k("g",{"data-floor":o},
e));let i=k("clipPath",{id:Ht,clipPathUnits:"userSpaceOnUse"},e);this.hole=k("path",{"clip-rule":"evenodd"},i),t.on("zoo\
mend viewreset",this.cut,this)}path(t,e,i){return e.options.renderer=P(this.map,"detail"),e.addTo(this.group),e._path.setAttribute(
"class",i),this.floors[t].appendChild(e._path),e}line(t,e,i){return this.path(t,L.polyline(U(e),ri),i)}lines(t,e,i){let o=this.
topology;return this.line(1,bt(o,t,e),i)}draw(t,e,i){let o=Ue(e);this.erase(),this.topology=o,this.shown=t.key,this.bounds=
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
e),clip:`url(#${Ht})`}}};function ai(s){let t=new xt(s.map),e=null,i=0;s.extras.finer=t;function o(){t.erase(),s.details=
null,e=null}function n(){e=new gt(s.frame.url.replace(/\.json.*$/,"")),r()}function r(){let m=e;(window.requestIdleCallback||
setTimeout)(()=>{m?.load("details").then(p=>{m===e&&(s.details=p,s.deepen(),s.emit("detailed",p),l())}).catch(()=>{})},{
timeout:1e3})}function a(){clearTimeout(i),i=window.setTimeout(l,ni)}function l(){if(!e||!s.frame)return;if(!s.details)return r();
let m=s.frame.answer.isStreetMap||s.message.beside,d=e,p=m?null:e.needed(s.details.tiers,s.map);if(!p)return c();p.key!==
t.shown&&Promise.all(p.names.map(E=>d.load(E))).then(E=>{let b=d===e&&s.details&&d.needed(s.details.tiers,s.map);!b||b.key!==
p.key||(t.draw(p,E,s.frame),t.restyle(s.picture,s.message),s.extras.refresh())}).catch(()=>{})}function c(){t.shown&&(t.
erase(),s.extras.refresh())}s.on("drawing",o),s.on("drawn",n),s.on("restyled",m=>{t.restyle(m,s.message),a()}),s.map.on(
"moveend",a)}var qt={};O(qt,{plug:()=>bi,withDay:()=>He});var wt=Date.UTC(1997,0,1),li={day:"numeric",month:"long",year:"numeric",timeZone:"UTC"},ci=new Intl.DateTimeFormat("en-G\
B",li);function H(s){return Math.round((Date.parse(s)-wt)/864e5)}function nt(s){return new Date(wt+s*864e5).toISOString().
slice(0,10)}function $(s){return ci.format(new Date(wt+s*864e5))}function Lt(s){let t=$(s).split(" ");return`${t[0]} ${t[1].
slice(0,3)} ${t[2]}`}function je(s){return new Date(wt+s*864e5).getUTCFullYear()}var _t={};O(_t,{Picture:()=>Y,plug:()=>hi});var Ie={keep:"keep",fill:"day",day:"day",counts:"day"},Y=class{constructor(t,e,i){this.fill=e.fill||t.fill,this.keep=e.keep||
t.keep,this.day=e.day||t.day,this.counts=e.counts||null,this.out=lt(t.out,!0),this.follows=t.follows?i.answer.follows:{},
this.index=i.index}number(t){return parseInt(this.fill.charAt(this.index[t]),36)}muted(t){return!!this.out[t]||this.keep.
length>0&&this.keep.indexOf(this.number(t))<0}};function hi(s){let t={},e={},i=()=>Object.keys(t);s.preview=o=>{t=o?{...t,
...o}:{},Object.keys(o??{}).forEach(n=>{delete e[n]}),s.restyle()},s.on("told",o=>{i().forEach(n=>{(Ie[n]===o.kind||Ie[n]===
"keep"&&o.kind==="least")&&(e[n]=o.number)})}),s.on("message",o=>{s.confirm(o),i().forEach(n=>{let r=e[n];r&&r<=o.heard&&
delete t[n]})}),s.look=()=>(s.picture=new Y(s.message,t,s.frame),s.picture)}function di(){return L.CircleMarker.extend({_updatePath:function(){this._renderer._setPath(this,Pt(this.options.corners,
this._point.x,this._point.y,this._radius+1))}})}function ui(s){let t=[],[e,i,o,n]=[0,0,0,0];for(let r=0;r<s.length;r+=2)
o+=s[r],n+=s[r+1],e+=o,i+=n,t.push([i/1e3,e/1e3]);return t}var K=class{constructor(t){this.map=t,this.Marker=di(),this.view=
L.layerGroup().addTo(t),this.drawn="",this.symbols=[],this.outlines={},this.finer=null}path(t,e,i,o){return i.options.renderer=
P(this.map,e),i.addTo(t),i._path.setAttribute("class",o+(i.options.interactive?" leaflet-interactive":"")),i}outline(t,e,i){
let o=this.outlines[t];if(o&&o.code===e&&o.frame===i)return;o&&o.group.remove();let n=L.layerGroup().addTo(this.map),r=i?.
points[e],a=i?.areas[e],l=()=>r?.isShown?L.circleMarker(r.getLatLng(),{radius:7,fill:!1,interactive:!1}):L.polygon(a?.getLatLngs()??
[],{fill:!1,interactive:!1,smoothFactor:.7}),c=a&&!r?.isShown&&this.finer?.outline(e);(a||r)&&["-casing",""].forEach(m=>{
let d=this.path(n,"outline",l(),`atlas-${t}${m}`);if(!c)return;d._path.setAttribute("clip-path",c.clip);let p=L.polyline(
c.lines,{interactive:!1,smoothFactor:.7});this.path(n,"outline",p,`atlas-${t}${m}`)}),this.outlines[t]={code:e,frame:i,group:n}}refresh(){
Object.keys(this.outlines).forEach(t=>{let e=this.outlines[t];e&&(e.group.remove(),delete this.outlines[t],this.outline(
t,e.code,e.frame))})}show(t){let e=JSON.stringify([t.extent,t.shapes,t.symbols]);e!==this.drawn&&(this.drawn=e,this.view.
clearLayers(),t.shapes.forEach(this.drawShape,this),this.symbols=t.symbols.slice().sort((i,o)=>o[2]-i[2]).map(i=>this.drawSymbol(
i,ct(t.classes[i[3]]))))}clear(){this.view.clearLayers(),this.drawn="",this.symbols=[],this.outline("hover","",null),this.
outline("chosen","",null)}drawShape(t){let e=ui(t[2]),i=()=>L.polygon(e,{interactive:!1,smoothFactor:.5});this.path(this.
view,"shapes",i(),"atlas-shape-casing"),this.path(this.view,"shapes",i(),`atlas-shape atlas-over atlas-k${t[0]}`)}drawSymbol(t,e){
let i=e?this.Marker:L.CircleMarker,o={radius:t[2],corners:e},n=new i([t[1],t[0]],o);return this.path(this.view,"symbols",
n,`atlas-symbol atlas-k${t[3]}`),{marker:n,radius:t[2],number:t[3],area:t[4],id:t[5]}}restyle(t){this.symbols.forEach(e=>{
e.isHidden=e.marker instanceof this.Marker?!1:!!e.area&&t.muted(e.area),e.marker._path.style.display=e.isHidden?"none":""})}shown(){
return this.symbols.filter(t=>!t.isHidden)}};var Ft={};O(Ft,{Pointer:()=>J,nearest:()=>Wt,plug:()=>fi});function Wt(s,t,e,i){let o=null;for(let n of e){let r=t.distanceTo(s.latLngToContainerPoint(n.marker.getLatLng()));r<=n.
radius+i&&(!o||r<o.away)&&(o={away:r,item:n})}return o}var J=class{constructor(t){this.atlas=t,this.map=t.map,this.box=this.
map.getContainer(),this.box.addEventListener("pointerdown",this.down.bind(this),!0),this.box.addEventListener("pointermo\
ve",this.move.bind(this)),this.box.addEventListener("pointerleave",this.leave.bind(this)),this.box.addEventListener("whe\
el",this.pinch.bind(this),{capture:!0,passive:!0}),this.isTouch=!1,this.screen=null,this.last=null,this.waiting=0,this.map.
on("click",this.click,this),this.map.on("movestart",this.hide,this)}hit(t,e){let i=this.atlas.frame;if(!i)return{code:""};
let o=Wt(this.map,t,this.atlas.extras.shown(),3);if(o)return{code:o.item.area,symbol:o.item};let n=e instanceof SVGElement?
e.dataset.code:"",r=Object.keys(i.points).filter(l=>i.points[l].isShown),a=Wt(this.map,t,r.map(l=>({marker:i.points[l],radius:0,
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
!this.atlas.frame||!t&&!this.atlas.message.chosen||(this.atlas.choose(t),this.atlas.tell("choose",t||null))}};function fi(s){
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
0?this.turn(t-1):this.turn(t)+1];return i?i[0]:null}};function mi(s,t,e){let i=s.getCenter();return Math.abs(s.getZoom()-e)<1e-6&&Math.abs(i.lat-t.lat)<1e-6&&Math.abs(i.lng-t.
lng)<1e-6}var Et=class{constructor(t,e){this.maps=[t,e],this.isBusy=!1,this.handlers=[this.listen(t,e),this.listen(e,t)]}listen(t,e){
let i=this;function o(){i.lead(e,t.getCenter(),t.getZoom(),!1)}function n(r){r.noUpdate||i.lead(e,r.center,r.zoom,!0)}return t.
on("move",o).on("zoomanim",n),()=>{t.off("move",o).off("zoomanim",n)}}lead(t,e,i,o){this.isBusy||mi(t,e,i)||(this.isBusy=
!0,t.setView(e,i,{animate:o}),this.isBusy=!1)}match(){let t=this.maps[0],e=this.maps[1];this.isBusy=!0,e.setMaxBounds().
setMinZoom(-20).setMaxZoom(20).invalidateSize({animate:!1,pan:!1}),e.setView(t.getCenter(),t.getZoom(),{animate:!1}),e.setMinZoom(
t.getMinZoom()).setMaxZoom(t.getMaxZoom()).setMaxBounds(t.options.maxBounds),this.isBusy=!1}cut(){this.handlers.forEach(
t=>{t()})}};var pi=["crs","zoomSnap","zoomDelta","wheelPxPerZoomLevel","maxBoundsViscosity"],yi=["zoomControl","attributionControl",
"scrollWheelZoom","doubleClickZoom","keyboard"],gi=["is-first","is-second"];function ze(){let s=L.DomUtil.create("div","\
atlas-side-title",document.body);return s.hidden=!0,s}function Zt(s,t,e){gi.forEach((i,o)=>{s.classList.toggle(i,o===e),
t.classList.toggle(i,o===e)})}function He(s,t,e){return t===e?s:s.replace($(H(t)),$(H(e)))}function bi(s){let t=null,e=ze(),
i=s.home,o=s.choose,n={};s.home=()=>{i.call(s),t&&t.link.match()},s.choose=h=>{o.call(s,h),t&&t.extras.outline("chosen",
h||"",t.frame)},s.beside=()=>t;function r(){let h=L.DomUtil.create("div","atlas atlas-beside"),y=pi.map(N=>[N,s.map.options[N]]),
g=Object.fromEntries([...y,...yi.map(N=>[N,!1])]);h.setAttribute("role","img"),s.box.after(h),document.body.classList.add(
"is-compared"),s.fit();let f=L.map(h,g).setView(s.map.getCenter(),s.map.getZoom());yt.forEach(N=>{P(f,N)});let w=new Et(
s.map,f),T=new K(f),A=new ResizeObserver(()=>{t&&(S(t),w.match())}),M=ze();return t={...{map:f,box:h,title:M,mainTitle:e,
frame:null,extras:T,link:w,watch:A},pointer:new J(c(f,h,T))},f.on("dragstart zoomstart",()=>{w.isBusy||(s.isHome=!1)}),f.
on("zoomend",()=>{t?.frame&&(t.frame.fitPoints(),T.refresh())}),A.observe(h),a(),t}function a(){s.isHome&&s.bounds?s.home():
s.map.invalidateSize({animate:!1})}function l(h){t=null,h.watch.disconnect(),h.link.cut(),s.pointed&&s.point(null),h.map.
remove(),h.box.remove(),h.title.remove(),e.hidden=!0,Zt(s.box,e,-1),document.body.classList.remove("is-compared"),s.fit(),
a()}function c(h,y,g){let f=Object.create(s);return f.map=h,f.extras=g,Object.defineProperty(f,"frame",{get:()=>t?.frame}),
Object.defineProperty(f,"pointed",{get:()=>s.pointed}),f.choose=w=>s.choose(w),f.tell=(w,T)=>s.tell(w,T),f.point=w=>{w&&
(w.box=y,w.picture=t?.picture),s.point(w)},f}function m(h,y){return He(h,s.message.day,y.day)}function d(h,y){let g={fill:h.
fill,counts:h.counts};if(!h.periods||y.day===s.message.day)return g;let f=n[h.periods];if(f||p(h.periods),!(f instanceof
Z))return g;let w=H(y.day),T=s.message.classes,A=s.message.legends[0][3].map(M=>M[0]);return{fill:f.fill(s.frame.answer.
order,w,T),counts:f.counts(A,w,T,y.out)}}function p(h){n[h]=!0,s.load(h).then(y=>{n[h]=new Z(y),s.restyle()}).catch(()=>{
delete n[h]})}function E(h,y,g){let f=s.place("legend").firstElementChild,w=f?.querySelector("h2");!f||!w||(w.textContent=
m(s.message.legends[0][1],y),f.querySelectorAll(".atlas-legend-item").forEach((T,A)=>{let M=T.lastChild,D=M.textContent;
M.textContent=(g?[h[A],D]:[D,h[A]]).join(" · "),T.classList.toggle("is-empty",!h[A]&&D==="0")}))}function b(h,y,g){h.replaceChildren(
y,...g?[C("small",g)]:[]),h.hidden=!1}function S(h){let y=`${Math.max(e.offsetHeight,h.title.offsetHeight)}px`;document.
body.style.getPropertyValue("--title")!==y&&document.body.style.setProperty("--title",y)}s.on("drawn",()=>{t&&s.fit()}),
s.on("restyled",h=>{let y=s.message,g=y.beside;if(!g){t&&l(t);return}let f=t??r();Zt(s.box,e,g.isFirst?1:0),Zt(f.box,f.title,
g.isFirst?0:1),f.box.classList.toggle("is-world",s.frame.answer.isWorld),(!f.frame||f.frame.answer!==s.frame.answer)&&(f.
frame&&f.frame.remove(),f.extras.clear(),f.link.match(),f.frame=new V(f.map,s.frame.answer));let w=d(g,h),T={fill:w.fill,
keep:h.keep,out:y.out,follows:y.follows,day:g.periods?h.day:y.day};f.picture=new Y(T,{},f.frame),f.frame.restyle(f.picture,
y),f.extras.outline("chosen",y.chosen,f.frame),b(e,m(g.mainTitle,h),""),b(f.title,g.periods?m(g.title,h):g.title,g.note),
S(f),f.box.setAttribute("aria-label",f.title.textContent),E(w.counts,h,g.isFirst)}),s.on("pointed",h=>{let y=document.querySelector(
".atlas-card"),g=h?.box||s.box;y&&y.parentNode!==g&&g.appendChild(y),t&&(t.extras.outline("hover",h?.code||"",t.frame),t.
box.classList.toggle("is-on-area",!!h?.code))})}var Yt={};O(Yt,{credited:()=>Ge,plug:()=>ki,scaleAt:()=>Fe,stretch:()=>Vt,stretchAt:()=>qe,zoomAt:()=>Ze});var _e=63.78137,j=2*Math.PI*_e,We=256,xi=3,wi=8e3,Li=6,Be="The street map cannot be reached; this is the equal-area map.";
function Fe(s){return We*2**s/j}function Ze(s){return Math.log(s*j/We)/Math.LN2}function Ei(){return L.extend({},L.CRS.Simple,
{transformation:new L.Transformation(1,j/2,-1,j/2),scale:Fe,zoom:Ze,wrapLng:[-j/2+1e-8,j/2-1e-8]})}function Vt(s){return s.
options.crs===L.CRS.Simple?1:qe(s.getCenter().lat)}function qe(s){return Math.cosh(s/_e)}function Si(s){return s.box.querySelector(
".atlas-credit")}function Ge([s,t]){if(!t)return s;let e=C("a",s);return e.href=t,e.target="_blank",e.rel="noopener",e}var Gt=class{constructor(t){
this.atlas=t,this.plane=Ei(),this.steps={zoomSnap:t.map.options.zoomSnap,zoomDelta:t.map.options.zoomDelta},this.away={},
this.layer=null,this.late=0,this.left=null,this.asked=null,t.map.createPane("atlas-streets"),this.credit=L.DomUtil.create(
"span","atlas-credit-streets",Si(t)),this.notice=this.buildNotice(),t.on("message",this.hear.bind(this)),t.on("drawing",
this.suit.bind(this)),t.on("restyled",this.sync.bind(this))}hear(t){if(t===this.left)return;let e=t.streets,i=!!(e&&this.
away[e.tiles]);this.notice.hidden=!i,e||(this.away={}),i&&(this.asked={...t},this.left=Object.assign(t,e?.plain,{streets:null}))}suit(t){
let e=this.atlas.map,i=t.isStreetMap?this.plane:L.CRS.Simple;L.extend(e.options,t.isStreetMap?{zoomSnap:1,zoomDelta:1}:this.
steps),this.atlas.reach=t.isStreetMap?{closer:xi,farther:0}:null,this.atlas.box.classList.toggle("is-on-streets",t.isStreetMap),
e.options.crs!==i&&(this.drop(),e.options.crs=i,e.setMinZoom(-20).setMaxZoom(20).setMaxBounds(),e.setView(this.atlas.bounds.
getCenter(),1,{reset:!0}))}sync(){let e=this.atlas.frame.answer.isStreetMap?this.atlas.message.streets:null;e?.tiles!==this.
layer?.tiles&&(this.drop(),e&&this.lay(e))}lay(t){let e=this,i=0,o=!1,n=L.tileLayer(t.tiles,{pane:"atlas-streets",subdomains:t.
subdomains||"abc",maxNativeZoom:t.maxZoom,minZoom:0,bounds:L.latLngBounds([-j/2,-4*j],[j/2,4*j]),referrerPolicy:"strict-\
origin-when-cross-origin",keepBuffer:0});function r(){e.layer===n&&(e.away[t.tiles]=!0,e.drop(),e.atlas.set(e.atlas.message),
e.atlas.say(Be))}n.tiles=t.tiles,n.on("tileload",()=>{i=0,o=!0}),n.on("tileerror",()=>{i+=1,i>=Li&&setTimeout(r)}),n.on(
"load",()=>{!o&&i&&setTimeout(r)}),this.late=window.setTimeout(()=>{o||r()},wi),this.layer=n;let a=C("span"," · ");a.className=
"atlas-credit-own",this.credit.replaceChildren(a,...t.credits.map(Ge)),n.addTo(this.atlas.map)}drop(){clearTimeout(this.
late),this.credit.textContent="",this.layer&&(this.layer.remove(),this.layer=null)}buildNotice(){let t=L.DomUtil.create(
"div","atlas-streets-notice",this.atlas.box);t.hidden=!0,L.DomUtil.create("span","",t).textContent=Be;let e=L.DomUtil.create(
"button","",t);return e.type="button",e.textContent="Try again",L.DomEvent.disableClickPropagation(t),e.addEventListener(
"click",()=>{this.away={},this.asked&&this.atlas.set(this.asked)}),t}};function ki(s){new Gt(s)}var vi=110,Ti=100,Ai="Made with Natural Earth · Leaflet",Mi=85;function Kt(s,t,e,i){let o=L.DomUtil.create("button","",
s);o.type="button",o.title=t,o.setAttribute("aria-label",t);let n=k("svg",{viewBox:"0 0 16 16",width:16,height:16,"aria-\
hidden":"true"},o);k("path",{d:e,class:"atlas-icon"},n),o.addEventListener("click",i)}function St(s,t,e){let i=L.Control.
extend({onAdd:()=>{let o=L.DomUtil.create("div",e);return L.DomEvent.disableClickPropagation(o),o}});return new i({position:t}).
addTo(s).getContainer()}function Ci(s){let t=10**Math.floor(Math.log10(s));return t*([5,2].find(e=>e*t<=s)??1)}function Ve(s){
let t=s.map,e=St(t,"topleft","atlas-zoom");Kt(e,"Zoom in","M8 3v10M3 8h10",()=>{t.zoomIn()}),Kt(e,"Zoom out","M3 8h10",()=>{
t.zoomOut()}),Kt(e,"Show the whole extent","M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3",()=>{s.home()}),L.DomUtil.create("sp\
an","atlas-credit-own",St(t,"bottomright","atlas-credit")).textContent=Ai,s.scale=St(t,"bottomleft","atlas-scale"),s.scale.
setAttribute("aria-hidden","true"),s.key=St(t,"bottomleft","atlas-key"),t.on("zoom zoomend moveend",()=>{Je(s)})}function Ye(s){
let t=s.key,e=s.frame.answer.topology.objects.dmz;if(t.textContent="",s.message.shapes.forEach(i=>{L.DomUtil.create("div",
"",t).append(W(`atlas-over atlas-k${i[0]}`),C("span",i[1]))}),e&&s.message.overlays.indexOf("dmz")>=0){let i=L.DomUtil.create(
"div","",t),o=`Demilitarized zone, ${e.geometries[0].properties?.label}`;i.append(W("atlas-zone"),C("span",o))}t.hidden=
!t.childNodes.length}function Ke(s){let t=s.frame.answer.bounds;s.scale.hidden=s.frame.answer.isWorld||t[2]-t[0]>Mi,Je(s)}
function Je(s){if(s.scale.hidden)return;let t=F(s.map)*Vt(s.map)/Ti,e=Ci(vi/t);s.scale.textContent=`${e.toLocaleString("\
en")} km`,L.DomUtil.create("i","",s.scale).style.width=`${Math.round(e*t)}px`}var Jt={};O(Jt,{plug:()=>Oi});function Oi(s){let t=L.DomUtil.create("div","atlas-empty",s.box),e=L.DomUtil.create("p","",
t),i=L.DomUtil.create("button","",t),o="";i.type="button",t.hidden=!0,L.DomEvent.disableClickPropagation(t),L.DomEvent.disableScrollPropagation(
t);function n(r){if(!r&&t.contains(document.activeElement)&&s.box.focus(),t.hidden=!r,!r){o="";return}e.textContent=r.text,
i.textContent=r.label,o!==r.text&&s.say(r.text),o=r.text}i.addEventListener("click",()=>{if(!s.message.empty)return;let[
r,a]=s.message.empty.act;r==="reset"&&a==="filters"&&s.preview({keep:[]}),s.tell(r,a)}),s.on("restyled",r=>{let a=s.message,
l=r.day!==a.day||`${r.keep}`!=`${a.keep}`;n(l?null:a.empty)})}var Xt={};O(Xt,{mapHeight:()=>ts,pairHeight:()=>es,plug:()=>Di,roomIn:()=>Qe,shapeOf:()=>is});function Qe(s,t){return s-250-t}function ts(s,t){return s<640?ss(s):Math.round(Math.max(340,Math.min(t,s/1.9,720)))}function es(s,t,e){
return s<560?2*ss(s):Math.round(Math.max(240,Math.min(t,s/2/e+24,720)))}function ss(s){return Math.max(240,Math.round(s*
.65))}function is(s,t){return Math.max(.9,Math.min(s/t,1.9))}function Xe(){try{return window.parent.innerHeight}catch{return 0}}
function Di(s){let t=window.Streamlit,e=t.setFrameHeight,i=340,o=0;function n(){let c=s.bounds;return c?is(c.getEast()-c.
getWest(),c.getNorth()-c.getSouth()):1.9}function r(c,m){let d=Xe()?Qe(Xe(),m):i;return document.body.classList.contains(
"is-compared")?es(c,d,n()):ts(c,d)}function a(){return document.documentElement.classList.contains("is-on-stage")}function l(){
let c=s.strip.offsetHeight,m=document.documentElement.clientWidth,d=a()?Math.max(240,window.innerHeight-c):r(m,c);document.
documentElement.style.setProperty("--map-height",`${d}px`),!(d+c===o||a())&&(o=d+c,e.call(t,o))}s.fit=l,t.setFrameHeight=
c=>{i=c||i,l()},new ResizeObserver(l).observe(s.strip),window.addEventListener("resize",l);try{window.parent.addEventListener(
"resize",l),window.addEventListener("pagehide",()=>{window.parent.removeEventListener("resize",l)})}catch{}l()}var te={};O(te,{Keys:()=>kt,named:()=>ns,plug:()=>Ui,typed:()=>Qt});var Ni="Arrow keys go to the next country in that direction, letters to a country by its name. Enter opens its panel, an\
d Enter again goes there. Plus and minus zoom, 0 shows the whole map. Escape leaves the map.",Pi={ArrowUp:"up",ArrowDown:"\
down",ArrowLeft:"to the left",ArrowRight:"to the right"},Ri=1200,$i=70,os=48;function Qt(s){return s.normalize("NFKD").replace(
/\p{M}/gu,"").replace(/[‘’‚‛ʹʻʼʽʾʿˈ´`′＇]/g,"'").toLowerCase()}function ns(s,t,e){function i(l){return t.
filter(c=>c[0].indexOf(l)===0)}let n=s.split("").every(l=>l===s[0])&&(s.length===1||!i(s).length),r=i(n?s[0]:s),a=r.findIndex(
l=>l[1]===e);return a>=0?n?r[(a+1)%r.length][1]:e:r.length?r[0][1]:""}var kt=class{constructor(t){this.atlas=t,this.map=
t.map,this.box=t.box,this.code="",this.text="",this.at=0,this.describe(),this.map.keyboard.disable(),this.box.tabIndex=0,
this.box.addEventListener("keydown",this.press.bind(this)),this.box.addEventListener("focus",this.enter.bind(this)),this.
box.addEventListener("blur",this.leave.bind(this)),this.box.addEventListener("pointerdown",this.outline.bind(this,!1)),this.
list=[],this.listen()}places(){return dt(this.atlas)}describe(){let t=L.DomUtil.create("div","atlas-hidden",this.box);t.
id="atlas-how",t.textContent=Ni,this.box.setAttribute("role","application"),this.box.setAttribute("aria-roledescription",
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
t);else return!1;return!0}isTyping(){return!!this.text&&Date.now()-this.at<Ri}spell(t){this.text=(this.isTyping()?this.text:
"")+Qt(t),this.at=Date.now();let e=ns(this.text,this.names(),this.code);e?this.goTo(e):this.atlas.say(`No country begins\
 with ${this.text}`)}names(){let t=this.atlas.frame;return this.list.length||(this.list=Object.keys(G(t)).map(e=>[Qt(t.name(
e)),e]),this.list.sort((e,i)=>e[0]<i[0]?-1:e[0]>i[0]?1:0)),this.list}step(t){let e=this.atlas,i=this.map.getSize(),o=this.
code,n=this.map.options.maxBounds,r=G(e.frame),a=this.places(),l=a.find(d=>d.code===o),c=a.filter(d=>!e.picture.muted(d.
code)&&(!n||n.contains(r[d.code]))),m=l?ke(l,c,t):ve({x:i.x/2,y:i.y/2},c);m?this.goTo(m.code):e.say(`No country further ${Pi[t]}`)}goTo(t){
this.code=t,this.bringIn(),this.point(),this.atlas.pointed&&this.atlas.tellOf(this.atlas.pointed)}bringIn(){let t=G(this.
atlas.frame)[this.code],e=this.map.getCenter();this.map.panInside(t,{padding:[os,os],animate:!1}),e.equals(this.map.getCenter())||
(this.atlas.isHome=!1)}point(){let t=this.code,e=this.places().find(r=>r.code===t),i=this.atlas.frame.areas[t],o=i?i._path.
getBoundingClientRect().width:0,n=Math.min($i,o/2+8);e&&this.atlas.point({code:t,by:"key",at:L.point(e.x,e.y),aside:n})}open(){
if(this.code){if(this.code===this.atlas.message.chosen)return parent.document.dispatchEvent(new Event("atlas:read"));this.
atlas.pointer.take(this.code),this.atlas.say("The panel opens beside the map. Enter again goes there.")}}zoom(t){let e=this.
map,i=this.code&&G(this.atlas.frame)[this.code]||e.getCenter();e.setZoomAround(i,e.getZoom()+t*(e.options.zoomDelta??1),
{animate:!this.atlas.isCalm()})}};function Ui(s){s.keys=new kt(s)}var ne={};O(ne,{plug:()=>Vi});function rs(s,t,e){let i=s.split(" ");function o(r){let a=Math.max(...r.map(e)),l=((r.length-1)*1.15+.75)*t;return{lines:r,
size:t,width:a,height:r.length*t*1.15,letters:l}}let n=null;for(let r=1;r<i.length;r+=1){let a=o([i.slice(0,r).join(" "),
i.slice(r).join(" ")]);(!n||a.width<n.width)&&(n=a)}return n?[o([s]),n]:[o([s])]}function ee(s,t,e){return[s-e.width/2-3,
t-e.height/2,s+e.width/2+3,t+e.height/2]}function as(s,t){return s[0]<t[2]&&t[0]<s[2]&&s[1]<t[3]&&t[1]<s[3]}function vt(s,t,e,i){let o=0;for(;o<i&&s[t+e*(o+1)];)o+=1;return o}function ji(s,t,e,i,o){let n=s.length/t,r=null;for(let a=0;a<
s.length;a+=1){if(!s[a])continue;let l=a%t,c=Math.floor(a/t),m=Math.min(vt(s,a,-1,l),vt(s,a,1,t-1-l))+.5,d=Math.min(vt(s,
a,-t,c),vt(s,a,t,n-1-c))+.5,p=Math.min(m*e,d*i*o);(!r||p>r.score)&&(r={at:a,across:m*e,up:d*i,score:p})}return r}function ls(s,t,e){
let i=(t[2]-t[0])/26,o=(t[3]-t[1])/15,n=[],r=s._pxBounds;if(!r?.intersects(L.bounds([t[0],t[1]],[t[2],t[3]])))return null;
for(let l=0;l<390;l+=1){let c=L.point(t[0]+(l%26+.5)*i,t[1]+(Math.floor(l/26)+.5)*o);n.push(r.contains(c)&&s._containsPoint(
c))}let a=ji(n,26,i,o,e);return a?{across:a.across,up:a.up,x:t[0]+(a.at%26+.5)*i,y:t[1]+(Math.floor(a.at/26)+.5)*o}:null}var se=[{size:14,room:2.1},{size:12,room:1}],Hi=11,Bi=1.15,cs=1.9,_i=4,Wi=11,Fi=22,Zi=45,qi=.5,Gi=3,hs=document.createElement(
"canvas").getContext("2d"),ie=class{constructor(t){this.text=t,this.widths={}}width(t,e){let i=e+t;return i in this.widths||
(hs.font=`600 ${e}px 'Noto Sans', sans-serif`,this.widths[i]=hs.measureText(t).width),this.widths[i]}ways(t){return rs(this.
text,t,e=>this.width(e,t))}},oe=class{constructor(t){this.atlas=t,this.names={},this.done="",this.root=P(t.map,"labels").
_rootGroup,this.root.parentNode.setAttribute("aria-hidden","true")}name(t){return this.names[t]||(this.names[t]=new ie(this.
atlas.frame.name(t))),this.names[t]}obstacles(){let t=this.atlas.map,e=this.atlas.frame.points,i=[];function o(a,l){let c=t.
latLngToLayerPoint(a.getLatLng());i.push([c.x-l,c.y-l,c.x+l,c.y+l])}Object.keys(e).forEach(a=>{e[a].isShown&&o(e[a],e[a].
getRadius()+1)}),this.atlas.extras.shown().forEach(a=>{o(a.marker,a.radius+1)});let n=this.atlas.box.getBoundingClientRect(),
r=t.containerPointToLayerPoint([0,0]);return this.atlas.box.querySelectorAll(".leaflet-control").forEach(a=>{let l=a.getBoundingClientRect(),
c=r.x-n.left,m=r.y-n.top;l.width&&i.push([l.left+c,l.top+m,l.right+c,l.bottom+m])}),i}isOnLand(t){let e=this.atlas.frame.
areas,i=(t[1]+t[3])/2,o=[];for(let n=0;n<=4;n+=1)o.push(L.point(t[0]+(t[2]-t[0])*n/4,i));return Object.values(e).some(n=>o.
some(r=>n._pxBounds?.contains(r)&&n._containsPoint(r)))}choose(t){let e=this.atlas,i=e.map,o=e.frame,n=e.picture,r=[],a=F(
i),l=i.getZoom()-e.homeZoom,c=i.getSize(),m=i.containerPointToLayerPoint([0,0]),d=this.obstacles(),p=[m.x+2,m.y+2,m.x+c.
x-2,m.y+c.y-2],E=o.answer.isWorld?Math.max(1,cs-(cs-1)*l):1;function b(g){return g[0]>=p[0]&&g[1]>=p[1]&&g[2]<=p[2]&&g[3]<=
p[3]&&!d.some(f=>as(g,f))}function S(g,f,w,T,A){let M=ee(f,w,T);return b(M)?(d.push(M),r.push({code:g,x:f,y:w,way:T,manner:A}),
!0):!1}let h=[];o.answer.order.forEach((g,f)=>{let w=t.labels[f];w&&!n.muted(g)&&!o.points[g]?.isShown&&h.push({code:g,place:w})});
let y=[];return h.sort((g,f)=>f.place[2]-g.place[2]),h.forEach(({code:g,place:f})=>{let w=f[2]*a,T=w/t.aspect;if(w<20)return;
let A=i.latLngToLayerPoint([f[1],f[0]]);if(A.x<p[0]||A.x>p[2]||A.y<p[1]||A.y>p[3]){y.push(g);return}se.some(M=>this.name(
g).ways(M.size).some(D=>[0,D.height/2+8,-D.height/2-8].some(N=>{let I=D.width/w,q=(D.letters+2*Math.abs(N))/T;return(I*I+
q*q)*(E*M.room)**2<=Bi&&S(g,A.x,A.y+N,D,M===se[0]?"is-large":"")})))}),y.forEach(g=>{let f=l>qi&&ls(o.areas[g],p,t.aspect);
f&&this.name(g).ways(se[1].size).some(w=>w.width/2<=f.across&&w.letters/2<=f.up&&S(g,f.x,f.y,w,""))}),E>1&&r.length<_i?[]:
(a>=Wi&&this.besidePoints(S,a),r)}besidePoints(t,e){let i=this.atlas,o=i.frame.points,n=i.map,r=i.frame.answer.follows||
{};Object.keys(o).filter(a=>o[a].isShown&&!i.picture.muted(a)&&(!r[a]||e>=Fi)).sort((a,l)=>+!!r[a]-+!!r[l]||(a<l?-1:1)).
forEach(a=>{let l=n.latLngToLayerPoint(o[a].getLatLng()),c=this.name(a).ways(Hi)[0],m=o[a].getRadius()+Gi+3+c.width/2,d=o[a].
getRadius()+1+c.height/2;[[m,0],[-m,0],[0,d],[0,-d]].some(p=>(e>=Zi||!this.isOnLand(ee(l.x+p[0],l.y+p[1],c)))&&t(a,l.x+p[0],
l.y+p[1],c,"is-small"))})}place(){let t=this.root,e=this.atlas,o=e.frame&&e.picture&&!e.frame.answer.isStreetMap&&e.details?
this.choose(e.details):[];t.textContent="",o.forEach(n=>{let r=k("text",{class:`atlas-name ${n.manner}`,"data-name":n.code},
t);n.way.lines.forEach((a,l)=>{let c=n.y-n.way.height/2+(l+.82)*n.way.size*1.15,m=k("tspan",{x:n.x.toFixed(1),y:c.toFixed(
1)},r);m.textContent=a})})}refresh(){let t=this.atlas,e=t.picture,i=t.message,o=[t.frame.url,i.out,e.keep.join(),e.keep.
length?e.fill:"",t.extras.drawn].join("|");o!==this.done&&(this.done=o,this.place())}};function Vi(s){let t=new oe(s);s.
on("drawn",()=>{t.names={},t.done="",t.root.textContent=""}),s.on("detailed",()=>{t.place()}),s.on("restyled",()=>{t.refresh()}),
s.map.on("moveend",()=>{t.place()}),document.fonts?.ready&&document.fonts.ready.then(()=>{t.names={},s.frame&&t.place()})}var re={};O(re,{keptAfter:()=>ds,keptFrom:()=>us,legendsOf:()=>fs,plug:()=>Qi});var Yi="Shows these states only. With Shift: adds or removes them.",Ki="no-change",Ji=".atlas-area, .atlas-point",Xi=".a\
tlas-symbol";function ds(s,t,e,i){if(!i)return s.length===1&&s[0]===t?[]:[t];let o=s.includes(t)?s.filter(n=>n!==t):s.concat(
t);return o.length===e?[]:o}function us(s,t,e){let i=e.slice(0,e.indexOf(t)+1);return s.length===i.length&&i.every(n=>s.
includes(n))||i.length===e.length?[]:i}function fs(s){return s.legends.map(([t,e,i,o,n])=>({layer:t,title:e,symbol:i,act:n,
items:o.map(([r,a,l])=>{let c=s.classes[r],m=n!==""&&c[7]!==Ki;return{number:r,count:a,isKept:l,isFilter:m,label:c[0],id:c[7],
corners:ct(c)}})}))}function Qi(s){let t=s.place("legend"),e="",i=document.head.appendChild(document.createElement("styl\
e"));function o(d,p=0){let E=d?.symbol==="fill"?Ji:Xi;i.textContent=d?`.atlas :is(${E}):not(.atlas-k${p}){opacity:.22}`:
""}function n(d){return d.map(p=>s.message.classes[p][7])}function r(d){s.preview({keep:d}),s.tell("keep",n(d))}function a(d){
s.preview({keep:d}),s.tell("least",n(d.slice(-1))[0]??null)}function l(d){let p=L.DomUtil.create("section","atlas-legend",
t),E=L.DomUtil.create("div","atlas-legend-head",p),b=L.DomUtil.create("h2","",E);if(b.textContent=d.title,b.id=`atlas-le\
gend-${d.layer}`,p.setAttribute("aria-labelledby",b.id),d.act){let h=L.DomUtil.create("button","atlas-legend-all",E);h.type=
"button",h.textContent="Show all",h.addEventListener("click",()=>{document.activeElement===h&&p.querySelector("li button").
focus(),d.act==="keep"?r([]):a([])})}let S=L.DomUtil.create("ul","",p);S.setAttribute("role","list"),d.items.forEach(h=>{
c(h,d,L.DomUtil.create("li","",S))})}function c(d,p,E){let b=L.DomUtil.create(d.isFilter?"button":"span","atlas-legend-i\
tem",E);b.dataset.class=d.id;let S=d.corners||(p.symbol==="fill"||p.symbol==="shape"?"":"circle");b.appendChild(W(`atlas\
-k${d.number}`,S)),L.DomUtil.create("span","",b).textContent=d.label,L.DomUtil.create("b","",b),E.addEventListener("poin\
terenter",h=>{h.pointerType!=="touch"&&o(p,d.number)}),E.addEventListener("pointerleave",()=>{o(null)}),b instanceof HTMLButtonElement&&
(b.type="button",b.title=Yi,b.addEventListener("focus",()=>{b.matches(":focus-visible")&&o(p,d.number)}),b.addEventListener(
"blur",()=>{o(null)}),b.addEventListener("click",h=>{let y=h.pointerType==="touch",g=h.shiftKey||h.ctrlKey||h.metaKey||y,
f=s.picture.keep,w=p.items.map(T=>T.number);p.act==="keep"?r(ds(f,d.number,w.length,g)):a(us(f,d.number,w))}))}function m(d){
let p=s.picture;d.forEach((E,b)=>{let S=t.children[b],h=E.act!==""&&p.keep.length>0;S.classList.toggle("is-filtered",h),
E.items.forEach((y,g)=>{let f=S.querySelectorAll(".atlas-legend-item")[g],w=E.act==="keep"&&p.counts?p.counts[g]:y.count,
T=E.act?!h||p.keep.indexOf(y.number)>=0:y.isKept;f.lastChild.textContent=String(w),f.classList.toggle("is-left-out",!T),
f.classList.toggle("is-empty",!w),f instanceof HTMLButtonElement&&f.setAttribute("aria-pressed",String(h&&T))})})}s.on("\
restyled",()=>{let d=fs(s.message),p=JSON.stringify(d.map(E=>[E.layer,E.title,E.act,E.items.map(b=>b.id)]));p!==e&&(e=p,
o(null),t.textContent="",d.forEach(l)),m(d)})}var he={};O(he,{plug:()=>ao});var ae=860,to=.5,eo=1.25,so=["fill","fill-opacity","stroke","stroke-width","stroke-opacity","stroke-dasharray","stroke-l\
inecap","stroke-linejoin","paint-order","font-family","font-size","font-weight","text-anchor"],ms="path, circle, rect, t\
ext",io=".atlas-hover, .atlas-hover-casing, .atlas-focus, .atlas-focus-casing";function ce(s){let t=s.cloneNode(!0),e=t.
querySelectorAll(ms);return s.querySelectorAll(ms).forEach((i,o)=>{let n=getComputedStyle(i);if(n.display==="none"||i.matches(
io)){e[o].remove();return}so.forEach(r=>{e[o].style.setProperty(r,n.getPropertyValue(r))}),e[o].removeAttribute("class")}),
t}function oo(s,t,e){e.style.filter=getComputedStyle(s).filter,s.querySelectorAll("img").forEach(i=>{let o=i.getBoundingClientRect(),
n={href:i.src,x:o.left-t.left,y:o.top-t.top};k("image",L.extend(n,{width:o.width,height:o.height}),e)})}function no(s,t){
let e=s.getSize(),i=s.getPane("mapPane"),o=L.DomUtil.getPosition(i),n=s.getContainer().getBoundingClientRect(),r=k("svg",
{viewBox:[0,0,e.x,e.y].join(" "),role:"img","aria-label":t});return Array.from(i.children).sort((a,l)=>Number(getComputedStyle(
a).zIndex)-Number(getComputedStyle(l).zIndex)).forEach(a=>{let l=k("g",{},r);oo(a,n,l),getComputedStyle(a).display!=="no\
ne"&&a.querySelectorAll(":scope > svg").forEach(c=>{let m=k("g",{transform:`translate(${o.x},${o.y})`},l);Array.from(ce(
c).childNodes).forEach(d=>{m.appendChild(d)})})}),r}function ro(s,t){let e=parseFloat(s.querySelector("i")?.style.width??
"0"),i=t.viewBox.baseVal.height-10,o={fill:"none",stroke:"#1D2329","stroke-width":1.5,d:`M10,${i-5}V${i}H${10+e}v-5`};k(
"rect",{x:4,y:i-19,width:e+12,height:24,rx:3,fill:"#FFFFFF","fill-opacity":.9},t),k("path",o,t);let n={x:10+e/2,y:i-5,fill:"\
#1D2329","font-size":11,"text-anchor":"middle","font-family":"'Noto Sans', sans-serif"};k("text",n,t).textContent=s.firstChild?.
textContent??""}function X(s,t,e,i){let o=document.createElement(s);return o.className=t,i&&(o.textContent=i),e.appendChild(
o),o}function le(s){let t=ce(s);return t.querySelectorAll(".atlas-legend-all").forEach(e=>{e.remove()}),t.querySelectorAll(
"button").forEach(e=>{let i=document.createElement("span");i.className=e.className+(e.getAttribute("aria-pressed")==="tr\
ue"?" is-kept":""),i.append.apply(i,Array.from(e.childNodes)),e.replaceWith(i)}),t.querySelectorAll("details").forEach(e=>{
e.open=!0}),t.querySelectorAll("[id], [aria-labelledby]").forEach(e=>{e.closest("svg")||e.removeAttribute("id"),e.removeAttribute(
"aria-labelledby")}),t}function ao(s){function t(o){let n=s.map,r=document.documentElement,a=document.body,l=s.beside(),
c={theme:r.dataset.theme,high:r.style.getPropertyValue("--map-height"),isHome:s.isHome,center:n.getCenter(),zoom:n.getZoom(),
seen:n.getBounds(),size:n.getSize(),least:n.options.minZoom,most:n.options.maxZoom,limits:n.options.maxBounds};function m(){
n.setMinZoom(-20).setMaxZoom(20).setMaxBounds().invalidateSize({animate:!1,pan:!1})}function d(){l&&l.link.match()}if(r.
dataset.theme="light",s.restyle(),!s.frame.answer.isStreetMap){let p=s.bounds.getEast()-s.bounds.getWest(),E=s.bounds.getNorth()-
s.bounds.getSouth(),b=c.isHome?E/p:c.size.y/c.size.x;a.classList.add("is-on-paper"),a.style.width=`${ae}px`;let S=l?l.title.
offsetHeight:0;b=Math.max(to,Math.min(b,eo)),r.style.setProperty("--map-height",`${Math.round((l?ae/2:ae)*b+S)}px`),m(),
n.fitBounds(c.isHome?s.bounds:c.seen,{padding:c.isHome?[_,_]:[0,0],animate:!1}),d()}try{return o(l)}finally{a.classList.
remove("is-on-paper"),a.style.width="",r.style.setProperty("--map-height",c.high),m(),n.setView(c.center,c.zoom,{animate:!1}),
n.setMinZoom(c.least??0).setMaxZoom(c.most??0).setMaxBounds(c.limits),d(),s.isHome=c.isHome,r.dataset.theme=c.theme,s.restyle()}}
function e(o,n){let r=X("div","paper-maps",n),a=[{map:s.map,title:o?o.mainTitle:s.label}];o&&a.push({map:o.map,title:o.title}),
o?.title.classList.contains("is-first")&&a.reverse(),a.forEach(({map:c,title:m})=>{let d=X("div","",r);o&&X("p","paper-t\
itle",d,m.textContent);let p=d.appendChild(no(c,m.textContent));s.scale.hidden||ro(s.scale,p)});let l=document.getElementById(
"atlas-patterns");return l&&r.querySelector("svg")?.prepend(ce(l)),r}function i(o){let n=document.querySelector(".atlas-\
time-date .is-long"),r=X("div","paper-under",o);n?.textContent&&X("b","paper-day",r,n.textContent),s.key.hidden||r.appendChild(
le(s.key)),X("span","paper-credit",r,s.box.querySelector(".atlas-credit")?.textContent),o.appendChild(le(s.place("legend"))),
o.appendChild(le(s.place("notes")))}s.paper=()=>!s.frame||!s.message||s.frame.url!==s.message.url?null:t(o=>{let n=document.
createElement("figure");return n.className="paper",e(o,n),i(n),n})}var ue={};O(ue,{plug:()=>xo});var Tt=class{constructor(t,e){this.list=L.DomUtil.create("ol","atlas-changes",t),this.list.setAttribute("aria-label","Ch\
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
let o=this.lines[i+e];o&&o.focus()}};var ps=8,At=class{constructor(t){this.box=L.DomUtil.create("div","atlas-ticks",t),this.box.setAttribute("aria-hidden","t\
rue"),this.drawn="",new ResizeObserver(this.fit.bind(this)).observe(this.box)}draw(t,e,i){let o=[t?.table.treaty,e,i].join(
" "),n=Math.max(i-e,1);if(o===this.drawn||(this.drawn=o,this.box.textContent="",!t))return;let r=k("svg",{viewBox:`0 0 ${n}\
 1`,preserveAspectRatio:"none"},this.box),a=t.turns.filter(l=>l[0]>=e&&l[0]<=i).map(l=>`M${l[0]-e},0v1`).join("");k("pat\
h",{d:a,"vector-effect":"non-scaling-stroke"},r),lo(t,e,i).forEach(l=>{let c=L.DomUtil.create("i","",this.box);c.style.left=
`${100*(l[0]-e)/n}%`,L.DomUtil.create("span","",c).textContent=`${je(l[0])} ${l[2]}`}),this.fit()}fit(){let t=Array.from(
this.box.querySelectorAll("i")),e=co(t.map(i=>[i.offsetLeft,i.querySelector("span")?.offsetWidth??0]),this.box.clientWidth);
t.forEach((i,o)=>{i.className=e[o]==="right"?"is-said":e[o]==="left"?"is-said is-left":""})}};function lo(s,t,e){function i(o){
return s.turns[s.turn(o[0])]?.[0]===o[0]?1:0}return s.keys.filter(o=>o[0]>=t&&o[0]<=e).sort((o,n)=>i(n)-i(o)||n[0]-o[0])}
function co(s,t){let e=[];function i(o,n){return o>=0&&n<=t&&e.every(r=>n+ps<=r[0]||o>=r[1]+ps)}return s.map(([o,n])=>i(
o,o+n)?(e.push([o,o+n]),"right"):i(o-n,o)?(e.push([o-n,o]),"left"):"")}var ho="Next change. Playing is off because your device asks for less motion.",uo="Only a map of treaty status on one da\
y can be played. Here the map follows when you let go.",fo="Steps lead from change to change of treaty status, which thi\
s map does not show.",mo="The history of this treaty could not be loaded. ",po={back:"M11.5,3.5L6,8L11.5,12.5ZM4,3.5V12.\
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
atlas-icon",viewBox:"0 0 16 16",width:16,height:16,"aria-hidden":"true"};k("path",{d:po[e]},k("svg",i,this[t]))}name(t,e,i,o){
let n=this[t],r=e+i+o;this.names[t]!==r&&(this.names[t]=r,n.setAttribute("aria-label",e),n.setAttribute("aria-disabled",
String(o)),n.title=i||e)}wait(t){this.list.classList.toggle("is-waiting",t)}fail(t){this.trouble.textContent=t?mo:"",this.
again.hidden=!t}show(t){let e=this.slider,i=$(t.day),o=t.isPlayable?"":uo,n=t.hasHistory||t.isPlayable?"":fo;+e.max!==t.
last&&(e.max=String(t.last)),+e.value!==t.day&&(e.value=String(t.day)),e.title!==o&&(e.title=o),t.words&&e.setAttribute(
"aria-valuetext",t.words),e.style.setProperty("--at",String(t.day/t.last)),e.style.setProperty("--now",String(t.today/t.
last)),this.long.textContent=i,this.short.textContent=Lt(t.day),this.ahead.textContent=t.day>t.today?"announced":"",this.
draw("play",t.isPlaying?"pause":"play"),this.name("play",t.isPlaying?"Pause":"Play",o,!t.isPlayable),this.name("back","P\
revious change",n,!t.hasBack),this.name("next","Next change",n||(t.isCalm?ho:""),!t.hasNext),this.name("now","Today","Ba\
ck to today (UTC)",t.day===t.today),this.name("fast",`Speed ${t.speed}`,`Speed ${t.speed} times: press for another`,!t.isPlayable),
this.speed!==t.speed&&(this.fast.textContent=`${t.speed===.5?"½":t.speed}×`),this.speed=t.speed,this.list.parentElement?.
classList.toggle("is-bare",!!n),this.play.hidden=this.fast.hidden=t.isCalm}};var de=[.5,1,2,4],ys=500,yo=350,go=864e5,bo=2e3;function xo(s){let t=L.DomUtil.create("section","atlas-time",s.place("ti\
me"));t.setAttribute("aria-label","Time");let e=new Mt(t,{back:()=>{q(-1)},next:()=>{q(1)},now:()=>{D(y())},play:()=>{m?
rt():ws()},fast:xs,again:Ot}),i=new Tt(e.list,D),o=window.matchMedia("(prefers-reduced-motion: reduce)"),n=null,r="",a="",
l=null,c=1,m=!1,d=!1,p=!1,E=0,b=0,S=0,h="";function y(){return H(s.message.today)}function g(x){if(x===h)return;h=x,window.
clearTimeout(S);let v=Date.parse(x)+go-Date.now();v>0&&(S=window.setTimeout(()=>{s.tell("midnight",x)},v+bo))}function f(){
return n?n.fits(s.message.classes):!!r}function w(x){let v=s.message,z={day:nt(x),fill:void 0,counts:void 0},tt=v.legends.
filter(et=>et[4]==="keep")[0];if(l=x,p=!0,n&&f()&&(z.fill=n.fill(s.frame.answer.order,x,v.classes),tt)){let et=tt[3].map(
Ls=>Ls[0]);z.counts=n.counts(et,x,v.classes,lt(v.out,!0))}s.preview(z)}function T(){window.clearTimeout(b),!(!p||l===null)&&
(p=!1,s.tell("day",l===y()?null:nt(l)))}function A(){window.clearTimeout(b),b=window.setTimeout(T,yo)}function M(){m=!1,
window.clearTimeout(b)}function D(x){M(),w(x),s.say(N(x)),A()}function N(x){let v=i.caption(x);return $(x)+(x>y()?", ann\
ounced":"")+(v?`: ${v}`:"")}function I(x,v){return n?n.neighbour(x,v):null}function q(x){let v=l===null?null:I(l,x);v!==
null&&D(v)}function xs(){c=de[(de.indexOf(c)+1)%de.length],Q()}function ws(){let v=(l===null||l===y()?null:I(l,1))??I(-1,
1);v!==null&&(m=!0,E=performance.now()+ys/c,w(v),window.requestAnimationFrame(me))}function me(x){if(m){if(x>=E){let v=l===
null?null:I(l,1);if(v===null){rt();return}w(v),E=Math.max(E+ys/c,x)}window.requestAnimationFrame(me)}}function rt(){M(),
Q(),l!==null&&s.say(N(l)),T()}function Q(){if(l===null)return;let x=n?n.turns:[],v=x.length?x[x.length-1][0]:0,z=Math.max(
y(),l,v);i.fill(n,y()),e.ticks.draw(n,0,z),e.show({day:l,today:y(),last:z,words:m?"":N(l),speed:c,isPlaying:m,isCalm:o.matches,
isPlayable:f(),hasHistory:!!n||!!r,hasBack:I(l,-1)!==null,hasNext:I(l,1)!==null}),i.show(l)}e.slider.addEventListener("p\
ointerdown",()=>{d=!1}),e.slider.addEventListener("keydown",x=>{let v=x.key==="PageUp"?1:x.key==="PageDown"?-1:0;d=!0,!(!v||
!n)&&(x.preventDefault(),q(v))}),e.slider.addEventListener("input",()=>{M(),w(+e.slider.value)}),e.slider.addEventListener(
"change",()=>{d?A():T()}),o.addEventListener("change",()=>{m?rt():Q()});function Ot(){let x=r;e.fail(!1),!(!x||n)&&s.load(
x).then(v=>{x===r&&(n=new Z(v),e.wait(!1),Q())}).catch(v=>{e.fail(x===r),console.warn(`atlas: ${v.message}`)})}s.on("mes\
sage",x=>{g(x.today),s.place("time").hidden=!!x.isStory;let v=!x.isStory&&x.periods||"",z=x.classes.map(et=>et[7]).join(),
tt=v===r;tt&&z===a||(m&&rt(),r=v,a=z,s.preview({fill:void 0,counts:void 0}),!tt&&(n=null,e.wait(!!v),e.fail(!1),s.frame&&
Ot()))}),s.on("drawn",()=>{if(Ot(),!n||s.look().day===s.message.day)return;let x=!p;l!==null&&w(l),x&&T()}),s.on("restyl\
ed",x=>{l=H(x.day),Q()}),s.time={isPreviewing:()=>!!n&&!!s.picture&&s.picture.day!==s.message.day,sentence:x=>n&&l!==null&&
s.time.isPreviewing()?n.sentence(x,l):""}}var wo=[_t,Yt,Xt,It,Ft,jt,te,re,ue,qt,Jt,Bt,ne,Rt,he],Lo="The map’s shapes could not be loaded. The connection may be in\
terrupted; nothing else is lost.",Eo={closer:2.5,farther:.2},So=.12,u=new at,Ct=null;u.set=s=>{u.message=s,u.serial+=1,u.
map&&fe()};function fe(){let s=u.message,t=u.serial;if(Le(s.classes),u.label.textContent=s.title,u.emit("message",s),u.frame&&
u.frame.url===s.url)return u.restyle();u.box.classList.add("is-loading"),u.load(s.url).then(e=>{t===u.serial&&(vo(e,s.url),
u.restyle())}).catch(e=>{t===u.serial&&ko(e)})}function gs(){try{window.parent.atlasFirst&&window.parent.atlasFirst.end()}catch{}}
function ko(s){gs(),u.box.classList.remove("is-loading"),u.notice.hidden=!1,console.warn(`atlas: ${s.message}`)}function vo(s,t){
u.frame&&u.frame.remove(),u.extras.clear(),u.box.classList.toggle("is-world",s.isWorld),u.bounds=L.latLngBounds([s.bounds[1],
s.bounds[0]],[s.bounds[3],s.bounds[2]]),u.emit("drawing",s),u.home(),u.frame=new V(u.map,s),u.frame.url=t,Ke(u),u.emit("\
drawn",u.frame)}u.restyle=()=>{if(!u.frame||u.frame.url!==u.message.url)return;let s=u.look(),t=u.message;u.frame.restyle(
s,t),u.extras.show(t),u.extras.restyle(s),u.choose(t.chosen),Ye(u),u.box.classList.remove("is-loading"),u.notice.hidden=
!0,u.emit("restyled",s),requestAnimationFrame(gs)};u.home=()=>{let s=u.map;s.setMinZoom(-20).setMaxZoom(20).setMaxBounds(),
s.invalidateSize({animate:!1,pan:!1}),u.homeZoom=s.getBoundsZoom(u.bounds,!1,L.point(2*_,2*_)),s.fitBounds(u.bounds,{padding:[
_,_],animate:!1});let t=u.reach||Eo;s.setMinZoom(s.getZoom()-t.farther).setMaxZoom(s.getZoom()+t.closer),s.setMaxBounds(
u.bounds.pad(So)),u.deepen(),u.isHome=!0};u.deepen=()=>{let s=u.map,t=!u.reach&&u.details?Math.log2(u.details.closest):0;
t>s.getMaxZoom()&&s.setMaxZoom(t)};function To(){u.box.offsetWidth&&(u.bounds&&u.isHome?u.home():u.map.invalidateSize({animate:!1}),
u.emit("sized",void 0))}function bs(s){let t=s?.base;if(!t){let e=getComputedStyle(document.documentElement).getPropertyValue(
"--background-color").trim();t=parseInt(e.slice(3,5),16)<128?"dark":"light"}document.documentElement.dataset.theme!==t&&
(document.documentElement.dataset.theme=t,u.map&&u.message&&u.restyle())}window.addEventListener("message",s=>{s.data?.type===
"streamlit:render"&&(Ct=s.data,bs(s.data.theme))});function Ao(s){let t=L.DomUtil.create("div","atlas-notice",s);t.hidden=
!0,t.setAttribute("role","alert"),L.DomUtil.create("p","",t).textContent=Lo;let e=L.DomUtil.create("button","",t);return e.
type="button",e.textContent="Try again",L.DomEvent.disableClickPropagation(t),e.addEventListener("click",()=>{t.hidden=!0,
fe()}),t}window.atlasStart=s=>(u.map=s,u.box=s.getContainer(),u.box.classList.add("atlas"),u.buildStrip(),u.label=L.DomUtil.
create("div","atlas-hidden",u.box),u.label.id="atlas-label",u.box.setAttribute("aria-labelledby","atlas-label"),u.notice=
Ao(u.box),yt.forEach(t=>{P(s,t)}),u.extras=new K(s),Ve(u),wo.forEach(t=>{t.plug(u)}),bs(Ct?.theme),s.on("dragstart zooms\
tart",()=>{u.isHome=!1}),s.on("zoomend",()=>{u.frame&&(u.frame.fitPoints(),u.extras.refresh())}),new ResizeObserver(To).
observe(u.box),u.message&&fe(),Ct&&window.postMessage(Ct,"*"),L.layerGroup());window.__atlas=u;})();
