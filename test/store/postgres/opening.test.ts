import { execFileSync } from 'node:child_process';
import { chmod, chown, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../src/store/open.ts';
import { noPgBouncer, startPooled } from '../../helpers/pgbouncer.ts';
import { postgresOfThisFile } from '../../helpers/postgres.ts';
import { tcpProxy } from '../../helpers/tcp-proxy.ts';
import { importRows, openAt, temporaryFolder, temporaryPlace, temporaryStore } from '../open-temporary.ts';
import { rawDatabase } from '../raw-database.ts';
import { accountRow, entry, head, record } from '../samples.ts';
import { MOUNT, tinyDisk, UNMOUNT } from '../tiny-disk.ts';

const ROWS = Array.from({ length: 2_500 }, (_, n) => ({ of: 'account', row: accountRow(n + 2) }) as const);

async function sql(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: (await postgresOfThisFile()).url('postgres') });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

function as(user: string, place: string): string {
  const url = new URL(place);
  url.username = user;
  url.password = 'secret-of-the-user';
  return url.href;
}

test('the description names server and database, and nobody', async () => {
  const server = await postgresOfThisFile();
  const store = await openAt(server.url('postgres'), 'postgres');
  expect(store.describe).toMatch(
    new RegExp(`^postgres://127\\.0\\.0\\.1:${server.port}/postgres \\(PostgreSQL \\d+\\.\\d+\\)$`),
  );
});

test('a wrong password, a missing database and a missing server are reported apart, without repeating a secret', async () => {
  const server = await postgresOfThisFile();
  const place = server.url('postgres');
  const cases = [
    [as('owner', place), 'ERR_STORE', /did not accept the user/],
    [server.url('nowhere'), 'ERR_STORE', /has no such database/],
    [place.replace(`:${server.port}`, ':1'), 'ERR_STORE_UNREACHABLE', /does not answer/],
    [place.replace('127.0.0.1', 'nowhere.invalid'), 'ERR_STORE_UNREACHABLE', /does not answer/],
  ] as const;
  for (const [url, code, message] of cases) {
    const opening = openStore({ url });
    await expect(opening).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    const error: unknown = await opening.catch((reason: unknown) => reason);
    expect(String(error) + JSON.stringify(error)).not.toMatch(/secret-of-the-user|only-for-tests|owner/);
  }
});

test('a user without the right to make a schema is reported so, and works in one that was made for it', async () => {
  await sql("create role limited login password 'secret-of-the-user'; create schema given authorization limited");
  const place = (await postgresOfThisFile()).url('postgres');
  await expect(openStore({ url: as('limited', place) })).rejects.toMatchObject({
    code: 'ERR_STORE',
    message: expect.stringContaining('denies this user the right'),
    remedy: expect.stringContaining('creates a schema'),
  });
  const store = await openAt(as('limited', `${place}?schema=given`), 'postgres');
  await store.write((writer) => writer.insertRecord(record('r1')));
});

test('more connections than the server allows: busy, and free again later', async () => {
  await sql(
    "create role single login password 'secret-of-the-user' connection limit 1; create schema one authorization single",
  );
  const place = as('single', `${(await postgresOfThisFile()).url('postgres')}?schema=one`);
  const store = await openAt(place, 'postgres');
  await store.read(async () => {
    await expect(store.read((reader) => reader.revision())).rejects.toMatchObject({ code: 'ERR_STORE_BUSY' });
  });
  expect(await store.read((reader) => reader.revision())).toBe(0);
});

test('ten openings of a new store at once make one store', async () => {
  const place = await temporaryPlace('postgres');
  const stores = await Promise.all(Array.from({ length: 10 }, () => openAt(place, 'postgres')));
  await Promise.all(stores.map((store, n) => store.write((writer) => writer.insertRecord(record(`r${n}`)))));
  expect(await stores[0]?.read((reader) => reader.revision())).toBe(10);
});

