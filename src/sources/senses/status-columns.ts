import type { IdentityStatus } from '../../model/observation.ts';
import { saysNothing } from '../cells/ids.ts';
import type { Layout } from '../csv/layout.ts';
import { type CellStatus, type ColumnSense, columnSense, type StatedState } from './column-sense.ts';
import { headerSense } from './header-sense.ts';
import { type SenseStatement, statedWords } from './statements.ts';

export interface StatusColumn {
  readonly index: number;
  readonly sense: ColumnSense;
}

/** The columns of a file that speak of whether somebody is active. */
export interface StatusColumns {
  /** Decides, unless another names an end. Null: no column does. */
  readonly main: StatusColumn | null;
  /** Further columns: their ends count, and a yes under `Active` where the main one says nothing. */
  readonly beside: readonly StatusColumn[];
  /** A yes in one of these is an end. */
  readonly flags: readonly StatusColumn[];
  /** Columns under a header of an end that hold dates: `Deactivated` with the day of it. */
  readonly dates: readonly number[];
}

export const NO_STATUS_COLUMNS: StatusColumns = { main: null, beside: [], flags: [], dates: [] };

export interface StatusSearch {
  readonly layout: Layout;
  readonly directory: string;
  /** Headers that a status may stand under, the one that decides first. */
  readonly aliases: readonly string[];
  /** Headers of further columns that speak of an end in words. */
  readonly besideAliases: readonly string[];
  /** Headers that are a status only if all of their values are words of one. */
  readonly doubtful: readonly string[];
  readonly statements: readonly SenseStatement[];
  /** The column that was stated as the status; null: none was. */
  readonly statedStatus: number | null;
  /** Columns that feed other fields. */
  readonly taken: ReadonlySet<number>;
  valuesOf(index: number): readonly string[];
  wordOf(raw: string): IdentityStatus | null;
}

interface Candidate extends StatusColumn {
  readonly header: string;
  readonly rank: number;
  readonly stated: StatedState | 'status' | null;
  readonly values: readonly string[];
  readonly statuses: readonly CellStatus[];
}

const A_YEAR = /(?<!\d)[12]\d{3}(?!\d)|^\d{17,19}$/;
const SURE_HEADER = 1_000;
const STATED_VALUES = 2_000;
const END_SENSES = new Set(['yes_is_inactive', 'yes_is_suspended', 'yes_is_deleted']);

/** Finds them and decides what each means. */
export function findStatusColumns(search: StatusSearch): StatusColumns {
  const all = candidatesOf(search);
  const dates = all.filter(
    (one) => one.stated === null && areDates(one.values) && headerSense(one.header).yes !== 'active',
  );
  const candidates = all.filter((one) => !dates.includes(one)).sort((a, b) => a.rank - b.rank);
  const main = mainOf(candidates);
  const others = candidates.filter((one) => one !== main && !one.sense.unsettled);
  const flags = others.filter(isEndFlag);
  return {
    main,
    flags,
    beside: others.filter((one) => !flags.includes(one)),
    dates: dates.filter((one) => headerSense(one.header).yes !== null).map((one) => one.index),
  };
}

function mainOf(candidates: readonly Candidate[]): StatusColumn | null {
  const stated = candidates.find((one) => one.stated === 'status') ?? candidates.find((one) => one.stated === 'active');
  if (stated !== undefined) return stated;
  // What says that somebody is active comes before what says that they have not left.
  const ordered = [...candidates.filter((one) => !isEndFlag(one)), ...candidates.filter(isEndFlag)];
  return (
    ordered.find((one) => !one.sense.unsettled && one.statuses.some((own) => own.status !== 'unknown')) ??
    ordered.find((one) => one.values.length > 0) ??
    ordered[0] ??
    null
  );
}

function isEndFlag({ sense }: Candidate): boolean {
  return END_SENSES.has(sense.sense);
}

function areDates(values: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => A_YEAR.test(value));
}

function candidatesOf(search: StatusSearch): readonly Candidate[] {
  const { layout, statements, statedStatus, taken } = search;
  const words = statedWords(statements);
  const found: Candidate[] = [];
  for (const [index, header] of layout.headers.entries()) {
    const said = statements.find((one) => one.column === index && one.values === null)?.state ?? null;
    const stated: Candidate['stated'] = index === statedStatus ? 'status' : said;
    const rank = rankOf(search, index, words.has(index));
    if (stated === null && (rank === -1 || taken.has(index))) continue;
    const values = search.valuesOf(index);
    const sense = columnSense({
      header,
      values,
      directory: search.directory,
      keys: layout.keys,
      key: layout.keys[index] ?? '',
      stated: said,
      words: words.get(index) ?? new Map<string, IdentityStatus>(),
      wordOf: search.wordOf,
    });
    found.push({ index, header, sense, rank, stated, values, statuses: values.map(sense.statusOf) });
  }
  return found;
}

/** -1: nothing says that the column speaks of a status. */
function rankOf(search: StatusSearch, index: number, hasStatedValues: boolean): number {
  const key = search.layout.keys[index] ?? '';
  const header = search.layout.headers[index] ?? '';
  if (key === '') return -1;
  const alias = search.aliases.indexOf(key);
  if (alias !== -1) return headerSense(header).lockout ? -1 : alias;
  const beside = search.besideAliases.indexOf(key);
  if (beside !== -1) return search.aliases.length + beside;
  if (search.doubtful.includes(key) && search.valuesOf(index).length > 0) {
    const telling = search.valuesOf(index).filter((value) => !saysNothing(value));
    if (telling.length > 0 && telling.every((value) => search.wordOf(value) !== null)) return search.aliases.length;
  }
  if (hasStatedValues) return STATED_VALUES;
  const { certain, lockout } = headerSense(header);
  return certain && !lockout ? SURE_HEADER : -1;
}
