import { quote } from '../../model/foreign.ts';
import type { StepMaker } from '../step.ts';

/** Closes the loop: until then the deactivation is a claim. */
export const verifyByExport: StepMaker = ({ account }) => {
  const isCopilot = account.app === 'copilot';
  return [
    {
      system: isCopilot ? 'copilot' : 'clari',
      action: 'verify_by_export',
      title: isCopilot ? 'Prove it with a fresh list of Copilot users' : 'Prove it with a fresh users export',
      instructions: [
        `After the deactivation, take a complete ${isCopilot ? 'list of Copilot users' : 'export of all Clari users, inactive ones included'}, and note when it was taken.`,
        `Import it: \`clari-identity-mcp import FILE --as-of TIME --complete --kind ${isCopilot ? 'clari-copilot-users' : 'clari-users'}\`. TIME is when the export was taken; it must be later than the deactivation, and stated: the time of a file settles nothing.`,
        `See what it says of ${quote(account.latest.email ?? account.accountId)}: not active confirms the record, active contradicts it and opens the case again.`,
      ],
      performedBy: 'Clari administrator',
      after: [isCopilot ? 'deactivate_copilot' : 'deactivate_account'],
      blockedBy: null,
      settledBy: { kind: 'account_closed', accounts: [account.accountId] },
      proof: 'The import settles the record as confirmed; the snapshot keeps the SHA-256 of the export.',
      warnings: [
        'Only a complete export can prove that the account is gone: a partial one settles it only when it has a row that says so.',
      ],
    },
  ];
};
