import type { Identity } from '../../model/identity.ts';

/** What only a walk through the rows of everybody answers. Plain values: both go between threads. */
export type PeopleQuestion =
  | {
      /** Whether nobody else that any read knows, with an account or without, has one of these names. */
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

/** `reads`: names those that it follows from, and how they count. */
export interface AnswerFromReads {
  readonly reads: string;
  readonly answer: PeopleAnswer;
}
