import { createServer } from 'node:http';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Frame } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { noBrowser } from './browser.ts';
import { MAIN, program } from './program.ts';
import { shared } from './shared.ts';
import { hostClient } from './view-host/client.ts';
import { BY_HAND, byLibrary, sampleServer } from './view-host/sample.ts';
import { viewHost } from './view-host.ts';

const forms = [
  ['framed by the host', { hasProxy: false }],
  ['framed by another origin', { hasProxy: true }],
] as const;
const views = [
  ['by hand', async () => BY_HAND],
  ['by the library', byLibrary],
] as const;

const asked = [
  ['an app-only tool', 'tools/call', { name: 'refresh', arguments: { of: 'x' } }, { structuredContent: { of: 'x' } }],
  ['a resource', 'resources/read', { uri: 'ui://sample/view' }, { contents: [{ uri: 'ui://sample/view' }] }],
  ['a link', 'ui/open-link', { url: 'https://example.com/' }, {}],
  ['a link that is a script', 'ui/open-link', { url: 'javascript:alert(1)' }, { isError: true }],
  ['a message', 'ui/message', { role: 'user', content: [{ type: 'text', text: 'Hello' }] }, {}],
  ['more context', 'ui/update-model-context', { structuredContent: { chosen: 1 } }, {}],
] as const;

const shownIn = async (frame: Frame, id: string): Promise<unknown> => {
  const text = await frame.textContent(`#${id}`);
  return text === null || text === '' ? null : JSON.parse(text);
};

const asks = (frame: Frame, method: string, params: unknown = {}): Promise<unknown> =>
  frame.evaluate(`ask(${JSON.stringify(method)}, ${JSON.stringify(params)}).catch((error) => String(error))`);