test('a store of a newer version is refused with what to do, and not touched', async () => {
  const store = await temporaryStore('postgres');
  await store.close();
  const raw = await rawDatabase(store.place, 'postgres');
  await raw.exec('update clari_identity_store set version = 99');
  await expect(openAt(store.place, 'postgres')).rejects.toMatchObject({
    code: 'ERR_STORE_NEWER',
    message: expect.stringContaining('store version 99'),
    remedy: expect.stringContaining('Update clari-identity-mcp'),
  });
  expect(await raw.all('select version from clari_identity_store')).toEqual([{ version: 99 }]);
});

test("a schema with another program's tables is not taken over", async () => {
  const place = await temporaryPlace('postgres');
  const schema = new URL(place).searchParams.get('schema');
  await sql(`create schema ${schema}; create table ${schema}.meta (theirs int)`);
  await expect(openAt(place, 'postgres')).rejects.toMatchObject({
    code: 'ERR_STORE',
    message: expect.stringContaining('another program'),
    remedy: expect.stringContaining('?schema=NAME'),
  });
});

test('a writer that never ends makes others give up, with nothing changed; readers go on', async () => {
  const store = await temporaryStore('postgres');
  const impatient = await openAt(store.place, 'postgres', { busyTimeoutMs: 30 });
  const raw = await rawDatabase(store.place, 'postgres');
  await raw.exec('begin; select revision from meta for update');
  await expect(impatient.write((writer) => writer.insertRecord(record('r1')))).rejects.toMatchObject({
    code: 'ERR_STORE_BUSY',
  });
  expect(await store.read((reader) => reader.records())).toEqual([]);
  const patient = store.write((writer) => writer.insertRecord(record('r1')));
  await expect.poll(() => raw.all('select count(*) as n from pg_locks where not granted')).toEqual([{ n: 1 }]);
  await raw.exec('rollback');
  await patient;
  expect(await impatient.read((reader) => reader.records())).toHaveLength(1);
});

const mounted = tinyDisk();
test.skipIf(typeof mounted === 'string')(
  `a full disk of the server: what was there stays, and work goes on once there is room${typeof mounted === 'string' ? ` (not tested here: ${mounted})` : ''}`,
  async () => {
    const folder = await temporaryFolder();
    execFileSync(MOUNT, ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder]);
    onTestFinished(() => {
      execFileSync(UNMOUNT, ['-l', folder]);
    });
    const server = await postgresOfThisFile();
    const owner = await stat(join(server.folder, 'data'));
    await chown(folder, owner.uid, owner.gid);
    await chmod(folder, 0o700);
    await sql(`create tablespace small location '${folder}'`);
    const place = `${await temporaryPlace('postgres')}&options=${encodeURIComponent('-c default_tablespace=small')}`;
    const store = await openAt(place, 'postgres');
    const kept = await importRows(store, ROWS.slice(0, 5));
    await store.write((writer) => writer.insertLedgerEntry(entry(1)));
    const staged = await store.stage(head({ sha256: 'c' }));
    const filling = async () => {
      for (let n = 0; n < 100; n += 1)
        await staged.append(ROWS.map(({ of, row }) => ({ of, row: { ...row, line: row.line + n * 10_000 } })));
    };
    await expect(filling()).rejects.toMatchObject({
      code: 'ERR_STORE_FULL',
      remedy: expect.stringContaining('Free space'),
    });
    await store.read(async (reader) => {
      expect((await reader.snapshots()).map((one) => one.snapshotId)).toEqual([kept]);
      expect(await reader.accountRows(kept, 0, 10)).toHaveLength(5);
      expect(await reader.ledger(0, 9)).toEqual([entry(1)]);
    });
    await staged.discard();
    execFileSync(MOUNT, ['-o', 'remount,size=20m', folder]);
    expect(await importRows(store, ROWS, { sha256: 'd' })).toMatch(/^snap_/);
  },
);

