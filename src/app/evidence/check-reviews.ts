import { isAtLeast } from '../../model/attestation.ts';
import { bare } from '../../model/foreign.ts';
import type { ReviewItem } from '../../model/review.ts';
import type { Manifest } from '../../report/pack/manifest.ts';
import { MANIFEST_FILE, PACK_TABLES, REVIEW_TABLES, type RowOf } from '../../report/pack/tables.ts';
import { itemState } from '../../review/follow-up.ts';
import type { ItemStanding } from '../../review/standing.ts';
import { reviewItemDocument } from '../../store/records/review-documents.ts';
import { ItemBook } from '../verification/item-book.ts';
import type { ReviewFile, StatedReviews } from '../verification/stated-reviews.ts';
import { broken } from './broken.ts';
import { differing, type Followed, reviewDecisionRowOf, reviewItemRowOf, reviewRowOf } from './review-rows.ts';
import { type OpenPack, rowsById, tableRows } from './table-rows.ts';

/** Whether a pack has the tables of access reviews; those of earlier versions have none. */
export function hasReviews({ files }: Pick<Manifest, 'files'>): boolean {
  return files.some(({ name }) => REVIEW_TABLES.some((table) => name === `${table}.csv` || name === `${table}.jsonl`));
}

/** Tables on which the follow-up of items rests; they were compared with the ledger before. */
interface Beside {
  readonly reads: ReadonlyMap<string, RowOf<'reads'>>;
  readonly records: ReadonlyMap<string, RowOf<'records'>>;
  readonly decisions: ReadonlyMap<string, RowOf<'decisions'>>;
  readonly plans: ReadonlyMap<string, RowOf<'plans'>>;
}

/**
 * Checks that reviews, items and decisions are what the ledger says, that the items have the hash of the population, and
 * that the outcome is what the decisions come to.
 */
export async function checkReviews(pack: OpenPack, stated: StatedReviews, beside: Beside): Promise<void> {
  if (!hasReviews(pack.manifest)) {
    if (stated.byId.size === 0) return;
    throw broken(MANIFEST_FILE, 'it lists no access reviews, and the ledger has some');
  }
  await checkRows(pack, stated, beside);
  await checkDecisions(pack, stated);
  await checkItems(pack, stated, beside);
}

async function checkRows(pack: OpenPack, { byId }: StatedReviews, { reads }: Beside): Promise<void> {
  const rows = await rowsById(pack, 'reviews', PACK_TABLES.reviews, (row) => row.review_id);
  for (const [id, { opened, events }] of byId) {
    const row = rows.get(id);
    if (row === undefined) throw broken('reviews.jsonl', `the review ${bare(id)} of the ledger is missing`);
    const names = differing(row, reviewRowOf(opened, events));
    if (names.length > 0)
      throw broken('reviews.jsonl', `${bare(id)} is not what the ledger says (${names.map(bare).join(', ')})`);
    const stray = opened.population.reads.find((one) => reads.get(one.snapshotId)?.sha256 !== one.sha256);
    if (stray !== undefined)
      throw broken('reads.jsonl', `${bare(stray.snapshotId)}, on which the review ${bare(id)} rests, is not in it`);
  }
  const invented = [...rows.keys()].find((id) => !byId.has(id));
  if (invented !== undefined) throw broken('reviews.jsonl', `${bare(invented)} is in no entry of the ledger`);
}

async function checkDecisions(pack: OpenPack, { byId }: StatedReviews): Promise<void> {
  const said = new Map(
    [...byId.values()].flatMap(({ opened, decisions }) =>
      decisions.map((one) => {
        const row = reviewDecisionRowOf(one, opened.dueAt);
        return [placeOf(row), row] as const;
      }),
    ),
  );
  for await (const row of tableRows(pack, 'review_decisions', PACK_TABLES.review_decisions)) {
    const is = said.get(placeOf(row));
    const where = `the decision on item ${row.item} of ${bare(row.review_id)}`;
    if (is === undefined)
      throw broken('review_decisions.jsonl', `${where} stands there twice, or is in no entry of the ledger`);
    const names = differing(row, is);
    if (names.length > 0)
      throw broken(
        'review_decisions.jsonl',
        `${where} is not what ledger entry ${row.ledger_sequence} says (${names.map(bare).join(', ')})`,
      );
    said.delete(placeOf(row));
  }
  for (const one of said.values())
    throw broken(
      'review_decisions.jsonl',
      `the decision of ledger entry ${one.ledger_sequence} on item ${one.item} of ${bare(one.review_id)} is missing`,
    );
}

