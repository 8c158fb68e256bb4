import { z } from 'zod';
import { defineTool, READING } from '../../src/tool.ts';

/** A tool, `held_call`, whose calls wait until the test lets go of them. */
export function heldCall() {
  let letGo: () => void = () => undefined;
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let begun = 0;
  const tool = defineTool({
    name: 'held_call',
    title: 'Held',
    description: 'Waits until the test lets go.',
    inputSchema: z.strictObject({}),
    outputSchema: z.object({ outcome: z.string() }),
    annotations: READING,
    async handler() {
      begun += 1;
      await free;
      return { structured: { outcome: 'free' }, text: 'free' };
    },
  });
  return { tool, begun: () => begun, letGo: () => letGo() };
}
