import type { App, AppProfile } from '../../model/app-profile.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { Instant } from '../../model/time.ts';
import { profilesInUse } from '../lookups/app-profiles.ts';
import type { DoctorCheck } from './check.ts';

/** Reads the profiles of the applications in use; none where one is not understood, as no command goes on then. */
export async function checkApplications(wanted: {
  readonly home: string;
  readonly apps: readonly App[];
  readonly now: Instant;
}): Promise<{ readonly check: DoctorCheck; readonly profiles: readonly AppProfile[] }> {
  const check = { area: 'configuration', name: 'applications' };
  try {
    const profiles = await profilesInUse(wanted);
    const buys = `Accounts of ${profiles.map(({ id }) => bare(id)).join(', ')} can be judged.`;
    return { profiles, check: { ...check, state: 'works', buys, costs: 'That application.', remedy: null } };
  } catch (error) {
    if (!(error instanceof ClariIdentityError)) throw error;
    const buys = 'Accounts of each application in use can be judged.';
    const remedy = `${error.message} ${error.remedy}`;
    return {
      profiles: [],
      check: { ...check, state: 'failed', buys, costs: 'Everything: no command goes on.', remedy },
    };
  }
}
