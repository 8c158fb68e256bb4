import { shellWord } from '../../model/foreign.ts';
import { mayComeBack } from '../access.ts';
import { cautionOf } from '../caution.ts';
import { holdOf } from '../hold.ts';
import type { StepMaker } from '../step.ts';
import { comesBack, nameAccount } from '../words.ts';

/** The step that closes the account by hand, because Clari documents no other way. */
export const deactivateAccount: StepMaker = (facts) => {
  const caution = cautionOf(facts);
  return [
    {
      system: 'clari',
      action: 'deactivate_account',
      title: 'Deactivate the account in Clari',
      instructions: [
        'Sign in to Clari as an administrator and open its user administration: "Admin > Users" or "Settings > Users", whichever your Clari shows.',
        `Find ${nameAccount(facts.account)} and compare every detail: another person may have the same name.`,
        'Deactivate the user. Note the time, with its offset from UTC, and take a screenshot that shows the user as deactivated.',
        `Record it at once: \`clari-identity-mcp record ${shellWord(facts.account.accountId)} --performed-by NAME --performed-at TIME\`.`,
      ],
      performedBy: 'Clari administrator',
      after: ['list_tokens_and_integrations', 'snapshot_forecast', 'hand_over_work'],
      blockedBy: holdOf(facts),
      settledBy: { kind: 'account_closed', accounts: [facts.account.accountId] },
      proof:
        'The record with who and when, the ticket, and the SHA-256 of the screenshot. It counts as claimed until an export settles it.',
      warnings: [
        ...(caution === null ? [] : [caution]),
        'What breaks: every API token that the user created is revoked, and the user drops out of later forecast exports. Whether a deactivation can be undone without loss is not documented.',
        ...(mayComeBack(facts) ? [`${comesBack(facts.profile)} Remove the access first.`] : []),
      ],
    },
  ];
};
