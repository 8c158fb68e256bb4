import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { pagesOf, proseOf } from './markdown.ts';

/** Where retired words are looked for. Code can be added as further texts, with its comments and names as prose. */
const ROOTS = ['README.md', 'docs', '.github'] as const;

interface Retired {
  readonly words: readonly string[];
  readonly instead: string;
}

const [, section = ''] = (await readFile('docs/style.md', 'utf8')).split('## Retired words');
const retired: readonly Retired[] = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| (`.+?`) \| (.+?) \|$/gm)].map(
  ([, cell = '', instead = '']) => ({
    words: [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
    instead,
  }),
);

function retiredIn(prose: string): readonly string[] {
  return retired.flatMap(({ words, instead }) =>
    words
      .filter((word) => new RegExp(`(?<![\\w-])${word.replaceAll(' ', '\\s+')}(?![\\w-])`, 'i').test(prose))
      .map((word) => `${word} → ${instead}`),
  );
}

test('the style page retires words', () => {
  expect(retired.length).toBeGreaterThan(8);
  expect(retired.find(({ words }) => words.includes('sieve'))?.instead).toBe('Bloom filter');
});

test.each([
  ['a word, whatever its case', 'Each Island is judged alone.', ['island']],
  ['several words over a line break', 'They enter\nlinks later.', ['enter links']],
  ['code may have it', 'Run `npm run bench`.\n\n```sh\nnpm run bench\n```\n', []],
  ['a part of another word is none', 'A benchmark of piled stones.', []],
  ['generated text is the program’s', '<!-- a:start -->\nIt is told.\n<!-- a:end -->', []],
])('%s', (_, text, expected) => {
  expect(retiredIn(proseOf(text)).map((one) => one.split(' → ')[0])).toEqual(expected);
});

test('no document uses a retired word', async () => {
  const found = (await pagesOf(...ROOTS)).flatMap(({ path, text }) =>
    retiredIn(proseOf(text)).map((one) => `${path}: ${one}`),
  );
  expect(found).toEqual([]);
});
