import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';

/** What a host allows a view whose resource asks for nothing: its own script and style, and no request at all. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; media-src data:";

export interface HostPages {
  readonly host: string;
  /** At another origin: the page that stands between the host and a view. Null: views are framed by the host itself. */
  readonly proxy: string | null;
}

/** A frame with markup of its own has the policy of the page that frames it, so both pages are served with that of views. */
export async function hostPages(hasProxy: boolean): Promise<HostPages> {
  const server = createServer((request, response) => {
    const isProxy = request.url === '/proxy';
    const frames = hasProxy && !isProxy ? `; frame-src ${proxyOrigin}` : '';
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', `${POLICY}${frames}`);
    response.end(isProxy ? proxyPage(hostOrigin) : HOST_PAGE);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const [hostOrigin, proxyOrigin] = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
  return { host: `${hostOrigin}/`, proxy: hasProxy ? `${proxyOrigin}/proxy` : null };
}

const HOST_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Host</title>
<style>
  :root { color-scheme: light; background: #fff }
  :root[data-theme=dark] { color-scheme: dark; background: #1c1c1e }
  body { margin: 0 }
  iframe { border: 0; display: block; width: 100%; height: 0 }
  iframe.fullscreen { position: fixed; inset: 0; height: 100% !important }
  iframe.other { height: 1px }
</style>
<main><h1 hidden>Host</h1></main>`;

const proxyPage = (hostOrigin: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Proxy</title>
<style>html, body, iframe { margin: 0; border: 0; display: block; width: 100%; height: 100% }</style>
<body>
<script>
  const host = '${hostOrigin}';
  const view = document.createElement('iframe');
  document.body.append(view);
  addEventListener('message', ({ source, origin, data }) => {
    if (source === view.contentWindow) parent.postMessage(data, host);
    if (source !== parent || origin !== host) return;
    if (data.method !== 'ui/notifications/sandbox-resource-ready') return view.contentWindow.postMessage(data, '*');
    view.setAttribute('sandbox', data.params.sandbox);
    view.srcdoc = data.params.html;
  });
  parent.postMessage({ jsonrpc: '2.0', method: 'ui/notifications/sandbox-proxy-ready', params: {} }, host);
</script>`;
