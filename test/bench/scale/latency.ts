import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { Files } from './people.ts';

export interface Latency {
  /** Of calls answered while an import ran, and while everything was judged; milliseconds. */
  readonly duringImport: readonly number[];
  readonly duringJudging: readonly number[];
  /** Longest time between two words of progress, milliseconds. */
  readonly silenceMs: number;
}

const PAUSE_MS = 100;

export async function latencyDuring(server: string, home: string, files: Files): Promise<Latency> {
  const client = new Client({ name: 'bench', version: '1' });
  const env = {
    PATH: process.env['PATH'] ?? '',
    CLARI_IDENTITY_HOME: `${home}/data`,
    CLARI_IDENTITY_IMPORT_DIR: home,
    CLARI_IDENTITY_DIRECTORIES: 'okta',
  };
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [server], env }));
  const heard: number[] = [];
  const long = (name: string, args: Record<string, unknown>) => {
    heard.push(performance.now());
    return client.callTool({ name, arguments: args }, undefined, {
      timeout: 3_600_000,
      onprogress: () => heard.push(performance.now()),
    });
  };
  const as_of = new Date(Date.now() - 3_600_000).toISOString();
  const load = (path: string, more: Record<string, unknown>) =>
    long('import_clari_export', { path, as_of, complete: true, ...more });
  try {
    await client.callTool({ name: 'get_coverage', arguments: {} });
    const duringImport = await asking(client, load(files.accounts, { kind: 'clari-users' }));
    await load(files.directory, { kind: 'directory', directory: 'okta' });
    const duringJudging = await asking(client, long('find_orphaned_accounts', {}));
    const gaps = heard.map((at, index) => at - (heard[index - 1] ?? at));
    return { duringImport, duringJudging, silenceMs: Math.max(...gaps) };
  } finally {
    await client.close();
  }
}

/** Asks for the coverage again and again until the long call is answered. */
async function asking(client: Client, work: Promise<unknown>): Promise<readonly number[]> {
  let done = false;
  const ended = work.finally(() => {
    done = true;
  });
  const took: number[] = [];
  while (!done) {
    const started = performance.now();
    await client.callTool({ name: 'get_coverage', arguments: {} });
    took.push(performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  await ended;
  return took;
}
