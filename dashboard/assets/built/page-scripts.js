"use strict";(()=>{function a(t,e){return t.target?.closest?.(e)??null}var ft=[['[data-testid="stExpandSidebarButton"]',t=>{u(t,"aria-label","Menu")}],['[data-testid="stSelectboxVirtualDropdo\
wn"]',t=>{u(t,"role","region"),u(t,"aria-label","Choices")}],[".stApp:not(#atlas-first)",t=>{let e=getComputedStyle(t).colorScheme,
n=document.documentElement;n.style.colorScheme!==e&&(n.style.colorScheme=e)}],['[data-testid="stFileUploaderDropzone"]',
t=>{u(t,"role","group"),u(t.querySelector('input[type="file"]'),"aria-hidden","true")}],['[data-testid="stDateInputCalen\
dar"] header',t=>{u(t,"role","presentation")}],['[data-testid="stDateInputCalendar"] header button[aria-haspopup="listbo\
x"]',t=>{let e=t.dataset.what||t.getAttribute("aria-label")||"";t.dataset.what=e,u(t,"aria-label",`${t.textContent.trim()}\
, ${e}`)}]];function u(t,e,n){t&&t.getAttribute(e)!==n&&t.setAttribute(e,n)}var k=location.pathname,q=!1;function pt(){location.
pathname!==k&&(k=location.pathname,q||window.scrollTo(0,0),q=!1)}window.addEventListener("popstate",()=>{q=location.pathname!==
k});function j(){O=!1,pt(),ft.forEach(([t,e])=>{document.querySelectorAll(t).forEach(n=>{e(n)})}),document.querySelectorAll(
"a[data-size]").forEach(yt)}var W=Promise.resolve(),O=!1;new MutationObserver(()=>{O||(O=!0,requestAnimationFrame(j))}).
observe(document.body,{childList:!0,subtree:!0});j();function yt(t){let e=t.parentElement?.querySelector(".size"),n=t.dataset.
size;!e||!n||t.dataset.measured===n||(t.dataset.measured=n,e.textContent="· …",W=W.then(async()=>{if(!(!t.isConnected||
t.dataset.size!==n))try{let o=await fetch(n,{method:"HEAD"}),r=parseInt(o.headers.get("Atlas-File-Bytes")??"",10);if(!o.
ok||!r)throw new Error(`HTTP ${o.status}`);e.textContent=`· ${r<1e6?`${Math.ceil(r/1e3)} kB`:`${(r/1e6).toFixed(1)} MB`}`}catch{
e.textContent="· cannot be made just now"}}))}document.addEventListener("atlas:read",()=>{let t=document.querySelector(
".panel h2");t&&(t.tabIndex=-1,t.focus())});var ht=6e3;function gt(t){let e=document.createElement("textarea"),n=document.
activeElement;e.value=t,e.style.cssText="position:fixed;opacity:0",document.body.appendChild(e),e.select();let o=!1;try{
o=document.execCommand("copy")}catch{}return e.remove(),n instanceof HTMLElement&&n.focus(),o}function Et(t,e){e.textContent=
" Copy it from here: ";let n=e.appendChild(document.createElement("input"));n.className="link-to-copy",n.readOnly=!0,n.value=
t,n.setAttribute("aria-label","Link of this view"),n.select()}document.addEventListener("click",t=>{let e=a(t,".copy-lin\
k")?.nextElementSibling;if(!e)return;let n=location.href.split("#")[0],o=()=>{e.textContent="Link copied",setTimeout(()=>{
e.textContent==="Link copied"&&(e.textContent="")},ht)},r=()=>{gt(n)?o():Et(n,e)};navigator.clipboard?navigator.clipboard.
writeText(n).then(o,r):r()});function b(){let t=document.querySelector("main [data-release]"),e=new URL(location.href);return e.hash="",t&&!e.searchParams.
has("day")&&e.searchParams.set("day",t.dataset.day??""),{release:t?.dataset.release??"",link:e.href}}var y=document.documentElement,K="is-on-paper",M="is-on-stage",$=[];function h(t){$.push(t)}function wt(){document.querySelectorAll(
"main details:not([open])").forEach(e=>{e.open=!0,h(()=>{e.open=!1})})}function bt(){document.querySelectorAll('iframe[t\
itle*="st_folium"]').forEach(e=>{let n=null;try{n=e.contentWindow?.__atlas.paper()}catch{}n&&(e.after(document.adoptNode(
n)),e.classList.add("is-off-paper"),h(()=>{n?.remove(),e.classList.remove("is-off-paper")}))})}function St(){let t=document.
querySelector('[data-testid="stMainBlockContainer"]'),{release:e,link:n}=b(),o=document.createElement("p");t&&(o.className=
"paper-origin",o.textContent=`Mine Ban Atlas${e&&`, data release ${e}`} · ${n}`,t.appendChild(o),h(()=>{o.remove()}))}window.
addEventListener("beforeprint",()=>{$.length||(y.classList.add(K),h(()=>{y.classList.remove(K)}),y.classList.contains(M)&&
(y.classList.remove(M),h(()=>{y.classList.add(M)})),wt(),bt(),St())});window.addEventListener("afterprint",()=>{$.splice(
0).reverse().forEach(t=>{t()})});var J="data-test-connection-state",vt="mine",Lt="The map that can be used needs a connection that stays open (a WebSocke\
t), and none has come about. A proxy or firewall between you and the atlas may not let it through. What needs none:",At="\
The connection to the atlas is lost, and the page tries to get it back. What needs none:",G=document.getElementById("atl\
as-ways"),xt=G?JSON.parse(G.textContent):{},I=!1,N=!1,S=0;function Ct(t){if(t==="map")return location.search;let e=new URLSearchParams(
location.search).get("story");return e&&e!==vt?`?${new URLSearchParams({story:e})}`:""}function Tt(){let t=window.atlasTrouble,
e=/\/story\/?$/.test(location.pathname)?"story":"map",n=t.add(t.notice("connection",I?At:Lt),"p","","margin:0;line-heigh\
t:2");(xt[e]||[]).forEach((o,r)=>{r&&n.appendChild(document.createTextNode(" · ")),t.add(n,"a",o[1],"color:inherit;whit\
e-space:nowrap").href=o[0]+Ct(e)})}function kt(){["keydown","keyup"].forEach(t=>{document.body.dispatchEvent(new KeyboardEvent(
t,{key:"r",code:"KeyR",keyCode:82,which:82,bubbles:!0}))})}function R(){let t=document.querySelector('[data-testid="stAp\
p"]');if(!(!!t&&t.getAttribute(J)==="CONNECTED")){N=I,S=S||window.setTimeout(Tt,8e3);return}clearTimeout(S),S=0,window.atlasTrouble.
end("connection"),N&&setTimeout(kt),I=!0,N=!1}var D=null;new MutationObserver(()=>{let t=document.querySelector('[data-t\
estid="stApp"]');!t||t===D||(D=t,new MutationObserver(R).observe(D,{attributes:!0,attributeFilter:[J]}),R())}).observe(document.
body,{childList:!0,subtree:!0});R();var V=12,qt=400,Ot=900;function Y(t,e){let n=[...t.replace(/\s+/g," ").trim()];return n.length>e?`${n.slice(0,e-1).join(
"")}…`:n.join("")}function Mt(t,{records:e,shown:n,sources:o,link:r,release:i}){let c=e.length-V,w=e.slice(0,V).join("\
, ")+(c>0?` and ${c} more`:""),z=Y(n,qt),U=Y(o.join(" "),Ot),ut=i?`data release ${i}`:"",dt={title:`Fact: ${e[0]}`,reference:[
w,ut,r].filter(Boolean).join(" · "),shown:z,source:U,body:[`Record: ${w}`,`Release: ${i}`,`View: ${r}`,`The atlas says:\
 ${z}`,`Cited: ${U}`,"",""].join(`\r
`)};return t.replace(/\{(\w+)\}/g,(ne,mt)=>encodeURIComponent(dt[mt]??""))}function Q(t){let e=t?.cloneNode(!0);for(let n of e?.
querySelectorAll("details, sup, .quiet, .computed, .why")??[])n.remove();return e?.querySelector(".is")?.append(": "),e?.
textContent??""}function $t(t){return[...t.querySelectorAll("sup.refs a")].map(e=>{let n=document.getElementById(e.getAttribute(
"href")?.slice(1)??""),o=n?.querySelector("a[href^=http]")?.getAttribute("href")??"";return`[${e.textContent}] ${Q(n)} ${o}`})}
function Nt(t){let e=(t.dataset.record??"").split(" "),n=t.closest(".line, .status"),o=document.querySelector('meta[name\
="atlas-report"]'),r=document.createElement("p"),i=document.createElement("code");if(n){if(r.className="record",i.textContent=
e.join(" "),r.append(i),o){let c=document.createElement("a"),w=Q(n);c.href=Mt(o.content,{records:e,shown:w,sources:$t(n),
...b()}),c.target="_blank",c.rel="noopener noreferrer",c.textContent="Report this figure",r.append(" ",c)}t.append(r)}}globalThis.
document?.addEventListener("toggle",t=>{let e=a(t,"details[data-record]");!e||document.documentElement.classList.contains(
"is-on-paper")||(e.querySelector(".record")?.remove(),e.open&&Nt(e))},!0);var Dt=".st-key-story-steps input[type=radio]",It=4e3,d=0,Z=0,E="",g=null,X="";function f(){return document.querySelector(
".story-step")}function m(t){let e=f();return e?Number(e.dataset[t]):0}function _(){return m("count")}function v(){return d&&
Date.now()-Z<It?d:m("step")}function H(t){let e=document.querySelectorAll(Dt),n=Math.max(1,Math.min(t,_()));!e[n-1]||n===
v()||(d=n,Z=Date.now(),e[n-1].click())}function Rt(){let t=f(),e=t?`Step ${m("step")} of ${m("count")}: ${t.querySelector(
"h1")?.textContent}`:"";if(e!==X){if(X=e,!g){g=document.body.appendChild(document.createElement("div")),g.className="uns\
een",g.setAttribute("role","status");return}g.textContent=e}}function Pt(){if(!E||document.activeElement&&document.activeElement!==
document.body)return;let e=document.querySelectorAll(".story-go")[E==="on"?1:0];e&&e.focus()}function _t(){d&&m("step")===
d&&(d=0,Pt(),E=""),Rt(),document.dispatchEvent(new Event("atlas:story"))}var P=!1;new MutationObserver(()=>{P||(P=!0,requestAnimationFrame(
()=>{P=!1,_t()}))}).observe(document.body,{childList:!0,subtree:!0});document.addEventListener("click",t=>{let e=a(t,".s\
tory-go");!e||e.getAttribute("aria-disabled")==="true"||(E=Number(e.dataset.go)>m("step")?"on":"back",H(v()+(E==="on"?1:
-1)))});function B(t,...e){let n=document.createElement(t);return n.append(...e),n}var s=document.documentElement,L="is-on-stage",A="is-with-notes",Bt=1280,Ft=720,zt=100,Ut=55,Wt=4e3,p=null,tt=null,et=0,
jt={ArrowRight:1,ArrowDown:1,PageDown:1," ":1,ArrowLeft:-1,ArrowUp:-1,PageUp:-1,Home:"first",End:"last",Escape:"leave",n:"\
notes",N:"notes"};function l(){return s.classList.contains(L)}function Kt(){return document.querySelector('.st-key-story\
 iframe[title*="st_folium"]')}function nt(){try{return Kt()?.contentWindow??null}catch{return null}}function x(){l()&&s.
style.setProperty("--stage-scale",Math.min(innerWidth/Bt,innerHeight/Ft).toFixed(4));let t=nt();t?.document.documentElement&&
(t.document.documentElement.classList.toggle(L,l()),t.dispatchEvent(new Event("resize")),C())}function C(){let t=f(),e=zt;
if(!(!t||!l())){s.classList.contains(A)&&t.querySelectorAll(".story-notes").forEach(n=>{n.open=!0});do s.style.setProperty(
"--text-size",(e/100).toFixed(2)),e-=5;while(t.scrollHeight>t.clientHeight+1&&e>=Ut)}}function ot(){let t=nt();t===tt||!t||
(tt=t,t.addEventListener("keydown",rt,!0))}function rt(t){let e=jt[t.key];!l()||e===void 0||t.ctrlKey||t.metaKey||t.altKey||
t.key===" "&&a(t,"button, a, summary")||(t.preventDefault(),t.stopPropagation(),e==="leave"?T():e==="notes"?Gt(!s.classList.
contains(A)):H(e==="first"?1:e==="last"?_():v()+e))}function Gt(t){s.classList.toggle(A,t),C()}function Jt(){p=document.
body.appendChild(document.createElement("div")),p.className="story-hint",p.setAttribute("role","region"),p.setAttribute(
"aria-label","Stage");let t=B("button","Leave");t.type="button",t.className="story-leave",t.addEventListener("click",T),
p.append(t,B("p","Arrow keys or Page Up and Page Down: steps · Home, End · N: notes · Esc: leave"))}function st(){s.classList.
remove("is-at-rest"),clearTimeout(et),et=window.setTimeout(()=>{s.classList.add("is-at-rest")},Wt)}function Vt(){l()||!f()||
(p||Jt(),s.classList.add(L),s.requestFullscreen&&s.requestFullscreen().catch(()=>{}),x(),ot(),C(),document.activeElement instanceof
HTMLElement&&document.activeElement.blur(),st())}function T(){if(!l())return;s.classList.remove(L,A,"is-at-rest"),document.
fullscreenElement&&document.exitFullscreen().catch(()=>{}),x();let t=document.querySelector(".story-present");t&&t.focus()}
document.addEventListener("click",t=>{a(t,".story-present")&&Vt()});document.addEventListener("keydown",rt,!0);document.
addEventListener("fullscreenchange",()=>{document.fullscreenElement||T(),x()});window.addEventListener("resize",x);document.
addEventListener("pointermove",()=>{l()&&st()});document.addEventListener("atlas:story",()=>{l()&&(f()||T(),ot(),C())});var Yt=5,F="atlas-stories",at="atlas-tab";function it(){try{let t=JSON.parse(localStorage.getItem(F)??"null");return Array.
isArray(t)?t.filter(e=>e&&typeof e.story=="string"):[]}catch{return[]}}function ct(t){try{t.length?localStorage.setItem(
F,JSON.stringify(t)):localStorage.removeItem(F)}catch{}}function Qt(){try{let t=sessionStorage.getItem(at)||Date.now().toString(
36)+Math.random().toString(36).slice(2,6);return sessionStorage.setItem(at,t),t}catch{return""}}function Xt(t){if(t.dataset.
isKept)return;t.dataset.isKept="true";let{title:e="",story:n=""}=t.dataset;ct(Zt(it(),{tab:Qt(),title:e,story:n,at:Date.
now()}))}function Zt(t,e){return[e,...t.filter(n=>n.tab!==e.tab&&n.story!==e.story)].slice(0,Yt)}function te(t){let e=it().
filter(r=>r.story!==t.dataset.but),n=e.map(r=>r.story).join(" ");if(t.dataset.listed===n&&t.hidden===!e.length)return;t.
dataset.listed=n,t.hidden=!e.length;let o=t.querySelector("ul");o&&(o.textContent="",e.forEach(r=>{let i=o.appendChild(document.
createElement("li")).appendChild(document.createElement("a"));i.href=`./story?v=1&story=${encodeURIComponent(r.story)}`,
i.textContent=`${r.title||"My story"}, ${new Date(r.at).toLocaleDateString()}`}))}var ee=document.getElementsByClassName(
"story-draft");new MutationObserver(()=>{for(let t of ee)Xt(t)}).observe(document.body,{childList:!0,subtree:!0});function lt(){
document.querySelectorAll(".story-drafts").forEach(te)}document.addEventListener("atlas:story",lt);document.addEventListener(
"click",t=>{a(t,".story-forget")&&(ct([]),lt())});})();
