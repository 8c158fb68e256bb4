import { expect, onTestFinished, test } from 'vitest';
import { openPostgres } from '../../../src/store/postgres/open-postgres.ts';
import { type PostgresServer, postgresOfThisFile, startPostgres } from '../../helpers/postgres.ts';
import { type TcpProxy, tcpProxy } from '../../helpers/tcp-proxy.ts';
import { importRows, openAt, temporaryPlace, temporaryStore } from '../open-temporary.ts';
import { rawDatabase } from '../raw-database.ts';
import { accountRow, entry, head, record } from '../samples.ts';

const UNREACHABLE = { code: 'ERR_STORE_UNREACHABLE', message: expect.not.stringContaining('only-for-tests') };
const ROWS = Array.from({ length: 3_500 }, (_, n) => ({ of: 'account', row: accountRow(n + 2) }) as const);
const MORE = ROWS.map(({ of, row }) => ({ of, row: accountRow(row.line + ROWS.length) }) as const);

async function ownServer(): Promise<PostgresServer> {
  const server = await startPostgres();
  onTestFinished(() => server.remove());
  return server;
}

async function throughProxy(): Promise<{ readonly place: string; readonly proxy: TcpProxy }> {
  const { port } = await postgresOfThisFile();
  const place = await temporaryPlace('postgres');
  const proxy = await tcpProxy(port);
  return { place: place.replace(`:${port}/`, `:${proxy.port}/`), proxy };
}

test('the database goes and comes back: each call says so meanwhile, and afterwards everything is there', async () => {
  const server = await ownServer();
  const store = await openAt(server.url('postgres'), 'postgres');
  const staged = await store.stage(head());
  await staged.append(ROWS);
  await store.write((writer) => writer.insertRecord(record('r1')));
  await store.read((reader) => reader.records());
  await server.stop();
  await expect(store.read((reader) => reader.records())).rejects.toMatchObject(UNREACHABLE);
  await expect(store.write((writer) => writer.insertRecord(record('r2')))).rejects.toMatchObject(UNREACHABLE);
  await expect(staged.append(MORE)).rejects.toMatchObject(UNREACHABLE);
  await expect(openAt(server.url('postgres'), 'postgres')).rejects.toMatchObject(UNREACHABLE);
  await server.start();
  expect(await store.read((reader) => reader.records())).toEqual([record('r1')]);
  await store.write((writer) => writer.insertRecord(record('r2')));
  expect(await store.read((reader) => reader.records())).toHaveLength(2);
  await staged.discard();
});

test('the server ends all connections between two calls: the next calls notice nothing', async () => {
  const store = await temporaryStore('postgres');
  await store.write((writer) => writer.insertRecord(record('r1')));
  await Promise.all(Array.from({ length: 5 }, () => store.read((reader) => reader.records())));
  const raw = await rawDatabase(store.place, 'postgres');
  await raw.exec(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'clari-identity-mcp'",
  );
  expect(await store.read((reader) => reader.records())).toHaveLength(1);
  await store.write((writer) => writer.insertRecord(record('r2')));
});

test('a connection lost inside a write leaves nothing of it', async () => {
  const { place, proxy } = await throughProxy();
  const store = await openAt(place, 'postgres');
  const writing = store.write(async (writer) => {
    await writer.insertLedgerEntry(entry(1));
    proxy.cutAt('insert into records', 'after');
    await writer.insertRecord(record('r1'));
  });
  await expect(writing).rejects.toMatchObject({ ...UNREACHABLE, remedy: expect.stringContaining('half-applied') });
  expect(await store.read((reader) => reader.ledger(0, 9))).toEqual([]);
  await store.write((writer) => writer.insertLedgerEntry(entry(1)));
});

test('a connection lost in the middle of a bulk load fails it, and does not hang', async () => {
  const { place, proxy } = await throughProxy();
  const store = await openAt(place, 'postgres');
  for (const when of ['before', 'after'] as const) {
    const staged = await store.stage(head());
    proxy.cutAt('person1000@acme.com', when);
    await expect(staged.append(ROWS)).rejects.toMatchObject(UNREACHABLE);
    await staged.append(MORE);
    await staged.discard();
  }
  expect(await importRows(store, ROWS)).toMatch(/^snap_/);
});

test.each([
  ['before', 0],
  ['after', 1],
] as const)(
  'a connection lost %s the commit arrived: whole or not at all, and the caller is reported that it is not known',
  async (when, kept) => {
    const { place, proxy } = await throughProxy();
    const store = await openAt(place, 'postgres');
    const writing = store.write(async (writer) => {
      await writer.insertLedgerEntry(entry(1));
      await writer.insertRecord(record('r1'));
      proxy.cutAt('commit', when);
    });
    await expect(writing).rejects.toMatchObject({
      code: 'ERR_STORE_UNREACHABLE',
      message: expect.stringContaining('whole, or not at all'),
    });
    await store.read(async (reader) => {
      expect(await reader.records()).toHaveLength(kept);
      expect(await reader.ledger(0, 9)).toHaveLength(kept);
    });
  },
);

test('a network that swallows everything: calls give up instead of hanging, and work again afterwards', async () => {
  const { place, proxy } = await throughProxy();
  const store = await openAt(place, 'postgres', { statementTimeoutMs: 3_000 });
  await store.write((writer) => writer.insertRecord(record('r1')));
  await store.read((reader) => reader.records());
  proxy.freeze();
  const calls = [
    store.read((reader) => reader.records()),
    store.read((reader) => reader.records()),
    store.write((writer) => writer.insertRecord(record('r2'))),
    store.stage(head()),
    openAt(place, 'postgres', { statementTimeoutMs: 3_000 }),
  ];
  for (const call of await Promise.allSettled(calls)) {
    expect(call).toMatchObject({ status: 'rejected', reason: UNREACHABLE });
  }
  proxy.thaw();
  expect(await store.read((reader) => reader.records())).toHaveLength(1);
  await store.write((writer) => writer.insertRecord(record('r2')));
});

test('a statement that takes too long is stopped by the server, and the connection serves on', async () => {
  const driver = await openPostgres(await temporaryPlace('postgres'), {
    statementMs: 2_000,
    busyMs: 300,
    mustExist: false,
  });
  onTestFinished(() => driver.close());
  const slow = 'select pg_sleep(30)';
  await expect(driver.read((session) => session.all(slow))).rejects.toMatchObject({
    code: 'ERR_STORE',
    message: expect.stringContaining('took too long'),
  });
  await expect(driver.write((session) => session.all(slow))).rejects.toMatchObject({ code: 'ERR_STORE' });
  expect(await driver.read((session) => session.all('select 1 as n'))).toEqual([{ n: 1 }]);
});

test('more reads inside each other than there are connections end in a clear refusal, not in a standstill', async () => {
  const place = await temporaryPlace('postgres');
  const store = await openAt(place, 'postgres', { statementTimeoutMs: 3_000 });
  const nested = (depth: number): Promise<number> =>
    store.read((reader) => (depth === 0 ? reader.revision() : nested(depth - 1)));
  expect(await nested(10)).toBe(0);
  await expect(nested(40)).rejects.toMatchObject({ code: 'ERR_STORE_BUSY' });
  expect(await nested(10)).toBe(0);
});
