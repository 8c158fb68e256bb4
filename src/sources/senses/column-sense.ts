import type { IdentityStatus } from '../../model/observation.ts';
import type { Sense } from '../../model/snapshot.ts';
import { statusWord } from '../cells/status-words.ts';
import { accountControl, areAccountControls } from './account-control.ts';
import { areFlags, areMarks, flagOf } from './flags.ts';
import { type HeaderSense, headerSense } from './header-sense.ts';
import { isOneLogin, oneLoginStatus } from './onelogin.ts';

/** What a person said a yes means. */
export type StatedState = 'active' | 'inactive' | 'suspended' | 'deleted';

/** What one cell says of its row; `weak`: it does not speak against an end that another cell names. */
export interface CellStatus {
  readonly status: IdentityStatus;
  readonly weak: boolean;
}

/** What the values of one column mean, decided once from its header, its first values and what a person said. */
export interface ColumnSense {
  readonly sense: Sense;
  readonly basis: 'header' | 'stated';
  /** Of a cell that is not blank. */
  statusOf(raw: string): CellStatus;
  /** What a blank cell is. */
  readonly blank: CellStatus;
  /** It consists of yes and no, and nobody knows which is which. */
  readonly unsettled: boolean;
}

export interface ColumnToRead {
  readonly header: string;
  /** Its values in the head of the file, blanks left out. */
  readonly values: readonly string[];
  readonly directory: string;
  /** Header keys of the whole file. */
  readonly keys: readonly string[];
  readonly key: string;
  readonly stated: StatedState | null;
  /** Single values whose meaning a person stated. */
  readonly words: ReadonlyMap<string, IdentityStatus>;
  /** The state that a word names; null: it is not known. */
  wordOf(raw: string): IdentityStatus | null;
}

const UNKNOWN: CellStatus = { status: 'unknown', weak: true };
const STATED: Readonly<Record<StatedState, HeaderSense>> = {
  active: stated('active', 'deactivated'),
  inactive: stated('deactivated', 'active'),
  suspended: stated('suspended', 'active'),
  deleted: stated('deleted', 'active'),
};
const SENSE_OF_YES: Readonly<Record<IdentityStatus, Sense>> = {
  active: 'yes_is_active',
  staged: 'words',
  suspended: 'yes_is_suspended',
  deactivated: 'yes_is_inactive',
  deleted: 'yes_is_deleted',
  unknown: 'words',
};

export function columnSense(column: ColumnToRead): ColumnSense {
  const { header, values, words } = column;
  const basis = column.stated === null ? ('header' as const) : ('stated' as const);
  const numbers = column.stated === null ? numberSense(column) : null;
  if (numbers !== null) return { ...numbers, basis, statusOf: withWords(words, numbers.statusOf) };
  const said = column.stated === null ? headerSense(header) : STATED[column.stated];
  const marks = areMarks(values);
  // A and T of one column are codes of somebody's own, and its T is no yes.
  const codes = values.some((value) => isLetter(value) && flagOf(value) === null);
  const statusOf = (raw: string): CellStatus => {
    switch (codes && isLetter(raw) ? null : flagOf(raw)) {
      case 'yes':
        return said.yes === null ? UNKNOWN : { status: said.yes, weak: said.weakYes };
      case 'mark':
        return said.yes === null || !marks ? UNKNOWN : { status: said.yes, weak: said.weakYes };
      case 'no':
        return said.no === null ? UNKNOWN : { status: said.no, weak: said.weakNo };
      case null:
        return wordStatus(column.wordOf(raw), said);
    }
  };
  const flags = areFlags(values);
  return {
    sense:
      said.yes !== null && (flags || values.length === 0 || column.stated !== null) ? SENSE_OF_YES[said.yes] : 'words',
    basis,
    statusOf: withWords(words, statusOf),
    blank: marks && said.no !== null ? { status: said.no, weak: true } : UNKNOWN,
    unsettled: flags && said.yes === null && !values.every((value) => words.has(statusWord(value))),
  };
}

function isLetter(value: string): boolean {
  return /^\s*\p{L}\s*$/u.test(value);
}

/** Numbers that are codes of a vendor; null: these are none. */
function numberSense({ key, keys, values, directory }: ColumnToRead): Omit<ColumnSense, 'basis'> | null {
  const codes = (sense: Sense, statusOf: (raw: string) => IdentityStatus) => ({
    sense,
    statusOf: (raw: string): CellStatus => ({ status: statusOf(raw), weak: false }),
    blank: UNKNOWN,
    unsettled: false,
  });
  if (key === 'useraccountcontrol' || areAccountControls(values)) return codes('account_control', accountControl);
  if (key === 'status' && isOneLogin(directory, keys, values)) return codes('onelogin', oneLoginStatus);
  return null;
}

/** Under a header that asks for an end, only a word of that end is read: what `Active` means under `Suspended` nobody knows. */
function wordStatus(word: IdentityStatus | null, said: HeaderSense): CellStatus {
  if (word === null) return UNKNOWN;
  const asksForEnd = said.yes !== null && said.yes !== 'active';
  if (asksForEnd && (word === 'active' || word === 'staged')) return UNKNOWN;
  return { status: word, weak: false };
}

function withWords(
  words: ReadonlyMap<string, IdentityStatus>,
  statusOf: (raw: string) => CellStatus,
): (raw: string) => CellStatus {
  if (words.size === 0) return statusOf;
  return (raw) => {
    const status = words.get(statusWord(raw));
    return status === undefined ? statusOf(raw) : { status, weak: false };
  };
}

function stated(yes: IdentityStatus, no: IdentityStatus): HeaderSense {
  return { yes, no, certain: true, weakNo: yes !== 'active' && yes !== 'deactivated', weakYes: false, lockout: false };
}
