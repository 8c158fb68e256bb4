/** Opens or closes the evidence of all records that are shown. */
export const UNFOLD_SCRIPT = `
for(const button of document.querySelectorAll('button[data-unfold]'))button.addEventListener('click',()=>{
const table=document.getElementById(button.form.dataset.rows),open=button.dataset.unfold==='open';
for(const one of table.querySelectorAll('tbody:not([hidden])>tr>td>details'))one.open=open;
});
`;
