"use strict";(()=>{function a(t,e){return t.target?.closest?.(e)??null}var St=[['[data-testid="stExpandSidebarButton"]',t=>{c(t,"aria-label","Menu")}],['[data-testid="stSelectboxVirtualDropdo\
wn"]',t=>{c(t,"role","region"),c(t,"aria-label","Choices")}],['[data-testid="stSelectbox"] [role="group"]:has(> input)',
t=>{c(t,"data-chosen",t.querySelector("input")?.value??"")}],[".stApp:not(#atlas-first)",t=>{let e=getComputedStyle(t).colorScheme,
n=document.documentElement;n.style.colorScheme!==e&&(n.style.colorScheme=e)}],["details[data-part]",t=>{c(t,"id",t.dataset.
part??"")}],['[data-testid="stFileUploaderDropzone"]',t=>{c(t,"role","group"),c(t.querySelector('input[type="file"]'),"a\
ria-hidden","true")}],['[data-testid="stFileChip"] [role="alert"], [data-testid="stTooltipErrorContent"]',t=>{N&&vt.test(
t.textContent)&&(t.textContent=N)}],['[data-testid="stDateInputCalendar"] header',t=>{c(t,"role","presentation")}],['[da\
ta-testid="stDateInputCalendar"] header button[aria-haspopup="listbox"]',t=>{let e=t.dataset.what||t.getAttribute("aria-\
label")||"";t.dataset.what=e,c(t,"aria-label",`${t.textContent.trim()}, ${e}`)}]],vt=/AxiosError|status code \d{3}/,N="",
Lt=XMLHttpRequest.prototype.send;XMLHttpRequest.prototype.send=function(t){this.addEventListener("load",()=>{let e=(this.
getResponseHeader("Content-Type")??"").startsWith("text/plain");this.responseURL.includes("/_stcore/upload_file/")&&this.
status>=400&&(N=e?this.responseText:"This file was not taken. Reload the page, and choose it again.")}),Lt.call(this,t)};
function c(t,e,n){t&&t.getAttribute(e)!==n&&t.setAttribute(e,n)}var D=location.pathname,$=!1;function At(){location.pathname!==
D&&(D=location.pathname,$||window.scrollTo(0,0),$=!1)}window.addEventListener("popstate",()=>{$=location.pathname!==D});
var _=location.hash.length>1;function Q(){if(!_)return;let t=document.getElementById(decodeURIComponent(location.hash.slice(
1)));if(t){for(let e=t.closest("details");e;e=e.parentElement?.closest("details")??null)e.open=!0;t.scrollIntoView()}}window.
addEventListener("hashchange",()=>{_=location.hash.length>1,Q()});["wheel","touchstart","pointerdown","keydown"].forEach(
t=>{window.addEventListener(t,()=>{_=!1},{capture:!0,passive:!0})});function Z(){I=!1,At(),St.forEach(([t,e])=>{document.
querySelectorAll(t).forEach(n=>{e(n)})}),document.querySelectorAll("a[data-size]").forEach(xt),Q()}var Y=Promise.resolve(),
I=!1;new MutationObserver(()=>{I||(I=!0,requestAnimationFrame(Z))}).observe(document.body,{childList:!0,subtree:!0,attributeFilter:[
"value"]});Z();function xt(t){let e=t.parentElement?.querySelector(".size"),n=t.dataset.size;!e||!n||t.dataset.measured===
n||(t.dataset.measured=n,e.textContent="· …",Y=Y.then(async()=>{if(!(!t.isConnected||t.dataset.size!==n))try{let o=await fetch(
n,{method:"HEAD"}),s=parseInt(o.headers.get("Atlas-File-Bytes")??"",10);if(!o.ok||!s)throw new Error(`HTTP ${o.status}`);
e.textContent=`· ${s<1e6?`${Math.ceil(s/1e3)} kB`:`${(s/1e6).toFixed(1)} MB`}`}catch{e.textContent="· cannot be made ju\
st now"}}))}document.addEventListener("atlas:read",()=>{let t=document.querySelector(".panel h2");t&&(t.tabIndex=-1,t.focus())});
var Tt=6e3;function Ct(t){let e=document.createElement("textarea"),n=document.activeElement;e.value=t,e.style.cssText="p\
osition:fixed;opacity:0",document.body.appendChild(e),e.select();let o=!1;try{o=document.execCommand("copy")}catch{}return e.
remove(),n instanceof HTMLElement&&n.focus(),o}function kt(t,e){e.textContent=" Copy it from here: ";let n=e.appendChild(
document.createElement("input"));n.className="link-to-copy",n.readOnly=!0,n.value=t,n.setAttribute("aria-label","Link of\
 this view"),n.select()}document.addEventListener("click",t=>{let e=a(t,".copy-link")?.nextElementSibling;if(!e)return;let n=location.
href.split("#")[0],o=()=>{e.textContent="Link copied",setTimeout(()=>{e.textContent==="Link copied"&&(e.textContent="")},
Tt)},s=()=>{Ct(n)?o():kt(n,e)};navigator.clipboard?navigator.clipboard.writeText(n).then(o,s):s()});function A(){let t=document.querySelector("main [data-release]"),e=new URL(location.href);return e.hash="",t?.dataset.day&&
!e.searchParams.has("day")&&e.searchParams.set("day",t.dataset.day),{release:t?.dataset.release??"",link:e.href}}var E=document.documentElement,tt="is-on-paper",P="is-on-stage",W=[];function b(t){W.push(t)}function qt(){document.querySelectorAll(
"main details:not([open])").forEach(e=>{e.open=!0,b(()=>{e.open=!1})})}function Mt(){document.querySelectorAll('iframe[t\
itle*="st_folium"]').forEach(e=>{let n=null;try{n=e.contentWindow?.__atlas.paper()}catch{}n&&(e.after(document.adoptNode(
n)),e.classList.add("is-off-paper"),b(()=>{n?.remove(),e.classList.remove("is-off-paper")}))})}function Ot(){let t=document.
querySelector('[data-testid="stMainBlockContainer"]'),{release:e,link:n}=A(),o=document.createElement("p");t&&(o.className=
"paper-origin",o.textContent=`Mine Ban Atlas${e&&`, data release ${e}`} · ${n}`,t.appendChild(o),b(()=>{o.remove()}))}window.
addEventListener("beforeprint",()=>{W.length||(E.classList.add(tt),b(()=>{E.classList.remove(tt)}),E.classList.contains(
P)&&(E.classList.remove(P),b(()=>{E.classList.add(P)})),qt(),Mt(),Ot())});window.addEventListener("afterprint",()=>{W.splice(
0).reverse().forEach(t=>{t()})});var nt="data-test-connection-state",ot="data-test-script-state",et="atlas-reloaded",B="atlas-unanswered",Rt="mine",Nt="T\
he map that can be used needs a connection that stays open (a WebSocket), and none has come about. A proxy or firewall b\
etween you and the atlas may not let it through. What needs none:",Dt="The connection to the atlas is lost, and the page\
 tries to get it back. What needs none:",$t="The atlas has been updated, and the page was loaded anew with its view. Wha\
t you did last on the map did not arrive; please do it once more.",F=document.getElementById("atlas-ways"),It=F?JSON.parse(
F.textContent):{},S=!1,H=!1,x=0,U=0,f=null;function _t(t){if(t==="map")return location.search;let e=new URLSearchParams(
location.search).get("story");return e&&e!==Rt?`?${new URLSearchParams({story:e})}`:""}function Pt(){let t=window.atlasTrouble,
e=/\/story\/?$/.test(location.pathname)?"story":"map",n=t.add(t.notice("connection",S?Dt:Nt),"p","","margin:0;line-heigh\
t:2");(It[e]||[]).forEach((o,s)=>{s&&n.appendChild(document.createTextNode(" · ")),t.add(n,"a",o[1],"color:inherit;whit\
e-space:nowrap").href=o[0]+_t(e)})}function Wt(){["keydown","keyup"].forEach(t=>{document.body.dispatchEvent(new KeyboardEvent(
t,{key:"r",code:"KeyR",keyCode:82,which:82,bubbles:!0}))})}function Ht(){let t=document.querySelector('iframe[title*="st\
_folium"]');try{return!!t?.contentWindow?.__atlas?.acts.length}catch{return!1}}function st(){let e=document.querySelector(
".brand")?.dataset.scripts;if(!(f?.getAttribute(ot)!=="notRunning"||!e||e===F?.dataset.scripts)){try{if(sessionStorage.getItem(
et)===e)return;if(U=U||Date.now(),Ht()){if(Date.now()-U<6e3){setTimeout(st,6e3/20);return}sessionStorage.setItem(B,e)}sessionStorage.
setItem(et,e)}catch{return}location.reload()}}function Ut(){try{if(!sessionStorage.getItem(B))return;sessionStorage.removeItem(
B)}catch{return}let t=window.atlasTrouble.notice("updated",$t);window.atlasTrouble.add(t,"button","Close","font:inherit;\
min-height:32px;padding:4px 14px").addEventListener("click",()=>{window.atlasTrouble.end("updated")})}function z(){if(!(!!f&&
f.getAttribute(nt)==="CONNECTED")){H=S,x=x||window.setTimeout(Pt,S?2e3:8e3);return}clearTimeout(x),x=0,window.atlasTrouble.
end("connection"),S||Ut(),H&&setTimeout(Wt),S=!0,H=!1,st()}function Bt(){let t=document.querySelector('[role="dialog"]');
t?.textContent.trim().startsWith("Connection error")&&t.querySelector('button[aria-label="Close"]')?.click()}new MutationObserver(
()=>{Bt();let t=document.querySelector('[data-testid="stApp"]');!t||t===f||(f=t,new MutationObserver(z).observe(f,{attributes:!0,
attributeFilter:[nt,ot]}),z())}).observe(document.body,{childList:!0,subtree:!0});z();var rt=12,Ft=400,zt=900;function at(t,e){let n=[...t.replace(/\s+/g," ").trim()];return n.length>e?`${n.slice(0,e-1).join(
"")}…`:n.join("")}function jt(t,{records:e,shown:n,sources:o,link:s,release:i}){let u=e.length-rt,g=e.slice(0,rt).join(
", ")+(u>0?` and ${u} more`:""),l=at(n,Ft),w=at(o.join(" "),zt),R=i?`data release ${i}`:"",Et={title:`Fact: ${e[0]}`,reference:[
g,R,s].filter(Boolean).join(" · "),shown:l,source:w,body:[`Record: ${g}`,...i?[`Release: ${i}`]:[],`View: ${s}`,`The at\
las says: ${l}`,...w?[`Cited: ${w}`]:[],"",""].join(`\r
`)};return t.replace(/\{(\w+)\}/g,(ye,bt)=>encodeURIComponent(Et[bt]??""))}function j(t){let e=t?.cloneNode(!0);for(let n of e?.
querySelectorAll("details, sup, .quiet, .computed, .why, .places")??[])n.remove();return e?.querySelector(".is, .line > \
b:has(+ span)")?.append(": "),e?.querySelector(".address")?.prepend(" "),e?.textContent??""}function Kt(t){return[...t.querySelectorAll(
"sup.refs a")].map(e=>{let n=document.getElementById(e.getAttribute("href")?.slice(1)??""),o=n?.querySelector("a[href^=h\
ttp]")?.getAttribute("href")??"";return`[${e.textContent}] ${j(n)} ${o}`})}function Vt(t){let e=(t.dataset.record??"").split(
" "),n=t.closest(".line, .status, .bibliography li"),o=n?.closest(".bibliography > li"),s=!!n&&n===o,i=document.querySelector(
'meta[name="atlas-report"]'),u=document.createElement("p"),g=document.createElement("code");if(n){if(u.className="record",
g.textContent=e.join(" "),u.append(g),i){let l=document.createElement("a"),w=j(n),R=o?[j(o)]:Kt(n);l.href=jt(i.content,{
records:e,shown:w,sources:R,...A()}),l.target="_blank",l.rel="noopener noreferrer",l.textContent=s?"Report this document":
"Report this figure",u.append(" ",l)}t.append(u)}}globalThis.document?.addEventListener("toggle",t=>{let e=a(t,"details[\
data-record]");!e||document.documentElement.classList.contains("is-on-paper")||(e.querySelector(".record")?.remove(),e.open&&
Vt(e))},!0);var Gt=".st-key-story-steps input[type=radio]",Jt=4e3,m=0,ct=0,L="",v=null,it="";function h(){return document.querySelector(
".story-step")}function p(t){let e=h();return e?Number(e.dataset[t]):0}function V(){return p("count")}function T(){return m&&
Date.now()-ct<Jt?m:p("step")}function G(t){let e=document.querySelectorAll(Gt),n=Math.max(1,Math.min(t,V()));!e[n-1]||n===
T()||(m=n,ct=Date.now(),e[n-1].click())}function Xt(){let t=h(),e=t?`Step ${p("step")} of ${p("count")}: ${t.querySelector(
"h1")?.textContent}`:"";if(e!==it){if(it=e,!v){v=document.body.appendChild(document.createElement("div")),v.className="u\
nseen",v.setAttribute("role","status");return}v.textContent=e}}function Yt(){if(!L||document.activeElement&&document.activeElement!==
document.body)return;let e=document.querySelectorAll(".story-go")[L==="on"?1:0];e&&e.focus()}function Qt(){m&&p("step")===
m&&(m=0,Yt(),L=""),Xt(),document.dispatchEvent(new Event("atlas:story"))}var K=!1;new MutationObserver(()=>{K||(K=!0,requestAnimationFrame(
()=>{K=!1,Qt()}))}).observe(document.body,{childList:!0,subtree:!0});document.addEventListener("click",t=>{let e=a(t,".s\
tory-go");!e||e.getAttribute("aria-disabled")==="true"||(L=Number(e.dataset.go)>p("step")?"on":"back",G(T()+(L==="on"?1:
-1)))});function J(t,...e){let n=document.createElement(t);return n.append(...e),n}var r=document.documentElement,C="is-on-stage",k="is-with-notes",te=1280,ee=720,ne=100,oe=55,se=4e3,y=null,lt=null,dt=0,
re={ArrowRight:1,ArrowDown:1,PageDown:1," ":1,ArrowLeft:-1,ArrowUp:-1,PageUp:-1,Home:"first",End:"last",Escape:"leave",n:"\
notes",N:"notes"};function d(){return r.classList.contains(C)}function ae(){return document.querySelector('.st-key-story\
 iframe[title*="st_folium"]')}function ut(){try{return ae()?.contentWindow??null}catch{return null}}function q(){d()&&r.
style.setProperty("--stage-scale",Math.min(innerWidth/te,innerHeight/ee).toFixed(4));let t=ut();t?.document.documentElement&&
(t.document.documentElement.classList.toggle(C,d()),t.dispatchEvent(new Event("resize")),M())}function M(){let t=h(),e=ne;
if(!(!t||!d())){r.classList.contains(k)&&t.querySelectorAll(".story-notes").forEach(n=>{n.open=!0});do r.style.setProperty(
"--text-size",(e/100).toFixed(2)),e-=5;while(t.scrollHeight>t.clientHeight+1&&e>=oe)}}function ft(){let t=ut();t===lt||!t||
(lt=t,t.addEventListener("keydown",mt,!0))}function mt(t){let e=re[t.key];!d()||e===void 0||t.ctrlKey||t.metaKey||t.altKey||
t.key===" "&&a(t,"button, a, summary")||(t.preventDefault(),t.stopPropagation(),e==="leave"?O():e==="notes"?ie(!r.classList.
contains(k)):G(e==="first"?1:e==="last"?V():T()+e))}function ie(t){r.classList.toggle(k,t),M()}function ce(){y=document.
body.appendChild(document.createElement("div")),y.className="story-hint",y.setAttribute("role","region"),y.setAttribute(
"aria-label","Stage");let t=J("button","Leave");t.type="button",t.className="story-leave",t.addEventListener("click",O),
y.append(t,J("p","Arrow keys or Page Up and Page Down: steps · Home, End · N: notes · Esc: leave"))}function pt(){r.classList.
remove("is-at-rest"),clearTimeout(dt),dt=window.setTimeout(()=>{r.classList.add("is-at-rest")},se)}function le(){d()||!h()||
(y||ce(),r.classList.add(C),r.requestFullscreen&&r.requestFullscreen().catch(()=>{}),q(),ft(),M(),document.activeElement instanceof
HTMLElement&&document.activeElement.blur(),pt())}function O(){if(!d())return;r.classList.remove(C,k,"is-at-rest"),document.
fullscreenElement&&document.exitFullscreen().catch(()=>{}),q();let t=document.querySelector(".story-present");t&&t.focus()}
document.addEventListener("click",t=>{a(t,".story-present")&&le()});document.addEventListener("keydown",mt,!0);document.
addEventListener("fullscreenchange",()=>{document.fullscreenElement||O(),q()});window.addEventListener("resize",q);document.
addEventListener("pointermove",()=>{d()&&pt()});document.addEventListener("atlas:story",()=>{d()&&(h()||O(),ft(),M())});var de=5,X="atlas-stories",ht="atlas-tab";function yt(){try{let t=JSON.parse(localStorage.getItem(X)??"null");return Array.
isArray(t)?t.filter(e=>e&&typeof e.story=="string"):[]}catch{return[]}}function gt(t){try{t.length?localStorage.setItem(
X,JSON.stringify(t)):localStorage.removeItem(X)}catch{}}function ue(){try{let t=sessionStorage.getItem(ht)||Date.now().toString(
36)+Math.random().toString(36).slice(2,6);return sessionStorage.setItem(ht,t),t}catch{return""}}function fe(t){if(t.dataset.
isKept)return;t.dataset.isKept="true";let{title:e="",story:n=""}=t.dataset;gt(me(yt(),{tab:ue(),title:e,story:n,at:Date.
now()}))}function me(t,e){return[e,...t.filter(n=>n.tab!==e.tab&&n.story!==e.story)].slice(0,de)}function pe(t){let e=yt().
filter(s=>s.story!==t.dataset.but),n=e.map(s=>s.story).join(" ");if(t.dataset.listed===n&&t.hidden===!e.length)return;t.
dataset.listed=n,t.hidden=!e.length;let o=t.querySelector("ul");o&&(o.textContent="",e.forEach(s=>{let i=o.appendChild(document.
createElement("li")).appendChild(document.createElement("a"));i.href=`./story?v=1&story=${encodeURIComponent(s.story)}`,
i.textContent=`${s.title||"My story"}, ${new Date(s.at).toLocaleDateString()}`}))}var he=document.getElementsByClassName(
"story-draft");new MutationObserver(()=>{for(let t of he)fe(t)}).observe(document.body,{childList:!0,subtree:!0});function wt(){
document.querySelectorAll(".story-drafts").forEach(pe)}document.addEventListener("atlas:story",wt);document.addEventListener(
"click",t=>{a(t,".story-forget")&&(gt([]),wt())});})();
