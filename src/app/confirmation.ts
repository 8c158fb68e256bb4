import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../ledger/canonical.ts';
import { ClariIdentityError } from '../model/errors.ts';
import type { Json } from '../model/ledger.ts';
import { MINUTE_MS } from '../model/time.ts';
import type { Deps } from './deps.ts';

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
  const key = await confirmationKey(deps.home);
  return createHmac('sha256', key)
    .update(canonicalJson({ content, expires: String(expires) }))
    .digest('base64url')
    .slice(0, 22);
}

/** Kept beside the store, never in it: another process of the same data folder accepts the code too. */
async function confirmationKey(home: string): Promise<Buffer> {
  const path = join(home, 'confirmation.key');
  try {
    return await readFile(path);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
  }
  await mkdir(home, { recursive: true, mode: 0o700 });
  // Written whole under another name, then linked: a second process sees no key or the whole key, never half of one.
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, randomBytes(32), { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
  } finally {
    await unlink(draft);
  }
  return readFile(path);
}
