import { bare } from '../../model/foreign.ts';
import type { IdentityStatus } from '../../model/observation.ts';
import { DAY_MS, type Moment } from '../../model/time.ts';
import type { CellReader } from '../cells/cell-reader.ts';
import { dateColumnReader } from '../cells/date-order.ts';
import { saysNothing } from '../cells/ids.ts';
import { knownValues } from '../cells/known-values.ts';
import { cleanText, quoted } from '../cells/text.ts';
import { visible } from '../cells/visible.ts';
import type { RowContext } from '../kinds/kind-spec.ts';
import type { CellStatus } from './column-sense.ts';
import { type EndDate, endDateReader } from './end-dates.ts';
import { flagOf } from './flags.ts';

/** What the columns of a row say of an end. */
export interface End {
  /** The strongest end that they name; `unknown`: none. */
  readonly status: IdentityStatus;
  /** Its column. */
  readonly at: number;
  /** Of an end that a date names: how it is shown. Null: a yes or a word names it. */
  readonly day: string | null;
  /** The day of it, where one of the columns has a day. */
  readonly since: Moment | null;
  readonly leavesOn: Moment | null;
  /** A column that gives the reason of an end, with nothing beside it that says when; -1: none. */
  readonly reasonAt: number;
}

const NO_END: End = { status: 'unknown', at: -1, day: null, since: null, leavesOn: null, reasonAt: -1 };
/** What people write where nobody left. */
const NO_REASON = /^(?:active|employed|current|aktiv|actif|keiner?|aucune?)$/i;

/** Headers of a change that is an end, unlike `Status changed`. */
const OF_AN_END = /deactiv|disabl|suspen|deaktiv|désactiv|desactiv|gesperrt|blocked|terminat/i;

/** How long before a day begins in UTC it has begun somewhere. */
const SOMEWHERE_TODAY_MS = DAY_MS / 2;

interface DateColumn {
  readonly index: number;
  readonly status: 'deleted' | 'deactivated' | 'suspended';
  read(raw: string): EndDate;
}

interface FlagColumn {
  readonly index: number;
  statusOf(raw: string): CellStatus;
}

