import type { RowProblem } from '../model/observation.ts';
import { detached } from './text.ts';

/** Kinds of warnings, most telling first. */
const NOTE_KINDS = [
  'truncated',
  'layout',
  'status',
  'duplicate',
  'identifier',
  'left_out',
  'amount',
  'time',
  'cell',
  'other_application',
  'footer',
  'repeated_header',
] as const;
type NoteKind = (typeof NOTE_KINDS)[number];

const REJECTED_MAX = 1_000;
const WARNINGS_MAX = 200;
const PER_KIND_MAX = 60;

/** What the reader has to say about rows, in bounded memory: the first of each kind, and how many more there were. */
export class Notes {
  readonly #kept = new Map<NoteKind, RowProblem[]>();
  readonly #counts = new Map<NoteKind, number>();
  readonly #sums = new Map<(count: number) => string, { kind: NoteKind; line: number; count: number }>();
  readonly #rejected: RowProblem[] = [];
  #refused = 0;
  #added = 0;

  /** Warnings so far; a reader that compares before and after knows whether a row was read without doubt. */
  get added(): number {
    return this.#added;
  }

  get refused(): number {
    return this.#refused;
  }

  warn(kind: NoteKind, line: number, why: string): void {
    this.#added += 1;
    this.remark(kind, line, why);
  }

  /** A warning that casts no doubt on how the row was read. */
  remark(kind: NoteKind, line: number, why: string): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    const kept = this.#kept.get(kind) ?? [];
    if (kept.length === 0) this.#kept.set(kind, kept);
    if (kept.length < PER_KIND_MAX) kept.push({ line, why: detached(why) });
  }

  /** One warning for all of a sort, on the line of the first; `say` is one constant function for each sort. */
  sum(kind: NoteKind, line: number, say: (count: number) => string): void {
    const known = this.#sums.get(say);
    if (known === undefined) this.#sums.set(say, { kind, line, count: 1 });
    else known.count += 1;
  }

  refuse(line: number, why: string): void {
    this.#refused += 1;
    if (this.#rejected.length < REJECTED_MAX) this.#rejected.push({ line, why: detached(why) });
  }

  get rejected(): readonly RowProblem[] {
    return this.#rejected;
  }

  /** What `sum` was told of one kind. */
  said(kind: NoteKind): string {
    return this.#summed(kind)
      .map(({ why }) => why)
      .join(' ');
  }

  get warnings(): readonly RowProblem[] {
    const all = NOTE_KINDS.flatMap((kind) => {
      const kept = [...this.#summed(kind), ...(this.#kept.get(kind) ?? [])];
      const more = (this.#counts.get(kind) ?? 0) - (this.#kept.get(kind)?.length ?? 0);
      const last = kept.at(-1);
      return last === undefined || more === 0
        ? kept
        : [...kept, { line: last.line, why: `After this line there are ${more} more warnings of this sort.` }];
    });
    return all.slice(0, WARNINGS_MAX);
  }

  #summed(kind: NoteKind): readonly RowProblem[] {
    return [...this.#sums].flatMap(([say, sum]) =>
      sum.kind === kind ? [{ line: sum.line, why: say(sum.count) }] : [],
    );
  }
}
