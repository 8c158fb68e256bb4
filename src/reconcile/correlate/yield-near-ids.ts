import type { Correlation } from '../../model/correlation.ts';
import { identityRef } from '../../model/identity.ts';
import { THRESHOLD } from './thresholds.ts';

/** An account's correlation, and the app within which an identity has one account. */
interface Claim {
  readonly app: string;
  readonly correlation: Correlation;
}

/**
 * An id one slip away that is exactly another account's was probably no slip, and of two accounts with one id the one with
 * another name is not the owner's: such a link becomes a candidate, unless the rest is as rare as an identifier by itself.
 * Of two such links to one identity neither stays. Keys that are not in the answer keep their correlation.
 */
export function yieldNearIds<K>(claims: Iterable<readonly [K, Claim]>): Map<K, Correlation> {
  const all = [...claims];
  const weak = all.filter(([, { correlation }]) => isWeak(correlation));
  if (weak.length === 0) return new Map();
  const claimants = new Map<string, number>(weak.flatMap(([, claim]) => keysOf(claim).map((key) => [key, 0] as const)));
  for (const [, claim] of all) {
    for (const key of keysOf(claim)) {
      const known = claimants.get(key);
      if (known !== undefined) claimants.set(key, known + 1);
    }
  }
  return new Map(
    weak
      .filter(([, claim]) => keysOf(claim).some((key) => (claimants.get(key) ?? 0) > 1))
      .map(([key, { correlation }]) => [key, asCandidates(correlation)]),
  );
}

function isWeak({ situation, rule, linked }: Correlation): boolean {
  return (
    situation === 'linked' &&
    (rule === 'near_employee_id' || rule === 'employee_id') &&
    linked.every(({ weight }) => weight * 10 < (rule === 'employee_id' ? THRESHOLD.doubtfulId : THRESHOLD.definite))
  );
}

function keysOf({ app, correlation: { situation, linked } }: Claim): readonly string[] {
  return situation === 'linked' ? linked.map(({ identity }) => `${app} ${identityRef(identity)}`) : [];
}

const WHY =
  'The employee id or the name differs, and another account has a claim to this identity; only evidence as rare as an identifier would link both.';

function asCandidates(correlation: Correlation): Correlation {
  const [best] = correlation.linked;
  return {
    ...correlation,
    situation: 'disputed',
    confidence: CANDIDATE,
    linked: [],
    rule: best?.rule ?? null,
    candidates: correlation.linked.slice(0, MOST).map((one) => ({ ...one, confidence: CANDIDATE, whyNot: WHY })),
    candidatesDropped: Math.max(0, correlation.linked.length - MOST),
  };
}

const CANDIDATE = 0.55;
const MOST = 3;
