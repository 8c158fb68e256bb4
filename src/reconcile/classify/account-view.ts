import { type Account, isOnlyMentioned, type Sighting } from '../../model/account.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Instant } from '../../model/time.ts';
import { isStale } from '../coverage/staleness.ts';
import type { Case } from './case.ts';
import { usersOf } from './coverage-facts.ts';
import { mentionEvidence, mentionedNow } from './mention-evidence.ts';
import type { Explain, Gap } from './outcome.ts';
import type { Premises } from './premises.ts';
import { quoted, when } from './text.ts';

/** Whether the account is open, and what keeps that from being relied on now. */
export interface AccountView {
  readonly state: 'active' | 'not_active' | 'unknown';
  readonly gaps: readonly Gap[];
}

export function accountView(p: Premises): AccountView {
  const { status } = p.account;
  const state = status === 'active' ? 'active' : status === 'unknown' ? 'unknown' : ('not_active' as const);
  return { state, gaps: accountGaps(p) };
}

function accountGaps({ account, sightings, coverage, settings, now }: Premises): readonly Gap[] {
  const gaps: Gap[] = [];
  // The status is unknown because an export is missing, so the unknown status is not a gap of its own.
  if (isOnlyMentioned({ sightings }) && account.status === 'unknown') return [statusGap(account)];
  if (usersOf(coverage, account.app).newest === null)
    gaps.push({
      reason: 'users_export_missing',
      directory: null,
      evidence: () => ({ source: 'coverage', observedAt: null, fact: 'No users export that counts was imported.' }),
    });
  if (account.status === 'unknown') gaps.push(statusGap(account));
  const last = sightings.at(-1);
  if (last !== undefined && last.mentionedAs === undefined && coverage.retired.reads.has(last.snapshotId))
    gaps.push({ reason: 'source_retired', directory: null, evidence: lastSaid });
  if (isStale(account.statusAsOf, now, settings))
    gaps.push({ reason: 'users_export_stale', directory: null, evidence: lastSaid });
  return gaps;
}

function statusGap({ conflicting }: Pick<Account, 'conflicting'>): Gap {
  return {
    reason: conflicting ? 'account_status_conflicting' : 'account_status_unknown',
    directory: null,
    evidence: lastSaid,
  };
}

const lastSaid: Explain<Evidence> = ({ account }) => {
  const sighting = account.sightings.at(-1);
  return sighting === undefined ? noSighting(account) : sightingEvidence(sighting, account);
};

/** What reads say of the account, with their own dates. */
export function accountEvidence(c: Case): readonly Evidence[] {
  const { account } = c;
  const rows: Evidence[] = [lastSaid(c)];
  rows.push(...mentionEvidence(account));
  if (account.status !== 'active' && account.lastActiveAt !== null)
    rows.push({
      source: sourceAt(account, account.lastActiveAt),
      observedAt: account.lastActiveAt,
      fact: 'Last seen active in this read.',
    });
  const { lastLogin } = account.latest;
  if (lastLogin !== null)
    rows.push({
      source: account.sightings.find((one) => one.snapshotId === account.latestSnapshotId)?.source ?? 'clari-users',
      observedAt: account.sightings.find((one) => one.snapshotId === account.latestSnapshotId)?.asOf ?? null,
      fact: `Last login ${lastLogin.dateOnly ? `on ${lastLogin.at.slice(0, 10)} (no time given)` : `at ${when(lastLogin.at)}`}.`,
    });
  return rows;
}

function sightingEvidence(sighting: Sighting, account: Account): Evidence {
  if (sighting.mentionedAs !== undefined) return mentionedNow(sighting, account);
  const line = sighting.line === null ? '' : `, line ${sighting.line}`;
  const basis = sighting.settles ? '' : ' The as-of is the time of the file, not stated by a person.';
  return {
    source: sighting.source,
    observedAt: sighting.asOf,
    fact: `${statusFact(account)}${line}.${basis}`,
  };
}

function statusFact(account: Account): string {
  const raw = account.latest.statusRaw;
  switch (account.status) {
    case 'active':
      return 'The account is active';
    case 'inactive':
      return 'The account is inactive';
    case 'absent':
      return 'The account is not in this complete read';
    case 'unknown':
      if (account.conflicting) return 'Rows of this time disagree on the status';
      return raw === null ? 'The status is not given' : `The status is unknown although its cell says ${quoted(raw)}`;
    default:
      return account.status satisfies never;
  }
}

function sourceAt(account: Account, asOf: Instant): string {
  return account.sightings.find((one) => one.asOf === asOf)?.source ?? 'clari-users';
}

function noSighting(account: Account): Evidence {
  return { source: 'clari-users', observedAt: account.statusAsOf, fact: `${statusFact(account)}.` };
}
