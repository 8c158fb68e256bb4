import * as z from 'zod';
import { confirmedWords } from '../src/answers/confirmed-words.ts';
import type { AcceptedDecision, DecideDraft } from '../src/app/reviews/decide-items.ts';
import { bare, quote } from '../src/model/foreign.ts';
import { REVIEW_DECISIONS } from '../src/model/review.ts';
import { count, defineTool, WRITING } from '../src/tool.ts';
import { withoutNulls } from './parts/account-part.ts';

export const decideReviewItems = defineTool({
  name: 'decide_review_items',
  title: 'Have a person decide review items',
  description:
    "Shows what a reviewer decides about items of an access review to the person in a form, at most 25 at once, and keeps it under their name: keep, revoke, change_role (role) or not_mine (to). A revoke, and keeping an account against its finding, need a rationale in the reviewer's words. Nobody decides on their own account. No argument or code decides: prepare, and let the person answer. A revoke drafts its offboarding plan.",
  inputSchema: z.strictObject({
    review_id: z.string().min(1).max(100),
    items: z
      .array(
        z.strictObject({
          item_id: z.string().max(40).describe('as it was shown'),
          decision: z.enum(REVIEW_DECISIONS),
          rationale: z.string().max(2_000).optional(),
          role: z.string().max(256).optional(),
          to: z.string().max(320).optional().describe('e-mail'),
        }),
      )
      .min(1)
      .max(200),
    reviewer: z.string().max(320).optional().describe('who stated it, where another person enters it'),
  }),
  outputSchema: z.object({
    status: z.enum(['decided', 'already_decided']),
    items: z.array(
      z.object({
        item_id: z.string(),
        accepted: z.boolean(),
        why_not: z.string().optional(),
        plan_id: z.string().optional(),
        plan_problem: z.string().optional(),
      }),
    ),
    ledger: z.object({ sequence: count, hash: z.string() }).optional(),
  }),
  annotations: WRITING,
  roles: ['operator', 'reviewer'],
  async handler(args, context) {
    const { deps, attestation, session, confirm } = context;
    const [{ stateWithoutCode }, { decideItems }, { followDecisions }] = await Promise.all([
      import('../src/app/statements/statement.ts'),
      import('../src/app/reviews/decide-items.ts'),
      import('../src/app/reviews/follow-decisions.ts'),
    ]);
    const request = {
      reviewId: args.review_id,
      items: args.items.map((one) => ({
        itemId: one.item_id,
        decision: one.decision,
        rationale: one.rationale ?? null,
        role: one.role ?? null,
        to: one.to ?? null,
      })),
      reviewer: args.reviewer ?? null,
      bySheet: false,
    };
    const stated = await stateWithoutCode(deps, decideItems, request, {
      attestation,
      session,
      ask: (draft) =>
        confirm({
          message: questionOf(draft),
          statement: 'This is what the reviewer decides',
          verb: 'decide',
          word: draft.at.review.reviewId.slice(-6),
        }),
    });
    const { draft } = stated;
    const made = stated.kind === 'stated' ? stated.receipt : [];
    const followed = await followDecisions(deps, draft.at.review, made);
    const plans = new Map(followed.map((one) => [one.ordinal, one]));
    const [first] = made;
    return {
      structured: {
        status: stated.kind === 'stated' ? ('decided' as const) : ('already_decided' as const),
        items: [
          ...draft.accepted.map(({ now }) => {
            const plan = plans.get(now.frozen.ordinal);
            return {
              item_id: String(now.frozen.ordinal),
              accepted: true,
              ...withoutNulls({ plan_id: plan?.planId, plan_problem: plan?.why }),
            };
          }),
          ...draft.refused.map(({ itemId, why }) => ({ item_id: itemId, accepted: false, why_not: why })),
        ],
        ...(first === undefined ? {} : { ledger: { sequence: first.ledgerSequence, hash: first.ledgerHash } }),
      },
      text: [
        `${stated.kind === 'stated' ? 'Decided' : 'Decided before, nothing was written'}: ${draft.accepted.length} items of ${draft.at.review.reviewId}${draft.refused.length === 0 ? '' : `; ${draft.refused.length} could not be taken`}.`,
        ...draft.accepted.map((one) => `- ${decisionLine(one)}${planWords(plans.get(one.now.frozen.ordinal))}`),
        ...draft.refused.map(({ itemId, why }) => `- ${bare(itemId)} NOT taken: ${why}`),
        ...(first === undefined
          ? []
          : [
              `Ledger entry ${first.ledgerSequence}, hash ${first.ledgerHash}. ${confirmedWords(first.attestation, deps.settings.minAttestation)}`,
            ]),
      ].join('\n'),
    };
  },
});

function planWords(followed: { readonly planId: string | null; readonly why: string | null } | undefined): string {
  if (followed === undefined) return '';
  return followed.planId === null ? `; no plan could be drafted: ${followed.why ?? ''}` : `; plan ${followed.planId}`;
}

function questionOf({ at, accepted, refused }: DecideDraft): string {
  return [
    `Decisions on ${accepted.length} items of the access review ${quote(at.review.name)} of ${bare(at.review.app)}:`,
    ...accepted.map(decisionLine),
    ...(refused.length === 0 ? [] : [`${refused.length} further ones can not be taken.`]),
    'They go to the audit ledger under the name of the reviewer, and can be replaced by later ones, never deleted.',
  ].join('\n');
}

function decisionLine({ now, decision, role, to, rationale, statedBy }: AcceptedDecision): string {
  const { frozen, judged } = now;
  const finding = judged?.verdict.finding ?? frozen.finding;
  const about = [frozen.role === null ? null : `role ${quote(frozen.role)}`, `${finding}`].filter(
    (one) => one !== null,
  );
  const what = `${decision}${role === null ? '' : ` to ${quote(role)}`}${to === null ? '' : ` to ${bare(to)}`}`;
  return `${frozen.ordinal}. ${bare(frozen.email ?? frozen.accountId)} (${about.join(', ')}): ${what}, ${bare(statedBy)}${rationale === null ? '' : `, because ${quote(rationale, { longest: 500 })}`}`;
}
