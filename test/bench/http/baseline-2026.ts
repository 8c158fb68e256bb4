import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { sameReads } from './same-reads.ts';

// The baseline: what any server on the later SDK costs, with one tool. It checks nobody, bounds nothing, logs nothing,
// weighs no coverage and writes no text.
const handler = createMcpHandler(
  () => {
    const server = new McpServer({ name: 'baseline', version: '1.0.0' });
    server.registerTool(
      'echo',
      {
        description: 'echo',
        inputSchema: z.object({ text: z.string(), limit: z.int() }),
        outputSchema: z.object({ text: z.string(), total: z.int(), ids: z.array(z.string()) }),
      },
      ({ text, limit }) => sameReads(text, limit),
    );
    return server;
  },
  { legacy: 'reject' },
);
const answer = toNodeHandler(handler);
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const { method = 'POST', url = '/mcp' } = request;
  await answer(Object.assign(request, { method, url }), response, JSON.parse(Buffer.concat(chunks).toString('utf8')));
});
server.listen(0, '127.0.0.1', () => {
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  process.stderr.write(`${JSON.stringify({ event: 'listening', url: `http://127.0.0.1:${port}/mcp` })}\n`);
});
