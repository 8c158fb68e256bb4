import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { checkpointFault, signCheckpoint } from '../../ledger/checkpoint.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';
import type { Clock } from '../../model/time.ts';
import type { WitnessPlace } from '../../model/witness.ts';
import type { Store } from '../../store/store.ts';
import { keyBookOf, signingKey } from '../evidence/signing-key.ts';
import { holdingFault, holdingOf, type OutsideHead } from './outside-heads.ts';
import { writeFileWhole } from './remembered.ts';
import { nameOf, readWitness, writeWitness } from './witness-place.ts';

export interface Keeping {
  readonly place: WitnessPlace;
  readonly home: string;
  readonly store: Store;
  readonly clock: Clock;
}

/** Where the witness stands beside the store. */
export interface WitnessStanding {
  readonly name: string;
  /** What it has; null: nothing yet, or it cannot be reached. */
  readonly head: OutsideHead | null;
  /** What is wrong; null: nothing. */
  readonly fault: string | null;
  /** The last time that it could not be written; null: it was, since. */
  readonly failed: { readonly at: string; readonly why: string } | null;
}

/** Tells the witness where the ledger ends, in the background: it keeps no write waiting. */
export interface WitnessKeeper {
  /** Something was written: the head may have moved. */
  moved(): void;
  /** Waits for what is under way, a few seconds at most. */
  settle(): Promise<void>;
}

const SETTLE_MS = 9_000;

export function keepWitness(keeping: Keeping): WitnessKeeper {
  let running: Promise<void> | null = null;
  let again = false;
  let sent: string | null = null;
  const run = async (): Promise<void> => {
    do {
      again = false;
      sent = await tell(keeping, sent);
    } while (again);
  };
  const moved = (): void => {
    again = true;
    running ??= run()
      .catch(() => undefined)
      .finally(() => {
        running = null;
      });
  };
  return {
    moved,
    async settle() {
      if (running === null) return;
      const over = new AbortController();
      await Promise.race([running, sleep(SETTLE_MS, undefined, { signal: over.signal, ref: false })]).catch(
        () => undefined,
      );
      over.abort();
    },
  };
}

/** Returns the head that the witness has now. */
async function tell(keeping: Keeping, sent: string | null): Promise<string | null> {
  const { place, home, store, clock } = keeping;
  const head = await store.read((reader) => reader.lastLedgerEntry());
  if (head === null || head.hash === sent) return sent;
  try {
    const known = await readWitness(place);
    if (known !== null && known.hash !== head.hash) {
      const holding = await store.read((reader) => holdingOf(reader, known));
      // What it knows and this store does not is the only trace of what was lost: it is not written over.
      if (holding === 'ahead' || holding === 'other')
        throw new ClariIdentityError(
          'ERR_LEDGER_BROKEN',
          holdingFault(outside(place, known), holding, head.sequence),
          'Run `clari-identity-mcp doctor`.',
        );
    }
    if (known?.hash !== head.hash) {
      const key = await signingKey(home, await store.read(keyBookOf));
      await writeWitness(place, signCheckpoint(head, clock(), key.pem));
    }
    await note(home, null);
    return head.hash;
  } catch (cause) {
    await note(home, { at: clock(), why: reasonOf(cause) });
    return sent;
  }
}

/** Reads it back and holds it against the store. Writes nothing. */
export async function witnessStanding({ place, home, store }: Omit<Keeping, 'clock'>): Promise<WitnessStanding> {
  const name = nameOf(place);
  const failed = await noted(home);
  try {
    const known = await readWitness(place);
    if (known === null) return { name, head: null, fault: null, failed };
    const head = outside(place, known);
    const fault = await store.read(async (reader) => {
      const holding = await holdingOf(reader, head);
      const ends = (await reader.lastLedgerEntry())?.sequence ?? 0;
      if (holding === 'ahead' || holding === 'other') return holdingFault(head, holding, ends);
      const signed = checkpointFault(known, null) ?? (await keyBookOf(reader)).faultOf(known.keyId, known.sequence);
      return signed === null || holding === 'accepted'
        ? null
        : `What the witness ${quote(name, { longest: 320 })} has is not ours: ${signed}.`;
    });
    return { name, head, fault, failed };
  } catch (cause) {
    if (!(cause instanceof ClariIdentityError)) throw cause;
    return { name, head: null, fault: cause.message, failed };
  }
}

function outside(
  place: WitnessPlace,
  { sequence, hash, at }: Pick<OutsideHead, 'sequence' | 'hash' | 'at'>,
): OutsideHead {
  return { from: 'witness', name: nameOf(place), sequence, hash, at };
}

const NOTE = 'witness-failure.json';
const noteShape = z.object({ at: z.string(), why: z.string() }).nullable();

/** For other processes to show: who wrote may have ended since. */
async function note(home: string, failure: { readonly at: string; readonly why: string } | null): Promise<void> {
  if (failure === null && (await noted(home)) === null) return;
  await writeFileWhole(join(home, NOTE), `${JSON.stringify(failure)}\n`);
}

async function noted(home: string): Promise<z.infer<typeof noteShape>> {
  const text = await readFile(join(home, NOTE), 'utf8').catch(() => 'null');
  try {
    return noteShape.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof ClariIdentityError ? cause.message : 'It could not be written.';
}
