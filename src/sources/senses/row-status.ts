import type { IdentityStatus } from '../../model/observation.ts';
import type { Moment } from '../../model/time.ts';
import type { CellReader } from '../cells/cell-reader.ts';
import { saysNothing } from '../cells/ids.ts';
import { knownValues } from '../cells/known-values.ts';
import type { RowContext } from '../kinds/kind-spec.ts';
import type { CellStatus } from './column-sense.ts';
import { type End, EndColumns } from './end-columns.ts';
import type { StatusColumn } from './status-columns.ts';

/** What all columns of a row that speak of a status say together. */
export interface RowStatus {
  readonly status: IdentityStatus;
  readonly raw: string | null;
  /** The day of the end, where a column has it. */
  readonly since: Moment | null;
  readonly contradiction: string | null;
  readonly leavesOn: Moment | null;
}

const UNKNOWN: CellStatus = { status: 'unknown', weak: true };
const STRENGTH: Readonly<Record<IdentityStatus, number>> = {
  unknown: 0,
  active: 0,
  staged: 0,
  suspended: 1,
  deactivated: 2,
  deleted: 3,
};

/** A column with its cells remembered. */
interface Read extends StatusColumn {
  statusOf(raw: string): CellStatus;
}

/** Reads the status of row after row from the columns that `CellReader` stands on. */
export function rowStatusReader(context: RowContext, cells: CellReader): (softDeleted: boolean) => RowStatus {
  const { columns, notes } = context;
  const { main, beside, flags } = columns.status;
  const status = main === null ? null : remembered(main);
  const others = beside.map(remembered);
  const ends = new EndColumns(context, cells, flags.map(remembered));
  let example = '';
  const contradictory = (count: number) =>
    `${count === 1 ? 'This row contradicts itself' : `${count} rows contradict themselves, this one the first`}: ${example}, although its status says otherwise. ${count === 1 ? 'Its status is' : 'Their statuses are'} unknown; correct the directory, or the export.`;

  const mainStatus = (): CellStatus => {
    if (status === null) return UNKNOWN;
    const raw = cells.raw(status.index);
    return raw === '' ? status.sense.blank : status.statusOf(raw);
  };

  return (softDeleted) => {
    let own = mainStatus();
    const raw = status === null ? null : cells.word(status.index);
    const understood = own.status !== 'unknown';
    const says = raw !== null && !understood && !saysNothing(raw);
    if (raw !== null && status !== null && !understood) {
      if (says) cells.unknownStatus(status.index, true);
      else cells.missing(status.index);
    }
    if (others.length === 0 && ends.none && !softDeleted) {
      return { status: own.status, raw, since: null, contradiction: null, leavesOn: null };
    }
    let end = ends.read(own.status);
    for (const column of others) {
      const said = besideStatus(cells, column);
      if (STRENGTH[said.status] > STRENGTH[end.status])
        end = { ...end, status: said.status, at: column.index, day: null };
      else if (!understood && said.status === 'active' && own.status === 'unknown') own = said;
    }
    const { leavesOn } = end;
    if (softDeleted || end.status === 'deleted' || own.status === 'deleted') {
      return { status: 'deleted', raw, since: end.since, contradiction: null, leavesOn: null };
    }
    const whole = together(own, end, says);
    if (whole !== 'contradiction')
      return { status: whole, raw, since: isEnd(whole) ? end.since : null, contradiction: null, leavesOn };
    const contradiction = ends.fact(end);
    if (example === '') example = contradiction;
    notes.sum('status', cells.line, contradictory);
    return { status: 'unknown', raw, since: null, contradiction, leavesOn };
  };
}

/** `says`: the status column holds a word that nobody understood. */
function together(own: CellStatus, end: End, says: boolean): IdentityStatus | 'contradiction' {
  if (end.status === 'unknown') {
    // Why somebody left, beside a status that says that nobody did.
    const disagrees = end.reasonAt !== -1 && (own.status === 'active' || own.status === 'staged');
    return disagrees ? 'contradiction' : own.status;
  }
  // A last day that is over beside one that lies ahead: which of them holds is for a person.
  const dated = end.day !== null;
  switch (own.status) {
    case 'active':
      return own.weak && !dated ? end.status : 'contradiction';
    case 'staged':
      return 'contradiction';
    case 'unknown':
      return dated && (says || end.leavesOn !== null) ? 'contradiction' : end.status;
    case 'suspended':
    case 'deactivated':
    case 'deleted':
      return STRENGTH[end.status] > STRENGTH[own.status] ? end.status : own.status;
  }
}

function besideStatus(cells: CellReader, column: Read): CellStatus {
  const raw = cells.raw(column.index);
  if (raw === '') return UNKNOWN;
  const own = column.statusOf(raw);
  const speaksOfActive = column.sense.sense === 'yes_is_active' || column.sense.basis === 'stated';
  return own.status === 'active' && !speaksOfActive ? UNKNOWN : own;
}

function isEnd(status: IdentityStatus): boolean {
  return STRENGTH[status] > 0;
}

function remembered(column: StatusColumn): Read {
  return { ...column, statusOf: knownValues((raw) => column.sense.statusOf(raw)) };
}
