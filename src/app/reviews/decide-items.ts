import { namesOf } from '../../model/actor.ts';
import { isAtLeast } from '../../model/attestation.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { DecisionOrigin, ItemDecision, ReviewVerb } from '../../model/review.ts';
import { shownTime } from '../../model/shown-time.ts';
import { placeOrRefusal, type StatedDecision } from '../../review/rules.ts';
import { itemStanding, placeOf } from '../../review/standing.ts';
import { readEmail } from '../../sources/cells/email.ts';
import { cleanText } from '../../sources/cells/text.ts';
import type { QueuedItem } from '../../store/readers/review-reader.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { statedTextOrNull } from '../statements/stated-text.ts';
import { attestationPart, type Statement } from '../statements/statement.ts';
import { neededOfPerson } from './by-a-person.ts';
import { type ItemNow, itemsNow, shownNow } from './item-now.ts';
import { standingsNow } from './people.ts';
import { checkOpen, type ReviewNow, reviewById } from './review-by-id.ts';
import { reviewerAddress } from './reviewer-address.ts';

/** One decision as it is asked for. */
export interface AskedDecision {
  /** The number of the item, with or without the digest of what was shown. */
  readonly itemId: string;
  readonly decision: ReviewVerb;
  readonly rationale: string | null;
  readonly role: string | null;
  readonly to: string | null;
  /** Where it was decided, and by whom of ours, as an e-mail address; absent: for the reviewer of the request. */
  readonly brought?: { readonly by: string; readonly origin: DecisionOrigin } | undefined;
}

export interface DecideRequest {
  readonly reviewId: string;
  readonly items: readonly AskedDecision[];
  /** For whom it is entered, as an e-mail address; null: for whoever calls. */
  readonly reviewer: string | null;
  /** Whether the reviewer saw every item on a sheet of theirs; else all are shown to whoever agrees. */
  readonly bySheet: boolean;
}

export interface AcceptedDecision extends StatedDecision {
  readonly now: ItemNow;
  readonly as: ItemDecision['as'];
  readonly statedBy: string;
  /** True: the same person said the same before. */
  readonly isSaid: boolean;
  /** Null: it is decided here. */
  readonly origin: DecisionOrigin | null;
}

export interface RefusedDecision {
  readonly itemId: string;
  readonly why: string;
}

export interface DecideDraft {
  readonly at: ReviewNow;
  readonly accepted: readonly AcceptedDecision[];
  /** Brought once more: they stand already, and are not entered again. */
  readonly before: readonly AcceptedDecision[];
  readonly refused: readonly RefusedDecision[];
  readonly content: { readonly review_id: string; readonly items: readonly ReturnType<typeof itemPayload>[] };
}

/** A form is read whole by nobody who gets more. */
const IN_A_FORM = 25;
const AT_ONCE = 200;
const ON_A_SHEET = 5_000;

