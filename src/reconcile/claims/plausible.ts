import type { Account } from '../../model/account.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { addMs, type Instant, MINUTE_MS } from '../../model/time.ts';
import { type ReadAccount, type Reading, readings } from './readings.ts';

/** Clocks of two machines differ a little. */
export const SKEW_MS = MINUTE_MS;

interface Claim {
  readonly account: ReadAccount & Pick<Account, 'accountId' | 'firstSeen'>;
  readonly performedAt: Instant;
  readonly now: Instant;
}

/**
 * Refuses a claim that the evidence rules out, and tells whether an accepted one was made after the fact. A claim that
 * a known read contradicts is accepted: that it stands contradicted is what the ledger should say.
 */
export function checkClaim({ account, performedAt, now }: Claim): { readonly retroactive: boolean } {
  if (Number.isNaN(Date.parse(performedAt)))
    throw new ClariIdentityError(
      'ERR_TIME',
      'The time of the deactivation is not a time.',
      'Give performed_at as ISO 8601 with an offset, such as 2026-11-20T14:30:00Z.',
    );
  if (performedAt > addMs(now, SKEW_MS))
    throw new ClariIdentityError(
      'ERR_TIME',
      `The deactivation is said to have been performed at ${performedAt}, which is in the future (now: ${now}). Nothing was recorded.`,
      'Record it after it was done, with the time at which it was done.',
    );
  if (performedAt < account.firstSeen) {
    throw new ClariIdentityError(
      'ERR_CLAIM_REFUSED',
      `The deactivation is said to have been performed at ${performedAt}, before account ${bare(account.accountId)} was first seen (as of ${account.firstSeen}). Nothing was recorded.`,
      'Correct performed_at, or import the earlier export that shows the account and record again.',
    );
  }
  const known = readings(account, { settlingOnly: false, trustAbsence: true }).filter(
    (reading) => reading.status !== 'unknown',
  );
  refuseAlreadyClosed(account, performedAt, known);
  return { retroactive: wasMadeAfterTheFact(account, performedAt) };
}

function refuseAlreadyClosed(account: Claim['account'], performedAt: Instant, known: readonly Reading[]): void {
  const before = known.findLast((reading) => reading.asOf < performedAt);
  const neverActive = known.length > 0 && known.every((reading) => reading.status !== 'active');
  const closed = before ?? (neverActive ? known.find((reading) => reading.asOf <= performedAt) : undefined);
  if (closed === undefined || closed.status === 'active') return;
  const renamed = closed.status === 'absent' && account.maybeRenamedTo.length > 0;
  throw new ClariIdentityError(
    'ERR_CLAIM_REFUSED',
    `An export as of ${closed.asOf}, from before ${performedAt}, already shows account ${bare(account.accountId)} as ${closed.status}: it cannot have been deactivated later. Nothing was recorded.`,
    renamed
      ? `The account may live on under another id (${account.maybeRenamedTo.slice(0, 3).map(bare).join(', ')}): check with get_identity and record it there.`
      : 'Correct performed_at to when it was really done. If the account was active again in between, import the export that shows it and record again.',
  );
}

/** Between the last active and the first not-active sighting; an absence that may be a rename is no such sighting. */
function wasMadeAfterTheFact(account: Claim['account'], performedAt: Instant): boolean {
  const next = readings(account, { settlingOnly: false, trustAbsence: false }).find(
    (reading) => reading.status !== 'unknown' && reading.asOf >= performedAt,
  );
  return next !== undefined && next.status !== 'active';
}
