"use strict";(()=>{var j={diagonal:{side:6.5,d:"M-2,2L2,-2M0,8L8,0M6,10L10,6",width:2.2,cap:"butt"},"back-diagonal":{side:6.5,d:"M-2,6L2,10\
M0,0L8,8M6,-2L10,2",width:2.2,cap:"butt"},cross:{side:7,d:"M-2,2L2,-2M0,8L8,0M6,10L10,6M-2,6L2,10M0,0L8,8M6,-2L10,2",width:1.1,
cap:"butt"},vertical:{side:6,d:"M2,0V8M6,0V8",width:1.3,cap:"butt"},horizontal:{side:6,d:"M0,2H8M0,6H8",width:1.3,cap:"b\
utt"},dots:{side:6,d:"M2,2h0M6,6h0",width:2.4,cap:"round"}},v=8,B={coast:1,border:4,dot:16},g={radius:4,lesserRadius:3,gap:1,
rounds:60,farthest:16,seen:14};function G(t,e){return e?t[2]:t[1]}function Z(t,e){return e?t[5]:t[4]}function N(t,e,i){return(t[6]&B[e]<<(i?1:0))>0}function ot(t,e,i){let s=e.x-t.x,r=e.y-t.y,c=Math.sqrt(s*s+r*r);if(c>=i)return!1;c<.01&&(s=1,r=0,c=1);let l=(i-Math.min(
c,i-.01))/c,a=e.weight/(t.weight+e.weight);return t.x-=s*l*a,t.y-=r*l*a,e.x+=s*l*(1-a),e.y+=r*l*(1-a),!0}function nt(t){
let e=t.x-t.home.x,i=t.y-t.home.y,s=Math.sqrt(e*e+i*i);s<=g.farthest||(t.x=t.home.x+e*g.farthest/s,t.y=t.home.y+i*g.farthest/
s)}function R(t){t.forEach(e=>{e.x=e.home.x,e.y=e.home.y});for(let e=0,i=!0;e<g.rounds&&i;e+=1){i=!1;for(let s=0;s<t.length;s+=
1)for(let r=s+1;r<t.length;r+=1)i=ot(t[s],t[r],t[s].radius+t[r].radius+g.gap)||i;t.forEach(nt)}}var C=6;var ct=63.78137,Rt=2*Math.PI*ct;var q="Made with Natural Earth · Leaflet";var lt={sea:"#F4F8FA",line:"#DCE2E7",border:"rgba(255,255,255,.9)",coast:"rgba(29,35,41,.28)",faint:"rgba(85,85,85,.9)",
pale:"#8A949C",quiet:"#5B6670",muted:"#ECEEF0",casing:"#FFFFFF"},ht={sea:"#0F1A22",line:"#24323D",border:"rgba(226,234,2\
40,.56)",coast:"rgba(226,234,240,.38)",faint:"rgba(154,167,176,.9)",pale:"rgba(8,13,18,.6)",quiet:"#A9B4BE",muted:"#1D29\
33",casing:"#0B1116"},dt=.55,V=-1;function ut(t){let e=t.transform;return e?t.arcs.map(i=>{let s=0,r=0;return i.map(c=>(s+=
c[0],r+=c[1],[s*e.scale[0]+e.translate[0],r*e.scale[1]+e.translate[1]]))}):t.arcs}function K(t){let e=[];function i(s){typeof s[0]==
"number"?e.push(s):s.forEach(i)}return i(t.arcs||[]),e}function ft(t,e){let i=new Map(e.order.map((s,r)=>[s,r]));return s=>{
let r=parseInt(t.fill.charAt(i.get(s)??t.fill.length),36),c=t.keep.length===0||t.keep.includes(r);return Number.isNaN(r)||
t.out.includes(s)||!c?{number:V,strength:1}:{number:r,strength:t.follows&&e.follows[s]?dt:1}}}function pt(t,e,i){let s=j[t[3]],
r=G(t,e);if(!s)return r;let c=Math.round(s.side*i),l=document.createElement("canvas"),a=J(l);l.width=l.height=c,a.fillStyle=
r,a.fillRect(0,0,c,c),a.scale(c/v,c/v),a.strokeStyle=Z(t,e),a.lineWidth=s.width,a.lineCap=s.cap,a.stroke(new Path2D(s.d));
let y=a.createPattern(l,"repeat");return y.setTransform(new DOMMatrix().scale(1/i)),y}function J(t){return t.getContext(
"2d")}function Q(t,e,i,s){let r=t.clientWidth,c=t.clientHeight,l=window.devicePixelRatio||1,[a,y,b,w]=i.bounds,m=s?ht:lt,
h=J(t),x=i.topology,S=ut(x),P=S.map(()=>0),M=ft(e,i),E=Math.min((r-2*C)/(b-a),(c-2*C)/(w-y)),I=r/2-E*(a+b)/2,z=c/2+E*(y+
w)/2;t.width=r*l,t.height=c*l,h.scale(l,l);function H(o,n,d){let f=S[n<0?~n:n],u=f.length;for(let p=d?0:1;p<u;p+=1){let _=f[n<
0?u-1-p:p];o[d&&p===0?"moveTo":"lineTo"](I+E*_[0],z-E*_[1])}}function T(o,n){let d=new Path2D;return o.flatMap(K).forEach(
f=>{f.forEach((u,p)=>{H(d,u,p===0)}),n&&d.closePath()}),d}function O(o,n,d){h.strokeStyle=n,h.lineWidth=d,h.stroke(o)}function W({
number:o,strength:n}){h.globalAlpha=n,h.fillStyle=o<0?m.muted:pt(e.classes[o],s,l)}let U=x.objects.areas.geometries.filter(
o=>o.type);if(h.fillStyle=m.sea,x.objects.sea){let o=T(x.objects.sea.geometries,!0);h.fill(o),O(o,m.line,1)}else h.fillRect(
0,0,r,c);x.objects.graticule&&O(T(x.objects.graticule.geometries,!1),m.line,.8);let A=new Map;U.forEach(o=>{let n=M(o.id),
d=`${n.number} ${n.strength}`,f=A.get(d)??{manner:n,shapes:[]};f.shapes.push(o),A.set(d,f)}),A.forEach(({manner:o,shapes:n})=>{
W(o),h.fill(T(n,!0),"evenodd")}),h.globalAlpha=1;let $=S.map(()=>0),D=S.map(()=>0);U.forEach(o=>{let n=e.classes[M(o.id).
number],d=!!n&&N(n,"coast",s),f=!!n&&N(n,"border",s);K(o).flat().map(u=>u<0?~u:u).forEach(u=>{P[u]+=1,d&&($[u]+=1),f&&(D[u]+=
1)})});function k(o,n,d){let f=new Path2D;P.forEach((u,p)=>{o(u,p)&&H(f,p,!0)}),O(f,n,d)}k((o,n)=>o===1&&!$[n],m.coast,.5),
k((o,n)=>o>1&&D[n]<o,m.border,.7),k((o,n)=>o===1&&$[n]>0,m.faint,.8),k((o,n)=>o>1&&D[n]===o,m.pale,.7);let F=i.points.map(
([o,n,d])=>{let f=M(o),u=f.number===V||f.strength<1,p={x:I+E*n,y:z-E*d};return{manner:f,home:p,x:p.x,y:p.y,radius:u?g.lesserRadius:
g.radius,weight:u?1:4}});R(F),F.forEach(o=>{let n=new Path2D;W(o.manner),n.arc(o.x,o.y,o.radius,0,7),O(n,m.casing,1),h.fill(
n)}),h.globalAlpha=1,h.fillStyle=m.quiet,h.font='11px "Noto Sans", system-ui, sans-serif',h.textAlign="right",h.fillText(
q,r-13,c-9)}function Y(t,e){return t-250-e}function X(t,e){return t<600?mt(t):Math.round(Math.max(340,Math.min(e,t/1.9,720)))}function mt(t){return Math.max(240,Math.round(t*.65))}var gt=15e3,yt=285,tt=["pointerdown","keydown","wheel","touchstart","resize"];function bt(){try{for(let t=0;t<localStorage.
length;t+=1){let e=localStorage.key(t)??"";if(/^stActiveTheme/.test(e))return/Dark/.test(localStorage.getItem(e)??"")}}catch{}
return matchMedia("(prefers-color-scheme: dark)").matches}function wt(t){let e=null,i=new URL(t.url,location.href).href,
s=fetch(i,{credentials:"same-origin"}).then(l=>{if(!l.ok)throw new Error(`HTTP ${l.status}`);return l.json()});s.catch(r),
window.atlasFirst={url:i,answer:s,end:r};function r(){e&&e.remove(),e=null,tt.forEach(l=>{window.removeEventListener(l,r,
!0)})}function c(l){let a=document.createElement("div"),y=bt();a.id="atlas-first",a.className="stApp",a.setAttribute("ar\
ia-hidden","true"),a.inert=!0,a.style.colorScheme=y?"dark":"light",et&&a.append(et.content.cloneNode(!0));let b=a.appendChild(
document.createElement("canvas"));e=document.body.appendChild(a),b.style.height=`${X(b.clientWidth,Y(innerHeight,yt))}px`,
b.style.width=`${b.clientWidth}px`,tt.forEach(w=>{window.addEventListener(w,r,!0)}),setTimeout(r,gt),s.then(w=>{e&&Q(b,l,
w,y)},()=>{})}t.classes&&c(t)}var et=document.getElementById("atlas-first-headline"),st=document.getElementById("atlas-f\
irst-data");st&&wt(JSON.parse(st.textContent));})();
