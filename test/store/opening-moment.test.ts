import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SqlRow } from '../../src/store/driver.ts';
import { chooseBinding } from '../../src/store/sqlite/choose-binding.ts';
import { Database } from '../../src/store/sqlite/database.ts';
import { identify, migrate } from '../../src/store/sqlite/migrate.ts';
import { usableBindings } from './databases.ts';
import { temporaryFolder } from './open-temporary.ts';

/** Something happens right after its first statement that names the given words. */
class Interrupted extends Database {
  #then: (() => void) | null = null;
  #words = '';

  after(words: string, then: () => void): void {
    this.#words = words;
    this.#then = then;
  }

  override all(sql: string): readonly SqlRow[] {
    const rows = super.all(sql);
    const then = this.#then;
    if (then === null || !sql.includes(this.#words)) return rows;
    this.#then = null;
    then();
    return rows;
  }
}

describe.each(await usableBindings())('%s', (name) => {
  test.each(['user_version', 'application_id', 'sqlite_master'])(
    'a new store that another process makes after the look at %s is ours all the same',
    async (words) => {
      const binding = await chooseBinding([name]);
      const path = join(await temporaryFolder(), 'store.sqlite');
      const [one, other] = [new Interrupted(binding, path), new Database(binding, path)];
      one.exec('pragma journal_mode = wal');
      one.after(words, () => {
        other.exec('begin immediate');
        migrate(other, path);
        other.exec('commit');
      });
      expect(identify(one, path)).toBe('older');
      expect(identify(one, path)).toBe('current');
      one.close();
      other.close();
    },
  );
});
