import type { AppProfile } from '../model/app-profile.ts';
import { NOWHERE, stitchflowGuide } from './origins.ts';

const STITCHFLOW_GUIDE = stitchflowGuide(
  'Alkami user management, manual',
  '2026-03-17',
  'https://stitchflow.com/user-management/alkami/manual',
);
const WEAK = 'The page shares most of its words with those about other applications: weak evidence.';

/** Alkami, a digital-banking platform. Two populations live in it, and offboarding concerns the staff alone. */
export const alkami: AppProfile = {
  id: 'alkami',
  name: 'Alkami',
  userAdministration: '"Settings" or "Administration", then "Users and Roles"; the labels vary by tenant',
  usersList: { headers: {}, statuses: {}, populations: ['administrators', 'end users'] },
  privilegedRoles: [],
  succession: null,
  deactivation: {
    by: 'Alkami administrator',
    how: [],
    breaks: [],
    before: [],
    after: [],
    askScimFirst: false,
  },
  live: null,
  capabilities: [
    {
      ...STITCHFLOW_GUIDE,
      id: 'provisioning.scim',
      statement: 'Alkami accepts SCIM provisioning',
      value: false,
      note: WEAK,
      impact: 'Ask the vendor before relying on it either way.',
    },
    {
      ...STITCHFLOW_GUIDE,
      id: 'lifecycle.deactivation',
      statement: 'How the account of a member of staff is closed',
      value: 'by hand, by an administrator in "Users and Roles"',
      note: WEAK,
      impact: 'Each closing needs a named person, and proof from a later list.',
    },
    {
      ...NOWHERE,
      id: 'lifecycle.populations',
      statement: 'Populations that one list may mix',
      value: ['administrators', 'end users'],
      note: 'Administrators are staff of the bank, end users hold accounts with it. No public page says so: it follows from what such a platform is.',
      impact:
        'A list must say which of the two it has: an end user is nobody of your directory, and no leaver. Never import end users as staff.',
    },
  ],
  notKnown: [
    'Whether a users list can be exported, its columns, and whether it mixes staff and end users: not known, ask the vendor for each.',
    'How the account of a member of staff is deactivated, and whether it can be deleted: not known, ask the vendor for the clicks.',
    'What closing an account breaks: not known, ask the vendor before closing one.',
    'Which roles there are and which are privileged: not known, ask the vendor for the list of roles.',
    'Whether staff sign in through single sign-on, and whether that creates accounts: not known, ask the vendor for both.',
  ],
};
