import type { Settings } from '../../model/settings.ts';
import type { Instant } from '../../model/time.ts';
import type { CandidateShape, CaseShape } from './case-shape.ts';
import type { CoverageFacts } from './coverage-facts.ts';
import type { ClockPremises, LinkedPremises, OwnPremises } from './own-premises.ts';

/** What of the settings a verdict depends on: whatever stands here is part of what stored judgements are known by. */
export type RuleSettings = Pick<
  Settings,
  'staleAfterMs' | 'verifyWithinMs' | 'directories' | 'domainAliases' | 'minAttestation'
>;

/** The same for every account of one evaluation. */
export interface Ground {
  readonly coverage: CoverageFacts;
  readonly settings: RuleSettings;
  readonly now: Instant;
}

/**
 * Everything that a rule may decide by. It is made of the two halves of a verdict's key and of nothing else, so that
 * accounts with one key have one verdict: a rule that reads more of an account does not compile. To let a rule read
 * more, add it to `OwnPremises` (or to what `CaseShape` leaves out of an account): it is part of the key from then on.
 */
export interface Premises extends Ground {
  readonly account: CaseShape['account'];
  readonly sightings: CaseShape['sightings'];
  readonly link: CaseShape['correlation'];
  readonly linked: readonly LinkedIdentity[];
  readonly candidates: readonly CandidatePremises[];
  readonly own: Omit<OwnPremises, 'linked' | 'candidates'>;
}

/** `at`: its place in the list. */
export type LinkedIdentity = CandidateShape['identity'] & LinkedPremises & { readonly at: number };

export interface CandidatePremises {
  readonly candidate: CandidateShape['candidate'];
  readonly identity: CandidateShape['identity'] & ClockPremises & { readonly at: number };
}

export function premisesOf(
  { account, sightings, correlation, candidates }: CaseShape,
  { linked, candidates: clocks, ...own }: OwnPremises,
  { coverage, settings, now }: Ground,
): Premises {
  return {
    account,
    sightings,
    link: correlation,
    linked: linked.flatMap((one, at) => {
      const shared = candidates.linked[at];
      return shared === undefined ? [] : { ...shared.identity, ...one, at };
    }),
    candidates: clocks.flatMap((one, at) => {
      const shared = candidates.candidates[at];
      return shared === undefined ? [] : { candidate: shared.candidate, identity: { ...shared.identity, ...one, at } };
    }),
    own,
    coverage,
    settings,
    now,
  };
}
