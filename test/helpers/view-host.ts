import { RESOURCE_MIME_TYPE } from '@modelcontextprotocol/ext-apps/server';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { type CallToolResult, CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { BrowserContextOptions, Frame, JSHandle, Page } from 'playwright-core';
import { z } from 'zod';
import { browser } from './browser.ts';
import { PATIENT } from './patient.ts';
import { answerTo, type ViewRequest } from './view-host/answers.ts';
import { bundleForPage } from './view-host/bundle.ts';
import { type HostContext, hostContext } from './view-host/context.ts';
import type * as HostPage from './view-host/host-page.ts';
import { hostPages } from './view-host/pages.ts';
import { hostTools } from './view-host/tools.ts';

export interface ViewHostOptions {
  /** Frames views by a page at another origin, as most hosts do; else by the page of the host itself. */
  readonly hasProxy?: boolean;
  /** Lets views call tools that are not for views, to see what the server says itself. */
  readonly isLenient?: boolean;
  /** What else the frame of a view may do. Without forms, a view gets no event of a form that is sent. */
  readonly sandbox?: string;
  readonly context?: HostContext;
  readonly browser?: BrowserContextOptions;
}

/** A call by the model and what came of it: what a host shows a view of, as often as somebody unfolds it. */
export interface ToolCall {
  readonly name: string;
  readonly arguments: Record<string, unknown>;
  /** Null: it still runs. */
  readonly result: CallToolResult | null;
}

export interface ShowOptions {
  /** A view of the test's own in place of the one that the tool names. */
  readonly html?: string;
  /** Not for a view that never introduces itself. Default: waits until it has, and has got the result. */
  readonly isAwaited?: boolean;
}

export interface ShownView {
  readonly frame: Frame;
  /** All that it asked the host for, in this order. */
  readonly requests: readonly ViewRequest[];
  /** What came of a call that still ran: its result, or why there is none. */
  finish(result: CallToolResult): Promise<void>;
  cancel(reason: string): Promise<void>;
  /** As a host that removes what has scrolled away, after asking the view or without. Whether the view took its leave. */
  fold(how?: { readonly isAsked: boolean }): Promise<boolean>;
  change(context: HostContext): Promise<void>;
  /** Posts a message into its window that is not from its bridge: by the page of the host, or by a frame beside it. */
  forge(message: unknown, from: 'host' | 'beside'): Promise<void>;
}

export interface ViewHost {
  readonly page: Page;
  /** Scripts that failed, in views too, and what the policy stopped. */
  readonly errors: readonly string[];
  /** Addresses outside that were asked for, some that the policy stopped as well. */
  readonly requests: readonly string[];
  readonly toolsForModel: readonly string[];
  /** Calls a tool as the model does, and waits for what comes of it. */
  call(name: string, args?: Record<string, unknown>): Promise<ToolCall>;
  /** Shows the view that the tool names: a new one each time, of the same result. */
  show(call: ToolCall, options?: ShowOptions): Promise<ShownView>;
  /** A frame of another server's view. */
  beside(): Promise<Frame>;
}

const resource = z.object({
  contents: z.tuple([z.object({ mimeType: z.literal(RESOURCE_MIME_TYPE), text: z.string() })]),
});

/** A host of views in a real browser, on the bridge of the protocol's own library; the client is one of `hostClient`. */
export async function viewHost(client: Client, options: ViewHostOptions = {}): Promise<ViewHost> {
  const { hasProxy = false, isLenient = false } = options;
  const sandbox = options.sandbox ?? (hasProxy ? 'allow-scripts allow-same-origin allow-forms' : 'allow-scripts');
  const tools = await hostTools(client);
  const pages = await hostPages(hasProxy);
  const page = await (await browser(options.browser)).newPage();
  const { errors, requests } = watched(page, [pages.host, ...(pages.proxy === null ? [] : [pages.proxy])]);
  const asked = new Map<string, ViewRequest[]>();
  await page.exposeBinding('answerView', async ({ frame }, id: string, method: string, params: unknown) => {
    // Such a function is there in every frame, and a view has to go by the bridge.
    if (frame !== page.mainFrame()) throw new Error('only the page of the host may ask');
    const answer = await answerTo({ client, tools, isLenient }, method, params);
    asked.get(id)?.push({ method, params, answer });
    return answer;
  });
  await page.goto(pages.host);
  const host = await loadScript(page);

  async function frameOf(id: string): Promise<Frame> {
    const outer = await (await page.waitForSelector(`#${id}`, ATTACHED)).contentFrame();
    const inner = hasProxy && id !== BESIDE ? await outer?.waitForSelector('iframe', ATTACHED) : undefined;
    const frame = inner === undefined ? outer : await inner.contentFrame();
    if (frame === null) throw new Error(`${id} has no frame`);
    return frame;
  }

  async function beside(): Promise<Frame> {
    if ((await page.$(`#${BESIDE}`)) === null) await host.evaluate((its, id) => its.addFrame(id), BESIDE);
    return frameOf(BESIDE);
  }

  async function htmlFor(name: string): Promise<string> {
    const uri = tools.find((tool) => tool.name === name)?.view ?? null;
    if (uri === null) throw new Error(`${name} names no view`);
    return resource.parse(await client.readResource({ uri })).contents[0].text;
  }

  const actsOn = (id: string): Omit<ShownView, 'frame' | 'requests'> => ({
    finish: (result) => host.evaluate((its, [of, what]) => its.finish(of, what), [id, JSON.stringify(result)] as const),
    cancel: (reason) => host.evaluate((its, [of, why]) => its.cancel(of, why), [id, reason] as const),
    fold: ({ isAsked } = { isAsked: true }) =>
      host.evaluate((its, [of, asks]) => its.fold(of, asks), [id, isAsked] as const),
    change: (changes) =>
      host.evaluate((its, [of, what]) => its.change(of, what), [id, JSON.stringify(changes)] as const),
    async forge(message, from) {
      if (from === 'host') return host.evaluate((its, [of, what]) => its.forge(of, what), [id, message] as const);
      const other = await beside();
      const path = await host.evaluate((its, of) => its.pathTo(of), id);
      await other.evaluate(`${path}.postMessage(${JSON.stringify(message)}, '*')`);
    },
  });

  return {
    page,
    errors,
    requests,
    toolsForModel: tools.filter(({ isForModel }) => isForModel).map(({ name }) => name),
    async call(name, args = {}) {
      if (!tools.some((tool) => tool.name === name && tool.isForModel)) throw new Error(`no model knows ${name}`);
      const result = await client.callTool({ name, arguments: args }, CallToolResultSchema, PATIENT);
      return { name, arguments: args, result: CallToolResultSchema.parse(result) };
    },
    async show(call, { html, isAwaited = true } = {}) {
      const id = `view-${asked.size + 1}`;
      const requested: ViewRequest[] = [];
      asked.set(id, requested);
      const context = JSON.stringify({ ...hostContext(page.viewportSize()?.width ?? 1280), ...options.context });
      const toShow = { id, html: html ?? (await htmlFor(call.name)), sandbox, proxy: pages.proxy, context };
      await host.evaluate((its, [one, input]) => its.show(one, input), [toShow, call.arguments] as const);
      const view = { frame: await frameOf(id), requests: requested, ...actsOn(id) };
      const shown = host
        .evaluate((its, of) => its.isReady(of), id)
        .then(() => (call.result === null ? undefined : view.finish(call.result)));
      if (isAwaited) await inTime(shown, () => `${call.name} showed no view: ${errors.join('\n')}`);
      else shown.catch(() => undefined);
      return view;
    },
    beside,
  };
}

const BESIDE = 'beside';
// A frame has no height before its view says one.
const ATTACHED = { state: 'attached' } as const;

/** Fails with what is known of a view that does not answer; it measures nothing. */
async function inTime(work: Promise<void>, why: () => string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(why())), 60_000);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Bundled once from the source at hand. Debuggers may load scripts that the policy of the page forbids. */
async function loadScript(page: Page): Promise<JSHandle<typeof HostPage>> {
  bundle ??= bundleForPage({ entryPoints: ['test/helpers/view-host/host-page.ts'], globalName: 'hostPage' });
  return page.evaluateHandle<typeof HostPage>(`(() => { ${await bundle}\nreturn hostPage; })()`);
}

let bundle: Promise<string> | undefined;

function watched(page: Page, own: readonly string[]) {
  const [errors, requests]: [string[], string[]] = [[], []];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
  page.on('request', (request) => !own.includes(request.url()) && requests.push(request.url()));
  page.on('websocket', (socket) => requests.push(socket.url()));
  page.on('popup', (popup) => requests.push(popup.url()));
  return { errors, requests };
}
