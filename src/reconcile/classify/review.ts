import { isStale } from '../coverage/staleness.ts';
import { accountGaps } from './accusable.ts';
import { enteredName } from './app-words.ts';
import { CONFIDENCE, confidenceOfLink } from './confidence.ts';
import { identityEvidence } from './identity-evidence.ts';
import { isNoPerson } from './leaver.ts';
import { type Gap, given, holds, NOT, noRow, type Outcome } from './outcome.ts';
import type { Weighed } from './weighed.ts';

/**
 * A person has to decide: who owns the account, whether it was renamed, what a shared mailbox's account is for, where
 * somebody went.
 */
export function needsReview(w: Weighed): Outcome {
  const { state } = w.view;
  const { leaning, lookAt, gaps } = w.person;
  if (state === 'not_active') return maybeRenamed(w);
  if (w.link.situation === 'disputed') return disputed(w);
  const missing = [...accountGaps(w), ...gaps];
  if (isNoPerson(w) && leaning === 'leaver')
    return given(missing, holds('identity_is_no_person', confidenceOfLink()), state === 'active');
  if (leaning === 'to_look_at' && lookAt !== null)
    return given(missing, holds(lookAt, confidenceOfLink()), state === 'active');
  return isNoPerson(w) && leaning === 'unclear' ? { kind: 'missing', gaps: missing, wouldHold: false } : NOT;
}

function maybeRenamed(w: Weighed): Outcome {
  if (w.account.status !== 'absent' || !w.own.maybeRenamed) return NOT;
  return given(w.view.gaps, holds('account_maybe_renamed', CONFIDENCE.absence));
}

/**
 * Its confidence is that of the best candidate: how likely that answer is, not how sure it is that a person must look.
 */
function disputed(w: Weighed): Outcome {
  const best = Math.max(0, ...w.candidates.map((one) => one.candidate.confidence));
  const reason = w.link.doubt ?? (w.own.identifiersConflict ? 'conflicting_identifiers' : 'candidates_not_certain');
  return given([...accountGaps(w), ...staleCandidates(w)], holds(reason, best), w.view.state === 'active');
}

function staleCandidates(w: Weighed): readonly Gap[] {
  const stale = w.candidates.filter(({ identity }) => isStale(identity.asOf, w.now, w.settings));
  if (stale.length < w.candidates.length) return [];
  return stale.map(
    ({ identity: { at, directory } }): Gap => ({
      reason: 'directory_stale',
      directory,
      evidence: (c) => {
        const candidate = c.correlation.candidates[at];
        return candidate === undefined
          ? noRow(directory)
          : (identityEvidence(candidate.identity, enteredName(c), null)[0] ?? noRow(directory));
      },
    }),
  );
}
