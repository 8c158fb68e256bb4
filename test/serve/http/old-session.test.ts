import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineTool, READING } from '../../../src/tool.ts';
import { testWorld } from '../../helpers/deps.ts';
import { shared } from '../../helpers/shared.ts';

test('a session that grows too old with a call under way answers that call, and then ends', async () => {
  const world = await testWorld('2026-11-20T12:00:00.000Z');
  let letGo: () => void = () => undefined;
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let begun = 0;
  const tool = defineTool({
    name: 'held_call',
    title: 'Held',
    description: 'Waits.',
    inputSchema: z.strictObject({}),
    outputSchema: z.object({ done: z.boolean() }),
    annotations: READING,
    async handler() {
      begun += 1;
      await free;
      return { structured: { done: true }, text: 'done' };
    },
  });
  const server = await shared({ world, more: [tool] });
  const old = await server.client();
  const answer = old.callTool({ name: 'held_call', arguments: {} });
  await expect.poll(() => begun).toBe(1);
  world.at('2026-11-23T12:00:00.000Z');
  // Whoever comes next makes the server look for sessions that are over.
  await server.client();
  letGo();
  expect(await answer).toMatchObject({ structuredContent: { done: true } });
  await expect(old.callTool({ name: 'get_coverage', arguments: {} })).rejects.toThrow(/Session not found/);
});
