import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acme } from '../../helpers/acme.ts';
import { agree } from '../../helpers/asking.ts';
import { connect } from '../../helpers/connect.ts';
import { AUDIENCE, issuer } from '../../helpers/issuer.ts';
import { ledgerKinds, ledgerOf } from '../../helpers/ledger.ts';
import { modernClient, modernWire } from '../../helpers/modern.ts';
import { shared } from '../../helpers/shared.ts';

const CLAIM = { account: 'leo@acme.com', performed_by: 'Jane', performed_at: '2026-11-20T10:00:00Z' };
const EXEMPT = { account: 'leo@acme.com', reason: 'Service account', until: '2099-01-01', owner: 'Jane' };
const RELINK = { account: '1001', identity: 'leo@acme.com', reason: 'Jane said so' };

const DECISIONS = [
  ['record_manual_deactivation', CLAIM, 'deactivation.recorded'],
  ['set_exemption', EXEMPT, 'exemption.set'],
  ['resolve_link', RELINK, 'link.decided'],
] as const;

async function company() {
  const world = await acme();
  const server = await shared({ world });
  return { world, wire: modernWire(server.serving.url), url: server.serving.url, kinds: () => ledgerKinds(world) };
}

describe('a person decides by a form that comes with one call and is answered with the next', () => {
  test.each(DECISIONS)('%s is recorded when they type the word', async (name, args, kind) => {
    const { url, kinds } = await company();
    const client = await modernClient(url, { person: agree });
    const answer = await client.callTool({ name, arguments: args });
    expect(answer).toMatchObject({
      structuredContent: { status: expect.stringMatching(/recorded|set|decided|linked/) },
    });
    expect((await kinds()).filter((one) => one === kind)).toHaveLength(1);
  });

  test('a plan is approved so, and the record says by which client', async () => {
    const { url, world, kinds } = await company();
    const client = await modernClient(url, { person: agree });
    const drafted = await client.callTool({ name: 'draft_offboarding_plan', arguments: { account: 'leo@acme.com' } });
    const plan = z.object({ plan_id: z.string(), plan_hash: z.string() }).parse(drafted.structuredContent);
    expect(await client.callTool({ name: 'approve_offboarding_plan', arguments: plan })).toMatchObject({
      structuredContent: { status: 'approved' },
    });
    expect(await kinds()).toContain('plan.approved');
    const [entry] = (await ledgerOf(world)).filter(({ kind }) => kind === 'plan.approved');
    expect(JSON.stringify(entry)).toContain('"level":"client_form","client":{"name":"modern","version":"3"}');
  });

  test.each([
    ['declined', { action: 'decline' }, 'declined'],
    ['cancelled', { action: 'cancel' }, 'cancelled'],
    ['another word', { action: 'accept', content: { word: 'yes' } }, 'not the word that was asked for'],
    ['accepted without content', { action: 'accept' }, 'no person answered it'],
    ['accepted with nothing typed', { action: 'accept', content: { word: '' } }, 'no person answered it'],
    ['a number', { action: 'accept', content: { word: 7 } }, 'not the word that was asked for'],
    ['the word in another field', { action: 'accept', content: { other: 'leo' } }, 'no person answered it'],
  ])('%s records nothing, and is reported as what it is', async (_case, response, why) => {
    const { wire, kinds } = await company();
    const { key, state } = await wire.asked('set_exemption', EXEMPT);
    const answer = await wire.call('set_exemption', EXEMPT, {
      params: { inputResponses: { [key]: response }, requestState: state },
    });
    expect(answer).toMatchObject({ isError: true, text: expect.stringContaining(why) });
    expect(await kinds()).not.toContain('exemption.set');
  });

  test('the older revision reports a form accepted without content in the same words', async () => {
    const world = await acme();
    const { call } = await connect(world, () => ({ action: 'accept' }));
    expect(await call('set_exemption', EXEMPT)).toMatchObject({
      isError: true,
      text: expect.stringContaining('no person answered it'),
    });
  });

  test('a client that shows no forms gets a code instead of a question', async () => {
    const { wire } = await company();
    const answer = await wire.call('record_manual_deactivation', CLAIM, { capabilities: {} });
    expect(answer.structured).toMatchObject({ status: 'confirmation_required' });
  });
});

const ACCEPTED = { action: 'accept', content: { word: 'leo' } };

