import { accountGaps, unreadDirectories } from './accusable.ts';
import type { Case } from './case.ts';
import { confidenceOfLink } from './confidence.ts';
import { given, holds, NOT, type Outcome } from './outcome.ts';

/** The account is open, the person is still there, and no directory assigns Clari to them. */
export function unassignedActive(c: Case): Outcome {
  if (c.view.state === 'not_active' || c.person.leaning !== 'unassigned') return NOT;
  const unread = unreadDirectories(c);
  const confidence = confidenceOfLink(c, ['assignmentOnly', unread.length > 0 && 'governingDirectoryUnread']);
  const notes = unread.map((one) => one.reason);
  const gaps = [...accountGaps(c), ...c.person.gaps];
  return given(gaps, holds('assignment_gone', confidence, notes), c.view.state === 'active');
}
