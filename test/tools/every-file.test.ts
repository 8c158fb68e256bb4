import { expect, test } from 'vitest';
import { z } from 'zod';
import { acme } from '../helpers/acme.ts';
import { agree } from '../helpers/asking.ts';
import { connect } from '../helpers/connect.ts';
import type { World } from '../helpers/deps.ts';

const AT = '2026-11-20T10:00:00.000Z';
const LEO = '0055f000001AbCd';

const FORECAST = [
  'User,Email,CRM User ID,Role,Parent Role,Timeframe,Field,Week,Start Day,End Day,Data Type,Data Value',
  `Leo Left,leo@acme.com,${LEO},FLM East,CEO,FY27 Q2,Net Commit,3,05/12/2026,05/18/2026,Forecast Value,"$3,000,190.00"`,
  `Leo Left,leo@acme.com,${LEO},FLM East,CEO,FY27 Q2,Net Commit,3,05/12/2026,05/18/2026,Forecast Updated,Yes`,
].join('\n');

const OPPORTUNITIES = [
  'Opportunity Owner,Owner ID,Account Name,Opportunity Name,Opportunity ID,Stage,Amount Currency,Amount,Close Date,Closed',
  `Leo Left,${LEO},Data Pulse,Renewal,0064x00000MaqIE,Proposal,USD,"125,000.00",12/31/2026,0`,
  `Leo Left,${LEO},Nordlicht,Expansion,0064x00000MaqIF,Proposal,EUR,"8,000.50",12/31/2026,0`,
  `Leo Left,${LEO},Nordlicht,Old deal,0064x00000MaqIG,Closed Won,EUR,"99,000.00",01/31/2026,1`,
  'Ana Active,0055f000001ZZZZ,Solaria,New,0064x00000MaqIH,Proposal,USD,"1,000.00",12/31/2026,0',
].join('\n');

const audit = (at: string) =>
  JSON.stringify({
    nextLink: null,
    items: [
      {
        correlationID: 'c',
        actorId: '1002',
        actorType: 'USER',
        sessionType: 'WEB',
        event: 'api.accessed',
        eventParameters: {},
        eventTimestamp: at,
      },
    ],
    actors: [{ actorType: 'USER', actorId: '1002', name: 'Leo Left', email: 'leo@acme.com' }],
  });

const COPILOT = JSON.stringify({
  users: [
    { id: 'u_1', email: 'leo@acme.com', name: 'Leo Left', role: 'REP', is_recording: true, manager_id: null },
    { id: 'u_2', email: 'ana@acme.com', name: 'Ana Active', role: 'MANAGER', is_recording: false, manager_id: null },
  ],
});

const ACTIVITY = JSON.stringify({
  activities: [
    {
      activityId: 'a1',
      activityType: 'email',
      date: 1763600000000,
      activityOwnerId: LEO,
      opportunities: [],
      participants: [{ name: 'Leo Left', email: 'leo@acme.com', sfdcUserId: LEO, isInternal: true }],
    },
  ],
});

const QUOTA = `CRM_USER_ID,QUOTA_NAME,PERIOD_NAME,QUOTA_GOAL\n${LEO},Quarterly Quota,2026_Q4,250000\n`;

async function everything(): Promise<World> {
  const world = await acme();
  const complete = { asOf: AT, completeness: 'complete' as const };
  await world.load('forecast.csv', FORECAST, { asOf: AT });
  await world.load('opportunities.csv', OPPORTUNITIES, complete);
  await world.load('audit.json', audit('2026-11-19T08:00:00Z'), { asOf: AT });
  await world.load('copilot.json', COPILOT, complete);
  await world.load('activity.json', ACTIVITY, { asOf: AT });
  await world.load('quota.csv', QUOTA, { asOf: AT });
  return world;
}

test('every file is what its content says, and none changes what the users export says', async () => {
  const { call } = await connect(await everything());
  const shape = z.object({
    users: z.array(z.object({ account_id: z.string(), finding: z.string(), status: z.string() })),
  });
  const { users } = shape.parse((await call('list_clari_users', { app: 'clari', limit: 200 })).structured);
  const { TRUTH } = await import('../helpers/files.ts');
  expect(Object.fromEntries(users.map((one) => [one.account_id, one.finding]))).toEqual(TRUTH);
});

