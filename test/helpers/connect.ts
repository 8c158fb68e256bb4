import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { ElicitRequestSchema, type ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Deps } from '../../src/app/deps.ts';
import { prompts } from '../../src/prompts/index.ts';
import { resources, resourceTemplates } from '../../src/resources/index.ts';
import { createMcpServer } from '../../src/serve/era-2025/server.ts';
import { offeredViews } from '../../src/serve/host-view/offered-views.ts';
import { tools } from '../../tools/index.ts';
import { PATIENT } from './patient.ts';

export interface Answer {
  readonly isError: boolean;
  readonly text: string;
  readonly structured: unknown;
}

export interface TestClient {
  readonly client: Client;
  call(name: string, args?: Record<string, unknown>): Promise<Answer>;
  readonly logged: readonly string[];
}

const content = z.array(z.object({ type: z.literal('text'), text: z.string() }));

/** A real client on a real server. `person` answers the forms; without it the client cannot ask anybody. `views`: as a host that shows them. */
export async function connect(
  deps: Deps,
  person?: (message: string) => ElicitResult | Promise<ElicitResult>,
  named: { readonly name: string; readonly version: string } = { name: 'test', version: '1' },
  { views = false }: { readonly views?: boolean } = {},
): Promise<TestClient> {
  const logged: string[] = [];
  const server = createMcpServer({
    version: '0.0.0',
    tools,
    resources,
    templates: resourceTemplates,
    prompts,
    caller: deps,
    open: async () => deps,
    log: (line) => logged.push(line),
    views: offeredViews({
      version: '0.0.0',
      tools,
      templates: resourceTemplates,
      open: async () => deps,
      log: (line) => logged.push(line),
      now: () => Date.parse(deps.clock()),
    }),
  });
  const client = new Client(
    { ...named },
    {
      capabilities: {
        ...(person === undefined ? {} : { elicitation: { form: {} } }),
        ...(views
          ? { extensions: { 'io.modelcontextprotocol/ui': { mimeTypes: ['text/html;profile=mcp-app'] } } }
          : {}),
      },
    },
  );
  if (person !== undefined) client.setRequestHandler(ElicitRequestSchema, (request) => person(request.params.message));
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(serverSide), client.connect(clientSide)]);
  // The client checks structured content against the output schemas only after it has listed them.
  await client.listTools();
  onTestFinished(async () => {
    await client.close();
    await server.close();
  });
  return {
    client,
    logged,
    async call(name, args = {}) {
      const result = await client.callTool({ name, arguments: args }, undefined, PATIENT);
      return {
        isError: result.isError === true,
        text: content
          .parse(result.content)
          .map((part) => part.text)
          .join('\n'),
        structured: result.structuredContent,
      };
    },
  };
}
