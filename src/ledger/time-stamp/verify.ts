import type { Instant } from '../../model/time.ts';
import { nameOf, readCertificates, readRevocationLists } from './certificates.ts';
import { chainOf } from './chain.ts';
import { readResponse } from './response.ts';
import { checkRevocation } from './revocation.ts';
import { certificatesOf, checkSignature } from './signature.ts';

/** Whom the reader trusts: files from outside the pack. */
export interface StampTrust {
  /** Certificates, PEM or DER. */
  readonly authorities: Uint8Array;
  /** Lists of revoked certificates, PEM or DER; null: revocation is not checked. */
  readonly revoked: Uint8Array | null;
}

/** What a time stamp says, and how far that was checked. */
export interface TimeStamp {
  /** Proven: by an authority that the reader trusts. Otherwise anybody may have made the stamp, with any time. */
  readonly state: 'proven' | 'unproven';
  readonly time: Instant;
  /** By how many milliseconds the authority may be wrong; null: it does not say. */
  readonly accuracyMs: number | null;
  /** As its certificate says: foreign text. */
  readonly authority: string;
  readonly serial: string;
  readonly policy: string;
  /** When the authority's certificate ends or ended, or the first of its chain. */
  readonly certificateUntil: Instant;
  /** The moment for which lists of revoked certificates speak; null: nobody looked. */
  readonly notRevokedAt: Instant | null;
}

/**
 * Verifies an authority's answer to a request, for the content that was to be stamped. Certificates are judged as of the
 * time of the stamp: one that has expired since then still proves it.
 * @throws ERR_TIME_STAMP, or ERR_USAGE for files of trust that are not usable.
 */
export async function verifyTimeStamp(
  response: Uint8Array,
  request: Uint8Array,
  stamped: Uint8Array,
  trust: StampTrust | null,
): Promise<TimeStamp> {
  const { token, info } = readResponse(response, request, stamped);
  const certificate = await checkSignature(token, stamped);
  const { genTime, accuracy } = info;
  const said = {
    time: genTime.toISOString(),
    accuracyMs:
      accuracy === undefined
        ? null
        : (accuracy.seconds ?? 0) * 1000 + (accuracy.millis ?? 0) + (accuracy.micros ?? 0) / 1000,
    authority: nameOf(certificate.subject),
    serial: Buffer.from(info.serialNumber.valueBlock.valueHexView).toString('hex'),
    policy: info.policy,
    certificateUntil: certificate.notAfter.value.toISOString(),
  };
  if (trust === null) return { ...said, state: 'unproven', notRevokedAt: null };
  const chain = await chainOf(certificate, certificatesOf(token), readCertificates(trust.authorities), genTime);
  const lists = trust.revoked === null ? null : readRevocationLists(trust.revoked);
  const moment = lists === null ? null : await checkRevocation(chain, lists, genTime);
  const until = chain.map((one) => one.notAfter.value.toISOString()).toSorted()[0] ?? said.certificateUntil;
  return { ...said, certificateUntil: until, state: 'proven', notRevokedAt: moment?.toISOString() ?? null };
}
