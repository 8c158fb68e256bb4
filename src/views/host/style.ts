/**
 * What a view has beside the style of the page: the colours and fonts of its host where that names any, and no edges of
 * its own, because the host draws them.
 */
export const HOST_STYLE = `
:root{--paper:var(--color-background-primary,light-dark(#fff,#161616));--line:var(--color-border-primary,#8884);--soft:var(--color-background-secondary,#8881);--dim:var(--color-text-secondary,light-dark(#555,#aaa));--bad:var(--color-text-danger,light-dark(#a11,#f88));--ask:var(--color-text-warning,light-dark(#850,#fc6));--fine:var(--color-text-success,light-dark(#165,#8d9))}
html{background:var(--paper);color:var(--color-text-primary,light-dark(#111,#eee))}
body{margin:0;max-width:none;padding:.6rem .8rem;font-family:var(--font-sans,system-ui,sans-serif)}
h1{font-size:1.2rem}h1:focus{outline:none}h2{font-size:1.05rem;margin-top:1.3rem}
header{padding:.2rem 0 .4rem;margin-bottom:.6rem}footer{margin:1.2rem 0 .2rem}
#bar{display:flex;gap:.6rem;align-items:center;justify-content:flex-end}
#shown[aria-busy=true]{opacity:.6}
`;
