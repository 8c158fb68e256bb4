import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { atTerminal, noTerminal, typing } from '../helpers/at-terminal.ts';
import { ASSIGNED, OKTA, USERS } from '../helpers/files.ts';
import { hoursAgo, program } from '../helpers/program.ts';
import { workbook } from '../helpers/workbook.ts';

const drafted = z.object({
  plan_id: z.string(),
  plan_hash: z.string(),
  status: z.string(),
  steps: z.array(z.object({ step_id: z.string(), instructions: z.array(z.string()) })),
});

/** The small company in a data folder of its own, as the terminal imports it. */
async function company(env: Readonly<Record<string, string>> = {}) {
  const cli = await program({ CLARI_IDENTITY_ACTOR: 'ann', CLARI_IDENTITY_DIRECTORIES: 'okta', ...env });
  const files = {
    users: await cli.file('users.csv', USERS),
    okta: await cli.file('okta.csv', OKTA),
    assigned: await cli.file('assigned.csv', ASSIGNED),
  };
  const complete = ['--as-of', hoursAgo(3), '--complete'];
  for (const args of [
    [files.users, ...complete],
    [files.okta, '--directory', 'okta', ...complete],
    [files.assigned, '--kind', 'directory-assignments', '--directory', 'okta', ...complete],
  ]) {
    const run = await cli.run('import', ...args);
    expect(run).toMatchObject({ code: 0 });
  }
  return {
    ...cli,
    draft: async (...args: readonly string[]) =>
      drafted.parse(JSON.parse((await cli.run('plan', ...args, '--json')).stdout)),
  };
}

describe('plan', () => {
  test('one thing at a time, and no flag that does nothing: exit 2', async () => {
    const { run } = await program();
    for (const args of [
      [],
      ['leo@acme.com', '--provision', 'noa@acme.com'],
      ['--provision', 'noa@acme.com', '--successor', 'ana@acme.com'],
      ['leo@acme.com', '--role', 'Exec'],
      ['--cancel', 'plan_1'],
      ['leo@acme.com', '--reason', 'x'],
    ])
      expect(await run('plan', ...args)).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining('Next:'),
      });
  });

  test('of an account, of access and of roles; --json is what the tool answers, messages are on stderr', async () => {
    const { run, file, draft } = await company();
    const offboarding = await draft('leo@acme.com', '--successor', 'ana@acme.com', '--ticket', 'IT-1');
    expect(offboarding.steps.map((step) => step.step_id)).toContain('deactivate_account');
    const text = await run('plan', 'leo@acme.com', '--successor', 'ana@acme.com', '--ticket', 'IT-1');
    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout).toContain(`Plan ${offboarding.plan_id} (drafted at `);

    const access = await draft('--provision', 'ana@acme.com', '--role', 'Manager');
    expect(access.steps.map((step) => step.step_id)).toContain('set_role_and_team');

    // Their account need not exist yet: the plan says whose step it is.
    const done = ['--step', access.steps[0]?.step_id ?? '', '--performed-by', 'Mara', '--performed-at', hoursAgo(0)];
    expect(await run('record', '--plan', access.plan_id, ...done)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`of ${access.plan_id}`),
    });
    expect(await run('record', ...done)).toMatchObject({ code: 2, stderr: expect.stringContaining('an account') });

    const roles = await file(
      'roles.csv',
      'Email,New Role,Team\nana@acme.com,Manager,\nwho@acme.com,Exec,\n,Exec,\nuna@acme.com,"=cmd()",West\n',
    );
    const worklist = await run('plan', '--roles', roles);
    expect(worklist.code).toBe(0);
    expect(worklist.stderr).toContain('line 4: It names no account: left out.');
    expect(worklist.stdout).toContain('1 changes to make by hand, 0 of them done, 2 set aside');
    expect(worklist.stdout).toContain('Set aside "who@acme.com" (unknown_account)');
    expect(worklist.stdout).toContain('Set aside "una@acme.com" (not_a_role)');
  });

  test('of roles from a sheet of a workbook', async () => {
    const { run, file } = await company();
    const rows = [['Role changes of November'], ['Email', 'New Role'], ['ana@acme.com', 'Manager']];
    const sheets = [
      { name: 'To do', rows },
      { name: 'Done', rows },
    ];
    const path = await file('roles.xlsx', workbook({ sheets }));
    expect(await run('plan', '--roles', path)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--sheet NAME'),
    });
    const worklist = await run('plan', '--roles', path, '--sheet', 'To do');
    expect(worklist).toMatchObject({ code: 0, stdout: expect.stringContaining('1 changes to make by hand') });
    expect((await run('plan', 'leo@acme.com', '--sheet', 'To do')).code).toBe(2);
  });

  test.each([
    ['no header that names an account', 'Who,Role\nana,Exec\n', /no header is account or email/],
    ['no header that names a role', 'Email,Note\nana@acme.com,Exec\n', /no header is role or team/],
    ['no rows', 'Email,Role\n', /has no row that names an account/],
    ['more rows than people work through', `Email,Role\n${'a@acme.com,Exec\n'.repeat(10_001)}`, /10001 changes/],
  ])('a roles file with %s is refused', async (_, content, why) => {
    const { run, file } = await program();
    const refused = await run('plan', '--roles', await file('roles.csv', content));
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(why) });
  });

  test('cancelled for a reason, once', async () => {
    const { environment, run, draft } = await company();
    const { plan_id } = await draft('leo@acme.com');
    const cancel = ['plan', '--cancel', plan_id, '--reason', 'stays after all'];
    expect(await run(...cancel)).toMatchObject({ code: 3, stderr: expect.stringContaining('this is none') });
    expect(await run('plan', '--cancel', 'plan_0', '--reason', 'x')).toMatchObject({ code: 1 });
    if (noTerminal === null) {
      const first = await typing(environment, ...cancel);
      expect(first).toMatchObject({ code: 0, seen: expect.stringContaining('Cancelled: plan') });
      expect((await run('plan', '--cancel', plan_id, '--reason', 'again')).stdout).toContain('stays after all');
    }
    // An option without a value is wrong usage.
    expect(await run('plan', '--cancel', plan_id, '--reason', ' ')).toMatchObject({ code: 2 });
  });
});

