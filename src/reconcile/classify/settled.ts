import { CONFIDENCE, confidenceOfLink } from './confidence.ts';
import { given, holds, NOT, type Outcome } from './outcome.ts';
import type { Weighed } from './weighed.ts';

/** The account is open and its person is entitled. This needs evidence as much as an accusation does. */
export function ok(w: Weighed): Outcome {
  if (w.view.state === 'not_active' || w.person.leaning !== 'entitled') return NOT;
  return given([...w.view.gaps, ...w.person.gaps], holds('entitled', confidenceOfLink()), w.view.state === 'active');
}

/** The account is closed, by a row or by a proven absence that is not a rename. This needs no directory. */
export function inactive(w: Weighed): Outcome {
  if (w.view.state !== 'not_active') return NOT;
  if (w.account.status === 'absent')
    return w.own.maybeRenamed ? NOT : given(w.view.gaps, holds('account_absent', CONFIDENCE.absence));
  return given(w.view.gaps, holds('account_inactive', CONFIDENCE.row));
}
