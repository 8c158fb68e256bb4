import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { noStore } from '../no-store.ts';
import { fileFailure } from './failure.ts';

/**
 * Makes the folder (0700) and an empty file (0600) where there is none: what is in it is personal data.
 * SQLite gives its side files the rights of the main one. What exists keeps the rights that somebody gave it, and is
 * never opened here: closing it again would take away the locks that this process has on it through SQLite.
 */
export async function prepareFile(path: string, mustExist: boolean): Promise<void> {
  if (existsSync(path)) return;
  if (mustExist) throw noStore(path);
  try {
    await makeFolder(dirname(path));
    const file = await open(path, 'ax', 0o600);
    await file.close();
  } catch (error) {
    // Somebody else made it at the same moment.
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    throw fileFailure(path, error);
  }
}
