import type { AppProfile } from '../model/app-profile.ts';
import { COPILOT } from './clari/copilot-api.ts';
import { CLOSES_COPILOT } from './clari/lifecycle.ts';
import { MERGED, SEPARATE_LOGINS } from './clari/merger.ts';

/** Clari Copilot, formerly Wingman, which keeps accounts of its own. */
export const copilot: AppProfile = {
  id: 'copilot',
  name: 'Clari Copilot',
  userAdministration: 'the page of Copilot settings where users are managed',
  usersList: { headers: {}, statuses: {}, populations: [] },
  privilegedRoles: [],
  succession: null,
  deactivation: {
    by: 'Clari Copilot administrator',
    how: ['Search for every address of the person, and deactivate the user.'],
    breaks: [
      'Calls of this person may no longer be recorded. Keep recordings that somebody needs before you close the account.',
    ],
    before: [],
    after: [],
    askScimFirst: false,
  },
  live: 'copilot',
  capabilities: [...COPILOT, CLOSES_COPILOT, SEPARATE_LOGINS, MERGED],
  notKnown: [
    'Whether the list of users leaves out deactivated people: not known, ask the vendor what "current users" means.',
    'The exact clicks of a deactivation: not known, ask the vendor for the current page.',
    'Whether closing a Clari account closes this one: not known, ask the vendor how they are linked, and close both by hand until then.',
    'Which role may administer Copilot: not known, ask the vendor how administrators are shown in the list.',
    'Whether SCIM or just-in-time provisioning exists for Copilot: not known, ask the vendor for both.',
  ],
};
