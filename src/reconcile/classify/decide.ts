import type { Instant } from '../../model/time.ts';
import { type FoundFinding, judgeFindings } from './judge-findings.ts';
import type { Leaning } from './person-kinds.ts';
import type { Premises } from './premises.ts';
import { validUntil } from './valid-until.ts';
import { weigh } from './weighed.ts';

/** What premises decide: the same for every account that has them. */
export interface Judgement extends FoundFinding {
  readonly leaning: Leaning;
  /** Linked identities whose word counts, by their place. */
  readonly speaking: readonly number[];
  /** When the clock alone may change it; null: never. */
  readonly validUntil: Instant | null;
}

export function decide(premises: Premises): Judgement {
  const weighed = weigh(premises);
  const { leaning, speaking } = weighed.person;
  return {
    ...judgeFindings(weighed),
    leaning,
    speaking: speaking.map((one) => one.at),
    validUntil: validUntil(premises),
  };
}
