import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A program in place of the browser, that keeps the addresses which it is asked to open. */
export async function recordingBrowser(folder: string) {
  const kept = join(folder, 'opened.txt');
  const path = join(folder, 'browser.sh');
  await writeFile(kept, '');
  await writeFile(path, `#!/bin/sh\nprintf '%s\\n' "$1" >> '${kept}'\n`);
  await chmod(path, 0o700);
  return {
    path,
    opened: async (): Promise<readonly string[]> =>
      (await readFile(kept, 'utf8')).split('\n').filter((one) => one !== ''),
  };
}
