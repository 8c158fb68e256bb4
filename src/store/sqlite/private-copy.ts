import { access, chmod, constants, copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ClariIdentityError } from '../../model/errors.ts';
import type { SqliteOptions } from './open-sqlite.ts';

/** A copy of a store that may be written, in a folder of its own, which whoever asked for it removes. */
export interface PrivateCopy {
  readonly path: string;
  readonly folder: string;
}

/** The main file, and what was written and not yet moved into it. */
const PARTS = ['', '-wal'];
const TRIES = 3;

/**
 * Copies a store whose file or folder this user may only read, because SQLite can't share such a file and judging writes:
 * into a folder of this user alone. Null: it may be written, or there is none.
 * @throws ERR_STORE if somebody writes it all the time, so that no copy is of one moment.
 */
export async function privateCopy({ path }: Pick<SqliteOptions, 'path'>): Promise<PrivateCopy | null> {
  if (!(await isThere(path)) || (await mayWrite(path))) return null;
  const folder = await mkdtemp(join(tmpdir(), 'clari-identity-read-only-'));
  const copy = join(folder, 'store.sqlite');
  const drop = () => rm(folder, { recursive: true, force: true });
  try {
    for (let time = 0; time < TRIES; time += 1) if (await copied(path, copy)) return { path: copy, folder };
  } catch (error) {
    await drop();
    throw unreadable(path, error);
  }
  await drop();
  throw new ClariIdentityError(
    'ERR_STORE',
    `The store ${path} may only be read, and is written to all the time, so that it can't be copied as it is at one moment.`,
    'Try again when no import runs, or give this user the right to write the folder.',
  );
}

/** False: it was written to meanwhile. */
async function copied(from: string, to: string): Promise<boolean> {
  const before = await looks(from);
  for (const part of PARTS) {
    await rm(`${to}${part}`, { force: true });
    if (!(await isThere(`${from}${part}`))) continue;
    await copyFile(`${from}${part}`, `${to}${part}`);
    await chmod(`${to}${part}`, 0o600);
  }
  return (await looks(from)) === before;
}

async function looks(path: string): Promise<string> {
  const parts = PARTS.map(async (part) => {
    const found = await stat(`${path}${part}`, { bigint: true }).catch(() => null);
    return found === null ? 'none' : `${found.size} ${found.mtimeNs} ${found.ino}`;
  });
  return (await Promise.all(parts)).join(', ');
}

async function mayWrite(path: string): Promise<boolean> {
  const places = [path, dirname(path)].map((place) => access(place, constants.W_OK));
  return (await Promise.allSettled(places)).every(({ status }) => status === 'fulfilled');
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

function unreadable(path: string, cause: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE',
    `The store ${path} can't be read.`,
    'Give this user the right to read the folder and the file, or name another place with CLARI_IDENTITY_HOME or CLARI_IDENTITY_DATABASE_URL.',
    { cause },
  );
}
