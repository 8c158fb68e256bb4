import type { Candidate } from '../../model/correlation.ts';
import { isStale } from '../coverage/staleness.ts';
import { accountGaps } from './accusable.ts';
import type { Case } from './case.ts';
import { CONFIDENCE, confidenceOfLink } from './confidence.ts';
import { identityEvidence } from './identity-evidence.ts';
import { isNoPerson } from './leaver.ts';
import { type Gap, given, holds, NOT, type Outcome } from './outcome.ts';

/** A person decides: who owns it, whether it was renamed, what a shared mailbox's account is for, where somebody went. */
export function needsReview(c: Case): Outcome {
  if (c.view.state === 'not_active') return maybeRenamed(c);
  if (c.correlation.situation === 'disputed') return disputed(c);
  if (isNoPerson(c) && c.person.leaning === 'leaver')
    return given(
      [...accountGaps(c), ...c.person.gaps],
      holds('identity_is_no_person', confidenceOfLink(c)),
      c.view.state === 'active',
    );
  if (c.person.leaning === 'to_look_at' && c.person.lookAt !== null)
    return given(
      [...accountGaps(c), ...c.person.gaps],
      holds(c.person.lookAt, confidenceOfLink(c)),
      c.view.state === 'active',
    );
  return isNoPerson(c) && c.person.leaning === 'unclear'
    ? { kind: 'missing', gaps: [...accountGaps(c), ...c.person.gaps], wouldHold: false }
    : NOT;
}

function maybeRenamed(c: Case): Outcome {
  if (c.account.status !== 'absent' || c.account.maybeRenamedTo.length === 0) return NOT;
  return given(c.view.gaps, holds('account_maybe_renamed', CONFIDENCE.absence));
}

/** Its confidence is that of the best candidate: how likely the nearest answer is, not how sure it is that a person must look. */
function disputed(c: Case): Outcome {
  const { candidates } = c.correlation;
  const best = Math.max(0, ...candidates.map((one) => one.confidence));
  const reason =
    c.correlation.doubt ?? (identifiersConflict(candidates) ? 'conflicting_identifiers' : 'candidates_not_certain');
  return given([...accountGaps(c), ...staleCandidates(c)], holds(reason, best), c.view.state === 'active');
}

function staleCandidates(c: Case): readonly Gap[] {
  const identities = c.correlation.candidates.map((one) => one.identity);
  const stale = identities.filter((one) => isStale(one.asOf, c.now, c.settings));
  if (stale.length < identities.length) return [];
  return stale.flatMap((identity): readonly Gap[] => {
    const [evidence] = identityEvidence(identity, null);
    return evidence === undefined ? [] : [{ reason: 'directory_stale', directory: identity.directory, evidence }];
  });
}

const IDENTIFIERS: ReadonlySet<string> = new Set(['employee_id', 'crm_id', 'email']);
const IDS: ReadonlySet<string> = new Set(['employee_id', 'crm_id']);

/** One identifier points here and another one there, or one candidate both agrees and disagrees. */
function identifiersConflict(candidates: readonly Candidate[]): boolean {
  const byIdentifier = candidates.filter((one) => IDENTIFIERS.has(one.rule));
  const rules = new Set(byIdentifier.map((one) => one.rule));
  return (
    (byIdentifier.length > 1 && rules.size > 1) ||
    candidates.some(
      ({ comparisons }) =>
        comparisons.some((one) => IDENTIFIERS.has(one.field) && one.outcome === 'agree') &&
        comparisons.some((one) => IDS.has(one.field) && one.outcome === 'disagree'),
    )
  );
}
