import type { Correlation } from '../../model/correlation.ts';
import { listIndex } from '../candidates/candidate-index.ts';
import { type Claim, claimOf, yieldNearIds } from '../candidates/yield-near-ids.ts';
import { accountTraits, type Comparable, type TraitSettings } from '../normalise/traits.ts';
import { correlateTraits } from './correlate.ts';
import { EMAIL_CONFIDENCE } from './decide.ts';
import { ListedPeople, type RecordList } from './listed-identity.ts';
import { MatchOutcomes } from './match-outcomes.ts';

/**
 * Correlation alone, on two lists. `see` gets every correlation as it is decided, before the few near ids yield to whoever
 * has them exactly, and those again after: a million of them are not kept.
 */
export function matchAll(
  accounts: RecordList,
  identities: RecordList,
  settings: TraitSettings,
  see: ((accountId: string, correlation: Correlation<Comparable>) => void) | null = null,
): MatchOutcomes {
  const people = new ListedPeople(identities);
  const index = listIndex(people);
  const outcomes = new MatchOutcomes(accounts, people);
  /** Those that yield to a better claim, by account. */
  const weak: (readonly [number, Claim<Comparable>])[] = [];
  for (let row = 0; row < accounts.length; row += 1) {
    const traits = accountTraits(accounts.record(row), settings);
    const sole = see === null ? index.soleBearerAt(traits) : -1;
    if (sole >= 0) {
      outcomes.link(row, sole, 'email', EMAIL_CONFIDENCE.same);
      continue;
    }
    const correlation = correlateTraits(traits, index);
    see?.(accounts.id(row), correlation);
    const claim = claimOf('', correlation);
    if (claim.weak !== null) weak.push([row, claim]);
    outcomes.put(row, correlation);
  }
  if (weak.length === 0) return outcomes;
  for (const [row, correlation] of yieldNearIds([...weak, ...othersThatClaim(weak, outcomes, people)])) {
    see?.(accounts.id(row), correlation);
    outcomes.put(row, correlation);
  }
  return outcomes;
}

/** Of all other links, those to somebody whom one of these claims as well: only they can contest it. */
function* othersThatClaim(
  weak: readonly (readonly [number, Claim<Comparable>])[],
  outcomes: MatchOutcomes,
  people: ListedPeople,
): Generator<readonly [number, Claim<Comparable>], void, void> {
  const yielding = new Set(weak.map(([row]) => row));
  const wanted = new Set(weak.flatMap(([, { owners }]) => owners.map((one) => one.identityId)));
  for (let row = 0; row < outcomes.length; row += 1) {
    if (yielding.has(row)) continue;
    for (const owner of outcomes.ownersOf(row))
      if (wanted.has(people.idOf(owner))) yield [row, { app: '', owners: [people.at(owner)], weak: null }];
  }
}
