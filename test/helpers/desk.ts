import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { agree } from './asking.ts';
import { MAIN } from './program.ts';

/** Calls one tool of the built program over stdio, as a person at a client with forms who agrees to what they are shown. */
export async function stateAtDesk(
  environment: Readonly<Record<string, string>>,
  name: string,
  args: Readonly<Record<string, unknown>>,
): Promise<void> {
  const client = new Client({ name: 'desk', version: '1' }, { capabilities: { elicitation: { form: {} } } });
  client.setRequestHandler(ElicitRequestSchema, async ({ params }) => agree(params.message));
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [MAIN], env: { ...environment }, stderr: 'pipe' }),
  );
  try {
    const answer = await client.callTool({ name, arguments: { ...args } });
    if (answer.isError === true) throw new Error(JSON.stringify(answer.content));
  } finally {
    await client.close();
  }
}
