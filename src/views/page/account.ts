import * as z from 'zod';
import type { Exposure } from '../../model/exposure.ts';
import type { Instant } from '../../model/time.ts';
import { factName, facts, factValue } from '../facts.ts';
import { evidenceList, evidenceShape, findingBadge, percent } from '../finding-parts.ts';
import { type Content, html, type Markup } from '../html.ts';
import { scrolled } from '../pager.ts';
import { table } from '../table.ts';
import { plain, when } from '../words.ts';
import { type AccountForms, accountForms } from './account-forms.ts';
import { accountGraph } from './account-graph.ts';
import { edgeShape, linksView, nodeShape, otherAccounts, seenIn } from './account-links.ts';
import { alsoView, due, revoked, used, type VerdictShown } from './findings.ts';
import type { Frame } from './frame.ts';
import { exposureView } from './pictures.ts';
import { warningsView } from './warnings.ts';
import { type WorkItemShown, workList } from './work-items.ts';

/** What is shown of `get_identity`. */
export const graphShape = z.looseObject({
  nodes: z.array(nodeShape),
  edges: z.array(edgeShape),
  findings: z.array(
    z.looseObject({
      account_id: z.string(),
      situation: z.string(),
      finding: z.string(),
      reason: z.string(),
      confidence: z.number(),
      evidence: z.array(evidenceShape),
      next_step: z.string(),
      not_compared: z.number(),
    }),
  ),
  timeline: z.array(z.looseObject({ at: z.string(), source: z.string(), what: z.string() })),
  warnings: z.array(z.string()),
});
export type Graph = z.infer<typeof graphShape>;

export interface AccountParts {
  readonly id: string;
  readonly graph: Graph;
  /** Null: the account is not judged. */
  readonly row: VerdictShown | null;
  /** From the end of its person's access on, as of now; null: that never ended, and nobody stated that it was closed. */
  readonly exposure: Exposure | null;
  readonly now: Instant;
  /** Null: this server does not offer the list of work. */
  readonly work: readonly WorkItemShown[] | null;
  readonly forms: AccountForms;
}

/** How the account is named at the top. */
export function accountTitle(id: string, { nodes }: Graph): string {
  return nodes.find((one) => one.id === `account:${id}`)?.label ?? id;
}

export function accountView(frame: Frame, parts: AccountParts): Markup {
  const { id, graph, row, exposure, now, work, forms } = parts;
  const own = graph.nodes.find((one) => one.id === `account:${id}`);
  return html`<p class="dim">Account <span class="id">${id}</span></p>
${warningsView(graph.warnings)}
<section><h2>Finding</h2>${finding(id, graph, row)}${exposure === null ? null : exposureView(frame.base, { now, exposure: { rows: [exposure], more: 0, unknown: 0 } }, WORDS)}</section>
<section><h2>The account</h2>${own === undefined ? null : facts(Object.entries(own.facts).map(([name, value]) => [factName(name), factValue(value)]))}${seenIn(graph, `account:${id}`)}${otherAccounts(frame.base, id, graph)}</section>
<section><h2>Whose it is</h2>${accountGraph(frame.base, id, graph)}${linksView(id, graph)}</section>
<section><h2>Work on it</h2>${worked(frame.base, work)}</section>
${accountForms(frame, id, graph, forms)}
<section><h2>What happened</h2>${history(graph)}</section>`;
}

const WORDS = { title: 'Since access ended', listed: 'not shown', none: 'Access has not ended.' };

function finding(id: string, graph: Graph, row: VerdictShown | null): Content {
  const found = graph.findings.find((one) => one.account_id === id);
  if (found === undefined) return html`<p>Nothing is known of it yet.</p>`;
  return html`<p>${findingBadge(found.finding)}: ${plain(found.reason)}. How sure: ${percent(found.confidence)}.</p>
<p><strong>To do:</strong> ${found.next_step}</p>
${facts([
  ['Access ended', row === null ? null : revoked(row)],
  ['Used after that', row === null ? null : used(row)],
  ['Close by', row === null ? null : due(row)],
  ['Manager', row?.manager_email ?? null],
])}
${row === null ? null : alsoView(row)}
<h3>What this rests on</h3>
${evidenceList(found.evidence)}`;
}

function worked(base: string, work: AccountParts['work']): Content {
  if (work === null) return html`<p class="dim">This server does not offer the list of work.</p>`;
  return work.length === 0 ? html`<p>Nobody planned, recorded or decided anything.</p>` : workList(base, work);
}

function history({ timeline }: Graph): Content {
  if (timeline.length === 0) return html`<p>No dated fact is known.</p>`;
  return scrolled(
    'What happened',
    table(
      'As the sources and the ledger have it.',
      [
        { head: 'When', cell: (one) => when(one.at) },
        { head: 'Source', cell: (one) => one.source },
        { head: 'What', cell: (one) => one.what },
      ],
      timeline,
    ),
  );
}
