import type { StampTrust, TimeStamp } from '../../ledger/time-stamp/verify.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { MANIFEST_FILE, STAMP_REQUEST_FILE, STAMP_RESPONSE_FILE } from '../../report/pack/tables.ts';
import { broken } from './broken.ts';
import { givenFile } from './given-file.ts';
import { smallBytes } from './pack-reader.ts';

const MOST_CERTIFICATE_BYTES = 1024 * 1024;
/** Some issuers have revoked hundreds of thousands. */
const MOST_LIST_BYTES = 64 * 1024 * 1024;

/** Files from outside the pack by which its time stamp is judged. */
export interface StampTrustFiles {
  /** Certificates of authorities that the reader trusts; null: the stamp proves nothing yet. */
  readonly authorityFile: string | null;
  /** Lists of revoked certificates; null: revocation is not checked. */
  readonly revokedFile: string | null;
}

/** @throws ERR_USAGE, ERR_FILE_NOT_FOUND, ERR_FILE_TOO_LARGE */
export async function readTrust({ authorityFile, revokedFile }: StampTrustFiles): Promise<StampTrust | null> {
  if (authorityFile === null && revokedFile === null) return null;
  if (authorityFile === null)
    throw new ClariIdentityError(
      'ERR_USAGE',
      'A list of revoked certificates was given, and no certificate of the authority.',
      "Give both, or the authority's certificate alone.",
    );
  return {
    authorities: await givenFile(authorityFile, MOST_CERTIFICATE_BYTES),
    revoked: revokedFile === null ? null : await givenFile(revokedFile, MOST_LIST_BYTES),
  };
}

/**
 * Verifies an answer of a time stamp authority for the pack in a folder.
 * @throws ERR_TIME_STAMP, ERR_USAGE, ERR_EVIDENCE_BROKEN
 */
export async function stampOf(folder: string, response: Uint8Array, trust: StampTrust | null): Promise<TimeStamp> {
  const request = await smallBytes(folder, STAMP_REQUEST_FILE);
  const manifest = await smallBytes(folder, MANIFEST_FILE);
  // Certificates need a library that no other command loads.
  const { verifyTimeStamp } = await import('../../ledger/time-stamp/verify.ts');
  return verifyTimeStamp(response, request, manifest, trust);
}

/**
 * The time stamp that lies in a pack; null if nobody had its time stamped.
 * @throws As `stampOf`; ERR_EVIDENCE_BROKEN also if an authority was given and there is no stamp by it.
 */
export async function stampInPack(
  folder: string,
  names: readonly string[],
  trust: StampTrust | null,
): Promise<TimeStamp | null> {
  if (names.includes(STAMP_RESPONSE_FILE)) return stampOf(folder, await smallBytes(folder, STAMP_RESPONSE_FILE), trust);
  if (trust === null) return null;
  throw broken(STAMP_RESPONSE_FILE, 'it is missing, so that no authority says when the pack existed');
}
