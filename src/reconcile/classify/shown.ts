import type { Finding } from '../../model/finding.ts';
import type { FoundFinding } from './judge-findings.ts';

/** What a person must look at or do something about. */
const SHOWN: ReadonlySet<Finding> = new Set([
  'contradicted',
  'reappeared',
  'leaver_active',
  'duplicate_account',
  'unassigned_active',
  'orphaned',
  'needs_review',
]);

/** Whether a list of problems shows the account or only counts it. What nobody attests takes nothing off the list. */
export function isShown({
  finding,
  reason,
  underlying,
}: Pick<FoundFinding, 'finding' | 'reason' | 'underlying'>): boolean {
  return SHOWN.has(reason === 'recorded_not_attested' ? underlying : finding);
}