test('the plan lists what the leaver holds, per currency, closed ones left out', async () => {
  const { call } = await connect(await everything());
  const answer = await call('draft_offboarding_plan', { account: 'leo@acme.com', successor: 'ana@acme.com' });
  expect(answer.isError, answer.text).toBe(false);
  const { handover } = z
    .object({
      handover: z.looseObject({
        opportunities: z.array(z.looseObject({ name: z.string() })),
        totals: z.array(z.unknown()),
        forecasts: z.array(z.looseObject({ field: z.string(), value: z.string() })),
      }),
    })
    .parse(answer.structured);
  expect(handover.opportunities.map((one) => one.name)).toEqual(['Renewal', 'Expansion']);
  expect(handover.totals).toEqual([
    { currency: 'EUR', amount: 8000.5, opportunities: 1, without_amount: 0 },
    { currency: 'USD', amount: 125000, opportunities: 1, without_amount: 0 },
  ]);
  expect(handover.forecasts[0]).toMatchObject({ field: 'Net Commit', value: '$3,000,190.00' });
  expect(answer.text).toContain('Renewal');
});

test('get_identity shows one person through all files, and where each fact came from', async () => {
  const { call } = await connect(await everything());
  const answer = await call('get_identity', { email: 'leo@acme.com', response_format: 'detailed' });
  expect(answer.isError, answer.text).toBe(false);
  const { edges, nodes } = z
    .object({
      nodes: z.array(z.looseObject({ id: z.string(), type: z.string(), label: z.string() })),
      edges: z.array(z.looseObject({ from: z.string(), type: z.string(), to: z.string(), as: z.string().optional() })),
    })
    .parse(answer.structured);
  const labels = new Map(nodes.map((node) => [node.id, node.label]));
  const mentioned = edges.filter((edge) => edge.type === 'mentioned_in' && edge.from === 'account:1002');
  expect(mentioned.map((edge) => `${labels.get(edge.to)} ${edge.as}`).sort()).toEqual([
    'activity.json activity_owner',
    'activity.json activity_participant',
    'audit.json audit_actor',
    'forecast.csv forecast_user "FLM East"',
    'quota.csv quota_user',
  ]);
  expect(
    nodes
      .filter((node) => node.type === 'account')
      .map((node) => node.id)
      .sort(),
  ).toEqual(['account:1002', 'account:u_1']);
});

test('a leaver’s Copilot account is reported beside the Clari one', async () => {
  const { call } = await connect(await everything());
  const answer = await call('find_orphaned_accounts', { app: 'copilot' });
  expect(
    z
      .object({ accounts: z.array(z.looseObject({ account_id: z.string(), finding: z.string() })) })
      .parse(answer.structured).accounts,
  ).toEqual([expect.objectContaining({ account_id: 'u_1', finding: 'leaver_active' })]);
});

test('acting after access had ended is seen, and an event after a claim contradicts it', async () => {
  const world = await everything();
  const { call } = await connect(world, agree);
  const found = async () => {
    const answer = await call('find_orphaned_accounts', { query: 'leo@', app: 'clari', response_format: 'detailed' });
    return z
      .object({ accounts: z.array(z.looseObject({ finding: z.string(), used_after_revocation: z.string() })) })
      .parse(answer.structured).accounts[0];
  };
  expect(await found()).toMatchObject({ finding: 'leaver_active', used_after_revocation: 'yes' });
  await call('record_manual_deactivation', {
    account: '1002',
    performed_by: 'Mara',
    performed_at: '2026-11-20T11:00:00Z',
  });
  const result = await world.load('later.json', audit('2026-11-20T11:30:00Z'), { asOf: '2026-11-20T11:50:00.000Z' });
  expect(result.contradicted).toEqual(['leo@acme.com']);
  expect(await found()).toMatchObject({ finding: 'contradicted' });
});

test('a Copilot account has a plan and a record of its own, and is named in no file of Clari', async () => {
  const { call } = await connect(await everything(), agree);
  const plan = await call('draft_offboarding_plan', { account: 'u_1' });
  expect(plan.isError, plan.text).toBe(false);
  expect(plan.text).toContain('deactivate_copilot');
  expect(plan.text).not.toContain('[deactivate_account;');
  const graph = await call('get_identity', { account: 'u_1' });
  expect(graph.text).not.toContain('account:u_1 mentioned_in');
  const record = await call('record_manual_deactivation', {
    account: 'u_1',
    performed_by: 'Mara',
    performed_at: '2026-11-20T11:00:00Z',
  });
  expect(record.text).toContain('the copilot account u_1');
});

test('get_coverage says what each file proves and never proves', async () => {
  const { call } = await connect(await everything());
  const { text } = await call('get_coverage');
  for (const source of [
    'clari-forecast',
    'clari-audit',
    'clari-activity',
    'clari-quota',
    'clari-copilot-users',
    'opportunities',
  ])
    expect(text).toContain(`${source}: fresh`);
});
