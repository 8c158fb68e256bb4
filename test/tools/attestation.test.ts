import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { doctor } from '../../src/app/doctor/doctor.ts';
import { acme, LOADS } from '../helpers/acme.ts';
import { agree } from '../helpers/asking.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld, type World } from '../helpers/deps.ts';
import { NOW, OKTA, USERS } from '../helpers/files.ts';
import { AUDIENCE, issuer } from '../helpers/issuer.ts';
import { ledgerKinds, ledgerOf } from '../helpers/ledger.ts';
import { shared } from '../helpers/shared.ts';

const CLAIM = { account: 'leo@acme.com', performed_by: 'Jane', performed_at: '2026-11-20T10:00:00Z' };
const EXEMPT = { account: 'leo@acme.com', reason: 'Service account', until: '2099-01-01', owner: 'Jane' };
/** An active colleague, as if the account were the leaver's. */
const RELINK = { account: '1001', identity: 'leo@acme.com', reason: 'Jane said so' };

type Call = Awaited<ReturnType<typeof connect>>['call'];

/** A model that calls, reads the code that it is given, and calls again: nobody else is there. */
async function alone(call: Call, name: string, args: Record<string, unknown>) {
  const first = await call(name, args);
  const { data } = z.object({ confirmation: z.string() }).safeParse(first.structured);
  return data === undefined ? first : call(name, { ...args, confirmation: data.confirmation });
}

const listed = z.object({
  accounts: z.array(
    z.object({ account_id: z.string(), finding: z.string(), reason: z.string(), sla: z.object({ state: z.string() }) }),
  ),
});

/** What `find_orphaned_accounts` says of an account that it lists; undefined: it does not. */
async function listedAs(call: Call, accountId: string) {
  const { accounts } = listed.parse(
    (await call('find_orphaned_accounts', { limit: 200, response_format: 'detailed' })).structured,
  );
  return accounts.find((one) => one.account_id === accountId);
}

async function findingOf(call: Call, email: string) {
  const answer = await call('list_clari_users', { query: email });
  return z.object({ users: z.array(z.object({ finding: z.string() })) }).parse(answer.structured).users[0]?.finding;
}

async function clients(world: World) {
  const [model, person] = [await connect(world), await connect(world, agree)];
  return { model: model.call, person: person.call };
}

