import { expect, test } from 'vitest';
import { httpProgram } from '../helpers/http-program.ts';
import { hoursAgo } from '../helpers/program.ts';
import { loadUntilStopped, lost } from '../helpers/stopping-load.ts';

const CLIENTS = {
  stateless: ['without session', 'without session', 'without session', '2026-07-28', '2026-07-28', '2026-07-28'],
  sessions: ['in a session', 'in a session', 'in a session', '2026-07-28', '2026-07-28', '2026-07-28'],
} as const;

test.each([
  ['sessions', 700, 3_000],
  ['sessions', 1_500, 20_000],
  ['stateless', 1_100, 8_000],
] as const)(
  'the program (%s) that gets SIGTERM %d ms into a load with imports of %d rows loses no call',
  async (kind, after, rows) => {
    const server = await httpProgram(kind === 'stateless' ? ['--stateless'] : []);
    const load = loadUntilStopped({
      url: server.url,
      clients: CLIENTS[kind],
      rows,
      asOf: hoursAgo(3),
      comesBackMs: 100,
    });
    // In the middle of a load means that something was answered already, however busy the machine is.
    await expect.poll(() => load.outcomes.length).toBeGreaterThan(6);
    await new Promise((resolve) => setTimeout(resolve, after));
    server.kill('SIGTERM');
    expect(await server.exited).toBe(0);
    await load.end();
    expect(lost(load.outcomes)).toEqual([]);
    expect(load.outcomes).toContain('answered');
  },
);
