import { CONFIDENCE } from './confidence.ts';
import { given, holds, NOT, type Outcome } from './outcome.ts';
import type { Weighed } from './weighed.ts';

/**
 * Findings about recorded work. They state what people recorded and what stated reads then showed: they do not go stale.
 */
export function contradicted(w: Weighed): Outcome {
  return w.own.work?.governing?.standing.state === 'contradicted' && w.own.work?.openAsKnown === true
    ? holds('active_after_recorded_deactivation', CONFIDENCE.row)
    : NOT;
}

/**
 * Closed, confirmed, and open again. A re-hire excuses it, so what may be one blocks it; an owner that nobody knows
 * excuses nothing.
 */
export function reappeared(w: Weighed): Outcome {
  const back = w.own.work?.governing?.standing.reappearedAsOf != null;
  if (!back || w.own.work?.openAsKnown !== true) return NOT;
  const finding = holds('active_after_confirmed_deactivation', CONFIDENCE.reappeared);
  switch (w.person.leaning) {
    case 'entitled':
      return w.person.gaps.length === 0 ? NOT : given(w.person.gaps, finding, false);
    case 'unclear':
      if (w.person.retired.length > 0) return given(w.person.retired, finding, false);
      // A directory that does not govern Clari grants nothing.
      return w.person.speaking.length === 0 ? finding : given(w.person.gaps, finding);
    case 'leaver':
    case 'to_look_at':
    case 'unassigned':
    case 'not_linked':
      return given(w.person.retired, finding, false);
    default:
      return w.person.leaning satisfies never;
  }
}

export function exempt(w: Weighed): Outcome {
  return w.own.exemptUntil !== null && w.now < w.own.exemptUntil
    ? holds('exempted', CONFIDENCE.confirmedByPerson)
    : NOT;
}

export function awaitingVerification(w: Weighed): Outcome {
  if (w.own.work?.governing?.standing.state === 'verifying')
    return holds('recorded_not_yet_verified', CONFIDENCE.confirmedByPerson);
  return w.own.work?.unattested == null ? NOT : holds('recorded_not_attested', CONFIDENCE.notAttested);
}
