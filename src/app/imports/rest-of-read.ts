import { canonicalJson } from '../../ledger/canonical.ts';
import { sha256Hex } from '../../ledger/hash.ts';
import type { Json } from '../../model/ledger.ts';
import type { Snapshot } from '../../model/snapshot.ts';

/**
 * Everything else in a snapshot that a verdict may rest on. The ledger entry includes it, so that no change of it goes
 * unseen.
 */
export function restOfRead(snapshot: Snapshot): { readonly [name: string]: Json } {
  return {
    facts: snapshot.facts === null ? null : { ...snapshot.facts },
    encoding: snapshot.encoding,
    imported_at: snapshot.importedAt,
    imported_by: snapshot.importedBy,
    imported_via: snapshot.importedVia,
    reader: snapshot.reader,
    guard_facts: snapshot.guardFacts.map((one) => ({ ...one })),
    reading_sha256: documentSha256(snapshot.reading),
    live_sha256: documentSha256(snapshot.live),
    rows_sha256: snapshot.rowsSha256,
  };
}

/** The hash of a document that is too long for the ledger. */
export function documentSha256(document: unknown): string | null {
  return document === null ? null : sha256Hex(canonicalJson(document));
}
