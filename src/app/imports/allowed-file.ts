import { lstat, open, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { ClariIdentityError } from '../../model/errors.ts';
import { isKeyOrStore } from '../../sources/file/content-sniff.ts';
import type { Deps } from '../deps.ts';

type Folders = Pick<Deps, 'importDirs' | 'home' | 'uploaded'>;

/**
 * Returns the real path of a file inside one of the folders. Links are resolved first, so a link that leads out counts
 * as outside. Files in the data folder are refused, even if an import folder contains it, except what was sent for this
 * call; and so are keys, stores and what is not a regular file.
 */
export async function allowedFile(path: string, { importDirs, home, uploaded }: Folders): Promise<string> {
  if (uploaded !== undefined) {
    const [root, real] = await Promise.all([uploaded, path].map((one) => realpath(one).catch(() => null)));
    if (root != null && real != null && isInside(root, real)) {
      await refuseNoFile(real);
      return real;
    }
  }
  if (importDirs.length === 0) {
    throw new ClariIdentityError(
      'ERR_FILE_FORBIDDEN',
      'This server may not read files: no import folder is configured.',
      'Pass the file as `content`, set CLARI_IDENTITY_IMPORT_DIR, or run `clari-identity-mcp import FILE` at a terminal.',
    );
  }
  const data = await realpath(home).catch(() => home);
  for (const folder of importDirs) {
    const root = await realpath(folder).catch(() => null);
    const real = await realpath(isAbsolute(path) ? path : join(folder, path)).catch(() => null);
    if (root === null || real === null || !isInside(root, real)) continue;
    if (real === data || isInside(data, real))
      throw forbidden('It lies in the data folder of this program, which holds keys and evidence.');
    await refuseNoFile(real);
    return real;
  }
  throw new ClariIdentityError(
    'ERR_FILE_FORBIDDEN',
    'The file does not exist inside a configured import folder.',
    'Move the file there, pass it as `content`, or run `clari-identity-mcp import FILE` at a terminal.',
  );
}

/** What is wrong with an import folder that is the data folder, contains it, or lies in it; null if it is separate. */
export async function aroundData(folder: string, home: string): Promise<string | null> {
  const [data, root] = await Promise.all([home, folder].map((path) => realpath(path).catch(() => path)));
  if (data === undefined || root === undefined) return null;
  const how = root === data ? 'is' : isInside(root, data) ? 'contains' : isInside(data, root) ? 'is part of' : null;
  if (how === null) return null;
  return `The import folder ${folder} ${how} the data folder, which holds keys and evidence: nothing in the data folder is imported. Keep exports in a folder of their own.`;
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith('../') && !way.startsWith('..\\') && !isAbsolute(way);
}

const FIRST_BYTES = 4_096;

/** Checks the type of the file before opening it, because opening a pipe waits for its writer. */
async function refuseNoFile(real: string): Promise<void> {
  const found = await lstat(real);
  if (!found.isFile())
    throw new ClariIdentityError(
      'ERR_FILE_NOT_FOUND',
      `It is ${found.isDirectory() ? 'a folder' : 'no regular file'}.`,
      'Name the file itself; it is read twice, so a pipe does not do.',
    );
  const file = await open(real).catch(() => null);
  // The reader of the file says why it cannot be read.
  if (file === null) return;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_BYTES), 0, FIRST_BYTES, 0);
    if (isKeyOrStore(buffer.subarray(0, bytesRead)))
      throw forbidden('It is a key or a database, and no export of anything.');
  } finally {
    await file.close();
  }
}

function forbidden(why: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FILE_FORBIDDEN',
    `The file may not be imported. ${why} Nothing of it was read.`,
    'Keep exports in a folder of their own, and set CLARI_IDENTITY_IMPORT_DIR to that.',
  );
}
