/** What the page has beside the style of all documents: its head, forms that decide, and narrow screens. */
export const PAGE_STYLE = `
body{margin-top:0}.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.3rem .6rem}
header{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;justify-content:space-between;align-items:center;border-bottom:1px solid var(--line);padding:.6rem 0;margin-bottom:1rem}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;list-style:none;margin:0;padding:0}nav a[aria-current]{font-weight:600;text-decoration:none;color:inherit}
.who{display:flex;gap:.8rem;align-items:center;font-size:.85rem}footer{margin:2.5rem 0 1.5rem;font-size:.8rem;border-top:1px solid var(--line);padding-top:.5rem}
a{color:light-dark(#0645ad,#8ab4f8)}li>a,td>a{display:inline-block;padding:.12rem 0;overflow-wrap:anywhere}
form.act{border:1px solid var(--line);border-radius:.4rem;padding:.6rem .9rem;margin:.8rem 0;max-width:44rem}form.act p{margin:.3rem 0}form.act label{margin:.5rem 0}
form.act textarea,form.act input[type=text],form.act input[type=email]{width:100%}
form.find{display:flex;gap:.3rem;align-items:end}form.find input{margin:0;width:13rem}
main :is(h1,h2,h3,p,li,summary,label){overflow-wrap:anywhere}form.act.wide{max-width:none;border:0;padding:0}details.act{margin:.5rem 0;max-width:44rem}fieldset.item{display:block;border:1px solid var(--line);border-radius:.4rem;margin:.8rem 0;padding:.5rem .9rem;min-width:0}.item legend{font-weight:600;font-size:1rem;padding:0 .3rem;overflow-wrap:anywhere}
.fields{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr));gap:.4rem 1rem}.fields textarea,.fields input,.fields select{width:100%}ul.sums{display:flex;flex-wrap:wrap;gap:.2rem 1rem;list-style:none;padding:0}ol.steps>li{margin:1rem 0}h3{font-size:1rem;margin:.6rem 0 .2rem}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem}dl.facts dt{color:var(--dim)}dl.facts dd{margin:0;overflow-wrap:anywhere}
.pages{display:flex;gap:1rem;margin:.8rem 0}
@media(max-width:40rem){body{padding:0 .7rem}dl.facts{grid-template-columns:1fr}}
@media print{header nav,.who form,form.act,form.find,.skip{display:none}}
`;
