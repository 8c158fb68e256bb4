import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { SHIPPED_PROFILES } from '../../src/apps/index.ts';
import { acme, LOADS } from '../helpers/acme.ts';
import { agree } from '../helpers/asking.ts';
import { connect, type TestClient } from '../helpers/connect.ts';
import { testWorld, type World } from '../helpers/deps.ts';
import { NOW, OKTA_AT, TRUTH, USERS, USERS_AT } from '../helpers/files.ts';

/** People of the small company in 6sense: one id is that of a Clari account too. */
const SIXSENSE = [
  'Id,Name,Email,Role,Status',
  '1002,Leo Left,leo@acme.com,Administrator,Active',
  '72,Ana Active,ana@acme.com,Sales User,Active',
  '73,Una Unassigned,una@acme.com,Sales User,Active',
  '74,Sam Stranger,sam@acme.com,Sales User,Active',
  '75,Ina Inactive,ina@acme.com,Sales User,Expired Invitation',
].join('\n');

const SALESLOFT = [
  'Id,Name,Email,Role,Active',
  '1002,Leo Left,leo@acme.com,User,true',
  '9002,Ana Active,ana@acme.com,User,true',
  '9003,Una Unassigned,una@acme.com,User,true',
].join('\n');

const profiles = SHIPPED_PROFILES;
const whole = { asOf: USERS_AT, completeness: 'complete' } as const;

async function company(apps: readonly ('6sense' | 'salesloft')[] = ['6sense', 'salesloft']): Promise<World> {
  const world = await testWorld(NOW, { profiles });
  for (const load of Object.values(LOADS)) await load(world);
  if (apps.includes('6sense')) await world.load('6sense.csv', SIXSENSE, { ...whole, app: '6sense' });
  if (apps.includes('salesloft')) await world.load('salesloft.csv', SALESLOFT, { ...whole, app: 'salesloft' });
  return world;
}

const users = z.object({
  users: z.array(z.object({ account_id: z.string(), finding: z.string() })),
});

async function findings(client: TestClient, app?: string): Promise<Record<string, string>> {
  const answer = await client.call('list_clari_users', { limit: 200, ...(app === undefined ? {} : { app }) });
  expect(answer.isError, answer.text).toBe(false);
  return Object.fromEntries(users.parse(answer.structured).users.map((user) => [user.account_id, user.finding]));
}

