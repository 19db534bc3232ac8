function c(i,t){return i.target?.closest?.(t)??null}var g=8,k=3,y=7,E=4,b={ß:"ss",ς:"σ",ø:"o",đ:"d",ð:"d",ł:"l",ħ:"h",ı:"i",æ:"ae",œ:"oe",þ:"th",ŧ:"t"},a=new Map,
d=new WeakMap,f=0;function p(i){return i.normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\p{M}/gu,"").replace(
/[ßςøđðłħıæœþŧ]/g,r=>b[r]).replace(/&/g," and ").replace(/[‘’‚‛ʹʻʼʽʾʿˈ´`′＇']/g,"").replace(
/[^\p{L}\p{N}]+/gu," ").replace(/(^| )st(?= |$)/g,"$1saint").trim()}function m(i,t,e){return t.includes(i)?t===i?0:t.startsWith(
i)?1+e:t.includes(` ${i}`)?3+e:i.length>=k?5+e:null:null}function w(i,t){let e=[],s=Array.from({length:t.length+1},(r,l)=>l);
for(let r=1;r<=i.length;r+=1){let l=[r];for(let n=1;n<=t.length;n+=1){let h=Math.min(s[n]+1,l[n-1]+1,s[n-1]+(i[r-1]===t[n-
1]?0:1));r>1&&n>1&&i[r-1]===t[n-2]&&i[r-2]===t[n-1]&&(h=Math.min(h,e[n-2]+1)),l.push(h)}e=s,s=l}return s[t.length]}function A(i,t,e){
if(e===m&&i.codes.includes(t))return{rank:0,by:""};let s=null;for(let[r,l,n]of i.names){let h=e(t,l,n);h!==null&&(!s||h<
s.rank)&&(s={rank:h,by:r===i.label?"":r})}return s}function v(i,t){let e=i.length<y?1:2;if(Math.abs(t.length-i.length)>e)
return null;let s=w(i,t);return s<=e?s:null}function S(i,t,e=g){let s=p(t);if(!s)return[];function r(n){return i.flatMap(
h=>{let o=A(h,s,n);return o?[{entry:h,found:o}]:[]})}let l=r(m);return!l.length&&s.length>=E&&(l=r(v)),l.sort((n,h)=>n.found.
rank-h.found.rank),l.slice(0,e).map(({entry:n,found:{by:h}})=>({area:n.area,label:n.label,by:h}))}function L(i){return i.
map(([t,e,s,r,l])=>({area:t,label:e,codes:s.map(n=>n.toLowerCase()),names:[r,l].flatMap((n,h)=>n.map(o=>[o,p(o),h]))}))}
function x(i){let t=a.get(i);if(t)return t;let e=fetch(i).then(s=>{if(!s.ok)throw new Error(`HTTP ${s.status}`);return s.
json()}).then(L).catch(s=>{throw a.delete(i),s});return a.set(i,e),e}var u=class{constructor(t){f+=1,this.id=`country-se\
arch-${f}`,this.input=t.querySelector("input"),this.list=t.querySelector("ul"),this.clear=t.querySelector("button"),this.
said=t.querySelector("[role=status]"),this.url="",this.shown="",this.tell=()=>{},this.entries=null,this.found=[],this.at=
-1,this.isAsked=!1,this.isWanted=!1,this.input.id=this.id,t.querySelector("label").htmlFor=this.id,this.list.id=`${this.
id}-list`,this.input.setAttribute("aria-controls",this.list.id),this.input.addEventListener("focus",()=>{this.input.select(),
this.fetch()}),this.input.addEventListener("input",()=>{this.isAsked=!1,this.look()}),this.input.addEventListener("keydo\
wn",e=>this.press(e)),this.input.addEventListener("click",()=>this.open()),this.input.addEventListener("blur",()=>this.leave()),
this.list.addEventListener("pointerdown",e=>e.preventDefault()),this.list.addEventListener("click",e=>{let s=c(e,"li[dat\
a-at]");s&&this.choose(Number(s.dataset.at))}),this.clear.addEventListener("click",()=>this.empty())}update({data:t,setTriggerValue:e}){
this.url=t.names,this.tell=s=>e("chosen",{area:s,mark:Date.now().toString(36)+Math.random().toString(36)}),(this.shown!==
t.shown||document.activeElement!==this.input)&&(this.input.value=t.shown),this.shown=t.shown,this.mark()}fetch(){return x(
this.url).then(t=>{this.entries=t,this.isAsked?(this.look(),this.choose(0)):document.activeElement===this.input&&(this.isWanted||
this.input.value!==this.shown)&&this.look(),this.isWanted=!1},()=>this.say("The names of countries did not come. Try aga\
in."))}isOpen(){return!this.list.hidden}open(){this.isWanted=!this.entries,this.isOpen()||this.look()}look(){let t=this.
input.value;if(this.mark(),!this.entries)return;let e=!t.trim()||t===this.shown;this.found=e?this.entries.map(({area:s,label:r})=>({
area:s,label:r,by:""})):S(this.entries,t),this.list.textContent="",this.found.forEach(({label:s,by:r},l)=>{let n=document.
createElement("li");if(n.id=`${this.id}-${l}`,n.dataset.at=String(l),n.setAttribute("role","option"),n.textContent=s,r){
let h=document.createElement("span");h.textContent=` ${r}`,n.append(h)}this.list.append(n)}),this.list.hidden=!this.found.
length,this.input.setAttribute("aria-expanded",String(!this.list.hidden)),this.point(e?-1:0),this.found.length?e||this.say(
this.found.length===1?"1 result":`${this.found.length} results`):this.say("No country or area has this name")}point(t){this.
at=this.found.length?t:-1,Array.from(this.list.children).forEach((s,r)=>{s.setAttribute("aria-selected",String(r===this.
at))});let e=this.list.children[this.at];e&&e.scrollIntoView({block:"nearest"}),e&&this.isOpen()?this.input.setAttribute(
"aria-activedescendant",e.id):this.input.removeAttribute("aria-activedescendant")}press(t){if(t.isComposing||t.ctrlKey||
t.metaKey||t.altKey)return;let e=t.key==="ArrowDown"?1:t.key==="ArrowUp"?-1:0;e?(t.preventDefault(),this.isOpen()?this.point(
(this.at+e+this.found.length)%this.found.length):this.open()):t.key==="Enter"?(t.preventDefault(),this.isOpen()?this.choose(
Math.max(this.at,0)):!this.entries&&this.input.value.trim()&&(this.isAsked=!0)):t.key==="Escape"&&this.isOpen()?(t.preventDefault(),
this.close()):t.key==="Escape"&&(this.input.value=this.shown,this.mark())}choose(t){let e=this.found[t];this.isAsked=!1,
e&&(this.close(),this.input.value=this.shown,this.mark(),this.say(`${e.label} chosen`),this.tell(e.area))}empty(){this.input.
value="",this.close(),this.mark(),this.input.focus(),this.shown&&this.tell("")}close(){this.list.hidden=!0,this.input.setAttribute(
"aria-expanded","false"),this.input.removeAttribute("aria-activedescendant")}leave(){this.close(),this.input.value=this.
shown,this.mark()}mark(){this.clear.hidden=!this.input.value}say(t){this.said.textContent=t}};function O(i){let t=i.parentElement.
querySelector(".country-search");if(!t)return;let e=d.get(t)??new u(t);d.set(t,e),e.update(i)}export{O as default,L as entriesOf,p as nameKey,S as search};
