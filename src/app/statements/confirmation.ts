import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../../ledger/canonical.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { Json } from '../../model/ledger.ts';
import { MINUTE_MS } from '../../model/time.ts';
import type { Deps } from '../deps.ts';
import { secretFile } from '../secret-file.ts';

const LIFETIME_MS = 10 * MINUTE_MS;

/** A code that confirms exactly this content for ten minutes. It proves a second call, not a person. */
export async function confirmationCode(deps: Deps, content: Json): Promise<string> {
  const expires = Date.parse(deps.clock()) + LIFETIME_MS;
  return `${expires.toString(36)}.${await seal(deps, content, expires)}`;
}

/** Throws ERR_CONFIRMATION when the code is not of this content, this data folder, or this time. */
export async function checkConfirmation(deps: Deps, content: Json, code: string): Promise<void> {
  const [stamp = '', mac = ''] = code.split('.');
  const expires = Number.parseInt(stamp, 36);
  const expected = Buffer.from(await seal(deps, content, expires));
  const given = Buffer.from(mac);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    throw new ClariIdentityError(
      'ERR_CONFIRMATION',
      'The confirmation code does not belong to exactly this content. Nothing was recorded.',
      'Call again without `confirmation`, show the person what would be recorded, and use the new code unchanged.',
    );
  }
  if (Date.parse(deps.clock()) > expires) {
    throw new ClariIdentityError(
      'ERR_CONFIRMATION',
      'The confirmation code is older than ten minutes. Nothing was recorded.',
      'Call again without `confirmation` to get a new code.',
    );
  }
}

async function seal(deps: Deps, content: Json, expires: number): Promise<string> {
  // Another process of the same data folder accepts the code too.
  const key = await secretFile(deps.home, 'confirmation.key', () => randomBytes(32));
  return createHmac('sha256', key)
    .update(canonicalJson({ content, expires: String(expires) }))
    .digest('base64url')
    .slice(0, 22);
}
