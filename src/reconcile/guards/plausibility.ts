import type { Kind, Reading } from '../../model/snapshot.ts';
import { type Objection, type OtherRead, percentOf } from './objection.ts';
import { isSharedByMost, type Sharing } from './shared.ts';
import { chosenStatusColumn, otherWayRound } from './status-column.ts';
import { areStrangers, type Meeting } from './strangers.ts';
import { fitsTurnedRound, haveFlipped, isBorneOut, type Sides, type UsageSeen } from './turned-round.ts';

/** How an arriving snapshot compares with what is known of the same people. */
export interface PlausibilityInput {
  readonly kind: Kind;
  /** Null if the columns are named by the system that made them, so that none was chosen wrongly. */
  readonly reading: Reading | null;
  /** True if somebody stated that the file is partial. */
  readonly isPartial: boolean;
  /** Last logins of its own accounts; null if it has none. */
  readonly logins: UsageSeen | null;
  /** Comparisons of accounts with people of directories; the arriving snapshot is one of the two. */
  readonly used: readonly { readonly usage: UsageSeen; readonly other: OtherRead }[];
  /** Earlier snapshots of the same people. */
  readonly sides: readonly { readonly sides: Sides; readonly other: OtherRead }[];
  /** Null if there is nothing to compare with. */
  readonly meeting: Meeting | null;
  readonly ids: Sharing;
  readonly addresses: Sharing;
  /** True if the numbers are of an even sample of the people. */
  readonly isSample: boolean;
}

/**
 * Objections to the way in which this snapshot was read, even if it is the first of its series. It is held only if
 * another meaning, column or list fits clearly better and a person chose the one that was used, by a header that seemed
 * to mean it or with --map.
 */
export function plausibilityObjections(input: PlausibilityInput): readonly Objection[] {
  const found = [ownLogins(input), ...useOfAccounts(input), ...flipped(input), shared(input), strangers(input)];
  const objections = found.filter((one) => one !== null);
  return input.isSample
    ? objections.map((one) => ({ ...one, sentence: `${one.sentence} (The numbers are of a sample.)` }))
    : objections;
}

const ACCEPT = 'If it is right as it is, import it again with --accept-drop.';
const WORDS =
  'Its statuses are words or codes of its own, so it counts all the same: check that it is the list that you meant.';

function ownLogins({ logins, reading, isPartial }: PlausibilityInput): Objection | null {
  if (logins === null || !fitsTurnedRound(logins)) return null;
  const column = chosenStatusColumn(reading);
  const { endedUsed, endedUnused, activeUsed, activeUnused } = logins;
  const why = `${endedUsed} of ${endedUsed + endedUnused} accounts that it calls inactive signed in lately, and ${activeUnused} of ${activeUsed + activeUnused} that it calls active did not.`;
  return {
    code: 'sense_turned_round',
    count: endedUsed + activeUnused,
    of: endedUsed + endedUnused + activeUsed + activeUnused,
    holds: column !== null && !isPartial,
    sentence: column === null ? `${why} ${WORDS}` : `${otherWayRound(column)} ${why} ${ACCEPT}`,
  };
}

/**
 * Compares accounts with directories. The one that arrives second shows that the two do not match; the columns show
 * which of them is wrong.
 */
function useOfAccounts({ used, reading, kind, isPartial }: PlausibilityInput): readonly Objection[] {
  return used.flatMap(({ usage, other }): readonly Objection[] => {
    if (!fitsTurnedRound(usage)) return [];
    const [own, theirs] = [chosenStatusColumn(reading), chosenStatusColumn(other.reading)];
    const { endedUsed, endedUnused, activeUsed, activeUnused } = usage;
    const directory = kind === 'directory' ? 'this directory' : other.label;
    const why = `${endedUsed} of the ${endedUsed + endedUnused} accounts whose people ${directory} calls gone are in use, and ${activeUnused} of the ${activeUsed + activeUnused} whose people it calls active are not (${kind === 'directory' ? other.label : 'this list'}).`;
    const numbers = {
      count: endedUsed + activeUnused,
      of: endedUsed + endedUnused + activeUsed + activeUnused,
      holds: (own !== null || theirs !== null) && !isPartial,
    };
    if (own === null && theirs !== null)
      return [
        {
          ...numbers,
          code: 'other_sense_turned_round',
          doubts: other,
          sentence: `${why} In ${other.label}: ${otherWayRound(theirs)} Then import this file again. If both are right as they are, import this one with --accept-drop.`,
        },
      ];
    return [
      {
        ...numbers,
        code: 'sense_turned_round',
        sentence: own === null ? `${why} ${WORDS}` : `${otherWayRound(own)} ${why} ${ACCEPT}`,
      },
    ];
  });
}

