import type { Correlation, CorrelationRule } from '../../model/correlation.ts';
import type { MatchRecord } from '../../model/match-record.ts';
import { candidateIndexBuilder } from '../candidates/candidate-index.ts';
import { type Claim, claimOf, yieldNearIds } from '../candidates/yield-near-ids.ts';
import type { Comparable, TraitSettings } from '../normalise/traits.ts';
import { correlateFields } from './correlate.ts';
import { ListedIdentity } from './listed-identity.ts';

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
  see: (accountId: string, correlation: Correlation<Comparable>) => void = () => undefined,
): readonly MatchOutcome[] {
  const building = candidateIndexBuilder();
  for (const record of identities) building.add(new ListedIdentity(record));
  const index = building.build();
  const outcomes: MatchOutcome[] = [];
  const weak: (readonly [number, Claim<Comparable>])[] = [];
  /** Claims that yield to nobody: of a million no more is kept than whom they are of. */
  const strong: Claim['owners'][number][] = [];
  for (const account of accounts) {
    const correlation = correlateFields(account, index, { link: null }, settings);
    see(account.id, correlation);
    const claim = claimOf('', correlation);
    if (claim.weak === null) strong.push(...claim.owners);
    else weak.push([outcomes.length, claim]);
    outcomes.push(outcomeOf(account.id, correlation));
  }
  if (weak.length === 0) return outcomes;
  const others = strong.map((identity) => [-1, { app: '', owners: [identity], weak: null }] as const);
  for (const [at, correlation] of yieldNearIds([...weak, ...others])) {
    const before = outcomes[at];
    if (before === undefined) continue;
    see(before.accountId, correlation);
    outcomes[at] = outcomeOf(before.accountId, correlation);
  }
  return outcomes;
}

function outcomeOf(accountId: string, correlation: Correlation<Comparable>): MatchOutcome {
  const isCapped = correlation.notCompared > 0 || correlation.candidatesDropped > 0;
  return { accountId, rows: rowsOf(accountId, correlation), isCapped };
}

function rowsOf(accountId: string, { linked, candidates }: Correlation<Comparable>): readonly MatchRow[] {
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
