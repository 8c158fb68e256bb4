import type { Actor } from './actor.ts';
import type { Instant } from './time.ts';

export const LEDGER_KINDS = [
  'snapshot.published',
  'snapshot.held',
  'snapshot.superseded',
  'read.withdrawn',
  'read.discarded',
  'source.retired',
  'reads.purged',
  'plan.drafted',
  'plan.approved',
  'plan.cancelled',
  'deactivation.recorded',
  'claim.settled',
  'step.recorded',
  'record.withdrawn',
  'exemption.set',
  'exemption.withdrawn',
  'link.decided',
  'link.withdrawn',
  'links.changed',
  'review.opened',
  'review.decided',
  'review.owner_changed',
  'review.reminded',
  'review.closed',
  'evidence.exported',
  'key.rotated',
  'restore.accepted',
] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface LedgerBody {
  readonly at: Instant;
  readonly actor: Actor;
  readonly kind: LedgerKind;
  readonly payload: { readonly [key: string]: Json };
}

/**
 * One entry. `hash` is the SHA-256 of the RFC 8785 form of all other fields, `previousHash` included. Sequences start
 * at 1 and have no gaps.
 */
export interface LedgerEntry extends LedgerBody {
  readonly sequence: number;
  readonly previousHash: string;
  readonly hash: string;
}