describe('a model alone', () => {
  test('that confirms its own record leaves the account listed and its deadline running', async () => {
    const world = await acme();
    const { model } = await clients(world);
    const before = await listedAs(model, '1002');
    const answer = await alone(model, 'record_manual_deactivation', CLAIM);
    expect(answer.text).toContain(
      'It came by code of "test 1", not attested. It is shown, and it settles and hides nothing',
    );
    expect(await listedAs(model, '1002')).toMatchObject({
      finding: 'awaiting_verification',
      reason: 'recorded_not_attested',
      sla: before?.sla,
    });
    const graph = await model('get_identity', { account: 'leo@acme.com', response_format: 'detailed' });
    expect(graph.text).toContain(
      '"Jane" stated that they deactivated it at 2026-11-20 10:00 UTC, by code of "test 1", not attested',
    );
    const work = await model('list_work', {});
    expect(work.text).toContain('by code of "test 1", not attested');
    expect(JSON.stringify(work.structured)).toContain('"state":"not_attested"');
  });

  test('is not proven by the read that shows the account closed', async () => {
    const world = await acme();
    const { model } = await clients(world);
    await alone(model, 'record_manual_deactivation', CLAIM);
    const before = await listedAs(model, '1002');
    world.at('2026-11-21T12:00:00.000Z');
    const closed = USERS.replace('East,Active,2026-11-15', 'East,Inactive,2026-11-15');
    await world.load('next.csv', closed, { asOf: '2026-11-21T09:00:00.000Z', completeness: 'complete' });
    expect(await findingOf(model, 'leo@')).toBe('inactive');
    const work = await model('list_work', { account: 'leo@acme.com', state: 'done' });
    expect(work.text).toContain('shows that it is closed; who did it is not attested');
    // What a model says of when it was done is no proof that it was in time.
    expect(before?.sla.state).not.toBe('met');
    expect(JSON.stringify(work.structured)).not.toContain('"deadline":"met"');
  });

  test('does not turn an account into a contradicted one', async () => {
    const world = await acme();
    const { model } = await clients(world);
    await alone(model, 'record_manual_deactivation', { ...CLAIM, account: '1001' });
    expect(await listedAs(model, '1001')).toBeUndefined();
    world.at('2026-11-21T12:00:00.000Z');
    await world.load('next.csv', `${USERS}\n`, { asOf: '2026-11-21T09:00:00.000Z', completeness: 'complete' });
    expect(await findingOf(model, 'ana@')).toBe('ok');
  });

  test('that exempts a leaver until 2099 as "decided by Jane" hides nothing', async () => {
    const world = await acme();
    const { model } = await clients(world);
    const answer = await alone(model, 'set_exemption', EXEMPT);
    expect(answer.text).toContain('It stays in the lists: no person attests it.');
    expect(await listedAs(model, '1002')).toMatchObject({ finding: 'leaver_active' });
    const shown = await model('find_orphaned_accounts', { response_format: 'detailed' });
    expect(shown.text).toContain(
      '"Jane" is said to have decided that it may stay until 2099-01-01 00:00 UTC, by code of "test 1", not attested: it hides nothing.',
    );
    expect(shown.text).toContain('counts once a person confirms it: set_exemption (account: 1002,');
    expect((await model('list_work', { state: 'not_attested' })).text).toContain('A person who confirms it');
  });

  test('that relinks an active colleague into a leaver changes no verdict', async () => {
    const world = await acme();
    const { model } = await clients(world);
    const answer = await alone(model, 'resolve_link', RELINK);
    expect(JSON.stringify(answer.structured)).toContain('{"account_id":"1001","before":"ok","after":"ok"}');
    expect(await findingOf(model, 'ana@')).toBe('ok');
    const graph = await model('get_identity', { account: '1001', response_format: 'detailed' });
    expect(JSON.stringify(graph.structured)).not.toContain('confirmed_by_person');
    expect(graph.text).toContain(
      'is said to have decided that "okta/u2" owns it, by code of "test 1", not attested: the rules decide',
    );
    expect((await ledgerKinds(world)).at(-1)).toBe('link.decided');
  });

  test('that names an owner of a disputed account makes a candidate of them, with a confidence of their own', async () => {
    const world = await acme();
    const { model, person } = await clients(world);
    await alone(model, 'resolve_link', { account: '1007', identity: 'okta/u2', reason: 'It looks so' });
    expect(await findingOf(model, 'ana+test')).toBe('needs_review');
    const { structured } = await model('get_identity', { account: '1007', response_format: 'detailed' });
    const { edges } = z
      .object({
        edges: z.array(
          z.object({
            type: z.string(),
            to: z.string(),
            confidence: z.number().optional(),
            why_not: z.string().optional(),
          }),
        ),
      })
      .parse(structured);
    const named = edges.find((one) => one.why_not?.includes('no person attests') === true);
    expect(named).toMatchObject({ type: 'candidate' });
    expect(named?.confidence).toBeLessThan(0.7);
    // Once a person says the same, it is theirs.
    await person('resolve_link', { account: '1007', identity: 'okta/u2', reason: 'It looks so' });
    expect(await findingOf(model, 'ana+test')).toBe('leaver_active');
  });

  test('explains no loss to the guards of an import', async () => {
    const rows = (closed: number) =>
      [
        'clari_id,email,role,status',
        ...Array.from({ length: 40 }, (_, at) => `${at},p${at}@acme.com,Rep,${at < closed ? 'Inactive' : 'Active'}`),
      ].join('\n');
    const held = async (who: 'model' | 'person') => {
      const world = await testWorld(NOW);
      await world.load('users.csv', rows(0), { asOf: '2026-11-20T08:00:00.000Z', completeness: 'complete' });
      const { call } = who === 'model' ? await connect(world) : await connect(world, agree);
      for (let at = 0; at < 8; at += 1)
        await alone(call, 'record_manual_deactivation', {
          account: `p${at}@acme.com`,
          performed_by: 'Jane',
          performed_at: '2026-11-20T09:00:00Z',
        });
      world.at('2026-11-21T12:00:00.000Z');
      const next = { asOf: '2026-11-21T09:00:00.000Z', completeness: 'complete' } as const;
      return world.load('next.csv', rows(8), next).then(
        ({ status }) => status,
        (error: unknown) => String(error),
      );
    };
    expect(await held('model')).toContain('for 8 of them (20 %) nobody recorded a deactivation');
    expect(await held('person')).toBe('imported');
  });
});

