import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type Visitor, visitor } from '../helpers/page-visitor.ts';
import { MAIN } from '../helpers/program.ts';
import { recordingBrowser } from '../helpers/recording-browser.ts';
import { wordsOf } from './answer.ts';
import { httpClient, laterHttpClient, laterStdioClient, type SoakClient, stdioClient } from './clients.ts';
import type { ShiftedClock } from './clock.ts';
import type { Listener } from './listener.ts';

export interface ServerStart {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly clock: ShiftedClock;
  readonly token: string;
  readonly folder: string;
  readonly listener: Listener;
}

/** A server that runs, and who speaks with it. */
export interface RunningServer {
  readonly pid: number;
  readonly clients: readonly SoakClient[];
  /** Somebody on its page; null: it has none. */
  readonly page: Visitor | null;
  /** Answers whether it is healthy; null: it has no such address. */
  readonly health: (() => Promise<number>) | null;
  /** Resolves once the process has ended. */
  readonly gone: Promise<void>;
  /** Ends it as its user does. */
  stop(): Promise<void>;
}

export type Start = (start: ServerStart) => Promise<RunningServer>;

function onStdio(open: typeof stdioClient): Start {
  return async ({ name, environment, clock, listener }) => {
    const client = await open({
      args: [...clock.arguments, MAIN],
      env: { ...environment, ...clock.environment },
      heard: (text) => listener.heard(name, text),
      noise: (error) => listener.noise(name, wordsOf(error)),
    });
    return {
      pid: client.pid,
      clients: [client],
      page: null,
      health: null,
      gone: client.gone,
      stop: () => client.close(),
    };
  };
}

const listening = z.looseObject({ event: z.literal('listening'), url: z.string() });

/** With clients of both eras. */
const onHttp: Start = async (start) => {
  const { environment, token } = start;
  let found: (url: string) => void = () => undefined;
  const url = new Promise<string>((done) => {
    found = done;
  });
  const served = child(start, ['serve', '--http', '--port', '0'], { CLARI_IDENTITY_HTTP_TOKEN: token }, (line) => {
    if (line.includes('"listening"')) found(listening.parse(JSON.parse(line)).url);
  });
  const at = await Promise.race([url, served.gone.then(() => null)]);
  if (at === null) throw new Error(`the HTTP server ended at once (${environment['CLARI_IDENTITY_HOME'] ?? ''})`);
  const clients = await Promise.all([httpClient(at, token), laterHttpClient(at, token)]);
  return {
    ...served,
    clients,
    page: null,
    health: async () => (await fetch(new URL('/healthz', at))).status,
    async stop() {
      await Promise.allSettled(clients.map((client) => client.close()));
      await served.stop();
    },
  };
};

/** The page of this machine, and somebody who has come in by its link. */
const onPage: Start = async (start) => {
  const browser = await recordingBrowser(start.folder);
  const served = child(start, ['open'], { CLARI_IDENTITY_BROWSER: browser.path }, () => undefined);
  let ended = false;
  void served.gone.then(() => {
    ended = true;
  });
  for (;;) {
    const [link] = await browser.opened();
    if (link !== undefined)
      return {
        ...served,
        clients: [],
        page: await visitor({ link: () => link, origin: new URL(link).origin }),
        health: null,
      };
    if (ended) throw new Error('the page ended at once');
    await new Promise((done) => setTimeout(done, 50));
  }
};

/** Every way in which the program serves. */
export const SERVERS: readonly (readonly [name: string, start: Start])[] = [
  ['stdio 2025', onStdio(stdioClient)],
  ['stdio 2026', onStdio(laterStdioClient)],
  ['http', onHttp],
  ['page', onPage],
];

/** A driver that ends early takes them along. */
const living = new Set<ChildProcess>();
process.once('exit', () => {
  for (const one of living) one.kill('SIGKILL');
});

function child(
  { name, environment, clock, listener }: ServerStart,
  args: readonly string[],
  more: Readonly<Record<string, string>>,
  line: (text: string) => void,
) {
  const started = spawn(process.execPath, [...clock.arguments, MAIN, ...args], {
    env: { ...environment, ...clock.environment, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.stdout.on('data', (bytes) => listener.heard(name, String(bytes)));
  createInterface({ input: started.stderr }).on('line', (text) => {
    listener.heard(name, `${text}\n`);
    line(text);
  });
  living.add(started);
  const gone = once(started, 'close').then(() => void living.delete(started));
  return {
    pid: started.pid ?? 0,
    gone,
    async stop() {
      started.kill('SIGINT');
      await gone;
    },
  };
}
