"use strict";(()=>{var l="A part of this page could not be loaded; the atlas may have been updated since the page was opened. Loading it ag\
ain helps, and the view is kept in the address.",d=/dynamically imported module|[Ii]mporting a module script failed/,u="\
position:fixed;z-index:2000000;left:12px;right:12px;bottom:12px;max-width:64rem;margin:0 auto;box-sizing:border-box;max-\
height:60vh;overflow:auto;padding:14px 18px;border:1px solid;border-radius:6px;font:15px/1.5 'Noto Sans',system-ui,sans-\
serif;background:Canvas;color:CanvasText;box-shadow:0 4px 24px rgba(0,0,0,.25)",p="font:inherit;color:inherit;background\
:none;border:1px solid;border-radius:4px;min-height:32px;padding:4px 14px;cursor:pointer",n={};function a(e,t,i,o){let r=e.
appendChild(document.createElement(t));return r.textContent=i,o&&(r.style.cssText=o),r}function c(e,t){if(n[e])return n[e];
let i=document.querySelector(".stApp"),o=document.createElement("div");return o.className="atlas-trouble",o.setAttribute(
"role","alert"),o.style.cssText=u,i&&(o.style.colorScheme=getComputedStyle(i).colorScheme),n[e]=(document.body||document.
documentElement).appendChild(o),a(o,"p",t,"margin:0 0 10px;max-width:80ch"),o}function m(e){n[e]&&n[e].remove(),delete n[e]}
function s(){if(n.missing)return;window.atlasFirst&&window.atlasFirst.end();let e=a(c("missing",l),"button","Reload",p);
e.type="button",e.addEventListener("click",()=>{location.reload()})}window.addEventListener("error",e=>{let t=e.target;(t.
tagName==="SCRIPT"||t.tagName==="LINK"&&t.rel==="stylesheet")&&s()},!0);window.addEventListener("unhandledrejection",e=>{
d.test(e.reason?.message)&&s()});new MutationObserver(()=>{document.querySelectorAll('[data-testid="stAlertContentError"\
]').forEach(e=>{if(!d.test(e.textContent))return;let t=e.closest('[data-testid="stElementContainer"], [data-testid="stAl\
ertContainer"]');t&&(t.style.display="none"),s()})}).observe(document,{childList:!0,subtree:!0});window.atlasTrouble={add:a,
notice:c,end:m};})();
