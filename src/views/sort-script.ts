/**
 * Sorts a table by its head cells: upwards, downwards, then as it was. Each record is a tbody, so that its evidence
 * moves with it. Whoever cancels `sorted`, which has them in their order, puts them there. The page is complete without
 * this script.
 */
export const SORT_SCRIPT = `
for(const table of document.querySelectorAll('table[data-sortable]')){
const heads=[...table.querySelectorAll('thead th')],records=[...table.tBodies],order=new Intl.Collator('en',{numeric:true});
const keyOf=(record,at)=>{const cell=record.rows[0].cells[at];return cell.dataset.sort??cell.textContent.trim()};
const sorted=(at,sign)=>records.map(record=>[keyOf(record,at),record])
.sort(([a],[b])=>a===''||b===''?(a===''?1:0)-(b===''?1:0):sign*order.compare(a,b)).map(([,record])=>record);
heads.forEach((head,at)=>{
const button=document.createElement('button');button.type='button';button.textContent=head.textContent;head.replaceChildren(button);
button.addEventListener('click',()=>{
const next={none:'ascending',ascending:'descending',descending:'none'}[head.ariaSort??'none'];
for(const one of heads)one.removeAttribute('aria-sort');
if(next!=='none')head.setAttribute('aria-sort',next);
const list=next==='none'?records:sorted(at,next==='ascending'?1:-1);
if(!table.dispatchEvent(new CustomEvent('sorted',{cancelable:true,detail:list})))return;
const moved=document.createDocumentFragment();
for(const one of list)moved.append(one);
table.append(moved);
});
});}
`;
