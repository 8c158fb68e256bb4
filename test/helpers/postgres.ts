import { afterAll } from 'vitest';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

export { type PostgresServer, startPostgres };

interface Serving extends PostgresServer {
  /** The server, where a pooler is what `url` reaches. */
  readonly behind?: PostgresServer;
}

let ofThisFile: Promise<Serving> | undefined;
let starting: () => Promise<Serving> = startPostgres;

/** Another server for the tests of a file than that of the packages, said before the first that needs it. */
export function servePostgresFrom(start: () => Promise<Serving>): void {
  starting = start;
}

/** One server for all tests of a file, started by the first that needs it. */
export function postgresOfThisFile(): Promise<PostgresServer> {
  ofThisFile ??= starting();
  return ofThisFile;
}

/** Past a pooler, which is no place for settings of a session. */
export async function pastPooler(url: string): Promise<string> {
  const serving = await ofThisFile;
  return serving?.behind === undefined ? url : url.replace(`:${serving.port}/`, `:${serving.behind.port}/`);
}

afterAll(async () => {
  const started = ofThisFile;
  ofThisFile = undefined;
  await (await started)?.remove();
});
