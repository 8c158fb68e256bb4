import { startPostgres } from '../helpers/postgres-server.ts';
import { tcpProxy } from '../helpers/tcp-proxy.ts';
import type { Database } from './options.ts';

/** Where the store of a run is, and how its network can be lost. */
export interface StorePlace {
  /** As the programs reach it. */
  readonly url: string;
  /** As whoever checks it reaches it, whatever happens to the network. */
  readonly ownUrl: string;
  readonly secrets: readonly string[];
  /** Null: there is no network between it and the programs. */
  readonly network: StoreNetwork | null;
}

export interface StoreNetwork {
  freeze(): void;
  thaw(): void;
  /** The connection breaks at the next commit, before or after the database has heard of it. */
  cutAtCommit(when: 'before' | 'after'): void;
  /** The database ends, and comes back when this is called again. */
  stop(): Promise<() => Promise<void>>;
}

export async function storePlace(
  database: Database,
  folder: string,
  whenDone: (clean: () => Promise<void>) => void,
): Promise<StorePlace> {
  if (database === 'sqlite') {
    const url = `sqlite:${folder}/data/store.sqlite`;
    return { url, ownUrl: url, secrets: [], network: null };
  }
  const server = await startPostgres();
  whenDone(() => server.remove());
  const proxy = await tcpProxy(server.port, (clean) => whenDone(async () => clean()));
  const ownUrl = server.url('postgres');
  return {
    url: ownUrl.replace(`:${server.port}/`, `:${proxy.port}/`),
    ownUrl,
    secrets: [new URL(ownUrl).password],
    network: {
      freeze: proxy.freeze,
      thaw: proxy.thaw,
      cutAtCommit: (when) => proxy.cutAt('commit', when),
      async stop() {
        await server.stop();
        return () => server.start();
      },
    },
  };
}
