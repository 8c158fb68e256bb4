import {
  AppBridge,
  type McpUiHostCapabilities,
  type McpUiHostContext,
  PostMessageTransport,
} from '@modelcontextprotocol/ext-apps/app-bridge';
import { MAX_HEIGHT } from './context.ts';

/**
 * The script of the page of a host, bundled for the browser by `view-host.ts`: one bridge a view. Whatever a view asks
 * for is answered outside of the page, where the client of the server is.
 */

export interface ToShow {
  readonly id: string;
  readonly html: string;
  readonly sandbox: string;
  /** The page at another origin that frames the view. */
  readonly proxy: string | null;
  /** JSON, because the type of the protocol demands every name of a style. */
  readonly context: string;
}

type Answer<Handler extends 'oncalltool' | 'onreadresource'> = Awaited<ReturnType<NonNullable<AppBridge[Handler]>>>;

interface Answers {
  'tools/call': Answer<'oncalltool'>;
  'resources/read': Answer<'onreadresource'>;
  'ui/open-link': { isError?: boolean };
  'ui/message': { isError?: boolean };
  'ui/update-model-context': Record<string, never>;
  'notifications/message': Record<string, never>;
  'ui/notifications/request-teardown': Record<string, never>;
}

type Answered<Result> = { readonly result: Result } | { readonly error: { code: number; message: string } };

// The part of a browser's page that is used here: the project has no types of it, as no other code of it runs there.
interface FramedWindow {
  readonly frames: readonly FramedWindow[];
  postMessage(message: unknown, origin: string): void;
}

interface Frame {
  readonly contentWindow: FramedWindow;
  readonly style: { height: string };
  id: string;
  title: string;
  className: string;
  src: string;
  srcdoc: string;
  setAttribute(name: string, value: string): void;
  remove(): void;
}

declare const document: {
  readonly documentElement: { readonly dataset: Record<string, string> };
  readonly body: { append(frame: Frame): void };
  createElement(name: 'iframe'): Frame;
};
declare const window: { readonly frames: ArrayLike<FramedWindow> };

/** Answers outside of the page; only this page may ask it. */
declare function answerView<Method extends keyof Answers>(
  id: string,
  method: Method,
  params: unknown,
): Promise<Answered<Answers[Method]>>;

interface Shown {
  readonly frame: Frame;
  readonly bridge: AppBridge;
  readonly isProxied: boolean;
  readonly ready: Promise<void>;
  context: McpUiHostContext;
}

const HOST = { name: 'test-host', version: '1' };
const CAN: McpUiHostCapabilities = {
  openLinks: {},
  serverTools: {},
  serverResources: {},
  logging: {},
  message: { text: {} },
  updateModelContext: { text: {}, structuredContent: {} },
};

const shown = new Map<string, Shown>();

function viewOf(id: string): Shown {
  const view = shown.get(id);
  if (view === undefined) throw new Error(`no view is shown as ${id}`);
  return view;
}

async function ask<Method extends keyof Answers>(id: string, method: Method, params: unknown) {
  const answered = await answerView(id, method, params);
  if ('error' in answered) throw Object.assign(new Error(answered.error.message), { code: answered.error.code });
  return answered.result;
}

/** Frames a view, and gives it its input as soon as it has introduced itself. */
export async function show({ id, html, sandbox, proxy, ...rest }: ToShow, input: Record<string, unknown>) {
  const context: McpUiHostContext = JSON.parse(rest.context);
  const frame = document.createElement('iframe');
  Object.assign(frame, { id, title: id });
  frame.setAttribute('sandbox', proxy === null ? sandbox : 'allow-scripts allow-same-origin allow-forms');
  document.body.append(frame);
  const bridge = new AppBridge(null, HOST, CAN, { hostContext: context });
  const ready = new Promise<void>((done) => {
    bridge.oninitialized = () => done();
  }).then(() => bridge.sendToolInput({ arguments: input }));
  shown.set(id, { frame, bridge, isProxied: proxy !== null, context, ready });
  document.documentElement.dataset['theme'] = context.theme ?? 'light';
  answerWith(id, bridge, frame);
  bridge.onsandboxready = () => bridge.sendSandboxResourceReady({ html, sandbox });
  // Before the frame has its markup: what a view says earlier is lost, and it would wait for ever.
  await bridge.connect(new PostMessageTransport(frame.contentWindow, frame.contentWindow));
  if (proxy === null) frame.srcdoc = html;
  else frame.src = proxy;
}

