import type { Instant } from './time.ts';

/** A named human's decision that an account may stay. */
export interface Exemption {
  readonly accountId: string;
  readonly owner: string;
  readonly reason: string;
  readonly until: Instant;
  readonly decidedAt: Instant;
}

/** A person's decision on who owns an account; `identity` null: nobody does. Rules do not re-decide it. */
export interface LinkDecision {
  readonly accountId: string;
  readonly identity: { readonly directory: string; readonly identityId: string } | null;
  readonly decidedBy: string;
  readonly decidedAt: Instant;
  readonly reason: string;
}
