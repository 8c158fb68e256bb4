import type { Checkpoint } from '../../model/checkpoint.ts';
import type { ControlMap, FrameworkId } from '../../model/control.ts';
import type { SourceCoverage } from '../../model/coverage.ts';
import { coverageTable } from '../../views/coverage-table.ts';
import { html, type Markup } from '../../views/html.ts';
import { page } from '../../views/report-page.ts';
import { when } from '../../views/words.ts';
import { auditorSection } from './auditor-section.ts';
import { controlsOfFrameworks, evidenceFor, orderedPlaces } from './control-sections.ts';
import type { Manifest } from './manifest.ts';
import { PAGE_SECTIONS, type Place } from './page-sections.ts';
import { packPictures } from './pictures.ts';
import { type ReviewOnPage, reviewSection } from './review-sections.ts';
import type { DecisionRow, HistoryRow, LeaverRow, LinkRow, PlanRow, ReadRow, RecordRow, StepRow } from './rows.ts';
import {
  checkpointSection,
  decisionSection,
  historySection,
  leaverSection,
  linkSection,
  planSection,
  populationSection,
  readSection,
  recordSection,
  stepSection,
} from './sections.ts';

export interface PackPageData {
  readonly manifest: Omit<Manifest, 'files'>;
  readonly coverage: readonly SourceCoverage[];
  readonly checkpoints: readonly Checkpoint[];
  readonly leavers: readonly LeaverRow[];
  readonly leaversInAll: number;
  readonly records: readonly RecordRow[];
  readonly decisions: readonly DecisionRow[];
  readonly links: readonly LinkRow[];
  readonly plans: readonly PlanRow[];
  readonly steps: readonly StepRow[];
  readonly reviews: readonly ReviewOnPage[];
  readonly reads: readonly ReadRow[];
  readonly history: readonly HistoryRow[];
  readonly controls: ControlMap;
  /** Whose controls come first, and their sections with them; null: none. */
  readonly framework: FrameworkId | null;
}

/**
 * Builds the page that an auditor reads first; the CSV files beside it have all rows of every table.
 */
export function packPage(data: PackPageData): string {
  const { manifest, controls, framework } = data;
  return page(
    'Clari access evidence',
    html`<h1>Clari access evidence</h1>
<p>Period: ${manifest.since === null ? 'from the beginning' : when(manifest.since)} to ${when(manifest.until)}. State as of ${when(manifest.generated_at)}.</p>
<p class="dim">Pack <span class="id">${manifest.pack_id}</span>, written by ${manifest.generated_by} with ${manifest.program}.</p>
<div class="box"><p>The ledger ends at entry ${manifest.head.sequence} with the hash <span class="id">${manifest.head.hash}</span>, signed with the key <span class="id">${manifest.key_id}</span>.</p>
<p>Check this folder offline: <span class="id">clari-identity-mcp evidence verify . --head HASH --public-key FILE</span>, with a hash or a key that was kept outside this folder. Without one, only its inner consistency is checked. The end of this page checks it without this program.</p>
<p>The time above is by the clock of the machine that wrote this. <span class="id">head.tsq</span> asks any time stamp authority (RFC 3161) for one from outside; its answer is kept as <span class="id">head.tsr</span>.</p></div>
<h2>What it proves</h2><ul>${manifest.proves.map((one) => html`<li>${one}</li>`)}</ul>
<h2>What it does not prove</h2><ul>${manifest.does_not_prove.map((one) => html`<li>${one}</li>`)}</ul>
${
  framework === null
    ? html`<p><a href="#controls">Which section is evidence for which control</a></p>`
    : html`<h2 id="controls">Controls</h2>
${controlsOfFrameworks(controls, (id) => id === framework)}`
}
${packPictures(data)}
${orderedPlaces(controls, framework).map((place) => placeOf(place, data))}
${framework === null ? html`<h2 id="controls">Controls</h2>` : html`<h2 id="other-controls">Controls of other frameworks</h2>`}
${controlsOfFrameworks(controls, (id) => id !== framework)}
${auditorSection()}`,
  );
}

function placeOf(place: Place, data: PackPageData): Markup {
  return html`<h2 id="${place}">${PAGE_SECTIONS[place].title}</h2>
${evidenceFor(data.controls, place)}
${BODIES[place](data)}`;
}

/** What stands at each place. */
const BODIES: Readonly<Record<Place, (data: PackPageData) => Markup>> = {
  population: ({ manifest }) => populationSection(manifest),
  leavers: ({ leavers }) => leaverSection(leavers),
  records: ({ records }) => recordSection(records),
  decisions: ({ decisions }) => decisionSection(decisions),
  links: ({ links }) => linkSection(links),
  plans: ({ plans }) => planSection(plans),
  steps: ({ steps }) => stepSection(steps),
  reviews: ({ reviews }) => reviewSection(reviews),
  history: ({ history }) => historySection(history),
  reads: ({ reads }) => readSection(reads),
  coverage: ({ coverage }) => coverageTable(coverage),
  checkpoints: ({ checkpoints }) => checkpointSection(checkpoints),
};