describe('lists of three applications', () => {
  test('each account is judged by what is known of its own application', async () => {
    const client = await connect(await company());
    expect(await findings(client, '6sense')).toEqual({
      '6sense:1002': 'leaver_active',
      // The list of who is assigned to Clari says nothing of 6sense.
      '6sense:72': 'inconclusive',
      '6sense:73': 'inconclusive',
      '6sense:74': 'orphaned',
      '6sense:75': 'inactive',
    });
    expect(await findings(client, 'clari')).toEqual(TRUTH);
    expect((await findings(client))['salesloft:1002']).toBe('leaver_active');
  });

  test('an id that two applications have is two accounts', async () => {
    const client = await connect(await company());
    for (const [app, id] of [
      ['clari', '1002'],
      ['6sense', '6sense:1002'],
      ['salesloft', 'salesloft:1002'],
    ]) {
      const plan = await client.call('draft_offboarding_plan', { account: '1002', app });
      expect(plan.structured, plan.text).toMatchObject({ account: { account_id: id } });
    }
    const all = await client.call('draft_offboarding_plan', { account: '6sense:1002' });
    expect(all.structured, all.text).toMatchObject({ account: { account_id: '6sense:1002' } });
  });

  test('a decision on one of them holds for that one alone', async () => {
    const world = await company();
    const client = await connect(world, agree);
    const decided = await client.call('record_manual_deactivation', {
      account: '1002',
      app: '6sense',
      performed_by: 'Tess Admin',
      performed_at: '2026-11-20T10:00:00Z',
    });
    expect(decided.isError, decided.text).toBe(false);
    const found = await findings(client);
    expect([found['1002'], found['6sense:1002'], found['salesloft:1002']]).toEqual([
      'leaver_active',
      'awaiting_verification',
      'leaver_active',
    ]);
    world.at('2026-11-20T13:00:00.000Z');
    const closed = SIXSENSE.replace('Administrator,Active', 'Administrator,Inactive');
    const read = await world.load('6sense-2.csv', closed, {
      app: '6sense',
      asOf: '2026-11-20T12:30:00.000Z',
      completeness: 'complete',
    });
    expect(read.verified).toEqual(['leo@acme.com']);
    expect((await findings(client))['6sense:1002']).toBe('inactive');
  });

  test('who is assigned to an application is read of that application', async () => {
    const world = await company();
    await world.load('assigned-6sense.csv', 'id,login,status,scope\nu1,ana@acme.com,ACTIVE,USER', {
      kind: 'directory-assignments',
      app: '6sense',
      directory: 'okta',
      asOf: OKTA_AT,
      completeness: 'complete',
    });
    const client = await connect(world);
    expect(await findings(client, '6sense')).toMatchObject({
      '6sense:72': 'ok',
      '6sense:73': 'unassigned_active',
    });
    expect(await findings(client, 'clari')).toEqual(TRUTH);
    expect((await findings(client, 'salesloft'))['salesloft:9002']).toBe('inconclusive');
  });

  test('a directory that is read again says of each application what it says of that one', async () => {
    const world = await testWorld(NOW, { profiles });
    const rows = (una: string) =>
      [
        'id,login,email,status,statusChanged,assigned',
        'u1,ana@acme.com,ana@acme.com,ACTIVE,2024-01-01T00:00:00Z,true',
        'u2,leo@acme.com,leo@acme.com,DEPROVISIONED,2026-11-10T08:00:00Z,false',
        `u4,una@acme.com,una@acme.com,${una},true`,
      ].join('\n');
    await LOADS.users(world);
    await world.load('6sense.csv', SIXSENSE, { ...whole, app: '6sense' });
    const okta = { kind: 'directory', directory: 'okta', completeness: 'complete' } as const;
    await world.load('okta.csv', rows('ACTIVE,2024-01-01T00:00:00Z'), { ...okta, asOf: OKTA_AT });
    const client = await connect(world);
    const before = await findings(client);
    expect([before['1001'], before['6sense:72'], before['6sense:73']]).toEqual(['ok', 'inconclusive', 'inconclusive']);
    await world.load('okta.csv', rows('DEPROVISIONED,2026-11-20T09:45:00Z'), {
      ...okta,
      asOf: '2026-11-20T11:30:00.000Z',
    });
    const after = await findings(client);
    expect([after['1001'], after['1004'], after['6sense:72'], after['6sense:73']]).toEqual([
      'ok',
      'leaver_active',
      'inconclusive',
      'leaver_active',
    ]);
  });

  test('the graph of a person has the accounts of all of them', async () => {
    const client = await connect(await company());
    const graph = await client.call('get_identity', { email: 'leo@acme.com' });
    expect(graph.text).toContain('1002');
    expect(graph.text).toContain('6sense:1002');
    expect(graph.text).toContain('salesloft:1002');
  });

  test('coverage says what each list proves, and which one is missing', async () => {
    const client = await connect(await company(['6sense']));
    const { text } = await client.call('get_coverage', { response_format: 'detailed' });
    expect(text).toContain('app-users:6sense');
    expect(text).toContain('is not active in 6sense; nothing follows for Clari');
    expect(text).toContain('import_clari_export (path: FILE, app: salesloft');
  });

  test.each(['sap', '6Sense!'])('an application that is not in use is refused: %s', async (app) => {
    const client = await connect(await acme());
    for (const [tool, args] of [
      ['list_clari_users', {}],
      ['find_orphaned_accounts', {}],
      ['draft_offboarding_plan', { account: '1002' }],
      ['import_clari_export', { content: SIXSENSE, as_of: USERS_AT }],
    ] as const) {
      const answer = await client.call(tool, { ...args, app });
      expect(answer.isError, tool).toBe(true);
      expect(answer.text, tool).toContain('clari, copilot');
    }
  });
});

