import * as z from 'zod';
import type { OpenDraft } from '../src/app/reviews/open-review.ts';
import { attestationWords } from '../src/model/attestation.ts';
import { FINDINGS } from '../src/model/finding.ts';
import { bare, quote } from '../src/model/foreign.ts';
import { itemCount, REVIEW_GAPS } from '../src/model/review.ts';
import { shownTime } from '../src/model/shown-time.ts';
import { count, defineTool, WRITING } from '../src/tool.ts';
import { asking, codeText, confirmationInput, confirmationOutput } from './parts/confirm-part.ts';
import { populationLines, populationOf, populationOutput } from './parts/review-part.ts';

const person = z.string().max(320);
const people = z.record(z.string().max(256), person).default({});

export const openAccessReview = defineTool({
  name: 'open_access_review',
  title: 'Open an access review',
  description:
    'Freezes the active accounts of one application, with the reads that prove them complete, and puts each to a reviewer until a due date. Refused while reads are missing, stale or incomplete, unless a person accepts that with a reason. Shows whom it could not assign. Decides nothing.',
  inputSchema: z.strictObject({
    name: z.string().min(1).max(200),
    app: z.string().max(40).default('clari'),
    scope: z
      .strictObject({
        role: z.string().max(256).optional(),
        team: z.string().max(256).optional(),
        findings: z.array(z.enum(FINDINGS)).default([]),
        changed_only: z.boolean().default(false).describe('since the last review'),
      })
      .prefault({}),
    reviewers: z
      .strictObject({
        manager: z.boolean().default(true).describe('whom the directory names'),
        by_role: people,
        by_team: people,
        fallback: person.optional(),
        second: person.optional().describe('also decides on privileged roles'),
      })
      .prefault({})
      .describe('e-mail addresses'),
    due_at: z.string().max(40).describe('ISO 8601'),
    privileged_roles: z.array(z.string().max(256)).max(100).optional(),
    owner: person.optional().describe('answers for the application'),
    deputy: person.optional(),
    accept_incomplete: z.string().max(2_000).optional().describe("a person's reason"),
    confirmation: confirmationInput,
  }),
  outputSchema: z.object({
    status: z.enum(['opened', 'already_open', 'confirmation_required']),
    review_id: z.string().optional(),
    ...confirmationOutput,
    population: populationOutput,
    items: count,
    gaps: z.array(z.object({ gap: z.enum(REVIEW_GAPS), items: count })),
    unassigned: count,
  }),
  annotations: WRITING,
  async handler(args, context) {
    const { openReview } = await import('../src/app/reviews/open-review.ts');
    const { scope, reviewers } = args;
    const request = {
      name: args.name,
      app: args.app,
      scope: {
        role: scope.role ?? null,
        team: scope.team ?? null,
        findings: scope.findings,
        changedOnly: scope.changed_only,
      },
      reviewers: {
        manager: reviewers.manager,
        byRole: reviewers.by_role,
        byTeam: reviewers.by_team,
        fallback: reviewers.fallback ?? null,
        second: reviewers.second ?? null,
      },
      dueAt: args.due_at,
      privilegedRoles: args.privileged_roles ?? null,
      acceptIncomplete: args.accept_incomplete ?? null,
      owner: args.owner ?? null,
      deputy: args.deputy ?? null,
    };
    const question = {
      summary: summaryOf,
      statement: 'I open this review on this population',
      verb: 'open',
      word: ({ frozen }: OpenDraft) => frozen.population.hash.slice(0, 6),
    };
    const stated = await openReview(context.deps, request, asking(context, args.confirmation, question));
    const { frozen } = stated.draft;
    const said = {
      population: populationOf(frozen.population),
      items: frozen.population.items,
      gaps: gapsOf(stated.draft),
      unassigned: frozen.unassigned,
    };
    switch (stated.kind) {
      case 'unconfirmed':
        return {
          structured: { status: 'confirmation_required' as const, confirmation: stated.code, ...said },
          text: codeText(summaryOf(stated.draft), stated.code, context.deps),
        };
      case 'already':
        return {
          structured: { status: 'already_open' as const, review_id: stated.known.reviewId, ...said },
          text: `The review ${stated.known.reviewId} of these accounts is open already. Nothing was written.`,
        };
      case 'stated': {
        const { reviewId, ledgerSequence, ledgerHash, attestation } = stated.receipt;
        return {
          structured: { status: 'opened' as const, review_id: reviewId, ...said },
          text: [
            `Opened ${reviewId}: ${summaryOf(stated.draft)}`,
            `Ledger entry ${ledgerSequence}, hash ${ledgerHash}. It was opened ${attestationWords(attestation)}.`,
            `Next: clari-identity-mcp access-review show ${reviewId}`,
          ].join('\n'),
        };
      }
      default:
        return stated satisfies never;
    }
  },
});

function gapsOf({ frozen }: OpenDraft) {
  return REVIEW_GAPS.flatMap((gap) => {
    const items = frozen.gaps[gap] ?? 0;
    return items === 0 ? [] : [{ gap, items }];
  });
}

function summaryOf(draft: OpenDraft): string {
  const { setup, frozen } = draft;
  const { population, previous } = frozen;
  const gaps = gapsOf(draft).map(({ gap, items }) => `${gap} ${items}`);
  const scope = [
    setup.scope.role === null ? null : `role ${quote(setup.scope.role)}`,
    setup.scope.team === null ? null : `team ${quote(setup.scope.team)}`,
    ...setup.scope.findings,
    setup.scope.changedOnly ? 'changed since the last review' : null,
  ].filter((one) => one !== null);
  return [
    `The access review ${quote(setup.name)} of ${bare(setup.app)}${scope.length === 0 ? '' : ` (${scope.join(', ')})`}: ${itemCount(population.items)}, ${population.privileged} privileged, for ${frozen.reviewers === 1 ? '1 reviewer' : `${frozen.reviewers} reviewers`}, due ${shownTime(setup.dueAt)}.`,
    previous === null
      ? 'It is the first review of this application.'
      : `${itemCount(population.changed)} changed since ${previous.reviewId} (${shownTime(previous.openedAt)}).`,
    ...populationLines(population, setup.acceptedIncomplete),
    ...(gaps.length === 0 ? [] : [`Gaps of reviewers, by items: ${gaps.join(', ')}.`]),
    ...(frozen.unassigned === 0
      ? []
      : [`Without a reviewer: ${itemCount(frozen.unassigned)}. Hand each to somebody (not_mine, with \`to\`).`]),
  ].join('\n');
}
