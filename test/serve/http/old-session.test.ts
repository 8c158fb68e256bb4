import { expect, test } from 'vitest';
import { testWorld } from '../../helpers/deps.ts';
import { heldCall } from '../../helpers/held-call.ts';
import { shared } from '../../helpers/shared.ts';

test('a session that grows too old with a call under way answers that call, and then ends', async () => {
  const world = await testWorld('2026-11-20T12:00:00.000Z');
  const { tool, begun, letGo } = heldCall();
  const server = await shared({ world, more: [tool] });
  const old = await server.client();
  const answer = old.callTool({ name: 'held_call', arguments: {} });
  await expect.poll(begun).toBe(1);
  world.at('2026-11-23T12:00:00.000Z');
  // Whoever comes next makes the server look for sessions that are over.
  await server.client();
  letGo();
  expect(await answer).toMatchObject({ structuredContent: { outcome: 'free' } });
  await expect(old.callTool({ name: 'get_coverage', arguments: {} })).rejects.toThrow(/Session not found/);
});
