import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../src/store/open.ts';
import type { Store } from '../../../src/store/store.ts';
import { freePort } from '../../helpers/free-port.ts';
import { startPostgres, type WholePostgresServer } from '../../helpers/postgres-server.ts';
import { tcpProxy } from '../../helpers/tcp-proxy.ts';
import { openAt } from '../open-temporary.ts';
import { entry, record } from '../samples.ts';

interface Pair {
  readonly primary: WholePostgresServer;
  readonly replica: WholePostgresServer;
}

/** A server and its streaming replica, which confirms every commit. */
async function pair(whenDone: (clean: () => Promise<void>) => void = onTestFinished): Promise<Pair> {
  const primary = await startPostgres({ flags: ['-c', 'synchronous_standby_names=replica'] });
  whenDone(() => primary.remove());
  const replica = await primary.replica();
  whenDone(() => replica.remove());
  return { primary, replica };
}

const cleaning: (() => Promise<void>)[] = [];
const shared = pair((clean) => {
  cleaning.unshift(clean);
});
afterAll(async () => {
  await shared;
  for (const clean of cleaning) await clean();
});

/** As an operator writes it. */
function both(ports: readonly (number | string)[], parameters = ''): string {
  const hosts = ports.map((port) => (typeof port === 'number' ? `127.0.0.1:${port}` : port)).join(',');
  return `postgres://owner:only-for-tests@${hosts}/postgres${parameters}`;
}

describe('the server that takes writes is found', () => {
  const cases: Readonly<Record<string, (pair: Pair, closed: number) => string>> = {
    'when it is the first': ({ primary, replica }) => both([primary.port, replica.port]),
    'when it is the last': ({ primary, replica }) => both([replica.port, primary.port]),
    'when the first is away': ({ primary }, closed) => both([closed, primary.port]),
    'when the name of the first is unknown': ({ primary }) => both(['nowhere.invalid', primary.port]),
    'by target_session_attrs=primary': ({ primary, replica }) =>
      both([replica.port, primary.port], '?target_session_attrs=primary'),
    'by target_session_attrs=read-write and a schema': ({ primary, replica }) =>
      both([replica.port, primary.port], '?target_session_attrs=read-write&schema=of_several'),
    'where hosts and ports are parameters': ({ primary, replica }) =>
      `postgres://owner:only-for-tests@/postgres?host=127.0.0.1,127.0.0.1&port=${replica.port},${primary.port}`,
    'where several hosts are parameters with one port': ({ primary }) =>
      `postgres://owner:only-for-tests@/postgres?host=nowhere.invalid,127.0.0.1&port=${primary.port}`,
  };
  test.each(Object.entries(cases))('%s', async (_name, address) => {
    const { primary, replica } = await shared;
    const url = address({ primary, replica }, await freePort());
    const store = await openAt(url, 'postgres');
    const recordId = `r-${Math.random()}`;
    await store.write((writer) => writer.insertRecord(record(recordId)));
    expect((await store.read((reader) => reader.records())).map((one) => one.recordId)).toContain(recordId);
    expect(store.describe).not.toMatch(/owner|only-for-tests/);
  });

  test('when the first accepts connections and never answers', async () => {
    const { primary } = await shared;
    const proxy = await tcpProxy(primary.port);
    proxy.freeze();
    const store = await openAt(both([proxy.port, primary.port]), 'postgres', { statementTimeoutMs: 4_000 });
    await store.write((writer) => writer.insertRecord(record(`r-${Math.random()}`)));
  });

  test('a description names all servers and nobody', async () => {
    const { primary, replica } = await shared;
    const store = await openAt(both([replica.port, primary.port], '?schema=described'), 'postgres');
    expect(store.describe).toMatch(
      `postgres://127.0.0.1:${replica.port},127.0.0.1:${primary.port}/postgres?schema=described (PostgreSQL `,
    );
  });
});

describe('addresses that are refused', () => {
  test.each([
    ['?target_session_attrs=standby', /a copy that is behind/],
    ['?target_session_attrs=read-only', /a copy that is behind/],
    ['?target_session_attrs=prefer-standby', /a copy that is behind/],
    ['?target_session_attrs=writer', /target_session_attrs is unknown/],
    ['?schema=Upper', /plain name in lower case/],
  ])('%s', async (parameters, message) => {
    const opening = openStore({ url: both([1, 2], parameters) });
    await expect(opening).rejects.toMatchObject({ code: 'ERR_CONFIG', message: expect.stringMatching(message) });
  });

  test.each([
    ['more than sixteen servers', both(Array.from({ length: 17 }, (_, n) => n + 1)), /more than 16 servers/],
    ['a server that is no address', both(['127.0.0.1:port', 1]), /It is no address/],
    ['no database', 'postgres://127.0.0.1:1,127.0.0.1:2', /names no database/],
    ['two ports for three hosts', 'postgres:///db?host=a,b,c&port=1,2', /more hosts than ports/],
  ])('%s', async (_name, url, message) => {
    const opening = openStore({ url });
    await expect(opening).rejects.toMatchObject({ code: 'ERR_CONFIG', message: expect.stringMatching(message) });
    await opening.catch((error: unknown) => expect(String(error)).not.toContain('only-for-tests'));
  });

  test('a wrong password is reported as such, and not tried on the next', async () => {
    const { primary, replica } = await shared;
    const url = both([replica.port, primary.port]).replace('only-for-tests', 'secret-of-the-user');
    await expect(openStore({ url })).rejects.toMatchObject({
      message: expect.stringContaining('did not accept the user'),
    });
  });

  test('all of them away, or copies: which it is', async () => {
    const { replica } = await shared;
    const closed = await freePort();
    const patience = { statementTimeoutMs: 1_000 };
    await expect(openStore({ url: both([closed, closed]), ...patience })).rejects.toMatchObject({
      code: 'ERR_STORE_UNREACHABLE',
    });
    await expect(openStore({ url: both([closed, replica.port]), ...patience })).rejects.toMatchObject({
      code: 'ERR_STORE',
      message: expect.stringContaining('is a copy that can only be read'),
    });
  });
});

