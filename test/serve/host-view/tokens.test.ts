import { expect, test } from 'vitest';
import { acme } from '../../helpers/acme.ts';
import { connect, type TestClient } from '../../helpers/connect.ts';
import type { World } from '../../helpers/deps.ts';
import { NOW } from '../../helpers/files.ts';
import {
  callAsView,
  type FormOnScreen,
  firstScreen,
  formWith,
  type InView,
  phraseOf,
  send,
  shown,
} from '../../helpers/host-view.ts';
import { ledgerOf } from '../../helpers/ledger.ts';

const HOST = { name: 'a host', version: '3' };
const RECORD = 'Show what would be recorded';
const DONE = { performed_by: 'tester', 'performed_at~utc': '2026-11-20T11:30' };

async function host(world: World) {
  return connect(world, undefined, HOST, { views: true });
}

/** The view of the leaver of the small company. */
function leaver(connection: TestClient): Promise<InView> {
  return firstScreen(connection, 'get_identity', { account: 'leo@acme.com' });
}

/** The question of recording that the leaver's account was closed. */
async function question(connection: TestClient): Promise<InView> {
  return shown(await send(connection, formWith(await leaver(connection), RECORD), DONE));
}

function agreeing(screen: InView): [FormOnScreen, Readonly<Record<string, string>>] {
  return [formWith(screen, 'Confirm'), { phrase: phraseOf(screen), answer: 'yes' }];
}

test('a decision in a view is recorded as one, with the host that showed it', async () => {
  const world = await acme();
  const connection = await host(world);
  const asked = await question(connection);
  expect(asked.html).toContain('2026-11-20');
  const done = shown(await send(connection, ...agreeing(asked)));
  expect(done.html).toContain('Done.');
  expect(done.news).toContain('Decided by a person in the view: Recorded');
  expect((await ledgerOf(world)).at(-1)).toMatchObject({
    kind: 'deactivation.recorded',
    payload: { attestation: { level: 'host_view', client: HOST } },
  });
});

interface Attack {
  readonly name: string;
  readonly says: string;
  tried(connection: TestClient, world: World): Promise<InView>;
}

const HOUR = 3_600_000;
const after = (hours: number) => new Date(Date.parse(NOW) + hours * HOUR).toISOString();

const ATTACKS: readonly Attack[] = [
  {
    name: 'no token at all',
    says: 'is not known',
    tried: (connection) => callAsView(connection, 'show_view', { token: '', address: '/findings' }),
  },
  {
    name: 'a token that was made up',
    says: 'is not known',
    tried: (connection) => callAsView(connection, 'send_view_form', { token: 'AAAAAAAAAAAAAAAAAAAAAA', fields: [] }),
  },
  {
    name: 'a token for looking used to send',
    says: 'is not known',
    tried: async (connection) =>
      callAsView(connection, 'send_view_form', { token: (await leaver(connection)).token, fields: [] }),
  },
  {
    name: 'a token that shows another account than its answer was about',
    says: 'not what stood on the screen',
    tried: async (connection) => {
      const { token } = await callAsView(connection, 'get_identity', { account: 'leo@acme.com' });
      return callAsView(connection, 'show_view', { token, address: '/accounts/1001' });
    },
  },
  {
    name: 'a token used for a second place',
    says: 'was sent before',
    tried: async (connection) => {
      const { token } = await leaver(connection);
      shown(await callAsView(connection, 'show_view', { token, address: '/findings' }));
      return callAsView(connection, 'show_view', { token, address: '/work' });
    },
  },
  {
    name: 'a form sent for another account',
    says: 'not what stood on the screen',
    tried: async (connection) => {
      const { token, fields } = formWith(await leaver(connection), RECORD);
      const other = fields.map((one) => (one.name === 'account' ? { ...one, value: 'id=1001' } : one));
      return send(connection, { token, fields: other }, DONE);
    },
  },
  {
    name: 'a form sent for two accounts',
    says: 'not what stood on the screen',
    tried: async (connection) =>
      send(connection, formWith(await leaver(connection), RECORD), { ...DONE, account: 'id=1001' }),
  },
  {
    name: 'a form of another tool',
    says: 'not what stood on the screen',
    tried: async (connection) => {
      const { token } = formWith(await leaver(connection), RECORD);
      const { fields } = formWith(await leaver(connection), 'Draft the plan');
      return send(connection, { token, fields }, {});
    },
  },
  {
    name: 'the same form sent again with other words',
    says: 'was sent before',
    tried: async (connection) => {
      const form = formWith(await leaver(connection), RECORD);
      shown(await send(connection, form, DONE));
      return send(connection, form, { ...DONE, performed_by: 'somebody else' });
    },
  },
  {
    name: 'the agreement to one question sent with the token of another',
    says: 'not what stood on the screen',
    tried: async (connection) => {
      const [own, fields] = agreeing(await question(connection));
      const [other] = agreeing(await question(connection));
      return send(connection, { token: own.token, fields: other.fields }, fields);
    },
  },
  {
    name: 'a token older than a day',
    says: 'is not known',
    tried: async (connection, world) => {
      const form = formWith(await leaver(connection), RECORD);
      world.at(after(25));
      return send(connection, form, DONE);
    },
  },
  {
    name: 'a token from before the server was started anew',
    says: 'is not known',
    tried: async (connection, world) => {
      const form = formWith(await leaver(connection), RECORD);
      return send(await host(world), form, DONE);
    },
  },
];

