import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { MAIN } from '../../helpers/program.ts';

/** The built program as a real process, with a client whose person agrees to everything. */
export interface SoakServer {
  readonly alive: boolean;
  /** The structured answer; throws what the tool refused with. */
  call(name: string, args: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** kill -9. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export async function startServer(environment: Readonly<Record<string, string>>): Promise<SoakServer> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [MAIN],
    env: { ...environment },
    stderr: 'ignore',
  });
  const client = new Client({ name: 'soak', version: '1' }, { capabilities: { elicitation: { form: {} } } });
  client.setRequestHandler(ElicitRequestSchema, () => ({ action: 'accept', content: { confirmed: true } }));
  let alive = true;
  const gone = new Promise<void>((done) => {
    client.onclose = () => {
      alive = false;
      done();
    };
  });
  await client.connect(transport);
  const { pid } = transport;
  if (pid === null) throw new Error('no process');
  return {
    get alive() {
      return alive;
    },
    async call(name, args) {
      const answer = await client.callTool({ name, arguments: { ...args } }, undefined, { timeout: 60_000 });
      if (answer.isError === true) throw new Error(`${name}: ${JSON.stringify(answer.content)}`);
      return answer.structuredContent;
    },
    async kill() {
      process.kill(pid, 'SIGKILL');
      await gone;
    },
    close: () => client.close(),
  };
}