/** Writes one after another, each as the next entry of the ledger, and what came of it. */
function writing(store: Store) {
  const acknowledged: number[] = [];
  const refused: unknown[] = [];
  let going = true;
  const done = (async () => {
    while (going) {
      try {
        await store.write(async (writer) => {
          const next = ((await writer.lastLedgerEntry())?.sequence ?? 0) + 1;
          await writer.insertLedgerEntry(entry(next));
          await writer.insertRecord(record(`r${next}`));
          return next;
        });
        acknowledged.push(acknowledged.length);
      } catch (error) {
        refused.push(error);
      }
      await sleep(5);
    }
  })();
  return {
    acknowledged,
    refused,
    async stop() {
      going = false;
      await done;
    },
  };
}

describe('a failover', () => {
  test.each(['stop', 'crash'] as const)(
    'while the store is written to (%s): nothing acknowledged is lost, the ledger stays one chain',
    async (how) => {
      const { primary, replica } = await pair();
      const store = await openAt(both([primary.port, replica.port]), 'postgres');
      const reader = await openAt(both([replica.port, primary.port]), 'postgres');
      const work = writing(store);
      const since = async (count: number) => {
        await expect.poll(() => work.acknowledged.length, { timeout: 120_000 }).toBeGreaterThan(count + 5);
      };
      await since(0);
      await primary[how]();
      await replica.promote();
      await since(work.acknowledged.length);
      await work.stop();
      for (const error of work.refused) expect(error).toMatchObject({ code: 'ERR_STORE_UNREACHABLE' });
      for (const one of [store, reader]) {
        const entries = await one.read((session) => session.ledger(0, 1_000_000));
        expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, n) => n + 1));
        expect(entries.length).toBeGreaterThanOrEqual(work.acknowledged.length);
        expect(await one.read((session) => session.records())).toHaveLength(entries.length);
      }
    },
  );

  test('a server that only reads takes writes once it was promoted, on connections that it had', async () => {
    const { primary, replica } = await pair();
    await (await openAt(primary.url('postgres'), 'postgres')).close();
    await expect
      .poll(
        async () =>
          openAt(replica.url('postgres'), 'postgres').then(
            () => 'open',
            () => 'not yet',
          ),
        { timeout: 60_000 },
      )
      .toBe('open');
    const store = await openAt(replica.url('postgres'), 'postgres');
    expect(await store.read((reader) => reader.records())).toEqual([]);
    await expect(store.write((writer) => writer.insertRecord(record('r1')))).rejects.toMatchObject({
      message: expect.stringContaining('is a copy that can only be read'),
    });
    await primary.stop();
    await replica.promote();
    await store.write((writer) => writer.insertRecord(record('r1')));
    expect(await store.read((reader) => reader.records())).toHaveLength(1);
  });
});

test('a commit for which the server stopped to wait for its replica is not acknowledged', async () => {
  const { primary, replica } = await pair();
  const store = await openAt(primary.url('postgres'), 'postgres');
  await store.write((writer) => writer.insertRecord(record('r1')));
  await replica.stop();
  const write = store.write((writer) => writer.insertRecord(record('r2')));
  const outcome = expect(write).rejects.toMatchObject({
    code: 'ERR_STORE_UNREACHABLE',
    message: expect.stringContaining('no replica of the database confirmed it'),
  });
  const { rawDatabase } = await import('../raw-database.ts');
  const raw = await rawDatabase(primary.url('postgres'), 'postgres');
  const waiting = "select pid from pg_stat_activity where wait_event = 'SyncRep'";
  await expect.poll(() => raw.all(waiting), { timeout: 60_000 }).toHaveLength(1);
  await raw.exec(`select pg_cancel_backend(pid) from (${waiting}) as waiting`);
  await outcome;
});

test('a database set to acknowledge before the disk has it does not do so for the store', async () => {
  const { openPostgres } = await import('../../../src/store/postgres/open-postgres.ts');
  const lax = await startPostgres({ flags: ['-c', 'synchronous_commit=off'] });
  onTestFinished(() => lax.remove());
  const driver = await openPostgres(lax.url('postgres'), { statementMs: 60_000, busyMs: 5_000, mustExist: false });
  onTestFinished(() => driver.close());
  const setting = "select current_setting('synchronous_commit') as value";
  expect(await driver.write((session) => session.get(setting))).toEqual({ value: 'on' });
  expect(await driver.write((session) => session.get(setting), { relaxed: true })).toEqual({ value: 'off' });
});
