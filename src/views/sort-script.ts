/**
 * Sorts a table by its head cells. Each record is a tbody, so that its evidence moves with it. The page is complete
 * without this script.
 */
export const SORT_SCRIPT = `
for(const table of document.querySelectorAll('table[data-sortable]')){
const heads=[...table.querySelectorAll('thead th')];
heads.forEach((head,at)=>{
const button=document.createElement('button');button.type='button';button.textContent=head.textContent;head.replaceChildren(button);
button.addEventListener('click',()=>{
const down=head.getAttribute('aria-sort')==='ascending';
heads.forEach(one=>one.removeAttribute('aria-sort'));
head.setAttribute('aria-sort',down?'descending':'ascending');
const key=body=>{const cell=body.rows[0].cells[at];return cell.dataset.sort??cell.textContent.trim()};
const order=new Intl.Collator('en',{numeric:true});
const bodies=[...table.tBodies].sort((a,b)=>{const x=key(a),y=key(b);
if(x===''||y==='')return x===y?0:x===''?1:-1;
return (down?-1:1)*order.compare(x,y)});
table.append(...bodies);
});});}
`;
