import type { LedgerBody, LedgerEntry } from '../model/ledger.ts';
import { canonicalJson } from './canonical.ts';
import { sha256Hex } from './hash.ts';

/** What the first entry has in place of a previous hash. */
export const GENESIS_HASH = '0'.repeat(64);

/** Makes the next entry of the chain; `previous` null starts one. Refuses a body that is not JSON. */
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

/** The hash that an entry should bear: over every field it has but `hash`, so that an added field shows. */
export function hashOfEntry(entry: object): string {
  const { hash: _, ...rest } = { hash: '', ...entry };
  return sha256Hex(canonicalJson(rest));
}
