import { describe, expect, test } from 'vitest';
import { LOADS } from '../helpers/acme.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld } from '../helpers/deps.ts';
import { NOW, OKTA, OKTA_AT } from '../helpers/files.ts';
import { liveAcme } from '../helpers/live-acme.ts';

/** What the plan of Leo, who can still sign in, says of his access, after this list of assigned people. */
async function instructions(list: string | null): Promise<string> {
  const world = await testWorld(NOW);
  await LOADS.users(world);
  await world.load('okta.csv', OKTA.replace('u2,DEPROVISIONED', 'u2,ACTIVE'), {
    asOf: OKTA_AT,
    completeness: 'complete',
    directory: 'okta',
  });
  if (list !== null)
    await world.load('assigned.csv', list, {
      asOf: OKTA_AT,
      completeness: 'complete',
      directory: 'okta',
      kind: 'directory-assignments',
    });
  const { call } = await connect(world);
  return (await call('draft_offboarding_plan', { account: 'leo@acme.com' })).text;
}

describe('how access is taken away, by the list of assigned people', () => {
  test.each([
    ['his own', 'id,login,status,scope\nu2,leo@acme.com,ACTIVE,USER', "the person's own, by the list that was read"],
    [
      'a group without a name',
      'id,login,status,scope\nu2,leo@acme.com,ACTIVE,GROUP',
      'comes from a group, by the list',
    ],
    [
      'a group with a name',
      'id,login,status,scope,Group Name\nu2,leo@acme.com,ACTIVE,GROUP,Sales West',
      'comes from the group "Sales West"',
    ],
    [
      'somebody else, who has his address as an alias',
      'id,login,email,status,scope\nu2,leo@acme.com,,ACTIVE,\nu9,max@acme.com,leo@acme.com,ACTIVE,GROUP',
      'Look whether the assignment',
    ],
    ['nobody says how', 'id,login,status\nu2,leo@acme.com,ACTIVE', 'Look whether the assignment'],
    ['no list', null, 'Look whether the assignment'],
  ])('%s', async (_, list, how) => {
    expect(await instructions(list)).toContain(how);
  });

  test('read live from Okta, the group is named', async () => {
    const { world } = await liveAcme();
    const { call } = await connect(world);
    await call('sync_directory', { directory: 'okta' });
    const { text } = await call('draft_offboarding_plan', { account: 'sue@acme.com' });
    expect(text).toContain('comes from the group "Sales", by the list that was read');
  });
});
