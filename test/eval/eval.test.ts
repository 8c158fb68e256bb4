import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { MAIN } from '../helpers/program.ts';
import { evaluateTools, failuresOf, tableOf } from './evaluation.ts';
import { ASKERS } from './questions.ts';

/** Counts leavers whatever it is asked, and answers with what it read. */
const CALLER = `
import { createInterface } from 'node:readline';
const say = (message) => process.stdout.write(JSON.stringify(message) + '\\n');
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.type === 'question') {
    const { name } = message.tools.find((tool) => tool.name === 'find_orphaned_accounts');
    say({ type: 'call', name, arguments: { findings: ['leaver_active'], limit: 0 } });
  } else say({ type: 'answer', text: message.text });
}
`;

test('every common question is answered rightly, in one small call, and another caller plays the same', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clari-identity-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const caller = join(folder, 'caller.mjs');
  await writeFile(caller, CALLER);
  const evaluated = await evaluateTools(MAIN, `"${process.execPath}" "${caller}"`);
  const { scripted, model } = evaluated;
  expect(failuresOf(scripted)).toEqual([]);
  expect(scripted.length).toBeGreaterThanOrEqual(60);
  expect(new Set(scripted.map(({ question }) => question.asker))).toEqual(new Set(ASKERS));
  // One question in many is about the sum that it always asks for; the others it answers wrongly.
  expect(model?.map((one) => one.calls)).toEqual(scripted.map(() => 1));
  const right = model?.filter((one) => one.isRight).map((one) => one.question.id) ?? [];
  expect(right.length).toBeGreaterThan(0);
  expect(right.length).toBeLessThan(scripted.length / 2);
  expect(tableOf(evaluated).at(-1)).toContain(`model: ${right.length}/${scripted.length} right`);
});
