import {
  type Control,
  type ControlEvidence,
  type ControlMap,
  type Framework,
  type FrameworkId,
  isPackSection,
  PACK_SECTIONS,
  type PackSection,
} from '../../model/control.ts';
import { html, type Markup } from '../../views/html.ts';
import { scrolled } from '../../views/pager.ts';
import { table } from '../../views/table.ts';
import { PAGE_SECTIONS, type Place } from './page-sections.ts';

interface SectionEvidence extends ControlEvidence {
  readonly part: PackSection;
}

/** Controls with the sections that are evidence for each, one framework after the other. */
export function controlsOfFrameworks(map: ControlMap, which: (framework: FrameworkId) => boolean): Markup {
  return html`<p>Which section is evidence for which control, what it shows of it and what it does not, in our own words. The standard itself decides what a control asks, and its auditor whether it is met. Whole list: controls.csv.</p>
${map.frameworks.filter(({ id }) => which(id)).map((framework) => frameworkPart(framework, sectionsOf(map)))}`;
}

/** For which controls a place of the page is evidence, each with a link to what it shows of it. */
export function evidenceFor(map: ControlMap, anchor: Place): Markup | null {
  const shown = new Map(
    sectionsOf(map)
      .filter(({ part, showing }) => showing !== null && PAGE_SECTIONS[part].anchor === anchor)
      .map((one) => [anchorOf(one.framework, one.control), `${one.frameworkName} ${one.control}`]),
  );
  if (shown.size === 0) return null;
  const links = [...shown].map(([id, name], index) => html`${index === 0 ? null : ', '}<a href="#${id}">${name}</a>`);
  return html`<p class="dim">Evidence for ${links}.</p>`;
}

/** Places of the page in the order in which the controls of a framework name them, then all others. */
export function orderedPlaces(map: ControlMap, framework: FrameworkId | null): readonly Place[] {
  const named = sectionsOf(map)
    .filter((one) => one.framework === framework && one.showing !== null)
    .map(({ part }) => PAGE_SECTIONS[part].anchor);
  return [...new Set([...named, ...PACK_SECTIONS.map((section) => PAGE_SECTIONS[section].anchor)])];
}

function sectionsOf({ evidence }: ControlMap): readonly SectionEvidence[] {
  return evidence.flatMap((one) => (isPackSection(one.part) ? [{ ...one, part: one.part }] : []));
}

function anchorOf(framework: FrameworkId, control: string): string {
  return `control-${framework}-${control.replaceAll(/[^A-Za-z0-9.-]+/g, '-')}`;
}

function frameworkPart(framework: Framework, evidence: readonly SectionEvidence[]): Markup {
  return html`<h3 id="framework-${framework.id}">${framework.name} (${framework.version})</h3>
${framework.controls.map((control) =>
  controlPart(
    framework,
    control,
    evidence.filter((one) => one.framework === framework.id && one.control === control.id),
  ),
)}`;
}

function controlPart(framework: Framework, control: Control, evidence: readonly SectionEvidence[]): Markup {
  const name = `${framework.name} ${control.id}`;
  const isOld = evidence.some(({ tenantOverride, old }) => old && !tenantOverride);
  return html`<h4 id="${anchorOf(framework.id, control.id)}">${name}</h4>
<p>${control.asks} <span class="dim">After ${control.source.title}, ${control.dateBasis === 'read' ? 'read on ' : ''}${control.date} (${control.confidence}${isOld ? ', old: ask again' : ''}): <span class="id">${control.source.url ?? ''}</span></span></p>
${scrolled(
  name,
  table(
    `Evidence for ${name}`,
    [
      {
        head: 'Section',
        cell: ({ part }) => html`<a href="#${PAGE_SECTIONS[part].anchor}">${PAGE_SECTIONS[part].title}</a>`,
      },
      {
        head: 'It shows',
        cell: ({ showing }) => showing?.shows ?? html`<span class="ask">no evidence for this control</span>`,
      },
      { head: 'It does not show', cell: ({ showing }) => showing?.showsNot ?? '' },
    ],
    evidence,
    ownWord,
  ),
)}`;
}

/** Below a row: whose word it is, where it is not ours. */
function ownWord({ tenantOverride, source, date, note, old, published }: SectionEvidence): Markup | null {
  if (!tenantOverride) return null;
  return html`<div>The organisation's own word, of ${date}: ${source.title}.${old ? ' It is old: ask again.' : ''}${note === null ? '' : ` ${note}`}</div>
${published === null ? null : html`<div class="dim">In its place is published: it shows ${published.shows} It does not show ${published.showsNot}</div>`}`;
}
