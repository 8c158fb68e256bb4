import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENVIRONMENT } from '../../../src/config.ts';
import { folder, SERVER } from './place.ts';

const noSystemd = existsSync('/usr/bin/systemd-analyze') ? null : 'no systemd-analyze, which reads units';
if (noSystemd !== null) process.stderr.write(`the systemd unit is not tried: ${noSystemd}\n`);

test('what the files of a server set are variables that the program reads', async () => {
  const set: string[] = [];
  for (const name of await readdir(SERVER)) {
    const text = await readFile(join(SERVER, name), 'utf8');
    set.push(...[...text.matchAll(/\b(?:CLARI|OKTA|AZURE|GRAPH|ENTRA|SALESLOFT)_[A-Z0-9_]+\b/g)].map(([one]) => one));
  }
  expect(set).toContain('CLARI_IDENTITY_HOME');
  expect(set.filter((one) => !(one in ENVIRONMENT.shape))).toEqual([]);
});

describe.skipIf(noSystemd !== null)('the systemd unit', () => {
  const NAME = 'clari-identity-mcp.service';

  async function unit(change: (text: string) => string): Promise<string> {
    const path = join(await folder(), NAME);
    const text = await readFile(join(SERVER, NAME), 'utf8');
    expect(text).toContain('ExecStart=/usr/bin/node ');
    await writeFile(path, change(text.replace('/usr/bin/node', process.execPath)));
    return path;
  }

  test.each([
    ['as it is', (text: string) => text, true],
    ['with every credential', (text: string) => text.replace(/^#(LoadCredential|Environment)=/gm, '$1='), true],
    [
      'with a line that is none, which shows that faults are seen',
      (text: string) => `${text}\n[Service]\nNo line\n`,
      false,
    ],
  ])('%s', async (_name, change, holds) => {
    const { stderr, status } = spawnSync('systemd-analyze', ['verify', await unit(change)], { encoding: 'utf8' });
    expect([status === 0 && !stderr.includes(NAME), stderr === '' || !holds]).toEqual([holds, true]);
  });

  test('leaves a service little that it could do', async () => {
    const args = ['security', '--offline=true', '--no-pager', await unit((text) => text)];
    const { stdout } = spawnSync('systemd-analyze', args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
    const [, exposure] = /Overall exposure level for \S+: (\d+\.\d+) OK/.exec(stdout) ?? [];
    expect(Number(exposure)).toBeLessThan(2);
  });
});
