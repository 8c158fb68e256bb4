import type { Toolset } from '../src/model/toolset.ts';
import type { Tool } from '../src/tool.ts';
import { approveOffboardingPlan } from './approve_offboarding_plan.ts';
import { closeAccessReview } from './close_access_review.ts';
import { decideReviewItems } from './decide_review_items.ts';
import { draftOffboardingPlan } from './draft_offboarding_plan.ts';
import { draftProvisioningPlan } from './draft_provisioning_plan.ts';
import { draftRoleChangePlan } from './draft_role_change_plan.ts';
import { exportEvidence } from './export_evidence.ts';
import { findOrphanedAccounts } from './find_orphaned_accounts.ts';
import { getAccessReview } from './get_access_review.ts';
import { getCoverage } from './get_coverage.ts';
import { getIdentity } from './get_identity.ts';
import { importClariExport } from './import_clari_export.ts';
import { listClariUsers } from './list_clari_users.ts';
import { listWork } from './list_work.ts';
import { openAccessReview } from './open_access_review.ts';
import { recordManualDeactivation } from './record_manual_deactivation.ts';
import { recordStep } from './record_step.ts';
import { resolveLink } from './resolve_link.ts';
import { setExemption } from './set_exemption.ts';
import { syncDirectory } from './sync_directory.ts';

/** In the order in which a client lists them: the one to call first, then reading, then writing. */
export const tools: readonly Tool[] = [
  getCoverage,
  findOrphanedAccounts,
  listClariUsers,
  getIdentity,
  listWork,
  getAccessReview,
  importClariExport,
  syncDirectory,
  draftOffboardingPlan,
  draftProvisioningPlan,
  draftRoleChangePlan,
  approveOffboardingPlan,
  recordManualDeactivation,
  recordStep,
  resolveLink,
  setExemption,
  openAccessReview,
  decideReviewItems,
  closeAccessReview,
  exportEvidence,
];

/** Which tools each part offers; a tool of several parts is offered with any of them. */
export const TOOLSET_TOOLS: Readonly<Record<Toolset, readonly Tool[]>> = {
  findings: [getCoverage, findOrphanedAccounts, listClariUsers, getIdentity],
  work: [
    listWork,
    getIdentity,
    draftOffboardingPlan,
    draftProvisioningPlan,
    draftRoleChangePlan,
    approveOffboardingPlan,
    recordManualDeactivation,
    recordStep,
  ],
  import: [getCoverage, importClariExport, syncDirectory],
  review: [
    getCoverage,
    listClariUsers,
    getIdentity,
    getAccessReview,
    openAccessReview,
    decideReviewItems,
    closeAccessReview,
  ],
  admin: [getCoverage, resolveLink, setExemption, exportEvidence],
};

/** The tools of these parts, in the order of the list; null: all of them. */
export function toolsOf(parts: readonly Toolset[] | null): readonly Tool[] {
  if (parts === null) return tools;
  const offered = new Set(parts.flatMap((part) => TOOLSET_TOOLS[part]));
  return tools.filter((tool) => offered.has(tool));
}
