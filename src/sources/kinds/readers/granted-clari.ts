import type { AssignmentStatus } from '../../../model/observation.ts';
import { quotedList } from '../../cells/text.ts';
import type { ClariGrants } from '../clari-grants.ts';
import type { RowContext, RowReader } from '../kind-spec.ts';
import { around } from './around.ts';

/** A reader of people whose file has their grants as well: who has one for Clari is assigned to it. */
export function grantedClari(reader: (context: RowContext) => RowReader): (context: RowContext) => RowReader {
  return (context) => {
    const inner = reader(context);
    const { columns, grants, notes, statedComplete } = context;
    if (grants === null || grants.resources.length === 0) return inner;
    const idAt = columns.index('id');
    const others: AssignmentStatus | null = statedComplete && grants.doubt === null ? 'unassigned' : null;
    notes.remark('layout', 1, sayOf(grants, statedComplete));
    const read: RowReader = (row, line, plain) => {
      const reading = inner(row, line, plain);
      if (reading.kind !== 'read' || reading.observation.of !== 'identity') return reading;
      const granted = grants.of.get((row[idAt] ?? '').trim());
      const said =
        granted === undefined
          ? { assignment: others, assignmentRaw: null }
          : { assignment: 'assigned' as const, assignmentRaw: granted };
      return { kind: 'read', observation: { of: 'identity', row: { ...reading.observation.row, ...said } } };
    };
    return around(inner, read);
  };
}

function sayOf({ resources, of, doubt }: ClariGrants, statedComplete: boolean): string {
  const others =
    doubt !== null
      ? `Who has none is not thereby unassigned: ${doubt}.`
      : statedComplete
        ? 'Who has none is not assigned.'
        : 'Who has none would be unassigned only in a file that is stated complete.';
  return `Who is assigned to Clari comes from the grants on ${quotedList(resources, 5)}: ${of.size === 1 ? '1 user has' : `${of.size} users have`} one, directly or through a group. ${others}`;
}
