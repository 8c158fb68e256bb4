import { afterAll } from 'vitest';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

export { type PostgresServer, startPostgres };

let ofThisFile: Promise<PostgresServer> | undefined;

/** One server for all tests of a file, started by the first that needs it. */
export function postgresOfThisFile(): Promise<PostgresServer> {
  ofThisFile ??= startPostgres();
  return ofThisFile;
}

afterAll(async () => {
  const started = ofThisFile;
  ofThisFile = undefined;
  await (await started)?.remove();
});