function flipped({ sides: all, used, reading, isPartial }: PlausibilityInput): readonly Objection[] {
  const borneOut = used.some(({ usage }) => isBorneOut(usage));
  return all.flatMap(({ sides, other }): readonly Objection[] => {
    if (!haveFlipped(sides)) return [];
    const [own, theirs] = [chosenStatusColumn(reading), chosenStatusColumn(other.reading)];
    const { turnedActive, turnedEnded, activeBoth, endedBoth } = sides;
    const of = turnedActive + turnedEnded + activeBoth + endedBoth;
    const why = `${turnedActive + turnedEnded} of ${of} people changed sides against ${other.label}: ${turnedEnded} of those active there are gone here, ${turnedActive} of those gone there are active here.`;
    const column = own ?? theirs;
    return [
      {
        code: 'statuses_flipped',
        doubts: other,
        count: turnedActive + turnedEnded,
        of,
        // A correction of a wrong reading is not held if the use of accounts supports it.
        holds: column !== null && !isPartial && !borneOut,
        sentence:
          column === null
            ? `${why} ${WORDS}`
            : `${own === null ? `In ${other.label}: ` : ''}${otherWayRound(column)} ${why} If that one was read wrongly and this one is right, import it again with --accept-drop.`,
      },
    ];
  });
}

function shared({ ids, addresses, reading, isPartial }: PlausibilityInput): Objection | null {
  const holds = reading !== null && !isPartial;
  if (isSharedByMost(addresses))
    return {
      ...sharing(addresses, reading, 'email', 'e-mail addresses'),
      code: 'addresses_shared',
      holds,
    };
  if (isSharedByMost(ids)) return { ...sharing(ids, reading, 'id', 'ids'), code: 'ids_shared', holds };
  return null;
}

function sharing(
  { people, sharing: count, values }: Sharing,
  reading: Reading | null,
  field: string,
  what: string,
): Pick<Objection, 'count' | 'of' | 'sentence'> {
  const header = reading?.used.find((one) => one.field === field)?.header;
  const column = header === undefined ? `The ${what}` : `The column ${JSON.stringify(header)}, taken for ${what},`;
  const verb = header === undefined ? 'are' : 'is';
  return {
    count,
    of: people,
    sentence: `${column} ${verb} hardly each person's own: ${count} of ${people} people share ${values} values with people of other names, and would become one. Name the column that is each person's own with --map ${field}=HEADER. ${ACCEPT}`,
  };
}

function strangers({ meeting, kind, reading, isPartial }: PlausibilityInput): Objection | null {
  if (meeting === null || !areStrangers(meeting)) return null;
  const { accounts, joined, elsewhere, sameName } = meeting;
  const missing = accounts - joined - elsewhere;
  const where =
    kind === 'directory'
      ? 'it has people of the same e-mail domain'
      : 'a directory has people of the same e-mail domain';
  const names = sameName === 0 ? '' : ` ${sameName} of them are there by name under other addresses.`;
  const unused = reading?.unused.find(({ looksLike }) => looksLike === 'address')?.header;
  const column = unused === undefined ? 'HEADER' : JSON.stringify(unused);
  return {
    code: 'matches_hardly_anybody',
    count: missing,
    of: accounts,
    holds: reading !== null && !isPartial,
    sentence: `${joined === 0 ? 'None' : `Only ${joined}`} of ${accounts} accounts (${percentOf(joined, accounts)}) ${kind === 'directory' ? 'is found in it' : 'of it is found in a directory'}, although ${where}.${names} The column of e-mail addresses or ids may be another one (--map email=${column}), or it is the list of other people (--partial says so). ${ACCEPT}`,
  };
}
