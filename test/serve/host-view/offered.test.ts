import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Role } from '../../../src/model/actor.ts';
import type { AttestationLevel } from '../../../src/model/attestation.ts';
import { offeredViews } from '../../../src/serve/host-view/offered-views.ts';
import { VIEW_NAMES } from '../../../src/tool.ts';
import { tools } from '../../../tools/index.ts';
import { acme } from '../../helpers/acme.ts';
import { connect } from '../../helpers/connect.ts';
import { callAsView, firstScreen, formWith, phraseOf, send, shown } from '../../helpers/host-view.ts';
import { ledgerOf } from '../../helpers/ledger.ts';
import { OPEN, reviewCompany } from '../../helpers/review-company.ts';
import { callAs } from '../../helpers/review-story.ts';

const OF_VIEWS = ['show_view', 'send_view_form'];
const HOST = { name: 'a host', version: '3' };

test('a client without views is offered none of their tools, and refused if it calls them', async () => {
  const connection = await connect(await acme());
  const { tools: listed } = await connection.client.listTools();
  expect(listed.filter(({ name }) => OF_VIEWS.includes(name))).toEqual([]);
  for (const [name, args] of [
    ['show_view', { token: '', address: '/findings' }],
    ['send_view_form', { token: '', fields: [] }],
  ] as const) {
    const { isError, text } = await callAsView(connection, name, args);
    expect(isError).toBe(true);
    expect(text).toContain('this client declared none');
  }
});

test('a host that shows views is offered their tools for views alone, and no word of the answers changes', async () => {
  const world = await acme();
  const [plain, host] = [await connect(world), await connect(world, undefined, HOST, { views: true })];
  const { tools: listed } = await host.client.listTools();
  const metaOf = (name: string) => listed.find((one) => one.name === name)?._meta;
  for (const name of OF_VIEWS) expect(metaOf(name)).toEqual({ ui: { visibility: ['app'] } });
  const withView = listed.filter(({ _meta }) => _meta?.['ui/resourceUri'] !== undefined);
  expect(withView.map(({ _meta }) => _meta?.['ui/resourceUri']).toSorted()).toEqual(
    VIEW_NAMES.map((view) => `ui://clari-identity/${view}`).toSorted(),
  );
  const CALLS = [
    ['find_orphaned_accounts', {}],
    ['get_identity', { account: 'leo@acme.com' }],
    ['list_work', {}],
    ['draft_offboarding_plan', { account: 'leo@acme.com' }],
  ] as const;
  for (const [name, args] of CALLS) {
    await plain.call(name, args);
    const [one, other] = [await plain.call(name, args), await host.call(name, args)];
    expect(other.text).toBe(one.text);
    expect(other.structured).toEqual(one.structured);
    expect(JSON.stringify([other.text, other.structured])).not.toContain(
      (await callAsView(host, name, args)).token || 'no token',
    );
  }
});

interface Begun {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly address: RegExp;
  readonly shows: string;
}

const BEGUN: readonly Begun[] = [
  {
    tool: 'find_orphaned_accounts',
    args: { findings: ['leaver_active', 'orphaned'], team: 'East', limit: 1 },
    address: /^\/findings\?findings=leaver_active&findings=orphaned&team=East&/,
    shows: '1 of 1 shown',
  },
  { tool: 'get_identity', args: { account: 'leo@acme.com' }, address: /^\/accounts\/2002\?/, shows: 'Leo Left' },
  { tool: 'list_work', args: {}, address: /^\/work$/, shows: 'Filter the work' },
  {
    tool: 'draft_offboarding_plan',
    args: { account: 'leo@acme.com', successor: 'ana@acme.com' },
    address: /^\/plans\/plan_\w+$/,
    shows: 'Approve this plan',
  },
];

test.each(BEGUN.map((one) => [one.tool, one] as const))('%s begins with what was asked for', async (_name, one) => {
  const connection = await connect(await reviewCompany(), undefined, HOST, { views: true });
  expect((await callAsView(connection, one.tool, one.args)).address).toMatch(one.address);
  expect((await firstScreen(connection, one.tool, one.args)).html).toContain(one.shows);
});

test('an answer with nothing to show hands over nothing', async () => {
  const connection = await connect(await acme(), undefined, HOST, { views: true });
  expect((await callAsView(connection, 'get_coverage', {})).token).toBe('');
  expect((await callAsView(connection, 'get_identity', { account: 'nobody@acme.com' })).token).toBe('');
});

const opened = z.object({ review_id: z.string() });

