import { accountGaps, unreadDirectories } from './accusable.ts';
import { confidenceOfLink } from './confidence.ts';
import { given, holds, NOT, type Outcome } from './outcome.ts';
import type { Weighed } from './weighed.ts';

/** The account is open, the person is still employed, and no directory assigns Clari to them. */
export function unassignedActive(w: Weighed): Outcome {
  if (w.view.state === 'not_active' || w.person.leaning !== 'unassigned') return NOT;
  const unread = unreadDirectories(w);
  const confidence = confidenceOfLink(['assignmentOnly', unread.length > 0 && 'governingDirectoryUnread']);
  const notes = unread.map((one) => one.reason);
  const gaps = [...accountGaps(w), ...w.person.gaps];
  return given(gaps, holds('assignment_gone', confidence, notes), w.view.state === 'active');
}
