import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { hoursAgo, MAIN, program } from '../helpers/program.ts';

const ROWS = 20_000;

function csv(header: string, rowOf: (at: number) => string): string {
  return [header, ...Array.from({ length: ROWS }, (_, at) => rowOf(at))].join('\n');
}

const USERS = csv(
  'clari_id,name,email,role,team,status',
  (at) => `${at},Person ${at},p${at}@acme.com,Account Rep,East,Active`,
);
const PEOPLE = csv(
  'id,login,status,assigned',
  (at) => `00u${at},p${at}@acme.com,${at % 10 === 0 ? 'DEPROVISIONED' : 'ACTIVE'},true`,
);

async function server() {
  const one = await program({ CLARI_IDENTITY_DIRECTORIES: 'okta' });
  const users = await one.file('users.csv', USERS);
  const people = await one.file('people.csv', PEOPLE);
  const client = new Client({ name: 'test', version: '1' });
  onTestFinished(() => client.close());
  const environment = { ...one.environment, CLARI_IDENTITY_IMPORT_DIR: one.home };
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [MAIN], env: environment }));
  const load = (path: string, more: Record<string, unknown> = {}) => ({
    name: 'import_clari_export',
    arguments: { path, as_of: hoursAgo(2), complete: true, ...more },
  });
  return { client, users: load(users), people: load(people, { kind: 'directory', directory: 'okta' }) };
}

const orphans = { name: 'find_orphaned_accounts', arguments: { limit: 1 } };
const summary = z.object({ total: z.int(), summary: z.object({ evaluated: z.int() }) });

describe('long work beside others', { timeout: 240_000 }, () => {
  test('a big import and the judging after it say how far they are, and calls that need neither are answered meanwhile', async () => {
    const { client, users, people } = await server();
    const order: string[] = [];
    const heard: number[] = [];
    const imported = client
      .callTool(users, undefined, { onprogress: ({ progress }) => heard.push(progress) })
      .then((answer) => order.push(answer.isError === true ? 'refused' : 'imported'));
    await client.callTool({ name: 'get_coverage', arguments: {} });
    order.push('coverage');
    await imported;
    expect(order).toEqual(['coverage', 'imported']);
    expect(heard.length).toBeGreaterThan(0);
    await client.callTool(people);
    const judged: number[] = [];
    const [first, second] = await Promise.all([
      client.callTool(orphans, undefined, { onprogress: ({ progress }) => judged.push(progress) }),
      client.callTool(orphans),
      client.callTool({ name: 'get_coverage', arguments: {} }).then(() => order.push('coverage again')),
    ]);
    expect(summary.parse(first.structuredContent)).toEqual({ total: ROWS / 10, summary: { evaluated: ROWS } });
    expect(second.structuredContent).toEqual(first.structuredContent);
    expect(judged.length).toBeGreaterThan(0);
    expect(judged).toEqual([...judged].sort((a, b) => a - b));
  });

  test('a call that is cancelled leaves nothing behind, and the next one judges', async () => {
    const { client, users, people } = await server();
    await client.callTool(users);
    await client.callTool(people);
    const cancelled = new AbortController();
    const call = client.callTool(orphans, undefined, { signal: cancelled.signal });
    cancelled.abort();
    await expect(call).rejects.toThrow();
    const answer = await client.callTool(orphans);
    expect(summary.parse(answer.structuredContent).summary.evaluated).toBe(ROWS);
  });

  test('what a file is refused for is the same as in a small one', async () => {
    const { client, users } = await server();
    const answer = await client.callTool({
      ...users,
      arguments: { ...users.arguments, mapping: { status: 'Nowhere' } },
    });
    expect(answer.isError).toBe(true);
    expect(JSON.stringify(answer.content)).toContain('ERR_USAGE: The file has no header');
  });
});
