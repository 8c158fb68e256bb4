import type { App } from '../../model/app-profile.ts';
import type { RevokedAtBasis } from '../../model/identity.ts';
import type { DeadlineState } from '../../model/plan.ts';
import type { Instant } from '../../model/time.ts';

export const WORK_KINDS = ['plan', 'step', 'claim', 'exemption', 'review', 'held_read', 'link', 'finding'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** States that wait for somebody or for a snapshot, most pressing first. */
const OPEN_STATES = [
  'contradicted',
  'reappeared',
  'expired',
  'facts_changed',
  'held',
  'disputed',
  'ended',
  'ready',
  'drafted',
  'approved',
  'ending',
  'not_attested',
  'verifying',
  'unplanned',
] as const;
/** Shown only when it is asked for. */
const OTHER_STATES = ['waiting', 'in_force', 'done', 'completed', 'cancelled', 'superseded', 'withdrawn'] as const;

/** Most pressing first. */
export const WORK_STATES = [...OPEN_STATES, ...OTHER_STATES] as const;
export type WorkState = (typeof WORK_STATES)[number];

const OPEN: ReadonlySet<WorkState> = new Set(OPEN_STATES);

export function isOpen(item: Pick<WorkItem, 'state'>): boolean {
  return OPEN.has(item.state);
}

/** All accounts that it is about. */
export function accountsOfItem({
  accountId,
  further = [],
}: Pick<WorkItem, 'accountId' | 'further'>): readonly string[] {
  return accountId === null ? further : [accountId, ...further];
}

/** How long the account may stay open by the service level, and the basis of that. */
export interface WorkDeadline {
  readonly dueAt: Instant | null;
  readonly state: DeadlineState;
  readonly basis: RevokedAtBasis | null;
}

/** One thing that waits: for whom or what, and the next command. */
export interface WorkItem {
  /**
   * Id of a plan, record, decision, review or snapshot; `PLAN/STEP` for a step; that of the account for a disputed link or a
   * finding.
   */
  readonly id: string;
  readonly kind: WorkKind;
  readonly state: WorkState;
  readonly accountId: string | null;
  /** The application of that account; null: it is not known, or no account is meant. */
  readonly app: App | null;
  /** What else it is about: further accounts of the person. */
  readonly further?: readonly string[];
  readonly email: string | null;
  readonly title: string;
  readonly waitsFor: string;
  /** Null if there is no account to close. */
  readonly deadline: WorkDeadline | null;
  readonly nextCommand: string | null;
}
