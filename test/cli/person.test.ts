import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { atTerminal, noTerminal, typing } from '../helpers/at-terminal.ts';
import { ASSIGNED, OKTA, USERS } from '../helpers/files.ts';
import { hoursAgo, program } from '../helpers/program.ts';

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

describe.skipIf(noTerminal !== null)('a person at a terminal', () => {
  test('is shown what would be recorded, and agrees: attested by a person', async () => {
    const { environment, run } = await company();
    const args = ['record', 'leo@acme.com', '--performed-by', 'Nils', '--performed-at', hoursAgo(1)];
    const { code, seen: shown } = await typing(environment, ...args);
    expect(shown).toContain('"Nils" deactivated the clari account 1002');
    expect(shown).toContain('It came typed at a terminal.');
    expect(shown).not.toContain('not attested');
    expect(code).toBe(0);
    expect(await claims(run)).toHaveLength(1);
  });

  test('is shown the effect of a link before agreeing', async () => {
    const { environment } = await company();
    const { seen: shown } = await typing(environment, 'link', '1007', 'okta/u1', '--reason', 'Ana said so');
    expect(shown.indexOf('becomes duplicate_account')).toBeGreaterThan(-1);
    expect(shown.indexOf('becomes duplicate_account')).toBeLessThan(shown.indexOf('type "link'));
    expect(shown).toContain('It came typed at a terminal.');
  });

  test.each([
    ['says yes to another case', 'record una'],
    ['says only yes', 'yes'],
    ['says nothing', ''],
    ['goes away', null],
  ])('who %s records nothing', async (_what, answer) => {
    const { environment, run } = await company();
    const args = ['record', 'leo@acme.com', '--performed-by', 'Nils', '--performed-at', hoursAgo(1)];
    const { code, seen: shown } = await atTerminal(environment, args, /type ".+":/, answer);
    expect(shown).toContain('Nothing was recorded');
    expect(code).toBe(3);
    expect(await claims(run)).toEqual([]);
  });
});