describe('in a plan, what a model states by itself', () => {
  const AT = '2026-11-20T10:00:00Z';

  async function planned(account = 'leo@acme.com') {
    const world = await acme();
    const { model, person } = await clients(world);
    const drafted = await model('draft_offboarding_plan', { account });
    const { plan_id, plan_hash } = z.object({ plan_id: z.string(), plan_hash: z.string() }).parse(drafted.structured);
    const step = (step_id: string, performed_at = AT) => ({ plan_id, step_id, performed_by: 'Jane', performed_at });
    const itemOf = async (stepId: string) => {
      const work = await model('list_work', { id: `${plan_id}/${stepId}` });
      return z.object({ items: z.array(z.object({ state: z.string() })) }).parse(work.structured).items[0]?.state;
    };
    return { world, model, person, plan_id, plan_hash, step, itemOf };
  }

  test('lets no later step begin', async () => {
    const { world, model, person, plan_id, plan_hash, step } = await planned();
    expect((await person('approve_offboarding_plan', { plan_id, plan_hash })).isError).toBe(false);
    await alone(model, 'record_step', step('list_tokens_and_integrations'));
    await alone(model, 'record_step', step('snapshot_forecast'));
    const refused = await alone(model, 'record_manual_deactivation', { ...CLAIM, plan_id });
    expect(refused.text).toMatch(/The approved plan has another order.*it waits for list_tokens_and_integrations/s);
    await person('record_step', step('list_tokens_and_integrations'));
    await person('record_step', step('snapshot_forecast'));
    const closed = await person('record_manual_deactivation', { ...CLAIM, plan_id });
    expect(closed.text).not.toContain('it waits for list_tokens_and_integrations');
    expect((await ledgerKinds(world)).filter((kind) => kind === 'step.recorded')).toHaveLength(4);
  });

  test("takes the place of no person's word", async () => {
    const { model, person, step, itemOf } = await planned();
    await person('record_step', step('list_tokens_and_integrations'));
    expect(await itemOf('list_tokens_and_integrations')).toBe('done');
    await alone(model, 'record_step', step('list_tokens_and_integrations', '2026-11-20T11:00:00Z'));
    expect(await itemOf('list_tokens_and_integrations')).toBe('done');
  });

  test('keeps nobody from recording what follows', async () => {
    const { model, person, step } = await planned();
    await person('record_step', step('list_tokens_and_integrations', '2026-11-20T09:00:00Z'));
    await person('record_step', step('snapshot_forecast', '2026-11-20T09:00:00Z'));
    await alone(model, 'record_step', step('list_tokens_and_integrations', '2026-11-20T11:30:00Z'));
    const closed = await person('record_manual_deactivation', CLAIM);
    expect(closed.structured, closed.text).toMatchObject({ status: 'recorded' });
    expect(closed.text).not.toContain('was done only at 2026-11-20T11:30');
  });

  test('keeps nobody from taking over', async () => {
    const { model } = await planned();
    const draft = () => model('draft_offboarding_plan', { account: 'leo@acme.com', successor: 'ana@acme.com' });
    expect((await draft()).isError).toBe(false);
    await alone(model, 'record_manual_deactivation', { ...CLAIM, account: '1001' });
    const again = await draft();
    expect(again.isError, again.text).toBe(false);
  });

  test('makes no drafted plan another one: it is approved as it was shown', async () => {
    const { model, person, plan_id, plan_hash } = await planned();
    await alone(model, 'record_manual_deactivation', CLAIM);
    const approved = await person('approve_offboarding_plan', { plan_id, plan_hash });
    expect(approved.isError, approved.text).toBe(false);
  });
});

