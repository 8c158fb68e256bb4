import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ASSIGNED, OKTA, USERS } from '../helpers/files.ts';
import { hoursAgo, program } from '../helpers/program.ts';

const accounts = z.object({
  summary: z.object({ by_finding: z.record(z.string(), z.number()) }),
  accounts: z.array(z.object({ email: z.string(), finding: z.string(), reason: z.string() })),
});
const coverage = z.object({
  open_questions: z.array(z.object({ reason: z.string(), accounts: z.number(), next_step: z.string() })),
});
const work = z.object({
  items: z.array(
    z.object({ id: z.string(), kind: z.string(), state: z.string(), next_command: z.string().optional() }),
  ),
  total: z.number(),
  by_state: z.record(z.string(), z.number()),
  next_cursor: z.string().nullable(),
});

/** The program with these files, in this order, each stated complete. */
async function loaded(...files: readonly (readonly [content: string, hours: number, ...args: string[]])[]) {
  const one = await program();
  for (const [index, [content, hours, ...args]] of files.entries()) {
    const path = await one.file(`file${index}.csv`, content);
    const run = await one.run('import', path, '--as-of', hoursAgo(hours), '--complete', ...args);
    expect(run.code, run.stderr).toBe(0);
  }
  const findings = async () => {
    const { accounts: found } = accounts.parse(JSON.parse((await one.run('review', '--json')).stdout));
    return Object.fromEntries(found.map(({ email, finding, reason }) => [email, `${finding}/${reason}`]));
  };
  return { ...one, findings };
}

const OKTA_ARGS = ['--directory', 'okta'] as const;
const LIST_ARGS = ['--kind', 'directory-assignments', '--directory', 'okta'] as const;

describe('whatever a person must look at', () => {
  test('is in the review and in the list of work, until somebody plans it', async () => {
    const { run, findings } = await loaded([USERS, 3], [OKTA, 3, ...OKTA_ARGS], [ASSIGNED, 3, ...LIST_ARGS]);
    expect(await findings()).toMatchObject({
      'leo@acme.com': 'leaver_active/identity_deactivated',
      'una@acme.com': 'unassigned_active/assignment_gone',
      'ghost@acme.com': 'orphaned/no_identity_in_any_directory',
      'ana+test@acme.com': 'needs_review/candidates_not_certain',
    });
    const list = async (...args: readonly string[]) =>
      work.parse(JSON.parse((await run('work', '--json', ...args)).stdout));
    const all = await list();
    expect(all.by_state).toEqual({ unplanned: 4, disputed: 1 });
    expect(all.total).toBe(5);
    expect(all.items.map((one) => one.id).toSorted()).toEqual(['1002', '1003', '1004', '1005', '1007']);
    expect(all.items.find((one) => one.id === '1002')).toMatchObject({
      kind: 'finding',
      state: 'unplanned',
      next_command: 'clari-identity-mcp plan 1002',
    });
    expect((await run('plan', '1002')).code).toBe(0);
    const planned = await list();
    expect(planned.by_state).toMatchObject({ drafted: 1, unplanned: 3, disputed: 1 });
    expect(planned.items[0]).toMatchObject({ kind: 'plan', state: 'drafted' });
    expect(planned.items.filter((one) => one.id === '1002')).toEqual([]);
  });

  test('somebody who vanished is listed, and a leaver once a second read a day later agrees', async () => {
    const without = OKTA.split('\n')
      .filter((line) => !line.startsWith('u1,'))
      .join('\n');
    const { findings, run, file } = await loaded(
      [USERS, 50],
      [OKTA, 50, ...OKTA_ARGS],
      [without, 40, ...OKTA_ARGS],
      [USERS, 2],
    );
    expect(await findings()).toMatchObject({ 'ana@acme.com': 'needs_review/vanished_from_directory' });
    const again = await file('again.csv', `${without}\n`);
    expect((await run('import', again, '--as-of', hoursAgo(3), '--complete', ...OKTA_ARGS)).code).toBe(0);
    expect(await findings()).toMatchObject({ 'ana@acme.com': 'leaver_active/identity_deleted' });
  });

  test('an assigned list as new that shows who vanished contradicts it', async () => {
    const without = OKTA.split('\n')
      .filter((line) => !line.startsWith('u1,'))
      .join('\n');
    const { findings, run } = await loaded(
      [USERS, 50],
      [OKTA, 50, ...OKTA_ARGS],
      [without, 3, ...OKTA_ARGS],
      [ASSIGNED, 2, ...LIST_ARGS],
    );
    expect(Object.keys(await findings())).not.toContain('ana@acme.com');
    const { open_questions } = coverage.parse(JSON.parse((await run('status', '--json')).stdout));
    expect(open_questions.map((one) => one.reason)).toContain('conflicting_reads');
  });
});

describe('status', () => {
  test('has each reason that keeps accounts from a verdict, with its count and its command', async () => {
    const { run } = await loaded([OKTA, 5, ...OKTA_ARGS], [USERS, 3]);
    const { stdout } = await run('status', '--all');
    expect(stdout).toMatch(/inconclusive, directory_older_than_account: 1 account\n {4}settle with: .*import FILE/);
    expect(stdout).toMatch(/inconclusive, assignment_unknown: 2 accounts\n {4}settle with: .*directory-assignments/);
    expect(stdout).toContain('needs_review, candidates_not_certain: 1 account');
    expect(stdout).toContain('Whether all who are assigned to Clari have an account is not known');
    expect(stdout).not.toContain('Everybody who is assigned');
  });

  test('says how many rows of a list of assigned people match somebody', async () => {
    const short = 'userName,status\naactive\\corp,ACTIVE\nssus\\corp,ACTIVE\n';
    const { run, findings } = await loaded([USERS, 3], [OKTA, 3, ...OKTA_ARGS], [short, 3, ...LIST_ARGS]);
    expect(Object.keys(await findings())).not.toContain('una@acme.com');
    const { stdout } = await run('status', '--all');
    expect(stdout).toContain('0 of its 2 assigned rows match somebody in "okta": nobody is called unassigned by it');
    expect(stdout).toMatch(/inconclusive, assignments_match_nobody: 2 accounts/);
  });

  test('and that everybody who is assigned has an account only where a source shows that of all', async () => {
    const { run } = await loaded(
      [USERS, 3],
      [OKTA, 3, ...OKTA_ARGS],
      [ASSIGNED, 3, ...LIST_ARGS],
      ['id,email,status\ne1,kim@other.example,Active\n', 3, '--kind', 'directory', '--directory', 'other'],
    );
    const { stdout } = await run('status', '--all');
    expect(stdout).toContain('of some people in "other" nothing says whether they are assigned');
    expect(stdout).toContain('--kind directory-assignments --directory other');
  });
});