/** Resolves when the view has introduced itself, and has its input. */
export function isReady(id: string): Promise<void> {
  return viewOf(id).ready;
}

function answerWith(id: string, bridge: AppBridge, frame: Frame): void {
  bridge.oncalltool = (params) => ask(id, 'tools/call', params);
  bridge.onreadresource = (params) => ask(id, 'resources/read', params);
  bridge.onopenlink = (params) => ask(id, 'ui/open-link', params);
  bridge.onmessage = (params) => ask(id, 'ui/message', params);
  bridge.onupdatemodelcontext = (params) => ask(id, 'ui/update-model-context', params);
  bridge.onloggingmessage = (params) => void ask(id, 'notifications/message', params);
  bridge.onrequestteardown = async () => {
    await ask(id, 'ui/notifications/request-teardown', {});
    await fold(id, true);
  };
  bridge.onsizechange = ({ height = 0 }) => {
    frame.style.height = `${Math.min(height, MAX_HEIGHT)}px`;
  };
  bridge.onrequestdisplaymode = async ({ mode }) => {
    const view = viewOf(id);
    const [ours, its] = [
      view.context.availableDisplayModes ?? [],
      bridge.getAppCapabilities()?.availableDisplayModes ?? [],
    ];
    if (ours.includes(mode) && its.includes(mode)) {
      frame.className = mode;
      change(id, JSON.stringify({ displayMode: mode }));
    }
    return { mode: view.context.displayMode ?? 'inline' };
  };
}

/** Says what came of the tool call: its result, as JSON. */
export async function finish(id: string, result: string): Promise<void> {
  await viewOf(id).bridge.sendToolResult(JSON.parse(result));
}

/** Says that no result of the tool call will come. */
export async function cancel(id: string, reason: string): Promise<void> {
  await viewOf(id).bridge.sendToolCancelled({ reason });
}

/** Something changed around the view: its theme, its size, its language; as JSON. */
export function change(id: string, changes: string): void {
  const view = viewOf(id);
  view.context = { ...view.context, ...JSON.parse(changes) };
  document.documentElement.dataset['theme'] = view.context.theme ?? 'light';
  view.bridge.setHostContext(view.context);
}

/** Takes a view away, after its leave or without: a host does not wait long for it. Whether it took its leave. */
export async function fold(id: string, isAsked: boolean): Promise<boolean> {
  const { bridge, frame } = viewOf(id);
  const leave = isAsked ? bridge.teardownResource({}, { timeout: 5_000 }) : Promise.reject(new Error('not asked'));
  const hasLeft = await leave.then(
    () => true,
    () => false,
  );
  shown.delete(id);
  await bridge.close();
  frame.remove();
  return hasLeft;
}

/** A message from the window of this page straight into that of a view: past the bridge, and past a proxy. */
export function forge(id: string, message: unknown): void {
  const { frame, isProxied } = viewOf(id);
  const target = isProxied ? frame.contentWindow.frames[0] : frame.contentWindow;
  target?.postMessage(message, '*');
}

/** Another frame beside the views, as that of another server would be. */
export function addFrame(id: string): void {
  const frame = document.createElement('iframe');
  Object.assign(frame, { id, title: id, className: 'other' });
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.srcdoc = '<!doctype html><title>Another view</title>';
  document.body.append(frame);
}

/** Where another frame finds the window of a view, as an expression of its script. */
export function pathTo(id: string): string {
  const { frame, isProxied } = viewOf(id);
  const index = Array.from(window.frames).indexOf(frame.contentWindow);
  return `parent.frames[${index}]${isProxied ? '.frames[0]' : ''}`;
}
