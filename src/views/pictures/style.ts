/** What pictures look like, in light and dark and on paper: part of the one style of all documents. */
export const PICTURE_STYLE = `
.picture{margin:1rem 0;break-inside:avoid}.picture>figcaption{font-weight:600}.picture th{white-space:normal;vertical-align:bottom}.picture td{max-width:14rem;overflow-wrap:break-word}.picture>details{margin:.3rem 0}.picture>details>summary{cursor:pointer}
.picture svg{display:block;font:12px/1.2 system-ui,sans-serif;color:inherit}.picture text{fill:currentColor;direction:ltr;unicode-bidi:isolate}.picture svg .end{text-anchor:end}.picture svg .mid{text-anchor:middle}.picture svg .strong{font-weight:600}
.picture svg .quiet{color:var(--dim)}.picture svg .halo{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
.picture .ink-bad{fill:var(--bad)}.picture .ink-ask{fill:var(--ask)}.picture .ink-fine{fill:var(--fine)}.picture .ink-dim{fill:var(--dim)}.picture .ink-paper{fill:var(--paper)}.picture .ink-soft{fill:var(--soft)}.picture .ink-none{fill:none}
.picture .line-bad{stroke:var(--bad)}.picture .line-ask{stroke:var(--ask)}.picture .line-fine{stroke:var(--fine)}.picture .line-dim{stroke:var(--dim)}.picture .line-faint{stroke:var(--line)}.picture .line-text{stroke:currentColor}.picture .line-paper{stroke:var(--paper)}
.picture .dashed{stroke-dasharray:6 4}.picture .dotted{stroke-dasharray:2 4}
ul.key{display:flex;flex-wrap:wrap;gap:.2rem 1rem;list-style:none;padding:0;font-size:.85rem}ul.key>li{display:flex;gap:.4rem;align-items:center}ul.key svg{flex:none}
@media print{.picture .scroll{overflow:visible}.picture .scroll>svg{max-width:100%;height:auto}.picture>details::details-content{content-visibility:visible;block-size:auto}}
`;
