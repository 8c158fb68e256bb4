import type { FaultKind } from './journal.ts';

/**
 * What a call may be refused with at any time, because others work on the same store at the same moment. Every other
 * error has to be explained by a fault that the call met.
 */
const ALWAYS_EXPECTED: Readonly<Record<string, readonly string[]>> = {
  list_clari_users: ['ERR_CURSOR_STALE'],
  find_orphaned_accounts: ['ERR_CURSOR_STALE'],
  // A guard holds it, or somebody brings the same in at this moment.
  import_clari_export: ['ERR_GUARD'],
  sync_directory: ['ERR_SOURCE_BUSY'],
  record_manual_deactivation: ['ERR_CLAIM_REFUSED', 'ERR_CONFIRMATION'],
  draft_offboarding_plan: ['ERR_CLAIM_REFUSED'],
  approve_offboarding_plan: ['ERR_PLAN_STALE', 'ERR_PLAN_CLOSED', 'ERR_CONFIRMATION'],
  record_step: ['ERR_CLAIM_REFUSED', 'ERR_PLAN_STALE', 'ERR_PLAN_CLOSED', 'ERR_CONFIRMATION'],
  set_exemption: ['ERR_CONFIRMATION'],
  resolve_link: ['ERR_CLAIM_REFUSED', 'ERR_CONFIRMATION'],
  open_access_review: ['ERR_CONFIRMATION', 'ERR_GUARD'],
  decide_review_items: ['ERR_REVIEW_CLOSED', 'ERR_REVIEW_ITEM', 'ERR_CONFIRMATION'],
  close_access_review: ['ERR_CONFIRMATION'],
};

/** What may be answered to a call that meets a fault, by what was done. */
const STORE_FULL = ['ERR_STORE_FULL', 'ERR_FILE_WRITE'];
const SOURCES = ['ERR_SOURCE_UNREACHABLE', 'ERR_SOURCE_FAILED', 'ERR_SOURCE_BUSY', 'ERR_SOURCE_ANSWER'];
/** Nobody has used it for longer than it lives, as the clock has it. */
export const SESSION_OVER = 'Session not found';
/** A clock that is ahead takes what others have begun for left. */
const ABANDONED = ['stood still for more than an hour', 'is not there, or not all of its rows are'];
const TIMES = ['ERR_TIME', 'ERR_CLAIM_REFUSED', 'ERR_CONFIRMATION', 'ERR_PLAN_STALE', 'ERR_CURSOR_STALE', 'ERR_GUARD'];

const EXPECTED_UNDER: Readonly<Record<FaultKind, readonly string[]>> = {
  kill: ['lost'],
  terminate: ['lost', 'ERR_CANCELLED', 'status 503'],
  'killed command': [],
  'full disk': [...STORE_FULL, 'status 503'],
  'lost directory': SOURCES,
  'lost database': ['ERR_STORE_UNREACHABLE', 'ERR_STORE_BUSY', 'status 503'],
  'clock jump': [...TIMES, 'ERR_SOURCE_CLOCK', ...ABANDONED, 'status 403', SESSION_OVER],
};

/** @param words What it said: some errors are known by them, and not by their code. */
export function isExpected(tool: string, code: string, words: string, met: ReadonlySet<FaultKind>): boolean {
  if (ALWAYS_EXPECTED[tool]?.includes(code) === true) return true;
  return [...met].some((kind) => EXPECTED_UNDER[kind].some((one) => one === code || words.includes(one)));
}