function placeOf(row: RowOf<'review_decisions'>): string {
  return `${row.review_id} ${row.ledger_sequence} ${row.item}`;
}

async function checkItems(pack: OpenPack, { byId }: StatedReviews, beside: Beside): Promise<void> {
  const books = new Map([...byId].map(([id, file]) => [id, new ItemBook(file)]));
  const followed = followUps(beside, pack.manifest);
  for await (const row of tableRows(pack, 'review_items', PACK_TABLES.review_items)) {
    const [file, book] = [byId.get(row.review_id), books.get(row.review_id)];
    const where = `item ${row.item} of ${bare(row.review_id)}`;
    if (file === undefined || book === undefined)
      throw broken('review_items.jsonl', `${where} is of a review that the ledger does not open`);
    const item = frozenOf(row);
    if (item === null) throw broken('review_items.jsonl', `${where} has no frozen item`);
    const standing = book.take(item);
    const [wrong] = book.faults;
    if (wrong !== undefined) throw broken('review_items.jsonl', `of ${bare(row.review_id)}: ${wrong}`);
    const fits = followed(file, item, standing).map((one) =>
      differing(row, reviewItemRowOf(row.review_id, item, standing, one)),
    );
    const [names = []] = fits.toSorted((a, b) => a.length - b.length);
    if (names.length > 0)
      throw broken(
        'review_items.jsonl',
        `${where} is not what its frozen item, decisions, plans and records say (${names.map(bare).join(', ')})`,
      );
  }
  for (const [id, book] of books) {
    const [wrong] = book.end();
    if (wrong !== undefined) throw broken('review_items.jsonl', `of ${bare(id)}: ${wrong}`);
  }
}

function frozenOf({ frozen }: RowOf<'review_items'>): ReviewItem | null {
  try {
    return reviewItemDocument.parse(JSON.parse(frozen));
  } catch {
    return null;
  }
}

/** Where an item may stand by the plans and records of the pack. */
function followUps({ records, decisions, plans }: Beside, { settings }: Manifest) {
  const withdrawn = new Set([...decisions.values()].map((one) => one.withdraws));
  const recordsOf = grouped([...records.values()], (one) => [one.account_id]);
  const plansOf = grouped([...plans.values()], (one) => one.accounts);
  return (file: ReviewFile, { accountId }: ReviewItem, { outcome }: ItemStanding): readonly Followed[] => {
    const about = { outcome, isClosed: file.closed !== null };
    const since = file.opened.openedAt;
    if (outcome !== 'revoke' && outcome !== 'change_role')
      return [{ state: itemState(about, { planId: null, record: null }), planId: null, recordId: null }];
    const kind = outcome === 'revoke' ? 'offboarding' : 'role_change';
    const drafted = (plansOf.get(accountId) ?? []).filter((one) => one.kind === kind);
    const planId = (drafted.findLast((one) => one.drafted_at >= since) ?? drafted.at(-1))?.plan_id ?? null;
    const record =
      outcome === 'revoke'
        ? (recordsOf.get(accountId) ?? []).findLast((one) => !withdrawn.has(one.record_id) && one.recorded_at >= since)
        : undefined;
    if (record === undefined) return [{ state: itemState(about, { planId, record: null }), planId, recordId: null }];
    const least = settings.min_attestation ?? 'unattended';
    const counting = isAtLeast(record.attestation, least)
      ? [true]
      : // A command line of an earlier version counted until a moment that the pack does not name.
        record.formerly === 'command_line'
        ? [true, false]
        : [false];
    return counting.map((counts) => ({
      state: itemState(about, { planId, record: { state: record.state, counts } }),
      planId,
      recordId: record.record_id,
    }));
  };
}

function grouped<Row>(
  rows: readonly Row[],
  keys: (row: Row) => readonly string[],
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows)
    for (const key of keys(row)) {
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [row]);
      else known.push(row);
    }
  return groups;
}
