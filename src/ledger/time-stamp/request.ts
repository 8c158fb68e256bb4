// AlgorithmIdentifier of SHA-256, then the head of the 32 octets that follow.
const SHA256_IMPRINT = Buffer.from('3031300d060960864801650304020105000420', 'hex');
const VERSION_1 = Buffer.from('020101', 'hex');
const CERTIFICATES_WANTED = Buffer.from('0101ff', 'hex');

export const NONCE_BYTES = 16;

/**
 * A request for a time stamp (RFC 3161 `TimeStampReq`, DER) of content with this SHA-256, which asks for the
 * authority's certificates. It is put together here, since loading an ASN.1 library for it would slow every export.
 * @param nonce 16 random bytes.
 */
export function timeStampRequest(sha256: Uint8Array, nonce: Uint8Array): Buffer {
  if (sha256.length !== 32 || nonce.length !== NONCE_BYTES) throw new RangeError('a digest or nonce of another length');
  const number = Buffer.from(nonce);
  // The first bit is the sign of the number, and a first byte of zeros would be written shorter.
  number[0] = ((number[0] ?? 0) & 0x7f) | 0x40;
  const body = Buffer.concat([
    VERSION_1,
    SHA256_IMPRINT,
    sha256,
    Buffer.from([0x02, NONCE_BYTES]),
    number,
    CERTIFICATES_WANTED,
  ]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}
