import { expect, test } from 'vitest';
import { SHIPPED_PROFILES } from '../../src/apps/index.ts';
import { LOADS } from '../helpers/acme.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld } from '../helpers/deps.ts';
import { NOW, USERS_AT } from '../helpers/files.ts';
test('x', async () => {
  const world = await testWorld(NOW, { profiles: SHIPPED_PROFILES });
  const whole = { asOf: USERS_AT, completeness: 'complete' } as const;
  for (const load of Object.values(LOADS)) await load(world);
  await world.load('6sense.csv', 'Id,Name,Email,Role,Status\n1002,Leo Left,leo@acme.com,Administrator,Active\n', { ...whole, app: '6sense' });
  await world.load('salesloft.csv', 'Id,Name,Email,Role,Active\n1002,Leo Left,leo@acme.com,User,true\n', { ...whole, app: 'salesloft' });
  const client = await connect(world);
  const plan = await client.call('draft_offboarding_plan', { account: 'leo@acme.com', app: 'all' });
  console.log(plan.text);
  console.log(JSON.stringify(plan.structured, null, 1).slice(0, 3000));
  const graph = await client.call('get_identity', { account: '1002' });
  console.log(graph.text);
});
