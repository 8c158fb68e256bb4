import type { IdpEvent } from '../../model/observation.ts';
import { textCell, textOrNullCell } from '../cells/cells.ts';

/** An event of a directory's log, as values of the row that it is about. */
export function eventValues(event: IdpEvent | null): readonly (string | null)[] {
  return event === null ? [null, null, null, null] : [event.at, event.by, event.id, event.type];
}

export function eventCells(at: unknown, by: unknown, id: unknown, type: unknown): IdpEvent | null {
  return at === null
    ? null
    : {
        at: textCell(at, 'revoked_at'),
        by: textOrNullCell(by, 'revoked_by'),
        id: textCell(id, 'revoked_event_id'),
        type: textCell(type, 'revoked_event'),
      };
}
