import { administrationOf, DEFAULT_APP, isEnteredAsClari, profileIn } from '../../model/apps-in-use.ts';
import type { Case } from './case.ts';

/** The application that somebody is assigned to who may use the account, as people write it. */
export function enteredName({ account: { app }, settings }: Case): string {
  return profileIn(settings, isEnteredAsClari(app) ? DEFAULT_APP : app).name;
}

/** The application of the account, as people write it. */
export function appName({ account: { app }, settings }: Case): string {
  return profileIn(settings, app).name;
}

/** Where the account is switched off. */
export function place({ account: { app }, settings }: Case): string {
  return administrationOf(profileIn(settings, app));
}
