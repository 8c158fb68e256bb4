import { expect, onTestFinished, test } from 'vitest';
import type { SqlDriver, SqlWriteSession } from '../../../src/store/driver.ts';
import { openPostgres } from '../../../src/store/postgres/open-postgres.ts';
import { chooseBinding } from '../../../src/store/sqlite/choose-binding.ts';
import { openSqlite } from '../../../src/store/sqlite/open-sqlite.ts';
import type { TestedDatabase } from '../databases.ts';
import { temporaryPlace } from '../open-temporary.ts';

/** Where the packages differ by themselves. */
export function driverContract(database: TestedDatabase): void {
  async function open(): Promise<SqlDriver> {
    const place = await temporaryPlace(database);
    const driver =
      database === 'postgres'
        ? await openPostgres(place, { busyMs: 5_000, statementMs: 30_000, mustExist: false })
        : await openSqlite(await chooseBinding([database]), { path: place, maxPages: null, busyTimeoutMs: 5_000 });
    onTestFinished(() => driver.close());
    await driver.write((session) => session.run('create table t (a bigint primary key, b text)'));
    return driver;
  }

  const foreign: readonly unknown[] = [undefined, true, 1n, new Uint8Array(1), Number.NaN, Number.POSITIVE_INFINITY];
  test.each(foreign.map((value) => [typeof value, value] as const))(
    'refuses to bind a %s (%s)',
    async (_type, value) => {
      const driver = await open();
      const values: unknown[] = [1, value];
      const run = (session: SqlWriteSession): Promise<number> =>
        Reflect.apply(session.run, session, ['insert into t values (?, ?)', values]);
      await expect(driver.write(run)).rejects.toMatchObject({ code: 'ERR_INTERNAL' });
      expect(await driver.read((session) => session.all('select * from t'))).toEqual([]);
    },
  );

  test('rows are plain objects, text keeps every character, in statements and in bulk', async () => {
    const driver = await open();
    const b = 'ä😀\u0001\'"\n\r\t\\N \\. \\';
    await driver.write(async (session) => {
      expect(await session.run('insert into t values (?, ?)', [2 ** 40, b])).toBe(1);
      await session.insertMany(
        'insert into t (a, b) values (?, ?)',
        Array.from({ length: 100 }, (_, n) => [n, n % 3 === 0 ? null : `${b}${n}`]),
      );
    });
    await driver.read(async (session) => {
      expect(await session.all('select * from t where a > 100')).toStrictEqual([{ a: 2 ** 40, b }]);
      expect(await session.all('select b from t where a < 100 order by a')).toStrictEqual(
        Array.from({ length: 100 }, (_, n) => ({ b: n % 3 === 0 ? null : `${b}${n}` })),
      );
    });
  });

  test('rows as lists have the values in the order of the selected columns, and leave rows by name as they were', async () => {
    const driver = await open();
    await driver.write((session) =>
      session.insertMany('insert into t (a, b) values (?, ?)', [
        [1, null],
        [2, 'two'],
      ]),
    );
    await driver.read(async (session) => {
      const sql = 'select b, a from t where a >= ? order by a';
      expect(await session.lists(sql, [1])).toStrictEqual([
        [null, 1],
        ['two', 2],
      ]);
      expect(await session.all(sql, [2])).toStrictEqual([{ b: 'two', a: 2 }]);
      expect(await session.lists(sql, [3])).toStrictEqual([]);
      await expect(session.lists('select nothing from t')).rejects.toMatchObject({ code: 'ERR_STORE' });
    });
  });

  test('text with a NUL, which one package would cut, is not stored; looking for it finds nothing', async () => {
    const driver = await open();
    const notStored = { code: 'ERR_INTERNAL' };
    const sql = 'insert into t values (?, ?)';
    await expect(driver.write((session) => session.run(sql, [1, 'a\0b']))).rejects.toMatchObject(notStored);
    await expect(driver.write((session) => session.insertMany(sql, [[1, 'a\0b']]))).rejects.toMatchObject(notStored);
    await driver.write((session) => session.run(sql, [1, 'a']));
    expect(await driver.read((session) => session.all('select * from t where b = ?', ['a\0b']))).toEqual([]);
  });

  test('a statement without rows may be asked for rows, and one with rows may be run', async () => {
    const driver = await open();
    await driver.write(async (session) => {
      expect(await session.all('insert into t values (?, ?)', [1, null])).toEqual([]);
      expect(await session.all('insert into t values (?, ?) returning a', [2, null])).toEqual([{ a: 2 }]);
      expect(await session.run('update t set b = ?', ['x'])).toBe(2);
    });
  });

  test('a question mark inside quotes is text', async () => {
    const driver = await open();
    const sql = `select 'a?' as "b?", ? as c from (values (1)) as one`;
    expect(await driver.read((session) => session.all(sql, ['?']))).toEqual([{ 'b?': 'a?', c: '?' }]);
  });

  test('a bulk insert with a rule for conflicts follows it', async () => {
    const driver = await open();
    const sql = 'insert into t (a, b) values (?, ?) on conflict (a) do update set b = excluded.b';
    const rows = (b: string, from: number) => Array.from({ length: 1_300 }, (_, n) => [n + from, b] as const);
    await driver.write(async (session) => {
      await session.insertMany(sql, rows('first', 0));
      await session.insertMany(sql, rows('second', 650));
      await session.insertMany(sql, []);
    });
    const counted = 'select b, count(*) as n from t group by b order by b';
    expect(await driver.read((session) => session.all(counted))).toEqual([
      { b: 'first', n: 650 },
      { b: 'second', n: 1_300 },
    ]);
  });

  test('a bulk insert that fails in the middle fails the whole write', async () => {
    const driver = await open();
    const rows = Array.from({ length: 2_000 }, (_, n) => [n === 1_999 ? 0 : n, 'x']);
    const writing = driver.write((session) => session.insertMany('insert into t (a, b) values (?, ?)', rows));
    await expect(writing).rejects.toMatchObject({ code: 'ERR_STORE' });
    expect(await driver.read((session) => session.all('select * from t'))).toEqual([]);
  });

  test('a failure that a caller swallowed is no success: nothing is kept, and it is said', async () => {
    const driver = await open();
    const swallowing = driver.write(async (session) => {
      await session.run('insert into t values (?, ?)', [1, 'a']);
      await session.run('insert into t values (?, ?)', [1, 'a']).catch(() => undefined);
      await session.run('insert into t values (?, ?)', [2, 'a']).catch(() => undefined);
    });
    const kept = async () => (await driver.read((session) => session.all('select a from t'))).length;
    // SQLite goes on after a refused statement, PostgreSQL does not. Neither keeps a part and calls it done.
    if (database === 'postgres') {
      await expect(swallowing).rejects.toMatchObject({ code: 'ERR_STORE' });
      expect(await kept()).toBe(0);
    } else {
      await swallowing;
      expect(await kept()).toBe(2);
    }
  });

  test('more statements than are kept still run, at once in one transaction too', async () => {
    const driver = await open();
    const numbers = Array.from({ length: 700 }, (_, n) => n);
    await driver.read(async (session) => {
      const all = await Promise.all(numbers.map((n) => session.all(`select ${n} as n`)));
      expect(all).toEqual(numbers.map((n) => [{ n }]));
    });
  });

  test('text is ordered and compared byte by byte', async () => {
    const driver = await open();
    const words = ['a', 'B', 'ä', 'z', 'Z', '_', '-', 'a b', 'ab', '😀', '\uffee', ''];
    await driver.write((session) =>
      session.insertMany(
        'insert into mention_rows (read_id, line, row_key, status, digest, role) values (?, ?, ?, ?, ?, ?)',
        words.map((word, n) => [1, n, word, '', '', '']),
      ),
    );
    const sorted = [...words].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const rows = await driver.read((session) => session.all('select row_key from mention_rows order by row_key'));
    expect(rows.map((row) => row['row_key'])).toEqual(sorted);
  });

  test('the words of the package stay in the cause', async () => {
    const driver = await open();
    await expect(driver.read((session) => session.all('select * from nothing_here'))).rejects.toMatchObject({
      code: 'ERR_STORE',
      message: expect.not.stringContaining('nothing_here'),
      cause: expect.objectContaining({ message: expect.stringContaining('nothing_here') }),
    });
  });
}
