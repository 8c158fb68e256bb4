import { jaroWinkler } from '../../../src/reconcile/compare/jaro-winkler.ts';
import { weigh } from '../../../src/reconcile/compare/weigh.ts';
import { ListedIdentity } from '../../../src/reconcile/decide/listed-identity.ts';
import { accountTraits, identityTraits } from '../../../src/reconcile/normalise/traits.ts';
import { spread } from '../figures.ts';
import { population } from './population.ts';

const NAMES = 1_000;
const RUNS = 7;

/** Pairs a second: all fields of our scoring beside a bare loop of Jaro-Winkler over whole names, in turn. */
export function pairsRow(): string {
  const { accounts, identities } = population(NAMES, 5);
  const left = accounts.slice(0, NAMES).map(({ record }) => accountTraits(record, { domainAliases: [] }));
  const right = identities.slice(0, NAMES).map(({ record }) => identityTraits(new ListedIdentity(record)));
  const leftNames = accounts.slice(0, NAMES).map(({ record }) => (record.name ?? '').toLowerCase());
  const rightNames = identities.slice(0, NAMES).map(({ record }) => (record.name ?? '').toLowerCase());
  const ours: number[] = [];
  const bare: number[] = [];
  let kept = 0;
  for (let run = 0; run <= RUNS; run += 1) {
    const start = performance.now();
    for (const a of left) for (const b of right) if (weigh(a, b).total > 8) kept += 1;
    const middle = performance.now();
    for (const a of leftNames) for (const b of rightNames) if (jaroWinkler(a, b) > 0.9) kept += 1;
    const end = performance.now();
    // The first run warms both.
    if (run === 0) continue;
    ours.push((left.length * right.length) / (middle - start) / 1000);
    bare.push((leftNames.length * rightNames.length) / (end - middle) / 1000);
  }
  if (kept === 0) throw new Error('Nothing was alike: the loops were not run.');
  const [a, b] = [spread(ours), spread(bare)];
  const share = a.median / b.median;
  const show = (one: typeof a) => `${one.median.toFixed(2)} (${one.min.toFixed(2)} to ${one.max.toFixed(2)})`;
  return `| all fields weighed, million pairs a second | ${show(a)} | bare Jaro-Winkler loop over whole names ${show(b)} | ${share.toFixed(2)} | ≥ 0.8 | ${share >= 0.8 ? 'met' : 'NOT MET'} | ${a.n} |`;
}