/** The columns of a file that name an end: flags, and dates of it. A file without any costs nothing. */
export class EndColumns {
  readonly #cells: CellReader;
  readonly #headers: readonly string[];
  readonly #flags: readonly FlagColumn[];
  readonly #dates: readonly DateColumn[];
  readonly #reasons: readonly number[];
  readonly #isReason = knownValues((raw: string) => {
    const text = visible(raw);
    return text !== '' && !saysNothing(text) && !NO_REASON.test(text) && flagOf(text) !== 'no';
  });
  readonly #todayEndsMs: number;
  readonly #hiredAt: number;
  readonly #hired: (raw: string) => Moment | null;
  readonly #notes: RowContext['notes'];
  readonly #ahead: ReadonlyMap<number, (count: number) => string>;
  readonly none: boolean;

  constructor(context: RowContext, cells: CellReader, flags: readonly FlagColumn[]) {
    const { columns, notes, valuesOf } = context;
    this.#cells = cells;
    this.#notes = notes;
    this.#headers = columns.headers;
    this.#flags = flags;
    const dates = (indexes: readonly number[], status: DateColumn['status']) =>
      indexes.map((index) => ({
        index,
        status,
        read: knownValues(endDateReader(valuesOf(index), context, status !== 'deleted')),
      }));
    // The day of a deactivation is an end as well as the day of a change.
    const changed = columns.all('status_changed_at').filter((index) => isDayOfAnEnd(columns.headers[index] ?? ''));
    const suspended = changed.filter((index) => /susp/i.test(columns.headers[index] ?? ''));
    this.#dates = [
      ...dates(columns.all('deleted_at'), 'deleted'),
      ...dates(suspended, 'suspended'),
      ...dates([...changed.filter((index) => !suspended.includes(index)), ...columns.all('leaves_on')], 'deactivated'),
    ];
    this.#reasons = columns.all('end_reason');
    this.none = this.#dates.length === 0 && flags.length === 0 && this.#reasons.length === 0;
    this.#ahead = new Map(
      this.#dates.map(({ index }) => [
        index,
        (count: number) =>
          `${quoted(columns.headers[index] ?? '')} lay ahead in ${count === 1 ? 'this row' : `${count} rows, in this one first`}: kept as the day on which somebody leaves, and nobody counts as gone by it.`,
      ]),
    );
    this.#todayEndsMs = Date.parse(context.asOf) + SOMEWHERE_TODAY_MS;
    this.#hiredAt = columns.index('hired_at');
    const hired = dateColumnReader(this.#hiredAt === -1 ? [] : valuesOf(this.#hiredAt), columns.dateOrder);
    this.#hired = knownValues((raw) => {
      const reading = hired(raw);
      return reading.kind === 'moment' ? reading.moment : null;
    });
  }

  /** What the row says on which the cells stand. `own`: its status by itself. */
  read(own: IdentityStatus): End {
    let end = NO_END;
    for (const { index, statusOf } of this.#flags) {
      const raw = this.#cells.raw(index);
      if (raw === '') continue;
      const { status } = statusOf(raw);
      if (status === 'unknown') this.#cells.unknownStatus(index, true);
      if (rank(status) > rank(end.status)) end = { ...end, status, at: index };
    }
    let isBack = false;
    for (const column of this.#dates) {
      const dated = this.#dated(end, column, own);
      if (dated === 'hired_again') isBack = true;
      else end = dated;
    }
    // Beside the day of an end it adds nothing, and of somebody who is back it tells the past.
    if (isBack || end.status !== 'unknown' || end.leavesOn !== null) return end;
    const reasonAt = this.#reasons.find((index) => this.#isReason(this.#cells.raw(index)));
    return reasonAt === undefined ? end : { ...end, reasonAt };
  }

  /** The end as it is shown: its header and what stands there, bounded. */
  fact({ at, day, reasonAt }: End): string {
    const index = at === -1 ? reasonAt : at;
    const header = bare(cleanText(this.#headers[index] ?? '', 60));
    return `${header} is ${day ?? quoted(this.#cells.raw(index))}`;
  }

  #dated(end: End, { index, status, read }: DateColumn, own: IdentityStatus): End | 'hired_again' {
    const raw = this.#cells.raw(index);
    if (raw === '') return end;
    const date = read(raw);
    switch (date.kind) {
      case 'blank':
        return end;
      case 'missing':
        this.#cells.missing(index);
        return end;
      case 'unreadable':
        this.#cells.unreadableDate(index, date.why);
        return end;
      case 'ahead':
        // The last day of somebody who is gone already is no news on that very day.
        if (rank(own) === 0 || Date.parse(date.at.at) > this.#todayEndsMs)
          this.#notes.sum('time', this.#cells.line, this.#ahead.get(index) ?? String);
        return end.leavesOn !== null && end.leavesOn.at <= date.at.at ? end : { ...end, leavesOn: date.at };
      case 'past': {
        if (status !== 'deleted' && this.#isHiredAgain(date.at)) return 'hired_again';
        const since = end.since ?? date.at;
        if (rank(status) <= rank(end.status)) return { ...end, since };
        // A yes that names an end too is more than a date.
        if (rank(end.status) > 0 && end.day === null) return { ...end, status, since };
        return { ...end, status, at: index, day: date.at?.at.slice(0, 10) ?? quoted(raw), since };
      }
    }
  }

  /** Somebody who was hired after an end is back. */
  #isHiredAgain(end: Moment | null): boolean {
    const raw = this.#hiredAt === -1 || end === null ? '' : this.#cells.raw(this.#hiredAt);
    const hired = raw === '' ? null : this.#hired(raw);
    if (hired === null || end === null || hired.at <= end.at) return false;
    this.#notes.sum('time', this.#cells.line, hiredAgain);
    return true;
  }
}

/** A day of deactivation is an end, and not just the day on which a status changed. */
export function isDayOfAnEnd(header: string): boolean {
  return OF_AN_END.test(header);
}

function hiredAgain(count: number): string {
  return `${count === 1 ? 'Somebody was' : `${count} people were, this one first,`} hired again after the last day that stands in the row: that day decides nothing.`;
}

function rank(status: IdentityStatus): number {
  if (status === 'deleted') return 3;
  if (status === 'deactivated') return 2;
  return status === 'suspended' ? 1 : 0;
}
