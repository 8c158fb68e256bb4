import { randomBytes } from 'node:crypto';
import { link, open, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { TimeStamp } from '../../ledger/time-stamp/verify.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';
import { STAMP_RESPONSE_FILE } from '../../report/pack/tables.ts';
import { givenFile } from './given-file.ts';
import { packNames, smallBytes } from './pack-reader.ts';
import { readTrust, stampOf } from './time-stamp.ts';

export interface KeepOptions {
  readonly folder: string;
  /** The authority's answer to the pack's request. */
  readonly responseFile: string;
  readonly authorityFile: string | null;
}

export interface KeptStamp {
  readonly status: 'kept' | 'already_kept';
  readonly folder: string;
  readonly stamp: TimeStamp;
}

/** An answer has some kilobytes. */
const MOST_BYTES = 1024 * 1024;

/**
 * Puts the answer of a time stamp authority into the pack that it is for, after checking it. Another answer that lies
 * there already is never replaced: the older one proves more.
 * @throws ERR_TIME_STAMP, ERR_FILE_WRITE and those of `stampOf`
 */
export async function keepStamp({ folder, responseFile, authorityFile }: KeepOptions): Promise<KeptStamp> {
  const names = await packNames(folder);
  const response = await givenFile(responseFile, MOST_BYTES);
  const trust = await readTrust({ authorityFile, revokedFile: null });
  const stamp = await stampOf(folder, response, trust);
  if (!names.includes(STAMP_RESPONSE_FILE) && (await write(folder, response))) return { status: 'kept', folder, stamp };
  const kept = await smallBytes(folder, STAMP_RESPONSE_FILE);
  if (response.equals(kept)) return { status: 'already_kept', folder, stamp };
  throw new ClariIdentityError(
    'ERR_FILE_WRITE',
    `The pack ${quote(basename(resolve(folder)))} holds another ${STAMP_RESPONSE_FILE} already. Nothing was changed.`,
    'Keep that one: an earlier time proves more. To take this one instead, move the other out of the folder first.',
  );
}

/** Written beside the folder and then linked, so that a pack never holds half an answer. False: one lies there. */
async function write(folder: string, content: Uint8Array): Promise<boolean> {
  const target = join(folder, STAMP_RESPONSE_FILE);
  const draft = join(dirname(resolve(folder)), `.${STAMP_RESPONSE_FILE}.${randomBytes(6).toString('hex')}`);
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(draft, target);
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw new ClariIdentityError(
      'ERR_FILE_WRITE',
      `The answer cannot be written into the pack ${quote(basename(resolve(folder)))}.`,
      'Check that the folder and the one that it lies in may be written and have room. Nothing was changed.',
      { cause },
    );
  } finally {
    await rm(draft, { force: true });
  }
}
