import type { Candidate } from '../../model/correlation.ts';
import type { Identity } from '../../model/identity.ts';
import type { AccountObservation } from '../../model/observation.ts';
import { bitsOf } from '../decide/thresholds.ts';
import { accountTraits, identityTraits, type TraitSettings } from '../normalise/traits.ts';
import { compareFields } from './compare.ts';
import { nameOutcomes } from './compare-names.ts';
import { weigh } from './weigh.ts';

/** The same comparison of one account with one identity that decided on them: it follows from their rows. */
export function comparisonsOf(
  account: AccountObservation,
  identity: Pick<Identity, 'latest' | 'ssoName'>,
  settings: TraitSettings,
  ignoresEmployeeId = false,
): Pick<Candidate, 'weight' | 'comparisons'> {
  const a = accountTraits(account, settings);
  const own = identityTraits(identity);
  const b = ignoresEmployeeId ? own.ignoringEmployeeId() : own;
  const weights = weigh(a, b);
  return { weight: bitsOf(weights.total), comparisons: compareFields(a, b, weights, nameOutcomes(a.name, b.name)) };
}
