import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import { bare, quote } from '../../model/foreign.ts';
import { usersKindOf } from '../../model/snapshot.ts';
import type { StepMaker } from '../step.ts';

/** The step that verifies the deactivation, which is only a claim until then. */
export const verifyByExport: StepMaker = ({ account, profile }) => {
  const isCopilot = account.app === 'copilot';
  const isClari = account.app === DEFAULT_APP;
  const list = isCopilot ? 'list of Copilot users' : isClari ? 'users export' : `users list of ${profile.name}`;
  const whole = isClari
    ? 'export of all Clari users, inactive ones included'
    : isCopilot
      ? list
      : `${list}, inactive ones included if it has them`;
  const kind = usersKindOf(account.app);
  const live =
    isClari || profile.live === null
      ? ''
      : ` Where it is read live, \`clari-identity-mcp sync ${bare(profile.live)}\` does both.`;
  return [
    {
      system: account.app,
      action: 'verify_by_export',
      title: `Prove it with a fresh ${list}`,
      instructions: [
        `After the deactivation, take a complete ${whole}, and note when it was taken.`,
        `Import it: \`clari-identity-mcp import FILE --as-of TIME --complete ${kind === 'app-users' ? `--app ${profile.id}` : `--kind ${kind}`}\`. TIME is when the export was taken; it must be later than the deactivation, and stated: the time of a file settles nothing.${live}`,
        `See what it says of ${quote(account.latest.email ?? account.accountId)}: not active confirms the record, active contradicts it and opens the case again.`,
      ],
      performedBy: isClari || isCopilot ? 'Clari administrator' : profile.deactivation.by,
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
