import type { ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Secret } from '../../src/model/secret.ts';
import { LOADS } from '../helpers/acme.ts';
import { agree } from '../helpers/asking.ts';
import { testWorld } from '../helpers/deps.ts';
import { NOW } from '../helpers/files.ts';
import { AUDIENCE, issuer } from '../helpers/issuer.ts';
import { shared } from '../helpers/shared.ts';

const drafted = z.object({ plan_id: z.string(), plan_hash: z.string() });

/** A team with separated duties: everybody has a token of their own. */
async function team() {
  const world = await testWorld(NOW, { separationOfDuties: true });
  for (const load of Object.values(LOADS)) await load(world);
  const from = await issuer(() => new Date(world.clock()));
  const oauth = { issuer: from.url, audience: AUDIENCE, jwksUrl: from.jwksUrl };
  const server = await shared({ world, http: { oauth, token: new Secret('q7Vt2mK9xR4bLw8ZsN3eYc6Hd1PfJ5UaG0') } });
  const as = async (sub: string, roles: readonly string[], person?: (message: string) => ElicitResult, more = {}) =>
    server.client(await from.token({ sub, clari_identity_roles: roles, ...more }), person);
  const draft = async (client: Awaited<ReturnType<typeof as>>) => {
    const answer = await client.callTool({ name: 'draft_offboarding_plan', arguments: { account: 'leo@acme.com' } });
    return drafted.parse(answer.structuredContent);
  };
  return { ...server, as, draft };
}

type Client = Awaited<ReturnType<Awaited<ReturnType<typeof team>>['as']>>;
const approve = (client: Client, { plan_id, plan_hash }: z.infer<typeof drafted>) =>
  client.callTool({ name: 'approve_offboarding_plan', arguments: { plan_id, plan_hash } });

test('one drafts, another who was signed in approves in their own form, and the ledger names both', async () => {
  const { as, draft, world } = await team();
  const plan = await draft(await as('ana', ['operator'], undefined, { email: 'ana@acme.com' }));
  const answer = await approve(await as('pia', ['approver'], agree, { email: 'pia@acme.com' }), plan);
  expect(answer.structuredContent).toMatchObject({
    status: 'approved',
    approved_by: 'pia@acme.com (pia)',
    authenticated: true,
  });
  const entries = await world.store.read((reader) => reader.ledger(0, 1_000));
  const by = (kind: string) => entries.filter((entry) => entry.kind === kind).map((entry) => entry.actor);
  expect(by('plan.drafted')).toEqual([{ name: 'ana@acme.com (ana)', authenticated: true, via: 'http' }]);
  expect(by('plan.approved')).toEqual([{ name: 'pia@acme.com (pia)', authenticated: true, via: 'http' }]);
});

test('who drafted does not approve, under another address neither', async () => {
  const { as, draft } = await team();
  const both = ['operator', 'approver'];
  const plan = await draft(await as('ana', both, undefined, { email: 'ana@acme.com' }));
  const answer = await approve(await as('ana', both, agree, { email: 'other@acme.com' }), plan);
  expect(JSON.stringify(answer)).toContain('who drafts does not approve');
});

test('without the role, with the shared token, or without a form nothing is approved', async () => {
  const { as, draft, client, world } = await team();
  const plan = await draft(await as('ana', ['operator']));
  for (const other of [
    await as('max', ['operator'], agree),
    await client('q7Vt2mK9xR4bLw8ZsN3eYc6Hd1PfJ5UaG0', agree),
  ]) {
    const { tools } = await other.listTools();
    expect(tools.map((tool) => tool.name)).not.toContain('approve_offboarding_plan');
    const refused = await approve(other, plan).then(
      (answer) => answer.isError === true,
      () => true,
    );
    expect(refused).toBe(true);
  }
  const formless = await approve(await as('pia', ['approver']), plan);
  expect(JSON.stringify(formless)).toContain('ERR_CONFIRMATION');
  const declined = await approve(await as('pia', ['approver'], () => ({ action: 'decline' })), plan);
  expect(JSON.stringify(declined)).toContain('ERR_CONFIRMATION');
  expect(await world.store.read((reader) => reader.planEvents())).toHaveLength(1);
});
