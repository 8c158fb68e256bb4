import { truncate } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { noTerminal, typing } from '../helpers/at-terminal.ts';
import { ASSIGNED, OKTA, USERS } from '../helpers/files.ts';
import { hoursAgo, program } from '../helpers/program.ts';

const DAY = 24;

/** The small company at a terminal, read three days ago. */
async function company(env: Readonly<Record<string, string>> = {}) {
  const made = await program({ CLARI_IDENTITY_DIRECTORIES: 'okta', CLARI_IDENTITY_ACTOR: 'Mara', ...env });
  const stated = ['--as-of', hoursAgo(3 * DAY), '--complete'];
  const load = async (name: string, content: string, ...args: readonly string[]) => {
    const run = await made.run('import', await made.file(name, content), ...args);
    expect(run.stderr).toBe('');
    return run.stdout;
  };
  await load('users.csv', USERS, ...stated);
  await load('okta.csv', OKTA, '--directory', 'okta', ...stated);
  await load('assigned.csv', ASSIGNED, '--kind', 'directory-assignments', '--directory', 'okta', ...stated);
  const json = async (...args: readonly string[]) => {
    const run = await made.run(...args, '--json');
    expect(run.stderr).toBe('');
    const value: unknown = JSON.parse(run.stdout);
    return value;
  };
  return { ...made, load, json };
}

const made = z.object({ status: z.string(), record_id: z.string(), plan_id: z.string().optional() });
const plan = z.object({ plan_id: z.string() });
const work = z.object({
  items: z.array(
    z.object({ id: z.string(), kind: z.string(), state: z.string(), next_command: z.string().optional() }),
  ),
});

const DONE = ['--performed-by', 'Nils', '--performed-at'];

/** Automation whose word is taken: what a script states counts. */
const SCRIPTED = { CLARI_IDENTITY_MIN_ATTESTATION: 'unattended' };

test('one leaver from finding to confirmed, each step the next command that work names', async () => {
  const { run, json, load, file } = await company(SCRIPTED);
  expect((await run('review', '--finding', 'leaver_active')).stdout).toContain('leo@acme.com');
  const { plan_id } = plan.parse(await json('plan', 'leo@acme.com', '--successor', 'ana@acme.com'));
  expect((await run('work')).stdout).toContain(`clari-identity-mcp approve ${plan_id}`);
  const tokens = await file('tokens.csv', 'integration,owner\n');
  const listed = await json(
    ...['record', 'leo@acme.com', '--step', 'list_tokens_and_integrations', ...DONE, hoursAgo(50)],
    ...['--evidence', tokens, '--ticket', 'IT-7'],
  );
  expect(made.parse(listed)).toMatchObject({ status: 'recorded', plan_id });
  await json('record', 'leo@acme.com', '--step', 'snapshot_forecast', ...DONE, hoursAgo(49), '--evidence', tokens);
  // The step that closes the account is recorded as its deactivation, by the same command.
  const closed = await json('record', 'leo@acme.com', '--step', 'deactivate_account', ...DONE, hoursAgo(47));
  const { record_id } = made.parse(closed);
  const waiting = work.parse(await json('work', record_id));
  expect(waiting.items).toEqual([expect.objectContaining({ kind: 'claim', state: 'verifying' })]);
  const next = USERS.replace('East,Active,2026-11-15', 'East,Inactive,2026-11-15');
  const answer = await load('next.csv', next, '--as-of', hoursAgo(2), '--complete');
  expect(answer).toContain('leo@acme.com');
  expect(work.parse(await json('work', record_id)).items[0]?.state).toBe('done');
  const steps = work.parse(await json('work', plan_id)).items;
  expect(steps.find(({ id }) => id.endsWith('/deactivate_account'))?.state).toBe('done');
  expect((await run('review')).stdout).not.toContain('leo@acme.com');
});

