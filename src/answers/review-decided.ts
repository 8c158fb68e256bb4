import type { Deps } from '../app/deps.ts';
import {
  type AcceptedDecision,
  type DecideDraft,
  type DecideRequest,
  decideItems,
} from '../app/reviews/decide-items.ts';
import { type Followed, followDecisions } from '../app/reviews/follow-decisions.ts';
import type { Asking, ConfirmRequest } from '../app/statements/asking.ts';
import { type Settled, stateWithoutCode } from '../app/statements/statement.ts';
import type { AttestationLevel } from '../model/attestation.ts';
import { bare, quote } from '../model/foreign.ts';
import { type ItemDecision, itemCount, originWords } from '../model/review.ts';
import { confirmedWords } from './confirmed-words.ts';

const REFUSED_SHOWN = 100;

/** What a person reads before decisions are entered: every one of them. */
export function decisionQuestion(draft: DecideDraft): ConfirmRequest {
  return {
    message: questionOf(draft),
    statement: isBrought(draft)
      ? "This is what Entra's file says, and it counts here"
      : 'This is what the reviewer decides',
    verb: 'decide',
    word: draft.at.review.reviewId.slice(-6),
  };
}

/** Takes decisions on items to the ledger and drafts what follows from them, for the tool and for sheets. */
export async function decideAndFollow(
  deps: Deps,
  request: DecideRequest,
  asking: Omit<Asking<DecideDraft, null>, 'code'>,
) {
  const stated = await stateWithoutCode(deps, decideItems, request, asking);
  const made = stated.kind === 'stated' ? stated.receipt : [];
  const followed = await followDecisions(deps, stated.draft.at.review, made);
  const { refused } = stated.draft;
  return { ...decidedAnswer(stated, followed, deps.settings.minAttestation), made: made.length, refused };
}

function decidedAnswer(
  stated: Settled<DecideDraft, null, readonly ItemDecision[]>,
  followed: readonly Followed[],
  least: AttestationLevel,
) {
  const { draft } = stated;
  const made = stated.kind === 'stated' ? stated.receipt : [];
  const plans = new Map(followed.map((one) => [one.ordinal, one]));
  const [first] = made;
  return {
    structured: {
      status: stated.kind === 'stated' ? ('decided' as const) : ('already_decided' as const),
      items: [
        ...[...draft.accepted, ...draft.before].map(({ now }) => {
          const plan = plans.get(now.frozen.ordinal);
          return {
            item_id: String(now.frozen.ordinal),
            accepted: true,
            ...(plan?.planId == null ? {} : { plan_id: plan.planId }),
            ...(plan?.why == null ? {} : { plan_problem: plan.why }),
          };
        }),
        ...draft.refused.map(({ itemId, why }) => ({ item_id: itemId, accepted: false, why_not: why })),
      ],
      ...(first === undefined ? {} : { ledger: { sequence: first.ledgerSequence, hash: first.ledgerHash } }),
    },
    text: [
      `${stated.kind === 'stated' ? 'Decided' : 'Decided before, nothing was written'}: ${itemCount(made.length === 0 ? draft.accepted.length + draft.before.length : draft.accepted.length)} of ${draft.at.review.reviewId}${draft.refused.length === 0 ? '' : `; ${draft.refused.length} could not be taken`}.`,
      ...draft.accepted.map((one) => `- ${decisionLine(one)}${planWords(plans.get(one.now.frozen.ordinal))}`),
      ...draft.before.map((one) => `- ${decisionLine(one)}; decided so before`),
      ...draft.refused.map(({ itemId, why }) => `- ${bare(itemId)} NOT taken: ${why}`),
      ...(first === undefined
        ? []
        : [
            `Ledger entry ${first.ledgerSequence}, hash ${first.ledgerHash}. ${confirmedWords(first.attestation, least)}`,
          ]),
    ].join('\n'),
  };
}

/** Decided in Entra, and brought as a file. */
function isBrought({ accepted, before }: DecideDraft): boolean {
  return [...accepted, ...before].some(({ origin }) => origin !== null);
}

function planWords(followed: Followed | undefined): string {
  if (followed === undefined) return '';
  return followed.planId === null ? `; no plan could be drafted: ${followed.why ?? ''}` : `; plan ${followed.planId}`;
}

function questionOf(draft: DecideDraft): string {
  const { at, accepted, before, refused } = draft;
  return [
    ...(isBrought(draft) ? ["Entra's file says this, and each line names who decided it in Entra and when."] : []),
    `Decisions on ${itemCount(accepted.length)} of the access review ${quote(at.review.name)} of ${bare(at.review.app)}:`,
    ...accepted.map(decisionLine),
    ...(before.length === 0 ? [] : [`Decided so before, and not entered again: ${itemCount(before.length)}.`]),
    ...refusedLines(refused),
    'They go to the audit ledger under the name of the reviewer, and can be replaced by later ones, never deleted.',
  ].join('\n');
}

/** Which are left out and why, so that whoever agrees knows what is not decided by it. */
function refusedLines(refused: DecideDraft['refused']): readonly string[] {
  if (refused.length === 0) return [];
  const more = refused.length - REFUSED_SHOWN;
  return [
    `NOT taken: ${itemCount(refused.length)}.`,
    ...refused.slice(0, REFUSED_SHOWN).map(({ itemId, why }) => `- ${bare(itemId)}: ${why}`),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ];
}

function decisionLine({ now, decision, role, to, rationale, statedBy, origin }: AcceptedDecision): string {
  const { frozen, judged } = now;
  const finding = judged?.verdict.finding ?? frozen.finding;
  const about = [frozen.role === null ? null : `role ${quote(frozen.role)}`, `${finding}`].filter(
    (one) => one !== null,
  );
  const what = `${decision}${role === null ? '' : ` to ${quote(role)}`}${to === null ? '' : ` to ${bare(to)}`}`;
  return `${frozen.ordinal}. ${bare(frozen.email ?? frozen.accountId)} (${about.join(', ')}): ${what}, ${bare(statedBy)}${origin === null ? '' : ` (${originWords(origin)})`}${rationale === null ? '' : `, because ${quote(rationale, { longest: 500 })}`}`;
}
