import { existsSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { noStore } from '../no-store.ts';
import { fileFailure } from './failure.ts';

/**
 * Makes the folder (0700) and an empty file (0600) where there is none: what is in it is personal data.
 * SQLite gives its side files the rights of the main one. What exists keeps the rights that somebody gave it.
 */
export async function prepareFile(path: string, mustExist: boolean): Promise<void> {
  if (mustExist && !existsSync(path)) throw noStore(path);
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, 'a', 0o600);
    await file.close();
  } catch (error) {
    throw fileFailure(path, error);
  }
}
