import { canonicalJson } from '../../ledger/canonical.ts';
import { sha256Hex } from '../../ledger/hash.ts';
import type { Json } from '../../model/ledger.ts';
import type { Snapshot } from '../../model/snapshot.ts';

/** What else a verdict may rest on of a read: the entry binds it, so that none of it changes unseen. */
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

/** Of a document that is too long for the ledger. */
export function documentSha256(document: unknown): string | null {
  return document === null ? null : sha256Hex(canonicalJson(document));
}
