"use strict";(()=>{function a(t,e){return t.target?.closest?.(e)??null}var ht=[['[data-testid="stExpandSidebarButton"]',t=>{l(t,"aria-label","Menu")}],['[data-testid="stSelectboxVirtualDropdo\
wn"]',t=>{l(t,"role","region"),l(t,"aria-label","Choices")}],[".stApp:not(#atlas-first)",t=>{let e=getComputedStyle(t).colorScheme,
n=document.documentElement;n.style.colorScheme!==e&&(n.style.colorScheme=e)}],["details[data-part]",t=>{l(t,"id",t.dataset.
part??"")}],['[data-testid="stFileUploaderDropzone"]',t=>{l(t,"role","group"),l(t.querySelector('input[type="file"]'),"a\
ria-hidden","true")}],['[data-testid="stDateInputCalendar"] header',t=>{l(t,"role","presentation")}],['[data-testid="stD\
ateInputCalendar"] header button[aria-haspopup="listbox"]',t=>{let e=t.dataset.what||t.getAttribute("aria-label")||"";t.
dataset.what=e,l(t,"aria-label",`${t.textContent.trim()}, ${e}`)}]];function l(t,e,n){t&&t.getAttribute(e)!==n&&t.setAttribute(
e,n)}var M=location.pathname,$=!1;function yt(){location.pathname!==M&&(M=location.pathname,$||window.scrollTo(0,0),$=!1)}
window.addEventListener("popstate",()=>{$=location.pathname!==M});var D=location.hash.length>1;function G(){if(!D)return;
let t=document.getElementById(decodeURIComponent(location.hash.slice(1)));if(t){for(let e=t.closest("details");e;e=e.parentElement?.
closest("details")??null)e.open=!0;t.scrollIntoView()}}window.addEventListener("hashchange",()=>{D=location.hash.length>
1,G()});["wheel","touchstart","pointerdown","keydown"].forEach(t=>{window.addEventListener(t,()=>{D=!1},{capture:!0,passive:!0})});
function J(){N=!1,yt(),ht.forEach(([t,e])=>{document.querySelectorAll(t).forEach(n=>{e(n)})}),document.querySelectorAll(
"a[data-size]").forEach(gt),G()}var V=Promise.resolve(),N=!1;new MutationObserver(()=>{N||(N=!0,requestAnimationFrame(J))}).
observe(document.body,{childList:!0,subtree:!0});J();function gt(t){let e=t.parentElement?.querySelector(".size"),n=t.dataset.
size;!e||!n||t.dataset.measured===n||(t.dataset.measured=n,e.textContent="· …",V=V.then(async()=>{if(!(!t.isConnected||
t.dataset.size!==n))try{let o=await fetch(n,{method:"HEAD"}),r=parseInt(o.headers.get("Atlas-File-Bytes")??"",10);if(!o.
ok||!r)throw new Error(`HTTP ${o.status}`);e.textContent=`· ${r<1e6?`${Math.ceil(r/1e3)} kB`:`${(r/1e6).toFixed(1)} MB`}`}catch{
e.textContent="· cannot be made just now"}}))}document.addEventListener("atlas:read",()=>{let t=document.querySelector(
".panel h2");t&&(t.tabIndex=-1,t.focus())});var Et=6e3;function wt(t){let e=document.createElement("textarea"),n=document.
activeElement;e.value=t,e.style.cssText="position:fixed;opacity:0",document.body.appendChild(e),e.select();let o=!1;try{
o=document.execCommand("copy")}catch{}return e.remove(),n instanceof HTMLElement&&n.focus(),o}function bt(t,e){e.textContent=
" Copy it from here: ";let n=e.appendChild(document.createElement("input"));n.className="link-to-copy",n.readOnly=!0,n.value=
t,n.setAttribute("aria-label","Link of this view"),n.select()}document.addEventListener("click",t=>{let e=a(t,".copy-lin\
k")?.nextElementSibling;if(!e)return;let n=location.href.split("#")[0],o=()=>{e.textContent="Link copied",setTimeout(()=>{
e.textContent==="Link copied"&&(e.textContent="")},Et)},r=()=>{wt(n)?o():bt(n,e)};navigator.clipboard?navigator.clipboard.
writeText(n).then(o,r):r()});function v(){let t=document.querySelector("main [data-release]"),e=new URL(location.href);return e.hash="",t?.dataset.day&&
!e.searchParams.has("day")&&e.searchParams.set("day",t.dataset.day),{release:t?.dataset.release??"",link:e.href}}var E=document.documentElement,Y="is-on-paper",I="is-on-stage",R=[];function w(t){R.push(t)}function St(){document.querySelectorAll(
"main details:not([open])").forEach(e=>{e.open=!0,w(()=>{e.open=!1})})}function vt(){document.querySelectorAll('iframe[t\
itle*="st_folium"]').forEach(e=>{let n=null;try{n=e.contentWindow?.__atlas.paper()}catch{}n&&(e.after(document.adoptNode(
n)),e.classList.add("is-off-paper"),w(()=>{n?.remove(),e.classList.remove("is-off-paper")}))})}function Lt(){let t=document.
querySelector('[data-testid="stMainBlockContainer"]'),{release:e,link:n}=v(),o=document.createElement("p");t&&(o.className=
"paper-origin",o.textContent=`Mine Ban Atlas${e&&`, data release ${e}`} · ${n}`,t.appendChild(o),w(()=>{o.remove()}))}window.
addEventListener("beforeprint",()=>{R.length||(E.classList.add(Y),w(()=>{E.classList.remove(Y)}),E.classList.contains(I)&&
(E.classList.remove(I),w(()=>{E.classList.add(I)})),St(),vt(),Lt())});window.addEventListener("afterprint",()=>{R.splice(
0).reverse().forEach(t=>{t()})});var X="data-test-connection-state",At="mine",xt="The map that can be used needs a connection that stays open (a WebSocke\
t), and none has come about. A proxy or firewall between you and the atlas may not let it through. What needs none:",Ct="\
The connection to the atlas is lost, and the page tries to get it back. What needs none:",Q=document.getElementById("atl\
as-ways"),Tt=Q?JSON.parse(Q.textContent):{},H=!1,P=!1,L=0;function kt(t){if(t==="map")return location.search;let e=new URLSearchParams(
location.search).get("story");return e&&e!==At?`?${new URLSearchParams({story:e})}`:""}function qt(){let t=window.atlasTrouble,
e=/\/story\/?$/.test(location.pathname)?"story":"map",n=t.add(t.notice("connection",H?Ct:xt),"p","","margin:0;line-heigh\
t:2");(Tt[e]||[]).forEach((o,r)=>{r&&n.appendChild(document.createTextNode(" · ")),t.add(n,"a",o[1],"color:inherit;whit\
e-space:nowrap").href=o[0]+kt(e)})}function Ot(){["keydown","keyup"].forEach(t=>{document.body.dispatchEvent(new KeyboardEvent(
t,{key:"r",code:"KeyR",keyCode:82,which:82,bubbles:!0}))})}function _(){let t=document.querySelector('[data-testid="stAp\
p"]');if(!(!!t&&t.getAttribute(X)==="CONNECTED")){P=H,L=L||window.setTimeout(qt,8e3);return}clearTimeout(L),L=0,window.atlasTrouble.
end("connection"),P&&setTimeout(Ot),H=!0,P=!1}var B=null;new MutationObserver(()=>{let t=document.querySelector('[data-t\
estid="stApp"]');!t||t===B||(B=t,new MutationObserver(_).observe(B,{attributes:!0,attributeFilter:[X]}),_())}).observe(document.
body,{childList:!0,subtree:!0});_();var Z=12,Mt=400,$t=900;function tt(t,e){let n=[...t.replace(/\s+/g," ").trim()];return n.length>e?`${n.slice(0,e-1).join(
"")}…`:n.join("")}function Nt(t,{records:e,shown:n,sources:o,link:r,release:i}){let u=e.length-Z,y=e.slice(0,Z).join("\
, ")+(u>0?` and ${u} more`:""),c=tt(n,Mt),g=tt(o.join(" "),$t),O=i?`data release ${i}`:"",ft={title:`Fact: ${e[0]}`,reference:[
y,O,r].filter(Boolean).join(" · "),shown:c,source:g,body:[`Record: ${y}`,...i?[`Release: ${i}`]:[],`View: ${r}`,`The at\
las says: ${c}`,...g?[`Cited: ${g}`]:[],"",""].join(`\r
`)};return t.replace(/\{(\w+)\}/g,(re,pt)=>encodeURIComponent(ft[pt]??""))}function F(t){let e=t?.cloneNode(!0);for(let n of e?.
querySelectorAll("details, sup, .quiet, .computed, .why, .places")??[])n.remove();return e?.querySelector(".is, .line > \
b:has(+ span)")?.append(": "),e?.querySelector(".address")?.prepend(" "),e?.textContent??""}function Dt(t){return[...t.querySelectorAll(
"sup.refs a")].map(e=>{let n=document.getElementById(e.getAttribute("href")?.slice(1)??""),o=n?.querySelector("a[href^=h\
ttp]")?.getAttribute("href")??"";return`[${e.textContent}] ${F(n)} ${o}`})}function It(t){let e=(t.dataset.record??"").split(
" "),n=t.closest(".line, .status, .bibliography li"),o=n?.closest(".bibliography > li"),r=!!n&&n===o,i=document.querySelector(
'meta[name="atlas-report"]'),u=document.createElement("p"),y=document.createElement("code");if(n){if(u.className="record",
y.textContent=e.join(" "),u.append(y),i){let c=document.createElement("a"),g=F(n),O=o?[F(o)]:Dt(n);c.href=Nt(i.content,{
records:e,shown:g,sources:O,...v()}),c.target="_blank",c.rel="noopener noreferrer",c.textContent=r?"Report this document":
"Report this figure",u.append(" ",c)}t.append(u)}}globalThis.document?.addEventListener("toggle",t=>{let e=a(t,"details[\
data-record]");!e||document.documentElement.classList.contains("is-on-paper")||(e.querySelector(".record")?.remove(),e.open&&
It(e))},!0);var Rt=".st-key-story-steps input[type=radio]",Pt=4e3,m=0,nt=0,S="",b=null,et="";function p(){return document.querySelector(
".story-step")}function f(t){let e=p();return e?Number(e.dataset[t]):0}function U(){return f("count")}function A(){return m&&
Date.now()-nt<Pt?m:f("step")}function W(t){let e=document.querySelectorAll(Rt),n=Math.max(1,Math.min(t,U()));!e[n-1]||n===
A()||(m=n,nt=Date.now(),e[n-1].click())}function Bt(){let t=p(),e=t?`Step ${f("step")} of ${f("count")}: ${t.querySelector(
"h1")?.textContent}`:"";if(e!==et){if(et=e,!b){b=document.body.appendChild(document.createElement("div")),b.className="u\
nseen",b.setAttribute("role","status");return}b.textContent=e}}function Ht(){if(!S||document.activeElement&&document.activeElement!==
document.body)return;let e=document.querySelectorAll(".story-go")[S==="on"?1:0];e&&e.focus()}function _t(){m&&f("step")===
m&&(m=0,Ht(),S=""),Bt(),document.dispatchEvent(new Event("atlas:story"))}var z=!1;new MutationObserver(()=>{z||(z=!0,requestAnimationFrame(
()=>{z=!1,_t()}))}).observe(document.body,{childList:!0,subtree:!0});document.addEventListener("click",t=>{let e=a(t,".s\
tory-go");!e||e.getAttribute("aria-disabled")==="true"||(S=Number(e.dataset.go)>f("step")?"on":"back",W(A()+(S==="on"?1:
-1)))});function j(t,...e){let n=document.createElement(t);return n.append(...e),n}var s=document.documentElement,x="is-on-stage",C="is-with-notes",zt=1280,Ut=720,Wt=100,jt=55,Kt=4e3,h=null,ot=null,rt=0,
Vt={ArrowRight:1,ArrowDown:1,PageDown:1," ":1,ArrowLeft:-1,ArrowUp:-1,PageUp:-1,Home:"first",End:"last",Escape:"leave",n:"\
notes",N:"notes"};function d(){return s.classList.contains(x)}function Gt(){return document.querySelector('.st-key-story\
 iframe[title*="st_folium"]')}function st(){try{return Gt()?.contentWindow??null}catch{return null}}function T(){d()&&s.
style.setProperty("--stage-scale",Math.min(innerWidth/zt,innerHeight/Ut).toFixed(4));let t=st();t?.document.documentElement&&
(t.document.documentElement.classList.toggle(x,d()),t.dispatchEvent(new Event("resize")),k())}function k(){let t=p(),e=Wt;
if(!(!t||!d())){s.classList.contains(C)&&t.querySelectorAll(".story-notes").forEach(n=>{n.open=!0});do s.style.setProperty(
"--text-size",(e/100).toFixed(2)),e-=5;while(t.scrollHeight>t.clientHeight+1&&e>=jt)}}function at(){let t=st();t===ot||!t||
(ot=t,t.addEventListener("keydown",it,!0))}function it(t){let e=Vt[t.key];!d()||e===void 0||t.ctrlKey||t.metaKey||t.altKey||
t.key===" "&&a(t,"button, a, summary")||(t.preventDefault(),t.stopPropagation(),e==="leave"?q():e==="notes"?Jt(!s.classList.
contains(C)):W(e==="first"?1:e==="last"?U():A()+e))}function Jt(t){s.classList.toggle(C,t),k()}function Yt(){h=document.
body.appendChild(document.createElement("div")),h.className="story-hint",h.setAttribute("role","region"),h.setAttribute(
"aria-label","Stage");let t=j("button","Leave");t.type="button",t.className="story-leave",t.addEventListener("click",q),
h.append(t,j("p","Arrow keys or Page Up and Page Down: steps · Home, End · N: notes · Esc: leave"))}function ct(){s.classList.
remove("is-at-rest"),clearTimeout(rt),rt=window.setTimeout(()=>{s.classList.add("is-at-rest")},Kt)}function Qt(){d()||!p()||
(h||Yt(),s.classList.add(x),s.requestFullscreen&&s.requestFullscreen().catch(()=>{}),T(),at(),k(),document.activeElement instanceof
HTMLElement&&document.activeElement.blur(),ct())}function q(){if(!d())return;s.classList.remove(x,C,"is-at-rest"),document.
fullscreenElement&&document.exitFullscreen().catch(()=>{}),T();let t=document.querySelector(".story-present");t&&t.focus()}
document.addEventListener("click",t=>{a(t,".story-present")&&Qt()});document.addEventListener("keydown",it,!0);document.
addEventListener("fullscreenchange",()=>{document.fullscreenElement||q(),T()});window.addEventListener("resize",T);document.
addEventListener("pointermove",()=>{d()&&ct()});document.addEventListener("atlas:story",()=>{d()&&(p()||q(),at(),k())});var Xt=5,K="atlas-stories",lt="atlas-tab";function dt(){try{let t=JSON.parse(localStorage.getItem(K)??"null");return Array.
isArray(t)?t.filter(e=>e&&typeof e.story=="string"):[]}catch{return[]}}function ut(t){try{t.length?localStorage.setItem(
K,JSON.stringify(t)):localStorage.removeItem(K)}catch{}}function Zt(){try{let t=sessionStorage.getItem(lt)||Date.now().toString(
36)+Math.random().toString(36).slice(2,6);return sessionStorage.setItem(lt,t),t}catch{return""}}function te(t){if(t.dataset.
isKept)return;t.dataset.isKept="true";let{title:e="",story:n=""}=t.dataset;ut(ee(dt(),{tab:Zt(),title:e,story:n,at:Date.
now()}))}function ee(t,e){return[e,...t.filter(n=>n.tab!==e.tab&&n.story!==e.story)].slice(0,Xt)}function ne(t){let e=dt().
filter(r=>r.story!==t.dataset.but),n=e.map(r=>r.story).join(" ");if(t.dataset.listed===n&&t.hidden===!e.length)return;t.
dataset.listed=n,t.hidden=!e.length;let o=t.querySelector("ul");o&&(o.textContent="",e.forEach(r=>{let i=o.appendChild(document.
createElement("li")).appendChild(document.createElement("a"));i.href=`./story?v=1&story=${encodeURIComponent(r.story)}`,
i.textContent=`${r.title||"My story"}, ${new Date(r.at).toLocaleDateString()}`}))}var oe=document.getElementsByClassName(
"story-draft");new MutationObserver(()=>{for(let t of oe)te(t)}).observe(document.body,{childList:!0,subtree:!0});function mt(){
document.querySelectorAll(".story-drafts").forEach(ne)}document.addEventListener("atlas:story",mt);document.addEventListener(
"click",t=>{a(t,".story-forget")&&(ut([]),mt())});})();
