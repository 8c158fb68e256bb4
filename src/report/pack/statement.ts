import type { Manifest } from './manifest.ts';
import { MANIFEST_FILE } from './tables.ts';

export const STATEMENT_TYPE = 'application/vnd.in-toto+json';
/** Names what the predicate is: the manifest of an evidence pack. Nothing has to answer at this address. */
const PREDICATE_TYPE = 'https://github.com/clari-identity-mcp/clari-identity-mcp/evidence/v2';

/**
 * The manifest as an in-toto Statement: its subjects are the files of the pack and the manifest itself, so that a
 * verifier of attestations can be given any of them.
 */
export function statementOf(manifest: Manifest, manifestSha256: string) {
  const files = [...manifest.files, { name: MANIFEST_FILE, sha256: manifestSha256 }];
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: files.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType: PREDICATE_TYPE,
    predicate: manifest,
  };
}
