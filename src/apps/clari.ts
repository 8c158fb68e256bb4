import type { AppProfile } from '../model/app-profile.ts';
import { COPILOT } from './clari/copilot-api.ts';
import { CORE } from './clari/core-api.ts';
import { IDENTITY_PROVIDERS } from './clari/identity-providers.ts';
import { LIFECYCLE } from './clari/lifecycle.ts';
import { MERGER } from './clari/merger.ts';
import { PROVISIONING } from './clari/provisioning.ts';

/** Clari itself. Plans say more of each of its steps than stands here, because they know the person's work. */
export const clari: AppProfile = {
  id: 'clari',
  name: 'Clari',
  userAdministration: '"Admin > Users" or "Settings > Users", whichever your Clari shows',
  usersList: { headers: {}, statuses: {}, populations: [] },
  privilegedRoles: ['Admin'],
  succession: null,
  deactivation: {
    by: 'Clari administrator',
    how: ['Deactivate the user, and take a screenshot that shows the user as deactivated.'],
    breaks: [
      'Every API token that the user created is revoked, and each integration that uses one stops.',
      'The user drops out of later forecast exports, their past values included.',
      'Open opportunities keep their owner, in Salesforce too, and nobody works on them.',
    ],
    before: [
      {
        id: 'list_tokens_and_integrations',
        title: 'List the API tokens and integrations that this account created',
        instructions: [
          'No Clari endpoint lists API tokens: ask the person or their manager, sales operations and whoever runs data pipelines.',
          'Put a token of a service user in place of each one, and run the integration once.',
        ],
        proof: 'The dated list: each integration and who owns its token now, or that none was found.',
        after: [],
      },
      {
        id: 'snapshot_forecast',
        title: 'Take a historical forecast export while the account is active',
        instructions: ['Export every forecast that the person submits to, with its history, and keep the file.'],
        proof: 'The file name, SHA-256, number of rows and time of the export.',
        after: [],
      },
      {
        id: 'hand_over_work',
        title: 'Hand over open opportunities and forecasts',
        instructions: [
          'Change the owner of open opportunities in Salesforce: ownership lives there, and Clari follows with its next sync.',
        ],
        proof: 'The list of opportunities with their old and new owner.',
        after: [],
      },
    ],
    after: [],
    askScimFirst: false,
  },
  live: 'clari',
  capabilities: [...PROVISIONING, ...IDENTITY_PROVIDERS, ...LIFECYCLE, ...CORE, ...COPILOT, ...MERGER],
  notKnown: [
    'The columns of a users export, and whether the page of users offers one: not known, ask the vendor for both.',
    'The exact clicks of a deactivation: not known, ask the vendor for the current page.',
    'Whether a deactivated account can be activated again without loss: not known, ask the vendor before deactivating where it matters.',
    'Whether removing access in the identity provider ends open sessions: not known, ask the vendor how long a session lives.',
    'Whether Google Workspace or OneLogin work for single sign-on: not known, ask the vendor before planning on either.',
    'Which audit events there are: not known, ask the vendor for the list of events.',
  ],
};
