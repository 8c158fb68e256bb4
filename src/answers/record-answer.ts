import { accountName } from '../app/lookups/account-name.ts';
import { confirmedWords } from '../app/statements/confirmed-words.ts';
import type { PreparedClaim, RecordedClaim } from '../app/statements/record-deactivation.ts';

export const WHAT_SETTLES =
  'A claim until a complete users export taken after performed_at shows the account inactive or gone: import one with its as-of.';

/** A recorded claim as the tool and the command both tell it. */
export function recordedAnswer(prepared: PreparedClaim, recorded: RecordedClaim) {
  const { record, standing } = recorded;
  return {
    structured: {
      status: recorded.already ? ('already_recorded' as const) : ('recorded' as const),
      record_id: record.recordId,
      ...claimPart(prepared),
      retroactive: record.retroactive,
      ledger: { sequence: record.ledgerSequence, hash: record.ledgerHash, previous_hash: recorded.previousHash },
      verification: { state: standing.state, how: WHAT_SETTLES },
    },
    text: [
      `${recorded.already ? 'Already recorded' : 'Recorded'} as ${record.recordId}: ${claimSummary(prepared)}`,
      `Ledger entry ${record.ledgerSequence}, hash ${record.ledgerHash}. ${confirmedWords(record.confirmedBy)}`,
      `Verification: ${standing.state}. ${standing.state === 'verifying' ? WHAT_SETTLES : `Settled by ${standing.settledBySnapshotId} as of ${standing.settledAsOf}.`}`,
    ].join('\n'),
  };
}

export function claimPart({ judged, content }: PreparedClaim) {
  return {
    account: {
      account_id: judged.account.accountId,
      ...(judged.account.latest.email === null ? {} : { email: judged.account.latest.email }),
    },
    performed_by: content.performed_by,
    performed_at: content.performed_at,
  };
}

export function claimSummary({ judged, content, retroactive, early }: PreparedClaim): string {
  const details = [
    content.ticket === null ? null : `ticket ${JSON.stringify(content.ticket)}`,
    content.method === null ? null : `method ${JSON.stringify(content.method)}`,
    content.plan_id === null ? null : `plan ${content.plan_id}`,
    content.corrects === null ? null : `in place of ${content.corrects}`,
    content.evidence.length === 0 ? null : `${content.evidence.length} evidence item(s)`,
    retroactive ? 'retroactive' : null,
    content.order_override === null ? null : `before its turn, because ${JSON.stringify(content.order_override)}`,
  ].filter((part) => part !== null);
  return `${JSON.stringify(content.performed_by)} deactivated the ${judged.account.app} account ${judged.account.accountId} (${accountName(judged.account)}) at ${content.performed_at}${details.length === 0 ? '' : `, ${details.join(', ')}`}.${early === null ? '' : ` Note: ${early}`}`;
}
