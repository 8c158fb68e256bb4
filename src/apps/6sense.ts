import type { AppProfile } from '../model/app-profile.ts';
import { stitchflowGuide, vendorPage } from './origins.ts';

const ROLES_HELP = vendorPage(
  '6sense Support, User Management: RBAC',
  'https://support.6sense.com/docs/user-management-rbac',
);
const ADD_USER_HELP = vendorPage(
  '6sense Support, User Management: How to add a user',
  'https://support.6sense.com/docs/user-management-how-to-add-a-user',
);
const SSO_HELP = vendorPage(
  '6sense Support, Set up single sign-on (SAML SSO)',
  'https://support.6sense.com/v1/docs/set-up-single-sign-on-saml-sso',
);
const SCIM_HELP = vendorPage('6sense Support, Enabling SCIM for your 6sense app');
const STITCHFLOW_GUIDE = stitchflowGuide(
  '6sense user management, manual',
  '2026-02-25',
  'https://stitchflow.com/user-management/6sense/manual',
);

/** 6sense. Its own documents contradict the claim that everything there is done by hand: some plans have SCIM. */
export const sixSense: AppProfile = {
  id: '6sense',
  name: '6sense',
  userAdministration: '"Settings > User Management", then "Organization Users"',
  usersList: {
    headers: {},
    // An open invitation is neither: it may still become an account.
    statuses: { 'expired invitation': 'inactive' },
    populations: [],
  },
  privilegedRoles: ['Primary Administrator', 'Administrator'],
  succession: { role: 'Administrator', onlyBy: 'Primary Administrator' },
  deactivation: {
    by: '6sense administrator',
    how: [
      'Only the Primary Administrator may change the role or status of an Administrator. If the person is the Primary Administrator, somebody else must become it first.',
      'Change the status of the person so that they can no longer sign in. The exact clicks: not known, ask the vendor.',
      'If the row shows an invitation, open its menu and choose "Delete Invite". Nothing but an invitation can be deleted: an account stays in the list, with another status.',
    ],
    breaks: [],
    before: [],
    after: [],
    askScimFirst: true,
  },
  live: null,
  capabilities: [
    {
      ...SCIM_HELP,
      id: 'provisioning.scim',
      statement: '6sense accepts SCIM provisioning',
      value: 'some_plans',
      note: 'With Advanced Security, switched on by the customer success manager. It creates, updates and deactivates by e-mail address.',
      conflict: 'Stitchflow says (2026-02-25) that switching SCIM on for new customers is paused until Q4 2026.',
      impact:
        'Ask first whether SCIM is on. Where it is, people are enabled and disabled from the identity provider alone, and nobody closes the account by hand.',
    },
    {
      ...SSO_HELP,
      id: 'provisioning.saml_sso',
      statement: 'People can sign in to 6sense through SAML single sign-on',
      value: true,
      note: 'It can not be switched back to passwords.',
    },
    {
      ...SSO_HELP,
      id: 'provisioning.jit',
      statement: 'The first SSO login of a person creates their account (SAML JIT)',
      value: true,
      note: 'The role is given afterwards.',
      impact: 'Remove access in the identity provider as well: who may still sign in may come back.',
    },
    {
      ...vendorPage('6sense Support, SAML SSO: default role and group mapping'),
      id: 'provisioning.saml_group_mapping',
      statement: 'Roles follow groups of the identity provider (SAML group mapping)',
      value: 'some_plans',
      note: 'With Advanced Security.',
    },
    {
      ...ROLES_HELP,
      id: 'lifecycle.administrator_change',
      statement: 'Who alone may change the role or status of an Administrator',
      value: 'Primary Administrator',
      impact: 'If that one person leaves, the succession comes first: otherwise nobody can close an Administrator.',
    },
    {
      ...ROLES_HELP,
      id: 'lifecycle.privileged_roles',
      statement: 'Roles that may do more than others',
      value: ['Primary Administrator', 'Administrator'],
      impact: 'Two people decide on such an account.',
    },
    {
      ...ROLES_HELP,
      id: 'lifecycle.roles',
      statement: 'Roles, of which each person has one',
      value: [
        'Primary Administrator',
        'Administrator',
        'Operation',
        'Marketing',
        'View Only',
        'Insights',
        'Sales User',
      ],
    },
    {
      ...ADD_USER_HELP,
      id: 'lifecycle.deletion',
      statement: 'What can be deleted in the list of users',
      value: 'invitations only',
      note: 'In the menu of the row: Delete Invite.',
      impact: 'The account of somebody who left gets another status and stays listed, which is expected and no fault.',
    },
    {
      ...ADD_USER_HELP,
      id: 'lifecycle.invitation_days',
      statement: 'For how many days an invitation can be accepted',
      value: 14,
      note: 'The list then shows Expired Invitation; before, Invited.',
      impact: 'An open invitation of somebody who left is deleted, not waited for.',
    },
    {
      ...ROLES_HELP,
      id: 'lifecycle.deactivation',
      statement: 'How a 6sense account is closed where SCIM is off',
      value: 'by hand, in the user administration',
      note: 'The page of the settings is public, its exact clicks are not.',
      impact: 'Each closing needs a named person, and proof from a later list.',
    },
    {
      ...ROLES_HELP,
      id: 'lifecycle.vendor_staff_access',
      statement: "A setting lets 6sense's own staff in",
      value: true,
      impact: 'Accounts of the vendor are nobody of your directory: keep them apart, with an exemption that says so.',
    },
    {
      ...STITCHFLOW_GUIDE,
      id: 'licence.primary_administrator',
      statement: 'The Primary Administrator uses a licence in each 6sense application',
      value: true,
    },
  ],
  notKnown: [
    'Whether there is a users export, and its columns: not known, ask the vendor for both.',
    'The exact clicks that end an account: not known, ask the vendor for the current page.',
    'What ending an account breaks (saved segments, scheduled reports, add-ins for CRM and browser): not known, ask the vendor for each.',
    'Whether an API lists users: not known, ask the vendor for its reference.',
    'How the Primary Administrator is handed over when that person has left already: not known, ask the vendor for the procedure.',
    'Whether SCIM is on for your tenant: not known, ask the vendor and your identity team.',
  ],
};
