import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { POSTGRES, SQLITE } from '../../src/store/schema/dialect.ts';
import { createTables } from '../../src/store/schema/render.ts';
import { TABLES } from '../../src/store/schema/tables.ts';
import { VERSIONS } from '../../src/store/schema/versions.ts';
import { type PostgresServer, startPostgres } from '../helpers/postgres.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());

async function connected(schema: string): Promise<pg.Client> {
  const client = new pg.Client(server.url('postgres'));
  await client.connect();
  onTestFinished(() => client.end());
  await client.query(`create schema ${schema}; set search_path = ${schema}`);
  return client;
}

test('every declared table and column is made, in both databases under the same names', async () => {
  const client = await connected('made');
  for (const version of VERSIONS) await client.query(version(POSTGRES));
  const { rows } = await client.query(
    `select table_name, column_name, is_nullable, collation_name from information_schema.columns
     where table_schema = 'made' order by table_name, ordinal_position`,
  );
  const declared = [...TABLES]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name, columns }) =>
      Object.entries(columns).map(([column, spec]) => ({
        table_name: name,
        column_name: column,
        is_nullable: spec.endsWith('?') ? 'YES' : 'NO',
        collation_name: spec.startsWith('text') ? 'C' : null,
      })),
    );
  expect(rows).toEqual(declared);
  for (const { name, columns } of TABLES) {
    const sqlite = createTables(TABLES, SQLITE);
    const text = sqlite.slice(sqlite.indexOf(`create table ${name} (`)).split('\n);')[0] ?? '';
    for (const column of Object.keys(columns)) expect(text).toContain(`\n  ${column} `);
  }
});

describe('rules that PostgreSQL itself keeps', () => {
  const values = (sequence: number, previous: string, hash: string) =>
    `insert into ledger values (${sequence}, 't', 'n', 0, 'stdio', 'k', '{}', '${previous}', '${hash}')`;

  test('the ledger takes only the entry that continues it, and keeps what it has', async () => {
    const client = await connected('ruled');
    await client.query(createTables(TABLES, POSTGRES));
    await client.query(values(1, '0', 'a'));
    await client.query(values(2, 'a', 'b'));
    for (const refused of [
      values(2, 'b', 'c'),
      values(4, 'b', 'c'),
      values(3, 'a', 'c'),
      "update ledger set at = 'x' where sequence = 2",
      'delete from ledger where sequence = 2',
      'truncate ledger',
    ]) {
      await expect(client.query(refused), refused).rejects.toMatchObject({ code: 'CIL01' });
    }
    await client.query(values(3, 'b', 'c'));
  });
});
