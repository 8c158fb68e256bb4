import { once } from 'node:events';
import { createConnection, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface TcpProxy {
  readonly port: number;
  /** Cuts the connection whose client says this next, before or after the server has heard and answered it. */
  cutAt(word: string, when: 'before' | 'after'): void;
  /** The client hears this for that from now on; both are equally long. */
  hear(said: string, instead: string): void;
  /** Connections stay open and nothing passes, as when a cable is pulled; new ones are accepted and hear nothing. */
  freeze(): void;
  /** What was frozen is cut; new connections work again. */
  thaw(): void;
}

/** A network between a client and a server on loopback that can be made to fail. */
export async function tcpProxy(
  serverPort: number,
  whenDone: (clean: () => void) => void = onTestFinished,
): Promise<TcpProxy> {
  const open = new Set<Socket>();
  let cut: { readonly word: string; readonly when: 'before' | 'after' } | null = null;
  let frozen = false;
  let other: readonly [said: string, instead: string] | null = null;
  const server = createServer((client) => {
    const upstream = createConnection(serverPort, '127.0.0.1');
    let answerIsLast = false;
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        end();
      });
    }
    client.on('data', (bytes) => {
      if (frozen) return;
      if (cut !== null && bytes.includes(cut.word)) {
        const { when } = cut;
        cut = null;
        if (when === 'before') return end();
        answerIsLast = true;
      }
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (frozen) return;
      if (answerIsLast) return end();
      client.write(other === null ? bytes : Buffer.from(bytes.toString('latin1').replaceAll(...other), 'latin1'));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  whenDone(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    cutAt: (word, when) => {
      cut = { word, when };
    },
    hear: (...words) => {
      other = words;
    },
    freeze: () => {
      frozen = true;
    },
    thaw: () => {
      frozen = false;
      for (const socket of open) socket.destroy();
    },
  };
}
