import type { Actor } from './actor.ts';
import type { Attestation } from './attestation.ts';
import type { Instant } from './time.ts';

/** A named human's decision that an account may stay. */
export interface Exemption {
  readonly accountId: string;
  readonly owner: string;
  readonly reason: string;
  readonly until: Instant;
  readonly decidedAt: Instant;
  readonly attestation: Attestation;
  /** False: it is shown and hides nothing. */
  readonly counts: boolean;
}

export interface DecidedIdentity {
  readonly directory: string;
  readonly identityId: string;
}

/** A decision on who owns an account; `identity` null: nobody does. Rules do not re-decide one that counts. */
export interface LinkDecision {
  readonly accountId: string;
  readonly identity: DecidedIdentity | null;
  readonly decidedBy: string;
  readonly decidedAt: Instant;
  readonly reason: string;
  readonly attestation: Attestation;
  /** False: whom it names is shown as a candidate, and the rules decide. */
  readonly counts: boolean;
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
  readonly attestation: Attestation;
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
