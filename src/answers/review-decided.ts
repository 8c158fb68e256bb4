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
import { type ItemDecision, itemCount } from '../model/review.ts';
import { confirmedWords } from './confirmed-words.ts';

const REFUSED_SHOWN = 100;

/** What a person reads before decisions are entered: every one of them. */
export function decisionQuestion(draft: DecideDraft): ConfirmRequest {
  return {
    message: questionOf(draft),
    statement: 'This is what the reviewer decides',
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
  return decidedAnswer(stated, followed, deps.settings.minAttestation);
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
        ...draft.accepted.map(({ now }) => {
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
      `${stated.kind === 'stated' ? 'Decided' : 'Decided before, nothing was written'}: ${itemCount(draft.accepted.length)} of ${draft.at.review.reviewId}${draft.refused.length === 0 ? '' : `; ${draft.refused.length} could not be taken`}.`,
      ...draft.accepted.map((one) => `- ${decisionLine(one)}${planWords(plans.get(one.now.frozen.ordinal))}`),
      ...draft.refused.map(({ itemId, why }) => `- ${bare(itemId)} NOT taken: ${why}`),
      ...(first === undefined
        ? []
        : [
            `Ledger entry ${first.ledgerSequence}, hash ${first.ledgerHash}. ${confirmedWords(first.attestation, least)}`,
          ]),
    ].join('\n'),
  };
}

function planWords(followed: Followed | undefined): string {
  if (followed === undefined) return '';
  return followed.planId === null ? `; no plan could be drafted: ${followed.why ?? ''}` : `; plan ${followed.planId}`;
}

function questionOf({ at, accepted, refused }: DecideDraft): string {
  return [
    `Decisions on ${itemCount(accepted.length)} of the access review ${quote(at.review.name)} of ${bare(at.review.app)}:`,
    ...accepted.map(decisionLine),
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

function decisionLine({ now, decision, role, to, rationale, statedBy }: AcceptedDecision): string {
  const { frozen, judged } = now;
  const finding = judged?.verdict.finding ?? frozen.finding;
  const about = [frozen.role === null ? null : `role ${quote(frozen.role)}`, `${finding}`].filter(
    (one) => one !== null,
  );
  const what = `${decision}${role === null ? '' : ` to ${quote(role)}`}${to === null ? '' : ` to ${bare(to)}`}`;
  return `${frozen.ordinal}. ${bare(frozen.email ?? frozen.accountId)} (${about.join(', ')}): ${what}, ${bare(statedBy)}${rationale === null ? '' : `, because ${quote(rationale, { longest: 500 })}`}`;
}
