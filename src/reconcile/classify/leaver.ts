import type { Reason } from '../../model/finding.ts';
import { accountGaps, unreadDirectories } from './accusable.ts';
import type { Case } from './case.ts';
import { confidenceOfLink } from './confidence.ts';
import { given, holds, NOT, type Outcome } from './outcome.ts';
import { isNoPersonRow } from './person-kinds.ts';

/** The account is open and every identity of its person lost the right to enter. */
export function leaverActive(c: Case): Outcome {
  if (c.view.state === 'not_active' || isNoPerson(c)) return NOT;
  const gaps = [...accountGaps(c), ...c.person.gaps];
  if (c.person.leaning === 'unclear') return { kind: 'missing', gaps, wouldHold: false };
  if (c.person.leaning !== 'leaver') return NOT;
  const unread = unreadDirectories(c);
  const reason = leaverReason(c);
  const confidence = confidenceOfLink(c, [
    maybeLeave(reason) && 'maybeLeave',
    c.timing.basis === 'last_seen_before_revocation' && 'lastSeenBeforeRevocation',
    unread.length > 0 && 'governingDirectoryUnread',
  ]);
  const notes = unread.map((one) => one.reason);
  return given(gaps, holds(reason, confidence, notes), c.view.state === 'active');
}

/** A suspension may be parental leave, and a list of active people leaves out those on leave too. */
export function maybeLeave(reason: Reason): boolean {
  return reason === 'suspended_maybe_leave' || reason === 'gone_from_active_list';
}

/** Nobody in particular is behind it: a shared mailbox, a room, a service. */
export function isNoPerson(c: Case): boolean {
  return c.person.speaking.length > 0 && c.person.speaking.every((one) => isNoPersonRow(one.latest));
}

/** One suspension makes the whole person maybe on leave: another directory often calls the same leave disabled. */
function leaverReason(c: Case): Reason {
  const { speaking } = c.person;
  if (speaking.some((one) => one.entitlement === 'suspended')) return 'suspended_maybe_leave';
  const said = speaking.filter((one) => one.entitlementReason !== 'gone_from_active_list');
  if (said.length === 0) return 'gone_from_active_list';
  return said.some((one) => one.entitlement === 'deactivated') ? 'identity_deactivated' : 'identity_deleted';
}
