import { createHash } from 'node:crypto';
import { ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import { type Attribute, Certificate, ExtKeyUsage, type SignedData } from 'pkijs';
import { bufferOf } from './encoded.ts';
import { stampFault } from './fault.ts';
import { TIME_STAMP_INFO } from './response.ts';

/** Hashes that still bind: neither a token nor a certificate that is signed over another counts. */
const HASHES: Readonly<Record<string, 'sha256' | 'sha384' | 'sha512'>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
/** Which certificate signed, by its SHA-1 (RFC 2634) or a better hash (RFC 5816). */
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/**
 * Checks the signature of a token, and that its certificate is for time stamps alone. Whether the certificate is to be
 * trusted is for the chain to say.
 * @returns The certificate of the authority.
 * @throws ERR_TIME_STAMP
 */
export async function checkSignature(token: SignedData, stamped: Uint8Array): Promise<Certificate> {
  const [signer, another] = token.signerInfos;
  if (signer === undefined || another !== undefined)
    throw stampFault('its token is not signed by exactly one authority');
  if (certificatesOf(token).length === 0)
    throw stampFault('its token holds no certificate, although the request asks for them');
  if (HASHES[signer.digestAlgorithm.algorithmId] === undefined)
    throw stampFault('its token is signed over a hash that no longer binds, or that is not known here');
  const attributes = signer.signedAttrs?.attributes ?? [];
  const contentType: unknown = theOnly(attributes, CONTENT_TYPE);
  // The library looks whether there is one, not what it says.
  if (!(contentType instanceof ObjectIdentifier) || contentType.getValue() !== TIME_STAMP_INFO)
    throw stampFault('its token is not signed as a time stamp');
  if (!(theOnly(attributes, MESSAGE_DIGEST) instanceof OctetString))
    throw stampFault('its token is not signed over one digest');
  const result = await token
    .verify({ signer: 0, data: bufferOf(stamped), checkChain: false, extendedMode: true })
    .catch((cause: unknown) => {
      throw stampFault('the signature of its token cannot be checked, or does not fit it', cause);
    });
  const { signerCertificate: certificate } = result;
  if (result.signatureVerified !== true || certificate === null || certificate === undefined)
    throw stampFault('the signature of its token does not fit it');
  if (!isBoundTo(attributes, certificate))
    throw stampFault('its token was signed with another certificate than it shows');
  checkPurpose(certificate);
  return certificate;
}

export function certificatesOf(token: SignedData): readonly Certificate[] {
  return (token.certificates ?? []).filter((one) => one instanceof Certificate);
}

/** The one value of the one attribute of this type; null where there are several, or none. */
function theOnly(attributes: readonly Attribute[], type: string): unknown {
  const values = attributes.filter((one) => one.type === type).flatMap((one): readonly unknown[] => one.values);
  return values.length === 1 ? values[0] : null;
}

/** Whether the signed attributes name this certificate: without that, another one of the same key could be put there. */
function isBoundTo(attributes: readonly Attribute[], certificate: Certificate): boolean {
  const [old, current] = [SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2].map((type) => theOnly(attributes, type));
  const list = current instanceof Sequence ? current : old;
  const ids = list instanceof Sequence ? list.valueBlock.value[0] : null;
  const id = ids instanceof Sequence ? ids.valueBlock.value[0] : null;
  if (!(id instanceof Sequence)) return false;
  const [first, second] = id.valueBlock.value;
  const algorithm = first instanceof Sequence ? first.valueBlock.value[0] : null;
  const named = algorithm instanceof ObjectIdentifier ? HASHES[algorithm.getValue()] : undefined;
  const hash = list === current ? (algorithm === null ? 'sha256' : named) : 'sha1';
  const said = algorithm === null ? first : second;
  if (hash === undefined || !(said instanceof OctetString)) return false;
  const is = createHash(hash).update(new Uint8Array(certificate.toSchema().toBER())).digest();
  return is.equals(said.valueBlock.valueHexView);
}

function checkPurpose({ extensions = [] }: Certificate): void {
  const usage = extensions.find((one) => one.extnID === EXTENDED_KEY_USAGE);
  const purposes = usage?.parsedValue instanceof ExtKeyUsage ? usage.parsedValue.keyPurposes : [];
  const isForStamps = usage?.critical === true && purposes.length === 1 && purposes[0] === TIME_STAMPING;
  if (!isForStamps) throw stampFault("its authority's certificate is not for time stamps alone (extended key usage)");
}
