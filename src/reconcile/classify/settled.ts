import type { Case } from './case.ts';
import { CONFIDENCE, confidenceOfLink } from './confidence.ts';
import { given, holds, NOT, type Outcome } from './outcome.ts';

/** The account is open and its person is entitled. Needs evidence as much as an accusation does. */
export function ok(c: Case): Outcome {
  if (c.view.state === 'not_active' || c.person.leaning !== 'entitled') return NOT;
  return given([...c.view.gaps, ...c.person.gaps], holds('entitled', confidenceOfLink(c)), c.view.state === 'active');
}

/** The account is closed, by a row or by a proven absence that is no rename. Needs no directory. */
export function inactive(c: Case): Outcome {
  if (c.view.state !== 'not_active') return NOT;
  if (c.account.status === 'absent')
    return c.account.maybeRenamedTo.length > 0 ? NOT : given(c.view.gaps, holds('account_absent', CONFIDENCE.absence));
  return given(c.view.gaps, holds('account_inactive', CONFIDENCE.row));
}
