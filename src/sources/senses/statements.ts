import { ClariIdentityError } from '../../model/errors.ts';
import type { IdentityStatus } from '../../model/observation.ts';
import { statusWord } from '../cells/status-words.ts';
import { quoted, quotedList } from '../cells/text.ts';
import { headerKey } from '../csv/header.ts';
import type { Layout } from '../csv/layout.ts';
import type { StatedState } from './column-sense.ts';

/** What a person said with `--map inactive=Leaver` or `--map inactive=Status:Frozen|On hold`. */
export interface SenseStatement {
  readonly state: StatedState;
  readonly column: number;
  /** Null: a yes in the column means the state. Otherwise these values do. */
  readonly values: readonly string[] | null;
}

const STATUS_OF: Readonly<Record<StatedState, IdentityStatus>> = {
  active: 'active',
  inactive: 'deactivated',
  suspended: 'suspended',
  deleted: 'deleted',
};

/** The state that a field of a mapping names; null: it is a field of another sort. */
export function stateNamed(field: string): StatedState | null {
  switch (headerKey(field)) {
    case 'active':
      return 'active';
    case 'inactive':
      return 'inactive';
    case 'suspended':
      return 'suspended';
    case 'deleted':
      return 'deleted';
    default:
      return null;
  }
}

/** The whole text as a header first; else it ends at the last colon before which a header stands. */
export function readStatement(state: StatedState, text: string, layout: Layout): SenseStatement {
  const column = columnOf(text, layout);
  if (column !== -1) return { state, column, values: null };
  for (let colon = text.lastIndexOf(':'); colon > 0; colon = text.lastIndexOf(':', colon - 1)) {
    const before = columnOf(text.slice(0, colon), layout);
    const values = text
      .slice(colon + 1)
      .split('|')
      .map(statusWord)
      .filter((value) => value !== '');
    if (before !== -1 && values.length > 0) return { state, column: before, values };
  }
  throw new ClariIdentityError(
    'ERR_USAGE',
    `The file has no header ${quoted(text)}.`,
    `Its headers are ${quotedList(layout.headers)}. Write ${state}=HEADER where a yes means ${state}, or ${state}=HEADER:VALUE|VALUE.`,
  );
}

/** Values that were stated, by column. The same value with two meanings is refused. */
export function statedWords(
  statements: readonly SenseStatement[],
): ReadonlyMap<number, ReadonlyMap<string, IdentityStatus>> {
  const words = new Map<number, Map<string, IdentityStatus>>();
  for (const { state, column, values } of statements) {
    const known = words.get(column) ?? new Map<string, IdentityStatus>();
    for (const value of values ?? []) {
      if (known.has(value) && known.get(value) !== STATUS_OF[state]) {
        throw new ClariIdentityError(
          'ERR_USAGE',
          `${quoted(value)} was given two meanings.`,
          'State each value once: active, inactive, suspended or deleted.',
        );
      }
      known.set(value, STATUS_OF[state]);
    }
    if (known.size > 0) words.set(column, known);
  }
  return words;
}

function columnOf(header: string, layout: Layout): number {
  const exact = layout.headers.indexOf(header.trim());
  if (exact !== -1) return exact;
  const key = headerKey(header);
  return key === '' ? -1 : layout.keys.indexOf(key);
}
