import type { App } from '../../model/app-profile.ts';
import { isEnteredAsClari } from '../../model/apps-in-use.ts';
import type { Candidate, Correlation } from '../../model/correlation.ts';
import type { Identity } from '../../model/identity.ts';
import { seenFrom } from '../state/seen-from.ts';

/** A correlation whose identities say of the right to enter this application what they say of it. */
export function seenInApp(app: App, correlation: Correlation): Correlation {
  return isEnteredAsClari(app) ? correlation : withIdentities(correlation, (one) => seenFrom(app, one));
}

export function withIdentities(correlation: Correlation, now: (identity: Identity) => Identity): Correlation {
  const each = (all: readonly Candidate[]) => all.map((one) => withIdentity(one, now(one.identity)));
  return {
    ...correlation,
    linked: each(correlation.linked),
    candidates: each(correlation.candidates),
    nearest: each(correlation.nearest),
  };
}

/** Not by spreading: to copy comparisons is to make them. */
function withIdentity(one: Candidate, identity: Identity): Candidate {
  const { rule, confidence, whyNot, ignoresEmployeeId } = one;
  return {
    identity,
    rule,
    confidence,
    whyNot,
    ...(ignoresEmployeeId === undefined ? {} : { ignoresEmployeeId }),
    get weight() {
      return one.weight;
    },
    get comparisons() {
      return one.comparisons;
    },
  };
}