describe('an account of another application is called by it', () => {
  test('in the list of work, which may be of one application alone', async () => {
    const client = await connect(await company());
    const work = async (args: object) => (await client.call('list_work', { limit: 200, ...args })).text;
    const all = await work({});
    expect(all).toContain('6sense:1002 (leo@acme.com in 6sense)');
    expect(all).toContain(' 1002 (leo@acme.com)');
    const only = await work({ app: '6sense' });
    expect(only).toContain('6sense:1002 (leo@acme.com in 6sense)');
    expect(only).toContain('6sense:74 (sam@acme.com in 6sense)');
    expect(only).not.toContain('salesloft:');
    expect(only).toMatch(/^Work: 2 of 2\./);
    expect(await work({ account: 'leo@acme.com', app: 'salesloft' })).toMatch(/^Work: 1 of 1\..*\n.*salesloft:1002/);
    expect((await client.call('list_work', { app: 'sap' })).isError).toBe(true);
  });

  test('in what completes an account, and in prompts', async () => {
    const { client } = await connect(await company());
    const { completion } = await client.complete({
      ref: { type: 'ref/prompt', name: 'explain_finding' },
      argument: { name: 'account', value: 'leo' },
    });
    expect(completion.values).toEqual(['leo@acme.com', 'salesloft:1002', '6sense:1002']);
    const written = async (name: string, args: Record<string, string>) =>
      JSON.stringify((await client.getPrompt({ name, arguments: args })).messages);
    const offboard = await written('offboard_person', { account: '6sense:1002', successor: 'ana@acme.com' });
    expect(offboard).toContain('Offboard the 6sense account');
    expect(offboard).toContain('is active in the directory and in 6sense.');
    expect(await written('access_review', {})).toContain('Clari, Salesloft, 6sense, Alkami or AmazingHiring');
  });

  test('where it is looked for in the wrong one', async () => {
    const client = await connect(await company());
    const answer = await client.call('draft_offboarding_plan', { account: '74' });
    expect(answer.text).toContain('No Clari account is known as "74"');
    expect(answer.text).toContain('Other applications have it: 6sense:74 (sam@acme.com, active)');
  });

  test.each([
    ['6sense:72', /assigned to 6sense/, /to Clari|govern Clari/],
    ['6sense:75', /There is nothing to deactivate/, /API tokens|forecast|Clari/],
  ])('in the plan of %s', async (account, said, never) => {
    const client = await connect(await company());
    const { text } = await client.call('draft_offboarding_plan', { account, response_format: 'detailed' });
    expect(text).toMatch(said);
    expect(text).not.toMatch(never);
  });

  test('in what a directory that was not declared does not say', async () => {
    const world = await testWorld(NOW, { profiles, directories: ['entra'] });
    for (const load of Object.values(LOADS)) await load(world);
    await world.load('6sense.csv', SIXSENSE, { ...whole, app: '6sense' });
    const client = await connect(world);
    const { text } = await client.call('get_identity', { account: '6sense:72', response_format: 'detailed' });
    // Their account in Clari is shown after it.
    const [of6sense] = text.split('Account 1001');
    expect(of6sense).toContain('does not govern 6sense');
    expect(of6sense).not.toContain('govern Clari');
  });

  test('in what the coverage of a directory lacks', async () => {
    const { text } = await (await connect(await company())).call('get_coverage', { response_format: 'detailed' });
    expect(text).toContain('Which active people of okta are assigned to 6sense.');
    expect(text).not.toContain('Which active people of okta are assigned to Clari');
  });
});

