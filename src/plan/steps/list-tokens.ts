import type { StepMaker } from '../step.ts';
import { nameAccount } from '../words.ts';

/**
 * The step that lists the person's tokens, because something may depend on them. Only people who use the tokens know.
 */
export const listTokens: StepMaker = ({ account }) => [
  {
    system: 'clari',
    action: 'list_tokens_and_integrations',
    title: 'List the API tokens and integrations that this account created',
    instructions: [
      `No Clari endpoint lists API tokens, so ask: the person or their manager, sales operations and whoever runs data pipelines and reporting. Which of them reads from or writes to Clari with a token of ${nameAccount(account)}?`,
      'Look for such tokens in the secret stores, warehouse connectors and scheduled scripts of those teams.',
      'For each one: create a token under a service user of the organisation (in Clari: avatar, then Settings, then API Token), put it in place of the old one, and run the integration once.',
      'Write the list down with who was asked and when, also when it is empty.',
    ],
    performedBy: 'sales operations, with IT',
    after: [],
    blockedBy: null,
    settledBy: { kind: 'statement' },
    proof: 'The dated list: each integration and who owns its token now, or that none was found, and who was asked.',
    warnings: [
      'What breaks: Clari revokes every API token that this user created when the user is deactivated, and each integration that uses one stops.',
      'Until then the tokens keep working: removing access in the identity provider is not known to revoke them.',
    ],
  },
];
