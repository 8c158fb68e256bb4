import type { RowProblem } from '../../model/observation.ts';
import { detached, quoted } from './text.ts';

const SHOWN = 3;

/** Warnings of one sort, reported as one: the first three lines with their cells, and how many more there are. */
export class Alike {
  readonly #why: string;
  readonly #lines: { readonly line: number; readonly cell: string }[] = [];
  #count = 0;

  constructor(why: string) {
    this.#why = detached(why);
  }

  add(line: number, cell: string): void {
    this.#count += 1;
    if (this.#lines.length < SHOWN) this.#lines.push({ line, cell: detached(cell) });
  }

  get problem(): RowProblem {
    const line = this.#lines[0]?.line ?? 0;
    if (this.#count < 2) return { line, why: this.#why };
    const differ = this.#lines.some(({ cell }) => cell !== this.#lines[0]?.cell);
    const shown = this.#lines.map((one) => (differ ? `${one.line} ${quoted(one.cell)}` : String(one.line)));
    const more = this.#count - shown.length;
    const list =
      more > 0 ? `${shown.join(', ')} and ${more} more` : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
    return { line, why: `${this.#why.replace(/(?<![.!?])$/, '.')} ${this.#count} times: lines ${list}.` };
  }
}

/** Merges refused lines that have the same reason into one problem each, in the order of the first line. */
export function alikeTogether(problems: readonly RowProblem[]): readonly RowProblem[] {
  const sorts = new Map<string, Alike>();
  for (const { line, why } of problems) {
    const known = sorts.get(why) ?? new Alike(why);
    known.add(line, '');
    sorts.set(why, known);
  }
  return [...sorts.values()].map((one) => one.problem);
}
