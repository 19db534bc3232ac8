"use strict";(()=>{function i(t,e){return t.target?.closest?.(e)??null}var ft=[['[data-testid="stExpandSidebarButton"]',t=>{u(t,"aria-label","Menu")}],['[data-testid="stSelectboxVirtualDropdo\
wn"]',t=>{u(t,"role","region"),u(t,"aria-label","Choices")}],[".stApp:not(#atlas-first)",t=>{let e=getComputedStyle(t).colorScheme,
n=document.documentElement;n.style.colorScheme!==e&&(n.style.colorScheme=e)}],['[data-testid="stFileUploaderDropzone"]',
t=>{u(t,"role","group"),u(t.querySelector('input[type="file"]'),"aria-hidden","true")}],['[data-testid="stDateInputCalen\
dar"] header',t=>{u(t,"role","presentation")}],['[data-testid="stDateInputCalendar"] header button[aria-haspopup="listbo\
x"]',t=>{let e=t.dataset.what||t.getAttribute("aria-label")||"";t.dataset.what=e,u(t,"aria-label",`${t.textContent.trim()}\
, ${e}`)}]];function u(t,e,n){t&&t.getAttribute(e)!==n&&t.setAttribute(e,n)}var O=location.pathname,M=!1;function pt(){location.
pathname!==O&&(O=location.pathname,M||window.scrollTo(0,0),M=!1)}window.addEventListener("popstate",()=>{M=location.pathname!==
O});function j(){$=!1,pt(),ft.forEach(([t,e])=>{document.querySelectorAll(t).forEach(n=>{e(n)})}),document.querySelectorAll(
"a[data-size]").forEach(yt)}var W=Promise.resolve(),$=!1;new MutationObserver(()=>{$||($=!0,requestAnimationFrame(j))}).
observe(document.body,{childList:!0,subtree:!0});j();function yt(t){let e=t.parentElement?.querySelector(".size"),n=t.dataset.
size;!e||!n||t.dataset.measured===n||(t.dataset.measured=n,e.textContent="· …",W=W.then(async()=>{if(!(!t.isConnected||
t.dataset.size!==n))try{let o=await fetch(n,{method:"HEAD"}),r=parseInt(o.headers.get("Atlas-File-Bytes")??"",10);if(!o.
ok||!r)throw new Error(`HTTP ${o.status}`);e.textContent=`· ${r<1e6?`${Math.ceil(r/1e3)} kB`:`${(r/1e6).toFixed(1)} MB`}`}catch{
e.textContent="· cannot be made just now"}}))}document.addEventListener("atlas:read",()=>{let t=document.querySelector(
".panel h2");t&&(t.tabIndex=-1,t.focus())});var ht=6e3;function gt(t){let e=document.createElement("textarea"),n=document.
activeElement;e.value=t,e.style.cssText="position:fixed;opacity:0",document.body.appendChild(e),e.select();let o=!1;try{
o=document.execCommand("copy")}catch{}return e.remove(),n instanceof HTMLElement&&n.focus(),o}function Et(t,e){e.textContent=
" Copy it from here: ";let n=e.appendChild(document.createElement("input"));n.className="link-to-copy",n.readOnly=!0,n.value=
t,n.setAttribute("aria-label","Link of this view"),n.select()}document.addEventListener("click",t=>{let e=i(t,".copy-lin\
k")?.nextElementSibling;if(!e)return;let n=location.href.split("#")[0],o=()=>{e.textContent="Link copied",setTimeout(()=>{
e.textContent==="Link copied"&&(e.textContent="")},ht)},r=()=>{gt(n)?o():Et(n,e)};navigator.clipboard?navigator.clipboard.
writeText(n).then(o,r):r()});function v(){let t=document.querySelector("main [data-release]"),e=new URL(location.href);return e.hash="",t&&!e.searchParams.
has("day")&&e.searchParams.set("day",t.dataset.day??""),{release:t?.dataset.release??"",link:e.href}}var g=document.documentElement,K="is-on-paper",N="is-on-stage",D=[];function E(t){D.push(t)}function bt(){document.querySelectorAll(
"main details:not([open])").forEach(e=>{e.open=!0,E(()=>{e.open=!1})})}function wt(){document.querySelectorAll('iframe[t\
itle*="st_folium"]').forEach(e=>{let n=null;try{n=e.contentWindow?.__atlas.paper()}catch{}n&&(e.after(document.adoptNode(
n)),e.classList.add("is-off-paper"),E(()=>{n?.remove(),e.classList.remove("is-off-paper")}))})}function St(){let t=document.
querySelector('[data-testid="stMainBlockContainer"]'),{release:e,link:n}=v(),o=document.createElement("p");t&&(o.className=
"paper-origin",o.textContent=`Mine Ban Atlas${e&&`, data release ${e}`} · ${n}`,t.appendChild(o),E(()=>{o.remove()}))}window.
addEventListener("beforeprint",()=>{D.length||(g.classList.add(K),E(()=>{g.classList.remove(K)}),g.classList.contains(N)&&
(g.classList.remove(N),E(()=>{g.classList.add(N)})),bt(),wt(),St())});window.addEventListener("afterprint",()=>{D.splice(
0).reverse().forEach(t=>{t()})});var J="data-test-connection-state",vt="mine",Lt="The map that can be used needs a connection that stays open (a WebSocke\
t), and none has come about. A proxy or firewall between you and the atlas may not let it through. What needs none:",At="\
The connection to the atlas is lost, and the page tries to get it back. What needs none:",G=document.getElementById("atl\
as-ways"),xt=G?JSON.parse(G.textContent):{},P=!1,I=!1,L=0;function Ct(t){if(t==="map")return location.search;let e=new URLSearchParams(
location.search).get("story");return e&&e!==vt?`?${new URLSearchParams({story:e})}`:""}function Tt(){let t=window.atlasTrouble,
e=/\/story\/?$/.test(location.pathname)?"story":"map",n=t.add(t.notice("connection",P?At:Lt),"p","","margin:0;line-heigh\
t:2");(xt[e]||[]).forEach((o,r)=>{r&&n.appendChild(document.createTextNode(" · ")),t.add(n,"a",o[1],"color:inherit;whit\
e-space:nowrap").href=o[0]+Ct(e)})}function kt(){["keydown","keyup"].forEach(t=>{document.body.dispatchEvent(new KeyboardEvent(
t,{key:"r",code:"KeyR",keyCode:82,which:82,bubbles:!0}))})}function _(){let t=document.querySelector('[data-testid="stAp\
p"]');if(!(!!t&&t.getAttribute(J)==="CONNECTED")){I=P,L=L||window.setTimeout(Tt,8e3);return}clearTimeout(L),L=0,window.atlasTrouble.
end("connection"),I&&setTimeout(kt),P=!0,I=!1}var R=null;new MutationObserver(()=>{let t=document.querySelector('[data-t\
estid="stApp"]');!t||t===R||(R=t,new MutationObserver(_).observe(R,{attributes:!0,attributeFilter:[J]}),_())}).observe(document.
body,{childList:!0,subtree:!0});_();var V=12,qt=400,Ot=900;function Y(t,e){let n=[...t.replace(/\s+/g," ").trim()];return n.length>e?`${n.slice(0,e-1).join(
"")}…`:n.join("")}function Mt(t,{records:e,shown:n,sources:o,link:r,release:s}){let y=e.length-V,c=e.slice(0,V).join("\
, ")+(y>0?` and ${y} more`:""),h=Y(n,qt),S=Y(o.join(" "),Ot),ut=s?`data release ${s}`:"",dt={title:`Fact: ${e[0]}`,reference:[
c,ut,r].filter(Boolean).join(" · "),shown:h,source:S,body:[`Record: ${c}`,...s?[`Release: ${s}`]:[],`View: ${r}`,`The a\
tlas says: ${h}`,`Cited: ${S}`,"",""].join(`\r
`)};return t.replace(/\{(\w+)\}/g,(ne,mt)=>encodeURIComponent(dt[mt]??""))}function Q(t){let e=t?.cloneNode(!0);for(let n of e?.
querySelectorAll("details, sup, .quiet, .computed, .why")??[])n.remove();return e?.querySelector(".is")?.append(": "),e?.
querySelector(".address")?.prepend(" "),e?.textContent??""}function $t(t){return[...t.querySelectorAll("sup.refs a")].map(
e=>{let n=document.getElementById(e.getAttribute("href")?.slice(1)??""),o=n?.querySelector("a[href^=http]")?.getAttribute(
"href")??"";return`[${e.textContent}] ${Q(n)} ${o}`})}function Nt(t){let e=(t.dataset.record??"").split(" "),n=t.closest(
".line, .status, .bibliography > li"),o=!!n?.closest(".bibliography"),r=document.querySelector('meta[name="atlas-report"\
]'),s=document.createElement("p"),y=document.createElement("code");if(n){if(s.className="record",y.textContent=e.join(" "),
s.append(y),r){let c=document.createElement("a"),h=Q(n),S=o?[h]:$t(n);c.href=Mt(r.content,{records:e,shown:h,sources:S,...v()}),
c.target="_blank",c.rel="noopener noreferrer",c.textContent=o?"Report this document":"Report this figure",s.append(" ",c)}
t.append(s)}}globalThis.document?.addEventListener("toggle",t=>{let e=i(t,"details[data-record]");!e||document.documentElement.
classList.contains("is-on-paper")||(e.querySelector(".record")?.remove(),e.open&&Nt(e))},!0);var Dt=".st-key-story-steps input[type=radio]",It=4e3,d=0,Z=0,w="",b=null,X="";function f(){return document.querySelector(
".story-step")}function m(t){let e=f();return e?Number(e.dataset[t]):0}function H(){return m("count")}function A(){return d&&
Date.now()-Z<It?d:m("step")}function F(t){let e=document.querySelectorAll(Dt),n=Math.max(1,Math.min(t,H()));!e[n-1]||n===
A()||(d=n,Z=Date.now(),e[n-1].click())}function Rt(){let t=f(),e=t?`Step ${m("step")} of ${m("count")}: ${t.querySelector(
"h1")?.textContent}`:"";if(e!==X){if(X=e,!b){b=document.body.appendChild(document.createElement("div")),b.className="uns\
een",b.setAttribute("role","status");return}b.textContent=e}}function Pt(){if(!w||document.activeElement&&document.activeElement!==
document.body)return;let e=document.querySelectorAll(".story-go")[w==="on"?1:0];e&&e.focus()}function _t(){d&&m("step")===
d&&(d=0,Pt(),w=""),Rt(),document.dispatchEvent(new Event("atlas:story"))}var B=!1;new MutationObserver(()=>{B||(B=!0,requestAnimationFrame(
()=>{B=!1,_t()}))}).observe(document.body,{childList:!0,subtree:!0});document.addEventListener("click",t=>{let e=i(t,".s\
tory-go");!e||e.getAttribute("aria-disabled")==="true"||(w=Number(e.dataset.go)>m("step")?"on":"back",F(A()+(w==="on"?1:
-1)))});function z(t,...e){let n=document.createElement(t);return n.append(...e),n}var a=document.documentElement,x="is-on-stage",C="is-with-notes",Ht=1280,Ft=720,zt=100,Ut=55,Wt=4e3,p=null,tt=null,et=0,
jt={ArrowRight:1,ArrowDown:1,PageDown:1," ":1,ArrowLeft:-1,ArrowUp:-1,PageUp:-1,Home:"first",End:"last",Escape:"leave",n:"\
notes",N:"notes"};function l(){return a.classList.contains(x)}function Kt(){return document.querySelector('.st-key-story\
 iframe[title*="st_folium"]')}function nt(){try{return Kt()?.contentWindow??null}catch{return null}}function T(){l()&&a.
style.setProperty("--stage-scale",Math.min(innerWidth/Ht,innerHeight/Ft).toFixed(4));let t=nt();t?.document.documentElement&&
(t.document.documentElement.classList.toggle(x,l()),t.dispatchEvent(new Event("resize")),k())}function k(){let t=f(),e=zt;
if(!(!t||!l())){a.classList.contains(C)&&t.querySelectorAll(".story-notes").forEach(n=>{n.open=!0});do a.style.setProperty(
"--text-size",(e/100).toFixed(2)),e-=5;while(t.scrollHeight>t.clientHeight+1&&e>=Ut)}}function ot(){let t=nt();t===tt||!t||
(tt=t,t.addEventListener("keydown",rt,!0))}function rt(t){let e=jt[t.key];!l()||e===void 0||t.ctrlKey||t.metaKey||t.altKey||
t.key===" "&&i(t,"button, a, summary")||(t.preventDefault(),t.stopPropagation(),e==="leave"?q():e==="notes"?Gt(!a.classList.
contains(C)):F(e==="first"?1:e==="last"?H():A()+e))}function Gt(t){a.classList.toggle(C,t),k()}function Jt(){p=document.
body.appendChild(document.createElement("div")),p.className="story-hint",p.setAttribute("role","region"),p.setAttribute(
"aria-label","Stage");let t=z("button","Leave");t.type="button",t.className="story-leave",t.addEventListener("click",q),
p.append(t,z("p","Arrow keys or Page Up and Page Down: steps · Home, End · N: notes · Esc: leave"))}function st(){a.classList.
remove("is-at-rest"),clearTimeout(et),et=window.setTimeout(()=>{a.classList.add("is-at-rest")},Wt)}function Vt(){l()||!f()||
(p||Jt(),a.classList.add(x),a.requestFullscreen&&a.requestFullscreen().catch(()=>{}),T(),ot(),k(),document.activeElement instanceof
HTMLElement&&document.activeElement.blur(),st())}function q(){if(!l())return;a.classList.remove(x,C,"is-at-rest"),document.
fullscreenElement&&document.exitFullscreen().catch(()=>{}),T();let t=document.querySelector(".story-present");t&&t.focus()}
document.addEventListener("click",t=>{i(t,".story-present")&&Vt()});document.addEventListener("keydown",rt,!0);document.
addEventListener("fullscreenchange",()=>{document.fullscreenElement||q(),T()});window.addEventListener("resize",T);document.
addEventListener("pointermove",()=>{l()&&st()});document.addEventListener("atlas:story",()=>{l()&&(f()||q(),ot(),k())});var Yt=5,U="atlas-stories",at="atlas-tab";function it(){try{let t=JSON.parse(localStorage.getItem(U)??"null");return Array.
isArray(t)?t.filter(e=>e&&typeof e.story=="string"):[]}catch{return[]}}function ct(t){try{t.length?localStorage.setItem(
U,JSON.stringify(t)):localStorage.removeItem(U)}catch{}}function Qt(){try{let t=sessionStorage.getItem(at)||Date.now().toString(
36)+Math.random().toString(36).slice(2,6);return sessionStorage.setItem(at,t),t}catch{return""}}function Xt(t){if(t.dataset.
isKept)return;t.dataset.isKept="true";let{title:e="",story:n=""}=t.dataset;ct(Zt(it(),{tab:Qt(),title:e,story:n,at:Date.
now()}))}function Zt(t,e){return[e,...t.filter(n=>n.tab!==e.tab&&n.story!==e.story)].slice(0,Yt)}function te(t){let e=it().
filter(r=>r.story!==t.dataset.but),n=e.map(r=>r.story).join(" ");if(t.dataset.listed===n&&t.hidden===!e.length)return;t.
dataset.listed=n,t.hidden=!e.length;let o=t.querySelector("ul");o&&(o.textContent="",e.forEach(r=>{let s=o.appendChild(document.
createElement("li")).appendChild(document.createElement("a"));s.href=`./story?v=1&story=${encodeURIComponent(r.story)}`,
s.textContent=`${r.title||"My story"}, ${new Date(r.at).toLocaleDateString()}`}))}var ee=document.getElementsByClassName(
"story-draft");new MutationObserver(()=>{for(let t of ee)Xt(t)}).observe(document.body,{childList:!0,subtree:!0});function lt(){
document.querySelectorAll(".story-drafts").forEach(te)}document.addEventListener("atlas:story",lt);document.addEventListener(
"click",t=>{i(t,".story-forget")&&(ct([]),lt())});})();