describe.skipIf(noTerminal !== null)('at a terminal', () => {
  test('a record taken back, and taken back again', async () => {
    const { run, environment } = await company();
    const stated = await typing(environment, 'record', 'leo@acme.com', ...DONE, hoursAgo(5), '--ticket', 'IT-1');
    const record = /Recorded as (rec_\w+)/.exec(stated.seen)?.[1] ?? '';
    const taken = ['record', '--withdraw', record, '--reason', 'Of another account'];
    expect((await typing(environment, ...taken)).seen).toContain(`Withdrawn: The statement ${record}`);
    expect((await run('review')).stdout).toContain('leo@acme.com');
    expect((await run(...taken)).stdout).toContain('was withdrawn already');
  });

  test('an exemption and a link, made and taken back, each with a phrase of its own', async () => {
    const { run, environment } = await company();
    const until = hoursAgo(-30 * DAY);
    const exempt = ['exempt', 'leo@acme.com', '--reason', 'Runs the integration', '--until', until];
    const { code, seen } = await typing(environment, ...exempt);
    expect(code).toBe(0);
    expect(seen).toContain('type "exempt leo":');
    expect(seen).toContain('It came typed at a terminal');
    expect((await run('review')).stdout).not.toContain('leo@acme.com');
    await typing(environment, 'exempt', 'leo@acme.com', '--reason', 'Moved', '--withdraw');
    expect((await run('review')).stdout).toContain('leo@acme.com');
    const link = await typing(environment, 'link', '1007', 'okta/u1', '--reason', 'Ana said so');
    expect(link.seen).toContain('becomes duplicate_account');
    await typing(environment, 'link', '1007', '--none', '--reason', 'Ana was wrong');
    const undone = await typing(environment, 'link', '1007', '--withdraw', '--json');
    expect(undone.seen).toContain('"after": "needs_review"');
  });
});

test('without a terminal a record is kept and counts like a code; every decision ends with 3 and changes nothing', async () => {
  const { run, json } = await company();
  const kept = await run('record', 'leo@acme.com', ...DONE, hoursAgo(5));
  expect(kept.stdout).toContain('It came unattended, not attested. It is shown, and it settles and hides nothing');
  const record = /Recorded as (rec_\w+)/.exec(kept.stdout)?.[1] ?? '';
  expect((await run('review', '--finding', 'awaiting_verification')).stdout).toContain('leo@acme.com');
  const { items } = work.parse(await json('work', record));
  expect(items).toEqual([expect.objectContaining({ kind: 'claim', state: 'not_attested' })]);
  expect(items[0]?.next_command).toContain('clari-identity-mcp record 1002 --performed-by Nils --performed-at');
  const { plan_id } = plan.parse(await json('plan', 'leo@acme.com', '--successor', 'ana@acme.com'));
  const before = (await run('work', '--json')).stdout;
  for (const decision of [
    ['exempt', 'una@acme.com', '--reason', 'Kept', '--until', hoursAgo(-30 * DAY)],
    ['link', '1007', 'okta/u1'],
    ['approve', plan_id],
    ['plan', '--cancel', plan_id, '--reason', 'No'],
    ['record', '--withdraw', record, '--reason', 'No'],
  ]) {
    const { code, stderr } = await run(...decision);
    expect(code, `${decision.join(' ')}: ${stderr}`).toBe(3);
    expect(stderr).toMatch(/this is none\. Nothing was (recorded|approved|cancelled)\./);
  }
  expect((await run('work', '--json')).stdout).toBe(before);
});

