import { Agent, request } from 'node:http';
import { expect, test } from 'vitest';
import { USERS } from '../../helpers/files.ts';
import { callOf, shared } from '../../helpers/shared.ts';

/** What came of one call: the status of a whole answer, or why the connection ended before it. */
type Outcome = number | string;

function post(port: number, agent: Agent, body: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: '/mcp',
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      },
      (response) => {
        response.on('error', (error) => resolve(`cut off: ${error.message}`));
        response.on('end', () => resolve(response.statusCode ?? 0));
        response.resume();
      },
    );
    sent.on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    // Sent in pieces, as a large file comes over a network.
    const middle = Math.floor(body.length / 2);
    sent.write(body.slice(0, middle));
    setTimeout(() => sent.end(body.slice(middle)), 20);
  });
}

/** An import of some hundred kilobytes. */
function large(at: number): string {
  const [header = '', ...rows] = USERS.split('\n');
  const more = Array.from({ length: 3_000 }, (_, row) => `x${at}-${row}${(rows[0] ?? '').replace(/^[^,]*/, '')}`);
  const content = [header, ...more].join('\n');
  return JSON.stringify(
    callOf('import_clari_export', { content, kind: 'clari-users', as_of: '2026-11-20T08:00:00.000Z' }, at),
  );
}

test.each(Array.from({ length: 12 }, (_, at) => at * 25))(
  'a server that is stopped %d ms into a load with large imports answers every call, or says that it stops',
  async (after) => {
    const server = await shared({ stateless: true });
    const outcomes: Outcome[] = [];
    let going = true;
    const client = async (own: number) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (let call = 0; going; call += 1) {
        const outcome = await post(
          server.port,
          agent,
          call % 3 === 0 ? large(own) : JSON.stringify(callOf('get_coverage')),
        );
        outcomes.push(outcome);
        if (outcome !== 200) break;
      }
      agent.destroy();
    };
    const clients = Array.from({ length: 8 }, (_, own) => client(own));
    await new Promise((resolve) => setTimeout(resolve, after));
    await server.serving.stop();
    going = false;
    await Promise.all(clients);
    // Refused: the server no longer listens, so that nothing of the call was sent.
    expect(outcomes.filter((one) => ![200, 503, 'ECONNREFUSED'].includes(one))).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(0);
  },
);
