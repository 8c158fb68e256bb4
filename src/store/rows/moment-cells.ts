import type { Moment } from '../../model/time.ts';
import { integerCell, textCell } from '../cells/cells.ts';

export function momentValues(moment: Moment | null): readonly [string | null, number | null] {
  return moment === null ? [null, null] : [moment.at, moment.dateOnly ? 1 : 0];
}

export function momentCells(at: unknown, dateOnly: unknown, column: string): Moment | null {
  return at === null ? null : { at: textCell(at, column), dateOnly: integerCell(dateOnly, column) !== 0 };
}
