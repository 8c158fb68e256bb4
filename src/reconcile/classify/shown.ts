import type { Correlation } from '../../model/correlation.ts';
import type { Finding, Verdict } from '../../model/finding.ts';
import { lacksEntitlement } from './person-kinds.ts';

const SHOWN: Readonly<Record<Finding, 'yes' | 'no' | 'where_entitlement_lacks'>> = {
  contradicted: 'yes',
  reappeared: 'yes',
  exempt: 'no',
  awaiting_verification: 'no',
  leaver_active: 'yes',
  duplicate_account: 'yes',
  unassigned_active: 'yes',
  orphaned: 'yes',
  needs_review: 'where_entitlement_lacks',
  inconclusive: 'no',
  ok: 'no',
  inactive: 'no',
};

/**
 * Whether a list of problems shows the account or only counts it. Something to review is shown where an identity that
 * may own it is known to lack the entitlement, in a directory that governs Clari (`directories`; null: all do).
 */
export function isShown(
  verdict: Pick<Verdict, 'finding'>,
  correlation: Pick<Correlation, 'linked' | 'candidates'>,
  directories: readonly string[] | null = null,
): boolean {
  const shown = SHOWN[verdict.finding];
  if (shown !== 'where_entitlement_lacks') return shown === 'yes';
  return [...correlation.linked, ...correlation.candidates].some(
    ({ identity }) => (directories === null || directories.includes(identity.directory)) && lacksEntitlement(identity),
  );
}
