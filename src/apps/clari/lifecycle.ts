import type { Capability } from '../../model/capability.ts';
import { CORE_API, NOWHERE, STITCHFLOW, undated } from '../origins.ts';

export const CLOSES_COPILOT: Capability = {
  ...NOWHERE,
  id: 'lifecycle.deactivation_closes_copilot',
  statement: "Deactivating a Clari account also closes the person's Clari Copilot account",
  value: false,
  impact: 'Close the Copilot account separately, and prove it by a Copilot list.',
};

/** How an account ends, and what ends with it. */
export const LIFECYCLE: readonly Capability[] = [
  {
    ...CORE_API,
    id: 'lifecycle.user_management_api',
    statement: 'An API lists, creates, changes or deactivates Clari users',
    value: false,
    note: "The reference's complete list of paths has none.",
    impact: 'Who has an account is known only from files that people export.',
  },
  {
    ...STITCHFLOW,
    id: 'lifecycle.deactivation',
    statement: 'How a Clari account is deactivated',
    value: 'by hand, by an administrator in the admin interface',
    note: 'Found as Admin > Users, or as Settings > Users. The exact clicks are not public.',
    impact: 'Each deactivation needs a named person, and proof from a later export.',
  },
  {
    ...STITCHFLOW,
    id: 'lifecycle.idp_removal_deactivates',
    statement: "Removing access in the identity provider deactivates the person's Clari account",
    value: false,
    impact: 'The login is blocked and the account stays active: this is the gap that this server watches.',
  },
  {
    ...CORE_API,
    id: 'lifecycle.deactivation_revokes_tokens',
    statement: 'Deactivating a person revokes the API tokens that they created',
    value: true,
    impact:
      'Every integration on such a token breaks at that moment: move integrations to a service identity before deactivating.',
  },
  {
    ...NOWHERE,
    id: 'lifecycle.idp_removal_revokes_tokens',
    statement: "Removing access in the identity provider revokes the person's Clari API tokens",
    value: false,
    impact: 'Until the account is deactivated, count on live tokens that need no second factor.',
  },
  {
    ...undated("GitLab's data team, quoting Clari Support"),
    id: 'lifecycle.deactivation_drops_forecast_history',
    statement: 'A deactivated person is missing from later forecast exports, historical ones included',
    value: true,
    impact:
      'Take a historical forecast export before deactivating. Absence from a forecast export does not prove that an account is inactive.',
  },
  {
    ...NOWHERE,
    id: 'lifecycle.deactivation_reassigns_opportunities',
    statement: 'Deactivating a person gives their open opportunities to somebody else',
    value: false,
    note: 'The owner of an opportunity lives in Salesforce, and Clari follows by sync.',
    impact: 'Name a successor and reassign in Salesforce first.',
  },
  CLOSES_COPILOT,
  {
    ...NOWHERE,
    id: 'lifecycle.deactivation_ends_mcp_grants',
    statement: "Deactivating a person ends the grants that they gave to clients of Clari's own MCP server",
    value: false,
    impact: 'Ask the person, or Clari Support, about connected assistants.',
  },
  {
    ...STITCHFLOW,
    id: 'lifecycle.privileged_roles',
    statement: 'Roles that may do more than others',
    value: ['Admin'],
    note: 'Roles are named freely in Clari: yours may be called otherwise.',
    impact: 'Two people decide on such an account.',
  },
  {
    ...NOWHERE,
    id: 'lifecycle.users_export_columns',
    statement: 'The columns of a users export are documented',
    value: false,
    impact: 'Headers are mapped by name or by statement; a missing status column is unknown, never active.',
  },
];
