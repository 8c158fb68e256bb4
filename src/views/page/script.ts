/** Saves a click where there is a script, and sends each form only once. Every page is complete without it. */
export const PAGE_SCRIPT = `
for(const form of document.querySelectorAll('form[data-filter]'))
for(const field of form.querySelectorAll('select,input[type=checkbox]'))field.addEventListener('change',()=>form.requestSubmit());
for(const form of document.querySelectorAll('form[method=post]'))form.addEventListener('submit',event=>{
if(form.dataset.sent){event.preventDefault();return}
form.dataset.sent='yes';form.setAttribute('aria-busy','true')});
addEventListener('pageshow',()=>{for(const form of document.forms)delete form.dataset.sent});
`;
