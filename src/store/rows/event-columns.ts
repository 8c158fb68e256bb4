import type { IdpEvent } from '../../model/observation.ts';
import { text, textOrNull } from '../columns.ts';
import type { SqlRow } from '../driver.ts';

/** An event of a directory's log, as columns of the row that it is about. */
export const EVENT_COLUMNS = ['revoked_at', 'revoked_by', 'revoked_event_id', 'revoked_event'] as const;

export function eventValues(event: IdpEvent | null): readonly (string | null)[] {
  return event === null ? [null, null, null, null] : [event.at, event.by, event.id, event.type];
}

export function event(row: SqlRow): IdpEvent | null {
  const at = textOrNull(row, 'revoked_at');
  if (at === null) return null;
  return {
    at,
    by: textOrNull(row, 'revoked_by'),
    id: text(row, 'revoked_event_id'),
    type: text(row, 'revoked_event'),
  };
}
