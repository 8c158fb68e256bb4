import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import { z } from 'zod';
import { sameReads } from './same-reads.ts';

// The baseline: what any server on the older SDK costs, with one tool. It checks nobody, bounds nothing, logs nothing,
// weighs no coverage and writes no text.
const stateless = process.env['BASELINE_STATELESS'] === '1';
const jsonSchemaValidator = new AjvJsonSchemaValidator();
const sessions = new Map<string, StreamableHTTPServerTransport>();

function make(): McpServer {
  const server = new McpServer({ name: 'baseline', version: '1.0.0' }, { jsonSchemaValidator });
  server.registerTool(
    'echo',
    {
      description: 'echo',
      inputSchema: { text: z.string(), limit: z.int() },
      outputSchema: { text: z.string(), total: z.int(), ids: z.array(z.string()) },
    },
    ({ text, limit }) => sameReads(text, limit),
  );
  return server;
}

async function transportFor(request: IncomingMessage, response: ServerResponse) {
  const id = request.headers['mcp-session-id'];
  const known = typeof id === 'string' ? sessions.get(id) : undefined;
  if (known !== undefined) return known;
  const server = make();
  const transport: StreamableHTTPServerTransport = stateless
    ? new StreamableHTTPServerTransport({})
    : new StreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        onsessioninitialized: (given) => {
          sessions.set(given, transport);
        },
      });
  if (stateless) response.once('close', () => void server.close());
  await server.connect(transport);
  return transport;
}

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const transport = await transportFor(request, response);
  await transport.handleRequest(request, response, JSON.parse(Buffer.concat(chunks).toString('utf8')));
});
server.listen(0, '127.0.0.1', () => {
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  process.stderr.write(`${JSON.stringify({ event: 'listening', url: `http://127.0.0.1:${port}/mcp` })}\n`);
});
