#!/usr/bin/env bash
# @microsoft/microsoft-graph-client 3.0.7, seen 2026-11-29 on Node 20.
# PageIterator calls back for each item and goes on while the callback returns true. An async callback returns a promise,
# which is truthy: `return false` in it stops nothing and every page is fetched. A callback that returns nothing stops after
# the first item, and iterate() resolves as if all was read: a directory of one person, without an error.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @microsoft/microsoft-graph-client@3.0.7 >/dev/null
cat >try.cjs <<'JS'
const { createServer } = require('node:http');
const { Client, PageIterator } = require('@microsoft/microsoft-graph-client');
const pages = [['ada', 'bo'], ['cy', 'di'], ['eve']];
const server = createServer((request, response) => {
  const page = Number(new URL(request.url, 'http://127.0.0.1').searchParams.get('page') ?? 0);
  const next = page + 1 < pages.length ? { '@odata.nextLink': `${base}/v1.0/users?page=${page + 1}` } : {};
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ value: pages[page].map((id) => ({ id })), ...next }));
});
let base = '';
server.listen(0, '127.0.0.1', async () => {
  base = `http://127.0.0.1:${server.address().port}`;
  const client = Client.init({ baseUrl: base, defaultVersion: 'v1.0', authProvider: (done) => done(null, 'token') });
  // A next link over http is put behind the base path, so the request is made by hand here.
  const following = { api: (url) => ({ headers() { return this; }, options() { return this; }, get: () => fetch(url).then((r) => r.json()) }) };
  const cases = {
    'sync, returns false at the first': (seen) => (user) => { seen.push(user.id); return false; },
    'async, returns false at the first': (seen) => async (user) => { seen.push(user.id); return false; },
    'sync, returns nothing': (seen) => (user) => { seen.push(user.id); },
  };
  for (const [name, callback] of Object.entries(cases)) {
    const seen = [];
    const first = await client.api('/users').get();
    await new PageIterator(following, first, callback(seen)).iterate();
    console.log(`${name}: ${seen.join(' ')}`);
  }
  server.close();
});
JS
node try.cjs | tee seen.txt
diff - seen.txt <<'SEEN'
sync, returns false at the first: ada
async, returns false at the first: ada bo cy di eve
sync, returns nothing: ada
SEEN
