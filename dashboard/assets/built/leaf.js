"use strict";(()=>{function T(i,f){return i.target?.closest?.(f)??null}var F=JSON.parse(document.getElementById("told")?.textContent??"[]"),x=1.6,W=24,z=150,V=480,q={ArrowLeft:[-1,0],ArrowRight:[
1,0],ArrowUp:[0,-1],ArrowDown:[0,1]},_=document.querySelectorAll(".map"),J=Array.from(_,U),H=document.getElementById("vo\
ice");function U(i,f){let d=F[f],u=i.querySelector("svg"),a=i.querySelector(".card"),c=(u.getAttribute("viewBox")??"").split(
" ").map(Number),n=c.slice(),l="",h=null,E=!1,L=0,A={},R=u.querySelectorAll("[data-area]"),p={};R.forEach(t=>{let e=t.dataset.
area??"";p[e]=[...p[e]??[],t]});function S(){u.setAttribute("viewBox",n.join(" ")),i.classList.toggle("is-near",n[2]<c[2])}
function M(t,e,s){let o=Math.max(c[2]/W,Math.min(c[2],n[2]/t)),r=o*c[3]/c[2];n=[n[0]+(n[2]-o)*e,n[1]+(n[3]-r)*s,o,r],N(0,
0)}function N(t,e){n[0]=Math.max(c[0],Math.min(c[0]+c[2]-n[2],n[0]+t)),n[1]=Math.max(c[1],Math.min(c[1]+c[3]-n[3],n[1]+e)),
S()}function k(t){if(!A[t]){let e=p[t][0].getBBox();A[t]=[e.x+e.width/2,e.y+e.height/2]}return A[t]}function y(t,e,s){if((p[l]||
[]).forEach(m=>{m.classList.remove("is-on")}),l=t&&d[t]?t:"",a.hidden=!l,!l)return;p[l].forEach(m=>{m.classList.add("is-\
on")}),a.innerHTML="<b></b><span></span><small></small>",d[l].forEach((m,w)=>{a.children[w].textContent=m}),s&&H&&(H.textContent=
d[l].filter(Boolean).join(". ").replace(/\n/g,". "));let o=i.getBoundingClientRect();a.style.left=a.style.top="0";let[r,
g]=e??X(l);if(o.width<V){a.style.left="8px",a.style.top=`${u.getBoundingClientRect().height}px`;return}let b=r+14+a.offsetWidth>
o.width?r-14-a.offsetWidth:r+14;a.style.left=`${Math.max(8,Math.min(b,o.width-a.offsetWidth-8))}px`,a.style.top=`${Math.
max(8,Math.min(g+14,o.height-a.offsetHeight-8))}px`}function X(t){let e=k(t),s=u.getBoundingClientRect(),o=I(s.width,s.height);
return[(e[0]-n[0]-n[2]/2)/o+s.width/2,(e[1]-n[1]-n[3]/2)/o+s.height/2]}function $(t){let e=k(l),s="",o=Number.POSITIVE_INFINITY;
return Object.keys(p).forEach(r=>{if(r===l||!d[r])return;let g=k(r),b=g[0]-e[0],m=g[1]-e[1],w=b*t[0]+m*t[1],C=Math.abs(b*
t[1])+Math.abs(m*t[0]);w<=0||C>1.5*w||w+2*C<o&&(o=w+2*C,s=r)}),s||l}function B(t){let e=u.getBoundingClientRect();return[
t.clientX-e.left,t.clientY-e.top]}function I(t,e){return Math.max(n[2]/t,n[3]/e)}u.addEventListener("pointerdown",t=>{E=
!1,!(t.pointerType==="touch"&&n[2]===c[2])&&(h=[t.clientX,t.clientY])}),window.addEventListener("pointermove",t=>{if(!h)
return;let e=u.getBoundingClientRect();if(Math.abs(t.clientX-h[0])+Math.abs(t.clientY-h[1])>3&&(E=!0),n[2]<c[2]){i.classList.
add("is-held");let s=I(e.width,e.height);N((h[0]-t.clientX)*s,(h[1]-t.clientY)*s),h=[t.clientX,t.clientY]}}),window.addEventListener(
"pointerup",()=>{h=null,i.classList.remove("is-held")});function O(t){let e=T(t,"[data-area],[data-of]");return e?.dataset.
area||e?.dataset.of||""}function v(t,e){clearTimeout(L),t!==l&&(L=window.setTimeout(()=>{y(t,e)},l?z:0))}u.addEventListener(
"pointermove",t=>{h&&E||t.pointerType==="touch"||v(O(t),B(t))}),a.addEventListener("pointerenter",()=>{clearTimeout(L)});
function K(t){t.pointerType!=="touch"&&v("")}u.addEventListener("pointerleave",K),a.addEventListener("pointerleave",K),a.
addEventListener("click",t=>{t.pointerType==="touch"&&y("")}),u.addEventListener("click",t=>{clearTimeout(L),E||y(O(t),B(
t),!0)}),i.addEventListener("wheel",t=>{if(!t.ctrlKey&&!t.metaKey)return;t.preventDefault();let[e,s]=B(t),{width:o,height:r}=u.
getBoundingClientRect(),g=I(o,r);M(1.002**-t.deltaY,.5+(e-o/2)*g/n[2],.5+(s-r/2)*g/n[3])},{passive:!1}),i.querySelector(
".zoom")?.addEventListener("click",t=>{let e=T(t,"button")?.dataset.by;e&&(e==="home"?(n=c.slice(),S()):M(e==="in"?x:1/x,
.5,.5))}),u.addEventListener("keydown",t=>{if(!(t.ctrlKey||t.metaKey||t.altKey)){if(q[t.key])y(l?$(q[t.key]):j(),null,!0);else if(t.
key==="+"||t.key==="=")M(x,.5,.5);else if(t.key==="-")M(1/x,.5,.5);else if(t.key==="0")n=c.slice(),S();else if(t.key==="\
Escape")y("");else if(/^\p{L}$/u.test(t.key))y(D(t.key),null,!0);else return;t.preventDefault()}}),u.addEventListener("b\
lur",()=>{a.matches(":hover")||y("")});function Y(){return Object.keys(p).filter(t=>d[t]).sort((t,e)=>d[t][0].localeCompare(
d[e][0]))}function j(){let t="",e=Number.POSITIVE_INFINITY;return Y().forEach(s=>{let o=k(s),r=Math.hypot(o[0]-n[0]-n[2]/
2,o[1]-n[1]-n[3]/2);r>=e||(e=r,t=s)}),t}function D(t){let e=Y(),s=e.indexOf(l);return e.slice(s+1).concat(e.slice(0,s+1)).
find(r=>d[r][0].localeCompare(t,void 0,{sensitivity:"base"})===0||d[r][0].charAt(0).localeCompare(t,void 0,{sensitivity:"\
base"})===0)||l}return{pick:t=>{i.classList.toggle("is-picking",!!t),R.forEach(e=>{e.classList.toggle("is-picked",!!t&&e.
dataset.class===t)})}}}var P=document.querySelectorAll(".classes button");P.forEach(i=>{i.addEventListener("click",()=>{
let f=i.getAttribute("aria-pressed")!=="true";P.forEach(d=>{d.setAttribute("aria-pressed",String(f&&d===i))}),J.forEach(
d=>{d.pick(f&&i.dataset.class||"")})})});document.addEventListener("keydown",i=>{window.parent===window||i.defaultPrevented||
i.ctrlKey||i.metaKey||i.altKey||/^(ArrowLeft|ArrowRight|Page|Home|End|[fnFN]$)/.test(i.key)&&window.parent.postMessage({
"mine-ban-atlas-key":i.key},"*")});document.addEventListener("click",i=>{let f=document.querySelector("#sources");T(i,'a\
[href^="#source-"]')&&f instanceof HTMLDetailsElement&&(f.open=!0)});function G(){window.parent!==window&&window.parent.
postMessage({"mine-ban-atlas-height":Math.ceil(document.documentElement.scrollHeight)},"*")}new ResizeObserver(G).observe(
document.body);})();
