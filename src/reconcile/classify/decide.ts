import type { Instant } from '../../model/time.ts';
import { type FoundFinding, judgeFindings } from './judge-findings.ts';
import type { Leaning } from './person-kinds.ts';
import type { Premises } from './premises.ts';
import { validUntil } from './valid-until.ts';
import { weigh } from './weighed.ts';

/** What premises decide; equal for all accounts that have the same premises. */
export interface Judgement extends FoundFinding {
  readonly leaning: Leaning;
  /** Indexes of the linked identities whose statements count. */
  readonly speaking: readonly number[];
  /** The moment from which on the clock alone may change the verdict; null: never. */
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
