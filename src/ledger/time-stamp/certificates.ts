import { Certificate, CertificateRevocationList, type RelativeDistinguishedNames } from 'pkijs';
import { attempt, encodedValue } from './encoded.ts';
import { trustFault } from './fault.ts';

/**
 * The certificates of a file, PEM or DER.
 * @throws ERR_USAGE
 */
export function readCertificates(file: Uint8Array): readonly Certificate[] {
  const blocks = blocksOf(file, 'CERTIFICATE');
  const found = blocks.map((one) => attempt(() => new Certificate({ schema: encodedValue(one) })));
  const certificates = found.filter((one) => one !== null);
  if (certificates.length > 0 && certificates.length === found.length) return certificates;
  throw trustFault(
    'The file of the certificate authority holds no certificate, or one that cannot be read.',
    "Give the root certificate of the time stamp authority, as PEM or DER, from the authority's own site.",
  );
}

/**
 * The lists of revoked certificates of a file, PEM or DER.
 * @throws ERR_USAGE
 */
export function readRevocationLists(file: Uint8Array): readonly CertificateRevocationList[] {
  const blocks = blocksOf(file, 'X509 CRL');
  const found = blocks.map((one) => attempt(() => new CertificateRevocationList({ schema: encodedValue(one) })));
  const lists = found.filter((one) => one !== null);
  if (lists.length > 0 && lists.length === found.length) return lists;
  throw trustFault(
    'The file of revoked certificates holds no list (CRL), or one that cannot be read.',
    'Give the list that the certificate of the time stamp authority points to, as PEM or DER.',
  );
}

function blocksOf(file: Uint8Array, label: string): readonly Uint8Array[] {
  const text = Buffer.from(file).toString('latin1');
  const blocks = [...text.matchAll(new RegExp(`-----BEGIN ${label}-----([^-]*)-----END ${label}-----`, 'g'))];
  return blocks.length === 0 ? [file] : blocks.map(([, body = '']) => Buffer.from(body, 'base64'));
}

const COMMON_NAME = '2.5.4.3';
const ORGANISATION = '2.5.4.10';

/** Under which name a person knows it: foreign text. */
export function nameOf({ typesAndValues }: RelativeDistinguishedNames): string {
  const value = (type: string) => typesAndValues.find((one) => one.type === type)?.value.valueBlock.value;
  return value(COMMON_NAME) ?? value(ORGANISATION) ?? 'a certificate without a name';
}
