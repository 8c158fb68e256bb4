import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { NO_LIVE } from '../../../src/app/deps.ts';
import { loadDemo } from '../../../src/cli/demo-load.ts';
import { readConfig } from '../../../src/config.ts';
import { verifyChain } from '../../../src/ledger/verify.ts';
import { ROLES } from '../../../src/model/actor.ts';
import { openStore } from '../../../src/store/open.ts';
import type { Store } from '../../../src/store/store.ts';
import { acme } from '../../helpers/acme.ts';
import { agree } from '../../helpers/asking.ts';
import { connect, type TestClient } from '../../helpers/connect.ts';
import { NOW, USERS } from '../../helpers/files.ts';
import { settingsOf } from '../../helpers/profiles.ts';
import { temporaryPlace } from '../open-temporary.ts';

type Call = readonly [tool: string, args?: Readonly<Record<string, unknown>>];

const LISTS: readonly Call[] = [
  ['list_clari_users', { limit: 200, response_format: 'detailed' }],
  ['find_orphaned_accounts', { limit: 200, response_format: 'detailed', include_exempt: true }],
  ['get_coverage', { response_format: 'detailed' }],
];

/** Everything that one company of two files goes through: findings, a plan, decisions, a claim, and the export that settles it. */
const STORY: readonly Call[] = [
  ...LISTS,
  ['get_identity', { account: 'leo@acme.com', response_format: 'detailed' }],
  ['get_identity', { account: 'ana+test@acme.com', response_format: 'detailed' }],
  ['draft_offboarding_plan', { account: 'leo@acme.com', successor: 'ana@acme.com', response_format: 'detailed' }],
  [
    'record_manual_deactivation',
    { account: 'leo@acme.com', performed_by: 'Mara', performed_at: '2026-11-20T10:00:00Z', ticket: 'ÄÖ-1' },
  ],
  ['set_exemption', { account: 'ghost@acme.com', reason: 'service account', until: '2027-01-01', owner: 'Mara' }],
  ['resolve_link', { account: 'ana+test@acme.com', identity: 'okta/u1', reason: 'her second login' }],
  ...LISTS,
  [
    'import_clari_export',
    {
      content: USERS.replace('Manager,East,Active', 'Manager,East,Inactive'),
      as_of: '2026-11-20T11:30:00Z',
      complete: true,
    },
  ],
  ...LISTS,
  ['list_clari_users', { query: 'ANA', role: 'sales rep', limit: 1 }],
  ['get_identity', { account: 'leo@acme.com', response_format: 'detailed' }],
];

/** Ids, codes and hashes are drawn anew in each store: they are replaced by the order in which they are met. */
function withoutChance(value: unknown): string {
  const met = new Map<string, string>();
  return JSON.stringify(value, null, 1).replace(/[0-9a-f]{12,64}/g, (word) => {
    const name = met.get(word) ?? `#${met.size}`;
    met.set(word, name);
    return name;
  });
}

async function answers(client: TestClient, calls: readonly Call[]): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (const [tool, args] of calls) {
    const answer = await client.call(tool, args);
    all.push({ tool, ...answer });
  }
  return all;
}

async function ledgerOf(store: Store) {
  const entries = await store.read((reader) => reader.ledger(0, 10_000));
  expect(await verifyChain(entries)).toMatchObject({ ok: true, entries: entries.length });
  return entries.map(({ kind, at, actor }) => ({ kind, at, actor }));
}

test('the story of a small company: the same answers, word for word, and the same ledger', async () => {
  const answersOn = async (databaseUrl?: string) => {
    const world = await acme(databaseUrl);
    const client = await connect(world, agree);
    const all = await answers(client, STORY);
    return { answers: withoutChance(all), ledger: await ledgerOf(world.store) };
  };
  const onSqlite = await answersOn();
  const onPostgres = await answersOn(await temporaryPlace('postgres'));
  expect(onPostgres.answers).toBe(onSqlite.answers);
  expect(onPostgres.ledger).toEqual(onSqlite.ledger);
  expect(onSqlite.answers).not.toContain('"isError": true');
});

test('the sample company through the real import path: the same answers on every account', async () => {
  const answersOn = async (databaseUrl?: string) => {
    const home = await mkdtemp(join(tmpdir(), 'clari-identity-demo-'));
    onTestFinished(() => rm(home, { recursive: true, force: true }));
    const { environment, organisation } = await loadDemo(home, NOW, databaseUrl);
    const config = readConfig(environment);
    const store = await openStore({ url: config.databaseUrl });
    onTestFinished(() => store.close());
    const client = await connect({
      store,
      settings: settingsOf(config),
      clock: () => NOW,
      actor: { name: 'demo', authenticated: false, via: 'stdio' },
      roles: ROLES,
      importDirs: [],
      live: NO_LIVE,
      home,
    });
    const people = organisation.key
      .slice(0, 12)
      .map(({ accountId }): Call => ['get_identity', { account: accountId, response_format: 'detailed' }]);
    return {
      answers: withoutChance(await answers(client, [...LISTS, ...people])),
      ledger: await ledgerOf(store),
    };
  };
  const onSqlite = await answersOn();
  const onPostgres = await answersOn(await temporaryPlace('postgres'));
  expect(onPostgres.answers).toBe(onSqlite.answers);
  expect(onPostgres.ledger).toEqual(onSqlite.ledger);
  expect(onSqlite.answers).not.toContain('"isError": true');
});
