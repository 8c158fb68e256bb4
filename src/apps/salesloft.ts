import { type AppProfile, HAND_OVER } from '../model/app-profile.ts';
import { MERGED } from './clari/merger.ts';
import { SALESLOFT_API, stitchflowGuide, vendorPage } from './origins.ts';

const STITCHFLOW_GUIDE = stitchflowGuide(
  'Salesloft User Management API Guide',
  '2026-03-16',
  'https://stitchflow.com/user-management/salesloft/api',
);
const SSO_HELP = vendorPage(
  'Salesloft Help, Manage Single Sign-On',
  'https://support.salesloft.com/hc/en-us/articles/115005886863-Manage-Single-Sign-On',
);
const USERS_HELP = vendorPage(
  'Salesloft Help, Manage Users (an older article)',
  'https://support.salesloft.com/hc/en-us/articles/360016348072-Manage-Users',
);

/** Salesloft, with which Clari has merged. It has a users API, and no public word of what a deactivation stops. */
export const salesloft: AppProfile = {
  id: 'salesloft',
  name: 'Salesloft',
  userAdministration: '"Team > Users" in the name menu, or "Settings > User Management", whichever yours shows',
  usersList: { headers: {}, statuses: {}, populations: [] },
  privilegedRoles: ['Team administrator'],
  succession: null,
  deactivation: {
    by: 'Salesloft team administrator',
    how: [
      'Go by the address with which the person signs in: addresses from which mail is sent say nothing of who it is.',
      'Deactivate the user, and look in the list of inactive users that the person is there.',
    ],
    breaks: [
      'API keys and private apps act with the rights of the person who made them. Whether they stop with the account: not known, ask the vendor.',
      'Cadences have an owner, and only team cadences can be used by others. Whether steps under way stop and scheduled mail is dropped: not known, ask the vendor.',
    ],
    before: [
      {
        id: 'list_keys_and_apps',
        title: 'List the API keys and private apps that this person made',
        instructions: [
          'Ask the person, their manager and whoever runs integrations which of them use an API key or a private app of this person. Nothing lists the keys and apps of others.',
          'Look for whom this program reads Salesloft, where it does: clari-identity-mcp doctor names the user.',
          'Put those of a service administrator in their place, with no more scopes than needed, and run each integration once.',
          'How well it is known: that a key acts for the user who made it, and an app for the administrator who made it, stands in the documents of the API, as relayed on 2026-08-13. What becomes of them when the account is closed is not known.',
        ],
        proof: 'The dated list: each integration and whose key it uses now, or that none was found, and who was asked.',
        after: [],
      },
      {
        id: 'hand_over_cadences_and_records',
        title: 'Hand over cadences, and people and accounts by owner',
        instructions: [
          'Cadences: list those that this person owns or made, and which of them have people in them. Give each to a successor, or share it with the team.',
          'How well it is known of cadences: that they have an owner and a maker, and that only team cadences can be used by others, is what third parties read from the API. Whether steps under way stop is not known.',
          'People and accounts: list those that this person owns, and give them to a successor.',
          'How well it is known of people and accounts: that they have an owner stands in the relayed documents of the API. Whether a deactivation changes the owner is not known.',
          'Mailbox and CRM: check the mailbox and the CRM user that are connected to the account. That both can be connected stands in the relayed documents; what happens to them is not known.',
        ],
        proof: 'The list with old and new owner, or that nothing was found.',
        // Where the two are synchronised, the old owner could come back from the CRM.
        after: [HAND_OVER],
      },
    ],
    after: [],
    askScimFirst: true,
  },
  live: 'salesloft',
  capabilities: [
    {
      ...STITCHFLOW_GUIDE,
      id: 'provisioning.scim',
      statement: 'Salesloft accepts SCIM provisioning',
      value: 'claimed',
      note: 'Said to need the Enterprise plan and single sign-on. No page of Salesloft about it was found.',
      impact:
        'Ask whether SCIM is on for your team before somebody closes an account by hand: the directory could open it again.',
    },
    {
      ...SSO_HELP,
      id: 'provisioning.saml_sso',
      statement: 'People can sign in to Salesloft through single sign-on',
      value: true,
      note: 'It covers the whole team once it is on.',
    },
    {
      ...SSO_HELP,
      id: 'idp.named',
      statement: 'Identity providers that the help of Salesloft names',
      value: ['Okta', 'Salesforce', 'OneLogin', 'Google', 'Azure'],
      note: 'By SAML; Google by OpenID Connect too.',
    },
    {
      ...SALESLOFT_API,
      id: 'api.user_list',
      statement: 'Salesloft lists its users by API (GET /users)',
      value: true,
      note: 'By default only users that the caller may act on; visible_only=false lists everybody, deactivated ones too.',
      impact:
        'A list that was read with the default, or with a token that is not of a team administrator, proves nothing by absence.',
    },
    {
      ...SALESLOFT_API,
      id: 'api.user_list_without_admin',
      statement: 'Whom the list of users shows to a user who is no team administrator',
      value: 'only themselves, or whom the visibility of groups allows',
      note: 'GET /me says whether the caller is a team administrator.',
      impact:
        'sync salesloft asks that first. Without a team administrator its read is partial: it shows who is active, and proves nothing by absence.',
    },
    {
      ...SALESLOFT_API,
      id: 'api.user_list_scope',
      statement: 'The scope with which users are read',
      value: 'team:read',
      impact: 'A key or an app needs no other scope here, and should have none.',
    },
    {
      ...SALESLOFT_API,
      id: 'api.key_list',
      statement: 'The Salesloft API lists API keys and private apps',
      value: false,
      note: 'No such request is documented.',
      impact:
        'Whether a key or an app acts for somebody who left cannot be read. Each plan asks for them, and doctor names the user for whom this program itself reads.',
    },
    {
      ...SALESLOFT_API,
      id: 'api.user_list_last_login',
      statement: 'The list of users says when somebody last signed in',
      value: false,
      impact: 'Whether an account is used cannot be judged from it. The time of an update is no use.',
    },
    {
      ...SALESLOFT_API,
      id: 'api.user_deactivation',
      statement: 'The Salesloft API deactivates users (PUT /users/{id})',
      value: true,
      note: 'It stands in the public collection of requests and was not tried on a tenant.',
      impact: 'This server only reads: a person deactivates the user.',
    },
    {
      ...SALESLOFT_API,
      id: 'api.authentication',
      statement: 'How the Salesloft API authenticates',
      value: ['OAuth authorization code', 'client credentials of a private app', 'API key'],
      impact: 'A key or an app lives with the rights of the person who made it: those of a leaver need a new owner.',
    },
    {
      ...SALESLOFT_API,
      id: 'api.limits',
      statement: 'Rate limits of the Salesloft API',
      value: '600 cost units a minute for the whole team, all integrations together; deep pages cost more',
      note: 'Pages 101 to 150 cost 3 more, up to 250 8 more, up to 500 10 more, later ones 30 more; the vendor may change a cost at any time. No time to wait is sent with 429.',
      impact: 'A list of 20,000 users takes about 750 units, so two minutes at least.',
    },
    {
      ...USERS_HELP,
      id: 'lifecycle.deactivation',
      statement: 'How a Salesloft account is deactivated',
      value: 'by hand, on the page of users of the team',
      conflict: 'A newer guide of Stitchflow names "Settings > User Management" instead of "Team > Users".',
      impact: 'Each deactivation needs a named person, and proof from a later list.',
    },
    {
      ...USERS_HELP,
      id: 'lifecycle.users_export',
      statement: 'The page of users has an export',
      value: true,
      note: 'Its columns are not public.',
    },
    {
      ...SALESLOFT_API,
      id: 'lifecycle.user_deletion',
      statement: 'A user can be deleted',
      value: false,
      note: 'No such request is documented.',
      impact: 'Somebody who left stays in a complete list, as not active.',
    },
    {
      ...SALESLOFT_API,
      id: 'lifecycle.privileged_roles',
      statement: 'Roles that may do more than others',
      value: ['Team administrator'],
      note: 'The API marks a team administrator beside the role (team_admin). Read live, one is listed with this role.',
      impact: 'Two people decide on such an account, and its keys and private apps reach the whole team.',
    },
    MERGED,
  ],
  notKnown: [
    'The columns of a users export: not known, ask the vendor which column says who is active.',
    'What a deactivation stops (cadence steps under way, scheduled mail, API keys, private apps): not known, ask the vendor for each.',
    'How a team administrator is shown in a users export: not known, ask the vendor for the name of the role.',
    'Whether single sign-on creates accounts at the first login: not known, ask the vendor whether just-in-time provisioning is on.',
    'Whether SCIM is on for your team: not known, ask the vendor and your identity team.',
    'Whether a Clari account and a Salesloft account are linked when one is closed: not known, ask the vendor how, and close both by hand until then.',
    'What the audit reports record and for how long: not known, ask the vendor for the list of actions.',
  ],
};