/** Decisions of one person on items of a review: the ones that can be taken are, and of each other one it is said why not. */
export const decideItems: Statement<DecideRequest, DecideDraft, null, readonly ItemDecision[]> = {
  name: 'review decisions',
  nothing: 'Nothing was decided.',
  needsJudgements: true,

  async prepare(reader, deps, request, { attestation, counting }) {
    checkNumber(request, isAtLeast(attestation.level, 'terminal_phrase'));
    const at = await reviewById(reader, request.reviewId);
    checkOpen(at);
    const { items, refused } = await itemsAsked(reader, request);
    const known = await itemsNow(reader, { settings: deps.settings, counting }, at.review, false, items);
    const byOrdinal = new Map(known.map((one) => [one.frozen.ordinal, one]));
    const reviewer = request.reviewer === null ? null : reviewerAddress(request.reviewer);
    const named = [reviewer, ...namesOf(deps.actor), ...request.items.flatMap(({ to, brought }) => [to, brought?.by])];
    const places = known.flatMap(({ queue }) => [queue.reviewer, queue.second]);
    const addresses = new Set(
      [...named, ...places].flatMap((one) => (one?.includes('@') ? one.trim().toLowerCase() : [])),
    );
    const standings = await standingsNow(reader, deps, addresses);
    const accepted: AcceptedDecision[] = [];
    const before: AcceptedDecision[] = [];
    const said = [...refused];
    const seen = new Set<number>();
    for (const asked of request.items) {
      const ordinal = ordinalOf(asked.itemId);
      const now = ordinal === null ? undefined : byOrdinal.get(ordinal);
      if (ordinal === null || now === undefined) continue;
      const refuse = (why: string): void => void said.push({ itemId: asked.itemId, why });
      if (seen.has(ordinal)) refuse('It stands twice in this call.');
      else {
        seen.add(ordinal);
        const standing = (address: string) => standings.get(address) ?? 'unknown';
        const one = decided(asked, now, deps, { ...request, reviewer }, standing, refuse);
        if (one !== null) (one.isSaid && one.origin !== null ? before : accepted).push(one);
      }
    }
    if (accepted.length + before.length === 0) throw noneTaken(said);
    return {
      at,
      accepted,
      before,
      refused: said,
      content: { review_id: at.review.reviewId, items: accepted.map(itemPayload) },
    };
  },

  async check(reader, _, { accepted, before, at }) {
    if (accepted.some(({ isSaid }) => !isSaid)) return { kind: 'new', fit: null };
    const ordinals = [...accepted, ...before].map(({ now }) => now.frozen.ordinal);
    return { kind: 'already', known: await reader.reviewDecisions(at.review.reviewId, ordinals), raise: null };
  },

  needs: (_draft, _fit, how) => neededOfPerson('decides on access', how),

  seen: ({ accepted }) =>
    Object.fromEntries(accepted.map(({ now }) => [`item ${now.frozen.ordinal}`, `${now.itemId}: ${shownNow(now)}`])),

  entry: ({ content }, _, { attestation }) => ({
    kind: 'review.decided',
    payload: { ...content, ...attestationPart(attestation) },
  }),

  async keep(writer, _, { draft: { at, accepted }, attestation, entry }) {
    const decisions = accepted.map(
      (one): ItemDecision => ({
        reviewId: at.review.reviewId,
        ordinal: one.now.frozen.ordinal,
        accountId: one.now.frozen.accountId,
        decision: one.decision,
        rationale: one.rationale,
        role: one.role,
        to: one.to,
        as: one.as,
        statedBy: one.statedBy,
        enteredBy: entry.actor,
        attestation,
        decidedAt: entry.at,
        ...(one.origin === null ? {} : { origin: one.origin }),
        ledgerSequence: entry.sequence,
        ledgerHash: entry.hash,
      }),
    );
    const queues = accepted.map(({ now }, index) => {
      const made = decisions[index];
      return {
        ordinal: now.frozen.ordinal,
        ...itemStanding(now.frozen, [...now.decisions, ...(made === undefined ? [] : [made])]),
      };
    });
    await writer.insertItemDecisions(decisions, queues);
    return decisions;
  },
};

function itemPayload({ now, as, statedBy, decision, rationale, role, to, origin }: AcceptedDecision) {
  return {
    item: now.frozen.ordinal,
    account_id: now.frozen.accountId,
    as,
    stated_by: statedBy,
    decision,
    rationale,
    role,
    to,
    ...(origin === null ? {} : { origin: originPayload(origin) }),
  };
}

function originPayload(origin: DecisionOrigin) {
  return {
    system: origin.system,
    file_sha256: origin.fileSha256,
    instance_id: origin.instanceId,
    resource_id: origin.resourceId,
    decision_id: origin.decisionId,
    reviewed_by: origin.reviewedBy,
    reviewed_at: origin.reviewedAt,
  };
}

function checkNumber({ items, bySheet }: DecideRequest, isSeenWhole: boolean): void {
  const most = bySheet ? ON_A_SHEET : isSeenWhole ? AT_ONCE : IN_A_FORM;
  if (items.length === 0)
    throw new ClariIdentityError('ERR_ARGUMENT', 'No item is named. Nothing was decided.', 'Name at least one item.');
  if (items.length <= most) return;
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    `${items.length} items are too many at once: ${bySheet ? 'a sheet or a file has' : isSeenWhole ? 'a call has' : 'a form shows'} at most ${most}. Nothing was decided.`,
    'Decide them in parts: whoever decides has to see each.',
  );
}

/** The items of a call, and which of its ids are none. */
async function itemsAsked(
  reader: StoreReader,
  { reviewId, items }: DecideRequest,
): Promise<{ readonly items: readonly QueuedItem[]; readonly refused: RefusedDecision[] }> {
  const wanted = new Set(items.flatMap(({ itemId }) => ordinalOf(itemId) ?? []));
  const page = await reader.reviewItems(reviewId.trim(), { ordinals: [...wanted] }, 0, ON_A_SHEET);
  const known = new Set(page.items.map(({ frozen }) => frozen.ordinal));
  const refused = items
    .filter(({ itemId }) => !known.has(ordinalOf(itemId) ?? 0))
    .map(({ itemId }) => ({ itemId, why: 'This review has no such item.' }));
  return { items: page.items, refused };
}

