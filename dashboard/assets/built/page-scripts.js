"use strict";(()=>{function a(t,e){return t.target?.closest?.(e)??null}var Et=[['[data-testid="stExpandSidebarButton"]',t=>{c(t,"aria-label","Menu")}],['[data-testid="stSelectboxVirtualDropdo\
wn"]',t=>{c(t,"role","region"),c(t,"aria-label","Choices")}],['[data-testid="stSelectbox"] [role="group"]:has(> input)',
t=>{c(t,"data-chosen",t.querySelector("input")?.value??"")}],[".stApp:not(#atlas-first)",t=>{let e=getComputedStyle(t).colorScheme,
n=document.documentElement;n.style.colorScheme!==e&&(n.style.colorScheme=e)}],["details[data-part]",t=>{c(t,"id",t.dataset.
part??"")}],['[data-testid="stFileUploaderDropzone"]',t=>{c(t,"role","group"),c(t.querySelector('input[type="file"]'),"a\
ria-hidden","true")}],['[data-testid="stFileChip"] [role="alert"], [data-testid="stTooltipErrorContent"]',t=>{R&&bt.test(
t.textContent)&&(t.textContent=R)}],['[data-testid="stDateInputCalendar"] header',t=>{c(t,"role","presentation")}],['[da\
ta-testid="stDateInputCalendar"] header button[aria-haspopup="listbox"]',t=>{let e=t.dataset.what||t.getAttribute("aria-\
label")||"";t.dataset.what=e,c(t,"aria-label",`${t.textContent.trim()}, ${e}`)}]],bt=/AxiosError|status code \d{3}/,R="",
wt=XMLHttpRequest.prototype.send;XMLHttpRequest.prototype.send=function(t){this.addEventListener("load",()=>{let e=(this.
getResponseHeader("Content-Type")??"").startsWith("text/plain");this.responseURL.includes("/_stcore/upload_file/")&&this.
status>=400&&(R=e?this.responseText:"This file was not taken. Reload the page, and choose it again.")}),wt.call(this,t)};
function c(t,e,n){t&&t.getAttribute(e)!==n&&t.setAttribute(e,n)}var N=location.pathname,$=!1;function St(){location.pathname!==
N&&(N=location.pathname,$||window.scrollTo(0,0),$=!1)}window.addEventListener("popstate",()=>{$=location.pathname!==N});
var I=location.hash.length>1;function X(){if(!I)return;let t=document.getElementById(decodeURIComponent(location.hash.slice(
1)));if(t){for(let e=t.closest("details");e;e=e.parentElement?.closest("details")??null)e.open=!0;t.scrollIntoView()}}window.
addEventListener("hashchange",()=>{I=location.hash.length>1,X()});["wheel","touchstart","pointerdown","keydown"].forEach(
t=>{window.addEventListener(t,()=>{I=!1},{capture:!0,passive:!0})});function Y(){D=!1,St(),Et.forEach(([t,e])=>{document.
querySelectorAll(t).forEach(n=>{e(n)})}),document.querySelectorAll("a[data-size]").forEach(vt),X()}var J=Promise.resolve(),
D=!1;new MutationObserver(()=>{D||(D=!0,requestAnimationFrame(Y))}).observe(document.body,{childList:!0,subtree:!0,attributeFilter:[
"value"]});Y();function vt(t){let e=t.parentElement?.querySelector(".size"),n=t.dataset.size;!e||!n||t.dataset.measured===
n||(t.dataset.measured=n,e.textContent="· …",J=J.then(async()=>{if(!(!t.isConnected||t.dataset.size!==n))try{let o=await fetch(
n,{method:"HEAD"}),s=parseInt(o.headers.get("Atlas-File-Bytes")??"",10);if(!o.ok||!s)throw new Error(`HTTP ${o.status}`);
e.textContent=`· ${s<1e6?`${Math.ceil(s/1e3)} kB`:`${(s/1e6).toFixed(1)} MB`}`}catch{e.textContent="· cannot be made ju\
st now"}}))}document.addEventListener("atlas:read",()=>{let t=document.querySelector(".panel h2");t&&(t.tabIndex=-1,t.focus())});
var Lt=6e3;function At(t){let e=document.createElement("textarea"),n=document.activeElement;e.value=t,e.style.cssText="p\
osition:fixed;opacity:0",document.body.appendChild(e),e.select();let o=!1;try{o=document.execCommand("copy")}catch{}return e.
remove(),n instanceof HTMLElement&&n.focus(),o}function Ct(t,e){e.textContent=" Copy it from here: ";let n=e.appendChild(
document.createElement("input"));n.className="link-to-copy",n.readOnly=!0,n.value=t,n.setAttribute("aria-label","Link of\
 this view"),n.select()}document.addEventListener("click",t=>{let e=a(t,".copy-link")?.nextElementSibling;if(!e)return;let n=location.
href.split("#")[0],o=()=>{e.textContent="Link copied",setTimeout(()=>{e.textContent==="Link copied"&&(e.textContent="")},
Lt)},s=()=>{At(n)?o():Ct(n,e)};navigator.clipboard?navigator.clipboard.writeText(n).then(o,s):s()});function v(){let t=document.querySelector("main [data-release]"),e=new URL(location.href);return e.hash="",t?.dataset.day&&
!e.searchParams.has("day")&&e.searchParams.set("day",t.dataset.day),{release:t?.dataset.release??"",link:e.href}}var E=document.documentElement,Q="is-on-paper",_="is-on-stage",P=[];function b(t){P.push(t)}function xt(){document.querySelectorAll(
"main details:not([open])").forEach(e=>{e.open=!0,b(()=>{e.open=!1})})}function Tt(){document.querySelectorAll('iframe[t\
itle*="st_folium"]').forEach(e=>{let n=null;try{n=e.contentWindow?.__atlas.paper()}catch{}n&&(e.after(document.adoptNode(
n)),e.classList.add("is-off-paper"),b(()=>{n?.remove(),e.classList.remove("is-off-paper")}))})}function kt(){let t=document.
querySelector('[data-testid="stMainBlockContainer"]'),{release:e,link:n}=v(),o=document.createElement("p");t&&(o.className=
"paper-origin",o.textContent=`Mine Ban Atlas${e&&`, data release ${e}`} · ${n}`,t.appendChild(o),b(()=>{o.remove()}))}window.
addEventListener("beforeprint",()=>{P.length||(E.classList.add(Q),b(()=>{E.classList.remove(Q)}),E.classList.contains(_)&&
(E.classList.remove(_),b(()=>{E.classList.add(_)})),xt(),Tt(),kt())});window.addEventListener("afterprint",()=>{P.splice(
0).reverse().forEach(t=>{t()})});var tt="data-test-connection-state",et="data-test-script-state",Z="atlas-reloaded",qt="mine",Ot="The map that can be use\
d needs a connection that stays open (a WebSocket), and none has come about. A proxy or firewall between you and the atl\
as may not let it through. What needs none:",Mt="The connection to the atlas is lost, and the page tries to get it back.\
 What needs none:",F=document.getElementById("atlas-ways"),Rt=F?JSON.parse(F.textContent):{},A=!1,H=!1,L=0;function Nt(t){
if(t==="map")return location.search;let e=new URLSearchParams(location.search).get("story");return e&&e!==qt?`?${new URLSearchParams(
{story:e})}`:""}function $t(){let t=window.atlasTrouble,e=/\/story\/?$/.test(location.pathname)?"story":"map",n=t.add(t.
notice("connection",A?Mt:Ot),"p","","margin:0;line-height:2");(Rt[e]||[]).forEach((o,s)=>{s&&n.appendChild(document.createTextNode(
" · ")),t.add(n,"a",o[1],"color:inherit;white-space:nowrap").href=o[0]+Nt(e)})}function Dt(){["keydown","keyup"].forEach(
t=>{document.body.dispatchEvent(new KeyboardEvent(t,{key:"r",code:"KeyR",keyCode:82,which:82,bubbles:!0}))})}function It(){
let e=document.querySelector(".brand")?.dataset.scripts;if(!(!e||e===F?.dataset.scripts)){try{if(sessionStorage.getItem(
Z)===e)return;sessionStorage.setItem(Z,e)}catch{return}location.reload()}}function U(){let t=document.querySelector('[da\
ta-testid="stApp"]');if(!(!!t&&t.getAttribute(tt)==="CONNECTED")){H=A,L=L||window.setTimeout($t,A?2e3:8e3);return}clearTimeout(
L),L=0,window.atlasTrouble.end("connection"),H&&setTimeout(Dt),A=!0,H=!1,t?.getAttribute(et)==="notRunning"&&It()}function _t(){
let t=document.querySelector('[role="dialog"]');t?.textContent.trim().startsWith("Connection error")&&t.querySelector('b\
utton[aria-label="Close"]')?.click()}var B=null;new MutationObserver(()=>{_t();let t=document.querySelector('[data-testi\
d="stApp"]');!t||t===B||(B=t,new MutationObserver(U).observe(B,{attributes:!0,attributeFilter:[tt,et]}),U())}).observe(document.
body,{childList:!0,subtree:!0});U();var nt=12,Pt=400,Ht=900;function ot(t,e){let n=[...t.replace(/\s+/g," ").trim()];return n.length>e?`${n.slice(0,e-1).join(
"")}…`:n.join("")}function Bt(t,{records:e,shown:n,sources:o,link:s,release:i}){let u=e.length-nt,y=e.slice(0,nt).join(
", ")+(u>0?` and ${u} more`:""),l=ot(n,Pt),g=ot(o.join(" "),Ht),M=i?`data release ${i}`:"",yt={title:`Fact: ${e[0]}`,reference:[
y,M,s].filter(Boolean).join(" · "),shown:l,source:g,body:[`Record: ${y}`,...i?[`Release: ${i}`]:[],`View: ${s}`,`The at\
las says: ${l}`,...g?[`Cited: ${g}`]:[],"",""].join(`\r
`)};return t.replace(/\{(\w+)\}/g,(ue,gt)=>encodeURIComponent(yt[gt]??""))}function W(t){let e=t?.cloneNode(!0);for(let n of e?.
querySelectorAll("details, sup, .quiet, .computed, .why, .places")??[])n.remove();return e?.querySelector(".is, .line > \
b:has(+ span)")?.append(": "),e?.querySelector(".address")?.prepend(" "),e?.textContent??""}function Ft(t){return[...t.querySelectorAll(
"sup.refs a")].map(e=>{let n=document.getElementById(e.getAttribute("href")?.slice(1)??""),o=n?.querySelector("a[href^=h\
ttp]")?.getAttribute("href")??"";return`[${e.textContent}] ${W(n)} ${o}`})}function Ut(t){let e=(t.dataset.record??"").split(
" "),n=t.closest(".line, .status, .bibliography li"),o=n?.closest(".bibliography > li"),s=!!n&&n===o,i=document.querySelector(
'meta[name="atlas-report"]'),u=document.createElement("p"),y=document.createElement("code");if(n){if(u.className="record",
y.textContent=e.join(" "),u.append(y),i){let l=document.createElement("a"),g=W(n),M=o?[W(o)]:Ft(n);l.href=Bt(i.content,{
records:e,shown:g,sources:M,...v()}),l.target="_blank",l.rel="noopener noreferrer",l.textContent=s?"Report this document":
"Report this figure",u.append(" ",l)}t.append(u)}}globalThis.document?.addEventListener("toggle",t=>{let e=a(t,"details[\
data-record]");!e||document.documentElement.classList.contains("is-on-paper")||(e.querySelector(".record")?.remove(),e.open&&
Ut(e))},!0);var Wt=".st-key-story-steps input[type=radio]",zt=4e3,f=0,rt=0,S="",w=null,st="";function m(){return document.querySelector(
".story-step")}function p(t){let e=m();return e?Number(e.dataset[t]):0}function j(){return p("count")}function C(){return f&&
Date.now()-rt<zt?f:p("step")}function K(t){let e=document.querySelectorAll(Wt),n=Math.max(1,Math.min(t,j()));!e[n-1]||n===
C()||(f=n,rt=Date.now(),e[n-1].click())}function jt(){let t=m(),e=t?`Step ${p("step")} of ${p("count")}: ${t.querySelector(
"h1")?.textContent}`:"";if(e!==st){if(st=e,!w){w=document.body.appendChild(document.createElement("div")),w.className="u\
nseen",w.setAttribute("role","status");return}w.textContent=e}}function Kt(){if(!S||document.activeElement&&document.activeElement!==
document.body)return;let e=document.querySelectorAll(".story-go")[S==="on"?1:0];e&&e.focus()}function Vt(){f&&p("step")===
f&&(f=0,Kt(),S=""),jt(),document.dispatchEvent(new Event("atlas:story"))}var z=!1;new MutationObserver(()=>{z||(z=!0,requestAnimationFrame(
()=>{z=!1,Vt()}))}).observe(document.body,{childList:!0,subtree:!0});document.addEventListener("click",t=>{let e=a(t,".s\
tory-go");!e||e.getAttribute("aria-disabled")==="true"||(S=Number(e.dataset.go)>p("step")?"on":"back",K(C()+(S==="on"?1:
-1)))});function V(t,...e){let n=document.createElement(t);return n.append(...e),n}var r=document.documentElement,x="is-on-stage",T="is-with-notes",Jt=1280,Xt=720,Yt=100,Qt=55,Zt=4e3,h=null,at=null,it=0,
te={ArrowRight:1,ArrowDown:1,PageDown:1," ":1,ArrowLeft:-1,ArrowUp:-1,PageUp:-1,Home:"first",End:"last",Escape:"leave",n:"\
notes",N:"notes"};function d(){return r.classList.contains(x)}function ee(){return document.querySelector('.st-key-story\
 iframe[title*="st_folium"]')}function ct(){try{return ee()?.contentWindow??null}catch{return null}}function k(){d()&&r.
style.setProperty("--stage-scale",Math.min(innerWidth/Jt,innerHeight/Xt).toFixed(4));let t=ct();t?.document.documentElement&&
(t.document.documentElement.classList.toggle(x,d()),t.dispatchEvent(new Event("resize")),q())}function q(){let t=m(),e=Yt;
if(!(!t||!d())){r.classList.contains(T)&&t.querySelectorAll(".story-notes").forEach(n=>{n.open=!0});do r.style.setProperty(
"--text-size",(e/100).toFixed(2)),e-=5;while(t.scrollHeight>t.clientHeight+1&&e>=Qt)}}function lt(){let t=ct();t===at||!t||
(at=t,t.addEventListener("keydown",dt,!0))}function dt(t){let e=te[t.key];!d()||e===void 0||t.ctrlKey||t.metaKey||t.altKey||
t.key===" "&&a(t,"button, a, summary")||(t.preventDefault(),t.stopPropagation(),e==="leave"?O():e==="notes"?ne(!r.classList.
contains(T)):K(e==="first"?1:e==="last"?j():C()+e))}function ne(t){r.classList.toggle(T,t),q()}function oe(){h=document.
body.appendChild(document.createElement("div")),h.className="story-hint",h.setAttribute("role","region"),h.setAttribute(
"aria-label","Stage");let t=V("button","Leave");t.type="button",t.className="story-leave",t.addEventListener("click",O),
h.append(t,V("p","Arrow keys or Page Up and Page Down: steps · Home, End · N: notes · Esc: leave"))}function ut(){r.classList.
remove("is-at-rest"),clearTimeout(it),it=window.setTimeout(()=>{r.classList.add("is-at-rest")},Zt)}function se(){d()||!m()||
(h||oe(),r.classList.add(x),r.requestFullscreen&&r.requestFullscreen().catch(()=>{}),k(),lt(),q(),document.activeElement instanceof
HTMLElement&&document.activeElement.blur(),ut())}function O(){if(!d())return;r.classList.remove(x,T,"is-at-rest"),document.
fullscreenElement&&document.exitFullscreen().catch(()=>{}),k();let t=document.querySelector(".story-present");t&&t.focus()}
document.addEventListener("click",t=>{a(t,".story-present")&&se()});document.addEventListener("keydown",dt,!0);document.
addEventListener("fullscreenchange",()=>{document.fullscreenElement||O(),k()});window.addEventListener("resize",k);document.
addEventListener("pointermove",()=>{d()&&ut()});document.addEventListener("atlas:story",()=>{d()&&(m()||O(),lt(),q())});var re=5,G="atlas-stories",ft="atlas-tab";function pt(){try{let t=JSON.parse(localStorage.getItem(G)??"null");return Array.
isArray(t)?t.filter(e=>e&&typeof e.story=="string"):[]}catch{return[]}}function mt(t){try{t.length?localStorage.setItem(
G,JSON.stringify(t)):localStorage.removeItem(G)}catch{}}function ae(){try{let t=sessionStorage.getItem(ft)||Date.now().toString(
36)+Math.random().toString(36).slice(2,6);return sessionStorage.setItem(ft,t),t}catch{return""}}function ie(t){if(t.dataset.
isKept)return;t.dataset.isKept="true";let{title:e="",story:n=""}=t.dataset;mt(ce(pt(),{tab:ae(),title:e,story:n,at:Date.
now()}))}function ce(t,e){return[e,...t.filter(n=>n.tab!==e.tab&&n.story!==e.story)].slice(0,re)}function le(t){let e=pt().
filter(s=>s.story!==t.dataset.but),n=e.map(s=>s.story).join(" ");if(t.dataset.listed===n&&t.hidden===!e.length)return;t.
dataset.listed=n,t.hidden=!e.length;let o=t.querySelector("ul");o&&(o.textContent="",e.forEach(s=>{let i=o.appendChild(document.
createElement("li")).appendChild(document.createElement("a"));i.href=`./story?v=1&story=${encodeURIComponent(s.story)}`,
i.textContent=`${s.title||"My story"}, ${new Date(s.at).toLocaleDateString()}`}))}var de=document.getElementsByClassName(
"story-draft");new MutationObserver(()=>{for(let t of de)ie(t)}).observe(document.body,{childList:!0,subtree:!0});function ht(){
document.querySelectorAll(".story-drafts").forEach(le)}document.addEventListener("atlas:story",ht);document.addEventListener(
"click",t=>{a(t,".story-forget")&&(mt([]),ht())});})();
