import { appendEntry } from '../../evaluation/index.ts';
import { GENESIS_HASH } from '../../ledger/chain.ts';
import { signCheckpoint } from '../../ledger/checkpoint.ts';
import { TimeSteps } from '../../ledger/time-steps.ts';
import { verifyChain } from '../../ledger/verify.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { WitnessPlace } from '../../model/witness.ts';
import type { Deps } from '../deps.ts';
import { keyBookOf, type SigningKey, signingKey } from '../evidence/signing-key.ts';
import { ledgerEntries } from '../ledger-entries.ts';
import { attestationPart } from '../statements/statement.ts';
import { holdingOf, knownPacks, type OutsideHead } from '../witness/outside-heads.ts';
import { nameOf, readWitness } from '../witness/witness-place.ts';

/** What a person accepts who states that this store is the one to continue with. */
export interface Restore {
  readonly found: { readonly sequence: number; readonly hash: string };
  /** Heads that are known from outside and that are not in this ledger. */
  readonly expected: readonly OutsideHead[];
  /** Number of ledger entries that are lost, at least. */
  readonly lost: number;
  /** Steps backwards in time that nobody has accepted yet. */
  readonly timeSteps: number;
  /** The key of this data folder, if the ledger does not know it. */
  readonly newKey: string | null;
}

interface Prepared {
  readonly restore: Restore;
  readonly key: SigningKey;
}

/** Collects what has to be accepted; null if nothing has to be. */
export async function prepareRestore(deps: Deps, witness: WitnessPlace | null): Promise<Prepared | null> {
  const known = witness === null ? null : await readWitness(witness);
  const heads: OutsideHead[] = [];
  if (witness !== null && known !== null)
    heads.push({ from: 'witness', name: nameOf(witness), sequence: known.sequence, hash: known.hash, at: known.at });
  heads.push(...(await knownPacks(deps.home)));
  return deps.store.read(async (reader) => {
    const steps = new TimeSteps();
    const chain = await verifyChain(ledgerEntries(reader));
    if (!chain.ok) throw broken(chain.message);
    for await (const entry of ledgerEntries(reader)) steps.enter(entry);
    const last = await reader.lastLedgerEntry();
    const found = { sequence: last?.sequence ?? 0, hash: last?.hash ?? GENESIS_HASH };
    const expected: OutsideHead[] = [];
    for (const head of heads) if (['ahead', 'other'].includes(await holdingOf(reader, head))) expected.push(head);
    const book = await keyBookOf(reader);
    const key = await signingKey(deps.home, book);
    const newKey = book.mayBegin(key.keyId) ? null : key.keyId;
    const timeSteps = steps.found.length;
    if (expected.length === 0 && newKey === null && timeSteps === 0) return null;
    const lost = Math.max(0, ...expected.map(({ sequence }) => Math.max(1, sequence - found.sequence)));
    return { restore: { found, expected, lost, timeSteps, newKey }, key };
  });
}

/** Continues from here: writes into the ledger what was found, what was expected and what is lost. */
export async function acceptRestore(deps: Deps, { restore, key }: Prepared): Promise<void> {
  await deps.store.write(async (writer) => {
    const last = await writer.lastLedgerEntry();
    if ((last?.hash ?? GENESIS_HASH) !== restore.found.hash) throw movedOn();
    const entry = await appendEntry(writer, deps, 'restore.accepted', {
      found: { ...restore.found },
      expected: restore.expected.map(({ from, sequence, hash, at }) => ({ from, sequence, hash, at })),
      entries_lost_at_least: restore.lost,
      time_steps: restore.timeSteps,
      keys: restore.newKey === null ? [] : [restore.newKey],
      ...attestationPart({ level: 'terminal_phrase', client: null }),
    });
    await writer.insertCheckpoint(signCheckpoint(entry, entry.at, key.pem));
  });
}

function broken(why: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_LEDGER_BROKEN',
    `The ledger of this store does not hold, so it cannot be gone on with. ${why} Nothing was changed.`,
    'Go back to a backup whose ledger holds.',
  );
}

function movedOn(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE_BUSY',
    'Something was written meanwhile. Nothing was accepted.',
    'Look at `clari-identity-mcp doctor` again and repeat it.',
  );
}
