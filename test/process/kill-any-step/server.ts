import type { Stream } from 'node:stream';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { agree } from '../../helpers/asking.ts';
import { PATIENT } from '../../helpers/patient.ts';
import { MAIN } from '../../helpers/program.ts';
import type { Stages } from '../../helpers/stages/stages.ts';

/** The built program as a real process, with a client whose person agrees to everything. */
export interface SoakServer {
  readonly alive: boolean;
  /** What it says on its standard error. */
  readonly stderr: Stream;
  /** The structured answer; throws what the tool refused with. */
  call(name: string, args: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** kill -9. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export async function startServer(
  environment: Readonly<Record<string, string>>,
  stands: Stages | null,
): Promise<SoakServer> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...(stands?.arguments ?? []), MAIN],
    env: { ...environment, ...stands?.environment },
    stderr: 'pipe',
  });
  const { stderr } = transport;
  if (stderr === null) throw new Error('no standard error');
  stderr.on('data', () => undefined);
  const client = new Client({ name: 'soak', version: '1' }, { capabilities: { elicitation: { form: {} } } });
  client.setRequestHandler(ElicitRequestSchema, (request) => agree(request.params.message));
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
    stderr,
    async call(name, args) {
      const answer = await client.callTool({ name, arguments: { ...args } }, undefined, PATIENT);
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
