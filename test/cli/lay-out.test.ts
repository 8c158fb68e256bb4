import { expect, test } from 'vitest';
import { layOut } from '../../src/cli/lay-out.ts';

const TEXT = [
  'Plan plan_1 (drafted)',
  'Risk: one',
  'Risk: two',
  '1. First',
  '   - word word word word word word word word word word',
  '2. Second',
  'Next: approve',
].join('\n');

test('parts and steps stand apart, and nothing else changes', () => {
  expect(layOut(TEXT, null)).toBe(
    TEXT.replace('Risk: one', '\nRisk: one')
      .replace('1. F', '\n1. F')
      .replace('2. S', '\n2. S')
      .replace('Next', '\nNext'),
  );
});

test('long lines are wrapped under where they began, and no word is lost', () => {
  const wrapped = layOut(TEXT, 40);
  expect(Math.max(...wrapped.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
  expect(wrapped).toContain('   - word word word word word word word\n     word word word');
  expect(wrapped.match(/word/g)).toHaveLength(10);
});

test.each([
  ['a word that is longer than the line', `   - ${'x'.repeat(200)}`],
  ['nothing', ''],
])('%s stays whole', (_, line) => {
  expect(layOut(line, 40)).toBe(line);
});
