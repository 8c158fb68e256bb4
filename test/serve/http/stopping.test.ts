import { expect, test } from 'vitest';
import { shared } from '../../helpers/shared.ts';
import { loadUntilStopped, lost } from '../../helpers/stopping-load.ts';

const CLIENTS = {
  stateless: ['without session', 'without session', 'without session', '2026-07-28', '2026-07-28'],
  'with sessions': ['in a session', 'in a session', 'in a session', '2026-07-28', '2026-07-28'],
} as const;

test.each(
  (['stateless', 'with sessions'] as const).flatMap((kind) =>
    [0, 60, 120, 180, 240].map((after) => [kind, after] as const),
  ),
)(
  'a server (%s) that is stopped %d ms into a load with large imports answers every call, or says that it stops',
  async (kind, after) => {
    const server = await shared({ stateless: kind === 'stateless' });
    const load = loadUntilStopped({
      url: server.serving.url,
      clients: CLIENTS[kind],
      rows: 3_000,
      asOf: '2026-11-20T08:00:00.000Z',
      // Clients in this process keep the event loop of the server busy, which a stopping one waits for to be quiet.
      comesBackMs: null,
    });
    await new Promise((resolve) => setTimeout(resolve, after));
    await server.serving.stop();
    await load.end();
    expect(lost(load.outcomes)).toEqual([]);
    expect(load.outcomes.length).toBeGreaterThan(0);
  },
);
