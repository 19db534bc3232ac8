"use strict";(()=>{function a(t,e){return t.target?.closest?.(e)??null}var yt=[['[data-testid="stExpandSidebarButton"]',t=>{c(t,"aria-label","Menu")}],['[data-testid="stSelectboxVirtualDropdo\
wn"]',t=>{c(t,"role","region"),c(t,"aria-label","Choices")}],['[data-testid="stSelectbox"] [role="group"]:has(> input)',
t=>{c(t,"data-chosen",t.querySelector("input")?.value??"")}],[".stApp:not(#atlas-first)",t=>{let e=getComputedStyle(t).colorScheme,
n=document.documentElement;n.style.colorScheme!==e&&(n.style.colorScheme=e)}],["details[data-part]",t=>{c(t,"id",t.dataset.
part??"")}],['[data-testid="stFileUploaderDropzone"]',t=>{c(t,"role","group"),c(t.querySelector('input[type="file"]'),"a\
ria-hidden","true")}],['[data-testid="stFileChip"] [role="alert"], [data-testid="stTooltipErrorContent"]',t=>{R&&gt.test(
t.textContent)&&(t.textContent=R)}],['[data-testid="stDateInputCalendar"] header',t=>{c(t,"role","presentation")}],['[da\
ta-testid="stDateInputCalendar"] header button[aria-haspopup="listbox"]',t=>{let e=t.dataset.what||t.getAttribute("aria-\
label")||"";t.dataset.what=e,c(t,"aria-label",`${t.textContent.trim()}, ${e}`)}]],gt=/AxiosError|status code \d{3}/,R="",
Et=XMLHttpRequest.prototype.send;XMLHttpRequest.prototype.send=function(t){this.addEventListener("load",()=>{let e=(this.
getResponseHeader("Content-Type")??"").startsWith("text/plain");this.responseURL.includes("/_stcore/upload_file/")&&this.
status>=400&&(R=e?this.responseText:"This file was not taken. Reload the page, and choose it again.")}),Et.call(this,t)};
function c(t,e,n){t&&t.getAttribute(e)!==n&&t.setAttribute(e,n)}var $=location.pathname,N=!1;function wt(){location.pathname!==
$&&($=location.pathname,N||window.scrollTo(0,0),N=!1)}window.addEventListener("popstate",()=>{N=location.pathname!==$});
var I=location.hash.length>1;function J(){if(!I)return;let t=document.getElementById(decodeURIComponent(location.hash.slice(
1)));if(t){for(let e=t.closest("details");e;e=e.parentElement?.closest("details")??null)e.open=!0;t.scrollIntoView()}}window.
addEventListener("hashchange",()=>{I=location.hash.length>1,J()});["wheel","touchstart","pointerdown","keydown"].forEach(
t=>{window.addEventListener(t,()=>{I=!1},{capture:!0,passive:!0})});function X(){D=!1,wt(),yt.forEach(([t,e])=>{document.
querySelectorAll(t).forEach(n=>{e(n)})}),document.querySelectorAll("a[data-size]").forEach(bt),J()}var G=Promise.resolve(),
D=!1;new MutationObserver(()=>{D||(D=!0,requestAnimationFrame(X))}).observe(document.body,{childList:!0,subtree:!0,attributeFilter:[
"value"]});X();function bt(t){let e=t.parentElement?.querySelector(".size"),n=t.dataset.size;!e||!n||t.dataset.measured===
n||(t.dataset.measured=n,e.textContent="· …",G=G.then(async()=>{if(!(!t.isConnected||t.dataset.size!==n))try{let o=await fetch(
n,{method:"HEAD"}),s=parseInt(o.headers.get("Atlas-File-Bytes")??"",10);if(!o.ok||!s)throw new Error(`HTTP ${o.status}`);
e.textContent=`· ${s<1e6?`${Math.ceil(s/1e3)} kB`:`${(s/1e6).toFixed(1)} MB`}`}catch{e.textContent="· cannot be made ju\
st now"}}))}document.addEventListener("atlas:read",()=>{let t=document.querySelector(".panel h2");t&&(t.tabIndex=-1,t.focus())});
var St=6e3;function vt(t){let e=document.createElement("textarea"),n=document.activeElement;e.value=t,e.style.cssText="p\
osition:fixed;opacity:0",document.body.appendChild(e),e.select();let o=!1;try{o=document.execCommand("copy")}catch{}return e.
remove(),n instanceof HTMLElement&&n.focus(),o}function Lt(t,e){e.textContent=" Copy it from here: ";let n=e.appendChild(
document.createElement("input"));n.className="link-to-copy",n.readOnly=!0,n.value=t,n.setAttribute("aria-label","Link of\
 this view"),n.select()}document.addEventListener("click",t=>{let e=a(t,".copy-link")?.nextElementSibling;if(!e)return;let n=location.
href.split("#")[0],o=()=>{e.textContent="Link copied",setTimeout(()=>{e.textContent==="Link copied"&&(e.textContent="")},
St)},s=()=>{vt(n)?o():Lt(n,e)};navigator.clipboard?navigator.clipboard.writeText(n).then(o,s):s()});function v(){let t=document.querySelector("main [data-release]"),e=new URL(location.href);return e.hash="",t?.dataset.day&&
!e.searchParams.has("day")&&e.searchParams.set("day",t.dataset.day),{release:t?.dataset.release??"",link:e.href}}var E=document.documentElement,Y="is-on-paper",_="is-on-stage",P=[];function w(t){P.push(t)}function Ct(){document.querySelectorAll(
"main details:not([open])").forEach(e=>{e.open=!0,w(()=>{e.open=!1})})}function xt(){document.querySelectorAll('iframe[t\
itle*="st_folium"]').forEach(e=>{let n=null;try{n=e.contentWindow?.__atlas.paper()}catch{}n&&(e.after(document.adoptNode(
n)),e.classList.add("is-off-paper"),w(()=>{n?.remove(),e.classList.remove("is-off-paper")}))})}function At(){let t=document.
querySelector('[data-testid="stMainBlockContainer"]'),{release:e,link:n}=v(),o=document.createElement("p");t&&(o.className=
"paper-origin",o.textContent=`Mine Ban Atlas${e&&`, data release ${e}`} · ${n}`,t.appendChild(o),w(()=>{o.remove()}))}window.
addEventListener("beforeprint",()=>{P.length||(E.classList.add(Y),w(()=>{E.classList.remove(Y)}),E.classList.contains(_)&&
(E.classList.remove(_),w(()=>{E.classList.add(_)})),Ct(),xt(),At())});window.addEventListener("afterprint",()=>{P.splice(
0).reverse().forEach(t=>{t()})});var Z="data-test-connection-state",Tt="mine",kt="The map that can be used needs a connection that stays open (a WebSocke\
t), and none has come about. A proxy or firewall between you and the atlas may not let it through. What needs none:",qt="\
The connection to the atlas is lost, and the page tries to get it back. What needs none:",Q=document.getElementById("atl\
as-ways"),Ot=Q?JSON.parse(Q.textContent):{},C=!1,H=!1,L=0;function Mt(t){if(t==="map")return location.search;let e=new URLSearchParams(
location.search).get("story");return e&&e!==Tt?`?${new URLSearchParams({story:e})}`:""}function Rt(){let t=window.atlasTrouble,
e=/\/story\/?$/.test(location.pathname)?"story":"map",n=t.add(t.notice("connection",C?qt:kt),"p","","margin:0;line-heigh\
t:2");(Ot[e]||[]).forEach((o,s)=>{s&&n.appendChild(document.createTextNode(" · ")),t.add(n,"a",o[1],"color:inherit;whit\
e-space:nowrap").href=o[0]+Mt(e)})}function $t(){["keydown","keyup"].forEach(t=>{document.body.dispatchEvent(new KeyboardEvent(
t,{key:"r",code:"KeyR",keyCode:82,which:82,bubbles:!0}))})}function F(){let t=document.querySelector('[data-testid="stAp\
p"]');if(!(!!t&&t.getAttribute(Z)==="CONNECTED")){H=C,L=L||window.setTimeout(Rt,C?2e3:8e3);return}clearTimeout(L),L=0,window.
atlasTrouble.end("connection"),H&&setTimeout($t),C=!0,H=!1}function Nt(){let t=document.querySelector('[role="dialog"]');
t?.textContent.trim().startsWith("Connection error")&&t.querySelector('button[aria-label="Close"]')?.click()}var B=null;
new MutationObserver(()=>{Nt();let t=document.querySelector('[data-testid="stApp"]');!t||t===B||(B=t,new MutationObserver(
F).observe(B,{attributes:!0,attributeFilter:[Z]}),F())}).observe(document.body,{childList:!0,subtree:!0});F();var tt=12,Dt=400,It=900;function et(t,e){let n=[...t.replace(/\s+/g," ").trim()];return n.length>e?`${n.slice(0,e-1).join(
"")}…`:n.join("")}function _t(t,{records:e,shown:n,sources:o,link:s,release:i}){let u=e.length-tt,y=e.slice(0,tt).join(
", ")+(u>0?` and ${u} more`:""),l=et(n,Dt),g=et(o.join(" "),It),M=i?`data release ${i}`:"",mt={title:`Fact: ${e[0]}`,reference:[
y,M,s].filter(Boolean).join(" · "),shown:l,source:g,body:[`Record: ${y}`,...i?[`Release: ${i}`]:[],`View: ${s}`,`The at\
las says: ${l}`,...g?[`Cited: ${g}`]:[],"",""].join(`\r
`)};return t.replace(/\{(\w+)\}/g,(ce,ht)=>encodeURIComponent(mt[ht]??""))}function W(t){let e=t?.cloneNode(!0);for(let n of e?.
querySelectorAll("details, sup, .quiet, .computed, .why, .places")??[])n.remove();return e?.querySelector(".is, .line > \
b:has(+ span)")?.append(": "),e?.querySelector(".address")?.prepend(" "),e?.textContent??""}function Pt(t){return[...t.querySelectorAll(
"sup.refs a")].map(e=>{let n=document.getElementById(e.getAttribute("href")?.slice(1)??""),o=n?.querySelector("a[href^=h\
ttp]")?.getAttribute("href")??"";return`[${e.textContent}] ${W(n)} ${o}`})}function Ht(t){let e=(t.dataset.record??"").split(
" "),n=t.closest(".line, .status, .bibliography li"),o=n?.closest(".bibliography > li"),s=!!n&&n===o,i=document.querySelector(
'meta[name="atlas-report"]'),u=document.createElement("p"),y=document.createElement("code");if(n){if(u.className="record",
y.textContent=e.join(" "),u.append(y),i){let l=document.createElement("a"),g=W(n),M=o?[W(o)]:Pt(n);l.href=_t(i.content,{
records:e,shown:g,sources:M,...v()}),l.target="_blank",l.rel="noopener noreferrer",l.textContent=s?"Report this document":
"Report this figure",u.append(" ",l)}t.append(u)}}globalThis.document?.addEventListener("toggle",t=>{let e=a(t,"details[\
data-record]");!e||document.documentElement.classList.contains("is-on-paper")||(e.querySelector(".record")?.remove(),e.open&&
Ht(e))},!0);var Bt=".st-key-story-steps input[type=radio]",Ft=4e3,f=0,ot=0,S="",b=null,nt="";function m(){return document.querySelector(
".story-step")}function p(t){let e=m();return e?Number(e.dataset[t]):0}function z(){return p("count")}function x(){return f&&
Date.now()-ot<Ft?f:p("step")}function j(t){let e=document.querySelectorAll(Bt),n=Math.max(1,Math.min(t,z()));!e[n-1]||n===
x()||(f=n,ot=Date.now(),e[n-1].click())}function Wt(){let t=m(),e=t?`Step ${p("step")} of ${p("count")}: ${t.querySelector(
"h1")?.textContent}`:"";if(e!==nt){if(nt=e,!b){b=document.body.appendChild(document.createElement("div")),b.className="u\
nseen",b.setAttribute("role","status");return}b.textContent=e}}function Ut(){if(!S||document.activeElement&&document.activeElement!==
document.body)return;let e=document.querySelectorAll(".story-go")[S==="on"?1:0];e&&e.focus()}function zt(){f&&p("step")===
f&&(f=0,Ut(),S=""),Wt(),document.dispatchEvent(new Event("atlas:story"))}var U=!1;new MutationObserver(()=>{U||(U=!0,requestAnimationFrame(
()=>{U=!1,zt()}))}).observe(document.body,{childList:!0,subtree:!0});document.addEventListener("click",t=>{let e=a(t,".s\
tory-go");!e||e.getAttribute("aria-disabled")==="true"||(S=Number(e.dataset.go)>p("step")?"on":"back",j(x()+(S==="on"?1:
-1)))});function K(t,...e){let n=document.createElement(t);return n.append(...e),n}var r=document.documentElement,A="is-on-stage",T="is-with-notes",Kt=1280,Vt=720,Gt=100,Jt=55,Xt=4e3,h=null,st=null,rt=0,
Yt={ArrowRight:1,ArrowDown:1,PageDown:1," ":1,ArrowLeft:-1,ArrowUp:-1,PageUp:-1,Home:"first",End:"last",Escape:"leave",n:"\
notes",N:"notes"};function d(){return r.classList.contains(A)}function Qt(){return document.querySelector('.st-key-story\
 iframe[title*="st_folium"]')}function at(){try{return Qt()?.contentWindow??null}catch{return null}}function k(){d()&&r.
style.setProperty("--stage-scale",Math.min(innerWidth/Kt,innerHeight/Vt).toFixed(4));let t=at();t?.document.documentElement&&
(t.document.documentElement.classList.toggle(A,d()),t.dispatchEvent(new Event("resize")),q())}function q(){let t=m(),e=Gt;
if(!(!t||!d())){r.classList.contains(T)&&t.querySelectorAll(".story-notes").forEach(n=>{n.open=!0});do r.style.setProperty(
"--text-size",(e/100).toFixed(2)),e-=5;while(t.scrollHeight>t.clientHeight+1&&e>=Jt)}}function it(){let t=at();t===st||!t||
(st=t,t.addEventListener("keydown",ct,!0))}function ct(t){let e=Yt[t.key];!d()||e===void 0||t.ctrlKey||t.metaKey||t.altKey||
t.key===" "&&a(t,"button, a, summary")||(t.preventDefault(),t.stopPropagation(),e==="leave"?O():e==="notes"?Zt(!r.classList.
contains(T)):j(e==="first"?1:e==="last"?z():x()+e))}function Zt(t){r.classList.toggle(T,t),q()}function te(){h=document.
body.appendChild(document.createElement("div")),h.className="story-hint",h.setAttribute("role","region"),h.setAttribute(
"aria-label","Stage");let t=K("button","Leave");t.type="button",t.className="story-leave",t.addEventListener("click",O),
h.append(t,K("p","Arrow keys or Page Up and Page Down: steps · Home, End · N: notes · Esc: leave"))}function lt(){r.classList.
remove("is-at-rest"),clearTimeout(rt),rt=window.setTimeout(()=>{r.classList.add("is-at-rest")},Xt)}function ee(){d()||!m()||
(h||te(),r.classList.add(A),r.requestFullscreen&&r.requestFullscreen().catch(()=>{}),k(),it(),q(),document.activeElement instanceof
HTMLElement&&document.activeElement.blur(),lt())}function O(){if(!d())return;r.classList.remove(A,T,"is-at-rest"),document.
fullscreenElement&&document.exitFullscreen().catch(()=>{}),k();let t=document.querySelector(".story-present");t&&t.focus()}
document.addEventListener("click",t=>{a(t,".story-present")&&ee()});document.addEventListener("keydown",ct,!0);document.
addEventListener("fullscreenchange",()=>{document.fullscreenElement||O(),k()});window.addEventListener("resize",k);document.
addEventListener("pointermove",()=>{d()&&lt()});document.addEventListener("atlas:story",()=>{d()&&(m()||O(),it(),q())});var ne=5,V="atlas-stories",dt="atlas-tab";function ut(){try{let t=JSON.parse(localStorage.getItem(V)??"null");return Array.
isArray(t)?t.filter(e=>e&&typeof e.story=="string"):[]}catch{return[]}}function ft(t){try{t.length?localStorage.setItem(
V,JSON.stringify(t)):localStorage.removeItem(V)}catch{}}function oe(){try{let t=sessionStorage.getItem(dt)||Date.now().toString(
36)+Math.random().toString(36).slice(2,6);return sessionStorage.setItem(dt,t),t}catch{return""}}function se(t){if(t.dataset.
isKept)return;t.dataset.isKept="true";let{title:e="",story:n=""}=t.dataset;ft(re(ut(),{tab:oe(),title:e,story:n,at:Date.
now()}))}function re(t,e){return[e,...t.filter(n=>n.tab!==e.tab&&n.story!==e.story)].slice(0,ne)}function ae(t){let e=ut().
filter(s=>s.story!==t.dataset.but),n=e.map(s=>s.story).join(" ");if(t.dataset.listed===n&&t.hidden===!e.length)return;t.
dataset.listed=n,t.hidden=!e.length;let o=t.querySelector("ul");o&&(o.textContent="",e.forEach(s=>{let i=o.appendChild(document.
createElement("li")).appendChild(document.createElement("a"));i.href=`./story?v=1&story=${encodeURIComponent(s.story)}`,
i.textContent=`${s.title||"My story"}, ${new Date(s.at).toLocaleDateString()}`}))}var ie=document.getElementsByClassName(
"story-draft");new MutationObserver(()=>{for(let t of ie)se(t)}).observe(document.body,{childList:!0,subtree:!0});function pt(){
document.querySelectorAll(".story-drafts").forEach(ae)}document.addEventListener("atlas:story",pt);document.addEventListener(
"click",t=>{a(t,".story-forget")&&(ft([]),pt())});})();
