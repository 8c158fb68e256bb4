import type { Actor } from './actor.ts';
import type { ConfirmedBy } from './record.ts';
import type { Instant } from './time.ts';

/** A named human's decision that an account may stay. */
export interface Exemption {
  readonly accountId: string;
  readonly owner: string;
  readonly reason: string;
  readonly until: Instant;
  readonly decidedAt: Instant;
}

export interface DecidedIdentity {
  readonly directory: string;
  readonly identityId: string;
}

/** A person's decision on who owns an account; `identity` null: nobody does. Rules do not re-decide it. */
export interface LinkDecision {
  readonly accountId: string;
  readonly identity: DecidedIdentity | null;
  readonly decidedBy: string;
  readonly decidedAt: Instant;
  readonly reason: string;
}

export const DECISION_KINDS = [
  'exemption',
  'exemption_withdrawn',
  'link',
  'link_withdrawn',
  'record_withdrawn',
] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

interface Decided {
  readonly decisionId: string;
  readonly accountEmail: string | null;
  readonly reason: string;
  readonly decidedAt: Instant;
  readonly decidedBy: Actor;
  readonly confirmedBy: ConfirmedBy;
  readonly ledgerSequence: number;
  readonly ledgerHash: string;
}

/** One entry per decision; withdrawing one is an entry of its own that points at it. */
export type Decision = Decided &
  (
    | { readonly kind: 'exemption'; readonly accountId: string; readonly owner: string; readonly until: Instant }
    | { readonly kind: 'link'; readonly accountId: string; readonly identity: DecidedIdentity | null }
    | {
        readonly kind: 'exemption_withdrawn' | 'link_withdrawn';
        readonly accountId: string;
        readonly withdraws: string;
      }
    | {
        readonly kind: 'record_withdrawn';
        /** Null: a step of a plan that is about nobody's account yet. */
        readonly accountId: string | null;
        readonly withdraws: string;
        /** The record that says it right; null: it was simply not so. */
        readonly correctedBy: string | null;
      }
  );
