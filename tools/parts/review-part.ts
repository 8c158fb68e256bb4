import * as z from 'zod';
import type { ItemNow } from '../../src/app/reviews/item-now.ts';
import type { ReviewNow } from '../../src/app/reviews/review-by-id.ts';
import type { ReviewPage, ShownItem } from '../../src/app/reviews/show-review.ts';
import { FINDINGS } from '../../src/model/finding.ts';
import { bare, quote } from '../../src/model/foreign.ts';
import {
  ITEM_CHANGES,
  ITEM_STATES,
  itemCount,
  originWords,
  type Population,
  REVIEW_DECISIONS,
  REVIEW_GAPS,
  type ReviewOutcome,
} from '../../src/model/review.ts';
import { shownTime } from '../../src/model/shown-time.ts';
import { count } from '../../src/tool.ts';
import { evidenceOf, withoutNulls } from './account-part.ts';

export const populationOutput = z.object({
  counts: z.object({ accounts: count, items: count, privileged: count, changed: count }),
  hash: z.string(),
  left_out: z.array(z.object({ why: z.string(), accounts: count })),
  missing: z.array(z.string()),
  reads: z.array(z.object({ source: z.string(), as_of: z.string(), rows: count, sha256: z.string() })),
});

export function populationOf(population: Population): z.input<typeof populationOutput> {
  return {
    counts: {
      accounts: population.accounts,
      items: population.items,
      privileged: population.privileged,
      changed: population.changed,
    },
    hash: population.hash,
    left_out: population.leftOut.map(({ why, accounts }) => ({ why, accounts })),
    missing: population.missing.map(({ what }) => what),
    reads: population.reads.map(({ source, asOf, rows, sha256 }) => ({ source, as_of: asOf, rows, sha256 })),
  };
}

/** Where the population comes from, and what it lacks: said wherever a review is shown. */
export function populationLines(population: Population, accepted: string | null): readonly string[] {
  const left = population.leftOut.map(({ why, accounts }) => `${accounts} ${why.replaceAll('_', ' ')}`);
  return [
    `Population: ${population.items} of ${population.accounts} accounts${left.length === 0 ? '' : ` (left out: ${left.join(', ')})`}, as judged ${shownTime(population.evaluatedAt)}, hash ${population.hash}.`,
    ...population.reads.map(
      (one) =>
        `  ${bare(one.source)} as of ${shownTime(one.asOf)}, ${one.rows} rows, ${one.completeness}, SHA-256 ${one.sha256.slice(0, 12)}…`,
    ),
    ...(accepted === null
      ? []
      : [
          `INCOMPLETE, accepted by a person: ${quote(accepted, { longest: 2_000 })}. Missing: ${population.missing.map(({ what }) => quote(what)).join('; ')}.`,
        ]),
  ];
}

export const itemOutput = z.object({
  item_id: z.string(),
  account_id: z.string(),
  email: z.string().optional(),
  name: z.string().optional(),
  role: z.string().optional(),
  team: z.string().optional(),
  finding: z.enum(FINDINGS),
  why: z.string(),
  evidence: z.array(z.object({ source: z.string(), observed_at: z.string().nullable(), fact: z.string() })).optional(),
  last_used_at: z.string().optional(),
  privileged: z.boolean(),
  changed: z.array(z.enum(ITEM_CHANGES)),
  before: z.record(z.string(), z.string()).optional().describe('of what changed'),
  suggestion: z.object({ decision: z.enum(REVIEW_DECISIONS).optional(), why: z.string() }),
  reviewer: z.string().optional(),
  second: z.string().optional(),
  gaps: z.array(z.enum(REVIEW_GAPS)),
  decision: z.enum(REVIEW_DECISIONS).optional(),
  decided: z.array(z.string()),
  standing: z.enum(ITEM_STATES),
  plan_id: z.string().optional(),
  news: z.array(z.string()).describe('what is another now than when it was frozen'),
});

export function itemOf(one: ShownItem, detailed: boolean): z.input<typeof itemOutput> {
  const { frozen, queue } = one;
  return {
    item_id: one.itemId,
    account_id: frozen.accountId,
    ...withoutNulls({ email: frozen.email, name: frozen.name, role: frozen.role, team: frozen.team }),
    finding: frozen.finding,
    why: whyOf(one),
    ...(detailed ? { evidence: evidenceOf(frozen.evidence) } : {}),
    ...withoutNulls({ last_used_at: frozen.lastUsedAt }),
    privileged: frozen.privileged,
    changed: frozen.changes.map(({ what }) => what),
    ...(detailed ? { before: beforeOf(frozen) } : {}),
    suggestion: { ...withoutNulls({ decision: frozen.suggestion.decision }), why: frozen.suggestion.why },
    ...withoutNulls({ reviewer: queue.reviewer, second: queue.second }),
    gaps: [...one.gapsNow],
    ...withoutNulls({ decision: queue.outcome }),
    decided: decidedOf(one),
    standing: one.state,
    ...withoutNulls({ plan_id: one.followUp.planId }),
    news: newsOf(one),
  };
}

function beforeOf({ changes }: ShownItem['frozen']): Readonly<Record<string, string>> {
  return Object.fromEntries(changes.flatMap(({ what, before }) => (before === null ? [] : [[what, before]])));
}

