import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, link, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';
import { removeLeftBehind } from './left-behind.ts';

/** A file that was written, by the name under which a person finds it. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Where an export goes: everything is written beside it first, and gets its name once all of it is there. */
export interface Target {
  /** Appends to one part. */
  write(part: number, text: string): Promise<void>;
  /** Appends to the list of what is not in the export. */
  leaveOut(text: string): Promise<void>;
  publish(): Promise<readonly WrittenFile[]>;
  /** Removes what is not published. */
  discard(): Promise<void>;
}

const BUFFERED = 256 * 1024;
const LEFT_OUT = 'left-out.csv';

/**
 * @param parts The file of each part; `''` is the path itself, else the path is a folder of these files.
 * @throws ERR_FILE_WRITE if anything of that name is there already
 */
export async function exchangeTarget(path: string, parts: readonly string[]): Promise<Target> {
  const isFolder = parts.every((name) => name !== '');
  const leftOutPath = isFolder ? join(path, LEFT_OUT) : `${path}.${LEFT_OUT}`;
  for (const one of isFolder ? [path] : [path, leftOutPath]) await refuseExisting(one);
  await writing(path, () => removeLeftBehind(path));
  const draft = `${path}.partial-${process.pid}-${randomBytes(4).toString('hex')}`;
  await writing(path, () => mkdir(draft, { mode: 0o700 }));
  const open = new Map<string, PartFile>();
  const into = async (name: string): Promise<PartFile> => {
    const known = open.get(name);
    if (known !== undefined) return known;
    const fresh = await partFile(join(draft, name));
    open.set(name, fresh);
    return fresh;
  };
  return {
    write: (part, text) => writing(path, async () => (await into(`part-${part}`)).write(text)),
    leaveOut: (text) => writing(path, async () => (await into(LEFT_OUT)).write(text)),
    publish: () =>
      writing(path, async () => {
        const files = new Map<string, { readonly draft: string; readonly file: PartFile }>();
        for (const [index, name] of parts.entries()) {
          const part = await into(`part-${index}`);
          const first = files.get(name);
          if (first === undefined) files.set(name, { draft: `part-${index}`, file: part });
          else {
            await part.end();
            await first.file.append(join(draft, `part-${index}`));
          }
        }
        const written: WrittenFile[] = [];
        for (const [name, { draft: from, file }] of files) {
          await file.end();
          written.push({ path: name === '' ? path : join(path, name), ...file.facts() });
          if (isFolder) await rename(join(draft, from), join(draft, name));
        }
        const leftOut = open.get(LEFT_OUT);
        await leftOut?.end();
        if (leftOut !== undefined) written.push({ path: leftOutPath, ...leftOut.facts() });
        if (isFolder) {
          await refuseExisting(path);
          await rename(draft, path);
        } else {
          // The list first: nobody sees the export without what it leaves out.
          if (leftOut !== undefined) await nameOnce(join(draft, LEFT_OUT), leftOutPath);
          await nameOnce(join(draft, 'part-0'), path);
          await rm(draft, { recursive: true, force: true });
        }
        return written;
      }),
    async discard() {
      for (const file of open.values()) await file.end().catch(() => undefined);
      await rm(draft, { recursive: true, force: true });
    },
  };
}

interface PartFile {
  write(text: string): Promise<void>;
  /** Appends a whole file and removes it. */
  append(from: string): Promise<void>;
  end(): Promise<void>;
  facts(): Pick<WrittenFile, 'bytes' | 'sha256'>;
}

async function partFile(path: string): Promise<PartFile> {
  const handle: FileHandle = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let [waiting, bytes, isOpen] = ['', 0, true];
  let sha256: string | null = null;
  const put = async (chunk: Buffer): Promise<void> => {
    if (chunk.length === 0) return;
    hash.update(chunk);
    bytes += chunk.length;
    await handle.writeFile(chunk);
  };
  const flush = async (): Promise<void> => {
    const text = waiting;
    waiting = '';
    await put(Buffer.from(text));
  };
  return {
    async write(text) {
      waiting += text;
      if (waiting.length >= BUFFERED) await flush();
    },
    async append(from) {
      await flush();
      for await (const chunk of createReadStream(from, { highWaterMark: BUFFERED })) await put(Buffer.from(chunk));
      await rm(from);
    },
    async end() {
      if (!isOpen) return;
      isOpen = false;
      try {
        await flush();
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
    facts() {
      sha256 ??= hash.digest('hex');
      return { bytes, sha256 };
    },
  };
}

/** Gives a file its name unless the name is taken, also by somebody who came in between. */
async function nameOnce(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') throw taken(to);
    // Some file systems have no links.
    await refuseExisting(to);
    await rename(from, to);
  }
}

async function refuseExisting(path: string): Promise<void> {
  try {
    await lstat(path);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return;
    throw cannotWrite(path, cause);
  }
  throw taken(path);
}

function taken(path: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FILE_WRITE',
    `${quote(basename(path))} exists already. Nothing was written.`,
    'Name a file or folder that does not exist yet: an export never replaces anything.',
  );
}

async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof ClariIdentityError ? cause : cannotWrite(path, cause);
  }
}

function cannotWrite(path: string, cause: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FILE_WRITE',
    `The export ${quote(basename(path))} cannot be written. Nothing was left behind.`,
    'Check that its folder exists, may be written and has room.',
    { cause },
  );
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : null;
}
