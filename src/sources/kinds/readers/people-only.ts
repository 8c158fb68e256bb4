import { words } from '../../../model/words.ts';
import { principalKind } from '../../cells/assignment-words.ts';
import { knownValues } from '../../cells/known-values.ts';
import { counted, quotedList } from '../../cells/text.ts';
import { type Layout, valuesOf } from '../../csv/layout.ts';
import { isRecordType } from '../../csv/record-file.ts';
import type { RowContext, RowReader } from '../kind-spec.ts';
import { around } from './around.ts';

const SHOWN = 5;

/** Headers under which a row says what it is. */
export const RECORD_TYPE = words(
  'recordtype objectclass objecttype odatatype principaltype membertype metaresourcetype',
);

/** Whether a row is a person, as far as it says what it is. */
export function personRows(layout: Layout): (row: readonly string[]) => boolean {
  const at = layout.keys.findIndex((key) => RECORD_TYPE.includes(key));
  if (at === -1) return () => true;
  const isPerson = personWord(isRecordType(valuesOf(layout, at)));
  return (row) => isPerson(row[at] ?? '');
}

/** `isRecords`: it is one of the kinds of records of a baton-file. */
function personWord(isRecords: boolean): (raw: string) => boolean {
  return knownValues((raw) => {
    const kind = isRecords && raw.trim().toLowerCase() !== 'user' ? 'nobody' : principalKind(raw);
    return kind !== 'group' && kind !== 'nobody';
  });
}

/** A reader that is given only the rows that are people, where a column says what each row is: `record_type`, `objectClass`. */
export function peopleOnly(reader: (context: RowContext) => RowReader): (context: RowContext) => RowReader {
  return (context) => {
    const { columns, notes, grants } = context;
    const at = columns.index('record_type');
    const inner = reader(context);
    if (at === -1) return inner;
    const isRecords = isRecordType(context.valuesOf(at));
    const isPerson = personWord(isRecords);
    const employeeAt = isRecords ? columns.index('employee_id') : -1;
    const statusAt = columns.index('status');
    const sayBlank = (count: number) =>
      `${counted(count, 'user has', 'users have')} no status, which baton-file takes as enabled. Nothing here says so: unknown.`;
    const types = new Set<string>();
    const withoutGrants =
      grants?.resources.length === 0
        ? ' No application among them is Clari, so who is assigned to it has to come as a list of its own.'
        : '';
    const sayOthers = (count: number) =>
      `${counted(count, 'row is', 'rows are')} no person (${quotedList([...types])}): skipped.${withoutGrants}`;
    const read: RowReader = (row, line, plain) => {
      const type = row[at] ?? '';
      if (!isPerson(type)) {
        if (types.size < SHOWN) types.add(type);
        notes.sum('other_application', line, sayOthers);
        return { kind: 'skipped' };
      }
      if (isRecords && statusAt !== -1 && (row[statusAt] ?? '').trim() === '') notes.sum('status', line, sayBlank);
      return inner(firstOfList(row, employeeAt), line, plain);
    };
    const sayEmployee = (count: number) =>
      `${counted(count, 'row has', 'rows have')} several employee ids in one cell: the first is taken.`;
    const firstOfList = (row: readonly string[], index: number): readonly string[] => {
      const cell = index === -1 ? '' : (row[index] ?? '');
      const [first = ''] = cell.split(/[,;]/);
      if (first === cell) return row;
      notes.sum('identifier', 0, sayEmployee);
      return row.with(index, first.trim());
    };
    return around(inner, read);
  };
}
