"use strict";(()=>{function A(i,f){return i.target?.closest?.(f)??null}function T(i,...f){let o=document.createElement(i);return o.append(...f),o}var z=JSON.parse(document.getElementById("card-texts")?.textContent??"[]"),S=1.6,V=24,_=150,J=480,P={ArrowLeft:[-1,0],ArrowRight:[
1,0],ArrowUp:[0,-1],ArrowDown:[0,1]},U=document.querySelectorAll(".map"),G=Array.from(U,Q),X=document.getElementById("vo\
ice");function Q(i,f){let o=z[f],u=i.querySelector("svg"),c=i.querySelector(".card"),l=(u.getAttribute("viewBox")??"").split(
" ").map(Number),n=l.slice(),d="",h=null,k=!1,M=0,B={},O=u.querySelectorAll("[data-area]"),m={};O.forEach(t=>{let e=t.dataset.
area??"";m[e]=[...m[e]??[],t]});function I(){u.setAttribute("viewBox",n.join(" ")),i.classList.toggle("is-near",n[2]<l[2])}
function x(t,e,s){let r=Math.max(l[2]/V,Math.min(l[2],n[2]/t)),a=r*l[3]/l[2];n=[n[0]+(n[2]-r)*e,n[1]+(n[3]-a)*s,r,a],v(0,
0)}function v(t,e){n[0]=Math.max(l[0],Math.min(l[0]+l[2]-n[2],n[0]+t)),n[1]=Math.max(l[1],Math.min(l[1]+l[3]-n[3],n[1]+e)),
I()}function b(t){if(!B[t]){let e=m[t][0].getBBox();B[t]=[e.x+e.width/2,e.y+e.height/2]}return B[t]}function p(t,e,s){if((m[d]||
[]).forEach(N=>{N.classList.remove("is-on")}),d=t&&o[t]?t:"",c.hidden=!d,!d)return;m[d].forEach(N=>{N.classList.add("is-\
on")});let[r,a,g]=o[d];c.replaceChildren(T("b",r),T("span",a),T("small",g)),s&&X&&(X.textContent=o[d].filter(Boolean).join(
". ").replace(/\n/g,". "));let y=i.getBoundingClientRect();c.style.left=c.style.top="0";let[w,E]=e??j(d);if(y.width<J){c.
style.left="8px",c.style.top=`${u.getBoundingClientRect().height}px`;return}let L=w+14+c.offsetWidth>y.width?w-14-c.offsetWidth:
w+14;c.style.left=`${Math.max(8,Math.min(L,y.width-c.offsetWidth-8))}px`,c.style.top=`${Math.max(8,Math.min(E+14,y.height-
c.offsetHeight-8))}px`}function j(t){let e=b(t),s=u.getBoundingClientRect(),r=R(s.width,s.height);return[(e[0]-n[0]-n[2]/
2)/r+s.width/2,(e[1]-n[1]-n[3]/2)/r+s.height/2]}function D(t){let e=b(d),s="",r=Number.POSITIVE_INFINITY;return Object.keys(
m).forEach(a=>{if(a===d||!o[a])return;let g=b(a),y=g[0]-e[0],w=g[1]-e[1],E=y*t[0]+w*t[1],L=Math.abs(y*t[1])+Math.abs(w*t[0]);
E<=0||L>1.5*E||E+2*L<r&&(r=E+2*L,s=a)}),s||d}function C(t){let e=u.getBoundingClientRect();return[t.clientX-e.left,t.clientY-
e.top]}function R(t,e){return Math.max(n[2]/t,n[3]/e)}u.addEventListener("pointerdown",t=>{k=!1,!(t.pointerType==="touch"&&
n[2]===l[2])&&(h=[t.clientX,t.clientY])}),window.addEventListener("pointermove",t=>{if(!h)return;let e=u.getBoundingClientRect();
if(Math.abs(t.clientX-h[0])+Math.abs(t.clientY-h[1])>3&&(k=!0),n[2]<l[2]){i.classList.add("is-held");let s=R(e.width,e.height);
v((h[0]-t.clientX)*s,(h[1]-t.clientY)*s),h=[t.clientX,t.clientY]}}),window.addEventListener("pointerup",()=>{h=null,i.classList.
remove("is-held")});function K(t){let e=A(t,"[data-area],[data-of]");return e?.dataset.area||e?.dataset.of||""}function Y(t,e){
clearTimeout(M),t!==d&&(M=window.setTimeout(()=>{p(t,e)},d?_:0))}u.addEventListener("pointermove",t=>{h&&k||t.pointerType===
"touch"||Y(K(t),C(t))}),c.addEventListener("pointerenter",()=>{clearTimeout(M)});function q(t){t.pointerType!=="touch"&&
Y("")}u.addEventListener("pointerleave",q),c.addEventListener("pointerleave",q),c.addEventListener("click",t=>{t.pointerType===
"touch"&&p("")}),u.addEventListener("click",t=>{clearTimeout(M),k||p(K(t),C(t),!0)}),i.addEventListener("wheel",t=>{if(!t.
ctrlKey&&!t.metaKey)return;t.preventDefault();let[e,s]=C(t),{width:r,height:a}=u.getBoundingClientRect(),g=R(r,a);x(1.002**
-t.deltaY,.5+(e-r/2)*g/n[2],.5+(s-a/2)*g/n[3])},{passive:!1}),i.querySelector(".zoom")?.addEventListener("click",t=>{let e=A(
t,"button")?.dataset.by;e&&(e==="home"?(n=l.slice(),I()):x(e==="in"?S:1/S,.5,.5))}),u.addEventListener("keydown",t=>{if(!(t.
ctrlKey||t.metaKey||t.altKey)){if(P[t.key])p(d?D(P[t.key]):F(),null,!0);else if(t.key==="+"||t.key==="=")x(S,.5,.5);else if(t.
key==="-")x(1/S,.5,.5);else if(t.key==="0")n=l.slice(),I();else if(t.key==="Escape")p("");else if(/^\p{L}$/u.test(t.key))
p(W(t.key),null,!0);else return;t.preventDefault()}}),u.addEventListener("blur",()=>{c.matches(":hover")||p("")});function H(){
return Object.keys(m).filter(t=>o[t]).sort((t,e)=>o[t][0].localeCompare(o[e][0]))}function F(){let t="",e=Number.POSITIVE_INFINITY;
return H().forEach(s=>{let r=b(s),a=Math.hypot(r[0]-n[0]-n[2]/2,r[1]-n[1]-n[3]/2);a>=e||(e=a,t=s)}),t}function W(t){let e=H(),
s=e.indexOf(d);return e.slice(s+1).concat(e.slice(0,s+1)).find(a=>o[a][0].localeCompare(t,void 0,{sensitivity:"base"})===
0||o[a][0].charAt(0).localeCompare(t,void 0,{sensitivity:"base"})===0)||d}return{pick:t=>{i.classList.toggle("is-picking",
!!t),O.forEach(e=>{e.classList.toggle("is-picked",!!t&&e.dataset.class===t)})}}}var $=document.querySelectorAll(".classe\
s button");$.forEach(i=>{i.addEventListener("click",()=>{let f=i.getAttribute("aria-pressed")!=="true";$.forEach(o=>{o.setAttribute(
"aria-pressed",String(f&&o===i))}),G.forEach(o=>{o.pick(f&&i.dataset.class||"")})})});document.addEventListener("keydown",
i=>{window.parent===window||i.defaultPrevented||i.ctrlKey||i.metaKey||i.altKey||/^(ArrowLeft|ArrowRight|Page|Home|End|[fnFN]$)/.
test(i.key)&&window.parent.postMessage({"mine-ban-atlas-key":i.key},"*")});document.addEventListener("click",i=>{let f=document.
querySelector("#sources");A(i,'a[href^="#source-"]')&&f instanceof HTMLDetailsElement&&(f.open=!0)});function Z(){window.
parent!==window&&window.parent.postMessage({"mine-ban-atlas-height":Math.ceil(document.documentElement.scrollHeight)},"*")}
new ResizeObserver(Z).observe(document.body);})();
