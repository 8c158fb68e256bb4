import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { describe, expect, onTestFinished, test } from 'vitest';
import { USERS } from '../../helpers/files.ts';
import { hoursAgo, runIn } from '../../helpers/program.ts';
import { shared } from '../../helpers/shared.ts';

const EVERYTHING = 'clari://coverage';

/** A client of the later revision; `heard` are the addresses of which it got news. */
async function listener(transport: StreamableHTTPClientTransport | StdioClientTransport) {
  const client = new Client(
    { name: 'listens', version: '1' },
    { capabilities: {}, versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  const heard: string[] = [];
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
    heard.push(params.uri);
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return { client, heard };
}

const imported = { content: USERS, kind: 'clari-users', complete: true };

/** Changes something again and again: what a listener begins with is looked at a moment after they asked. */
async function untilHeard(heard: readonly string[], change: () => Promise<unknown>): Promise<void> {
  for (let time = 0; time < 8 && heard.length === 0; time += 1) {
    await change();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
  }
  expect(heard).toContain(EVERYTHING);
}

describe('who listens hears that what they look at may have changed', () => {
  test('over HTTP, of what somebody else imported, and of the addresses that they named alone', async () => {
    const { serving, client: old } = await shared();
    const { client, heard } = await listener(new StreamableHTTPClientTransport(new URL(serving.url)));
    const subscription = await client.listen({ resourceSubscriptions: [EVERYTHING] });
    expect(subscription.honoredFilter).toEqual({ resourceSubscriptions: [EVERYTHING] });
    const other = await old();
    let hour = 0;
    await untilHeard(heard, () => {
      hour += 1;
      const asOf = `2026-11-20T0${hour % 10}:00:00.000Z`;
      return other.callTool({ name: 'import_clari_export', arguments: { ...imported, as_of: asOf } });
    });
    expect(new Set(heard)).toEqual(new Set([EVERYTHING]));
    await subscription.close();
  });

  test('over stdio, of what another process imported', async () => {
    const home = await mkdtemp(join(tmpdir(), 'clari-identity-test-'));
    onTestFinished(() => rm(home, { recursive: true, force: true }));
    const environment = { PATH: process.env['PATH'] ?? '', CLARI_IDENTITY_HOME: home };
    const { client, heard } = await listener(
      new StdioClientTransport({ command: process.execPath, args: ['dist/main.js'], env: environment }),
    );
    const subscription = await client.listen({ resourceSubscriptions: [EVERYTHING] });
    const file = join(home, 'users.csv');
    await writeFile(file, USERS);
    let hours = 9;
    await untilHeard(heard, () => {
      hours -= 1;
      return runIn(environment)('import', file, '--complete', '--as-of', hoursAgo(hours));
    });
    await subscription.close();
  });

  test('a server that stops ends the stream in order', async () => {
    const { serving } = await shared();
    const { client } = await listener(new StreamableHTTPClientTransport(new URL(serving.url)));
    const subscription = await client.listen({ resourceSubscriptions: [EVERYTHING] });
    await serving.stop();
    expect(['graceful', 'remote']).toContain(await subscription.closed);
  });
});
