import { type AccountView, accountView } from './account-view.ts';
import { type PersonView, personView } from './entitlement-of-person.ts';
import type { Premises } from './premises.ts';

/** Premises, together with what they say of the account and of the person. Rules are given this. */
export interface Weighed extends Premises {
  readonly view: AccountView;
  readonly person: PersonView;
}

export function weigh(premises: Premises): Weighed {
  return { ...premises, view: accountView(premises), person: personView(premises) };
}
