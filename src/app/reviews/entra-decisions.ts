import { accountsById, evaluate, identitiesCalled } from '../../evaluation/index.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { Identity } from '../../model/identity.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { RowProblem } from '../../model/observation.ts';
import { shownTime } from '../../model/shown-time.ts';
import { namesOfIdentity } from '../../review/addresses.ts';
import { placeOf } from '../../review/standing.ts';
import { readEmail } from '../../sources/cells/email.ts';
import type { EntraDecision } from '../../sources/entra-decisions/decision-item.ts';
import { type DecisionsFile, decisionsFile } from '../../sources/entra-decisions/decisions-file.ts';
import type { FileInput } from '../../sources/source.ts';
import type { QueuedItem } from '../../store/readers/review-reader.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import type { AskedDecision, DecideRequest } from './decide-items.ts';
import { type ReviewMatch, reviewOfAccounts } from './review-of-accounts.ts';

export interface BroughtDecisions {
  readonly file: DecisionsFile;
  readonly request: DecideRequest;
  /** What Entra's reviewers left open. */
  readonly undecided: number;
  /** Items of our review on whose account the file has no decision. */
  readonly notInFile: number;
  /** Decisions that can not count, by place in the file, with why. */
  readonly rejected: readonly RowProblem[];
  /** Where in the file the decision on an item is, by its number. */
  readonly places: ReadonlyMap<string, number>;
}

/** A decision with the item that it is about and the person of ours who made it. */
interface Matched {
  readonly decision: EntraDecision;
  readonly item: QueuedItem;
  readonly asked: AskedDecision;
}

/**
 * The decisions of an Entra access review as decisions on items of one of ours. Only what `entra-review` wrote leads to an
 * item: the account's id, and the object id of somebody to whom the account is linked. Nothing is compared by name.
 *
 * @param reviewId Null: the one open review that has accounts of the file.
 * @param directory Whose object ids Entra knows.
 * @throws ERR_GUARD, ERR_NO_ROWS, ERR_REVIEW_CLOSED, ERR_REVIEW_UNKNOWN, ERR_ARGUMENT
 */
export async function readEntraDecisions(
  deps: Deps,
  input: FileInput,
  {
    reviewId,
    directory,
    signal,
  }: { readonly reviewId: string | null; readonly directory: string; readonly signal?: AbortSignal | undefined },
): Promise<BroughtDecisions> {
  const file = await decisionsFile(input, deps.clock(), signal);
  await evaluate(deps);
  return deps.store.read(async (reader) => {
    if (file.decisions.length === 0) throw nothingDecided(input.name, file, file.rejected);
    const match = await reviewOfAccounts(reader, reviewId, file.accounts, input.name);
    const { review } = match.at;
    await checkSameReview(reader, match, file, input.name);
    const people = await peopleOf(reader, deps, directory, match, file.decisions);
    const rejected: RowProblem[] = [...file.rejected];
    const matched: Matched[] = [];
    let undecided = 0;
    for (const decision of file.decisions) {
      const reject = (why: string): void => void rejected.push({ line: decision.place, why });
      const item = match.items.get(decision.permissionId);
      if (item === undefined) {
        reject(`${quote(decision.permissionId)} is no account of the review ${review.reviewId}.`);
        continue;
      }
      const fault = linkFault(decision, people);
      if (fault !== null) reject(fault);
      else if (decision.answer === null) undecided += 1;
      else {
        const asked = askedOf(decision, item, match, people, file.sha256, reject);
        if (asked !== null) matched.push({ decision, item, asked });
      }
    }
    checkOneResource(matched, input.name);
    const items = oneForEach(matched, (line, why) => rejected.push({ line, why }));
    const sorted = rejected.toSorted((a, b) => a.line - b.line);
    if (items.length === 0) throw nothingDecided(input.name, file, sorted);
    return {
      file,
      request: { reviewId: review.reviewId, reviewer: null, bySheet: true, items },
      undecided,
      notInFile: match.total - match.items.size,
      rejected: sorted,
      places: new Map(matched.map(({ asked, decision }) => [asked.itemId, decision.place])),
    };
  });
}

/** Who in Entra is who here. */
interface People {
  readonly directory: string;
  /** Object ids of whoever an account is linked to, by account. */
  readonly linked: ReadonlyMap<string, ReadonlySet<string>>;
  /** By object id. */
  readonly known: ReadonlyMap<string, Identity>;
}

const AT_ONCE = 500;

async function peopleOf(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock'>,
  directory: string,
  { at, items }: ReviewMatch,
  decisions: readonly EntraDecision[],
): Promise<People> {
  const judged: JudgedAccount[] = [];
  const accountIds = [...items.keys()];
  for (let from = 0; from < accountIds.length; from += AT_ONCE)
    judged.push(...(await accountsById(reader, deps.settings, accountIds.slice(from, from + AT_ONCE))));
  const linked = new Map(
    judged
      .filter(({ account }) => account.app === at.review.app)
      .map(({ account, correlation }) => [
        account.accountId,
        new Set(
          correlation.linked
            .filter(({ identity }) => identity.directory === directory)
            .map(({ identity }) => identity.identityId.toLowerCase()),
        ),
      ]),
  );
  const ids = decisions.flatMap(({ principalId, answer }) => [
    principalId,
    ...(answer === null ? [] : [answer.reviewerId]),
  ]);
  const called = await identitiesCalled(reader, deps.clock(), new Set(ids.map((id) => `${directory}/${id}`)));
  const known = new Map(
    called.filter((one) => one.directory === directory).map((one) => [one.identityId.toLowerCase(), one]),
  );
  return { directory, linked, known };
}

