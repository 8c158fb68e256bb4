import type { Certificate, CertificateRevocationList } from 'pkijs';
import { quote } from '../../model/foreign.ts';
import { nameOf } from './certificates.ts';
import type { Chain } from './chain.ts';
import { stampFault, trustFault } from './fault.ts';

/**
 * Looks each certificate of a chain up in the lists of its issuer. A revoked one is refused whenever it was revoked: the
 * list rarely says that its key was safe until then.
 * @returns The earliest moment for which the lists speak.
 * @throws ERR_TIME_STAMP; ERR_USAGE if no list speaks for a certificate at the moment of the stamp.
 */
export async function checkRevocation(
  chain: Chain,
  lists: readonly CertificateRevocationList[],
  at: Date,
): Promise<Date> {
  const moments: Date[] = [];
  for (const [index, certificate] of chain.slice(0, -1).entries()) {
    const issuer = chain[index + 1];
    const own = issuer === undefined ? null : await newestOf(lists, issuer);
    if (own === null || own.thisUpdate.value < at) throw notCovered(certificate, at);
    const entry = own.revokedCertificates?.find((one) => one.userCertificate.isEqual(certificate.serialNumber));
    if (entry !== undefined)
      throw stampFault(
        `the certificate of ${quote(nameOf(certificate.subject))} was revoked at ${entry.revocationDate.value.toISOString()}`,
      );
    moments.push(own.thisUpdate.value);
  }
  return moments.reduce((a, b) => (a < b ? a : b));
}

async function newestOf(lists: readonly CertificateRevocationList[], issuer: Certificate) {
  let newest: CertificateRevocationList | null = null;
  for (const list of lists) {
    const isNewer = newest === null || list.thisUpdate.value > newest.thisUpdate.value;
    if (isNewer && isWhole(list) && (await isIssuedBy(list, issuer))) newest = list;
  }
  return newest;
}

/** A list with a critical extension speaks for some certificates or reasons only, or adds to another list. */
function isWhole({ crlExtensions }: CertificateRevocationList): boolean {
  return crlExtensions?.extensions.some((one) => one.critical) !== true;
}

async function isIssuedBy(list: CertificateRevocationList, issuer: Certificate): Promise<boolean> {
  try {
    return await list.verify({ issuerCertificate: issuer });
  } catch {
    return false;
  }
}

function notCovered({ subject }: Certificate, at: Date) {
  return trustFault(
    `The file of revoked certificates has no whole list, signed by its issuer and of ${at.toISOString()} or later, for the certificate of ${quote(nameOf(subject))}.`,
    'Give newer lists, one for each issuer of the chain, in one PEM file; or leave them out, and revocation is reported as not checked.',
  );
}
