/**
 * Shows the records of a table that a form asks for: of each name the chosen values, and every word of the text. Keeps
 * what is asked in the fragment of the address, so that a link leads to it. `filtered` is dispatched to the table.
 */
export const FILTER_SCRIPT = `
for(const form of document.querySelectorAll('form[data-rows]')){
const table=document.getElementById(form.dataset.rows),status=form.nextElementSibling,records=[...table.tBodies];
const names=new Set([...form.querySelectorAll('select:not([data-group]),[type=checkbox]')].map(one=>one.name));
const values=new Map([...names].map(name=>[name,records.map(one=>one.getAttribute('data-'+name)??' ')]));
let texts;
const textsOf=()=>texts??=records.map(one=>(one.rows[0].textContent+' '+(one.rows[1]?.textContent??'')).toLowerCase());
const asked=()=>[...new FormData(form)].map(([name,value])=>[name,name==='text'?value.trim():value]).filter(([,value])=>value!=='');
const apply=()=>{
const chosen=new Map();let words=[];
for(const [name,value] of asked())
if(name==='text')words=value.toLowerCase().split(/\\s+/);
else if(names.has(name))chosen.set(name,(chosen.get(name)??new Set()).add(value));
const tests=[...chosen].map(([name,wanted])=>[values.get(name),wanted]);
const within=words.length>0?textsOf():[];
let shown=0;
records.forEach((record,at)=>{
const fits=tests.every(([of,wanted])=>wanted.has(of[at]))&&words.every(word=>within[at].includes(word));
if(fits)shown++;
if(record.hidden===fits)record.hidden=!fits;
});
const said=[...[...chosen].map(([name,wanted])=>name+' '+[...wanted].map(one=>one===' '?'none':one).join(' or ')),...words.length>0?['text '+words.join(' ')]:[]];
status.textContent=shown+' of '+records.length+' shown'+(said.length>0?': '+said.join('; '):'')+'.';
table.dispatchEvent(new Event('filtered'));
};
const keep=()=>{const text=String(new URLSearchParams(asked()));history.replaceState(null,'',text===''?location.href.split('#')[0]:'#'+text)};
const restore=()=>{
const kept=new URLSearchParams(location.hash.slice(1));
for(const field of form.elements)
if(field.type==='checkbox')field.checked=kept.getAll(field.name).includes(field.value);
else if(field.name)field.value=kept.get(field.name)??'';
for(const field of form.querySelectorAll('select'))if(field.selectedIndex<0)field.value='';
apply();
};
let waiting;
const soon=wait=>{clearTimeout(waiting);waiting=setTimeout(()=>{apply();keep()},wait)};
form.addEventListener('input',event=>soon(event.target.type==='search'?200:0));
form.addEventListener('submit',event=>{event.preventDefault();soon(0)});
form.addEventListener('reset',()=>soon(0));
addEventListener('hashchange',()=>{if(location.hash===''||location.hash.includes('='))restore()});
form.hidden=false;
restore();
}
`;
