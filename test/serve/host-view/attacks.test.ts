import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acme } from '../../helpers/acme.ts';
import { noBrowser } from '../../helpers/browser.ts';
import { connect } from '../../helpers/connect.ts';
import { HOSTILE, hostileCompany } from '../../helpers/hostile-company.ts';
import { expectQuiet, hosted, opened, saidBeside, screen } from '../../helpers/in-view.ts';
import { ledgerOf } from '../../helpers/ledger.ts';
import { agreeing } from '../../helpers/people.ts';
import { OPEN } from '../../helpers/review-company.ts';
import { callAs } from '../../helpers/review-story.ts';
import { BY_HAND } from '../../helpers/view-host/sample.ts';

const MARKUP = '<img src="https://elsewhere.example/i" onerror="document.title=1"><script>document.title=2</script>';
const RESULT = 'ui/notifications/tool-result';
const text = (said: string) => ({ content: [{ type: 'text', text: said }] });
const says = (method: string, params: unknown) => ({ jsonrpc: '2.0', method, params });
const leadsTo = (address: unknown, token: unknown = 'AAAAAAAAAAAAAAAAAAAAAA') => ({
  ...text('what the tool said'),
  _meta: { 'clari-identity/view': { token, address } },
});

const FORGED: readonly (readonly unknown[])[] = [
  ['a result with markup', says(RESULT, text(MARKUP))],
  ['a result that leads elsewhere', says(RESULT, leadsTo('/work'))],
  ['an end without result', says('ui/notifications/tool-cancelled', { reason: 'no' })],
  ['another theme', says('ui/notifications/host-context-changed', { theme: 'dark', safeAreaInsets: { top: 900 } })],
  [
    'answers to whatever it asked',
    ...[1, 2, 3, 4, 5, 6].map((id) => ({
      ...{ jsonrpc: '2.0', id },
      result: {
        structuredContent: { refused: '', address: '/x' },
        _meta: { 'clari-identity/view': { html: MARKUP, token: '' } },
      },
    })),
  ],
  ['its end', { jsonrpc: '2.0', id: 9, method: 'ui/resource-teardown', params: {} }],
  ['no message at all', null, 'text', 7, { jsonrpc: '2.0' }, { jsonrpc: '2.0', method: 'constructor' }],
];

const STRANGERS = [
  ['from a frame beside it', false, 'beside'],
  ['from a frame beside it, behind a proxy', true, 'beside'],
  ['from the window of the host, behind a proxy', true, 'host'],
] as const;

const ELSEWHERE: readonly (readonly [string, unknown])[] = [
  ['a script', leadsTo('javascript:document.title=1')],
  ['data', leadsTo('data:text/html,<script>1</script>')],
  ['another origin', leadsTo('https://elsewhere.example/findings')],
  ['another origin by two slashes', leadsTo('//elsewhere.example/findings')],
  ['a file of the server', leadsTo('/../../etc/passwd')],
  ['a place with a token that was made up', leadsTo('/findings')],
];

const ODD: readonly (readonly [string, unknown])[] = [
  ['no content', {}],
  ['content that is text', { content: 'text' }],
  ['content of nothing', { content: [null, 7, { type: 'image' }] }],
  ['nothing handed over', { ...text('said'), _meta: { 'clari-identity/view': null } }],
  ['numbers handed over', { ...text('said'), _meta: { 'clari-identity/view': { token: 1, address: 2 } } }],
];

const WRITES = [
  [
    'record_manual_deactivation',
    { account: 'leo@acme.com', performed_by: 'Mara', performed_at: '2026-11-20T11:00:00Z' },
  ],
  ['resolve_link', { account: 'ghost@acme.com', none: true, reason: 'nobody' }],
  ['set_exemption', { account: 'ghost@acme.com', reason: 'service', until: '2026-12-20' }],
] as const;

