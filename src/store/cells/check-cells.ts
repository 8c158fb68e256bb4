import type { CellKind, CellSpec, CellsOf } from '../../model/cells.ts';
import { corrupt } from './corrupt.ts';

/** Refuses cells that are not of their kinds; those at the end that an earlier version did not write may be missing. A list is JSON text, or null. */
export type CheckCells<Specs extends readonly CellSpec[]> = (
  cells: readonly unknown[],
) => asserts cells is CellsOf<Specs, string | null>;

// As bits of one number: to take a kind apart for each cell of each row costs more than the check.
const TEXT = 1;
const NOTHING = 2;
const WHOLE = 4;
const FLAG = 8;

export function cellChecker<const Specs extends readonly CellSpec[]>(specs: Specs): CheckCells<Specs> {
  const allowed = Uint8Array.from(specs, ([, kind]) => allowedOf(kind));
  const words = specs.flatMap(([, kind], at) => (typeof kind === 'object' ? [{ at, words: wordsOf(kind) }] : []));
  const refuse = (at: number) => corrupt(specs[at]?.[0] ?? 'content');
  return (cells) => {
    for (let at = 0; at < allowed.length; at += 1) if (((allowed[at] ?? 0) & sortOf(cells[at])) === 0) throw refuse(at);
    for (const one of words) {
      const value = cells[one.at];
      if (value !== null && !one.words.includes(value)) throw refuse(one.at);
    }
  };
}

function sortOf(value: unknown): number {
  if (typeof value === 'string') return TEXT;
  if (value === null || value === undefined) return NOTHING;
  if (value === 0 || value === 1) return FLAG | WHOLE;
  return Number.isSafeInteger(value) ? WHOLE : 0;
}

function allowedOf(kind: CellKind): number {
  switch (kind) {
    case 'whole':
      return WHOLE;
    case 'text':
      return TEXT;
    case 'text?':
    case 'list':
      return TEXT | NOTHING;
    case 'flag?':
      return FLAG | NOTHING;
    default:
      return 'oneOf' in kind ? TEXT : TEXT | NOTHING;
  }
}

function wordsOf(kind: Exclude<CellKind, string>): readonly unknown[] {
  return 'oneOf' in kind ? kind.oneOf : kind.oneOfOrNull;
}
