import { POSTGRES, SQLITE } from '../../src/store/schema/dialect.ts';
import { VERSIONS } from '../../src/store/schema/versions.ts';
import type { TestedDatabase } from './databases.ts';
import type { RawDatabase } from './raw-database.ts';

/** Makes the tables of an earlier version, as a program of then left them. */
export async function makeVersion(
  version: number,
  raw: RawDatabase,
  place: string,
  database: TestedDatabase,
): Promise<void> {
  if (database === 'postgres') await raw.exec(`create schema "${new URL(place).searchParams.get('schema')}"`);
  for (const step of VERSIONS.slice(0, version)) await raw.exec(step(database === 'postgres' ? POSTGRES : SQLITE));
  await raw.exec(
    database === 'postgres'
      ? `create table clari_identity_store (id bigint primary key check (id = 1), version bigint not null);
         insert into clari_identity_store values (1, ${version})`
      : `pragma application_id = ${0x4349444d}; pragma user_version = ${version}`,
  );
}