function linkFault({ principalId, permissionId }: EntraDecision, { directory, linked, known }: People): string | null {
  if (linked.get(permissionId)?.has(principalId) === true) return null;
  return known.has(principalId)
    ? `The account ${quote(permissionId)} is not linked to the user ${bare(principalId)} of ${bare(directory)}.`
    : `Nobody in the directory ${bare(directory)} has the object id ${bare(principalId)}, so the account ${quote(permissionId)} is not known to be theirs.`;
}

/** The decision as one of ours; null: it was rejected. */
function askedOf(
  { answer, decisionId, instanceId, resourceId, principalId, justification }: EntraDecision,
  { frozen, queue }: QueuedItem,
  { at: { review } }: ReviewMatch,
  { known }: People,
  fileSha256: string,
  reject: (why: string) => void,
): AskedDecision | null {
  const rejected = (why: string): null => {
    reject(why);
    return null;
  };
  if (answer === null) return null;
  const { decision, reviewerId, reviewerName, reviewedAt } = answer;
  if (reviewedAt < review.openedAt)
    return rejected(
      `It was decided at ${shownTime(reviewedAt)}, before the review ${review.reviewId} was opened: it is of an earlier review.`,
    );
  if (reviewerId === principalId) return rejected('It is their own account, and nobody decides on their own.');
  const by = addressOf(known.get(reviewerId), reviewerName, (address) => placeOf(address, queue) !== null);
  if (by === null)
    return rejected(
      `Who decided it, ${bare(reviewerId)} in Entra, is in no directory that was read, and has no sign-in name that is an address.`,
    );
  const origin = {
    system: 'entra',
    fileSha256,
    instanceId,
    resourceId,
    decisionId,
    reviewedBy: reviewerName ?? reviewerId,
    reviewedAt,
  } as const;
  const said = { decision, rationale: justification, role: null, to: null };
  return { itemId: String(frozen.ordinal), ...said, brought: { by, origin } };
}

/** Under which address we know a reviewer: that under which the item is theirs, if they have one. The object id comes first, for names change. */
function addressOf(
  identity: Identity | undefined,
  name: string | null,
  hasItem: (address: string) => boolean,
): string | null {
  const names = identity === undefined ? [name ?? ''] : namesOfIdentity(identity);
  const addresses = names.flatMap((one) => readEmail(one) ?? []);
  return addresses.find(hasItem) ?? addresses[0] ?? null;
}

/** An account that is linked to several people has a decision for each of them, and those may differ. */
function oneForEach(
  matched: readonly Matched[],
  reject: (line: number, why: string) => void,
): readonly AskedDecision[] {
  const byItem = new Map<number, Matched[]>();
  for (const one of matched) {
    const { ordinal } = one.item.frozen;
    byItem.set(ordinal, [...(byItem.get(ordinal) ?? []), one]);
  }
  return [...byItem.values()].flatMap((all): readonly AskedDecision[] => {
    const [first] = all;
    if (first === undefined) return [];
    if (all.every(({ asked }) => asked.decision === first.asked.decision)) return [first.asked];
    for (const { decision } of all)
      reject(
        decision.place,
        `The account ${quote(decision.permissionId)} has several decisions on it that differ, so none counts.`,
      );
    return [];
  });
}

/** Once a review took decisions of one instance, those of another one are about another time. */
async function checkSameReview(
  reader: StoreReader,
  { at: { review } }: ReviewMatch,
  { instanceId, decisions }: DecisionsFile,
  fileName: string,
): Promise<void> {
  const taken = (await reader.reviewDecisions(review.reviewId, null)).flatMap(({ origin }) => origin ?? []);
  const other = taken.find((one) => one.instanceId !== instanceId);
  if (other !== undefined)
    throw ofAnother(
      fileName,
      `the review ${review.reviewId} took decisions of the instance ${bare(other.instanceId)}, and the file is of ${bare(instanceId)}`,
    );
  const resources = new Set(decisions.map(({ resourceId }) => resourceId));
  const [first] = taken;
  if (first !== undefined && !resources.has(first.resourceId))
    throw ofAnother(
      fileName,
      `the review ${review.reviewId} took decisions on the resource ${bare(first.resourceId ?? 'without an id')}, and the file has none on it`,
    );
}

/** Two resources with the same accounts can not both be what was exported. */
function checkOneResource(matched: readonly Matched[], fileName: string): void {
  const [first, second] = new Set(matched.map(({ decision }) => decision.resourceId ?? 'without an id'));
  if (first !== undefined && second !== undefined)
    throw ofAnother(
      fileName,
      `accounts of the review stand in it under several resources, ${bare(first)} and ${bare(second)}`,
    );
}

function ofAnother(fileName: string, why: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_GUARD',
    `${bare(fileName)} is of another review: ${why}. Nothing was decided.`,
    "Fetch the decisions of the instance for which entra-review was written, with $filter=resourceId eq 'ID'.",
  );
}

const EXAMPLES = 3;

function nothingDecided(
  fileName: string,
  { rows }: DecisionsFile,
  rejected: readonly RowProblem[],
): ClariIdentityError {
  const shown = rejected.slice(0, EXAMPLES).map(({ line, why }) => `Decision ${line}: ${why}`);
  const more = rejected.length > EXAMPLES ? ` And ${rejected.length - EXAMPLES} more.` : '';
  return new ClariIdentityError(
    'ERR_NO_ROWS',
    `${bare(fileName)} decides nothing: of ${rows} decisions ${rejected.length} can not count, and nobody decided the others. ${shown.join(' ')}${more} Nothing was decided.`,
    'Check that it is the instance for which entra-review was written, and that its review has ended.',
  );
}
