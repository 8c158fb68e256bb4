import { execFileSync } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CLARI_TOKEN, clariServer } from '../helpers/clari-service.ts';
import { OKTA, USERS } from '../helpers/files.ts';
import { hoursAgo, program } from '../helpers/program.ts';
import { MOUNT, tinyDisk, UNMOUNT } from '../store/tiny-disk.ts';

const mounted = tinyDisk();
const here = typeof mounted === 'string' ? ` (not tested here: ${mounted})` : '';

/** A disk on which nothing has room that is longer than a page of memory. */
async function fullDisk(folder: string): Promise<string> {
  const path = join(folder, 'full');
  await mkdir(path);
  execFileSync(MOUNT, ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', path]);
  onTestFinished(() => {
    execFileSync(UNMOUNT, ['-l', path]);
  });
  return path;
}

test.skipIf(here !== '')(`a pack that has no room says so, and nothing of it stays${here}`, async () => {
  const { home, run, file } = await program({ CLARI_IDENTITY_DIRECTORIES: 'okta' });
  const stated = ['--as-of', hoursAgo(3), '--complete'];
  expect((await run('import', await file('users.csv', USERS), ...stated)).code).toBe(0);
  expect((await run('import', await file('okta.csv', OKTA), ...stated, '--directory', 'okta')).code).toBe(0);
  const full = await fullDisk(home);
  const exported = await run('evidence', 'export', '--out', join(full, 'pack'));
  expect(exported).toMatchObject({ code: 1, stdout: '' });
  expect(exported.stderr).toContain('The evidence folder "pack" cannot be written. (ERR_FILE_WRITE)');
  expect(exported.stderr).toContain('has room');
  expect(await readdir(full)).toEqual([]);
});

test.skipIf(here !== '')(`an answer that has no room while it is read says so${here}`, async () => {
  const clari = await clariServer();
  const { home, runWith } = await program({
    CLARI_API_URL: `${clari.origin}/v4`,
    CLARI_API_TOKEN: CLARI_TOKEN,
    CLARI_FORECAST_ID: clari.settings.forecastId ?? '',
  });
  // Without room for a file of the forecast; its own store is elsewhere.
  const full = await fullDisk(home);
  await writeFile(join(full, 'filler'), Buffer.alloc(4_096));
  const synced = await runWith({ TMPDIR: full })('sync', 'clari');
  expect(synced.code).toBe(1);
  expect(`${synced.stdout}${synced.stderr}`).toContain('ERR_FILE_WRITE');
  expect(`${synced.stdout}${synced.stderr}`).toContain('TMPDIR');
});
