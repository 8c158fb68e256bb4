import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema, type ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { PATIENT } from './patient.ts';
import { agreeing } from './people.ts';
import { MAIN } from './program.ts';

const answer = z.object({
  isError: z.boolean().optional(),
  content: z.array(z.object({ type: z.literal('text'), text: z.string() })),
  structuredContent: z.unknown().optional(),
});

/** The built program as a server over stdio, and a client whose person answers its forms; null: it shows no forms. */
export async function programServer(
  environment: Readonly<Record<string, string>>,
  {
    person = agreeing(),
    node = [],
  }: {
    readonly person?: ((message: string) => ElicitResult | Promise<ElicitResult>) | null;
    readonly node?: readonly string[];
  } = {},
) {
  const capabilities = person === null ? {} : { elicitation: { form: {} } };
  const client = new Client({ name: 'test', version: '1' }, { capabilities });
  if (person !== null) client.setRequestHandler(ElicitRequestSchema, (request) => person(request.params.message));
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...node, MAIN],
    env: { ...environment },
    stderr: 'pipe',
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return {
    stderr: transport.stderr,
    close: () => client.close(),
    kill: () => {
      if (transport.pid !== null) process.kill(transport.pid, 'SIGKILL');
    },
    async call(name: string, args: Record<string, unknown> = {}) {
      const {
        isError = false,
        content,
        structuredContent,
      } = answer.parse(await client.callTool({ name, arguments: args }, undefined, PATIENT));
      return { isError, text: content.map(({ text }) => text).join('\n'), structured: structuredContent };
    },
  };
}
