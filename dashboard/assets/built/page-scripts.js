"use strict";(()=>{function a(t,e){return t.target?.closest?.(e)??null}var et=[['[data-testid="stExpandSidebarButton"]',t=>{c(t,"aria-label","Menu")}],['[data-testid="stSelectboxVirtualDropdo\
wn"]',t=>{c(t,"role","region"),c(t,"aria-label","Choices")}],[".stApp:not(#atlas-first)",t=>{let e=getComputedStyle(t).colorScheme,
n=document.documentElement;n.style.colorScheme!==e&&(n.style.colorScheme=e)}],['[data-testid="stFileUploaderDropzone"]',
t=>{c(t,"role","group"),c(t.querySelector('input[type="file"]'),"aria-hidden","true")}],['[data-testid="stDateInputCalen\
dar"] header',t=>{c(t,"role","presentation")}],['[data-testid="stDateInputCalendar"] header button[aria-haspopup="listbo\
x"]',t=>{let e=t.dataset.what||t.getAttribute("aria-label")||"";t.dataset.what=e,c(t,"aria-label",`${t.textContent.trim()}\
, ${e}`)}]];function c(t,e,n){t&&t.getAttribute(e)!==n&&t.setAttribute(e,n)}var A=location.pathname,k=!1;function nt(){location.
pathname!==A&&(A=location.pathname,k||window.scrollTo(0,0),k=!1)}window.addEventListener("popstate",()=>{k=location.pathname!==
A});function F(){T=!1,nt(),et.forEach(([t,e])=>{document.querySelectorAll(t).forEach(n=>{e(n)})}),document.querySelectorAll(
"a[data-size]").forEach(ot)}var z=Promise.resolve(),T=!1;new MutationObserver(()=>{T||(T=!0,requestAnimationFrame(F))}).
observe(document.body,{childList:!0,subtree:!0});F();function ot(t){let e=t.parentElement?.querySelector(".size"),n=t.dataset.
size;!e||!n||t.dataset.asked===n||(t.dataset.asked=n,e.textContent="· …",z=z.then(async()=>{if(!(!t.isConnected||t.dataset.
size!==n))try{let o=await fetch(n,{method:"HEAD"}),s=parseInt(o.headers.get("Atlas-File-Bytes")??"",10);if(!o.ok||!s)throw new Error(
`HTTP ${o.status}`);e.textContent=`· ${s<1e6?`${Math.ceil(s/1e3)} kB`:`${(s/1e6).toFixed(1)} MB`}`}catch{e.textContent=
"· cannot be made just now"}}))}document.addEventListener("atlas:read",()=>{let t=document.querySelector(".panel h2");t&&
(t.tabIndex=-1,t.focus())});var st=6e3;function rt(t){let e=document.createElement("textarea"),n=document.activeElement;
e.value=t,e.style.cssText="position:fixed;opacity:0",document.body.appendChild(e),e.select();let o=!1;try{o=document.execCommand(
"copy")}catch{}return e.remove(),n instanceof HTMLElement&&n.focus(),o}function at(t,e){e.textContent=" Copy it from her\
e: ";let n=e.appendChild(document.createElement("input"));n.className="link-to-copy",n.readOnly=!0,n.value=t,n.setAttribute(
"aria-label","Link of this view"),n.select()}document.addEventListener("click",t=>{let e=a(t,".copy-link")?.nextElementSibling;
if(!e)return;let n=location.href.split("#")[0],o=()=>{e.textContent="Link copied",setTimeout(()=>{e.textContent==="Link \
copied"&&(e.textContent="")},st)},s=()=>{rt(n)?o():at(n,e)};navigator.clipboard?navigator.clipboard.writeText(n).then(o,
s):s()});var m=document.documentElement,R="is-on-paper",x="is-on-stage",C=[];function p(t){C.push(t)}function it(){document.querySelectorAll(
"main details:not([open])").forEach(e=>{e.open=!0,p(()=>{e.open=!1})})}function ct(){document.querySelectorAll('iframe[t\
itle*="st_folium"]').forEach(e=>{let n=null;try{n=e.contentWindow?.__atlas.paper()}catch{}n&&(e.after(document.adoptNode(
n)),e.classList.add("is-off-paper"),p(()=>{n?.remove(),e.classList.remove("is-off-paper")}))})}function lt(){let t=document.
querySelector('[data-testid="stMainBlockContainer"]'),e=document.querySelector("main [data-release]"),n=new URL(location.
href),o=document.createElement("p");t&&(n.hash="",e&&!n.searchParams.has("day")&&n.searchParams.set("day",e.dataset.day??
""),o.className="paper-origin",o.textContent=`Mine Ban Atlas${e?`, data release ${e.dataset.release}`:""} · ${n.href}`,
t.appendChild(o),p(()=>{o.remove()}))}window.addEventListener("beforeprint",()=>{C.length||(m.classList.add(R),p(()=>{m.
classList.remove(R)}),m.classList.contains(x)&&(m.classList.remove(x),p(()=>{m.classList.add(x)})),it(),ct(),lt())});window.
addEventListener("afterprint",()=>{C.splice(0).reverse().forEach(t=>{t()})});var K="data-test-connection-state",ut="mine",dt="The map that can be used needs a connection that stays open (a WebSocke\
t), and none has come about. A proxy or firewall between you and the atlas may not let it through. What needs none:",ft="\
The connection to the atlas is lost, and the page tries to get it back. What needs none:",B=document.getElementById("atl\
as-ways"),mt=B?JSON.parse(B.textContent):{},N=!1,q=!1,E=0;function pt(t){if(t==="map")return location.search;let e=new URLSearchParams(
location.search).get("story");return e&&e!==ut?`?${new URLSearchParams({story:e})}`:""}function yt(){let t=window.atlasTrouble,
e=/\/story\/?$/.test(location.pathname)?"story":"map",n=t.add(t.tell("connection",N?ft:dt),"p","","margin:0;line-height:\
2");(mt[e]||[]).forEach((o,s)=>{s&&n.appendChild(document.createTextNode(" · ")),t.add(n,"a",o[1],"color:inherit;white-\
space:nowrap").href=o[0]+pt(e)})}function ht(){["keydown","keyup"].forEach(t=>{document.body.dispatchEvent(new KeyboardEvent(
t,{key:"r",code:"KeyR",keyCode:82,which:82,bubbles:!0}))})}function D(){let t=document.querySelector('[data-testid="stAp\
p"]');if(!(!!t&&t.getAttribute(K)==="CONNECTED")){q=N,E=E||window.setTimeout(yt,8e3);return}clearTimeout(E),E=0,window.atlasTrouble.
end("connection"),q&&setTimeout(ht),N=!0,q=!1}var M=null;new MutationObserver(()=>{let t=document.querySelector('[data-t\
estid="stApp"]');!t||t===M||(M=t,new MutationObserver(D).observe(M,{attributes:!0,attributeFilter:[K]}),D())}).observe(document.
body,{childList:!0,subtree:!0});D();var Et=".st-key-story-steps input[type=radio]",wt=4e3,u=0,U=0,h="",y=null,_="";function f(){return document.querySelector(
".story-step")}function d(t){let e=f();return e?Number(e.dataset[t]):0}function I(){return d("count")}function w(){return u&&
Date.now()-U<wt?u:d("step")}function $(t){let e=document.querySelectorAll(Et),n=Math.max(1,Math.min(t,I()));!e[n-1]||n===
w()||(u=n,U=Date.now(),e[n-1].click())}function bt(){let t=f(),e=t?`Step ${d("step")} of ${d("count")}: ${t.querySelector(
"h1")?.textContent}`:"";if(e!==_){if(_=e,!y){y=document.body.appendChild(document.createElement("div")),y.className="uns\
een",y.setAttribute("role","status");return}y.textContent=e}}function gt(){if(!h||document.activeElement&&document.activeElement!==
document.body)return;let e=document.querySelectorAll(".story-go")[h==="on"?1:0];e&&e.focus()}function St(){u&&d("step")===
u&&(u=0,gt(),h=""),bt(),document.dispatchEvent(new Event("atlas:story"))}var O=!1;new MutationObserver(()=>{O||(O=!0,requestAnimationFrame(
()=>{O=!1,St()}))}).observe(document.body,{childList:!0,subtree:!0});document.addEventListener("click",t=>{let e=a(t,".s\
tory-go");!e||e.getAttribute("aria-disabled")==="true"||(h=Number(e.dataset.go)>d("step")?"on":"back",$(w()+(h==="on"?1:
-1)))});var r=document.documentElement,b="is-on-stage",g="is-with-notes",Lt=1280,At=720,kt=100,Tt=55,xt=4e3,l=null,W=null,G=0,Ct={
ArrowRight:1,ArrowDown:1,PageDown:1," ":1,ArrowLeft:-1,ArrowUp:-1,PageUp:-1,Home:"first",End:"last",Escape:"leave",n:"no\
tes",N:"notes"};function i(){return r.classList.contains(b)}function qt(){return document.querySelector('.st-key-story i\
frame[title*="st_folium"]')}function J(){try{return qt()?.contentWindow??null}catch{return null}}function S(){i()&&r.style.
setProperty("--stage-scale",Math.min(innerWidth/Lt,innerHeight/At).toFixed(4));let t=J();t?.document.documentElement&&(t.
document.documentElement.classList.toggle(b,i()),t.dispatchEvent(new Event("resize")),v())}function v(){let t=f(),e=kt;if(!(!t||
!i())){r.classList.contains(g)&&t.querySelectorAll(".story-notes").forEach(n=>{n.open=!0});do r.style.setProperty("--tol\
d-size",(e/100).toFixed(2)),e-=5;while(t.scrollHeight>t.clientHeight+1&&e>=Tt)}}function j(){let t=J();t===W||!t||(W=t,t.
addEventListener("keydown",V,!0))}function V(t){let e=Ct[t.key];!i()||e===void 0||t.ctrlKey||t.metaKey||t.altKey||t.key===
" "&&a(t,"button, a, summary")||(t.preventDefault(),t.stopPropagation(),e==="leave"?L():e==="notes"?Mt(!r.classList.contains(
g)):$(e==="first"?1:e==="last"?I():w()+e))}function Mt(t){r.classList.toggle(g,t),v()}function Nt(){l=document.body.appendChild(
document.createElement("div")),l.className="story-hint",l.setAttribute("role","region"),l.setAttribute("aria-label","Sta\
ge"),l.innerHTML='<button type="button" class="story-leave">Leave</button><p>Arrow keys or Page Up and Page Down: steps \
· Home, End · N: notes · Esc: leave</p>',l.querySelector("button")?.addEventListener("click",L)}function Y(){r.classList.
remove("is-at-rest"),clearTimeout(G),G=window.setTimeout(()=>{r.classList.add("is-at-rest")},xt)}function Dt(){i()||!f()||
(l||Nt(),r.classList.add(b),r.requestFullscreen&&r.requestFullscreen().catch(()=>{}),S(),j(),v(),document.activeElement instanceof
HTMLElement&&document.activeElement.blur(),Y())}function L(){if(!i())return;r.classList.remove(b,g,"is-at-rest"),document.
fullscreenElement&&document.exitFullscreen().catch(()=>{}),S();let t=document.querySelector(".story-present");t&&t.focus()}
document.addEventListener("click",t=>{a(t,".story-present")&&Dt()});document.addEventListener("keydown",V,!0);document.addEventListener(
"fullscreenchange",()=>{document.fullscreenElement||L(),S()});window.addEventListener("resize",S);document.addEventListener(
"pointermove",()=>{i()&&Y()});document.addEventListener("atlas:story",()=>{i()&&(f()||L(),j(),v())});var Ot=5,P="atlas-stories",Q="atlas-tab";function X(){try{let t=JSON.parse(localStorage.getItem(P)??"null");return Array.
isArray(t)?t.filter(e=>e&&typeof e.story=="string"):[]}catch{return[]}}function Z(t){try{t.length?localStorage.setItem(P,
JSON.stringify(t)):localStorage.removeItem(P)}catch{}}function It(){try{let t=sessionStorage.getItem(Q)||Date.now().toString(
36)+Math.random().toString(36).slice(2,6);return sessionStorage.setItem(Q,t),t}catch{return""}}function $t(t){if(t.dataset.
isKept)return;t.dataset.isKept="true";let{title:e="",story:n=""}=t.dataset;Z(Pt(X(),{tab:It(),title:e,story:n,at:Date.now()}))}
function Pt(t,e){return[e,...t.filter(n=>n.tab!==e.tab&&n.story!==e.story)].slice(0,Ot)}function Ht(t){let e=X().filter(
s=>s.story!==t.dataset.but),n=e.map(s=>s.story).join(" ");if(t.dataset.listed===n&&t.hidden===!e.length)return;t.dataset.
listed=n,t.hidden=!e.length;let o=t.querySelector("ul");o&&(o.textContent="",e.forEach(s=>{let H=o.appendChild(document.
createElement("li")).appendChild(document.createElement("a"));H.href=`./story?v=1&story=${encodeURIComponent(s.story)}`,
H.textContent=`${s.title||"My story"}, ${new Date(s.at).toLocaleDateString()}`}))}function tt(){document.querySelectorAll(
".story-draft").forEach($t),document.querySelectorAll(".story-drafts").forEach(Ht)}document.addEventListener("atlas:stor\
y",tt);document.addEventListener("click",t=>{a(t,".story-forget")&&(Z([]),tt())});})();
