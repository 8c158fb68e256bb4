/**
 * Puts the records of a table together by what its form says, under a head with how many are shown. Groups keep the
 * order in which the page came; sorting keeps the groups.
 */
export const GROUP_SCRIPT = `
for(const choice of document.querySelectorAll('select[data-group]')){
const table=document.getElementById(choice.form.dataset.rows),all=[...table.tBodies],width=table.tHead.rows[0].cells.length;
let by='',groups=[],order=all;
const headOf=value=>{
const head=document.createElement('tbody'),cell=head.insertRow().insertCell();
head.className='group';cell.colSpan=width;
for(const [element,role] of [[head,'rowgroup'],[head.rows[0],'row'],[cell,'cell']])element.setAttribute('role',role);
cell.append(document.createElement('h3'));
return {head,title:value===' '?'none':value,records:[]};
};
const count=()=>{
for(const {head,title,records} of groups){
const shown=records.filter(one=>!one.hidden).length;
head.hidden=shown===0;
head.querySelector('h3').textContent=title+': '+(shown===records.length?shown:shown+' of '+records.length);
}
};
const regroup=()=>{
for(const {head} of groups)head.remove();
const byValue=new Map();
if(by!==''){
const valueOf=one=>one.getAttribute('data-'+by)??' ';
for(const one of all)if(!byValue.has(valueOf(one)))byValue.set(valueOf(one),headOf(valueOf(one)));
for(const one of order)byValue.get(valueOf(one)).records.push(one);
}
groups=[...byValue.values()];
const list=document.createDocumentFragment();
for(const one of by===''?order:groups.flatMap(({head,records})=>[head,...records]))list.append(one);
table.append(list);
count();
};
table.addEventListener('sorted',event=>{
order=event.detail;
if(by!==''){event.preventDefault();regroup()}
});
table.addEventListener('filtered',()=>{
if(choice.value===by)count();
else{by=choice.value;regroup()}
});
}
`;
