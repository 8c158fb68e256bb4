import type { Identity } from '../../model/identity.ts';

/** Questions that only a walk through the rows of everybody answers. Plain values, because both go between threads. */
export type PeopleQuestion =
  | {
      /** Whether nobody else in any snapshot, with an account or without, has one of these names. */
      readonly kind: 'only_bearer';
      readonly accountId: string;
      /** `directory/identity_id` of everybody that the account is linked to. */
      readonly refs: readonly string[];
      readonly names: readonly string[];
    }
  | {
      /** Who is called by this `directory/identity_id`. */
      readonly kind: 'identity_named';
      readonly name: string;
    };

export type PeopleAnswer =
  | { readonly kind: 'only_bearer'; readonly alone: boolean }
  | { readonly kind: 'identity_named'; readonly identity: Identity | null };

/** `reads`: identifies the snapshots that it follows from, and how they count. */
export interface AnswerFromReads {
  readonly reads: string;
  readonly answer: PeopleAnswer;
}
