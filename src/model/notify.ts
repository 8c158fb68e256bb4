import type { Secret } from './secret.ts';

/** Where signed events are posted. Both are secret, because an address may contain a token. */
export interface NotifyPlace {
  readonly url: Secret;
  /** As Standard Webhooks writes it: `whsec_` and base64. */
  readonly secret: Secret;
}

/** Why a text is no secret of Standard Webhooks; null: it is. The text is not repeated. */
export function notifySecretProblem(text: string): string | null {
  const bytes = notifyKey(text);
  return bytes !== null && bytes.length >= 24 && bytes.length <= 64
    ? null
    : 'it must be whsec_ and the base64 of 24 to 64 random bytes';
}

/** The key; null if it is no base64. */
export function notifyKey(text: string): Uint8Array | null {
  const code = text.replace(/^whsec_/, '');
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(code)
    ? Buffer.from(code, 'base64')
    : null;
}
