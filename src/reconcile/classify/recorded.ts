import type { Case } from './case.ts';
import { CONFIDENCE } from './confidence.ts';
import { given, holds, NOT, type Outcome } from './outcome.ts';

/**
 * Findings about recorded work. They state what people recorded and what stated reads then showed: they do not go stale.
 */
export function contradicted(c: Case): Outcome {
  return c.work.governing?.standing.state === 'contradicted' && c.work.openAsKnown
    ? holds('active_after_recorded_deactivation', CONFIDENCE.row)
    : NOT;
}

/**
 * Closed, confirmed, and open again. A re-hire excuses it, so what may be one blocks it; an owner that nobody knows
 * excuses nothing.
 */
export function reappeared(c: Case): Outcome {
  const back = c.work.governing?.standing.reappearedAsOf != null;
  if (!back || !c.work.openAsKnown) return NOT;
  const finding = holds('active_after_confirmed_deactivation', CONFIDENCE.reappeared);
  switch (c.person.leaning) {
    case 'entitled':
      return c.person.gaps.length === 0 ? NOT : given(c.person.gaps, finding, false);
    case 'unclear':
      if (c.person.retired.length > 0) return given(c.person.retired, finding, false);
      // A directory that does not govern Clari grants nothing.
      return c.person.speaking.length === 0 ? finding : given(c.person.gaps, finding);
    case 'leaver':
    case 'to_look_at':
    case 'unassigned':
    case 'not_linked':
      return given(c.person.retired, finding, false);
    default:
      return c.person.leaning satisfies never;
  }
}

export function exempt(c: Case): Outcome {
  return c.exemption !== null && c.now < c.exemption.until ? holds('exempted', CONFIDENCE.confirmedByPerson) : NOT;
}

export function awaitingVerification(c: Case): Outcome {
  return c.work.governing?.standing.state === 'verifying'
    ? holds('recorded_not_yet_verified', CONFIDENCE.confirmedByPerson)
    : NOT;
}
