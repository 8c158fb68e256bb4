import type { Correlation } from '../../../src/model/correlation.ts';
import type { MatchRecord } from '../../../src/model/match-record.ts';
import { buildCandidateIndex } from '../../../src/reconcile/candidates/candidate-index.ts';
import { claimOf, yieldNearIds } from '../../../src/reconcile/candidates/yield-near-ids.ts';
import { correlateFields } from '../../../src/reconcile/decide/correlate.ts';
import { ListedIdentity } from '../../../src/reconcile/decide/listed-identity.ts';
import type { Comparable, TraitSettings } from '../../../src/reconcile/normalise/traits.ts';

export interface Labelled {
  readonly record: MatchRecord;
  /** Whose it is; null: nobody's. */
  readonly key: string | null;
}

export interface LabelledIdentity extends Labelled {
  readonly directory?: string;
}

export interface Outcome {
  readonly account: Labelled;
  readonly correlation: Correlation<Comparable>;
  readonly linked: 'right' | 'wrong' | 'none';
  readonly isAmongCandidates: boolean;
}

export interface Measured {
  readonly accounts: number;
  readonly identities: number;
  /** Accounts whose owner is among the identities. */
  readonly owned: number;
  readonly precision: number;
  readonly recall: number;
  readonly recallWithCandidates: number;
  readonly baseline: { readonly precision: number; readonly recall: number };
  readonly notCompared: number;
  readonly outcomes: readonly Outcome[];
}

/** Links two labelled lists and counts. A link of an account that nobody owns is wrong. */
export function measure(
  accounts: readonly Labelled[],
  identities: readonly LabelledIdentity[],
  settings: TraitSettings = { domainAliases: [] },
): Measured {
  const labelled = new Map(
    identities.map((one): [Comparable, LabelledIdentity] => [new ListedIdentity(one.record, one.directory), one]),
  );
  const keyOf = (identity: Comparable) => labelled.get(identity)?.key ?? null;
  const index = buildCandidateIndex([...labelled.keys()]);
  const decided = accounts.map(
    (account) => [account, correlateFields(account.record, index, { link: null }, settings)] as const,
  );
  const yielded = yieldNearIds(decided.map(([account, one]) => [account, claimOf('clari', one)]));
  const present = new Set(identities.map((one) => one.key));
  const outcomes = decided.map(([account, first]): Outcome => {
    const correlation = yielded.get(account) ?? first;
    const [owner] = correlation.linked;
    const isRight = (identity: Comparable) => account.key !== null && keyOf(identity) === account.key;
    return {
      account,
      correlation,
      linked: owner === undefined ? 'none' : isRight(owner.identity) ? 'right' : 'wrong',
      isAmongCandidates: [...correlation.linked.slice(0, 1), ...correlation.candidates].some((one) =>
        isRight(one.identity),
      ),
    };
  });
  const owned = accounts.filter(({ key }) => key !== null && present.has(key)).length;
  const right = count(outcomes, (one) => one.linked === 'right');
  const wrong = count(outcomes, (one) => one.linked === 'wrong');
  return {
    accounts: accounts.length,
    identities: identities.length,
    owned,
    precision: ratio(right, right + wrong),
    recall: ratio(right, owned),
    recallWithCandidates: ratio(
      count(outcomes, (one) => one.isAmongCandidates),
      owned,
    ),
    baseline: exactEmail(accounts, identities, owned),
    notCompared: count(outcomes, (one) => one.correlation.notCompared > 0),
    outcomes,
  };
}

/** What anybody gets by joining the lists on the address: the first of equal addresses wins. */
function exactEmail(accounts: readonly Labelled[], identities: readonly LabelledIdentity[], owned: number) {
  const byEmail = new Map<string, string | null>();
  for (const { record, key } of identities)
    if (record.email !== null && !byEmail.has(record.email)) byEmail.set(record.email, key);
  const joined = accounts.filter(({ record }) => record.email !== null && byEmail.has(record.email));
  const right = count(joined, ({ record, key }) => key !== null && byEmail.get(record.email ?? '') === key);
  return { precision: ratio(right, joined.length), recall: ratio(right, owned) };
}

export function count<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let found = 0;
  for (const item of items) if (holds(item)) found += 1;
  return found;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? Number.NaN : part / whole;
}

export const MEASURED_HEAD = [
  '| set | accounts | identities | precision, automatic | recall, automatic | recall with candidates | exact e-mail: precision | recall |',
  '|---|---|---|---|---|---|---|---|',
];

export function measuredRow(name: string, one: Measured): string {
  const show = (value: number) => (Number.isNaN(value) ? 'none' : value.toFixed(4));
  const cells = [one.precision, one.recall, one.recallWithCandidates, one.baseline.precision, one.baseline.recall].map(
    show,
  );
  return `| ${name} | ${one.accounts} | ${one.identities} | ${cells.join(' | ')} |`;
}
