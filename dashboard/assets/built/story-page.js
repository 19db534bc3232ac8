"use strict";(()=>{function u(e,t){return e.target?.closest?.(t)??null}var g=JSON.parse(document.getElementById("pages")?.textContent??"[]"),o=document.querySelectorAll(".step"),d=document.querySelector(
"nav"),h=d.querySelector(".where"),n=-1;function s(e){return d.querySelector(`[data-do=${e}]`)}function r(e){let t=Math.
max(0,Math.min(o.length-1,e));if(t!==n){n=t,o.forEach((c,a)=>{c.hidden=a!==n;let l=c.querySelector("iframe");Math.abs(a-
n)<=1&&l&&!l.srcdoc&&(l.srcdoc=g[a])}),h.textContent=`${n+1} of ${o.length}`,s("back").disabled=n===0,s("on").disabled=n===
o.length-1;try{history.replaceState(null,"",`#${n+1}`)}catch{}}}var f={back:()=>{r(n-1)},on:()=>{r(n+1)},first:()=>{r(0)},
last:()=>{r(o.length-1)},notes:()=>{s("notes").setAttribute("aria-pressed",String(document.body.classList.toggle("has-no\
tes")))},full:()=>{document.fullscreenElement?document.exitFullscreen():document.documentElement.requestFullscreen&&document.
documentElement.requestFullscreen().catch(()=>{})}},i={ArrowRight:"on",ArrowDown:"on",PageDown:"on"," ":"on",ArrowLeft:"\
back",ArrowUp:"back",PageUp:"back",Home:"first",End:"last",n:"notes",N:"notes",f:"full",F:"full"};function m(e){return i[e]?
(f[i[e]](),!0):!1}document.addEventListener("keydown",e=>{e.ctrlKey||e.metaKey||e.altKey||e.key===" "&&u(e,"button")||m(
e.key)&&e.preventDefault()});window.addEventListener("message",e=>{let t=e.data?.["mine-ban-atlas-key"];typeof t=="strin\
g"&&m(t)});d.addEventListener("click",e=>{let t=u(e,"button")?.dataset.do;t&&f[t]()});document.documentElement.requestFullscreen||
(s("full").hidden=!0);r(parseInt(location.hash.slice(1),10)-1||0);})();
