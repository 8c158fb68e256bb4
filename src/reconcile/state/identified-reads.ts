import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import type { AccountObservation } from '../../model/observation.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { crmKey } from '../normalise/identifiers.ts';
import type { AccountKey } from './account-keys.ts';

/** How many rows a users export has, and of those how many an address and a CRM id. */
export interface Tally {
  rows: number;
  emails: number;
  crmIds: number;
}

/** Of these reads those that would have shown somebody with these keys, had they been there. */
type WouldShow = (keys: readonly AccountKey[], reads: readonly Snapshot[]) => readonly Snapshot[];

interface IdentifiedReads {
  add(snapshot: Snapshot, row: AccountObservation): void;
  /** `shown`: the keys of all rows. */
  finder(shown: readonly AccountKey[]): WouldShow;
}

/**
 * How the rows of each users export name accounts. Somebody who is only mentioned is missing from an export only where
 * both have an address or a CRM id. An export's own ids do not serve: nobody says that they are the ids of the other file.
 */
export function identifiedReads(whole: ReadonlyMap<string, Readonly<Tally>> | null): IdentifiedReads {
  const tallies = new Map<string, Tally>();
  return {
    add({ snapshotId }, { email, crmId }) {
      const tally = tallies.get(snapshotId) ?? { rows: 0, emails: 0, crmIds: 0 };
      tallies.set(snapshotId, tally);
      tally.rows += 1;
      if (email !== null) tally.emails += 1;
      if (crmId !== null) tally.crmIds += 1;
    },
    finder(shown) {
      let known: ReadonlySet<string> | null = null;
      return (keys, reads) => {
        known ??= identifiersOf(shown);
        const emails = keys.flatMap((key) => key.emails);
        const crmIds = keys.flatMap((key) => key.crmIds);
        // An account has the same address or CRM id: it may be this one, though which is not certain.
        for (const one of [...emails, ...crmIds]) if (known.has(one)) return [];
        return reads.filter(({ snapshotId }) => {
          const { rows, ...of } = (whole ?? tallies).get(snapshotId) ?? { rows: -1, emails: 0, crmIds: 0 };
          return (emails.length > 0 && of.emails === rows) || (crmIds.length > 0 && of.crmIds === rows);
        });
      };
    },
  };
}

/** Some exports have the CRM id in their id column. */
function identifiersOf(keys: readonly AccountKey[]): ReadonlySet<string> {
  return new Set(
    keys
      .filter((key) => key.app === DEFAULT_APP)
      .flatMap((key) => [...key.emails, ...key.crmIds, ...(key.kind === 'email' ? [] : [crmKey(key.value) ?? ''])]),
  );
}
