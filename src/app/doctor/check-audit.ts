import { judgementsAnew, type Watch } from '../../evaluation/index.ts';
import { checkpointFault } from '../../ledger/checkpoint.ts';
import { TimeSteps } from '../../ledger/time-steps.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { Settings } from '../../model/settings.ts';
import type { WitnessPlace } from '../../model/witness.ts';
import type { Store, StoreReader } from '../../store/store.ts';
import { keyBookOf, keyInFolder } from '../evidence/signing-key.ts';
import { hashAt, ledgerEntries } from '../ledger-entries.ts';
import { compareStore } from '../verification/verify-store.ts';
import { holdingFault, holdingOf, knownPacks } from '../witness/outside-heads.ts';
import { witnessStanding } from '../witness/witness.ts';
import type { DoctorCheck } from './check.ts';

export interface Audited {
  readonly store: Store;
  readonly home: string;
  readonly settings: Settings;
  readonly witness: WitnessPlace | null;
  /** Also compares stored judgements with fresh ones, which takes as long as a full evaluation. */
  readonly judgements: boolean;
  readonly watch?: Watch | undefined;
}

/**
 * Checks whether stored data was changed by other means than this program, as far as ledger, signed heads and outside
 * heads show it.
 */
export async function checkAudit(audited: Audited, chainHolds: boolean): Promise<readonly DoctorCheck[]> {
  const { store, home } = audited;
  const inChain = (name: string, buys: string, look: (reader: StoreReader) => Promise<Found>) =>
    chainHolds
      ? checked(name, buys, () => store.read(look))
      : { ...about(name, buys), state: 'not_tried' as const, remedy: 'The ledger itself is broken: see above.' };
  return [
    await inChain(
      'records, decisions, plans and reads',
      'Each field is what its ledger entry says.',
      async (reader) => {
        const { rows, faults } = await compareStore(reader);
        return { faults, note: `${rows} rows were compared.` };
      },
    ),
    await checked('rows of reads', 'What was read is still as it was read.', () => store.read(rowsOfReads)),
    await inChain('time of the ledger', 'Entries are dated in the order in which they were made.', timeOfLedger),
    await inChain(
      'signed heads and keys',
      'No signed head is missing, and each was signed with a known key.',
      (reader) => signedHeads(reader, home),
    ),
    await checked('evidence packs', 'An older copy, a cut-off end or a fork of the ledger shows.', () =>
      againstPack(store, home),
    ),
    await againstWitness(audited),
    ...(audited.judgements
      ? [await checked('kept judgements', 'They are what the rules make of the reads.', () => judgedAnew(audited))]
      : []),
  ];
}

interface Found {
  /** One sentence each. */
  readonly faults: readonly string[];
  readonly note: string | null;
}

const SHOWN = 10;

function about(name: string, buys: string) {
  return { area: 'evidence', name, buys, costs: 'That what is shown is what people recorded and what was read.' };
}

async function checked(name: string, buys: string, look: () => Promise<Found>): Promise<DoctorCheck> {
  try {
    const { faults, note } = await look();
    if (faults.length === 0) return { ...about(name, buys), state: 'works', remedy: note };
    const more = faults.length > SHOWN ? ` And ${faults.length - SHOWN} more.` : '';
    return {
      ...about(name, buys),
      state: 'failed',
      remedy: `${faults.slice(0, SHOWN).join(' ')}${more} ${KEEP}`,
    };
  } catch (error) {
    if (!(error instanceof ClariIdentityError)) throw error;
    return { ...about(name, buys), state: 'failed', remedy: `${error.message} ${error.remedy}` };
  }
}

const KEEP =
  'Keep this store as it is, find out who had access to it, and go back to a backup that holds. If it was restored on purpose, a person says so with `clari-identity-mcp doctor --accept-restore`.';

/** Checks blocks by their own hash, and whole snapshots by the digest in the ledger. */
async function rowsOfReads(reader: StoreReader): Promise<Found> {
  const faults = (await reader.changedBlocks(SHOWN)).map(
    ({ blockId, snapshotIds }) =>
      `Rows of ${snapshotIds.length === 0 ? 'no read' : snapshotIds.join(', ')} were changed: block ${blockId} does not have the hash it bears.`,
  );
  const reads = await reader.snapshots();
  for (const { snapshotId, rowsSha256, purgedAt } of reads)
    if (rowsSha256 !== null && purgedAt === undefined && (await reader.rowsDigest(snapshotId)) !== rowsSha256)
      faults.push(`The rows of the read ${snapshotId} are not those that were read.`);
  const unbound = reads.filter((one) => one.rowsSha256 === null && one.purgedAt === undefined).length;
  return {
    faults,
    note:
      unbound === 0
        ? null
        : `${unbound} of ${reads.length} reads are older than this check: the ledger does not bind their rows, only each block its own. Importing them again does.`,
  };
}

