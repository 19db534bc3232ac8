"use strict";(()=>{var s="The map could not be loaded. The connection may be interrupted; the table under the map still works.";function i(t,n){window.parent.postMessage(Object.assign({isStreamlitMessage:!0,type:`streamlit:${t}`},n),"*")}function r(t,n,e,o){
let a=t.appendChild(document.createElement(n));return a.textContent=e,a.style.cssText=o,a}function d(t){let n=document.getElementById(
"atlas-failure"),e=t?.textColor;!n||!e||(n.style.color=e,n.lastChild.style.borderColor=e)}window.addEventListener("error",
t=>{if(t.target?.tagName!=="SCRIPT"||document.getElementById("atlas-failure"))return;window.parent.atlasFirst&&window.parent.
atlasFirst.end();let e=r(document.body,"div","","position:fixed;inset:0;padding:24px;font:14px/1.5 system-ui,sans-serif");
e.id="atlas-failure",e.setAttribute("role","alert"),r(e,"p",s,"max-width:60ch;margin:0 0 12px");let o=r(e,"button","Try \
again","font:inherit;color:inherit;background:none;border:1px solid;border-radius:4px;min-height:32px;padding:4px 12px;c\
ursor:pointer");o.type="button",o.addEventListener("click",()=>{window.location.reload()}),i("componentReady",{apiVersion:1}),
i("setFrameHeight",{height:160})},!0);window.addEventListener("message",t=>{t.data&&t.data.type==="streamlit:render"&&d(
t.data.theme)});})();
