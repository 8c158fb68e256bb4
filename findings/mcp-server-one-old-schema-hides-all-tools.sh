#!/usr/bin/env bash
# @modelcontextprotocol/server 2.4.0 and client 2.4.0 with zod 4.6.7 and zod 3.24.4, seen 2026-11-29 on Node 20.
# registerTool takes a z.object of zod 3 as input schema, and the tool can be called. tools/list then fails as a whole:
# one such tool hides all the others from every client, and nothing is said when it is registered.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @modelcontextprotocol/server@2.4.0 @modelcontextprotocol/client@2.4.0 zod@4.6.7 zod3@npm:zod@3.24.4 >/dev/null
cat >try.mjs <<'JS'
import { Client } from '@modelcontextprotocol/client';
import * as server from '@modelcontextprotocol/server';
import { z } from 'zod';
import { z as old } from 'zod3';
const { McpServer, InMemoryTransport } = server;
const made = new McpServer({ name: 'people', version: '1.0.0' });
const answer = async () => ({ content: [{ type: 'text', text: 'called' }] });
made.registerTool('fine', { inputSchema: z.object({ id: z.string() }) }, answer);
made.registerTool('old', { inputSchema: old.object({ id: old.string() }) }, answer);
const [here, there] = InMemoryTransport.createLinkedPair();
await made.connect(there);
const client = new Client({ name: 'reader', version: '1.0.0' });
await client.connect(here);
const told = (work) => work.then((r) => r.content?.[0]?.text ?? `${r.tools.length} tools`, (e) => `error ${e.code}`);
console.log(`call fine: ${await told(client.callTool({ name: 'fine', arguments: { id: 'a' } }))}`);
console.log(`call old: ${await told(client.callTool({ name: 'old', arguments: { id: 'a' } }))}`);
console.log(`list: ${await told(client.listTools())}`);
JS
node try.mjs | tee seen.txt
diff - seen.txt <<'SEEN'
call fine: called
call old: called
list: error -32603
SEEN
