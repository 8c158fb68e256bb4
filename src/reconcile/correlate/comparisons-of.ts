import type { FieldComparison } from '../../model/correlation.ts';
import type { AccountObservation, IdentityObservation } from '../../model/observation.ts';
import { compareFields } from './compare.ts';
import { accountTraits, identityTraits, type TraitSettings } from './traits.ts';

/** The same comparison of one account with one identity that decided on them: it follows from their rows. */
export function comparisonsOf(
  account: AccountObservation,
  identity: IdentityObservation,
  settings: TraitSettings,
): readonly FieldComparison[] {
  return compareFields(accountTraits(account, settings), identityTraits(identity));
}