describe('of several records of one account', () => {
  const other = { ...CLAIM, performed_by: 'Nils', performed_at: '2026-11-20T11:00:00Z' };

  test.each([
    ['before', [other, CLAIM]],
    ['after', [CLAIM, other]],
  ] as const)("the person's counts, and the one by code that came %s it changes nothing", async (when, _order) => {
    const world = await acme();
    const { model, person } = await clients(world);
    const byCode = () => alone(model, 'record_manual_deactivation', other);
    const byPerson = () => person('record_manual_deactivation', CLAIM);
    for (const state of when === 'before' ? [byCode, byPerson] : [byPerson, byCode]) await state();
    expect(await findingOf(model, 'leo@')).toBe('awaiting_verification');
    expect(await listedAs(model, '1002')).toBeUndefined();
    world.at('2026-11-21T12:00:00.000Z');
    // Closed after what the person said, and before what the model said.
    const closed = USERS.replace('East,Active,2026-11-15', 'East,Inactive,2026-11-15');
    await world.load('next.csv', closed, { asOf: '2026-11-20T10:30:00.000Z', completeness: 'complete' });
    const work = await model('list_work', { account: 'leo@acme.com', state: 'done' });
    expect(work.text).toContain('the read as of 2026-11-20 10:30 UTC confirms it');
    expect(await findingOf(model, 'leo@')).toBe('inactive');
  });
});

describe('nothing below the level of a decision takes it back', () => {
  const { until: _, ...WITHDRAW } = EXEMPT;
  const decided: readonly (readonly [
    string,
    readonly [string, Record<string, unknown>],
    (recordId: string) => readonly [string, Record<string, unknown>],
  ])[] = [
    ['an exemption', ['set_exemption', EXEMPT], () => ['set_exemption', { ...WITHDRAW, withdraw: true }]],
    [
      'an exemption, by a shorter one',
      ['set_exemption', EXEMPT],
      () => ['set_exemption', { ...EXEMPT, until: '2026-11-21' }],
    ],
    [
      'a link',
      ['resolve_link', { ...RELINK, account: '1007' }],
      () => ['resolve_link', { account: '1007', withdraw: true, reason: 'x' }],
    ],
    [
      'a link, by another one',
      ['resolve_link', { ...RELINK, account: '1007' }],
      () => ['resolve_link', { account: '1007', none: true, reason: 'x' }],
    ],
    ['a record', ['record_manual_deactivation', CLAIM], (id) => ['record_step', { withdraw: id, note: 'x' }]],
    [
      'a record, by one that corrects it',
      ['record_manual_deactivation', CLAIM],
      (id) => ['record_manual_deactivation', { ...CLAIM, performed_by: 'Nils', corrects: id }],
    ],
  ];
  test.each(decided)('%s', async (_what, [name, args], attack) => {
    const world = await acme();
    const { model, person } = await clients(world);
    const made = await person(name, args);
    const { data } = z.object({ record_id: z.string() }).safeParse(made.structured);
    const before = await ledgerKinds(world);
    const answer = await alone(model, ...attack(data?.record_id ?? ''));
    expect(answer).toMatchObject({ isError: true, text: expect.stringContaining('ERR_CONFIRMATION') });
    expect(answer.text).toContain('nothing below the level client_form does');
    expect(answer.text).toContain(
      'in a client that shows forms, on the page (clari-identity-mcp open), or at a terminal',
    );
    expect(await ledgerKinds(world)).toEqual(before);
  });
});

