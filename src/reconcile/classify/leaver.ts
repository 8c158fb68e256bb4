import type { Reason } from '../../model/finding.ts';
import { accountGaps, unreadDirectories } from './accusable.ts';
import { confidenceOfLink } from './confidence.ts';
import { type Explain, given, holds, NOT, type Outcome } from './outcome.ts';
import type { Weighed } from './weighed.ts';

/** The account is open and every identity of its person lost the right to enter. */
export function leaverActive(w: Weighed): Outcome {
  if (w.view.state === 'not_active' || isNoPerson(w)) return NOT;
  const gaps = [...accountGaps(w), ...w.person.gaps];
  if (w.person.leaning === 'unclear') return { kind: 'missing', gaps, wouldHold: false };
  if (w.person.leaning !== 'leaver') return NOT;
  const unread = unreadDirectories(w);
  const reason = leaverReason(w);
  const confidence: Explain<number> = (c) =>
    confidenceOfLink([
      maybeLeave(reason) && 'maybeLeave',
      c.timing.basis === 'last_seen_before_revocation' && 'lastSeenBeforeRevocation',
      unread.length > 0 && 'governingDirectoryUnread',
    ])(c);
  const notes = unread.map((one) => one.reason);
  return given(gaps, holds(reason, confidence, notes), w.view.state === 'active');
}

/**
 * Whether the end may be leave: a suspension may be parental leave, and a list of active people omits those on leave
 * too.
 */
export function maybeLeave(reason: Reason): boolean {
  return reason === 'suspended_maybe_leave' || reason === 'gone_from_active_list';
}

/** Whether no person is behind the identities: a shared mailbox, a room or a service. */
export function isNoPerson({ person: { speaking } }: Weighed): boolean {
  return speaking.length > 0 && speaking.every((one) => one.noPerson);
}

/**
 * One suspension makes the whole person possibly on leave, because another directory often calls the same leave
 * disabled.
 */
function leaverReason({ person: { speaking } }: Weighed): Reason {
  if (speaking.some((one) => one.entitlement === 'suspended')) return 'suspended_maybe_leave';
  const said = speaking.filter((one) => one.entitlementReason !== 'gone_from_active_list');
  if (said.length === 0) return 'gone_from_active_list';
  return said.some((one) => one.entitlement === 'deactivated') ? 'identity_deactivated' : 'identity_deleted';
}
