import type { LedgerBody, LedgerEntry } from '../model/ledger.ts';
import { canonicalJson } from './canonical.ts';
import { sha256Hex } from './hash.ts';

/** The previous hash of the first entry. */
export const GENESIS_HASH = '0'.repeat(64);

/** Makes the next entry of the chain; `previous` is null for the first one. Refuses a body that is not JSON. */
export function sealEntry(previous: LedgerEntry | null, body: LedgerBody): LedgerEntry {
  const unsealed = {
    sequence: previous === null ? 1 : previous.sequence + 1,
    at: body.at,
    actor: body.actor,
    kind: body.kind,
    payload: body.payload,
    previousHash: previous === null ? GENESIS_HASH : previous.hash,
  };
  return { ...unsealed, hash: sha256Hex(canonicalJson(unsealed)) };
}

/** The hash that an entry should have, over all of its fields but `hash`, so that an added field is detected. */
export function hashOfEntry(entry: object): string {
  const { hash: _, ...rest } = { hash: '', ...entry };
  return sha256Hex(canonicalJson(rest));
}
