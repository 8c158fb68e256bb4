import type { Finding, Verdict } from '../../model/finding.ts';

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

/** Whether a list of problems shows the account or only counts it. */
export function isShown({ finding }: Pick<Verdict, 'finding'>): boolean {
  return SHOWN.has(finding);
}