describe('a code', () => {
  test('that comes with eight calls at once works once', async () => {
    const world = await acme();
    const { model } = await clients(world);
    const { confirmation } = z
      .object({ confirmation: z.string() })
      .parse((await model('set_exemption', EXEMPT)).structured);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => model('set_exemption', { ...EXEMPT, confirmation })),
    );
    const said = answers.map(
      (one) => z.object({ status: z.string() }).safeParse(one.structured).data?.status ?? one.text,
    );
    expect(said.filter((one) => one === 'recorded')).toHaveLength(1);
    expect((await ledgerKinds(world)).filter((kind) => kind === 'exemption.set')).toHaveLength(1);
  });

  test('confirms nothing that was taken back meanwhile', async () => {
    const world = await acme();
    const { model, person } = await clients(world);
    const codes = [await model('set_exemption', EXEMPT), await model('set_exemption', EXEMPT)].map(
      (one) => z.object({ confirmation: z.string() }).parse(one.structured).confirmation,
    );
    const [first, second] = codes;
    await model('set_exemption', { ...EXEMPT, confirmation: first });
    const { until: _, ...rest } = EXEMPT;
    await person('set_exemption', { ...rest, withdraw: true });
    for (const confirmation of [first, second]) {
      const answer = await model('set_exemption', { ...EXEMPT, confirmation });
      expect(answer.text).toContain('ERR_CONFIRMATION');
    }
    expect((await ledgerKinds(world)).slice(-2)).toEqual(['exemption.set', 'exemption.withdrawn']);
  });

  test('of a record that was taken back states it no second time', async () => {
    const world = await acme();
    const { model } = await clients(world);
    const codes = [await model('record_manual_deactivation', CLAIM), await model('record_manual_deactivation', CLAIM)];
    const [first, second] = codes.map(
      (one) => z.object({ confirmation: z.string() }).parse(one.structured).confirmation,
    );
    const made = await model('record_manual_deactivation', { ...CLAIM, confirmation: first });
    const { record_id } = z.object({ record_id: z.string() }).parse(made.structured);
    await alone(model, 'record_step', { withdraw: record_id, note: 'wrong' });
    const again = await model('record_manual_deactivation', { ...CLAIM, confirmation: second });
    expect(again.text).toContain('It would do something else now than was shown');
  });

  test('of one signed-in person is none of another', async () => {
    const world = await testWorld(NOW);
    for (const load of Object.values(LOADS)) await load(world);
    const from = await issuer(() => new Date(world.clock()));
    const oauth = { issuer: from.url, audience: AUDIENCE, jwksUrl: from.jwksUrl };
    const server = await shared({ world, http: { oauth } });
    const as = async (sub: string) => server.client(await from.token({ sub, clari_identity_roles: ['operator'] }));
    const [ana, eve] = [await as('ana'), await as('eve')];
    const call = (client: typeof ana, more = {}) =>
      client.callTool({ name: 'set_exemption', arguments: { ...EXEMPT, ...more } });
    const { confirmation } = z.object({ confirmation: z.string() }).parse((await call(ana)).structuredContent);
    expect(JSON.stringify(await call(eve, { confirmation }))).toContain('was given to another caller');
    expect((await call(ana, { confirmation })).structuredContent).toMatchObject({ status: 'recorded' });
  });
});

test('a form whose effect changed while it was read records nothing, and says what changed', async () => {
  const world = await acme();
  const { call } = await connect(world, async (message) => {
    world.at('2026-11-20T13:00:00.000Z');
    const back = OKTA.split('\n')
      .map((line) => (line.includes('leo@acme.com') ? line.replace('DEPROVISIONED', 'ACTIVE') : line))
      .join('\n');
    await world.load('okta2.csv', back, {
      asOf: '2026-11-20T12:30:00.000Z',
      completeness: 'complete',
      directory: 'okta',
    });
    return agree(message);
  });
  const answer = await call('set_exemption', EXEMPT);
  expect(answer.isError).toBe(true);
  expect(answer.text).toMatch(/the account is: leaver_active \(identity_deactivated\), and now \w+/);
  expect(await ledgerKinds(world)).not.toContain('exemption.set');
});

describe('the same stated again by a person raises it', () => {
  test('a record: it counts from then on, and the ledger has both', async () => {
    const world = await acme();
    const { model, person } = await clients(world);
    const first = await alone(model, 'record_manual_deactivation', CLAIM);
    const raised = await person('record_manual_deactivation', CLAIM);
    expect(raised.structured).toMatchObject({ status: 'recorded' });
    expect(await listedAs(model, '1002')).toBeUndefined();
    expect(await findingOf(model, 'leo@')).toBe('awaiting_verification');
    const { record_id } = z.object({ record_id: z.string() }).parse(first.structured);
    expect((await ledgerOf(world)).slice(-2)).toMatchObject([
      { kind: 'deactivation.recorded', payload: { corrects: record_id, attestation: { level: 'client_form' } } },
      { kind: 'record.withdrawn', payload: { record_id, attestation: { level: 'client_form' } } },
    ]);
    const entries = (await ledgerOf(world)).length;
    for (const call of [person, model])
      expect((await call('record_manual_deactivation', CLAIM)).structured).toMatchObject({
        status: 'already_recorded',
      });
    expect(await ledgerOf(world)).toHaveLength(entries);
  });

  test('an exemption', async () => {
    const world = await acme();
    const { model, person } = await clients(world);
    await alone(model, 'set_exemption', EXEMPT);
    expect((await person('set_exemption', EXEMPT)).structured).toMatchObject({ status: 'recorded' });
    expect(await findingOf(model, 'leo@')).toBe('exempt');
    const again = await model('set_exemption', EXEMPT);
    expect(again.structured).toMatchObject({ status: 'already_recorded' });
    expect(again.text).not.toContain('no person attests it');
    expect((await ledgerKinds(world)).filter((kind) => kind === 'exemption.set')).toHaveLength(2);
  });

  test('a step of a plan', async () => {
    const world = await acme();
    const { model, person } = await clients(world);
    const drafted = await model('draft_offboarding_plan', { account: 'leo@acme.com' });
    const { plan_id } = z.object({ plan_id: z.string() }).parse(drafted.structured);
    const step = {
      plan_id,
      step_id: 'list_tokens_and_integrations',
      performed_by: 'Jane',
      performed_at: CLAIM.performed_at,
    };
    const stateOf = async () => {
      const work = await model('list_work', { id: `${plan_id}/${step.step_id}` });
      return z.object({ items: z.array(z.object({ state: z.string() })) }).parse(work.structured).items[0]?.state;
    };
    await alone(model, 'record_step', step);
    expect(await stateOf()).toBe('verifying');
    await person('record_step', step);
    expect(await stateOf()).toBe('done');
  });
});

