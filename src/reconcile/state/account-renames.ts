import { type Account, firstShownAt, isOnlyMentioned } from '../../model/account.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { employeeKey } from '../normalise/employee-ids.ts';
import { nameKeys, parseName } from '../normalise/names.ts';
import type { MomentStatus } from './account-readings.ts';
import { newcomerFinder } from './renames.ts';

/** An account with what only its history tells. */
export interface AccountTrail {
  readonly account: Account;
  readonly moments: readonly MomentStatus[];
  readonly lastShownAsOf: Instant;
  /** Reads that prove absence from the account's app, oldest first. */
  readonly absences: readonly Snapshot[];
  readonly crmIds: readonly string[];
  readonly emails: readonly string[];
}

/** An account that is gone while a look-alike appeared may bear a new id: then its absence closes nothing. */
export function markRenames(trails: readonly AccountTrail[]): Account[] {
  if (!trails.some((trail) => trail.account.status === 'absent')) return trails.map((trail) => trail.account);
  const find = newcomerFinder(
    trails
      // Whoever is only mentioned was in no users export, so no account was renamed to it there.
      .filter((trail) => !isOnlyMentioned(trail.account))
      .map((trail) => ({
        id: trail.account.accountId,
        firstSeen: firstShownAt(trail.account),
        keys: recognisedBy(trail),
      })),
  );
  return trails.map((trail) => {
    const until = missedAt(trail);
    if (until === null) return trail.account;
    const maybeRenamedTo = find({ keys: recognisedBy(trail), after: trail.lastShownAsOf, until });
    return maybeRenamedTo.length === 0 ? trail.account : { ...trail.account, maybeRenamedTo };
  });
}

/** As-of of the read that first lacked it; null: it is not missing, or a list of active accounts had to lack it. */
function missedAt({ account, moments, lastShownAsOf, absences }: AccountTrail): Instant | null {
  if (account.status !== 'absent') return null;
  const wasInactive = moments.findLast((moment) => moment.asOf <= lastShownAsOf)?.status === 'inactive';
  const missedBy = absences.find((read) => read.asOf > lastShownAsOf && !(wasInactive && read.filter === 'active'));
  return missedBy?.asOf ?? null;
}

function recognisedBy({ account, crmIds, emails }: AccountTrail): readonly string[] {
  const { app, latest } = account;
  const employeeId = employeeKey(latest.employeeId);
  const keys = [
    ...crmIds.map((id) => `crm:${id}`),
    ...emails.map((email) => `email:${email}`),
    ...(employeeId === null ? [] : [`employee:${employeeId}`]),
    ...nameKeys(parseName(latest)).map((name) => `name:${name}`),
  ];
  return keys.map((key) => `${app} ${key}`);
}
