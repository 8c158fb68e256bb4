import type { Correlation } from '../../model/correlation.ts';
import type { Identity } from '../../model/identity.ts';
import { saidOtherwise } from '../decide/candidate-of.ts';
import { DOUBTFUL_ID } from '../decide/decide.ts';
import { bitsOf, THRESHOLD } from '../decide/thresholds.ts';
import { claimKey, type HighFanIn, NO_HIGH_FAN_IN } from './high-fan-in.ts';

/** What an account claims. */
type IdentityName = Pick<Identity, 'directory' | 'identityId'>;

export interface Claim<Found = Identity> {
  /** Within which an identity has one account. */
  readonly app: string;
  readonly owners: readonly IdentityName[];
  /** A link that would yield to a better one; null: it would not. */
  readonly weak: Correlation<Found> | null;
}

export function claimOf<Found extends IdentityName>(app: string, correlation: Correlation<Found>): Claim<Found> {
  const owners = correlation.situation === 'linked' ? correlation.linked.map((one) => one.identity) : [];
  return { app, owners, weak: isWeak(correlation) ? correlation : null };
}

/**
 * An id one slip away that is exactly another account's was probably no slip, and of two accounts with one id the one with
 * another name is not the owner's: such a link becomes a candidate, unless the rest is as rare as an identifier by itself.
 * Of two such links to one identity neither stays. Keys that are not in the answer keep their correlation. The claims are gone
 * through twice.
 */
export function yieldNearIds<K, Found>(
  claims: Iterable<readonly [K, Claim<Found>]>,
  highFanIn: HighFanIn = NO_HIGH_FAN_IN,
): Map<K, Correlation<Found>> {
  const weak: (readonly [K, Claim<Found>])[] = [];
  for (const one of claims) if (one[1].weak !== null) weak.push(one);
  if (weak.length === 0) return new Map();
  const claimants = new Map<string, number>(weak.flatMap(([, claim]) => keysOf(claim).map((key) => [key, 0] as const)));
  for (const [, claim] of claims) {
    for (const key of keysOf(claim)) {
      const known = claimants.get(key);
      if (known !== undefined) claimants.set(key, known + 1);
    }
  }
  const yielded = new Map<K, Correlation<Found>>();
  for (const [key, claim] of weak) {
    const isContested = keysOf(claim).some((one) => (claimants.get(one) ?? 0) > 1 || highFanIn.has(one));
    if (claim.weak !== null && isContested) yielded.set(key, asCandidates(claim.weak));
  }
  return yielded;
}

function isWeak({ situation, rule, confidence, linked }: Correlation<unknown>): boolean {
  if (situation !== 'linked') return false;
  if (rule === 'employee_id') return confidence === DOUBTFUL_ID;
  return rule === 'near_employee_id' && linked.every(({ weight }) => weight < bitsOf(THRESHOLD.definite));
}

function keysOf({ app, owners }: Claim<unknown>): readonly string[] {
  return owners.map((identity) => claimKey(app, identity));
}

/** Of a candidate that was a link until somebody else had a better claim. */
export const YIELDED =
  'The employee id or the name differs, and another account has a claim to this identity; only evidence as rare as an identifier would link both.';

function asCandidates<Found>(correlation: Correlation<Found>): Correlation<Found> {
  const [best] = correlation.linked;
  return {
    ...correlation,
    situation: 'disputed',
    confidence: CANDIDATE,
    linked: [],
    rule: best?.rule ?? null,
    candidates: correlation.linked
      .slice(0, MOST)
      .map((one) => saidOtherwise(one, { confidence: CANDIDATE, whyNot: YIELDED })),
    candidatesDropped: Math.max(0, correlation.linked.length - MOST),
  };
}

const CANDIDATE = 0.55;
const MOST = 3;
