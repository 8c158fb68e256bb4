import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '../../model/actor.ts';
import { MINUTE_MS } from '../../model/time.ts';
import type { Ran, Uploaded } from './call.ts';
import { isSamePerson } from './desk.ts';

/** How a file would be read, by what was stated last. */
export type UploadReading =
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  | { readonly kind: 'ran'; readonly ran: Ran };

/** A file that somebody sent to the page, kept for one import. */
export interface Upload extends Uploaded {
  readonly id: string;
  /** Base name, cleaned. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly by: Actor;
  readonly until: number;
  /** What was stated of it, as fields of the form. */
  stated: Readonly<Record<string, string>>;
  reading: UploadReading;
}

export interface Uploads {
  /** Keeps a file; the oldest of this person makes room. Null: too many are kept for others. */
  keep(home: string, file: File, by: Actor): Promise<Upload | null>;
  /** Null: there is none, it is over, or it is somebody else's. */
  find(id: string, by: Actor): Upload | null;
  /** Removes, once, what a process that was killed left behind. */
  sweepLeft(home: string): void;
  /** Removes all of this process. */
  close(): Promise<void>;
}

const LIMITS = { ofOne: 4, all: 40, lifeMs: 60 * MINUTE_MS };
const FOLDER = 'uploads';

/** Files on their way into imports: each in a folder of its own inside the data folder, readable by this user only. */
export function uploads(now: () => number): Uploads {
  const all = new Map<string, Upload>();
  let isSwept = false;
  const drop = async (id: string) => {
    const one = all.get(id);
    all.delete(id);
    if (one !== undefined) await rm(one.folder, { recursive: true, force: true });
  };
  const sweep = async () => {
    for (const one of all.values()) if (one.until <= now()) await drop(one.id);
  };
  const later = (work: () => Promise<void>) => {
    setTimeout(() => void work().catch(() => undefined), LIMITS.lifeMs + 1_000).unref();
  };
  return {
    async keep(home, file, by) {
      await sweep();
      const own = [...all.values()].filter((one) => isSamePerson(one.by, by));
      if (own.length >= LIMITS.ofOne) await drop(own[0]?.id ?? '');
      if (all.size >= LIMITS.all) return null;
      const id = randomBytes(16).toString('base64url');
      const root = join(home, FOLDER);
      const folder = join(root, id);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await chmod(root, 0o700);
      const name = cleanName(file.name);
      const path = join(folder, name);
      try {
        await writeFile(path, file.stream(), { mode: 0o600, flag: 'wx' });
      } catch (cause) {
        await rm(folder, { recursive: true, force: true });
        throw cause;
      }
      const upload: Upload = {
        id,
        folder,
        name,
        path,
        bytes: file.size,
        by,
        until: now() + LIMITS.lifeMs,
        stated: {},
        reading: { kind: 'running', done: 0, total: 0 },
        discard: () => void drop(id).catch(() => undefined),
      };
      all.set(id, upload);
      later(sweep);
      return upload;
    },
    find(id, by) {
      const one = all.get(id);
      return one === undefined || one.until <= now() || !isSamePerson(one.by, by) ? null : one;
    },
    sweepLeft(home) {
      if (isSwept) return;
      isSwept = true;
      const remove = () => removeOld(join(home, FOLDER), now());
      // Another process may still need the young ones.
      void remove().then((left) => (left === 0 ? undefined : later(async () => void (await remove()))));
    },
    async close() {
      for (const id of all.keys()) await drop(id);
    },
  };
}

/** Removes folders that nobody can need any more; returns how many are left. */
async function removeOld(root: string, now: number): Promise<number> {
  const names = await readdir(root).catch(() => []);
  let left = 0;
  for (const name of names) {
    const facts = await stat(join(root, name)).catch(() => null);
    if (facts === null) continue;
    if (facts.mtimeMs + LIMITS.lifeMs > now) left += 1;
    else await rm(join(root, name), { recursive: true, force: true });
  }
  return left;
}

const LONGEST = 100;

/** The last part of a name, without signs that mean something to a file system or that nobody sees. */
function cleanName(sent: string): string {
  const base = sent.split(/[\\/]/).at(-1) ?? '';
  const plain = base
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N} ._()+-]/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '');
  const points = [...plain];
  const end = /\.[\w]{1,8}$/.exec(plain)?.[0] ?? '';
  const short = points.length > LONGEST ? `${points.slice(0, LONGEST - end.length).join('')}${end}` : plain;
  return short === '' ? 'upload' : short;
}
