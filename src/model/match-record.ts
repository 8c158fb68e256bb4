import type { PlainIdentity } from './identity-cells.ts';

/** A row of a plain list of accounts or of identities, as the `match` command takes them. Null: the list does not say. */
export interface MatchRecord extends PlainIdentity {
  readonly id: string;
  readonly birthDate: string | null;
  readonly city: string | null;
}
