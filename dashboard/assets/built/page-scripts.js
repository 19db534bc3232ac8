"use strict";(()=>{function a(t,e){return t.target?.closest?.(e)??null}var nt=[['[data-testid="stExpandSidebarButton"]',t=>{c(t,"aria-label","Menu")}],['[data-testid="stSelectboxVirtualDropdo\
wn"]',t=>{c(t,"role","region"),c(t,"aria-label","Choices")}],[".stApp:not(#atlas-first)",t=>{let e=getComputedStyle(t).colorScheme,
n=document.documentElement;n.style.colorScheme!==e&&(n.style.colorScheme=e)}],['[data-testid="stFileUploaderDropzone"]',
t=>{c(t,"role","group"),c(t.querySelector('input[type="file"]'),"aria-hidden","true")}],['[data-testid="stDateInputCalen\
dar"] header',t=>{c(t,"role","presentation")}],['[data-testid="stDateInputCalendar"] header button[aria-haspopup="listbo\
x"]',t=>{let e=t.dataset.what||t.getAttribute("aria-label")||"";t.dataset.what=e,c(t,"aria-label",`${t.textContent.trim()}\
, ${e}`)}]];function c(t,e,n){t&&t.getAttribute(e)!==n&&t.setAttribute(e,n)}var A=location.pathname,x=!1;function ot(){location.
pathname!==A&&(A=location.pathname,x||window.scrollTo(0,0),x=!1)}window.addEventListener("popstate",()=>{x=location.pathname!==
A});function B(){C=!1,ot(),nt.forEach(([t,e])=>{document.querySelectorAll(t).forEach(n=>{e(n)})}),document.querySelectorAll(
"a[data-size]").forEach(st)}var F=Promise.resolve(),C=!1;new MutationObserver(()=>{C||(C=!0,requestAnimationFrame(B))}).
observe(document.body,{childList:!0,subtree:!0});B();function st(t){let e=t.parentElement?.querySelector(".size"),n=t.dataset.
size;!e||!n||t.dataset.measured===n||(t.dataset.measured=n,e.textContent="· …",F=F.then(async()=>{if(!(!t.isConnected||
t.dataset.size!==n))try{let o=await fetch(n,{method:"HEAD"}),s=parseInt(o.headers.get("Atlas-File-Bytes")??"",10);if(!o.
ok||!s)throw new Error(`HTTP ${o.status}`);e.textContent=`· ${s<1e6?`${Math.ceil(s/1e3)} kB`:`${(s/1e6).toFixed(1)} MB`}`}catch{
e.textContent="· cannot be made just now"}}))}document.addEventListener("atlas:read",()=>{let t=document.querySelector(
".panel h2");t&&(t.tabIndex=-1,t.focus())});var rt=6e3;function at(t){let e=document.createElement("textarea"),n=document.
activeElement;e.value=t,e.style.cssText="position:fixed;opacity:0",document.body.appendChild(e),e.select();let o=!1;try{
o=document.execCommand("copy")}catch{}return e.remove(),n instanceof HTMLElement&&n.focus(),o}function it(t,e){e.textContent=
" Copy it from here: ";let n=e.appendChild(document.createElement("input"));n.className="link-to-copy",n.readOnly=!0,n.value=
t,n.setAttribute("aria-label","Link of this view"),n.select()}document.addEventListener("click",t=>{let e=a(t,".copy-lin\
k")?.nextElementSibling;if(!e)return;let n=location.href.split("#")[0],o=()=>{e.textContent="Link copied",setTimeout(()=>{
e.textContent==="Link copied"&&(e.textContent="")},rt)},s=()=>{at(n)?o():it(n,e)};navigator.clipboard?navigator.clipboard.
writeText(n).then(o,s):s()});var m=document.documentElement,R="is-on-paper",T="is-on-stage",k=[];function p(t){k.push(t)}function ct(){document.querySelectorAll(
"main details:not([open])").forEach(e=>{e.open=!0,p(()=>{e.open=!1})})}function lt(){document.querySelectorAll('iframe[t\
itle*="st_folium"]').forEach(e=>{let n=null;try{n=e.contentWindow?.__atlas.paper()}catch{}n&&(e.after(document.adoptNode(
n)),e.classList.add("is-off-paper"),p(()=>{n?.remove(),e.classList.remove("is-off-paper")}))})}function ut(){let t=document.
querySelector('[data-testid="stMainBlockContainer"]'),e=document.querySelector("main [data-release]"),n=new URL(location.
href),o=document.createElement("p");t&&(n.hash="",e&&!n.searchParams.has("day")&&n.searchParams.set("day",e.dataset.day??
""),o.className="paper-origin",o.textContent=`Mine Ban Atlas${e?`, data release ${e.dataset.release}`:""} · ${n.href}`,
t.appendChild(o),p(()=>{o.remove()}))}window.addEventListener("beforeprint",()=>{k.length||(m.classList.add(R),p(()=>{m.
classList.remove(R)}),m.classList.contains(T)&&(m.classList.remove(T),p(()=>{m.classList.add(T)})),ct(),lt(),ut())});window.
addEventListener("afterprint",()=>{k.splice(0).reverse().forEach(t=>{t()})});var W="data-test-connection-state",dt="mine",ft="The map that can be used needs a connection that stays open (a WebSocke\
t), and none has come about. A proxy or firewall between you and the atlas may not let it through. What needs none:",mt="\
The connection to the atlas is lost, and the page tries to get it back. What needs none:",K=document.getElementById("atl\
as-ways"),pt=K?JSON.parse(K.textContent):{},N=!1,M=!1,E=0;function yt(t){if(t==="map")return location.search;let e=new URLSearchParams(
location.search).get("story");return e&&e!==dt?`?${new URLSearchParams({story:e})}`:""}function ht(){let t=window.atlasTrouble,
e=/\/story\/?$/.test(location.pathname)?"story":"map",n=t.add(t.notice("connection",N?mt:ft),"p","","margin:0;line-heigh\
t:2");(pt[e]||[]).forEach((o,s)=>{s&&n.appendChild(document.createTextNode(" · ")),t.add(n,"a",o[1],"color:inherit;whit\
e-space:nowrap").href=o[0]+yt(e)})}function Et(){["keydown","keyup"].forEach(t=>{document.body.dispatchEvent(new KeyboardEvent(
t,{key:"r",code:"KeyR",keyCode:82,which:82,bubbles:!0}))})}function O(){let t=document.querySelector('[data-testid="stAp\
p"]');if(!(!!t&&t.getAttribute(W)==="CONNECTED")){M=N,E=E||window.setTimeout(ht,8e3);return}clearTimeout(E),E=0,window.atlasTrouble.
end("connection"),M&&setTimeout(Et),N=!0,M=!1}var q=null;new MutationObserver(()=>{let t=document.querySelector('[data-t\
estid="stApp"]');!t||t===q||(q=t,new MutationObserver(O).observe(q,{attributes:!0,attributeFilter:[W]}),O())}).observe(document.
body,{childList:!0,subtree:!0});O();var wt=".st-key-story-steps input[type=radio]",gt=4e3,l=0,U=0,h="",y=null,_="";function d(){return document.querySelector(
".story-step")}function u(t){let e=d();return e?Number(e.dataset[t]):0}function I(){return u("count")}function w(){return l&&
Date.now()-U<gt?l:u("step")}function $(t){let e=document.querySelectorAll(wt),n=Math.max(1,Math.min(t,I()));!e[n-1]||n===
w()||(l=n,U=Date.now(),e[n-1].click())}function bt(){let t=d(),e=t?`Step ${u("step")} of ${u("count")}: ${t.querySelector(
"h1")?.textContent}`:"";if(e!==_){if(_=e,!y){y=document.body.appendChild(document.createElement("div")),y.className="uns\
een",y.setAttribute("role","status");return}y.textContent=e}}function St(){if(!h||document.activeElement&&document.activeElement!==
document.body)return;let e=document.querySelectorAll(".story-go")[h==="on"?1:0];e&&e.focus()}function vt(){l&&u("step")===
l&&(l=0,St(),h=""),bt(),document.dispatchEvent(new Event("atlas:story"))}var D=!1;new MutationObserver(()=>{D||(D=!0,requestAnimationFrame(
()=>{D=!1,vt()}))}).observe(document.body,{childList:!0,subtree:!0});document.addEventListener("click",t=>{let e=a(t,".s\
tory-go");!e||e.getAttribute("aria-disabled")==="true"||(h=Number(e.dataset.go)>u("step")?"on":"back",$(w()+(h==="on"?1:
-1)))});function P(t,...e){let n=document.createElement(t);return n.append(...e),n}var r=document.documentElement,g="is-on-stage",b="is-with-notes",At=1280,xt=720,Ct=100,Tt=55,kt=4e3,f=null,G=null,J=0,Mt={
ArrowRight:1,ArrowDown:1,PageDown:1," ":1,ArrowLeft:-1,ArrowUp:-1,PageUp:-1,Home:"first",End:"last",Escape:"leave",n:"no\
tes",N:"notes"};function i(){return r.classList.contains(g)}function qt(){return document.querySelector('.st-key-story i\
frame[title*="st_folium"]')}function j(){try{return qt()?.contentWindow??null}catch{return null}}function S(){i()&&r.style.
setProperty("--stage-scale",Math.min(innerWidth/At,innerHeight/xt).toFixed(4));let t=j();t?.document.documentElement&&(t.
document.documentElement.classList.toggle(g,i()),t.dispatchEvent(new Event("resize")),v())}function v(){let t=d(),e=Ct;if(!(!t||
!i())){r.classList.contains(b)&&t.querySelectorAll(".story-notes").forEach(n=>{n.open=!0});do r.style.setProperty("--tex\
t-size",(e/100).toFixed(2)),e-=5;while(t.scrollHeight>t.clientHeight+1&&e>=Tt)}}function V(){let t=j();t===G||!t||(G=t,t.
addEventListener("keydown",Y,!0))}function Y(t){let e=Mt[t.key];!i()||e===void 0||t.ctrlKey||t.metaKey||t.altKey||t.key===
" "&&a(t,"button, a, summary")||(t.preventDefault(),t.stopPropagation(),e==="leave"?L():e==="notes"?Nt(!r.classList.contains(
b)):$(e==="first"?1:e==="last"?I():w()+e))}function Nt(t){r.classList.toggle(b,t),v()}function Ot(){f=document.body.appendChild(
document.createElement("div")),f.className="story-hint",f.setAttribute("role","region"),f.setAttribute("aria-label","Sta\
ge");let t=P("button","Leave");t.type="button",t.className="story-leave",t.addEventListener("click",L),f.append(t,P("p",
"Arrow keys or Page Up and Page Down: steps · Home, End · N: notes · Esc: leave"))}function Q(){r.classList.remove("i\
s-at-rest"),clearTimeout(J),J=window.setTimeout(()=>{r.classList.add("is-at-rest")},kt)}function Dt(){i()||!d()||(f||Ot(),
r.classList.add(g),r.requestFullscreen&&r.requestFullscreen().catch(()=>{}),S(),V(),v(),document.activeElement instanceof
HTMLElement&&document.activeElement.blur(),Q())}function L(){if(!i())return;r.classList.remove(g,b,"is-at-rest"),document.
fullscreenElement&&document.exitFullscreen().catch(()=>{}),S();let t=document.querySelector(".story-present");t&&t.focus()}
document.addEventListener("click",t=>{a(t,".story-present")&&Dt()});document.addEventListener("keydown",Y,!0);document.addEventListener(
"fullscreenchange",()=>{document.fullscreenElement||L(),S()});window.addEventListener("resize",S);document.addEventListener(
"pointermove",()=>{i()&&Q()});document.addEventListener("atlas:story",()=>{i()&&(d()||L(),V(),v())});var It=5,H="atlas-stories",X="atlas-tab";function Z(){try{let t=JSON.parse(localStorage.getItem(H)??"null");return Array.
isArray(t)?t.filter(e=>e&&typeof e.story=="string"):[]}catch{return[]}}function tt(t){try{t.length?localStorage.setItem(
H,JSON.stringify(t)):localStorage.removeItem(H)}catch{}}function $t(){try{let t=sessionStorage.getItem(X)||Date.now().toString(
36)+Math.random().toString(36).slice(2,6);return sessionStorage.setItem(X,t),t}catch{return""}}function Pt(t){if(t.dataset.
isKept)return;t.dataset.isKept="true";let{title:e="",story:n=""}=t.dataset;tt(Ht(Z(),{tab:$t(),title:e,story:n,at:Date.now()}))}
function Ht(t,e){return[e,...t.filter(n=>n.tab!==e.tab&&n.story!==e.story)].slice(0,It)}function zt(t){let e=Z().filter(
s=>s.story!==t.dataset.but),n=e.map(s=>s.story).join(" ");if(t.dataset.listed===n&&t.hidden===!e.length)return;t.dataset.
listed=n,t.hidden=!e.length;let o=t.querySelector("ul");o&&(o.textContent="",e.forEach(s=>{let z=o.appendChild(document.
createElement("li")).appendChild(document.createElement("a"));z.href=`./story?v=1&story=${encodeURIComponent(s.story)}`,
z.textContent=`${s.title||"My story"}, ${new Date(s.at).toLocaleDateString()}`}))}var Ft=document.getElementsByClassName(
"story-draft");new MutationObserver(()=>{for(let t of Ft)Pt(t)}).observe(document.body,{childList:!0,subtree:!0});function et(){
document.querySelectorAll(".story-drafts").forEach(zt)}document.addEventListener("atlas:story",et);document.addEventListener(
"click",t=>{a(t,".story-forget")&&(tt([]),et())});})();
