import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { USERS } from './files.ts';
import { inModern } from './modern.ts';
import { callOf, initialize } from './shared.ts';

/** What came of one call: an answer, the status of a refusal, or why the connection ended before either. */
export type Outcome = 'answered' | number | string;

/** How a client of the load speaks. */
export type Speech = 'in a session' | 'without session' | '2026-07-28';

interface Said {
  readonly outcome: Outcome;
  readonly headers: IncomingHttpHeaders;
}

function post(url: string, agent: Agent, body: string, headers: Readonly<Record<string, string>>): Promise<Said> {
  return new Promise((resolve) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...headers,
        },
      },
      (response) => {
        const { headers: answered, statusCode = 0 } = response;
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('error', (error) => resolve({ outcome: `cut off: ${error.message}`, headers: answered }));
        response.on('end', () => {
          // A stream that ends in order without the answer lost it all the same.
          const whole = statusCode === 202 || text.includes('"result"') ? 'answered' : `no answer: ${text.slice(-200)}`;
          resolve({ outcome: statusCode < 300 ? whole : statusCode, headers: answered });
        });
      },
    );
    sent.on('error', (error) =>
      resolve({ outcome: 'code' in error ? String(error.code) : error.message, headers: {} }),
    );
    // Sent in pieces, as a large file comes over a network.
    const middle = Math.floor(body.length / 2);
    sent.write(body.slice(0, middle));
    setTimeout(() => sent.end(body.slice(middle)), 20);
  });
}

function large(client: number, rows: number, asOf: string) {
  const [header = '', first = ''] = USERS.split('\n');
  const more = Array.from({ length: rows }, (_, row) => `x${client}-${row}${first.replace(/^[^,]*/, '')}`);
  return { content: [header, ...more].join('\n'), kind: 'clari-users', as_of: asOf };
}

interface LoadOptions {
  readonly url: string;
  readonly clients: readonly Speech[];
  /** Of every third call, an import. */
  readonly rows: number;
  readonly asOf: string;
  /** Milliseconds after which who is refused comes back, on a new connection, until nobody listens; null: never. */
  readonly comesBackMs: number | null;
}

/** Clients with one connection each, and their next call as soon as the last one is answered, until they are refused. */
export function loadUntilStopped({ url, clients, rows, asOf, comesBackMs }: LoadOptions) {
  const outcomes: Outcome[] = [];
  let going = true;
  const client = async (speech: Speech, own: number) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = async (message: ReturnType<typeof callOf> | typeof initialize, session: Record<string, string>) => {
      const { body, headers } = speech === '2026-07-28' ? inModern(message) : { body: message, headers: session };
      const said = await post(url, agent, JSON.stringify(body), headers);
      outcomes.push(said.outcome);
      return said;
    };
    const session: Record<string, string> = {};
    if (speech === 'in a session') {
      const { headers } = await ask(initialize, {});
      if (typeof headers['mcp-session-id'] === 'string') session['mcp-session-id'] = headers['mcp-session-id'];
    }
    for (let call = 1; going; call += 1) {
      const message =
        call % 3 === 0 ? callOf('import_clari_export', large(own, rows, asOf), call) : callOf('get_coverage', {}, call);
      const { outcome } = await ask(message, session);
      if (outcome === 'answered') continue;
      if (outcome !== 503 || comesBackMs === null) break;
      await new Promise((resolve) => setTimeout(resolve, comesBackMs));
    }
    agent.destroy();
  };
  const ended = Promise.all(clients.map(client));
  return {
    outcomes,
    /** When the last call has its outcome. */
    async end(): Promise<void> {
      going = false;
      await ended;
    },
  };
}

/** The outcomes that lose a call: it was neither answered nor refused in order. */
export function lost(outcomes: readonly Outcome[]): readonly Outcome[] {
  // Where the server no longer listens nothing of the call was sent.
  return outcomes.filter((one) => one !== 'answered' && one !== 503 && one !== 'ECONNREFUSED');
}