async function timeOfLedger(reader: StoreReader): Promise<Found> {
  const steps = new TimeSteps();
  for await (const entry of ledgerEntries(reader)) steps.enter(entry);
  return {
    faults: steps.found.map(
      ({ sequence, at, after }) => `Time runs backwards: entry ${sequence} is of ${at}, after one of ${after}.`,
    ),
    note: null,
  };
}

async function signedHeads(reader: StoreReader, home: string): Promise<Found> {
  const book = await keyBookOf(reader);
  const checkpoints = await reader.checkpoints();
  const faults = [...book.faults];
  for (const one of checkpoints) {
    const fault =
      checkpointFault(one, null) ??
      book.faultOf(one.keyId, one.sequence) ??
      ((await hashAt(reader, one.sequence)) === one.hash ? null : 'it is not what the ledger has there');
    if (fault !== null) faults.push(`The signed head ${one.sequence} does not hold: ${fault}.`);
  }
  for (const { sequence, hash, keyId, saidBy } of book.heads) {
    const fault = book.faultOf(keyId, sequence);
    if (fault !== null) faults.push(`Entry ${saidBy} tells of a pack that does not hold: ${fault}.`);
    if (!checkpoints.some((one) => one.sequence === sequence && one.keyId === keyId && one.hash === hash))
      faults.push(`The signed head ${sequence} is missing: entry ${saidBy} says that it was signed.`);
  }
  const own = await keyInFolder(home);
  if (own !== null && !book.mayBegin(own))
    faults.push(`The signing key of this data folder is ${own}, and the one that the ledger knows is ${book.current}.`);
  return { faults, note: book.current === null ? 'No head was signed yet.' : `Key ${book.current}.` };
}

async function againstPack(store: Store, home: string): Promise<Found> {
  const packs = await knownPacks(home);
  const newest = packs.at(-1);
  if (newest === undefined) return { faults: [], note: 'No evidence pack is known of yet.' };
  return store.read(async (reader) => {
    const ends = (await reader.lastLedgerEntry())?.sequence ?? 0;
    const faults: string[] = [];
    // Newest first: the newest pack covers most of the ledger.
    for (const pack of packs.toReversed()) {
      const holding = await holdingOf(reader, pack);
      if (holding === 'ahead' || holding === 'other') faults.push(holdingFault(pack, holding, ends));
    }
    return { faults, note: `The pack ${newest.name} knows the ledger up to entry ${newest.sequence}.` };
  });
}

async function againstWitness({ store, home, witness }: Audited): Promise<DoctorCheck> {
  const what = about('CLARI_IDENTITY_WITNESS', 'The last head of the ledger is kept outside, after every write.');
  const costs = 'That an older copy of everything, or a fork, shows by itself.';
  if (witness === null)
    return {
      ...what,
      costs,
      state: 'not_configured',
      remedy: 'Set it to a file on another volume, or to an https address of your own.',
    };
  const { name, head, fault, failed } = await witnessStanding({ place: witness, home, store });
  if (fault !== null) return { ...what, costs, state: 'failed', remedy: `${fault} ${KEEP}` };
  if (failed !== null)
    return {
      ...what,
      costs,
      state: 'failed',
      remedy: `The witness ${quote(name, { longest: 320 })} was not reached since ${bare(failed.at)}: ${failed.why} It is tried again with the next write.`,
    };
  return { ...what, state: 'works', remedy: head === null ? 'It has nothing yet.' : `It has entry ${head.sequence}.` };
}

async function judgedAnew({ store, settings, watch }: Audited): Promise<Found> {
  const different = await judgementsAnew(store, settings, SHOWN, watch);
  if (different === null)
    return { faults: [], note: 'None that are kept would be read: everything is judged anew at the next look.' };
  return {
    faults: different.map(
      ({ accountId, app, what }) => `The judgement of ${app} account ${accountId} was changed: ${what}.`,
    ),
    note: null,
  };
}
