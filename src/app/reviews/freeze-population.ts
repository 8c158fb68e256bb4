import { createHash, randomBytes } from 'node:crypto';
import { cancelledError, evaluate, judgedPage } from '../../evaluation/index.ts';
import { canonicalJson } from '../../ledger/canonical.ts';
import type { App } from '../../model/app-profile.ts';
import type {
  AccessReview,
  LeftOut,
  Population,
  ReviewerRules,
  ReviewGap,
  ReviewItem,
  ReviewScope,
} from '../../model/review.ts';
import { addMs, DAY_MS } from '../../model/time.ts';
import { assignReviewer } from '../../review/assign.ts';
import type { ItemBefore } from '../../review/changes.ts';
import { populationGaps, populationReads } from '../../review/completeness.ts';
import { type FrozenItem, freeze, inOrder } from '../../review/freeze.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { currentCoverage } from '../lookups/current-coverage.ts';
import { standingsOf } from './people.ts';

export interface PopulationRequest {
  readonly app: App;
  readonly scope: ReviewScope;
  readonly reviewers: ReviewerRules;
  readonly privilegedRoles: readonly string[];
}

/** A population that lies in the store under an id that nobody sees yet. */
export interface FrozenPopulation {
  readonly reviewId: string;
  readonly population: Population;
  readonly previous: AccessReview | null;
  /** How many items have each gap. */
  readonly gaps: Readonly<Partial<Record<ReviewGap, number>>>;
  readonly unassigned: number;
  readonly reviewers: number;
  /** Of the judgements that it was taken from: another one has other facts. */
  readonly contentVersion: number;
}

/** Rows lie by the hundred, and lists are in another order: the more at once, the fewer are unpacked again. */
const PAGE = 10_000;
const STAGED_AT_ONCE = 2_000;
/** Nobody needs longer to agree; what was staged before and never opened is left over. */
const LEFT_OVER_MS = DAY_MS;

/**
 * Takes every account of an application as it is judged now, and stages the items beside what is read. Walks through all
 * of them, outside any write; short writes follow.
 */
export async function freezePopulation(deps: Deps, request: PopulationRequest): Promise<FrozenPopulation> {
  await evaluate(deps);
  const { items, ...frozen } = await deps.store.read((reader) => frozenNow(reader, deps, request));
  const reviewId = `rev_${randomBytes(6).toString('hex')}`;
  const now = deps.clock();
  await deps.store.write(async (writer) => {
    await writer.discardStagedReviews(addMs(now, -LEFT_OVER_MS));
    await writer.stageReview(reviewId, now);
  });
  for (let at = 0; at < items.length; at += STAGED_AT_ONCE) {
    if (deps.watch?.signal.aborted === true) throw cancelledError();
    await deps.store.write((writer) => writer.stageReviewItems(reviewId, items.slice(at, at + STAGED_AT_ONCE)));
    deps.watch?.progress(items.length + at, 2 * items.length, 'Keeping the items');
  }
  return { reviewId, ...frozen };
}

async function frozenNow(reader: StoreReader, deps: Deps, request: PopulationRequest) {
  const now = deps.clock();
  const evaluation = await reader.evaluation();
  const previous = (await reader.reviews()).filter(({ app }) => app === request.app).at(-1) ?? null;
  const setup = { ...request, reviewedAt: previous?.openedAt ?? null, now };
  const before = previous === null ? new Map<string, ItemBefore>() : await itemsBefore(reader, previous.reviewId);
  const kept: FrozenItem[] = [];
  const leftOut = new Map<LeftOut['why'], number>();
  let accounts = 0;
  let after: readonly string[] | null = null;
  do {
    if (deps.watch?.signal.aborted === true) throw cancelledError();
    const page = await judgedPage(reader, deps.settings, { app: request.app }, 'email', after, PAGE);
    for (const judged of page.rows) {
      accounts += 1;
      const one = freeze(judged, setup, before.get(judged.account.accountId) ?? null);
      if (typeof one === 'string') leftOut.set(one, (leftOut.get(one) ?? 0) + 1);
      else kept.push(one);
    }
    deps.watch?.progress(accounts, 2 * page.total, 'Freezing the population');
    after = page.nextKey;
  } while (after !== null);
  const people = await standingsOf(reader, deps.settings, now, reviewersNamed(kept, request.reviewers));
  const items = inOrder(kept).map(({ manager, ...one }, at): ReviewItem => {
    const assigned = assignReviewer(
      { manager, ...one },
      request.reviewers,
      (address) => people.get(address) ?? 'unknown',
    );
    return { ordinal: at + 1, ...one, ...assigned };
  });
  const population: Population = {
    reads: populationReads(await reader.snapshots(), request.app),
    evaluatedAt: evaluation?.evaluatedAt ?? now,
    accounts,
    items: items.length,
    privileged: items.filter(({ privileged }) => privileged).length,
    changed: items.filter(({ changes }) => changes.length > 0).length,
    leftOut: [...leftOut].map(([why, count]) => ({ why, accounts: count })).sort((a, b) => (a.why < b.why ? -1 : 1)),
    hash: hashOf(items),
    missing: populationGaps(await currentCoverage(deps, reader), request.app),
  };
  return {
    items,
    population,
    previous,
    gaps: countGaps(items),
    unassigned: items.filter((one) => one.reviewer === null || (one.privileged && one.second === null)).length,
    reviewers: new Set(items.flatMap(({ reviewer, second }) => [reviewer ?? [], second ?? []].flat())).size,
    contentVersion: evaluation?.contentVersion ?? 0,
  };
}

/** What the last review froze, by account. */
async function itemsBefore(reader: StoreReader, reviewId: string): Promise<ReadonlyMap<string, ItemBefore>> {
  const before = new Map<string, ItemBefore>();
  let after = 0;
  for (;;) {
    const { items } = await reader.reviewItems(reviewId, {}, after, STAGED_AT_ONCE);
    const last = items.at(-1);
    if (last === undefined) return before;
    for (const { frozen } of items) {
      const { role, team, identities, finding } = frozen;
      before.set(frozen.accountId, { role, team, identities, finding });
    }
    after = last.frozen.ordinal;
  }
}

function reviewersNamed(items: readonly FrozenItem[], rules: ReviewerRules): ReadonlySet<string> {
  const named = [...Object.values(rules.byRole), ...Object.values(rules.byTeam), rules.fallback, rules.second];
  const managers = rules.manager ? items.map(({ manager }) => manager) : [];
  return new Set([...named, ...managers].flatMap((one) => one ?? []));
}

/** SHA-256 over the canonical form of every item in order, one a line. */
function hashOf(items: Iterable<ReviewItem>): string {
  const hash = createHash('sha256');
  for (const item of items) hash.update(`${canonicalJson(item)}\n`);
  return hash.digest('hex');
}

function countGaps(items: readonly ReviewItem[]): FrozenPopulation['gaps'] {
  const counts: Partial<Record<ReviewGap, number>> = {};
  for (const { gaps } of items) for (const gap of gaps) counts[gap] = (counts[gap] ?? 0) + 1;
  return counts;
}
