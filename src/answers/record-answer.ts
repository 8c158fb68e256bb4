import { accountName } from '../app/lookups/account-name.ts';
import type {
  DeactivationDraft,
  DeactivationFit,
  RecordedDeactivation,
} from '../app/statements/record-deactivation.ts';
import type { Settled } from '../app/statements/statement.ts';
import type { AttestationLevel } from '../model/attestation.ts';
import { bare, quote } from '../model/foreign.ts';
import { shownTime } from '../model/shown-time.ts';
import type { Instant } from '../model/time.ts';
import { confirmedWords } from './confirmed-words.ts';

export function whatSettles(performedAt: Instant): string {
  return `A claim until a complete users export taken after ${shownTime(performedAt)} shows the account inactive or gone: import one with its as-of.`;
}

type DeactivationTiming = Pick<DeactivationFit, 'retroactive' | 'early'>;

/** A claim that was recorded now or before. */
export function recordedAnswer(
  stated: Settled<DeactivationDraft, DeactivationTiming, RecordedDeactivation>,
  least: AttestationLevel,
) {
  const already = stated.kind === 'already';
  const { record, standing, previousHash } = stated.kind === 'already' ? stated.known : stated.receipt;
  const early = stated.kind === 'already' ? null : stated.fit.early;
  const settles = whatSettles(record.performedAt);
  return {
    structured: {
      status: already ? ('already_recorded' as const) : ('recorded' as const),
      record_id: record.recordId,
      ...claimPart(stated.draft),
      retroactive: record.retroactive,
      ledger: { sequence: record.ledgerSequence, hash: record.ledgerHash, previous_hash: previousHash },
      verification: { state: standing.state, how: settles },
    },
    text: [
      `${already ? 'Already recorded' : 'Recorded'} as ${record.recordId}: ${claimSummary(stated.draft, { retroactive: record.retroactive, early })}`,
      `Ledger entry ${record.ledgerSequence}, hash ${record.ledgerHash}. ${confirmedWords(record.attestation, least)}`,
      `Verification: ${standing.state}. ${standing.state === 'verifying' ? settles : `Settled by ${standing.settledBySnapshotId} as of ${standing.settledAsOf}.`}`,
    ].join('\n'),
  };
}

export function claimPart({ judged, content }: DeactivationDraft) {
  return {
    account: {
      account_id: judged.account.accountId,
      ...(judged.account.latest.email === null ? {} : { email: judged.account.latest.email }),
    },
    performed_by: content.performed_by,
    performed_at: content.performed_at,
  };
}

export function claimSummary(
  { judged, content }: DeactivationDraft,
  { retroactive, early }: DeactivationTiming,
): string {
  const details = [
    content.ticket === null ? null : `ticket ${quote(content.ticket)}`,
    content.method === null ? null : `method ${quote(content.method)}`,
    content.plan_id === null ? null : `plan ${bare(content.plan_id)}`,
    content.corrects === null ? null : `in place of ${bare(content.corrects)}`,
    content.evidence.length === 0 ? null : `${content.evidence.length} evidence item(s)`,
    retroactive ? 'retroactive' : null,
    content.order_override === null ? null : `before its turn, because ${quote(content.order_override)}`,
  ].filter((part) => part !== null);
  return `${quote(content.performed_by)} deactivated the ${bare(judged.account.app)} account ${bare(judged.account.accountId)} (${accountName(judged.account)}) at ${content.performed_at}${details.length === 0 ? '' : `, ${details.join(', ')}`}.${early === null ? '' : ` Note: ${early}`}`;
}
