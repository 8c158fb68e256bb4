import { describe } from 'vitest';
import { servePostgresFrom } from '../../helpers/postgres.ts';
import { noPostgres15, startPostgres } from '../../helpers/postgres-server.ts';
import { everyContract } from '../contract/every-contract.ts';

servePostgresFrom(() => startPostgres({ version: 15 }));

describe.skipIf(noPostgres15 !== null)(`on PostgreSQL 15${noPostgres15 === null ? '' : ` (${noPostgres15})`}`, () => {
  everyContract('postgres');
});