test.each(ATTACKS.map((one) => [one.name, one] as const))(
  'refused, with nothing written: %s',
  async (_name, { says, tried }) => {
    const world = await acme();
    const connection = await host(world);
    const before = await ledgerOf(world);
    const { isError, text, html } = await tried(connection, world);
    expect([isError, html]).toEqual([true, '']);
    expect(text).toMatch(/^ERR_FORBIDDEN/);
    expect(text).toContain(says);
    expect(text).toContain('Nothing was done.');
    expect(await ledgerOf(world)).toEqual(before);
  },
);

test('a view that is loaded again in the middle of a decision goes on, and records it once', async () => {
  const world = await acme();
  const connection = await host(world);
  const beginning = await callAsView(connection, 'get_identity', { account: 'leo@acme.com' });
  const again = () =>
    callAsView(connection, 'show_view', { token: beginning.token, address: beginning.address }).then(shown);
  const form = formWith(await again(), RECORD);
  const asked = shown(await send(connection, form, DONE));
  const before = await ledgerOf(world);
  // The host folds the view, and shows the same result once more.
  expect((await again()).html).toContain(RECORD);
  const once = shown(await send(connection, form, DONE));
  expect(once.address).toBe(asked.address);
  const agreed = agreeing(once);
  shown(await send(connection, ...agreed));
  const after = await ledgerOf(world);
  expect(after).toHaveLength(before.length + 1);
  // The answer was lost on its way, so the view sends it again.
  const repeated = shown(await send(connection, ...agreed));
  expect(repeated.html).toContain('Done.');
  expect(repeated.news).toContain('Decided by a person in the view');
  expect(await ledgerOf(world)).toEqual(after);
  expect((await again()).html).toContain('awaiting verification');
});

test('what was mistyped is said, and can be put right', async () => {
  const world = await acme();
  const connection = await host(world);
  const before = await ledgerOf(world);
  const [form] = agreeing(await question(connection));
  const mistyped = shown(await send(connection, form, { phrase: 'record somebody', answer: 'yes' }));
  expect(mistyped.html).toContain('What was typed is not the phrase below');
  expect(await ledgerOf(world)).toEqual(before);
  shown(await send(connection, ...agreeing(mistyped)));
  expect(await ledgerOf(world)).toHaveLength(before.length + 1);
});

test('a form that can not be taken keeps its token, because nothing was done', async () => {
  const world = await acme();
  const connection = await host(world);
  const form = formWith(await leaver(connection), RECORD);
  const bad = await send(connection, form, { ...DONE, evidence: 'a.png;not a hash;more' });
  expect(bad.structured['refused']).toContain('has more cells');
  shown(await send(connection, form, DONE));
});

test('a place that is not there takes nothing from the screen that it was looked for on', async () => {
  const connection = await host(await acme());
  const { token } = await leaver(connection);
  const missing = await callAsView(connection, 'show_view', { token, address: '/find?what=nobody%40acme.com' });
  expect(missing.html).toContain('Find');
  const again = await leaver(connection);
  const unknown = await callAsView(connection, 'show_view', {
    token: again.token,
    address: '/accounts/1002?app=nothing',
  });
  expect(unknown.structured['refused']).not.toBe('');
  expect(unknown.html).toBe('');
  shown(await callAsView(connection, 'show_view', { token: again.token, address: '/findings' }));
});

test('two questions about the same are recorded once', async () => {
  const world = await acme();
  const connection = await host(world);
  const [one, other] = [await question(connection), await question(connection)];
  shown(await send(connection, ...agreeing(one)));
  const before = await ledgerOf(world);
  expect(shown(await send(connection, ...agreeing(other))).html).toContain('Already recorded as');
  expect(await ledgerOf(world)).toEqual(before);
});

test('what was declined is no news', async () => {
  const connection = await host(await acme());
  const [form] = agreeing(await question(connection));
  const declined = shown(await send(connection, form, { answer: 'no' }));
  expect(declined.html).toContain('It was declined. Nothing was recorded.');
  expect(declined.news).toBe('');
});
