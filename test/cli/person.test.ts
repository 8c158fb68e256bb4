import { spawn, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ASSIGNED, OKTA, USERS } from '../helpers/files.ts';
import { hoursAgo, MAIN, program } from '../helpers/program.ts';

const hasTerminal = spawnSync('script', ['--version']).status === 0;
if (!hasTerminal) process.stderr.write('not tested here: no `script` of util-linux to make a terminal with\n');

/** The program at a terminal where a person answers its one question. `null`: they close the terminal instead. */
function atTerminal(environment: Readonly<Record<string, string>>, args: readonly string[], answer: string | null) {
  const command = [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], { env: environment });
  let shown = '';
  let answered = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    if (answered || !shown.includes('type yes')) return;
    answered = true;
    // Control and D: the end of what a terminal has to say.
    child.stdin.write(answer === null ? '\u0004' : `${answer}\r`);
  });
  return new Promise<{ readonly code: number | null; readonly shown: string }>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code, shown }));
  });
}

async function company() {
  const made = await program({ CLARI_IDENTITY_DIRECTORIES: 'okta', CLARI_IDENTITY_ACTOR: 'Mara' });
  const stated = ['--as-of', hoursAgo(3), '--complete'];
  await made.run('import', await made.file('users.csv', USERS), ...stated);
  await made.run('import', await made.file('okta.csv', OKTA), '--directory', 'okta', ...stated);
  const list = ['--kind', 'directory-assignments', '--directory', 'okta'];
  await made.run('import', await made.file('assigned.csv', ASSIGNED), ...list, ...stated);
  return made;
}

const work = z.object({ items: z.array(z.object({ kind: z.string() })) });

/** Recorded deactivations among the work; accounts that nobody has planned for stand beside them. */
async function claims(run: (...args: readonly string[]) => Promise<{ readonly stdout: string }>) {
  const { items } = work.parse(JSON.parse((await run('work', '--limit', '200', '--json')).stdout));
  return items.filter((one) => one.kind === 'claim');
}

describe.runIf(hasTerminal)('a person at a terminal', () => {
  test('is shown what would be recorded, and agrees: attested by a person', async () => {
    const { environment, run } = await company();
    const args = ['record', 'leo@acme.com', '--performed-by', 'Nils', '--performed-at', hoursAgo(1)];
    const { code, shown } = await atTerminal(environment, args, 'yes');
    expect(shown).toContain('"Nils" deactivated the clari account 1002');
    expect(shown).toContain('Confirmed by terminal.');
    expect(shown).not.toContain('not attested');
    expect(code).toBe(0);
    expect(await claims(run)).toHaveLength(1);
  });

  test('is shown the effect of a link before agreeing', async () => {
    const { environment } = await company();
    const { shown } = await atTerminal(environment, ['link', '1007', 'okta/u1', '--reason', 'Ana said so'], 'yes');
    expect(shown.indexOf('becomes duplicate_account')).toBeGreaterThan(-1);
    expect(shown.indexOf('becomes duplicate_account')).toBeLessThan(shown.indexOf('type yes'));
    expect(shown).toContain('Confirmed by terminal.');
  });

  test.each([
    ['says no', 'no'],
    ['says nothing', ''],
    ['goes away', null],
  ])('who %s records nothing', async (_what, answer) => {
    const { environment, run } = await company();
    const args = ['record', 'leo@acme.com', '--performed-by', 'Nils', '--performed-at', hoursAgo(1)];
    const { code, shown } = await atTerminal(environment, args, answer);
    expect(shown).toContain('Nothing was recorded');
    expect(code).toBe(1);
    expect(await claims(run)).toEqual([]);
  });
});