describe('approve', () => {
  test('without a terminal is refused with exit 3, whatever is piped in', async () => {
    const { run, draft } = await company();
    const { plan_id } = await draft('leo@acme.com');
    const refused = await run('approve', plan_id);
    expect(refused).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('Nothing was approved') });
    expect(await run('approve', plan_id, '--yes')).toMatchObject({ code: 2 });
    expect((await draft('leo@acme.com')).status).toBe('drafted');
  });

  describe.skipIf(noTerminal !== null)(noTerminal ?? 'at a terminal', () => {
    const QUESTION = /To confirm, type "approve [0-9a-f]{6}":/;

    test.each([
      ['another phrase', 'yes'],
      ['nothing', ''],
      ['the end of the input', null],
    ])('%s approves nothing', async (_, typed) => {
      const { environment, draft } = await company();
      const { plan_id } = await draft('leo@acme.com');
      const { code, seen } = await atTerminal(environment, ['approve', plan_id], QUESTION, typed);
      expect(seen).toContain('Nothing was approved');
      expect(code).toBe(3);
      expect((await draft('leo@acme.com')).status).toBe('drafted');
    });

    test('the phrase approves, once, and what was approved is shown first', async () => {
      const { environment, draft, run } = await company();
      const { plan_id, plan_hash } = await draft('leo@acme.com');
      const phrase = `approve ${plan_hash.slice(0, 6)}`;
      const { code, seen } = await atTerminal(environment, ['approve', plan_id], QUESTION, phrase);
      expect(code).toBe(0);
      expect(seen.indexOf('Deactivate the account in Clari')).toBeLessThan(seen.search(QUESTION));
      expect(seen).toContain(`Approved: the offboarding plan ${plan_id}`);
      expect(seen).toContain('by "ann" (not authenticated)');
      expect((await draft('leo@acme.com')).status).toBe('approved');
      const again = await atTerminal(environment, ['approve', plan_id], QUESTION, phrase);
      expect(again).toMatchObject({ code: 0, seen: expect.stringContaining('Already approved') });
      expect((await run('work', plan_id)).stdout).toContain('approved');
    });

    test('a plan whose facts changed, or that duties keep from this person, is refused with exit 3', async () => {
      const { environment, draft, run, file } = await company();
      const { plan_id } = await draft('leo@acme.com');
      const duties = { ...environment, CLARI_IDENTITY_SEPARATION_OF_DUTIES: '1' };
      const kept = await atTerminal(duties, ['approve', plan_id], QUESTION, 'x');
      expect(kept).toMatchObject({
        code: 3,
        seen: expect.stringContaining('an unauthenticated actor does not approve'),
      });
      const now = await file(
        'users.csv',
        USERS.replace('leo@acme.com,Manager,East,Active', 'leo@acme.com,Manager,East,Inactive'),
      );
      await run('import', now, '--as-of', hoursAgo(1), '--complete');
      const stale = await atTerminal(environment, ['approve', plan_id], QUESTION, 'x');
      expect(stale).toMatchObject({ code: 3, seen: expect.stringContaining('account_status') });
    });
  });
});
