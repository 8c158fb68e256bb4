import type { Capability } from '../../model/capability.ts';
import { OKTA_GUIDE, STITCHFLOW } from '../origins.ts';

/** How an account comes to be, and how its role changes. */
export const PROVISIONING: readonly Capability[] = [
  {
    ...STITCHFLOW,
    id: 'provisioning.scim',
    statement: 'Clari accepts SCIM provisioning',
    value: false,
    conflict:
      "The prose of Stitchflow's SCIM page and howtoharden.com speak of SCIM or directory sync through Okta alone; the summary tables of the same pages say no. No first-party page settles it.",
    impact: 'Creating, changing or disabling somebody in a directory changes nothing in Clari.',
  },
  {
    ...OKTA_GUIDE,
    id: 'provisioning.saml_sso',
    statement: 'People can sign in to Clari through SAML single sign-on',
    value: true,
    note: 'Service-provider initiated at https://app.clari.com/signin, by e-mail address.',
  },
  {
    ...OKTA_GUIDE,
    id: 'provisioning.saml_sso_self_service',
    statement: 'A customer can switch SAML single sign-on on without Clari Support',
    value: false,
    impact: 'Send the metadata URL to Clari Support and assign people only after their confirmation.',
  },
  {
    ...STITCHFLOW,
    id: 'provisioning.jit',
    statement: 'The first SSO login of an assigned person creates their account (SAML JIT)',
    value: true,
    conflict:
      "In the copy of Okta's guide that was read, the tables of supported features and attributes are empty: it neither confirms nor denies it.",
    impact:
      'Assign before the first login, and verify the account afterwards. A deactivated person who is still assigned may come back by signing in.',
  },
  {
    ...STITCHFLOW,
    id: 'provisioning.jit_attributes',
    statement: 'SAML attributes that account creation at first login reads',
    value: ['email', 'firstName', 'lastName', 'role'],
    note: 'ACS URL and entity ID are not public: Clari supplies them.',
  },
  {
    ...STITCHFLOW,
    id: 'provisioning.jit_deactivates',
    statement: 'Just-in-time provisioning also deactivates accounts',
    value: false,
    impact: 'Closing an account is always separate manual work.',
  },
  {
    ...STITCHFLOW,
    id: 'provisioning.bulk_role_change',
    statement: 'Roles or teams of many people can be changed in one step, by API or CSV',
    value: false,
    impact: 'Each role change is made individually in the admin interface: plan it as a worklist and verify it.',
  },
];