describe('what is true of an application is said where somebody acts on it', () => {
  async function planOf(account: string, world: World) {
    const answer = await (await connect(world)).call('draft_offboarding_plan', {
      account,
      response_format: 'detailed',
    });
    expect(answer.isError, answer.text).toBe(false);
    return answer.text;
  }

  test.each([
    [
      'an administrator: the primary one alone, first',
      '6sense:1002',
      'ask the Primary Administrator to do the deactivation',
    ],
    [
      'an administrator: nobody else may',
      '6sense:1002',
      'Only the Primary Administrator may change the role or status',
    ],
    ['only invitations are deleted', '6sense:1002', 'Nothing but an invitation can be deleted'],
    ['SCIM is asked first', '6sense:74', 'Ask whether SCIM is on for 6sense'],
    ['SCIM exists for some plans', '6sense:74', 'SCIM exists for some plans of 6sense'],
    ['what breaks is not known', '6sense:74', 'What ending an account breaks (saved segments'],
    ['SCIM is asked first of Salesloft too', 'salesloft:1002', 'Ask whether SCIM is on for Salesloft'],
  ])('%s', async (_name, account, said) => {
    expect(await planOf(account, await company())).toContain(said);
  });

  test('6sense: who is no administrator needs no succession, and what is not known is said once', async () => {
    const text = await planOf('6sense:74', await company());
    expect(text).not.toContain('settle_succession');
    expect(text.match(/\bbreaks\b/g)).toHaveLength(1);
  });

  test('6sense: the primary administrator hands over before anything else', async () => {
    const world = await company([]);
    await world.load('6.csv', SIXSENSE.replace('Administrator', 'Primary Administrator'), { ...whole, app: '6sense' });
    const text = await planOf('6sense:1002', world);
    expect(text).toContain('Hand over the role Primary Administrator first');
    expect(text).toContain('give the role Primary Administrator to somebody who stays');
  });

  test.each([
    ['clari', 'idp.google_workspace', 'not_confirmed'],
    ['clari', 'idp.onelogin', 'not_confirmed'],
    ['6sense', 'lifecycle.deletion', 'invitations only'],
    ['6sense', 'lifecycle.administrator_change', 'Primary Administrator'],
    ['6sense', 'provisioning.scim', 'some_plans'],
    ['alkami', 'lifecycle.populations', 'end users'],
  ])('%s: %s is %s, for a client too', async (app, id, value) => {
    const { client } = await connect(await company([]));
    const { contents } = await client.readResource({ uri: `clari://apps/${app}` });
    const text = JSON.stringify(contents);
    expect(text).toContain(id);
    expect(text).toContain(value);
  });
});

describe('headers of a profile', () => {
  const own = (headers: Readonly<Record<string, readonly string[]>>) => {
    const [base] = profiles;
    if (base === undefined) throw new Error('No profile comes with the program.');
    return { ...base, id: 'acme-crm', name: 'Acme CRM', usersList: { headers, statuses: {}, populations: [] } };
  };

  test.each([
    ['a header that means an address in other lists', { id: ['Email'] }, 'Email,Work mail,Name,Status'],
    ['a header that means a status in other lists', { id: ['Active'] }, 'Active,Work mail,Name,Status'],
    ['a header that means an address if it has some', { id: ['Login'] }, 'Login,Work mail,Name,Status'],
  ])('%s feeds the field that it is said to feed, and no other', async (_name, headers, head) => {
    const world = await testWorld(NOW, { profiles: [...profiles, own({ ...headers, email: ['Work mail'] })] });
    const list = `${head}\nleft@acme.com,leo@acme.com,Leo Left,active\nana@acme.com,ana@acme.com,Ana Active,active\n`;
    const read = await world.load('crm.csv', list, { ...whole, app: 'acme-crm' });
    expect(read.accepted).toBe(2);
    const { text } = await (await connect(world)).call('list_clari_users', { app: 'acme-crm' });
    expect(text).toContain('acme-crm:left@acme.com');
    expect(text).toContain('leo@acme.com');
  });
});

describe('an offboarding plan of another application', () => {
  test('6sense: SCIM is asked first, and the succession settled', async () => {
    const client = await connect(await company());
    const plan = await client.call('draft_offboarding_plan', {
      account: '1002',
      app: '6sense',
      response_format: 'detailed',
    });
    const { steps } = z
      .object({
        steps: z.array(
          z.object({
            step_id: z.string(),
            system: z.string(),
            depends_on: z.array(z.string()),
            performed_by: z.string(),
          }),
        ),
      })
      .parse(plan.structured);
    expect(steps.map(({ step_id, system }) => `${step_id} ${system}`)).toEqual([
      'ask_scim 6sense',
      'settle_succession 6sense',
      'deactivate_account 6sense',
      'verify_by_export 6sense',
    ]);
    expect(steps[2]).toMatchObject({
      depends_on: ['ask_scim', 'settle_succession'],
      performed_by: 'Primary Administrator',
    });
    expect(plan.text).toContain('Only the Primary Administrator may change');
    expect(plan.text).toContain('app: 6sense, as_of: TIME, complete: true');
    expect(plan.text).not.toMatch(/forecast|deactivated in Clari/);
  });
});

