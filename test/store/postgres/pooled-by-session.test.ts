import { describe } from 'vitest';
import { noPgBouncer, startPooled } from '../../helpers/pgbouncer.ts';
import { servePostgresFrom } from '../../helpers/postgres.ts';
import { everyContract } from '../contract/every-contract.ts';

servePostgresFrom(() => startPooled('session'));

describe.skipIf(noPgBouncer !== null)(
  `through PgBouncer, by session${noPgBouncer === null ? '' : ` (${noPgBouncer})`}`,
  () => {
    everyContract('postgres');
  },
);
