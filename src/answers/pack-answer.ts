import type { ExportedPack } from '../app/evidence/export-pack.ts';
import type { Rotation } from '../app/evidence/signing-key.ts';
import type { VerifiedPack } from '../app/evidence/verify-pack.ts';
import { bare, quote } from '../model/foreign.ts';
import type { Instant } from '../model/time.ts';
import { timeStampFields, timeStampLines } from './time-stamp-answer.ts';

/** The answer to an export of evidence, for the tool and the command. */
export function packAnswer({ folder, manifest, manifestSha256, checkpoint }: ExportedPack) {
  const { head } = manifest;
  return {
    structured: {
      folder,
      pack_id: manifest.pack_id,
      manifest_sha256: manifestSha256,
      head: { sequence: head.sequence, hash: head.hash },
      key_id: checkpoint.keyId,
      since: manifest.since,
      until: manifest.until,
      population: manifest.population.map(({ app, accounts, by_finding, complete, why }) => ({
        app,
        accounts,
        by_finding,
        complete,
        why,
      })),
      files: manifest.files.map(({ name, rows, sha256 }) => ({ name, rows, sha256 })),
      does_not_prove: [...manifest.does_not_prove],
    },
    text: [
      `Evidence pack ${manifest.pack_id} written to ${quote(folder)}`,
      ...manifest.population.map(
        (one) =>
          `${one.app}: ${one.accounts} accounts (${Object.entries(one.by_finding)
            .map(([finding, count]) => `${finding} ${count}`)
            .join(', ')}). ${one.complete ? 'Complete' : 'Not complete'}: ${one.why}`,
      ),
      ...manifest.files
        .filter(({ name }) => name.endsWith('.csv'))
        .map(({ name, rows }) => `  ${name}: ${rows ?? 0} rows`),
      `Ledger head: ${head.sequence}:${head.hash}, signed with key ${checkpoint.keyId}.`,
      'Keep this head (or public-key.pem) somewhere else: without it a verifier can only say "internally consistent".',
      'No clock but this one says when the pack was made. To prove it, send head.tsq to a time stamp authority (RFC 3161), then: clari-identity-mcp evidence timestamp DIR --response FILE',
      `Check it anywhere: clari-identity-mcp evidence verify DIR --head ${head.sequence}:${head.hash}`,
      ...manifest.does_not_prove.map((one) => `Does not prove: ${one}`),
    ].join('\n'),
  };
}

/** @param now Shows whether the certificate of a time stamp has expired since. */
export function verifiedAnswer(verified: VerifiedPack, now: Instant) {
  const { manifest, anchoredBy, anchoredUpTo, timeSteps } = verified;
  const verdict = anchoredBy.length === 0 ? 'internally consistent only' : 'verified';
  return {
    structured: {
      verdict,
      anchored_by: [...anchoredBy],
      anchored_up_to: anchoredUpTo,
      pack_id: manifest.pack_id,
      generated_at: manifest.generated_at,
      entries: verified.entries,
      head_hash: verified.headHash,
      checkpoints: verified.checkpoints,
      files: verified.files,
      attestation:
        verified.attestation === null
          ? null
          : { signed_with: manifest.key_id, signatures_not_checked: [...verified.attestation.unchecked] },
      time_stamp: timeStampFields(verified.timeStamp),
      time_runs_backwards: verified.timeSteps.map((one) => ({ ...one })),
      does_not_prove: [...manifest.does_not_prove],
    },
    text: [
      verdict === 'verified'
        ? `Verified against the ${anchoredBy.map((one) => one.replace('_', ' ')).join(' and the ')} kept outside the pack.`
        : 'Internally consistent only: no head and no public key from outside the pack was given, so a pack that was rewritten as a whole looks the same.',
      `Pack ${manifest.pack_id} of ${manifest.generated_at}: ${verified.files} files unchanged, ${verified.entries} ledger entries chained, ${verified.checkpoints} signed heads in the chain, the tables say what the ledger says, every account counted once.`,
      ...(anchoredUpTo === null || anchoredUpTo === verified.entries
        ? []
        : [
            `The outside head is entry ${anchoredUpTo}; the ${verified.entries - anchoredUpTo} entries after it are only chained to it.`,
          ]),
      ...uncheckedSignatures(verified),
      ...timeStampLines(verified.timeStamp, manifest.generated_at, now),
      ...timeSteps.map(
        ({ sequence, at, after }) =>
          `Time runs backwards: ledger entry ${sequence} is of ${bare(at)}, after one of ${bare(after)}. A clock was set back, or entries are not dated as they were made: ask whoever exported it.`,
      ),
      ...manifest.does_not_prove.map((one) => `Does not prove: ${one}`),
    ].join('\n'),
  };
}

/** Signatures of others are named: nobody may take them for checked because the pack is. */
function uncheckedSignatures({ attestation, manifest }: VerifiedPack): readonly string[] {
  if (attestation === null || attestation.unchecked.length === 0) return [];
  const names = attestation.unchecked
    .slice(0, MOST_NAMED)
    .map((id) => (id === null ? 'a key without a name' : bare(id)));
  const more = attestation.unchecked.length - names.length;
  return [
    `NOT CHECKED: ${attestation.unchecked.length} further signature(s) in manifest.dsse.json, by ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}. Only the one by ${manifest.key_id} was verified; ask whoever is said to have signed.`,
  ];
}

const MOST_NAMED = 10;

export function rotationAnswer({ old_key_id, new_key_id, new_public_key }: Rotation) {
  return {
    structured: { old_key_id, new_key_id, new_public_key },
    text: [
      `The key ${new_key_id} signs from now on; ${old_key_id} signed it in and is removed.`,
      'Whoever kept the old public key need not change it: `evidence verify --public-key` follows the change.',
      new_public_key.trim(),
    ].join('\n'),
  };
}
