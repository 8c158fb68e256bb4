import type { Candidate } from '../../model/correlation.ts';
import type { Comparable } from '../normalise/traits.ts';
import type { Comparer } from './contenders.ts';
import { bitsOf } from './thresholds.ts';

type Evidence = Pick<Candidate, 'weight' | 'comparisons'>;
type Said<Found> = Pick<Candidate<Found>, 'identity' | 'rule' | 'confidence' | 'whyNot' | 'ignoresEmployeeId'>;

/**
 * Weight and comparisons are made when somebody looks: of a million links that are kept hardly anybody does. All have the
 * same two getters: those of a literal are its own, and keep what they close over until the next full collection.
 */
class LazyCandidate<Found> implements Candidate<Found> {
  readonly identity: Found;
  readonly rule: Candidate['rule'];
  readonly confidence: number;
  readonly whyNot: string | null;
  declare readonly ignoresEmployeeId?: true;
  declare readonly weight: number;
  declare readonly comparisons: Candidate['comparisons'];
  readonly #evidence: Evidence;

  constructor({ identity, rule, confidence, whyNot, ignoresEmployeeId }: Said<Found>, evidence: Evidence) {
    this.identity = identity;
    this.rule = rule;
    this.confidence = confidence;
    this.whyNot = whyNot;
    if (ignoresEmployeeId === true) this.ignoresEmployeeId = true;
    this.#evidence = evidence;
    Object.defineProperties(this, LazyCandidate.#made);
  }

  static readonly #made = {
    weight: {
      enumerable: true,
      get(this: LazyCandidate<unknown>) {
        return this.#evidence.weight;
      },
    },
    comparisons: {
      enumerable: true,
      get(this: LazyCandidate<unknown>) {
        return this.#evidence.comparisons;
      },
    },
  };
}

class ComparedNow implements Evidence {
  readonly #compare: Comparer;
  readonly #identity: Comparable;

  constructor(compare: Comparer, identity: Comparable) {
    this.#compare = compare;
    this.#identity = identity;
  }

  get weight() {
    return bitsOf(this.#compare.weights(this.#identity).total);
  }

  get comparisons() {
    return this.#compare.fields(this.#identity);
  }
}

export function candidateOf(
  said: Pick<Candidate<Comparable>, 'identity' | 'rule' | 'confidence' | 'whyNot'>,
  compare: Comparer,
  ignoresId = compare.ignoresId(said.identity),
): Candidate<Comparable> {
  const evidence = new ComparedNow(compare, said.identity);
  return new LazyCandidate(ignoresId ? { ...said, ignoresEmployeeId: true } : said, evidence);
}

/** The same candidate, of whom something else is said. */
export function saidOtherwise<Found>(
  one: Candidate<Found>,
  over: Partial<Pick<Candidate<Found>, 'identity' | 'confidence' | 'whyNot'>>,
): Candidate<Found> {
  const { identity, rule, confidence, whyNot, ignoresEmployeeId } = one;
  const said = { identity, rule, confidence, whyNot, ...over };
  return new LazyCandidate(ignoresEmployeeId === undefined ? said : { ...said, ignoresEmployeeId }, one);
}