describe.skipIf(noBrowser !== null).each(forms)('a view %s', (_form, form) => {
  describe.each(views)('%s', (_view, html) => {
    test('gets the context, the arguments and the whole result, and its height', async () => {
      const { client } = await sampleServer(await html());
      const host = await viewHost(client, { ...form, context: { theme: 'dark', locale: 'de-DE' } });
      const call = await host.call('look', { of: '</script><b>\u202e' });
      const { frame } = await host.show(call);
      await expect.poll(() => shownIn(frame, 'result')).toEqual(call.result);
      expect(call.result).toMatchObject({ structuredContent: call.arguments, _meta: { kept: call.arguments['of'] } });
      expect(await shownIn(frame, 'input')).toEqual(call.arguments);
      expect(await shownIn(frame, 'context')).toMatchObject({
        ...{ theme: 'dark', locale: 'de-DE', timeZone: 'Europe/Berlin', displayMode: 'inline' },
        styles: { variables: { '--border-radius-md': '8px' } },
      });
      await expect
        .poll(() => host.page.locator('iframe').evaluate((its) => its.getBoundingClientRect().height))
        .toBe(300);
      expect([host.errors, host.requests]).toEqual([[], []]);
    });

    test('sees what changes around it, and why no result comes', async () => {
      const { client } = await sampleServer(await html());
      const host = await viewHost(client, form);
      const view = await host.show({ name: 'look', arguments: { of: 'x' }, result: null });
      await view.change({ theme: 'dark' });
      await view.cancel('stopped by a person');
      await expect.poll(() => shownIn(view.frame, 'context')).toMatchObject({ theme: 'dark', locale: 'en-GB' });
      await expect.poll(() => shownIn(view.frame, 'cancelled')).toBe('stopped by a person');
    });

    test('takes its leave when it is folded, and is shown again with the same result', async () => {
      const { client, called } = await sampleServer(await html());
      const host = await viewHost(client, form);
      const call = await host.call('look', { of: 'x' });
      const first = await host.show(call);
      expect(await first.fold()).toBe(true);
      await expect.poll(() => first.requests.map(({ params }) => params)).toMatchObject([{ data: 'bye' }]);
      const second = await host.show(call);
      await second.fold({ isAsked: false });
      await expect.poll(() => [first.frame.isDetached(), second.frame.isDetached()]).toEqual([true, true]);
      expect(second.requests).toEqual([]);
      const third = await host.show(call);
      await expect.poll(() => shownIn(third.frame, 'result')).toEqual(call.result);
      expect(called).toEqual(['look x']);
    });

    test('asks to be folded', async () => {
      const { client } = await sampleServer(await html());
      const host = await viewHost(client, form);
      const { frame } = await host.show(await host.call('look', { of: 'x' }));
      await frame.evaluate("void ask('ui/notifications/request-teardown')").catch(() => undefined);
      await expect.poll(() => frame.isDetached()).toBe(true);
    });

    test('is answered whatever a view may ask for', async () => {
      const { client } = await sampleServer(await html());
      const host = await viewHost(client, form);
      const { frame, requests } = await host.show(await host.call('look', { of: 'x' }));
      const answers: unknown[] = [];
      for (const [, method, params] of asked) answers.push(await asks(frame, method, params));
      expect(answers).toMatchObject(asked.map(([, , , answer]) => answer));
      expect(requests).toMatchObject(
        asked.map(([, method, params, result]) => ({ method, params, answer: { result } })),
      );
    });

    test('fills the screen', async () => {
      const { client } = await sampleServer(await html());
      const host = await viewHost(client, { ...form, browser: { viewport: { width: 320, height: 700 } } });
      const { frame } = await host.show(await host.call('look', { of: 'x' }));
      expect(await asks(frame, 'ui/request-display-mode', { mode: 'pip' })).toEqual({ mode: 'inline' });
      expect(await asks(frame, 'ui/request-display-mode', { mode: 'fullscreen' })).toEqual({ mode: 'fullscreen' });
      await expect.poll(() => shownIn(frame, 'context')).toMatchObject({ displayMode: 'fullscreen' });
      expect(await frame.evaluate('[innerWidth, innerHeight]')).toEqual([320, 700]);
    });
  });

  test.each([
    ['a tool for the model alone', { name: 'think', arguments: { of: 'x' } }, 'lets no view call think'],
    ['a tool that is not there', { name: 'dream', arguments: {} }, 'lets no view call dream'],
  ])('does not get %s', async (_what, params, why) => {
    const { client, called } = await sampleServer();
    const host = await viewHost(client, form);
    const { frame, requests } = await host.show(await host.call('look', { of: 'x' }));
    expect(await asks(frame, 'tools/call', params)).toContain(why);
    expect(requests).toMatchObject([{ answer: { error: { message: `the host ${why}` } } }]);
    expect(called).toEqual(['look x']);
  });

  test('cannot ask past the bridge', async () => {
    const { client } = await sampleServer();
    const host = await viewHost(client, form);
    const { frame, requests } = await host.show(await host.call('look', { of: 'x' }));
    const past = frame.evaluate("answerView('view-1', 'tools/call', { name: 'refresh', arguments: { of: 'x' } })");
    await expect(past).rejects.toThrow('only the page of the host may ask');
    expect(requests).toEqual([]);
  });

  test('reaches nothing outside, and what it tries is seen', async () => {
    const arrived: string[] = [];
    const outside = createServer((request, response) => response.end(arrived.push(request.url ?? '')));
    await new Promise<void>((listening) => outside.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void outside.close());
    const address = outside.address();
    const at = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    const { client } = await sampleServer();
    const host = await viewHost(client, form);
    const html = `<!doctype html><title>Leaving</title><img src="${at}/image" alt="">
      <link rel="stylesheet" href="${at}/style"><script src="${at}/script"></script>
      <script>fetch('${at}/fetch').catch(() => undefined); open('${at}/popup'); location = '${at}/elsewhere'</script>`;
    const call = await host.call('look', { of: 'x' });
    await host.show(call, { html, isAwaited: false });
    for (const stopped of ['/image', '/style', '/script', '/fetch', '/popup'])
      await expect.poll(() => host.errors.join(' ')).toContain(`'${at}${stopped}'`);
    await expect.poll(() => host.errors.join(' ')).toContain(`Framing '${at}/' violates`);
    expect(arrived).toEqual([]);
  });

  test('tells a frame beside it, and the page of the host past a proxy, from its own host', async () => {
    const { client } = await sampleServer();
    const host = await viewHost(client, form);
    const call = await host.call('look', { of: 'x' });
    const { frame, forge } = await host.show(call);
    await expect.poll(() => shownIn(frame, 'result')).toEqual(call.result);
    const forged = { jsonrpc: '2.0', method: 'ui/notifications/tool-result', params: { content: [] } };
    await forge(forged, 'beside');
    await expect.poll(() => shownIn(frame, 'others')).toEqual([forged]);
    expect(await shownIn(frame, 'result')).toEqual(call.result);
    await forge(forged, 'host');
    await expect
      .poll(() => shownIn(frame, form.hasProxy ? 'others' : 'result'))
      .toEqual(form.hasProxy ? [forged, forged] : { content: [] });
  });
});

