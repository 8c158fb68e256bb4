import type { Correlation, CorrelationRule } from '../../model/correlation.ts';
import type { Identity } from '../../model/identity.ts';
import type { MatchRecord } from '../../model/match-record.ts';
import { buildCandidateIndex } from './candidate-index.ts';
import { correlateFields } from './correlate.ts';
import { NOTHING_PERSONAL, type TraitSettings } from './traits.ts';
import { type Claim, claimOf, yieldNearIds } from './yield-near-ids.ts';

export interface MatchRow {
  readonly accountId: string;
  readonly identityId: string | null;
  readonly decision: 'linked' | 'candidate' | 'none';
  readonly confidence: number;
  readonly rule: CorrelationRule | null;
}

/** One account of a plain list: its row, or one per candidate, or one `none`. */
export interface MatchOutcome {
  readonly accountId: string;
  readonly rows: readonly MatchRow[];
  /** Something was left uncompared or unnamed. */
  readonly isCapped: boolean;
}

/**
 * Correlation alone, on two lists. `see` gets every correlation as it is decided, before the few near ids yield to whoever
 * has them exactly, and those again after: a million of them are not kept.
 */
export function matchAll(
  accounts: Iterable<MatchRecord>,
  identities: readonly MatchRecord[],
  settings: TraitSettings,
  see: (accountId: string, correlation: Correlation) => void = () => undefined,
): readonly MatchOutcome[] {
  const records = new Map(identities.map((record) => [identityOfRecord(record), record]));
  const index = buildCandidateIndex([...records.keys()], {
    personal: (identity) => records.get(identity) ?? NOTHING_PERSONAL,
  });
  const outcomes: MatchOutcome[] = [];
  const claims: (readonly [number, Claim])[] = [];
  for (const account of accounts) {
    const correlation = correlateFields(account, index, { link: null }, settings);
    see(account.id, correlation);
    claims.push([outcomes.length, claimOf('', correlation)]);
    outcomes.push(outcomeOf(account.id, correlation));
  }
  for (const [at, correlation] of yieldNearIds(claims)) {
    const before = outcomes[at];
    if (before === undefined) continue;
    see(before.accountId, correlation);
    outcomes[at] = outcomeOf(before.accountId, correlation);
  }
  return outcomes;
}

function outcomeOf(accountId: string, correlation: Correlation): MatchOutcome {
  const isCapped = correlation.notCompared > 0 || correlation.candidatesDropped > 0;
  return { accountId, rows: rowsOf(accountId, correlation), isCapped };
}

function rowsOf(accountId: string, { linked, candidates }: Correlation): readonly MatchRow[] {
  const [owner] = linked;
  const found = owner === undefined ? candidates : [owner];
  if (found.length === 0) return [{ accountId, identityId: null, decision: 'none', confidence: 0, rule: null }];
  const decision = owner === undefined ? 'candidate' : 'linked';
  return found.map(({ identity, confidence, rule }) => ({
    accountId,
    identityId: identity.identityId,
    decision,
    confidence,
    rule,
  }));
}

const NO_TIME = '1970-01-01T00:00:00.000Z';

/** Of a plain list nothing is known but who is on it. */
export function identityOfRecord(record: MatchRecord, directory = 'identities'): Identity {
  const { id, birthDate: _birthDate, city: _city, ...fields } = record;
  return {
    directory,
    identityId: id,
    latest: {
      ...fields,
      line: 0,
      directory,
      identityId: id,
      status: 'unknown',
      statusRaw: null,
      statusChangedAt: null,
      assignment: null,
      assignmentRaw: null,
      personKind: 'unknown',
      ssoName: null,
      lastSsoAt: null,
      revoked: null,
    },
    latestSnapshotId: '',
    asOf: NO_TIME,
    present: true,
    assignment: null,
    assignmentAsOf: null,
    assignmentSource: null,
    entitlement: 'unknown',
    entitlementReason: null,
    revokedAt: null,
    revokedAtDateOnly: false,
    revokedAtBasis: 'unknown',
    revokedBy: null,
    ssoName: null,
    lastSsoAt: null,
  };
}
