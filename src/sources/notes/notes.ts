import type { RowProblem } from '../../model/observation.ts';
import { Alike } from '../cells/alike.ts';
import { detached } from '../cells/text.ts';

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
const SORTS_MAX = 400;

/** What the reader has to say about rows, in bounded memory: one warning of each sort, with the first lines and a count. */
export class Notes {
  readonly #sorts = new Map<string, { readonly kind: NoteKind; readonly alike: Alike }>();
  /** Of sorts that are no longer told apart. */
  readonly #others = new Map<NoteKind, Alike>();
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
    this.alike(kind, sortOf(why), () => why).add(line, firstQuoted(why));
  }

  /** Says that a row was read in doubt, of a sort that was asked for before. */
  doubt(): void {
    this.#added += 1;
  }

  /** What is told as one: `sort` tells it from others of its kind, `say` how the first of it reads. */
  alike(kind: NoteKind, sort: string, say: () => string): Alike {
    const key = `${kind} ${sort}`;
    const known = this.#sorts.get(key)?.alike ?? (this.#sorts.size < SORTS_MAX ? undefined : this.#others.get(kind));
    if (known !== undefined) return known;
    const alike = new Alike(say());
    if (this.#sorts.size < SORTS_MAX) this.#sorts.set(detached(key), { kind, alike });
    else this.#others.set(kind, alike);
    return alike;
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
      const others = this.#others.get(kind);
      return [
        ...this.#summed(kind),
        ...[...this.#sorts.values()].flatMap((one) => (one.kind === kind ? [one.alike.told] : [])),
        ...(others === undefined ? [] : [others.told]),
      ];
    });
    return all.slice(0, WARNINGS_MAX);
  }

  #summed(kind: NoteKind): readonly RowProblem[] {
    return [...this.#sums].flatMap(([say, sum]) =>
      sum.kind === kind ? [{ line: sum.line, why: say(sum.count) }] : [],
    );
  }
}

const QUOTED = /"(?:[^"\\]|\\.)*"/;
const VALUES = new RegExp(`${QUOTED.source}|\\d+`, 'g');

/** What is left of a warning without the values of the file and the numbers in it: those of one column are alike. */
function sortOf(why: string): string {
  return why.replace(VALUES, '#');
}

function firstQuoted(why: string): string {
  const [first] = QUOTED.exec(why) ?? [];
  return first === undefined ? '' : String(JSON.parse(first));
}