const ITEM_ID = /^(\d{1,9})(?:@([0-9a-f]{8}))?$/;

function ordinalOf(itemId: string): number | null {
  const [, ordinal] = ITEM_ID.exec(itemId.trim()) ?? [];
  return ordinal === undefined ? null : Number(ordinal);
}

/** A decision as it can be taken; null: it was refused. */
function decided(
  asked: AskedDecision,
  now: ItemNow,
  { actor, roles }: Pick<Deps, 'actor' | 'roles'>,
  { reviewer, bySheet }: Pick<DecideRequest, 'reviewer' | 'bySheet'>,
  standing: Parameters<typeof placeOrRefusal>[3]['standing'],
  refuse: (why: string) => void,
): AcceptedDecision | null {
  const refused = (why: string): null => {
    refuse(why);
    return null;
  };
  const { brought } = asked;
  if (brought !== undefined) {
    const stands = asItStands(brought.by, now);
    if (stands?.decision === asked.decision) return { ...stands, now, isSaid: true, origin: brought.origin };
    if (stands !== null) return refused(contradiction(stands, asked.decision));
  }
  const [, , shown] = ITEM_ID.exec(asked.itemId.trim()) ?? [];
  if (bySheet ? now.news.length > 0 : shown !== undefined && !now.itemId.endsWith(`@${shown}`))
    return refused(`It is not as it was shown any more: ${shownNow(now)}. Look at it again.`);
  const to = asked.to === null ? null : readEmail(asked.to);
  if (asked.to !== null && to === null) return refused(`${quote(asked.to)} is no e-mail address.`);
  const stated: StatedDecision = {
    decision: asked.decision,
    rationale: statedTextOrNull(asked.rationale),
    role: asked.role === null ? null : cleanText(asked.role, 200) || null,
    to,
  };
  const enteredBy = namesOf(actor);
  const statedBy =
    brought?.by ?? reviewer ?? enteredBy.find((one) => placeOf(one, now.queue) !== null)?.toLowerCase() ?? null;
  const found = placeOrRefusal(
    { ...now.frozen, ...now.queue },
    stated,
    now.judged?.verdict.finding ?? now.frozen.finding,
    {
      statedBy,
      enteredBy,
      isOwnOnly: !roles.includes('operator'),
      standing,
    },
  );
  if ('why' in found) return refused(found.why);
  const last = now.decisions.findLast((one) => one.as === found.as);
  const person = statedBy ?? actor.name;
  return {
    now,
    ...stated,
    as: found.as,
    statedBy: person,
    origin: brought?.origin ?? null,
    isSaid:
      last !== undefined &&
      last.statedBy === person &&
      last.decision === stated.decision &&
      last.rationale === stated.rationale &&
      last.role === stated.role &&
      last.to === stated.to,
  };
}

/** What was decided already in the place of a person, or in the reviewer's where they have none; null: nothing yet. */
function asItStands(person: string, { queue, decisions }: ItemNow): ItemDecision | null {
  const place = placeOf(person, queue) ?? 'reviewer';
  const decided = place === 'second' ? queue.secondDecision : queue.reviewerDecision;
  return decided === null ? null : (decisions.findLast(({ as }) => as === place) ?? null);
}

function contradiction({ decision, statedBy, decidedAt }: ItemDecision, brought: ReviewVerb): string {
  return `It is decided otherwise here: ${decision} by ${bare(statedBy)} at ${shownTime(decidedAt)}, and the file says ${brought}. Nothing is replaced: whoever has the item decides which holds.`;
}

function noneTaken(refused: readonly RefusedDecision[]): ClariIdentityError {
  const shown = refused.slice(0, 5).map(({ itemId, why }) => `${quote(itemId)}: ${why}`);
  const more = refused.length > shown.length ? ` And ${refused.length - shown.length} more.` : '';
  return new ClariIdentityError(
    'ERR_REVIEW_ITEM',
    `No decision could be taken. ${shown.join(' ')}${more} Nothing was decided.`,
    'Look at the items again (get_access_review), and call with what the reviewer decides on what is shown now.',
  );
}
