import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { DOCUMENTS, proseOf, textsOf } from './markdown.ts';

interface Root {
  readonly places: readonly string[];
  readonly ending: string;
  /** What of a file is looked at. */
  prose(text: string): string;
}

/** Where retired words are looked for. Code is one more row: its folders, `.ts`, and what takes comments and names out of it. */
const ROOTS: readonly Root[] = [{ places: DOCUMENTS, ending: '.md', prose: proseOf }];

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

test.each(ROOTS)('no retired word in $places', async ({ places, ending, prose }) => {
  const found = (await textsOf(ending, places)).flatMap(({ path, text }) =>
    retiredIn(prose(text)).map((one) => `${path}: ${one}`),
  );
  expect(found).toEqual([]);
});
