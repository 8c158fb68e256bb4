import { randomBytes } from 'node:crypto';
import { type FileHandle, link, lstat, mkdir, open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ClariIdentityError } from '../model/errors.ts';
import { quote } from '../model/foreign.ts';

const MOST_BYTES = 5 * 1024 * 1024;

/** A configuration file as it was read. */
export interface HostFile {
  /** The file itself, behind symbolic links. */
  readonly path: string;
  /** Null if there is none yet. */
  readonly bytes: Buffer | null;
  /** Without a byte-order mark. */
  readonly text: string;
  readonly hasMark: boolean;
}

/** @throws ERR_FILE_FORBIDDEN, ERR_FILE_TOO_LARGE, ERR_ENCODING */
export async function readHostFile(named: string): Promise<HostFile> {
  const path = await behindLinks(named);
  const bytes = path === null ? null : await bytesOf(path, named);
  if (path === null || bytes === null) return { path: named, bytes: null, text: '', hasMark: false };
  const hasMark = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
  try {
    return { path, bytes, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), hasMark };
  } catch (cause) {
    throw new ClariIdentityError(
      'ERR_ENCODING',
      `${quote(named, { longest: 320 })} is no text in UTF-8. Nothing was changed.`,
      'Save it in UTF-8, and run the command again.',
      { cause },
    );
  }
}

/**
 * Replaces the file by a whole new one; returns the path of the copy of the old one, null if there was none.
 *
 * @throws ERR_FILE_CHANGED, ERR_FILE_WRITE
 */
export async function replaceHostFile(file: HostFile, text: string, now: Date): Promise<string | null> {
  const { path, bytes } = file;
  const content = Buffer.from((file.hasMark ? '\ufeff' : '') + text);
  const drafts: string[] = [];
  try {
    if (bytes === null) await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const facts = bytes === null ? null : await stat(path);
    const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
    await write(draft, content, facts, drafts);
    const backup = bytes === null ? null : await keepCopy(path, bytes, facts, now, drafts);
    await refuseChanged(file);
    // A new file is linked, which fails where another program made one meanwhile.
    if (bytes === null) await link(draft, path);
    else {
      await rename(draft, path);
      drafts.length = 0;
    }
    await syncFolder(dirname(path));
    return backup;
  } catch (cause) {
    if (cause instanceof ClariIdentityError) throw cause;
    if (hasCode(cause, 'EEXIST') && isLinking(cause)) throw changedMeanwhile(path, cause);
    throw new ClariIdentityError(
      'ERR_FILE_WRITE',
      `${quote(path, { longest: 320 })} can't be written${isText(cause) ? ` (${cause.code})` : ''}. Nothing was changed.`,
      'Make its folder one in which this user may write, or put the entry in by hand.',
      { cause },
    );
  } finally {
    // What is left here is a draft, or the copy for a change that did not happen.
    for (const one of drafts) await unlink(one).catch(() => undefined);
  }
}

interface Facts {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

async function write(path: string, content: Uint8Array, facts: Facts | null, drafts: string[]): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  drafts.push(path);
  try {
    await handle.writeFile(content);
    if (facts !== null) await takeOver(handle, facts);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Whose the file is and who may read it stays; where another owner cannot be set, the writer is the owner. */
async function takeOver(handle: FileHandle, { mode, uid, gid }: Facts): Promise<void> {
  await handle.chown(uid, gid).catch(() => undefined);
  await handle.chmod(mode & 0o777);
}

/** Beside the file, under a name that no file has yet. */
async function keepCopy(path: string, bytes: Buffer, facts: Facts | null, now: Date, drafts: string[]) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  for (let count = 1; ; count += 1) {
    const copy = `${path}.backup-${stamp}${count === 1 ? '' : `-${count}`}`;
    try {
      await write(copy, bytes, facts, drafts);
      return copy;
    } catch (cause) {
      if (!hasCode(cause, 'EEXIST') || count >= 100) throw cause;
    }
  }
}

async function refuseChanged({ path, bytes }: HostFile): Promise<void> {
  if (bytes !== null && !(await readFile(path)).equals(bytes)) throw changedMeanwhile(path);
}

function changedMeanwhile(path: string, cause?: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FILE_CHANGED',
    `${quote(path, { longest: 320 })} was changed by another program meanwhile. Nothing was written.`,
    'Run the command again; close the host first if it keeps changing the file.',
    { cause },
  );
}

/** Null where there is nothing. A link to nothing is refused: where a file would come to lie is not clear. */
async function behindLinks(named: string): Promise<string | null> {
  try {
    return await realpath(named);
  } catch (cause) {
    const isThere = await lstat(named).then(
      () => true,
      () => false,
    );
    if (!isThere && (hasCode(cause, 'ENOENT') || hasCode(cause, 'ENOTDIR'))) return null;
    throw forbidden(named, 'cannot be reached, or is a link to nothing', cause);
  }
}

async function bytesOf(path: string, named: string): Promise<Buffer> {
  try {
    const facts = await stat(path);
    if (!facts.isFile()) throw forbidden(named, 'is no plain file');
    if (facts.size <= MOST_BYTES) return await readFile(path);
  } catch (cause) {
    throw cause instanceof ClariIdentityError ? cause : forbidden(named, 'cannot be read', cause);
  }
  throw new ClariIdentityError(
    'ERR_FILE_TOO_LARGE',
    `${quote(named, { longest: 320 })} has more than 5 MiB, so it was not read. Nothing was changed.`,
    'Put the entry in by hand, as the same command without --write prints it.',
  );
}

function forbidden(named: string, what: string, cause?: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FILE_FORBIDDEN',
    `${quote(named, { longest: 320 })} ${what}. Nothing was changed.`,
    'Make it a plain file that this user may read and write, or name another with --file.',
    { cause },
  );
}

/** So that the new name survives a loss of power; Windows has no such thing. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    await folder.sync().finally(() => folder.close());
  } catch {
    // The file itself is on the disk, under one of its two names.
  }
}

function isText(error: unknown): error is { readonly code: 'EACCES' | 'EROFS' | 'ENOSPC' | 'EPERM' | 'ENOTDIR' } {
  return ['EACCES', 'EROFS', 'ENOSPC', 'EPERM', 'ENOTDIR'].some((code) => hasCode(error, code));
}

function isLinking(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'link';
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