function whyOf({ frozen }: ItemNow): string {
  // What a directory says explains a finding; that the account is active is why it is here.
  const shown = frozen.evidence.find(({ source }) => source.startsWith('directory')) ?? frozen.evidence[0];
  const fact = shown === undefined ? '' : `: ${quote(shown.fact)} (${bare(shown.source)})`;
  return `${frozen.reason}${fact}`;
}

function decidedOf({ decisions, frozen, queue }: ItemNow): string[] {
  const said = decisions.map((one) => {
    const entered = one.enteredBy.name === one.statedBy ? '' : `, entered by ${quote(one.enteredBy.name)}`;
    const to = one.to === null ? '' : ` to ${bare(one.to)}`;
    const role = one.role === null ? '' : ` to ${quote(one.role)}`;
    const why = one.rationale === null ? '' : `: ${quote(one.rationale, { longest: 500 })}`;
    const origin = one.origin === undefined ? '' : ` (${originWords(one.origin)})`;
    return `${one.decision}${to}${role} by ${bare(one.statedBy)}${frozen.privileged ? ` (${one.as})` : ''}${origin}${entered} at ${shownTime(one.decidedAt)}${why}`;
  });
  const isOpen = frozen.privileged && queue.outcome === null;
  const [first, second] = [queue.reviewerDecision, queue.secondDecision];
  if (isOpen && first !== null && second !== null) return [...said, 'The two reviewers disagree: it is undecided.'];
  return isOpen && (first ?? second) !== null ? [...said, 'It is privileged: the other reviewer has to agree.'] : said;
}

function newsOf({ news }: ItemNow): string[] {
  return news.map(
    ({ what, before, now }) =>
      `${what}: ${before === null ? 'empty' : bare(before)}, now ${now === null ? 'gone' : bare(now)}`,
  );
}

export const outcomeOutput = z.object({
  items: count,
  kept: count,
  revoked: count,
  role_changes: count,
  not_reviewed: count,
  late: count,
  by_reviewer: z.record(z.string(), count),
  proven: count,
});

export function outcomeOf(outcome: ReviewOutcome): z.input<typeof outcomeOutput> {
  return {
    items: outcome.items,
    kept: outcome.kept,
    revoked: outcome.revoked,
    role_changes: outcome.roleChanges,
    not_reviewed: outcome.notReviewed,
    late: outcome.late,
    by_reviewer: Object.fromEntries(outcome.byReviewer.map(({ reviewer, decided }) => [reviewer, decided])),
    proven: outcome.proven,
  };
}

export function outcomeLine(outcome: ReviewOutcome): string {
  return `${itemCount(outcome.items)}: ${outcome.kept} kept, ${outcome.revoked} revoked (${outcome.proven} of them proven by a later read when it was closed), ${outcome.roleChanges} role changes, ${outcome.notReviewed} not reviewed, ${outcome.late} decided late.`;
}

/** `rev_… "Q4 review" of clari, open, due 2026-12-15`. */
export function reviewName({ review, closed }: Pick<ReviewNow, 'review' | 'closed'>): string {
  const state = closed === null ? `open, due ${shownTime(review.dueAt)}` : `closed ${shownTime(closed.at)}`;
  return `${review.reviewId} ${quote(review.name)} of ${bare(review.app)}, ${state}`;
}

/** Who answers for the application by now, where anybody was named. */
export function answersLine({ owner, deputy }: Pick<ReviewNow, 'owner' | 'deputy'>): readonly string[] {
  if (owner === null && deputy === null) return [];
  return [
    `Answers for the application: ${bare(owner ?? 'nobody')}${deputy === null ? '' : `, deputy ${bare(deputy)}`}.`,
  ];
}

export function itemLines(one: ShownItem): readonly string[] {
  const { frozen, queue } = one;
  const who = `${bare(frozen.email ?? frozen.accountId)}${frozen.name === null ? '' : ` ${quote(frozen.name)}`}`;
  const about = [
    frozen.privileged ? 'PRIVILEGED' : null,
    frozen.role === null ? null : `role ${quote(frozen.role)}`,
    frozen.team === null ? null : `team ${quote(frozen.team)}`,
    `${frozen.finding} (${whyOf(one)})`,
    frozen.lastUsedAt === null ? 'use unknown' : `last used ${shownTime(frozen.lastUsedAt)}`,
    ...frozen.changes.map(({ what, before }) => `${what}${before === null ? '' : `, before: ${quote(before)}`}`),
  ].filter((text) => text !== null);
  const people = [queue.reviewer ?? 'nobody', ...(frozen.privileged ? [queue.second ?? 'no second one'] : [])];
  return [
    `- ${one.itemId} ${one.state}: ${who}, ${about.join(', ')}`,
    `    suggestion: ${frozen.suggestion.decision ?? 'none'}, ${frozen.suggestion.why} reviewer: ${people.map(bare).join(' and ')}${one.gapsNow.length === 0 ? '' : ` (${one.gapsNow.join(', ')})`}`,
    ...decidedOf(one).map((said) => `    ${said}`),
    ...(one.followUp.planId === null
      ? []
      : [`    plan ${one.followUp.planId}${one.recordId === null ? '' : `, record ${one.recordId}`}`]),
    ...(one.news.length === 0 ? [] : [`    changed since it was frozen: ${newsOf(one).join('; ')}`]),
  ];
}

export function progressLine({ progress }: Pick<ReviewPage, 'progress'>): string {
  if (progress.length === 0) return 'No items.';
  return `Owed: ${progress.map(({ person, items, owed }) => `${person === null ? 'nobody assigned' : bare(person)} ${owed} of ${items}`).join(', ')}.`;
}
