import * as z from 'zod';
import { findingBadge, sourceState } from '../finding-parts.ts';
import { type Content, html, type Markup } from '../html.ts';
import { plain, when } from '../words.ts';
import { type DecisionHead, decisionsView } from './decision.ts';
import type { Frame } from './frame.ts';
import { type DrawnFindings, exposureView, sumPictures } from './pictures.ts';
import { warningsView } from './warnings.ts';

const counts = z.record(z.string(), z.number());

/** What is shown of the sums of `find_orphaned_accounts`. */
export const overviewShape = z.looseObject({
  summary: z.looseObject({
    evaluated: z.number(),
    by_finding: counts,
    inconclusive_by_reason: counts,
    seat_days_since_revocation: z.looseObject({ days: z.number(), accounts: z.number(), unknown: z.number() }),
    estimated_cost: z.looseObject({ amount: z.number(), currency: z.string() }).nullable(),
    matching: z.looseObject({ by_reason: counts, used_after_revocation: counts }).optional(),
  }),
  total: z.number(),
  coverage: z.array(
    z.looseObject({
      source: z.string(),
      state: z.string(),
      as_of: z.string().nullable(),
      completeness: z.string().nullable(),
    }),
  ),
  warnings: z.array(z.string()),
});
type Sums = z.infer<typeof overviewShape>;

/** What is shown of `list_work`; null: this server does not offer it. */
export const workSumsShape = z.looseObject({ by_state: counts });

export interface OverviewParts {
  readonly sums: Sums;
  readonly drawn: DrawnFindings;
  readonly work: z.infer<typeof workSumsShape> | null;
  /** Prepared for the viewer, and waiting for their answer. */
  readonly asked: readonly DecisionHead[];
}

export function overviewView(frame: Frame, { sums, drawn, work, asked }: OverviewParts): Markup {
  const { base } = frame;
  return html`${asked.length === 0 ? null : html`<section><h2>Your decisions</h2>${decisionsView(frame, asked)}</section>`}
<section><h2>Findings</h2>
${sums.summary.evaluated === 0 ? html`<p class="box">Nothing was imported yet, so nothing can be said of any account. <a href="${base}/reads">Begin with a file</a></p>` : html`${findings(base, sums)}${pictures(base, drawn)}`}
</section>
<section><h2>What waits</h2>${waits(base, work)}</section>
<section><h2>What this rests on</h2>
<ul>${sums.coverage.toSorted(byState).map((one) => html`<li>${sourceLine(one)}</li>`)}</ul>
${warningsView(sums.warnings)}
<p><a href="${base}/reads">What each source proves, what is missing, and how to bring it</a></p>
</section>`;
}

function findings(base: string, { summary, total }: Sums): Markup {
  const { matching, seat_days_since_revocation: seats, estimated_cost: cost } = summary;
  const after = matching?.used_after_revocation['yes'] ?? 0;
  return html`<p>${summary.evaluated} accounts were evaluated. <a href="${base}/findings"><strong>${total}</strong> need somebody</a>${after === 0 ? null : html`; <a href="${base}/findings?used_after=yes"><strong>${after}</strong> of them were used after their access had ended</a>`}.</p>
${list(summary.by_finding, (finding) => [`${base}/findings?findings=${encodeURIComponent(finding)}`, findingBadge(finding)])}
${matching === undefined || Object.keys(matching.by_reason).length === 0 ? null : html`<h3>Why they need somebody</h3>${reasons(base, matching.by_reason)}`}
${Object.keys(summary.inconclusive_by_reason).length === 0 ? null : html`<h3>Why nothing can be said of the inconclusive ones</h3>${reasons(base, summary.inconclusive_by_reason)}`}
${seats.accounts + seats.unknown === 0 ? null : html`<p>Seats were held for ${seats.days} days after access had ended, over ${seats.accounts} accounts${seats.unknown === 0 ? '' : `; of ${seats.unknown} more it is not known since when`}.${cost === null ? '' : ` Estimated cost: ${cost.amount} ${cost.currency}.`}</p>`}`;
}

const WORDS = {
  title: 'Open since access ended: the longest ones, and what was stated last',
  listed: 'in the list of findings',
  none: 'No account is known to have outlived its access.',
};

function pictures(base: string, drawn: DrawnFindings): Markup {
  return html`${exposureView(base, drawn, WORDS)}
${sumPictures(base, drawn)}`;
}

function reasons(base: string, all: Readonly<Record<string, number>>): Content {
  return list(all, (reason) => [`${base}/findings?reason=${encodeURIComponent(reason)}`, plain(reason)]);
}

function list(all: Readonly<Record<string, number>>, link: (name: string) => readonly [string, Content]): Content {
  return html`<ul>${Object.entries(all).map(([name, count]) => {
    const [href, text] = link(name);
    return html`<li><a href="${href}"><strong>${count}</strong> ${text}</a></li>`;
  })}</ul>`;
}

function waits(base: string, work: OverviewParts['work']): Content {
  if (work === null) return html`<p class="dim">This server does not offer the list of work.</p>`;
  if (Object.keys(work.by_state).length === 0) return html`<p>Nothing waits for anybody.</p>`;
  return html`<ul>${Object.entries(work.by_state).map(([state, count]) => html`<li><a href="${base}/work?state=${encodeURIComponent(state)}"><strong>${count}</strong> ${plain(state)}</a></li>`)}</ul>`;
}

const STATES = ['missing', 'stale', 'fresh'];

function byState(one: Sums['coverage'][number], other: Sums['coverage'][number]): number {
  return STATES.indexOf(one.state) - STATES.indexOf(other.state);
}

function sourceLine({ source, state, as_of: asOf, completeness }: Sums['coverage'][number]): Content {
  const shown = html`${source}: ${sourceState(state)}`;
  if (asOf === null) return shown;
  return html`${shown}, as of ${when(asOf)}, ${completeness === 'complete' ? 'a full list' : completeness === 'partial' ? 'a part' : 'not stated whether it is a full list'}`;
}