describe.skipIf(noBrowser !== null)('a view', () => {
  test.each(STRANGERS)('takes no word %s', async (_who, hasProxy, from) => {
    const { host } = await hosted(await acme(), { hasProxy });
    const view = await opened(host, 'find_orphaned_accounts');
    const state = () =>
      view.frame.evaluate(
        '[shown.innerHTML, said.textContent, document.title, document.documentElement.style.cssText, document.body.style.cssText].join()',
      );
    const [before, asked] = [await state(), view.requests.length];
    await view.frame.evaluate('globalThis.heardOf = 0; addEventListener("message", () => { heardOf += 1 })');
    const messages = FORGED.flatMap(([, ...all]) => all);
    for (const one of messages) await view.forge(one, from);
    await expect.poll(() => view.frame.evaluate('heardOf')).toBe(messages.length);
    // It still hears its own host.
    await view.change({ locale: 'de-DE' });
    await expect.poll(() => view.frame.evaluate('document.documentElement.dataset.locale')).toBe('de-DE');
    expect([await state(), view.requests.length]).toEqual([before, asked]);
    expectQuiet(host);
  });

  test('that its host leads astray goes nowhere, and keeps the text of the result', async () => {
    const world = await acme();
    const { host } = await hosted(world);
    const view = await opened(host, 'find_orphaned_accounts');
    const before = await ledgerOf(world);
    for (const [name, result] of ELSEWHERE) {
      await view.forge(says(RESULT, result), 'host');
      await expect.poll(() => saidBeside(view.frame), { message: name }).not.toBe('');
      expect(await view.frame.locator('#shown pre').innerText(), name).toBe('what the tool said');
      expect(await view.frame.evaluate('location.href'), name).toBe('about:srcdoc');
      await view.frame.evaluate("say('')");
    }
    for (const [name, result] of ODD) {
      await view.forge(says(RESULT, result), 'host');
      await view.forge(says(RESULT, text(`after ${name}`)), 'host');
      await expect.poll(() => view.frame.locator('#shown pre').innerText()).toBe(`after ${name}`);
    }
    await view.forge(says(RESULT, text(MARKUP)), 'host');
    await expect.poll(() => view.frame.locator('#shown pre').innerText()).toBe(MARKUP);
    expect(await ledgerOf(world)).toEqual(before);
    expectQuiet(host);
  });

  test('runs no script and sends no request, even if markup came into it', async () => {
    const { host } = await hosted(await acme());
    const view = await opened(host, 'find_orphaned_accounts');
    const title = await view.frame.title();
    const links = `<h1 tabindex="-1">x</h1><a id="bad" href="javascript:document.title=3">go</a><form action="https://elsewhere.example/"><button id="out">out</button></form>`;
    const answer = JSON.stringify({
      refused: '',
      address: '/findings',
      token: 'x',
      html: `<main>${MARKUP}${links}</main>`,
    });
    await view.frame.evaluate(`put(${answer})`);
    await view.frame.locator('#bad').click();
    await expect.poll(() => saidBeside(view.frame)).not.toBe('');
    await view.frame.evaluate("say('')");
    await view.frame.locator('#out').click();
    await expect.poll(() => saidBeside(view.frame)).not.toBe('');
    expect([await view.frame.title(), await view.frame.evaluate('location.href')]).toEqual([title, 'about:srcdoc']);
    // The policy stopped the picture and the handler that stood in the markup.
    expect(host.errors.join('\n')).toContain('Content Security Policy');
    expect(host.requests.filter((one) => !one.startsWith('https://elsewhere.example/i'))).toEqual([]);
  });

  test.each(WRITES)('that calls %s by itself is answered as a model is: nothing is written', async (name, args) => {
    const world = await acme();
    const { host } = await hosted(world, { isLenient: true });
    const view = await opened(host, 'find_orphaned_accounts');
    const before = await ledgerOf(world);
    await view.frame.evaluate(`ask('tools/call', ${JSON.stringify({ name, arguments: args })})`);
    const { answer } = view.requests.at(-1) ?? {};
    expect(JSON.stringify(answer)).toMatch(/confirmation_required|ERR_/);
    expect(await ledgerOf(world)).toEqual(before);
  });

  test('of another server gets nothing from the tools of our views', async () => {
    const world = await acme();
    const { host } = await hosted(world);
    const own = await opened(host, 'find_orphaned_accounts');
    const other = await host.show(await host.call('get_coverage'), { html: BY_HAND });
    const before = await ledgerOf(world);
    for (const [name, args] of [
      ['show_view', { token: '', address: '/findings' }],
      ['show_view', { token: 'AAAAAAAAAAAAAAAAAAAAAA', address: '/' }],
      ['send_view_form', { token: '', fields: [{ name: 'tool', value: 'resolve_link' }] }],
    ] as const) {
      const answer = await other.frame.evaluate(`ask('tools/call', ${JSON.stringify({ name, arguments: args })})`);
      expect(answer).toMatchObject({ isError: true });
      expect(JSON.stringify(answer)).toContain('ERR_FORBIDDEN');
    }
    expect(await ledgerOf(world)).toEqual(before);
    expect(await screen(own.frame)).toContain('leo@acme.com');
  });

  test('shows names that are markup or turn what stands around them as text', async () => {
    const world = await hostileCompany();
    await (await connect(world, agreeing())).call('draft_offboarding_plan', { account: HOSTILE.email, ticket: MARKUP });
    const review = z
      .object({ review_id: z.string() })
      .parse((await (await callAs(world, 'tester'))('open_access_review', { ...OPEN, name: MARKUP })).structured);
    const { host } = await hosted(world);
    for (const [tool, args] of [
      ['find_orphaned_accounts', {}],
      ['get_identity', { account: HOSTILE.email }],
      ['get_identity', { account: 'tom@acme.com' }],
      ['draft_offboarding_plan', { account: HOSTILE.email, ticket: MARKUP }],
      ['list_work', {}],
      ['get_access_review', review],
    ] as const) {
      const view = await opened(host, tool, args);
      expect(await view.frame.locator('img').count(), tool).toBe(0);
      expect(await view.frame.locator('script').count(), tool).toBe(1);
      expect(await view.frame.content(), tool).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      expect(await view.frame.title(), tool).not.toMatch(/^[12]$/);
      await view.fold();
    }
    expectQuiet(host);
  });
});
