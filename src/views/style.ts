import { PICTURE_STYLE } from './pictures/style.ts';

/** Styles for screen, dark mode and paper. System fonts only, so that the page makes no request. */
export const STYLE = `
:root{color-scheme:light dark;--line:#8884;--soft:#8881;--paper:light-dark(#fff,#161616);--dim:light-dark(#555,#aaa);--bad:light-dark(#a11,#f88);--ask:light-dark(#850,#fc6);--fine:light-dark(#165,#8d9)}
html{background:var(--paper);color:light-dark(#111,#eee)}body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:78rem;padding:0 1.25rem}
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}
p{margin:.4rem 0;max-width:60rem}ul{margin:.3rem 0;padding-left:1.2rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}
caption{text-align:left;color:var(--dim);padding:.2rem 0}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--line)}
th{white-space:nowrap}th button{all:unset;cursor:pointer;font-weight:600}
th button:focus-visible{outline:2px solid}
th[aria-sort=ascending] button::after{content:" \\25b2";content:" \\25b2"/""}th[aria-sort=descending] button::after{content:" \\25bc";content:" \\25bc"/""}
td.more{border-bottom:2px solid var(--line);padding-top:0;color:var(--dim)}tr.main td{border-bottom:0;padding-top:.6rem}
code,.id{font-family:ui-monospace,monospace;font-size:.85em;overflow-wrap:anywhere}
.bad{color:var(--bad);font-weight:600}.ask{color:var(--ask);font-weight:600}.fine{color:var(--fine)}.dim{color:var(--dim)}
.box{border-left:3px solid var(--line);background:var(--soft);padding:.5rem .9rem;margin:.8rem 0}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--soft);padding:.6rem .9rem;border-radius:.3rem}
td.n,th.n{text-align:right}
form.filter{display:flex;flex-wrap:wrap;gap:.5rem .9rem;align-items:end;margin:.8rem 0}form.filter>*{min-width:0;max-width:100%;overflow-wrap:anywhere}
fieldset{border:1px solid var(--line);border-radius:.3rem;padding:.2rem .7rem .5rem;margin:0;min-width:0;display:flex;flex-wrap:wrap;gap:.1rem 1rem}legend{font-size:.85rem}
label{display:block;font-size:.85rem}label.check{display:flex;gap:.4rem;align-items:center;min-height:1.6rem}label.check>input{margin:0}label>input,label>select,label>textarea{display:block;margin-top:.15rem;font:inherit}
input,select,textarea,button{font:inherit;max-width:100%;box-sizing:border-box;padding:.3rem .5rem;border:1px solid light-dark(#777,#999);border-radius:.25rem;background:Field;color:FieldText}
button{cursor:pointer;background:ButtonFace;color:ButtonText}button.go{font-weight:600;border-width:2px}
:focus-visible{outline:3px solid light-dark(#0645ad,#8ab4f8);outline-offset:1px}
.buttons{display:flex;flex-wrap:wrap;gap:.6rem;margin-top:.7rem}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.scroll{overflow-x:auto}details>summary{cursor:pointer}[hidden]{display:none!important}
h3{font-size:1rem;margin:.6rem 0 .2rem}
@media screen{
table.long,.long :is(caption,thead,tbody){display:block}.long tbody{content-visibility:auto;contain-intrinsic-size:auto 6rem;border-bottom:2px solid var(--line);padding:.4rem 0 .3rem}
.long tr{display:grid;grid-template-columns:minmax(0,2fr);grid-auto-flow:column;grid-auto-columns:minmax(0,1fr);column-gap:.8rem}
.long :is(td,th){display:block;padding:.1rem 0;border:0;overflow-wrap:anywhere;min-width:0}.long thead th{white-space:normal}.long tbody.group{border-bottom-color:currentColor}
}
@media screen and (max-width:58rem){
.long tr,.long td.n{display:block;text-align:left}.long thead tr{display:flex;flex-wrap:wrap;gap:.2rem 1rem}.long td:empty{display:none}
.long td+td:not(.more)::before{content:attr(data-head) ": ";content:attr(data-head) ": "/"";color:var(--dim)}
}
@media print{:root{color-scheme:light}form.filter{display:none}.scroll{overflow:visible}body{margin:0;max-width:none;font-size:10pt}thead{display:table-header-group}tbody,tr{break-inside:avoid}th button::after{content:""!important}a{color:inherit}}
@media print and (scripting:none){details::details-content{content-visibility:visible}}
${PICTURE_STYLE}`;
