function u(i,t){return i.target?.closest?.(t)??null}var g=8,k=3,w=7,E=4,b={ß:"ss",ς:"σ",ø:"o",đ:"d",ð:"d",ł:"l",ħ:"h",ı:"i",æ:"ae",œ:"oe",þ:"th",ŧ:"t"},o=new Map,
p=new WeakMap,d=0;function f(i){return i.normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\p{M}/gu,"").replace(
/[ßςøđðłħıæœþŧ]/g,h=>b[h]).replace(/&/g," and ").replace(/[‘’‚‛ʹʻʼʽʾʿˈ´`′＇']/g,"").replace(
/[^\p{L}\p{N}]+/gu," ").replace(/(^| )st(?= |$)/g,"$1saint").trim()}function m(i,t,e){return t.includes(i)?t===i?0:t.startsWith(
i)?1+e:t.includes(` ${i}`)?3+e:i.length>=k?5+e:null:null}function A(i,t){let e=[],s=Array.from({length:t.length+1},(h,a)=>a);
for(let h=1;h<=i.length;h+=1){let a=[h];for(let n=1;n<=t.length;n+=1){let r=Math.min(s[n]+1,a[n-1]+1,s[n-1]+(i[h-1]===t[n-
1]?0:1));h>1&&n>1&&i[h-1]===t[n-2]&&i[h-2]===t[n-1]&&(r=Math.min(r,e[n-2]+1)),a.push(r)}e=s,s=a}return s[t.length]}function v(i,t,e){
if(e===m&&i.codes.includes(t))return{rank:0,by:""};let s=null;for(let[h,a,n]of i.names){let r=e(t,a,n);r!==null&&(!s||r<
s.rank)&&(s={rank:r,by:h===i.label?"":h})}return s}function y(i,t){let e=i.length<w?1:2;if(Math.abs(t.length-i.length)>e)
return null;let s=A(i,t);return s<=e?s:null}function S(i,t,e=g){let s=f(t);if(!s)return[];function h(n){return i.flatMap(
r=>{let l=v(r,s,n);return l?[{entry:r,fit:l}]:[]})}let a=h(m);return!a.length&&s.length>=E&&(a=h(y)),a.sort((n,r)=>n.fit.
rank-r.fit.rank),a.slice(0,e).map(({entry:n,fit:{by:r}})=>({area:n.area,label:n.label,by:r}))}function L(i){return i.map(
([t,e,s,h,a])=>({area:t,label:e,codes:s.map(n=>n.toLowerCase()),names:[h,a].flatMap((n,r)=>n.map(l=>[l,f(l),r]))}))}function x(i){
let t=o.get(i);if(t)return t;let e=fetch(i).then(s=>{if(!s.ok)throw new Error(`HTTP ${s.status}`);return s.json()}).then(
L).catch(s=>{throw o.delete(i),s});return o.set(i,e),e}var c=class{constructor(t){d+=1,this.id=`country-search-${d}`,this.
input=t.querySelector("input"),this.list=t.querySelector("ul"),this.clear=t.querySelector("button"),this.status=t.querySelector(
"[role=status]"),this.url="",this.shown="",this.sendChoice=()=>{},this.entries=null,this.matches=[],this.at=-1,this.isAsked=
!1,this.isWanted=!1,this.input.id=this.id,t.querySelector("label").htmlFor=this.id,this.list.id=`${this.id}-list`,this.input.
setAttribute("aria-controls",this.list.id),this.input.addEventListener("focus",()=>{this.input.select(),this.fetch()}),this.
input.addEventListener("input",()=>{this.isAsked=!1,this.look()}),this.input.addEventListener("keydown",e=>this.press(e)),
this.input.addEventListener("click",()=>this.open()),this.input.addEventListener("blur",()=>this.leave()),this.list.addEventListener(
"pointerdown",e=>e.preventDefault()),this.list.addEventListener("click",e=>{let s=u(e,"li[data-at]");s&&this.choose(Number(
s.dataset.at))}),this.clear.addEventListener("click",()=>this.empty())}update({data:t,setTriggerValue:e}){this.url=t.names,
this.sendChoice=s=>e("chosen",{area:s,mark:Date.now().toString(36)+Math.random().toString(36)}),(this.shown!==t.shown||document.
activeElement!==this.input)&&(this.input.value=t.shown),this.shown=t.shown,this.mark()}fetch(){return x(this.url).then(t=>{
this.entries=t,this.isAsked?(this.look(),this.choose(0)):document.activeElement===this.input&&(this.isWanted||this.input.
value!==this.shown)&&this.look(),this.isWanted=!1},()=>this.say("The names of countries did not come. Try again."))}isOpen(){
return!this.list.hidden}open(){this.isWanted=!this.entries,this.isOpen()||this.look()}look(){let t=this.input.value;if(this.
mark(),!this.entries)return;let e=!t.trim()||t===this.shown;this.matches=e?this.entries.map(({area:s,label:h})=>({area:s,
label:h,by:""})):S(this.entries,t),this.list.textContent="",this.matches.forEach(({label:s,by:h},a)=>{let n=document.createElement(
"li");if(n.id=`${this.id}-${a}`,n.dataset.at=String(a),n.setAttribute("role","option"),n.textContent=s,h){let r=document.
createElement("span");r.textContent=` ${h}`,n.append(r)}this.list.append(n)}),this.list.hidden=!this.matches.length,this.
input.setAttribute("aria-expanded",String(!this.list.hidden)),this.point(e?-1:0),this.matches.length?e||this.say(this.matches.
length===1?"1 result":`${this.matches.length} results`):this.say("No country or area has this name")}point(t){this.at=this.
matches.length?t:-1,Array.from(this.list.children).forEach((s,h)=>{s.setAttribute("aria-selected",String(h===this.at))});
let e=this.list.children[this.at];e&&e.scrollIntoView({block:"nearest"}),e&&this.isOpen()?this.input.setAttribute("aria-\
activedescendant",e.id):this.input.removeAttribute("aria-activedescendant")}press(t){if(t.isComposing||t.ctrlKey||t.metaKey||
t.altKey)return;let e=t.key==="ArrowDown"?1:t.key==="ArrowUp"?-1:0;e?(t.preventDefault(),this.isOpen()?this.point((this.
at+e+this.matches.length)%this.matches.length):this.open()):t.key==="Enter"?(t.preventDefault(),this.isOpen()?this.choose(
Math.max(this.at,0)):!this.entries&&this.input.value.trim()&&(this.isAsked=!0)):t.key==="Escape"&&this.isOpen()?(t.preventDefault(),
this.close()):t.key==="Escape"&&(this.input.value=this.shown,this.mark())}choose(t){let e=this.matches[t];this.isAsked=!1,
e&&(this.close(),this.input.value=this.shown,this.mark(),this.say(`${e.label} chosen`),this.sendChoice(e.area))}empty(){
this.input.value="",this.close(),this.mark(),this.input.focus(),this.shown&&this.sendChoice("")}close(){this.list.hidden=
!0,this.input.setAttribute("aria-expanded","false"),this.input.removeAttribute("aria-activedescendant")}leave(){this.close(),
this.input.value=this.shown,this.mark()}mark(){this.clear.hidden=!this.input.value}say(t){this.status.textContent=t}};function $(i){
let t=i.parentElement.querySelector(".country-search");if(!t)return;let e=p.get(t)??new c(t);p.set(t,e),e.update(i)}export{$ as default,L as entriesOf,f as nameKey,S as search};
