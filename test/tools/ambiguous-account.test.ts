import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { LOADS } from '../helpers/acme.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld, type World } from '../helpers/deps.ts';
import { NOW, OKTA, USERS, USERS_AT } from '../helpers/files.ts';
import { ledgerKinds } from '../helpers/ledger.ts';
import { agreeing } from '../helpers/people.ts';
import { hoursAgo, program } from '../helpers/program.ts';

/** Leo's address is the id of somebody else's account: whoever can choose an id must not take Leo's place. */
const NAMESAKE = `${USERS}\nleo@acme.com,Mal Mask,mal@acme.com,Sales Rep,East,Active,2026-11-18T09:00:00Z`;
const ABOUT = 'leo@acme.com';

async function masked(): Promise<World> {
  const world = await testWorld(NOW);
  await world.load('users.csv', NAMESAKE, { asOf: USERS_AT, completeness: 'complete' });
  await LOADS.okta(world);
  await LOADS.assigned(world);
  return world;
}

const PERFORMED = { performed_by: 'Mara Ops', performed_at: '2026-11-20T10:00:00Z' };
const WAYS: Readonly<Record<string, (account: string) => Readonly<Record<string, unknown>>>> = {
  set_exemption: (account) => ({ account, reason: 'Runs the nightly job', until: '2026-12-31', owner: 'Mara' }),
  record_manual_deactivation: (account) => ({ account, ...PERFORMED }),
  draft_offboarding_plan: (account) => ({ account }),
  get_identity: (account) => ({ account }),
  resolve_link: (account) => ({ account, none: true, reason: 'Nobody owns it' }),
  list_work: (account) => ({ account }),
};

describe('an id that is the address of somebody else', () => {
  test.each(Object.entries(WAYS))('%s takes neither of the two, and says how to name one', async (tool, args) => {
    const world = await masked();
    const { call } = await connect(world, agreeing());
    const before = await ledgerKinds(world);
    const { isError, text } = await call(tool, args(ABOUT));
    expect([isError, text]).toEqual([true, expect.stringMatching(/^ERR_ACCOUNT_AMBIGUOUS: /)]);
    expect(text).toContain('"leo@acme.com" is the id of one account and the e-mail of another');
    expect(text).toContain('1002 (leo@acme.com, active)');
    expect(text).toContain('leo@acme.com (mal@acme.com, active)');
    expect(text).toMatch(/id= before its account id, or with email= before the address/);
    expect(await ledgerKinds(world)).toEqual(before);
  });

  test.each(
    Object.entries(WAYS).flatMap(([tool, args]) => [
      [tool, 'email=leo@acme.com', args, '1002'] as const,
      [tool, 'id=leo@acme.com', args, ABOUT] as const,
    ]),
  )('%s: %s settles it', async (tool, named, args, accountId) => {
    const { call } = await connect(await masked(), agreeing());
    const { isError, text, structured } = await call(tool, args(named));
    expect([isError, text]).toEqual([false, expect.any(String)]);
    // Mal is no leaver and has no work.
    if (tool !== 'list_work') expect(JSON.stringify(structured)).toContain(`"account_id":"${accountId}"`);
  });

  test('a successor is not guessed either', async () => {
    const { call } = await connect(await masked());
    const { text } = await call('draft_offboarding_plan', { account: '1003', successor: ABOUT });
    expect(text).toMatch(/^ERR_ACCOUNT_AMBIGUOUS: /);
  });

  test('a worklist of roles sets it aside, and takes it where it is settled', async () => {
    const { call } = await connect(await masked());
    const changes = [ABOUT, `email=${ABOUT}`].map((account) => ({ account, role: 'Director' }));
    const { structured, text } = await call('draft_role_change_plan', { changes, response_format: 'detailed' });
    const plan = z.object({
      steps_total: z.number(),
      set_aside: z.array(z.object({ account: z.string(), reason: z.string(), why: z.string() })),
    });
    expect(plan.parse(structured)).toEqual({
      steps_total: 1,
      set_aside: [
        {
          account: ABOUT,
          reason: 'ambiguous_account',
          why: expect.stringContaining('Name one with id= before its id'),
        },
      ],
    });
    expect(text).toContain('2 accounts bear it: 1002, leo@acme.com.');
    expect(text).toContain('Find "leo@acme.com" (id "1002"');
  });

  test('every tool that takes an account says that id= and email= settle it', async () => {
    const { client } = await connect(await masked());
    const { tools } = await client.listTools();
    for (const name of Object.keys(WAYS)) {
      const schema = JSON.stringify(tools.find((one) => one.name === name)?.inputSchema);
      expect([name, schema]).toEqual([name, expect.stringContaining('id=… or email=…')]);
    }
  });

  test('the command line does not guess either', async () => {
    const { run, file } = await program({ CLARI_IDENTITY_DIRECTORIES: 'okta' });
    const asOf = ['--as-of', hoursAgo(3), '--complete'];
    expect((await run('import', await file('users.csv', NAMESAKE), ...asOf)).code).toBe(0);
    expect((await run('import', await file('okta.csv', OKTA), ...asOf, '--directory', 'okta')).code).toBe(0);
    const performed = ['--performed-by', 'Mara', '--performed-at', hoursAgo(2)];
    for (const args of [
      ['plan', ABOUT],
      ['record', ABOUT, ...performed],
      ['exempt', ABOUT, '--reason', 'Needed', '--until', '2999-12-31'],
      ['link', ABOUT, '--none'],
      ['work', '--account', ABOUT],
    ]) {
      const { code, stderr } = await run(...args);
      expect([args[0], code, stderr]).toEqual([args[0], 1, expect.stringContaining('ERR_ACCOUNT_AMBIGUOUS')]);
    }
    const planned = await run('plan', `email=${ABOUT}`, '--json');
    expect([planned.code, planned.stderr]).toEqual([0, '']);
    expect(JSON.parse(planned.stdout)).toMatchObject({ account: { account_id: '1002' } });
    const recorded = await run('record', `id=${ABOUT}`, ...performed, '--json');
    expect(JSON.parse(recorded.stdout)).toMatchObject({ account: { account_id: ABOUT } });
  });
});
