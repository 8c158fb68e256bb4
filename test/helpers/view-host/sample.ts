import { getUiCapability, RESOURCE_MIME_TYPE } from '@modelcontextprotocol/ext-apps/server';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { bundleForPage } from './bundle.ts';
import { hostClient } from './client.ts';

// Shows what it gets, and asks the host for whatever a test wants: `ask` is what tests call in its frame.
const MARKUP = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Sample</title>
<style>:root { color-scheme: light } :root[data-theme=dark] { color-scheme: dark } body { margin: 0; height: 300px } h1 { margin: 0 }</style>
<h1>Sample</h1>
<pre id="input"></pre><pre id="result"></pre><pre id="cancelled"></pre><pre id="context"></pre><pre id="others"></pre>`;

const SHOW = `
function show(id, what) {
  document.getElementById(id).textContent = JSON.stringify(what);
}
function put(context) {
  show('context', context);
  document.documentElement.dataset.theme = context.theme;
}`;

/** A view that speaks the protocol without a library. */
export const BY_HAND = `${MARKUP}
<script>
${SHOW}
const [waiting, others] = [new Map(), []];
let context = {};
const post = (message) => parent.postMessage({ jsonrpc: '2.0', ...message }, '*');
function ask(method, params = {}) {
  if (method.includes('/notifications/')) return post({ method, params });
  const id = 'request-' + waiting.size;
  post({ id, method, params });
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
}
const heard = {
  'ui/notifications/tool-input': (params) => show('input', params.arguments),
  'ui/notifications/tool-result': (params) => show('result', params),
  'ui/notifications/tool-cancelled': (params) => show('cancelled', params.reason),
  'ui/notifications/host-context-changed': (params) => put((context = { ...context, ...params })),
};
addEventListener('message', ({ source, data }) => {
  if (source !== parent) return show('others', (others.push(data), others));
  if (data.method === undefined) {
    const asked = waiting.get(data.id);
    return data.error === undefined ? asked?.resolve(data.result) : asked?.reject(new Error(data.error.message));
  }
  if (data.id === undefined) return heard[data.method]?.(data.params);
  if (data.method === 'ui/resource-teardown') post({ method: 'notifications/message', params: { level: 'info', data: 'bye' } });
  post({ id: data.id, result: {} });
});
ask('ui/initialize', {
  appInfo: { name: 'sample', version: '1' },
  appCapabilities: { availableDisplayModes: ['inline', 'fullscreen'] },
  protocolVersion: '2026-01-26',
}).then((host) => {
  put((context = host.hostContext));
  post({ method: 'ui/notifications/initialized' });
  post({ method: 'ui/notifications/size-changed', params: { height: 300 } });
});
</script>`;

const BY_LIBRARY = `
import { App } from '@modelcontextprotocol/ext-apps';
${SHOW}
const app = new App({ name: 'sample', version: '1' }, { availableDisplayModes: ['inline', 'fullscreen'] });
app.ontoolinput = (params) => show('input', params.arguments);
app.ontoolresult = (params) => show('result', params);
app.ontoolcancelled = (params) => show('cancelled', params.reason);
app.onhostcontextchanged = () => put(app.getHostContext());
app.onteardown = async () => {
  await app.sendLog({ level: 'info', data: 'bye' });
  return {};
};
const asks = {
  'tools/call': (params) => app.callServerTool(params),
  'resources/read': (params) => app.readServerResource(params),
  'ui/open-link': (params) => app.openLink(params),
  'ui/message': (params) => app.sendMessage(params),
  'ui/update-model-context': (params) => app.updateModelContext(params),
  'ui/request-display-mode': (params) => app.requestDisplayMode(params),
  'ui/notifications/request-teardown': () => app.requestTeardown(),
};
globalThis.ask = (method, params) => asks[method](params);
app.connect().then(() => put(app.getHostContext()));`;

/** The same view on the protocol's own library. */
export async function byLibrary(): Promise<string> {
  const script = await bundleForPage({ stdin: { contents: BY_LIBRARY, resolveDir: '.' } });
  return `${MARKUP}<script>${script.replaceAll('</script', '<\\/script')}</script>`;
}

/** A server with a view and a tool of every visibility; what its tools were called with is kept. */
export async function sampleServer(html = BY_HAND) {
  const server = new McpServer({ name: 'sample', version: '1' });
  const called: string[] = [];
  const tool = (name: string, ui: Record<string, unknown>) =>
    server.registerTool(name, { inputSchema: { of: z.string() }, _meta: { ui } }, ({ of }) => {
      called.push(`${name} ${of}`);
      return { content: [{ type: 'text', text: `${name} ${of}` }], structuredContent: { of }, _meta: { kept: of } };
    });
  tool('look', { resourceUri: 'ui://sample/view' });
  tool('refresh', { visibility: ['app'] });
  tool('think', { visibility: ['model'] });
  server.registerResource('view', 'ui://sample/view', {}, ({ href }) => ({
    contents: [{ uri: href, mimeType: RESOURCE_MIME_TYPE, text: html }],
  }));
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  await server.connect(serverSide);
  const client: Client = await hostClient(clientSide);
  return { client, called, declared: getUiCapability(declaredBy(server)) };
}

/** The same, in the words of the library of the later revision. */
function declaredBy({ server }: McpServer): Parameters<typeof getUiCapability>[0] {
  return {
    extensions: z.record(z.string(), z.record(z.string(), z.json())).parse(server.getClientCapabilities()?.extensions),
  };
}