describe('lists that are not what was said', () => {
  const held = (load: Promise<unknown>) =>
    load.then(
      () => 'imported',
      (error: unknown) => String(error instanceof Error ? error.message : error),
    );

  test('one list under two ids is held', async () => {
    const world = await company(['6sense']);
    const why = await held(world.load('list.csv', SIXSENSE, { ...whole, app: 'salesloft' }));
    expect(why).toContain('The same bytes were imported as the users list of 6sense');
    expect(await findings(await connect(world), 'salesloft')).toEqual({});
  });

  test('the same accounts under another application, in another file, are held', async () => {
    const world = await company(['6sense']);
    const why = await held(world.load('list.csv', `${SIXSENSE}\n`, { ...whole, app: 'salesloft' }));
    expect(why).toContain('5 of 5 accounts of 6sense');
  });

  test('two lists that were swapped at their second time are held, each', async () => {
    const world = await company();
    const later = { asOf: '2026-11-20T11:00:00.000Z', completeness: 'complete' } as const;
    expect(await held(world.load('a.csv', SALESLOFT.replace('Id', 'ID'), { ...later, app: '6sense' }))).toMatch(
      /accounts of Salesloft|ids of app-users:6sense/,
    );
    expect(await held(world.load('b.csv', SIXSENSE.replace('Id', 'ID'), { ...later, app: 'salesloft' }))).toMatch(
      /accounts of 6sense|ids of app-users:salesloft/,
    );
  });

  test('a list that is called as that of another application is held at its first time', async () => {
    const world = await company([]);
    expect(await held(world.load('salesloft-users.csv', SALESLOFT, { ...whole, app: '6sense' }))).toContain(
      'is called as a list of Salesloft would be',
    );
  });

  test.each([
    [{}, 'nothing says which'],
    [{ population: 'end users' }, 'are nobody of your directories'],
    [{ population: 'customers' }, 'nothing says which'],
  ])('a list that may mix two populations says which it has: %j', async (mapping, why) => {
    const world = await company([]);
    expect(await held(world.load('alkami.csv', SALESLOFT, { ...whole, app: 'alkami', mapping }))).toContain(why);
    const load = { ...whole, app: 'alkami', mapping: { population: 'Administrators' } };
    expect((await world.load('alkami.csv', SALESLOFT, load)).accepted).toBe(3);
  });

  test.each([
    [{ kind: 'app-users' }, 'Nothing says whose users list'],
    [{ kind: 'clari-users', app: 'salesloft' }, 'is no list of Salesloft'],
    [{ kind: 'directory', app: 'salesloft', directory: 'okta' }, 'A directory lists people'],
    [{ kind: 'clari-audit', app: 'salesloft' }, 'is no list of Salesloft'],
  ] as const)('a kind and an application that do not fit are refused: %j', async (said, why) => {
    expect(await held((await company([])).load('list.csv', SALESLOFT, { ...whole, ...said }))).toContain(why);
  });

  test('the list of Clari under its application is the list of Clari', async () => {
    const world = await testWorld(NOW, { profiles });
    const { head } = await world.load('users.csv', USERS, { ...whole, kind: 'app-users', app: 'clari' });
    expect([head.kind, head.app]).toEqual(['clari-users', 'clari']);
  });

  test('Copilot as a table', async () => {
    const world = await company([]);
    const { head } = await world.load('people.csv', SALESLOFT, { ...whole, app: 'copilot' });
    expect([head.kind, head.app]).toEqual(['clari-copilot-users', 'copilot']);
    expect(await findings(await connect(world), 'copilot')).toMatchObject({
      'copilot:1002': 'leaver_active',
      '9002': 'ok',
    });
  });

  test("a list with headers of Clari's own is no other application's", async () => {
    const world = await testWorld(NOW, { profiles });
    expect(await held(world.load('list.csv', USERS, { ...whole, app: '6sense' }))).toContain('are headers of');
  });
});
