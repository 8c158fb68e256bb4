import { statusWord } from '../cells/status-words.ts';

/** What a flag cell says by itself: yes, no, or a mark such as `x`, which is a yes where nothing else stands in the column. */
export type Flag = 'yes' | 'no' | 'mark';

const YES = 'true yes y t 1 on oui vrai ja j wahr sí si sì verdadero vero sim verdadeiro waar tak';
const NO = 'false no n f 0 off non faux nein falsch falso não nao onwaar nee nie';
const MARK = 'x ✓ ✔ ☑ ☒ checked';

const FLAGS: ReadonlyMap<string, Flag> = new Map<string, Flag>([
  ...YES.split(' ').map((word) => [word, 'yes'] as const),
  ...NO.split(' ').map((word) => [word, 'no'] as const),
  ...MARK.split(' ').map((word) => [word, 'mark'] as const),
]);

/** Null: the cell says something else than yes or no. */
export function flagOf(raw: string): Flag | null {
  return FLAGS.get(statusWord(raw)) ?? null;
}

/** Whether each of the values is a yes, a no or a mark, so that only a header can say what it means. */
export function areFlags(values: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => flagOf(value) !== null);
}

/** In a column of nothing but marks, a blank cell is its no. */
export function areMarks(values: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => flagOf(value) === 'mark');
}
