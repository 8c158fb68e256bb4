import { expect, test } from 'vitest';
import { z } from 'zod';
import { acme } from '../helpers/acme.ts';
import { connect } from '../helpers/connect.ts';
import { failureOf, textOf } from './reading.ts';

const graph = z.looseObject({
  nodes: z.array(z.looseObject({ id: z.string() })),
  edges: z.array(z.looseObject({ from: z.string(), to: z.string() })),
  findings: z.array(z.looseObject({ account_id: z.string(), finding: z.string(), evidence: z.array(z.unknown()) })),
  timeline: z.array(z.unknown()),
});

test('the templates are listed, their accounts are not', async () => {
  const { client } = await connect(await acme());
  const { resourceTemplates } = await client.listResourceTemplates();
  expect(resourceTemplates.map((one) => one.uriTemplate)).toEqual([
    'clari://accounts/{account_id}',
    'clari://plans/{plan_id}',
    'clari://reviews/{review_id}',
    'clari://capabilities/{topic}',
    'clari://apps/{app}',
  ]);
  const { resources } = await client.listResources();
  expect(resources.filter(({ uri }) => uri.startsWith('clari://accounts/'))).toEqual([]);
});

test.each(['1002', 'leo@acme.com', 'leo%40acme.com'])(
  'an account is read as %s, with the facts of get_identity',
  async (id) => {
    const connection = await connect(await acme());
    const read = graph.parse(JSON.parse(await textOf(connection, `clari://accounts/${id}`)));
    const tool = graph.parse(
      (await connection.call('get_identity', { account: '1002', response_format: 'detailed' })).structured,
    );
    expect(read.nodes.map((node) => node.id)).toEqual(tool.nodes.map((node) => node.id));
    expect(read.edges.map(({ from, to }) => [from, to])).toEqual(tool.edges.map(({ from, to }) => [from, to]));
    expect(read.findings).toMatchObject([{ account_id: '1002', finding: 'leaver_active' }]);
    expect(read.timeline).toHaveLength(tool.timeline.length);
  },
);

test('a plan is read with where each step stands', async () => {
  const connection = await connect(await acme());
  const answer = await connection.call('draft_offboarding_plan', { account: 'leo@acme.com' });
  const { plan_id } = z.object({ plan_id: z.string() }).parse(answer.structured);
  const plan = JSON.parse(await textOf(connection, `clari://plans/${plan_id}`));
  expect(plan).toMatchObject({ plan_id, kind: 'offboarding', status: 'drafted', account_id: '1002' });
  for (const step of plan.steps)
    expect(step).toMatchObject({
      step_id: expect.any(String),
      state: expect.any(String),
      instructions: expect.any(Array),
    });
});

test.each([
  ['clari://accounts/nobody', 'ERR_ACCOUNT_UNKNOWN'],
  ['clari://apps/groove', 'ERR_APP_UNKNOWN'],
  ['clari://plans/nothing', 'ERR_PLAN_UNKNOWN'],
  ['clari://accounts/%E0%A4%A', 'ERR_ACCOUNT_UNKNOWN'],
  ['clari://accounts/..%2f..%2fetc%2fpasswd', 'ERR_ACCOUNT_UNKNOWN'],
])('%s is refused in our words', async (uri, code) => {
  expect(await failureOf(await connect(await acme()), uri)).toContain(code);
});

test('accounts and plans are offered while their id is typed', async () => {
  const connection = await connect(await acme());
  await connection.call('draft_offboarding_plan', { account: 'leo@acme.com' });
  const offered = async (uri: string, name: string, value: string) =>
    (await connection.client.complete({ ref: { type: 'ref/resource', uri }, argument: { name, value } })).completion
      .values;
  expect(await offered('clari://accounts/{account_id}', 'account_id', 'leo')).toEqual(['1002']);
  expect(await offered('clari://plans/{plan_id}', 'plan_id', '')).toHaveLength(1);
});

test('an application is read with what it allows and what is not known, in use or not', async () => {
  const connection = await connect(await acme());
  const read = JSON.parse(await textOf(connection, 'clari://apps/6sense'));
  expect(read).toMatchObject({
    app: '6sense',
    in_use: false,
    own: false,
    old_after_days: 180,
    profile: {
      succession: { role: 'Administrator', only_by: 'Primary Administrator' },
      user_administration: expect.any(String),
    },
  });
  expect(read.profile.not_known.join()).toContain('not known, ask the vendor');
  const scim = read.capabilities.find((one: { readonly id: string }) => one.id === 'provisioning.scim');
  expect(scim).toMatchObject({
    value: 'some_plans',
    date_basis: 'read',
    confidence: 'first-party',
    tenant_override: false,
  });
  expect(JSON.parse(await textOf(connection, 'clari://apps/clari'))).toMatchObject({ in_use: true });
});

test('applications are offered while their id is typed', async () => {
  const { client } = await connect(await acme());
  const ref = { type: 'ref/resource', uri: 'clari://apps/{app}' } as const;
  const offered = await client.complete({ ref, argument: { name: 'app', value: 'A' } });
  expect(offered.completion.values).toEqual(['alkami', 'amazinghiring']);
});
