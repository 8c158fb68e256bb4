import { expect, test } from 'vitest';
import { MAIN } from '../helpers/program.ts';
import { evaluateTools, failuresOf } from './evaluation.ts';
import { ASKERS } from './questions.ts';

test('every common question is answered rightly, in one small call', async () => {
  const { scripted } = await evaluateTools(MAIN, null);
  expect(failuresOf(scripted)).toEqual([]);
  expect(scripted.length).toBeGreaterThanOrEqual(60);
  expect(new Set(scripted.map(({ question }) => question.asker))).toEqual(new Set(ASKERS));
});