describe('the state that goes with a question', () => {
  async function question() {
    const all = await company();
    const asked = await all.wire.asked('set_exemption', EXEMPT);
    const answer = (
      params: object,
      { args = EXEMPT, ...more }: { readonly args?: object; readonly name?: string; readonly tool?: string } = {},
    ) => all.wire.call(more.tool ?? 'set_exemption', { ...args }, { ...more, params });
    const good = { inputResponses: { [asked.key]: ACCEPTED }, requestState: asked.state };
    return { ...all, asked, answer, good };
  }

  test('lets the answer through once, also on another server of the same store', async () => {
    const { world, asked, good, answer, kinds } = await question();
    const other = modernWire((await shared({ world })).serving.url);
    expect(await other.call('set_exemption', EXEMPT, { params: good })).toMatchObject({ isError: false });
    expect((await kinds()).filter((kind) => kind === 'exemption.set')).toHaveLength(1);
    expect(asked.message).toContain('To confirm, type "leo".');
    expect(await answer(good, { args: { ...EXEMPT, reason: 'Another' } })).toMatchObject({ isError: true });
  });

  test('of simultaneous answers with one state only one is taken', async () => {
    const { good, answer, kinds } = await question();
    const answers = await Promise.all([answer(good), answer(good), answer(good)]);
    expect((await kinds()).filter((kind) => kind === 'exemption.set')).toHaveLength(1);
    expect(answers.filter(({ isError }) => !isError).length).toBeGreaterThan(0);
  });

  test.each([
    ['made up', () => ({ requestState: 'made-up' }), {}, 'does not belong to exactly this content'],
    ['changed', (state: string) => ({ requestState: `${state}x` }), {}, 'does not belong to exactly this content'],
    ['missing', () => ({ requestState: undefined }), {}, 'without the state'],
    [
      'for other arguments',
      () => ({}),
      { args: { ...EXEMPT, until: '2098-01-01' } },
      'does not belong to exactly this content',
    ],
    ['of another client', () => ({}), { name: 'somebody else' }, 'was given to another caller'],
    ['for another tool', () => ({}), { tool: 'record_manual_deactivation', args: CLAIM }, 'does not belong to exactly'],
  ])('%s: refused, and nothing is recorded', async (_case, change, more, why) => {
    const { good, answer, kinds } = await question();
    const before = await kinds();
    const params = { ...good, ...change(good.requestState) };
    expect(await answer(params, more)).toMatchObject({ isError: true, text: expect.stringContaining(why) });
    expect(await kinds()).toEqual(before);
  });

  test('a second use is refused where it would decide anew', async () => {
    const { wire, kinds } = await company();
    const { key, state } = await wire.asked('set_exemption', EXEMPT);
    const declined = { inputResponses: { [key]: { action: 'decline' } }, requestState: state };
    await wire.call('set_exemption', EXEMPT, { params: declined });
    const again = { inputResponses: { [key]: ACCEPTED }, requestState: state };
    expect(await wire.call('set_exemption', EXEMPT, { params: again })).toMatchObject({
      isError: true,
      text: expect.stringContaining('was used before'),
    });
    expect(await kinds()).not.toContain('exemption.set');
  });

  test.each([
    ['nine minutes later: recorded', '2026-11-20T12:09:00.000Z', true],
    ['eleven minutes later: refused', '2026-11-20T12:11:00.000Z', false],
  ])('an answer %s', async (_case, at, taken) => {
    const { world, good, answer, kinds } = await question();
    world.at(at);
    expect(await answer(good)).toMatchObject({ isError: !taken });
    expect((await kinds()).includes('exemption.set')).toBe(taken);
  });

  test('without an answer the question is asked again; what else comes back is ignored', async () => {
    const { wire, asked, good, answer } = await question();
    const { body } = await wire.send({
      params: { name: 'set_exemption', arguments: EXEMPT, requestState: asked.state, inputResponses: {} },
    });
    expect(body).toMatchObject({ result: { resultType: 'input_required' } });
    const extra = { ...good, inputResponses: { ...good.inputResponses, other: ACCEPTED } };
    expect(await answer(extra)).toMatchObject({ isError: false });
  });

  test('a question that reads otherwise by now is asked anew', async () => {
    const { wire, good, kinds } = await question();
    // Somebody else lets it stay until another day meanwhile, which this one would replace.
    const sooner = { ...EXEMPT, until: '2027-01-01' };
    const other = await wire.asked('set_exemption', sooner);
    await wire.call('set_exemption', sooner, {
      params: { inputResponses: { [other.key]: ACCEPTED }, requestState: other.state },
    });
    const before = await kinds();
    const { body } = await wire.send({ params: { name: 'set_exemption', arguments: EXEMPT, ...good } });
    expect(body).toMatchObject({ result: { resultType: 'input_required' } });
    expect(JSON.stringify(body)).toContain('replaces the exemption');
    expect(await kinds()).toEqual(before);
  });

  test('of one signed-in person is nothing to another', async () => {
    const world = await acme();
    const from = await issuer(() => new Date(world.clock()));
    const server = await shared({
      world,
      http: { oauth: { issuer: from.url, audience: AUDIENCE, jwksUrl: from.jwksUrl } },
    });
    const wire = modernWire(server.serving.url);
    const as = async (sub: string) => ({
      headers: { authorization: `Bearer ${await from.token({ sub, clari_identity_roles: ['operator'] })}` },
    });
    const { key, state } = await wire.asked('set_exemption', EXEMPT, await as('olga'));
    const params = { inputResponses: { [key]: ACCEPTED }, requestState: state };
    expect(await wire.call('set_exemption', EXEMPT, { ...(await as('mallory')), params })).toMatchObject({
      isError: true,
      text: expect.stringContaining('was given to another caller'),
    });
    expect(await ledgerKinds(world)).not.toContain('exemption.set');
    expect(await wire.call('set_exemption', EXEMPT, { ...(await as('olga')), params })).toMatchObject({
      isError: false,
    });
  });
});
