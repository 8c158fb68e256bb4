import { type KeyObject, sign, verify } from 'node:crypto';
import * as z from 'zod';

// Consumers of DSSE have to ignore fields that they do not know: a countersignature may bring its certificate.
const shape = z.object({
  payloadType: z.string(),
  payload: z.string(),
  signatures: z.array(z.object({ keyid: z.string().optional(), sig: z.string() })).min(1),
});

/** A DSSE envelope, as it is written and read as JSON. */
export type Envelope = z.infer<typeof shape>;

/** An envelope whose signature under one key was checked. */
export interface OpenedEnvelope {
  readonly payload: string;
  /** Key ids of signatures that were not checked, as the envelope names them: nobody verified that they fit. */
  readonly unchecked: readonly (string | null)[];
}

/** The bytes that a DSSE signature signs (PAE): type and body with their lengths, so that neither flows into the other. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const type = Buffer.from(payloadType);
  return Buffer.concat([Buffer.from(`DSSEv1 ${type.length} `), type, Buffer.from(` ${payload.length} `), payload]);
}

/** Signs a text of some type with an Ed25519 key. */
export function signEnvelope(payloadType: string, text: string, key: KeyObject, keyid: string): Envelope {
  const payload = Buffer.from(text);
  const sig = sign(null, preAuthEncoding(payloadType, payload), key).toString('base64');
  return { payloadType, payload: payload.toString('base64'), signatures: [{ keyid, sig }] };
}

/**
 * Opens an envelope with the public key that its reader trusts. Every signature that names this key has to fit, and at
 * least one must; those that name others are reported, never counted.
 * @returns A text: why it cannot be opened.
 */
export function openEnvelope(
  json: unknown,
  payloadType: string,
  key: KeyObject,
  keyid: string,
): OpenedEnvelope | string {
  const parsed = shape.safeParse(json);
  if (!parsed.success) return 'it is no DSSE envelope';
  const { data } = parsed;
  if (data.payloadType !== payloadType) return `its payload is not of the type ${payloadType}`;
  const payload = base64(data.payload);
  if (payload === null) return 'its payload is not base64';
  const [own, others] = [
    data.signatures.filter((one) => one.keyid === keyid),
    data.signatures.filter((one) => one.keyid !== keyid),
  ];
  if (own.length === 0) return `it has no signature by the key ${keyid}`;
  const encoded = preAuthEncoding(payloadType, payload);
  const fits = own.every(({ sig }) => verify(null, encoded, key, base64(sig) ?? new Uint8Array()));
  if (!fits) return `its signature by the key ${keyid} does not fit it`;
  return { payload: payload.toString('utf8'), unchecked: others.map((one) => one.keyid ?? null) };
}

/** Null where the text is not exactly the base64 of some bytes, which Node would decode all the same. */
function base64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}
