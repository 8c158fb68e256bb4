import { join } from 'node:path';
import { z } from 'zod';
import type { LedgerEntry } from '../../src/model/ledger.ts';
import { openStore } from '../../src/store/open.ts';
import { checkStore } from '../helpers/check-store.ts';
import { wordsOf } from './answer.ts';
import { command, failedChecks } from './commands.ts';
import { ACKNOWLEDGED_KINDS, type AcknowledgedKind, type Acknowledgement } from './journal.ts';
import { leftovers } from './leftovers.ts';
import { compareVerdicts } from './verdicts.ts';
import type { World } from './world.ts';

/** What was found of what was acknowledged, by kind. */
export type Found = ReadonlyMap<AcknowledgedKind, number>;

/**
 * Holds while servers run and nobody works: the chain holds, nothing is half there, and everything that was acknowledged
 * is.
 */
export async function checkWhileServing(world: World): Promise<Found> {
  const { journal, diskFolder, place } = world;
  try {
    await checkStore({ home: diskFolder, url: place.ownUrl }, []);
  } catch (error) {
    journal.violation(`the store is not whole: ${wordsOf(error)} ${detailOf(error)}`);
  }
  const entries = await ledgerOf(place.ownUrl);
  const found = new Map<AcknowledgedKind, number>(ACKNOWLEDGED_KINDS.map((kind) => [kind, 0]));
  const known = indexOf(entries);
  for (const one of journal.acknowledged) {
    if (isThere(one, known)) found.set(one.kind, (found.get(one.kind) ?? 0) + 1);
    else journal.violation(`acknowledged, and not there: ${JSON.stringify(one)}`);
  }
  return found;
}

/** Holds after every server has ended. */
export async function checkAtTheEnd(world: World): Promise<void> {
  const { journal, diskFolder } = world;
  const jumped = [...journal.faults.keys()].some((what) => what.startsWith('clock'));
  for (const failed of await failedChecks(world))
    if (!jumped || !OF_CLOCKS.some((begins) => failed.startsWith(begins))) journal.violation(`doctor: ${failed}`);
  // Where the tool writes its packs: it also removes what killed exports have left there.
  await checkPack(world, join(diskFolder, 'data', 'evidence', 'last'));
  const { accounts, different } = await compareVerdicts(world);
  if (accounts < world.company.people) journal.violation(`only ${accounts} accounts are listed`);
  for (const one of different.slice(0, 5)) journal.violation(`a verdict differs from one made anew: ${one}`);
  for (const one of await leftovers(world)) journal.violation(one);
}

/** What the doctor has to say of entries and reads that were dated by a clock that had jumped. */
const OF_CLOCKS = ['evidence: time of the ledger', 'store: read snap_'];

const exported = z.object({ head: z.object({ sequence: z.int(), hash: z.string() }) });

/** A pack of everything is exported and verified against the head of the ledger. */
async function checkPack(world: World, out: string): Promise<void> {
  const written = await command(world, ['evidence', 'export', '--out', out, '--json']);
  if (written.code !== 0) return world.journal.violation(`evidence export: ${written.stderr.trim()}`);
  const { sequence, hash } = exported.parse(JSON.parse(written.stdout)).head;
  const verified = await command(world, ['evidence', 'verify', out, '--head', `${sequence}:${hash}`]);
  if (verified.code !== 0) world.journal.violation(`evidence verify: ${verified.stderr.trim()}`);
}

/** What stands there, of an assertion that failed. */
function detailOf(error: unknown): string {
  const actual: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'actual') : null;
  return (typeof actual === 'string' ? actual : (JSON.stringify(actual) ?? '')).slice(0, 1_500);
}

interface Known {
  readonly hashes: ReadonlyMap<number, string>;
  readonly reads: ReadonlySet<string>;
  readonly plans: ReadonlySet<string>;
  readonly reviews: ReadonlySet<string>;
  readonly packs: ReadonlySet<string>;
}

function indexOf(entries: readonly LedgerEntry[]): Known {
  const named = (field: string, ...kinds: readonly LedgerEntry['kind'][]) =>
    new Set(entries.filter(({ kind }) => kinds.includes(kind)).map(({ payload }) => String(payload[field])));
  return {
    hashes: new Map(entries.map(({ sequence, hash }) => [sequence, hash])),
    reads: named('snapshot_id', 'snapshot.published', 'snapshot.held'),
    plans: named('plan_id', 'plan.drafted'),
    reviews: named('review_id', 'review.opened'),
    packs: named('pack_id', 'evidence.exported'),
  };
}

function isThere({ kind, ledger, snapshotIds, pack, planId, reviewId }: Acknowledgement, known: Known): boolean {
  switch (kind) {
    case 'read':
      return snapshotIds?.every((id) => known.reads.has(id)) === true;
    case 'plan':
      return known.plans.has(planId ?? '');
    case 'review opened':
      return known.reviews.has(reviewId ?? '');
    case 'pack':
      return known.packs.has(pack ?? '');
    default:
      return ledger !== undefined && known.hashes.get(ledger.sequence) === ledger.hash;
  }
}

async function ledgerOf(url: string): Promise<readonly LedgerEntry[]> {
  const store = await openStore({ url });
  try {
    return await store.read((reader) => reader.ledger(0, Number.MAX_SAFE_INTEGER));
  } finally {
    await store.close();
  }
}