test('a server before PostgreSQL 15 is refused by its version, and nothing is made there', async () => {
  const server = await postgresOfThisFile();
  await sql('create database older');
  const proxy = await tcpProxy(server.port);
  const number = String((await versionOf(server.url('older'))).number);
  proxy.hear(number, `14${number.slice(2)}`);
  await expect(
    openStore({ url: server.url('older').replace(`:${server.port}/`, `:${proxy.port}/`) }),
  ).rejects.toMatchObject({
    code: 'ERR_STORE',
    message: expect.stringMatching(/is PostgreSQL \d+\.\d+, and a store needs 15 or newer/),
    remedy: expect.stringContaining('newer server'),
  });
  expect((await versionOf(server.url('older'))).schemas).toBe(0);
});

async function versionOf(url: string): Promise<{ readonly number: unknown; readonly schemas: unknown }> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(
    `select current_setting('server_version_num') as number,
       (select count(*)::int from pg_namespace where nspname = 'clari_identity') as schemas`,
  );
  await client.end();
  return rows[0];
}

test.each(['SQL_ASCII', 'LATIN1'])(
  'a database with the encoding %s is refused with what to do, and not touched',
  async (encoding) => {
    const name = `in_${encoding.toLowerCase()}`;
    await sql(`create database ${name} encoding '${encoding}' locale 'C' template template0`);
    const url = (await postgresOfThisFile()).url(name);
    await expect(openStore({ url })).rejects.toMatchObject({
      code: 'ERR_STORE',
      message: expect.stringContaining(`has the encoding ${encoding}`),
      remedy: expect.stringContaining("encoding 'UTF8' template template0"),
    });
    const client = new pg.Client(url);
    await client.connect();
    onTestFinished(() => client.end());
    const { rows } = await client.query(
      "select nspname from pg_namespace where nspname not like 'pg_%' order by nspname",
    );
    expect(rows.map((row) => row.nspname)).toEqual(['information_schema', 'public']);
  },
);

describe.skipIf(noPgBouncer !== null)(`a pooler${noPgBouncer === null ? '' : ` (${noPgBouncer})`}`, () => {
  test('that shares connections by statement is refused by name with what to do, also where the store exists', async () => {
    const pooled = await startPooled('statement');
    onTestFinished(() => pooled.remove());
    const refusal = {
      code: 'ERR_STORE',
      message: expect.stringContaining('shares connections by statement'),
      remedy: expect.stringContaining('pool_mode to transaction or session'),
    };
    await expect(openStore({ url: pooled.url('postgres') })).rejects.toMatchObject(refusal);
    await openAt(pooled.behind.url('postgres'), 'postgres');
    await expect(openStore({ url: pooled.url('postgres') })).rejects.toMatchObject(refusal);
  });

  test('that refuses a user, a database or a parameter, or has no connection left, is reported as which it is', async () => {
    const pooled = await startPooled('transaction', [
      'max_client_conn = 3',
      'default_pool_size = 1',
      'query_wait_timeout = 1',
    ]);
    onTestFinished(() => pooled.remove());
    const place = pooled.url('postgres');
    const cases = [
      [as('owner', place), 'ERR_STORE', /did not accept the user/],
      [as('nobody_known', place), 'ERR_STORE', /did not accept the user/],
      [pooled.url('nowhere'), 'ERR_STORE', /has no such database/],
      [`${place}?options=-c%20geqo%3Doff`, 'ERR_STORE', /does not take a parameter/],
    ] as const;
    for (const [url, code, message] of cases) {
      const opening = openStore({ url });
      await expect(opening).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
      await opening.catch((error: unknown) => expect(String(error)).not.toMatch(/secret-of-the-user|only-for-tests/));
    }
    const store = await openAt(place, 'postgres');
    await store.read(async () => {
      await expect(store.read((reader) => reader.revision())).rejects.toMatchObject({ code: 'ERR_STORE_BUSY' });
      await Promise.all(
        Array.from({ length: 4 }, () =>
          expect(store.read((reader) => reader.revision())).rejects.toMatchObject({ code: 'ERR_STORE_BUSY' }),
        ),
      );
    });
    expect(await store.read((reader) => reader.revision())).toBe(0);
  });
});
