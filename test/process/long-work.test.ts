import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { PATIENT } from '../helpers/patient.ts';
import { hoursAgo, MAIN, program } from '../helpers/program.ts';
import { stages } from '../helpers/stages/stages.ts';

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

/** `one`: whose data folder it has. */
async function server(one?: Awaited<ReturnType<typeof company>>) {
  return start(one ?? (await company()));
}

function company() {
  return program({ CLARI_IDENTITY_DIRECTORIES: 'okta' });
}

async function start(one: Awaited<ReturnType<typeof company>>) {
  const users = await one.file('users.csv', USERS);
  const people = await one.file('people.csv', PEOPLE);
  const client = new Client({ name: 'test', version: '1' });
  onTestFinished(() => client.close());
  const environment = { ...one.environment, CLARI_IDENTITY_IMPORT_DIR: one.home };
  const stands = await stages(one.home);
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...stands.arguments, MAIN],
    env: { ...environment, ...stands.environment },
    stderr: 'pipe',
  });
  const { stderr } = transport;
  if (stderr === null) throw new Error('no standard error');
  await client.connect(transport);
  const load = (path: string, more: Record<string, unknown> = {}) => ({
    name: 'import_clari_export',
    arguments: { path, as_of: hoursAgo(2), complete: true, ...more },
  });
  return {
    client,
    transport,
    stands,
    stderr,
    users: load(users),
    people: load(people, { kind: 'directory', directory: 'okta' }),
  };
}

const orphans = { name: 'find_orphaned_accounts', arguments: { limit: 1 } };
const summary = z.object({ total: z.int(), summary: z.object({ evaluated: z.int() }) });

describe('long work beside others', () => {
  test('a big import and the judging after it say how far they are, and calls that need neither are answered meanwhile', async () => {
    const { client, stands, stderr, users, people } = await server();
    const order: string[] = [];
    const heard: number[] = [];
    await stands.ask({ when: 'before', steps: ['^insert into read_blocks'] });
    const reached = stands.reached(stderr);
    const imported = client
      .callTool(users, undefined, { ...PATIENT, onprogress: ({ progress }) => heard.push(progress) })
      .then((answer) => order.push(answer.isError === true ? 'refused' : 'imported'));
    await reached;
    await client.callTool({ name: 'get_coverage', arguments: {} }, undefined, PATIENT);
    order.push('coverage');
    await stands.release();
    await imported;
    expect(order).toEqual(['coverage', 'imported']);
    expect(heard.length).toBeGreaterThan(0);
    await client.callTool(people, undefined, PATIENT);
    const judged: number[] = [];
    const [first, second] = await Promise.all([
      client.callTool(orphans, undefined, { ...PATIENT, onprogress: ({ progress }) => judged.push(progress) }),
      client.callTool(orphans, undefined, PATIENT),
      client
        .callTool({ name: 'get_coverage', arguments: {} }, undefined, PATIENT)
        .then(() => order.push('coverage again')),
    ]);
    expect(summary.parse(first.structuredContent)).toEqual({ total: ROWS / 10, summary: { evaluated: ROWS } });
    expect(second.structuredContent).toEqual(first.structuredContent);
    expect(judged.length).toBeGreaterThan(0);
    expect(judged).toEqual([...judged].sort((a, b) => a - b));
  });

  test('a call that is cancelled leaves nothing behind, and the next one judges', async () => {
    const { client, users, people } = await server();
    await client.callTool(users, undefined, PATIENT);
    await client.callTool(people, undefined, PATIENT);
    const cancelled = new AbortController();
    const call = client.callTool(orphans, undefined, { signal: cancelled.signal });
    cancelled.abort();
    await expect(call).rejects.toThrow();
    const answer = await client.callTool(orphans, undefined, PATIENT);
    expect(summary.parse(answer.structuredContent).summary.evaluated).toBe(ROWS);
  });

  test('while judgements are being written others are answered, and a call that is cancelled then leaves nothing', async () => {
    const { client, stands, stderr, users, people } = await server();
    await client.callTool(users, undefined, PATIENT);
    await client.callTool(people, undefined, PATIENT);
    await stands.ask({ when: 'after', steps: ['^insert into judgements'] });
    const reached = stands.reached(stderr);
    const cancelled = new AbortController();
    const call = client.callTool(orphans, undefined, { ...PATIENT, signal: cancelled.signal });
    call.catch(() => undefined);
    await reached;
    expect((await client.listTools(undefined, PATIENT)).tools.length).toBeGreaterThan(0);
    cancelled.abort();
    await expect(call).rejects.toThrow();
    await stands.release();
    const answer = await client.callTool(orphans, undefined, PATIENT);
    expect(summary.parse(answer.structuredContent)).toEqual({ total: ROWS / 10, summary: { evaluated: ROWS } });
  });

  test.each(['before', 'after'] as const)(
    'a server that is killed %s it wrote some judgements leaves nothing of them, and the next one judges',
    async (when) => {
      const one = await company();
      const { client, transport, stands, stderr, users, people } = await server(one);
      await client.callTool(users, undefined, PATIENT);
      await client.callTool(people, undefined, PATIENT);
      await stands.ask({ when, steps: ['^insert into judgements', '^insert into judgements'] });
      const reached = stands.reached(stderr);
      const call = client.callTool(orphans, undefined, PATIENT);
      call.catch(() => undefined);
      await reached;
      if (transport.pid === null) throw new Error('the server has no process');
      process.kill(transport.pid, 'SIGKILL');
      await expect(call).rejects.toThrow();
      const next = await server(one);
      await next.stands.release();
      const answer = await next.client.callTool(orphans, undefined, PATIENT);
      expect(summary.parse(answer.structuredContent)).toEqual({ total: ROWS / 10, summary: { evaluated: ROWS } });
    },
  );

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
