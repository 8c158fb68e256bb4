import type { AppProfile } from '../model/app-profile.ts';
import { stitchflowGuide } from './origins.ts';

const STITCHFLOW_GUIDE = stitchflowGuide(
  'AmazingHiring user management, manual',
  '2026-03-17',
  'https://stitchflow.com/user-management/amazinghiring/manual',
);
const WEAK =
  'No page of the vendor was found, and this one shares most of its words with those about other applications: weak evidence.';

/** AmazingHiring, of which next to nothing is public: by hand, and ask the vendor. */
export const amazingHiring: AppProfile = {
  id: 'amazinghiring',
  name: 'AmazingHiring',
  userAdministration: null,
  usersList: { headers: {}, statuses: {}, populations: [] },
  privilegedRoles: [],
  succession: null,
  deactivation: { by: 'AmazingHiring administrator', how: [], breaks: [], before: [], after: [], askScimFirst: false },
  live: null,
  capabilities: [
    {
      ...STITCHFLOW_GUIDE,
      id: 'provisioning.scim',
      statement: 'AmazingHiring accepts SCIM provisioning',
      value: false,
      note: WEAK,
      impact: 'Ask the vendor before relying on it either way.',
    },
    {
      ...STITCHFLOW_GUIDE,
      id: 'lifecycle.deactivation',
      statement: 'How an account is closed',
      value: 'by hand, in its administration',
      note: WEAK,
      impact: 'Each closing needs a named person, and proof from a later list.',
    },
  ],
  notKnown: [
    'Where users are administered: not known, ask the vendor for the page.',
    'Whether a users list can be exported, and its columns: not known, ask the vendor for both.',
    'How an account is deactivated, and whether it can be deleted: not known, ask the vendor for the clicks.',
    'What closing an account breaks (shared folders, messages in a sequence, the plug-in of the applicant tracking system): not known, ask the vendor for each.',
    'Which roles there are and which are privileged: not known, ask the vendor for the list of roles.',
    'Whether single sign-on exists, and whether it creates accounts: not known, ask the vendor for both.',
  ],
};