test('bad input is refused with a reason, and nothing is recorded', async () => {
  const { run } = await company();
  const cases: readonly (readonly [string, readonly string[], number, string])[] = [
    ['nobody who did it', ['record', 'leo@acme.com', '--performed-at', '2026-11-20T10:00:00Z'], 2, '--performed-by'],
    ['no account', ['record', ...DONE, '2026-11-20T10:00:00Z'], 2, 'needs an account'],
    ['a withdrawal without a reason', ['record', '--withdraw', 'rec_1'], 2, '--reason'],
    ['a withdrawal of nothing', ['record', '--withdraw', 'rec_1', '--reason', 'x'], 1, 'No record is known'],
    [
      'a person who is not in Clari',
      ['record', 'leon@acme.com', ...DONE, '2026-11-20T10:00:00Z'],
      1,
      'No Clari account',
    ],
    ['the future', ['record', 'leo@acme.com', ...DONE, '2099-01-01T10:00:00Z'], 1, 'in the future'],
    [
      'a step without a plan',
      ['record', 'leo@acme.com', '--step', 'x', ...DONE, '2026-11-20T10:00:00Z'],
      1,
      'No open plan',
    ],
    [
      'a name that is too long',
      ['record', 'leo@acme.com', '--performed-by', 'x'.repeat(201), '--performed-at', '2026-11-20T10:00:00Z'],
      2,
      'performed_by',
    ],
    [
      'evidence that is not there',
      ['record', 'leo@acme.com', ...DONE, '2026-11-20T10:00:00Z', '--evidence', 'nowhere.png'],
      1,
      'nowhere.png',
    ],
    [
      'evidence that is a folder',
      ['record', 'leo@acme.com', ...DONE, '2026-11-20T10:00:00Z', '--evidence', '.'],
      1,
      'no file',
    ],
    ['an exemption without an end', ['exempt', 'leo@acme.com', '--reason', 'x'], 1, '`until` was not given'],
    ['an exemption without a reason', ['exempt', 'leo@acme.com', '--until', '2099-01-01'], 2, '--reason'],
    ['a link to nobody that says who', ['link', '1007'], 1, 'exactly one'],
    ['a state that does not exist', ['work', '--state', 'lost'], 2, 'lost'],
    [
      'somebody nearly there',
      ['record', 'leo.left@acme.com', ...DONE, '2026-11-20T10:00:00Z'],
      1,
      '1002 (leo@acme.com, active)',
    ],
  ];
  for (const [what, args, code, said] of cases) {
    const result = await run(...args);
    expect(result.code, `${what}: ${result.stderr}`).toBe(code);
    expect(result.stderr, what).toContain(said);
  }
  expect((await run('work')).stdout).not.toMatch(/claim|exemption/);
});

test('evidence of any size is hashed in pieces, and only its name and hash are kept', async () => {
  const { json, file, environment } = await company();
  const huge = await file('huge.bin', '');
  await truncate(huge, 400_000_000);
  await json('record', 'leo@acme.com', ...DONE, hoursAgo(1), '--evidence', huge);
  const { stat } = await import('node:fs/promises');
  const store = await stat(`${environment.CLARI_IDENTITY_HOME}/store.sqlite`);
  expect(store.size).toBeLessThan(5_000_000);
});

test('an export that contradicts most of many claims is held, and settles none until it is accepted', async () => {
  const { run, file, json } = await program({ CLARI_IDENTITY_DIRECTORIES: 'okta', ...SCRIPTED }).then((one) => ({
    ...one,
    json: async (...args: readonly string[]) => JSON.parse((await one.run(...args, '--json')).stdout) as unknown,
  }));
  const rows = (note: string) =>
    [
      'clari_id,email,role,status,note',
      ...Array.from({ length: 40 }, (_, at) => `${at},p${at}@acme.com,Rep,Active,${note}`),
    ].join('\n');
  await run('import', await file('a.csv', rows('a')), '--as-of', hoursAgo(5 * DAY), '--complete');
  for (let at = 0; at < 12; at += 1) await run('record', `p${at}@acme.com`, ...DONE, hoursAgo(3 * DAY));
  const again = await file('b.csv', rows('b'));
  const held = await run('import', again, '--as-of', hoursAgo(2), '--complete');
  expect(held.code).toBe(3);
  expect(held.stderr).toContain('12 of 12 deactivations that wait for verification (100 %) would be contradicted');
  const states = async () =>
    work
      .parse(await json('work'))
      .items.map(({ state }) => state)
      .sort();
  expect(await states()).toEqual(['held', ...Array.from({ length: 12 }, () => 'verifying')]);
  expect((await run('import', again, '--as-of', hoursAgo(2), '--complete', '--accept-drop')).code).toBe(0);
  expect((await states()).filter((state) => state === 'contradicted')).toHaveLength(12);
});

test('a record under an id in its short form is about the account that the next export shows in its long form', async () => {
  const { run, file } = await program();
  const row = (id: string) => `User Id,Email,Status\n${id},ada@acme.com,Active\n`;
  const stated = (hours: number) => ['--kind', 'clari-users', '--as-of', hoursAgo(hours), '--complete'];
  await run('import', await file('report.csv', row('0051U000009abcD')), ...stated(72));
  await run('record', 'ada@acme.com', ...DONE, hoursAgo(48));
  const { stdout } = await run('import', await file('api.csv', row('0051U000009abcDQAQ')), ...stated(24));
  expect(stdout).toContain('contradicted: ada@acme.com is still active');
  expect(stdout).toMatch(/recorded for 0051U000009abcD, which this read shows as 0051U000009abcDQAQ: the same account/);
});
