/**
 * Speaks with the host that shows the view, and puts what the server draws in its place. It keeps nothing that a host
 * may not drop: a view that is loaded again begins with the result that it was made for.
 */
export const HOST_SCRIPT = `
'use strict';
const host=window.parent,root=document.documentElement,shown=document.getElementById('shown'),said=document.getElementById('said'),anew=document.getElementById('anew'),wide=document.getElementById('wide'),heard=document.getElementById('heard');
const waiting=new Map();let last=0,first=null,token='',address='',busy=false,sending=false,later=null,timer=0,mode='inline',can={};

const post=message=>host.postMessage({jsonrpc:'2.0',...message},'*');
const LONGEST=120000;
const ask=(method,params)=>new Promise((resolve,reject)=>{const id=++last;
const late=setTimeout(()=>{waiting.delete(id);reject({message:'no answer within two minutes'})},LONGEST);
waiting.set(id,{resolve,reject,late});post({id,method,params})});
const handed=result=>result._meta?.['clari-identity/view'];
const pathOf=place=>place.split('?')[0];
const textOf=result=>(Array.isArray(result.content)?result.content:[]).flatMap(one=>one?.type==='text'?[one.text]:[]).join('\\n');

const HANDLERS={
'ui/notifications/tool-result':begin,
'ui/notifications/tool-cancelled':()=>say('The call was cancelled. Nothing is shown.'),
'ui/notifications/host-context-changed':dress};

addEventListener('message',({source,data})=>{
if(source!==host||data===null||typeof data!=='object'||data.jsonrpc!=='2.0')return;
if(typeof data.method!=='string'){
const call=waiting.get(data.id);waiting.delete(data.id);clearTimeout(call?.late);
if(data.error)call?.reject(data.error);else call?.resolve(data.result);return}
if(data.id===undefined){if(Object.hasOwn(HANDLERS,data.method))HANDLERS[data.method](data.params??{});return}
if(data.method==='ping'||data.method==='ui/resource-teardown'){clearTimeout(timer);post({id:data.id,result:{}});return}
post({id:data.id,error:{code:-32601,message:'Not offered by this view'}})});

function begin(result){
const own=handed(result);
plain(textOf(result));
if(typeof own?.token==='string'&&typeof own.address==='string'){first=own;restart()}}
function restart(){if(busy){later=restart;return}token=first.token;look(first.address)}

function plain(text){
const [main,head,block]=['main','h1','pre'].map(name=>document.createElement(name));
head.textContent=document.title;block.textContent=text;main.append(head,block);shown.replaceChildren(main);measure()}
function say(text){said.textContent=text;said.hidden=text==='';anew.hidden=text===''||first===null;measure()}

async function call(name,args){
if(busy)return null;
busy=true;clearTimeout(timer);shown.setAttribute('aria-busy','true');
try{
const result=await ask('tools/call',{name,arguments:args});
if(result.isError){say(textOf(result));return null}
return {...result.structuredContent,...handed(result)}}
catch(fault){say('The host brought no answer'+(fault?.message?': '+String(fault.message).replace(/\\.$/,''):'')+'. '
+(sending?'Your form may have arrived all the same: send it once more, nothing is recorded twice.':'What is shown stays as it was.'));return null}
finally{busy=false;shown.removeAttribute('aria-busy')}}

async function look(to,quiet,from){
if(busy){if(!sending)later=()=>look(to,false,from);return}
const answer=await call('show_view',{token,address:to});
put(answer,quiet,from);if(quiet)tell(answer);next()}
function next(){const then=later;later=null;then?.()}

async function send(form,button){
if(busy)return;sending=true;
const data=new FormData(form);if(button.name)data.append(button.name,button.value);
const fields=[...data].filter(([name,value])=>name!=='form_token'&&typeof value==='string').map(([name,value])=>({name,value}));
const answer=await call('send_view_form',{token:data.get('form_token')??'',fields});
sending=false;put(answer);tell(answer);next()}
function tell(answer){if(answer?.news&&can.updateModelContext)ask('ui/update-model-context',{content:[{type:'text',text:answer.news}]}).catch(()=>{})}

function put(answer,quiet,from){
if(answer===null)return;
if(answer.refused!==''){say(answer.refused);return}
say('');
const unfolded=pathOf(address)===pathOf(answer.address)&&shown.querySelector('details:has(form[data-filter])')?.open;
token=answer.token;address=answer.address;shown.innerHTML=answer.html;
if(unfolded)shown.querySelector('details:has(form[data-filter])')?.setAttribute('open','');
const main=shown.querySelector('main');
if(main?.dataset.refresh)timer=setTimeout(()=>look(address,true),Number(main.dataset.refresh)*1000);
const same=from&&[...shown.querySelectorAll('form[data-filter] [name]')].find(one=>one.name===from.name&&(one.type!=='checkbox'||one.value===from.value));
heard.textContent='';
if(same){same.focus();heard.textContent=shown.querySelector('.shown')?.textContent??''}
else if(!quiet||!main?.dataset.refresh){shown.querySelector('h1')?.focus();scrollTo(0,0)}
measure()}

function filter(form,from){
const search=new URLSearchParams([...new FormData(form)].filter(([,value])=>value!==''));
look(form.getAttribute('action')+'?'+search,false,from)}

document.addEventListener('click',event=>{
const link=event.target.closest('a[href]'),button=event.target.closest('button');
if(link!==null){event.preventDefault();
const to=link.getAttribute('href');
if(to.startsWith('#')){const place=document.getElementById(to.slice(1));place?.scrollIntoView();place?.focus()}else look(to)}
else if(button?.parentElement===anew)restart();
else if(button?.form&&button.type==='submit'){event.preventDefault();
if(!button.formNoValidate&&!button.form.reportValidity())return;
if(button.form.method==='get')filter(button.form,document.activeElement);else send(button.form,button)}});
document.addEventListener('submit',event=>event.preventDefault());
document.addEventListener('change',({target})=>{const form=target.form;
if(form?.hasAttribute('data-filter')&&(target.localName==='select'||target.type==='checkbox'))filter(form,target)});

function dress(context){
if(context.theme)root.style.colorScheme=context.theme;
for(const [name,value] of Object.entries(context.styles?.variables??{}))if(name.startsWith('--')&&typeof value==='string')root.style.setProperty(name,value);
if(context.locale)root.dataset.locale=context.locale;
const inset=context.safeAreaInsets;
if(inset)document.body.style.padding=['top','right','bottom','left'].map(side=>'calc(.6rem + '+Number(inset[side]??0)+'px)').join(' ');
if(context.displayMode)mode=context.displayMode;
if(context.availableDisplayModes)wide.hidden=!context.availableDisplayModes.includes('fullscreen');
wide.textContent=mode==='fullscreen'?'Back into the conversation':'Full screen';measure()}
wide.addEventListener('click',async()=>{
try{const answer=await ask('ui/request-display-mode',{mode:mode==='fullscreen'?'inline':'fullscreen'});dress({displayMode:answer.mode})}
catch{say('The host keeps the view as it is.')}});

let height=0;
function measure(){
const before=root.style.height;root.style.height='max-content';
const now=Math.ceil(root.getBoundingClientRect().height);root.style.height=before;
if(now!==height){height=now;post({method:'ui/notifications/size-changed',params:{height:now}})}}

ask('ui/initialize',{appInfo:{name:'clari-identity-mcp',version:document.body.dataset.version},appCapabilities:{availableDisplayModes:['inline','fullscreen']},protocolVersion:'2026-01-26'})
.then(answer=>{can=answer.hostCapabilities??{};dress(answer.hostContext??{});post({method:'ui/notifications/initialized',params:{}});
new ResizeObserver(measure).observe(document.body)},()=>say('The host does not show views of this kind.'));
`;
