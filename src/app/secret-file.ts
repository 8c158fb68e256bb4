import { randomBytes } from 'node:crypto';
import { link, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../store/make-folder.ts';

/**
 * Reads a secret of this data folder and makes it at first use, with mode 0600. It lies beside the store, never in it.
 */
export async function secretFile(home: string, name: string, make: () => string | Uint8Array): Promise<Buffer> {
  const path = join(home, name);
  try {
    return await readFile(path);
  } catch (cause) {
    if (!hasCode(cause, 'ENOENT')) throw cause;
  }
  await makeFolder(home);
  // Written under another name and then linked, so that another process sees the whole secret or none.
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, make(), { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
  } catch (cause) {
    if (!hasCode(cause, 'EEXIST')) throw cause;
  } finally {
    await unlink(draft);
  }
  return readFile(path);
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