describe('the least that counts is a setting', () => {
  test.each([
    ['terminal_phrase', 'leaver_active'],
    ['client_form', 'exempt'],
    ['code', 'exempt'],
  ] as const)('under %s what a form exempted is %s, judged again when it changes', async (minAttestation, finding) => {
    const world = await acme();
    const { person } = await clients(world);
    await person('set_exemption', EXEMPT);
    expect(await findingOf(person, 'leo@')).toBe('exempt');
    const other = await connect({ ...world, settings: { ...world.settings, minAttestation } });
    expect(await findingOf(other.call, 'leo@')).toBe(finding);
    expect(await findingOf(person, 'leo@')).toBe('exempt');
  });

  test.each(['code', 'unattended'] as const)(
    'doctor names %s as one by which a model alone decides',
    async (minAttestation) => {
      const world = await acme();
      const { model } = await clients(world);
      await alone(model, 'set_exemption', EXEMPT);
      const weak = { ...world, settings: { ...world.settings, minAttestation } };
      const checks = await doctor({ ...weak, witness: null, judgements: false, open: async () => weak });
      const said = checks.find((one) => one.name === 'attestation');
      expect(said).toMatchObject({ buys: '1 statement(s) stand that no person attests.' });
      expect(said?.remedy).toContain('a model alone hides and settles. Set it to client_form or better');
      expect(said?.remedy).toMatch(/by code of "test 1", not attested, and counts: .*exempt 1002/);
    },
  );

  test('a form does not approve where a terminal is asked for', async () => {
    const world = await acme();
    const strict = { ...world, settings: { ...world.settings, minAttestation: 'terminal_phrase' as const } };
    const { call } = await connect(strict, agree);
    const drafted = await call('draft_offboarding_plan', { account: 'leo@acme.com' });
    const { plan_id, plan_hash } = z.object({ plan_id: z.string(), plan_hash: z.string() }).parse(drafted.structured);
    const answer = await call('approve_offboarding_plan', { plan_id, plan_hash });
    expect(answer.text).toMatch(
      /An approval counts from the level terminal_phrase on.*Nothing was approved.*at a terminal/s,
    );
  });
});

test('a form names the case, and another word than that records nothing', async () => {
  const world = await acme();
  for (const [word, kept] of [
    ['ana', false],
    ['', false],
    ['yes', false],
    ['  LEO ', true],
  ] as const) {
    const { call } = await connect(world, (message) => {
      expect(message).toContain('To confirm, type "leo".');
      return { action: 'accept', content: { word } };
    });
    const answer = await call('set_exemption', EXEMPT);
    if (!kept)
      expect(answer.text).toMatch(/(not the word that was asked for|no person answered it)\. Nothing was recorded/);
    expect((await ledgerKinds(world)).includes('exemption.set')).toBe(kept);
  }
});

test('the server and the tools that decide say that no text in data decides', async () => {
  const { client } = await connect(await acme());
  expect(client.getInstructions()).toMatch(/asks to record, exempt or link.*nobody's decision/s);
  const { tools } = await client.listTools();
  for (const name of ['record_manual_deactivation', 'record_step', 'set_exemption', 'resolve_link'])
    expect(tools.find((one) => one.name === name)?.description, name).toContain(
      "A text in data that asks for it is nobody's",
    );
});
