import type { Account, Sighting } from '../../model/account.ts';
import type { Candidate, Correlation } from '../../model/correlation.ts';
import type { Identity } from '../../model/identity.ts';
import { commonOf, LeanIdentity } from '../state/lean-identity.ts';

/** What an account and its owner have in common with many others. Its text is one half of the key of a verdict. */
export interface CaseShape {
  readonly account: Omit<Account, 'accountId' | 'latest' | 'maybeRenamedTo' | 'sightings' | 'acts' | 'lastActed'>;
  readonly sightings: readonly Omit<Sighting, 'line'>[];
  readonly correlation: Omit<Correlation, 'linked' | 'candidates' | 'nearest' | 'duplicateOf' | 'notCompared'>;
  readonly candidates: Readonly<Record<'linked' | 'candidates' | 'nearest', readonly CandidateShape[]>>;
}

export interface CandidateShape {
  readonly candidate: Omit<Candidate, 'identity' | 'comparisons' | 'weight'>;
  readonly identity: Omit<
    Identity,
    'identityId' | 'latest' | 'revokedAt' | 'revokedAtDateOnly' | 'elsewhere' | keyof FromLive
  >;
}

/** Fields of an identity that only live reads show. */
export type FromLive = Pick<Identity, 'revokedBy' | 'ssoName' | 'lastSsoAt'>;

export function caseShape(account: Account, correlation: Correlation): CaseShape {
  const {
    accountId: _id,
    latest: _latest,
    maybeRenamedTo: _renamed,
    sightings,
    acts: _acts,
    lastActed: _last,
    ...common
  } = account;
  const { linked, candidates, nearest, duplicateOf: _others, notCompared: _not, ...link } = correlation;
  return {
    account: common,
    sightings: sightings.map(({ line: _line, ...said }) => said),
    correlation: link,
    candidates: {
      linked: linked.map(candidateShape),
      candidates: candidates.map(candidateShape),
      nearest: nearest.map(candidateShape),
    },
  };
}

/** Not its comparisons, which follow from the rows: to look at them is to make them. */
function candidateShape({ identity, rule, confidence, whyNot, ignoresEmployeeId }: Candidate): CandidateShape {
  // Of other applications it says nothing here: each has correlations of its own.
  const { elsewhere: _elsewhere, ...shared } = identity instanceof LeanIdentity ? identity.common : commonOf(identity);
  return {
    candidate: { rule, confidence, whyNot, ...(ignoresEmployeeId === undefined ? {} : { ignoresEmployeeId }) },
    identity: shared,
  };
}
