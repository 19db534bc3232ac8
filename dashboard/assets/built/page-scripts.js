"use strict";(()=>{function i(t,e){return t.target?.closest?.(e)??null}var ht=[['[data-testid="stExpandSidebarButton"]',t=>{l(t,"aria-label","Menu")}],['[data-testid="stSelectboxVirtualDropdo\
wn"]',t=>{l(t,"role","region"),l(t,"aria-label","Choices")}],[".stApp:not(#atlas-first)",t=>{let e=getComputedStyle(t).colorScheme,
n=document.documentElement;n.style.colorScheme!==e&&(n.style.colorScheme=e)}],["details[data-part]",t=>{l(t,"id",t.dataset.
part??"")}],['[data-testid="stFileUploaderDropzone"]',t=>{l(t,"role","group"),l(t.querySelector('input[type="file"]'),"a\
ria-hidden","true")}],['[data-testid="stDateInputCalendar"] header',t=>{l(t,"role","presentation")}],['[data-testid="stD\
ateInputCalendar"] header button[aria-haspopup="listbox"]',t=>{let e=t.dataset.what||t.getAttribute("aria-label")||"";t.
dataset.what=e,l(t,"aria-label",`${t.textContent.trim()}, ${e}`)}]];function l(t,e,n){t&&t.getAttribute(e)!==n&&t.setAttribute(
e,n)}var O=location.pathname,M=!1;function yt(){location.pathname!==O&&(O=location.pathname,M||window.scrollTo(0,0),M=!1)}
window.addEventListener("popstate",()=>{M=location.pathname!==O});var N=location.hash.length>1;function K(){if(!N)return;
let t=document.getElementById(decodeURIComponent(location.hash.slice(1)));if(t){for(let e=t.closest("details");e;e=e.parentElement?.
closest("details")??null)e.open=!0;t.scrollIntoView()}}window.addEventListener("hashchange",()=>{N=location.hash.length>
1,K()});["wheel","touchstart","pointerdown","keydown"].forEach(t=>{window.addEventListener(t,()=>{N=!1},{capture:!0,passive:!0})});
function V(){$=!1,yt(),ht.forEach(([t,e])=>{document.querySelectorAll(t).forEach(n=>{e(n)})}),document.querySelectorAll(
"a[data-size]").forEach(gt),K()}var j=Promise.resolve(),$=!1;new MutationObserver(()=>{$||($=!0,requestAnimationFrame(V))}).
observe(document.body,{childList:!0,subtree:!0});V();function gt(t){let e=t.parentElement?.querySelector(".size"),n=t.dataset.
size;!e||!n||t.dataset.measured===n||(t.dataset.measured=n,e.textContent="· …",j=j.then(async()=>{if(!(!t.isConnected||
t.dataset.size!==n))try{let o=await fetch(n,{method:"HEAD"}),r=parseInt(o.headers.get("Atlas-File-Bytes")??"",10);if(!o.
ok||!r)throw new Error(`HTTP ${o.status}`);e.textContent=`· ${r<1e6?`${Math.ceil(r/1e3)} kB`:`${(r/1e6).toFixed(1)} MB`}`}catch{
e.textContent="· cannot be made just now"}}))}document.addEventListener("atlas:read",()=>{let t=document.querySelector(
".panel h2");t&&(t.tabIndex=-1,t.focus())});var Et=6e3;function wt(t){let e=document.createElement("textarea"),n=document.
activeElement;e.value=t,e.style.cssText="position:fixed;opacity:0",document.body.appendChild(e),e.select();let o=!1;try{
o=document.execCommand("copy")}catch{}return e.remove(),n instanceof HTMLElement&&n.focus(),o}function bt(t,e){e.textContent=
" Copy it from here: ";let n=e.appendChild(document.createElement("input"));n.className="link-to-copy",n.readOnly=!0,n.value=
t,n.setAttribute("aria-label","Link of this view"),n.select()}document.addEventListener("click",t=>{let e=i(t,".copy-lin\
k")?.nextElementSibling;if(!e)return;let n=location.href.split("#")[0],o=()=>{e.textContent="Link copied",setTimeout(()=>{
e.textContent==="Link copied"&&(e.textContent="")},Et)},r=()=>{wt(n)?o():bt(n,e)};navigator.clipboard?navigator.clipboard.
writeText(n).then(o,r):r()});function v(){let t=document.querySelector("main [data-release]"),e=new URL(location.href);return e.hash="",t&&!e.searchParams.
has("day")&&e.searchParams.set("day",t.dataset.day??""),{release:t?.dataset.release??"",link:e.href}}var g=document.documentElement,G="is-on-paper",D="is-on-stage",I=[];function E(t){I.push(t)}function St(){document.querySelectorAll(
"main details:not([open])").forEach(e=>{e.open=!0,E(()=>{e.open=!1})})}function vt(){document.querySelectorAll('iframe[t\
itle*="st_folium"]').forEach(e=>{let n=null;try{n=e.contentWindow?.__atlas.paper()}catch{}n&&(e.after(document.adoptNode(
n)),e.classList.add("is-off-paper"),E(()=>{n?.remove(),e.classList.remove("is-off-paper")}))})}function Lt(){let t=document.
querySelector('[data-testid="stMainBlockContainer"]'),{release:e,link:n}=v(),o=document.createElement("p");t&&(o.className=
"paper-origin",o.textContent=`Mine Ban Atlas${e&&`, data release ${e}`} · ${n}`,t.appendChild(o),E(()=>{o.remove()}))}window.
addEventListener("beforeprint",()=>{I.length||(g.classList.add(G),E(()=>{g.classList.remove(G)}),g.classList.contains(D)&&
(g.classList.remove(D),E(()=>{g.classList.add(D)})),St(),vt(),Lt())});window.addEventListener("afterprint",()=>{I.splice(
0).reverse().forEach(t=>{t()})});var Y="data-test-connection-state",At="mine",xt="The map that can be used needs a connection that stays open (a WebSocke\
t), and none has come about. A proxy or firewall between you and the atlas may not let it through. What needs none:",Ct="\
The connection to the atlas is lost, and the page tries to get it back. What needs none:",J=document.getElementById("atl\
as-ways"),Tt=J?JSON.parse(J.textContent):{},B=!1,R=!1,L=0;function kt(t){if(t==="map")return location.search;let e=new URLSearchParams(
location.search).get("story");return e&&e!==At?`?${new URLSearchParams({story:e})}`:""}function qt(){let t=window.atlasTrouble,
e=/\/story\/?$/.test(location.pathname)?"story":"map",n=t.add(t.notice("connection",B?Ct:xt),"p","","margin:0;line-heigh\
t:2");(Tt[e]||[]).forEach((o,r)=>{r&&n.appendChild(document.createTextNode(" · ")),t.add(n,"a",o[1],"color:inherit;whit\
e-space:nowrap").href=o[0]+kt(e)})}function Ot(){["keydown","keyup"].forEach(t=>{document.body.dispatchEvent(new KeyboardEvent(
t,{key:"r",code:"KeyR",keyCode:82,which:82,bubbles:!0}))})}function H(){let t=document.querySelector('[data-testid="stAp\
p"]');if(!(!!t&&t.getAttribute(Y)==="CONNECTED")){R=B,L=L||window.setTimeout(qt,8e3);return}clearTimeout(L),L=0,window.atlasTrouble.
end("connection"),R&&setTimeout(Ot),B=!0,R=!1}var P=null;new MutationObserver(()=>{let t=document.querySelector('[data-t\
estid="stApp"]');!t||t===P||(P=t,new MutationObserver(H).observe(P,{attributes:!0,attributeFilter:[Y]}),H())}).observe(document.
body,{childList:!0,subtree:!0});H();var Q=12,Mt=400,$t=900;function X(t,e){let n=[...t.replace(/\s+/g," ").trim()];return n.length>e?`${n.slice(0,e-1).join(
"")}…`:n.join("")}function Nt(t,{records:e,shown:n,sources:o,link:r,release:s}){let h=e.length-Q,c=e.slice(0,Q).join("\
, ")+(h>0?` and ${h} more`:""),y=X(n,Mt),S=X(o.join(" "),$t),mt=s?`data release ${s}`:"",ft={title:`Fact: ${e[0]}`,reference:[
c,mt,r].filter(Boolean).join(" · "),shown:y,source:S,body:[`Record: ${c}`,...s?[`Release: ${s}`]:[],`View: ${r}`,`The a\
tlas says: ${y}`,`Cited: ${S}`,"",""].join(`\r
`)};return t.replace(/\{(\w+)\}/g,(re,pt)=>encodeURIComponent(ft[pt]??""))}function Z(t){let e=t?.cloneNode(!0);for(let n of e?.
querySelectorAll("details, sup, .quiet, .computed, .why")??[])n.remove();return e?.querySelector(".is")?.append(": "),e?.
querySelector(".address")?.prepend(" "),e?.textContent??""}function Dt(t){return[...t.querySelectorAll("sup.refs a")].map(
e=>{let n=document.getElementById(e.getAttribute("href")?.slice(1)??""),o=n?.querySelector("a[href^=http]")?.getAttribute(
"href")??"";return`[${e.textContent}] ${Z(n)} ${o}`})}function It(t){let e=(t.dataset.record??"").split(" "),n=t.closest(
".line, .status, .bibliography > li"),o=!!n?.closest(".bibliography"),r=document.querySelector('meta[name="atlas-report"\
]'),s=document.createElement("p"),h=document.createElement("code");if(n){if(s.className="record",h.textContent=e.join(" "),
s.append(h),r){let c=document.createElement("a"),y=Z(n),S=o?[y]:Dt(n);c.href=Nt(r.content,{records:e,shown:y,sources:S,...v()}),
c.target="_blank",c.rel="noopener noreferrer",c.textContent=o?"Report this document":"Report this figure",s.append(" ",c)}
t.append(s)}}globalThis.document?.addEventListener("toggle",t=>{let e=i(t,"details[data-record]");!e||document.documentElement.
classList.contains("is-on-paper")||(e.querySelector(".record")?.remove(),e.open&&It(e))},!0);var Rt=".st-key-story-steps input[type=radio]",Pt=4e3,u=0,et=0,b="",w=null,tt="";function f(){return document.querySelector(
".story-step")}function m(t){let e=f();return e?Number(e.dataset[t]):0}function F(){return m("count")}function A(){return u&&
Date.now()-et<Pt?u:m("step")}function z(t){let e=document.querySelectorAll(Rt),n=Math.max(1,Math.min(t,F()));!e[n-1]||n===
A()||(u=n,et=Date.now(),e[n-1].click())}function Bt(){let t=f(),e=t?`Step ${m("step")} of ${m("count")}: ${t.querySelector(
"h1")?.textContent}`:"";if(e!==tt){if(tt=e,!w){w=document.body.appendChild(document.createElement("div")),w.className="u\
nseen",w.setAttribute("role","status");return}w.textContent=e}}function Ht(){if(!b||document.activeElement&&document.activeElement!==
document.body)return;let e=document.querySelectorAll(".story-go")[b==="on"?1:0];e&&e.focus()}function _t(){u&&m("step")===
u&&(u=0,Ht(),b=""),Bt(),document.dispatchEvent(new Event("atlas:story"))}var _=!1;new MutationObserver(()=>{_||(_=!0,requestAnimationFrame(
()=>{_=!1,_t()}))}).observe(document.body,{childList:!0,subtree:!0});document.addEventListener("click",t=>{let e=i(t,".s\
tory-go");!e||e.getAttribute("aria-disabled")==="true"||(b=Number(e.dataset.go)>m("step")?"on":"back",z(A()+(b==="on"?1:
-1)))});function U(t,...e){let n=document.createElement(t);return n.append(...e),n}var a=document.documentElement,x="is-on-stage",C="is-with-notes",zt=1280,Ut=720,Wt=100,jt=55,Kt=4e3,p=null,nt=null,ot=0,
Vt={ArrowRight:1,ArrowDown:1,PageDown:1," ":1,ArrowLeft:-1,ArrowUp:-1,PageUp:-1,Home:"first",End:"last",Escape:"leave",n:"\
notes",N:"notes"};function d(){return a.classList.contains(x)}function Gt(){return document.querySelector('.st-key-story\
 iframe[title*="st_folium"]')}function rt(){try{return Gt()?.contentWindow??null}catch{return null}}function T(){d()&&a.
style.setProperty("--stage-scale",Math.min(innerWidth/zt,innerHeight/Ut).toFixed(4));let t=rt();t?.document.documentElement&&
(t.document.documentElement.classList.toggle(x,d()),t.dispatchEvent(new Event("resize")),k())}function k(){let t=f(),e=Wt;
if(!(!t||!d())){a.classList.contains(C)&&t.querySelectorAll(".story-notes").forEach(n=>{n.open=!0});do a.style.setProperty(
"--text-size",(e/100).toFixed(2)),e-=5;while(t.scrollHeight>t.clientHeight+1&&e>=jt)}}function st(){let t=rt();t===nt||!t||
(nt=t,t.addEventListener("keydown",at,!0))}function at(t){let e=Vt[t.key];!d()||e===void 0||t.ctrlKey||t.metaKey||t.altKey||
t.key===" "&&i(t,"button, a, summary")||(t.preventDefault(),t.stopPropagation(),e==="leave"?q():e==="notes"?Jt(!a.classList.
contains(C)):z(e==="first"?1:e==="last"?F():A()+e))}function Jt(t){a.classList.toggle(C,t),k()}function Yt(){p=document.
body.appendChild(document.createElement("div")),p.className="story-hint",p.setAttribute("role","region"),p.setAttribute(
"aria-label","Stage");let t=U("button","Leave");t.type="button",t.className="story-leave",t.addEventListener("click",q),
p.append(t,U("p","Arrow keys or Page Up and Page Down: steps · Home, End · N: notes · Esc: leave"))}function it(){a.classList.
remove("is-at-rest"),clearTimeout(ot),ot=window.setTimeout(()=>{a.classList.add("is-at-rest")},Kt)}function Qt(){d()||!f()||
(p||Yt(),a.classList.add(x),a.requestFullscreen&&a.requestFullscreen().catch(()=>{}),T(),st(),k(),document.activeElement instanceof
HTMLElement&&document.activeElement.blur(),it())}function q(){if(!d())return;a.classList.remove(x,C,"is-at-rest"),document.
fullscreenElement&&document.exitFullscreen().catch(()=>{}),T();let t=document.querySelector(".story-present");t&&t.focus()}
document.addEventListener("click",t=>{i(t,".story-present")&&Qt()});document.addEventListener("keydown",at,!0);document.
addEventListener("fullscreenchange",()=>{document.fullscreenElement||q(),T()});window.addEventListener("resize",T);document.
addEventListener("pointermove",()=>{d()&&it()});document.addEventListener("atlas:story",()=>{d()&&(f()||q(),st(),k())});var Xt=5,W="atlas-stories",ct="atlas-tab";function lt(){try{let t=JSON.parse(localStorage.getItem(W)??"null");return Array.
isArray(t)?t.filter(e=>e&&typeof e.story=="string"):[]}catch{return[]}}function dt(t){try{t.length?localStorage.setItem(
W,JSON.stringify(t)):localStorage.removeItem(W)}catch{}}function Zt(){try{let t=sessionStorage.getItem(ct)||Date.now().toString(
36)+Math.random().toString(36).slice(2,6);return sessionStorage.setItem(ct,t),t}catch{return""}}function te(t){if(t.dataset.
isKept)return;t.dataset.isKept="true";let{title:e="",story:n=""}=t.dataset;dt(ee(lt(),{tab:Zt(),title:e,story:n,at:Date.
now()}))}function ee(t,e){return[e,...t.filter(n=>n.tab!==e.tab&&n.story!==e.story)].slice(0,Xt)}function ne(t){let e=lt().
filter(r=>r.story!==t.dataset.but),n=e.map(r=>r.story).join(" ");if(t.dataset.listed===n&&t.hidden===!e.length)return;t.
dataset.listed=n,t.hidden=!e.length;let o=t.querySelector("ul");o&&(o.textContent="",e.forEach(r=>{let s=o.appendChild(document.
createElement("li")).appendChild(document.createElement("a"));s.href=`./story?v=1&story=${encodeURIComponent(r.story)}`,
s.textContent=`${r.title||"My story"}, ${new Date(r.at).toLocaleDateString()}`}))}var oe=document.getElementsByClassName(
"story-draft");new MutationObserver(()=>{for(let t of oe)te(t)}).observe(document.body,{childList:!0,subtree:!0});function ut(){
document.querySelectorAll(".story-drafts").forEach(ne)}document.addEventListener("atlas:story",ut);document.addEventListener(
"click",t=>{i(t,".story-forget")&&(dt([]),ut())});})();