test('a reviewer decides what was put to them, and is shown nothing else', async () => {
  const world = await reviewCompany();
  const { review_id } = opened.parse((await (await callAs(world, 'tester'))('open_access_review', OPEN)).structured);
  const mia = { ...world, actor: { name: 'mia@acme.com', authenticated: false, via: 'http' as const } };
  const connection = await connect({ ...mia, roles: ['reviewer'] }, undefined, HOST, { views: true });
  const screen = await firstScreen(connection, 'get_access_review', { review_id });
  expect(screen.html).toContain('leo@acme.com');
  expect(screen.html).not.toContain('sue@acme.com');
  for (const address of ['/findings', '/accounts/2001', '/work']) {
    const { token } = await firstScreen(connection, 'get_access_review', { review_id });
    const other = await callAsView(connection, 'show_view', { token, address });
    expect(other.html).toBe('');
  }
  const form = formWith(screen, 'Show what would be recorded');
  const [, row = ''] =
    /^items\.(\d+)\./.exec(form.fields.find(({ name }) => name.startsWith('items.'))?.name ?? '') ?? [];
  const decided = { [`items.${row}.decision`]: 'revoke', [`items.${row}.rationale`]: 'left' };
  const asked = shown(await send(connection, form, decided));
  shown(await send(connection, formWith(asked, 'Confirm'), { phrase: phraseOf(asked), answer: 'yes' }));
  expect((await ledgerOf(world)).at(-1)).toMatchObject({
    actor: { name: 'mia@acme.com' },
    payload: { attestation: { level: 'host_view' } },
  });
});

const MAY: readonly (readonly [string, readonly Role[], readonly string[], readonly string[]])[] = [
  ['a viewer', ['viewer'], [], ['<form method="post"']],
  ['an operator', ['viewer', 'operator'], ['Draft the plan', 'Show what would be recorded', 'Nobody owns it'], []],
];

test.each(MAY)('%s is shown the forms that they may send', async (_who, roles, has, lacks) => {
  const connection = await connect({ ...(await acme()), roles }, undefined, HOST, { views: true });
  const { html } = await firstScreen(connection, 'get_identity', { account: 'leo@acme.com' });
  for (const one of has) expect(html).toContain(one);
  for (const one of lacks) expect(html).not.toContain(one);
});

test('a server that only reads offers nothing to send', () => {
  const reading = tools.filter(({ annotations }) => annotations.readOnlyHint);
  const views = offeredViews({
    version: '0',
    tools: reading,
    templates: [],
    open: async () => acme(),
    log: () => undefined,
    now: () => 0,
  });
  expect(views.tools.map(({ name }) => name)).toEqual(['show_view']);
});

const LEAST: readonly (readonly [AttestationLevel, boolean])[] = [
  ['client_form', true],
  ['host_view', true],
  ['local_page', false],
  ['signed_in_page', false],
];

test.each(LEAST)(
  'where %s is the least that counts, a decision in a view counts: %s',
  async (minAttestation, counts) => {
    const world = await acme();
    const strict = { ...world, settings: { ...world.settings, minAttestation } };
    const connection = await connect(strict, undefined, HOST, { views: true });
    const screen = await firstScreen(connection, 'get_identity', { account: 'leo@acme.com' });
    const done = { performed_by: 'tester', 'performed_at~utc': '2026-11-20T11:30' };
    const asked = shown(await send(connection, formWith(screen, 'Show what would be recorded'), done));
    expect(asked.html.includes('It would decide nothing.')).toBe(!counts);
    await send(connection, formWith(asked, 'Confirm'), { phrase: phraseOf(asked), answer: 'yes' });
    const reason = counts ? 'recorded_not_yet_verified' : 'recorded_not_attested';
    const { structured } = await connection.call('find_orphaned_accounts', {
      findings: ['awaiting_verification', 'leaver_active'],
      query: 'leo@acme.com',
      reason,
    });
    expect(structured).toMatchObject({ total: 1 });
  },
);

const WINDOW = 150_000;

test.each(VIEW_NAMES)('the file of the view %s is small, and holds no data and no address', async (view) => {
  const connection = await connect(await acme(), undefined, HOST, { views: true });
  const uri = `ui://clari-identity/${view}`;
  const { contents } = await connection.client.readResource({ uri });
  expect(contents).toHaveLength(1);
  const [file] = contents;
  expect(file).toMatchObject({ uri, mimeType: 'text/html;profile=mcp-app', _meta: { ui: { prefersBorder: true } } });
  const text = z.object({ text: z.string() }).parse(file).text;
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(WINDOW);
  expect(text).toContain('default-src &#39;none&#39;');
  expect(text).not.toMatch(/https?:/);
  expect(text).not.toContain('acme');
});
