import type { App } from '../../model/app-profile.ts';
import { isEnteredAsClari } from '../../model/apps-in-use.ts';
import type { Candidate, Correlation } from '../../model/correlation.ts';
import type { Identity } from '../../model/identity.ts';
import { seenFrom } from '../state/seen-from.ts';
import { saidOtherwise } from './candidate-of.ts';

/** A correlation whose identities say of the right to enter this application what they say of it. */
export function seenInApp(app: App, correlation: Correlation): Correlation {
  return isEnteredAsClari(app) ? correlation : withIdentities(correlation, (one) => seenFrom(app, one));
}

export function withIdentities(correlation: Correlation, now: (identity: Identity) => Identity): Correlation {
  const each = (all: readonly Candidate[]) => all.map((one) => saidOtherwise(one, { identity: now(one.identity) }));
  return {
    ...correlation,
    linked: each(correlation.linked),
    candidates: each(correlation.candidates),
    nearest: each(correlation.nearest),
  };
}
