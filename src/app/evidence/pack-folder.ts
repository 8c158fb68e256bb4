import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';
import type { PackFile } from '../../report/pack/manifest.ts';
import { makeFolder } from '../../store/make-folder.ts';

/** Writes one file of the pack and hashes it at the same time, so that the manifest need not read it again. */
export interface PackWriter {
  write(content: string | Uint8Array, rows?: number): Promise<void>;
  end(): Promise<PackFile>;
}

/** A folder that gets its name only when everything in it is written and on disk. */
export interface PackFolder {
  file(name: string, options?: { readonly counted?: boolean }): Promise<PackWriter>;
  publish(): Promise<void>;
  discard(): Promise<void>;
}

const BUFFER_BYTES = 256 * 1024;

/** Opens a new pack folder. A target that holds anything is refused, so that packs are never mixed. */
export async function packFolder(target: string): Promise<PackFolder> {
  await refuseOccupied(target);
  await sweep(target);
  const draft = `${target}.partial-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await makeFolder(draft);
  } catch (cause) {
    throw cannotWrite(target, cause);
  }
  const opened = new Set<FileHandle>();
  const writing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw cannotWrite(target, cause);
    }
  };
  return {
    file: (name, options = {}) =>
      writing(async () => {
        const one = await writer(draft, name, options.counted === true, opened);
        return {
          write: (text: string, rows?: number) => writing(() => one.write(text, rows)),
          end: () => writing(() => one.end()),
        };
      }),
    publish: () =>
      writing(async () => {
        await syncFolder(draft);
        // An empty folder of that name gives way.
        await rename(draft, target);
        await syncFolder(dirname(target));
      }),
    async discard() {
      for (const handle of opened) await handle.close().catch(() => undefined);
      await rm(draft, { recursive: true, force: true });
    },
  };
}

const DRAFT = /\.partial-(\d+)-[0-9a-f]{8}$/;

async function writer(folder: string, name: string, counted: boolean, opened: Set<FileHandle>): Promise<PackWriter> {
  const handle = await open(join(folder, name), 'wx', 0o600);
  opened.add(handle);
  const hash = createHash('sha256');
  let [bytes, rows] = [0, 0];
  let waiting: Buffer[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    await writeAll(handle, Buffer.concat(waiting));
    waiting = [];
    size = 0;
  };
  return {
    async write(content, more = 1) {
      const chunk = Buffer.from(content);
      hash.update(chunk);
      bytes += chunk.length;
      rows += more;
      waiting.push(chunk);
      size += chunk.length;
      if (size >= BUFFER_BYTES) await flush();
    },
    async end() {
      try {
        await flush();
        await handle.sync();
      } finally {
        opened.delete(handle);
        await handle.close();
      }
      return { name, bytes, sha256: hash.digest('hex'), rows: counted ? rows : null };
    },
  };
}

async function writeAll(handle: FileHandle, content: Buffer): Promise<void> {
  if (content.length > 0) await handle.writeFile(content);
}

async function refuseOccupied(target: string): Promise<void> {
  const there = await entriesOf(target);
  if (there === null || there.length === 0) return;
  throw new ClariIdentityError(
    'ERR_FILE_WRITE',
    `The folder ${quote(basename(target))} is not empty. Nothing was written.`,
    'Name a folder that does not exist yet: each pack has one of its own.',
  );
}

/** Removes what killed exports left behind, but not the drafts of a process that still runs. */
async function sweep(target: string): Promise<void> {
  const parent = dirname(target);
  for (const name of (await entriesOf(parent)) ?? []) {
    const pid = DRAFT.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (cause) {
    // EPERM: a process of another user, which runs although we may not signal it.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

async function entriesOf(folder: string): Promise<readonly string[] | null> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cannotWrite(folder, cause);
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function cannotWrite(target: string, cause: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FILE_WRITE',
    `The evidence folder ${quote(basename(target))} cannot be written.`,
    'Check that its parent folder may be written and has room. No pack was left behind.',
    { cause },
  );
}
