import type { Reading, Sense, UsedColumn } from '../../model/snapshot.ts';

/**
 * Meanings that a person, or a guess from a header, chose for a column of yes and no or of dates. The others are a
 * vendor's own words and codes.
 */
const CHOSEN: readonly Sense[] = [
  'yes_is_active',
  'yes_is_inactive',
  'yes_is_suspended',
  'yes_is_deleted',
  'ended_on',
  'leaves_on',
];

/**
 * The column that decided most statuses by a meaning that was inferred from its header or stated with --map; only such
 * a meaning can be wrong. Null if the statuses are the source's own words or codes, or if its answers have named
 * fields.
 */
export function chosenStatusColumn(reading: Reading | null): UsedColumn | null {
  const used = reading?.used.filter(({ sense, isBlank }) => sense !== null && !isBlank) ?? [];
  // If words say who is active, a date or a yes beside them decides only for a few.
  if (used.some(({ field, sense }) => field === 'status' && !isChosen(sense))) return null;
  return used.find(({ sense }) => isChosen(sense)) ?? null;
}

function isChosen(sense: Sense | null): boolean {
  return sense !== null && CHOSEN.includes(sense);
}

/** Whether both snapshots have their statuses from the same column, read in the same way. */
export function isSameStatusColumn(one: Reading | null, other: Reading | null): boolean {
  const [mine, theirs] = [chosenStatusColumn(one), chosenStatusColumn(other)];
  return mine?.header.toLowerCase() === theirs?.header.toLowerCase() && mine?.sense === theirs?.sense;
}

/** What looks wrong with the column, and how to state the opposite meaning. */
export function otherWayRound({ header, sense }: UsedColumn): string {
  const column = JSON.stringify(header);
  switch (sense) {
    case 'ended_on':
    case 'leaves_on':
      return `The dates under ${column} look as if they were no ends. Import it again with --map status=HEADER of the column that says who may sign in.`;
    case 'yes_is_active':
      return `The yes/no column ${column} looks turned round: import it again with --map ${mapping('inactive', header)}.`;
    default:
      return `The yes/no column ${column} looks turned round: import it again with --map ${mapping('active', header)}.`;
  }
}

function mapping(field: string, header: string): string {
  return /^[\w.:@-]+$/.test(header) ? `${field}=${header}` : `'${field}=${header.replaceAll("'", "'\\''")}'`;
}
