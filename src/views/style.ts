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
th[aria-sort=ascending] button::after{content:" \\25b2"}th[aria-sort=descending] button::after{content:" \\25bc"}
td.more{border-bottom:2px solid var(--line);padding-top:0;color:var(--dim)}tr.main td{border-bottom:0;padding-top:.6rem}
code,.id{font-family:ui-monospace,monospace;font-size:.85em;overflow-wrap:anywhere}
.bad{color:var(--bad);font-weight:600}.ask{color:var(--ask);font-weight:600}.fine{color:var(--fine)}.dim{color:var(--dim)}
.box{border-left:3px solid var(--line);background:var(--soft);padding:.5rem .9rem;margin:.8rem 0}
td.n,th.n{text-align:right}.scroll{overflow-x:auto}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media print{:root{color-scheme:light}body{margin:0;max-width:none;font-size:10pt}thead{display:table-header-group}tbody,tr{break-inside:avoid}th button::after{content:""!important}a{color:inherit}}
${PICTURE_STYLE}`;
