import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { NO_LIVE } from '../../src/app/deps.ts';
import { loadDemo } from '../../src/cli/demo-load.ts';
import { readConfig } from '../../src/config.ts';
import { ROLES } from '../../src/model/actor.ts';
import { openStore } from '../../src/store/open.ts';
import { connect } from '../helpers/connect.ts';
import { settingsOf } from '../helpers/profiles.ts';

const NOW = '2026-11-20T12:00:00.000Z';

async function demo() {
  const home = await mkdtemp(join(tmpdir(), 'clari-identity-demo-'));
  const loaded = await loadDemo(home, NOW);
  const config = readConfig(loaded.environment);
  const store = await openStore({ url: config.databaseUrl });
  onTestFinished(async () => {
    await store.close();
    await rm(home, { recursive: true, force: true });
  });
  const actor = { name: 'demo', authenticated: false, via: 'stdio' } as const;
  const deps = {
    store,
    settings: settingsOf(config),
    clock: () => NOW,
    actor,
    roles: ROLES,
    importDirs: [],
    live: NO_LIVE,
    home,
  };
  return { ...loaded, client: await connect(deps) };
}

const page = z.object({
  users: z.array(z.object({ account_id: z.string(), finding: z.string(), situation: z.string() })),
  next_cursor: z.string().nullable(),
});

test('every verdict on the sample company is the true one', async () => {
  const { organisation, client } = await demo();
  const found = new Map<string, { finding: string; situation: string }>();
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const args = { limit: 200, response_format: 'detailed', ...(cursor === undefined ? {} : { cursor }) };
    const next: z.infer<typeof page> = page.parse((await client.call('list_clari_users', args)).structured);
    for (const user of next.users) found.set(user.account_id, user);
    cursor = next.next_cursor;
  }
  const wanted = organisation.key.map(
    ({ accountId, email, finding, situation }) => `${accountId} ${email} ${finding} ${situation}`,
  );
  const said = organisation.key.map(
    ({ accountId, email }) =>
      `${accountId} ${email} ${found.get(accountId)?.finding} ${found.get(accountId)?.situation}`,
  );
  expect(said).toEqual(wanted);
  expect([...found.keys()].sort()).toEqual(organisation.key.map((answer) => answer.accountId).sort());
});

test('where the story knows the reason, the verdict gives it', async () => {
  const { organisation, client } = await demo();
  const shape = z.object({ findings: z.array(z.object({ account_id: z.string(), reason: z.string() })) });
  for (const answer of organisation.key.filter((one) => one.reason !== null && one.finding !== 'ok')) {
    const { findings } = shape.parse((await client.call('get_identity', { account: answer.accountId })).structured);
    const said = findings.find((one) => one.account_id === answer.accountId)?.reason;
    expect(`${answer.email}: ${said}`).toBe(`${answer.email}: ${answer.reason}`);
  }
});

test('nothing of the sample company trips a guard or is refused', async () => {
  const { imports } = await demo();
  for (const one of imports) {
    expect(one.status).toBe('imported');
    expect(one.rejected).toEqual([]);
  }
});