describe.skipIf(noBrowser !== null)('a host', () => {
  test('declares views to the server, and hides from the model what is for views alone', async () => {
    const { client, declared } = await sampleServer();
    const host = await viewHost(client);
    expect(declared).toEqual({ mimeTypes: ['text/html;profile=mcp-app'] });
    expect(host.toolsForModel).toEqual(['look', 'think']);
    await expect(host.call('refresh', { of: 'x' })).rejects.toThrow('no model knows refresh');
  });

  test('lets everything through where the server is to refuse by itself', async () => {
    const { client, called } = await sampleServer();
    const host = await viewHost(client, { isLenient: true });
    const { frame } = await host.show(await host.call('look', { of: 'x' }));
    await asks(frame, 'tools/call', { name: 'think', arguments: { of: 'y' } });
    expect(called).toEqual(['look x', 'think y']);
  });

  test('takes no word from a frame that is no view', async () => {
    const { client, called } = await sampleServer();
    const host = await viewHost(client);
    const { frame, requests } = await host.show(await host.call('look', { of: 'x' }));
    const beside = await host.beside();
    const asked = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'refresh', arguments: { of: 'y' } } };
    await beside.evaluate(`parent.postMessage(${JSON.stringify(asked)}, '*')`);
    await asks(frame, 'tools/call', { name: 'refresh', arguments: { of: 'z' } });
    expect([called, requests.length]).toEqual([['look x', 'refresh z'], 1]);
  });

  test('removes a view that does not take its leave', async () => {
    const { client } = await sampleServer();
    const host = await viewHost(client);
    const html = '<!doctype html><title>Silent</title>';
    const { frame, fold } = await host.show(await host.call('look', { of: 'x' }), { html, isAwaited: false });
    expect(await fold()).toBe(false);
    await expect.poll(() => frame.isDetached()).toBe(true);
  });

  test('sees the errors of scripts', async () => {
    const { client } = await sampleServer();
    const host = await viewHost(client);
    const html = '<!doctype html><title>Broken</title><script>throw new Error("broken at the start")</script>';
    await host.show(await host.call('look', { of: 'x' }), { html, isAwaited: false });
    await expect.poll(() => host.errors).toEqual(['Error: broken at the start']);
  });
});

describe.skipIf(noBrowser !== null)('a view reaches the real server', () => {
  const reach = async (client: Awaited<ReturnType<typeof hostClient>>): Promise<unknown> => {
    const host = await viewHost(client);
    const { frame } = await host.show(await host.call('get_coverage'), { html: BY_HAND });
    return asks(frame, 'tools/call', { name: 'get_coverage', arguments: {} });
  };

  test('over HTTP', async () => {
    const { serving } = await shared();
    const client = await hostClient(new StreamableHTTPClientTransport(new URL(serving.url)));
    expect(await reach(client)).toMatchObject({ structuredContent: expect.anything() });
  });

  test('over the pipes of the built program', async () => {
    const { environment } = await program();
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [MAIN],
      env: environment,
      stderr: 'ignore',
    });
    expect(await reach(await hostClient(transport))).toMatchObject({ structuredContent: expect.anything() });
  });
});
