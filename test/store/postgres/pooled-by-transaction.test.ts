import { describe } from 'vitest';
import { noPgBouncer, startPooled } from '../../helpers/pgbouncer.ts';
import { servePostgresFrom } from '../../helpers/postgres.ts';
import { everyContract } from '../contract/every-contract.ts';

// Fewer connections than calls, so that one connection serves several clients in turn.
servePostgresFrom(() => startPooled('transaction', ['default_pool_size = 3']));

describe.skipIf(noPgBouncer !== null)(
  `through PgBouncer, by transaction${noPgBouncer === null ? '' : ` (${noPgBouncer})`}`,
  () => {
    everyContract('postgres');
  },
);
