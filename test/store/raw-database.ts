import pg from 'pg';
import { onTestFinished } from 'vitest';
import type { SqlRow, SqlValue } from '../../src/store/driver.ts';
import { addressOf } from '../../src/store/postgres/address.ts';
import { numbered } from '../../src/store/postgres/placeholders.ts';
import { chooseBinding } from '../../src/store/sqlite/choose-binding.ts';
import { pastPooler } from '../helpers/postgres.ts';
import type { TestedDatabase } from './databases.ts';

/** A connection past the store's own rules, as anybody has who opens the database with another program. */
export interface RawDatabase {
  exec(sql: string): Promise<void>;
  all(sql: string): Promise<readonly unknown[]>;
  run(sql: string, values: readonly SqlValue[]): Promise<void>;
  /** From now on the column of every row that is updated is written into the table `noted`. */
  noteUpdates(table: string, column: string): Promise<void>;
}

type WhenDone = (clean: () => Promise<void>) => void;

export async function rawDatabase(
  place: string,
  database: TestedDatabase,
  whenDone: WhenDone = onTestFinished,
): Promise<RawDatabase> {
  if (database === 'postgres') return rawPostgres(place, whenDone);
  const raw = (await chooseBinding([database])).open(place);
  whenDone(async () => {
    try {
      raw.close();
    } catch {}
  });
  return {
    exec: async (sql) => raw.exec(sql),
    all: async (sql) => raw.prepare(sql).all([]),
    run: async (sql, values) => {
      raw.prepare(sql).run(values);
    },
    noteUpdates: async (table, column) =>
      raw.exec(`create table noted (${column} text);
        create trigger noting after update on ${table} begin insert into noted values (new.${column}); end`),
  };
}

async function rawPostgres(url: string, whenDone: WhenDone): Promise<RawDatabase> {
  const { servers, schema } = addressOf(await pastPooler(url));
  const client = new pg.Client({ connectionString: servers[0] });
  await client.connect();
  whenDone(() => client.end().catch(() => undefined));
  await client.query(`set search_path = "${schema}"`);
  return {
    exec: async (sql) => {
      await client.query(sql);
    },
    // Counts come as text from this package.
    all: async (sql) => (await client.query<SqlRow>(sql)).rows.map(withNumbers),
    run: async (sql, values) => {
      await client.query(numbered(sql), [...values]);
    },
    noteUpdates: async (table, column) => {
      await client.query(`create table noted (${column} text);
        create function note() returns trigger language plpgsql as
          $$ begin insert into noted values (new.${column}); return new; end $$;
        create trigger noting after update on ${table} for each row execute function note()`);
    },
  };
}

function withNumbers(row: SqlRow): SqlRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
    ]),
  );
}
