import { BasicConstraints, type Certificate, CertificateChainValidationEngine } from 'pkijs';
import { quote } from '../../model/foreign.ts';
import { nameOf } from './certificates.ts';
import { stampFault } from './fault.ts';

/** From the authority's certificate to one that the reader trusts, which is the last. */
export type Chain = readonly Certificate[];

const LONGEST = 8;
/** A real token has two or three; each of more could double the ways to try. */
const MOST_CERTIFICATES = 20;
const BASIC_CONSTRAINTS = '2.5.29.19';
const KEY_USAGE = '2.5.29.15';
/** First octet of key usage: digitalSignature and nonRepudiation. */
const MAY_SIGN = 0xc0;
/** MD5 and SHA-1 with RSA, SHA-1 with ECDSA: signatures that somebody else could have made. */
const WEAK = ['1.2.840.113549.1.1.4', '1.2.840.113549.1.1.5', '1.2.840.10045.4.1'];

/**
 * Finds the chain of an authority's certificate to a trusted one, as it was at the moment of the stamp.
 * @param trusted What the reader trusts; a certificate of the token is never trusted by itself.
 * @throws ERR_TIME_STAMP
 */
export async function chainOf(
  certificate: Certificate,
  shown: readonly Certificate[],
  trusted: readonly Certificate[],
  at: Date,
): Promise<Chain> {
  if (shown.length > MOST_CERTIFICATES)
    throw stampFault(`its token shows ${shown.length} certificates, more than an authority has`);
  const chain = await pathFrom([certificate], shown, trusted);
  if (chain === null)
    throw stampFault(
      `its authority ${quote(nameOf(certificate.subject))} is not one that the given certificates vouch for`,
    );
  for (const one of chain) checkValidity(one, at);
  checkAuthority(certificate);
  checkLengths(chain);
  await checkRules(chain, at);
  return chain;
}

// The library's own search walks in circles where certificates vouch for one another.
async function pathFrom(
  path: Chain,
  shown: readonly Certificate[],
  trusted: readonly Certificate[],
): Promise<Chain | null> {
  const last = path.at(-1);
  if (last === undefined || path.length > LONGEST) return null;
  for (const issuer of trusted) if (await hasSigned(issuer, last)) return [...path, issuer];
  for (const issuer of shown) {
    if (path.some((one) => isSame(one, issuer)) || !(await hasSigned(issuer, last))) continue;
    const found = await pathFrom([...path, issuer], shown, trusted);
    if (found !== null) return found;
  }
  return null;
}

async function hasSigned(issuer: Certificate, certificate: Certificate): Promise<boolean> {
  if (!certificate.issuer.isEqual(issuer.subject) || isSame(issuer, certificate)) return false;
  if (WEAK.includes(certificate.signatureAlgorithm.algorithmId)) return false;
  try {
    return await certificate.verify(issuer);
  } catch {
    // A kind of key or signature that is not known here proves nothing.
    return false;
  }
}

function isSame(a: Certificate, b: Certificate): boolean {
  return Buffer.from(a.tbsView).equals(b.tbsView);
}

function checkValidity({ subject, notBefore, notAfter }: Certificate, at: Date): void {
  const named = `the certificate of ${quote(nameOf(subject))}`;
  if (at > notAfter.value)
    throw stampFault(`${named} had expired at ${notAfter.value.toISOString()}, before its time ${at.toISOString()}`);
  if (at < notBefore.value)
    throw stampFault(
      `${named} was valid from ${notBefore.value.toISOString()} only, after its time ${at.toISOString()}`,
    );
}

function checkAuthority({ extensions = [] }: Certificate): void {
  const usage = extensions.find((one) => one.extnID === KEY_USAGE)?.extnValue.valueBlock.valueHexView;
  // Tag, length, unused bits, then the bits themselves.
  if (usage !== undefined && ((usage[3] ?? 0) & MAY_SIGN) === 0)
    throw stampFault("its authority's certificate may not sign (key usage)");
}

/** The library reads how many certificates may follow, and does not count them. */
function checkLengths(chain: Chain): void {
  for (const [index, { extensions = [], subject }] of chain.entries()) {
    const said = extensions.find((one) => one.extnID === BASIC_CONSTRAINTS)?.parsedValue;
    const most = said instanceof BasicConstraints ? said.pathLenConstraint : undefined;
    if (index > 0 && typeof most === 'number' && index - 1 > most)
      throw stampFault(`the certificate of ${quote(nameOf(subject))} may not vouch for so long a chain`);
  }
}

/** Authorities that may vouch for others, names that they may vouch for, policies, and extensions that are unknown. */
async function checkRules(chain: Chain, at: Date): Promise<void> {
  const engine = new CertificateChainValidationEngine({
    trustedCerts: chain.slice(-1),
    certs: chain.slice(0, -1).toReversed(),
    checkDate: at,
  });
  const { result, resultMessage } = await engine.verify();
  if (!result) throw stampFault(`its chain of certificates does not hold (${quote(resultMessage)})`);
}
