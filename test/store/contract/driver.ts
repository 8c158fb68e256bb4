import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BindingName } from '../../../src/store/sqlite/binding.ts';
import { chooseBinding } from '../../../src/store/sqlite/choose-binding.ts';
import { Database } from '../../../src/store/sqlite/database.ts';
import { temporaryFolder } from '../open-temporary.ts';

/** Where the two packages differ by themselves. */
export function driverContract(sqlite: BindingName): void {
  async function open(): Promise<Database> {
    const database = new Database(await chooseBinding([sqlite]), join(await temporaryFolder(), 'x.sqlite'));
    database.exec('create table t (a integer primary key, b text)');
    return database;
  }

  const foreign: readonly unknown[] = [undefined, true, 1n, new Uint8Array(1), Number.NaN, Number.POSITIVE_INFINITY];
  test.each(foreign.map((value) => [typeof value, value] as const))(
    'refuses to bind a %s (%s)',
    async (_type, value) => {
      const database = await open();
      const values: unknown[] = [1, value];
      expect(() => Reflect.apply(database.run, database, ['insert into t values (?, ?)', values])).toThrow(
        expect.objectContaining({ code: 'ERR_INTERNAL' }),
      );
      expect(database.all('select * from t')).toEqual([]);
      database.close();
    },
  );

  test('rows are plain objects, text keeps every character', async () => {
    const database = await open();
    const b = 'ä😀\u0001\'"\n';
    expect(database.run('insert into t values (?, ?)', [2 ** 40, b])).toBe(1);
    expect(database.all('select * from t')).toStrictEqual([{ a: 2 ** 40, b }]);
    database.close();
  });

  test('text with a NUL, which one package would cut, is not stored; looking for it finds nothing', async () => {
    const database = await open();
    const notStored = expect.objectContaining({ code: 'ERR_INTERNAL' });
    expect(() => database.run('insert into t values (?, ?)', [1, 'a\0b'])).toThrow(notStored);
    expect(() => database.insertMany('insert into t values (?, ?)', [[1, 'a\0b']])).toThrow(notStored);
    database.run('insert into t values (?, ?)', [1, 'a']);
    expect(database.all('select * from t where b = ?', ['a\0b'])).toEqual([]);
    database.close();
  });

  test('a statement without rows may be asked for rows, and one with rows may be run', async () => {
    const database = await open();
    expect(database.all('insert into t values (?, ?)', [1, null])).toEqual([]);
    expect(database.all('insert into t values (?, ?) returning a', [2, null])).toEqual([{ a: 2 }]);
    expect(database.run('update t set b = ?', ['x'])).toBe(2);
    database.close();
  });

  test('more statements than are kept still run', async () => {
    const database = await open();
    for (let n = 0; n < 450; n += 1) expect(database.all(`select ${n} as n`)).toEqual([{ n }]);
    database.close();
  });

  test('the words of the package stay in the cause', async () => {
    const database = await open();
    expect(() => database.all('select * from nothing_here')).toThrow(
      expect.objectContaining({
        code: 'ERR_STORE',
        message: expect.not.stringContaining('nothing_here'),
        cause: expect.objectContaining({ message: expect.stringContaining('nothing_here') }),
      }),
    );
    database.close();
  });
}
