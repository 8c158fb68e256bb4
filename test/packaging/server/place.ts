import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

/** Where the files lie with which a server is run. */
export const SERVER = 'packaging/server';
export const exec = promisify(execFile);

/** A folder that every user may look into, for as long as the test runs. */
export async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'clari-identity-server-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  await chmod(made, 0o755);
  return made;
}
