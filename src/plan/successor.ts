import type { AccountStatus } from '../model/account.ts';
import type { App, AppProfile } from '../model/app-profile.ts';
import { isEnteredAsClari } from '../model/apps-in-use.ts';
import { ClariIdentityError } from '../model/errors.ts';
import type { Finding, Reason } from '../model/finding.ts';
import { quote } from '../model/foreign.ts';
import type { Entitlement } from '../model/identity.ts';

/** What is known of the person who takes over. Null is unknown, and unknown is refused. */
export interface SuccessorFacts {
  readonly email: string;
  /** Null: no account of theirs is known. */
  readonly accountId: string | null;
  readonly app: App | null;
  readonly accountStatus: AccountStatus | null;
  readonly finding: Finding | null;
  /** Reason of the finding, then its notes. */
  readonly reasons: readonly Reason[];
  /** What would settle the finding. */
  readonly nextStep: string | null;
  /** Whether a directory in scope has an identity of theirs that can sign in. */
  readonly identityActive: boolean | null;
  /** The strongest of their identities in scope. */
  readonly entitlement: Entitlement;
  /** Whether they are the person whose account the plan closes. */
  readonly isSamePerson: boolean | null;
}

/** Doubts about the right to enter Clari alone: who the person is, and that they are employed, is certain. */
const ONLY_ASSIGNMENT: ReadonlySet<Reason> = new Set<Reason>([
  'assignment_unknown',
  'assignment_stale',
  'assignment_not_required',
  'implicit_assignment',
  'assignment_status_unknown',
  'app_disabled',
]);

/**
 * Checks that a person can take over the work.
 * @returns What remains to be checked of somebody who is accepted.
 * @throws ERR_ARGUMENT with the rule, also if it is unknown whether they can.
 */
export function checkSuccessor(
  successor: SuccessorFacts,
  leaver: { readonly accountId: string },
  { id, name: own }: Pick<AppProfile, 'id' | 'name'>,
): readonly string[] {
  const name = isEnteredAsClari(id) ? 'Clari' : own;
  const refusal =
    person(successor, leaver) ??
    account(successor, name) ??
    recordedWork(successor) ??
    identity(successor, name) ??
    doubt(successor, name);
  if (refusal !== null) {
    throw new ClariIdentityError(
      'ERR_ARGUMENT',
      `${quote(successor.email)} can't take over: ${refusal.rule}.`,
      `${refusal.settle} Or name another successor, or none.`,
    );
  }
  const who = quote(successor.email);
  return [
    ...(successor.entitlement === 'assigned'
      ? []
      : [
          `No source shows that the successor ${who} is assigned to ${name}: check that they can sign in before work moves.`,
        ]),
    ...(successor.finding === 'duplicate_account'
      ? [`The successor ${who} has a second ${name} account: give the work to the one that stays.`]
      : []),
  ];
}

interface Refusal {
  readonly rule: string;
  readonly settle: string;
}

function person(successor: SuccessorFacts, leaver: { readonly accountId: string }): Refusal | null {
  if (successor.accountId === leaver.accountId)
    return { rule: 'it is the very account that this plan closes', settle: 'Ask who takes over the work.' };
  if (successor.isSamePerson === true)
    return {
      rule: 'it is another account of the person whose account this plan closes',
      settle: 'Ask who takes over.',
    };
  if (successor.isSamePerson === null)
    return {
      rule: 'it is not certain that the successor is somebody else than the person whose account this plan closes',
      settle: 'Compare both with get_identity and decide the links.',
    };
  return null;
}

function account({ accountId, app, accountStatus }: SuccessorFacts, name: string): Refusal | null {
  if (accountId === null)
    return {
      rule: `a successor needs an active ${name} account, and none of theirs is known`,
      settle: 'If they have one, import a newer users export.',
    };
  if (app === 'copilot')
    return { rule: 'this is a Clari Copilot account, not a Clari account', settle: 'Give their Clari account.' };
  switch (accountStatus) {
    case 'active':
      return null;
    case 'inactive':
    case 'absent':
      return {
        rule: `a successor needs an active ${name} account, and theirs is ${accountStatus}`,
        settle: 'If it was opened again since, import a newer users export.',
      };
    case 'unknown':
    case null:
      return {
        rule: `a successor needs an active ${name} account, and whether theirs is active is unknown`,
        settle: 'Import a users export that has a status column.',
      };
    default:
      return accountStatus satisfies never;
  }
}

function recordedWork({ finding, reasons }: SuccessorFacts): Refusal | null {
  // What a model can state by itself keeps nobody from taking over.
  if (reasons.includes('recorded_not_attested')) return null;
  if (finding === 'awaiting_verification' || finding === 'contradicted' || finding === 'reappeared')
    return {
      rule: `their own account is itself being closed (${finding})`,
      settle: 'If they stay, settle that record first.',
    };
  return null;
}

function identity({ entitlement, identityActive, finding }: SuccessorFacts, name: string): Refusal | null {
  if (
    finding === 'leaver_active' ||
    entitlement === 'deactivated' ||
    entitlement === 'deleted' ||
    entitlement === 'suspended'
  )
    return { rule: 'their directory identity is not active: they are a leaver, or on leave', settle: 'Ask HR.' };
  if (entitlement === 'unassigned')
    return {
      rule: `they are not assigned to ${name} any more, so they could not sign in`,
      settle: `Assign ${name} to them, then read the directory again.`,
    };
  if (finding === 'orphaned' || finding === 'inactive')
    return { rule: `their account is ${finding}: no active person is known behind it`, settle: 'Find its owner.' };
  if (identityActive === false)
    return { rule: 'no directory shows an active identity of theirs', settle: 'Read the directory again.' };
  return null;
}

function doubt({ finding, reasons, nextStep, identityActive }: SuccessorFacts, name: string): Refusal | null {
  const settle = nextStep === null ? 'Import a users export and a directory read.' : `${nextStep}.`.replace('..', '.');
  if (finding === null || identityActive === null)
    return { rule: `whether they are an active person with ${name} is unknown`, settle };
  if (finding === 'needs_review') return { rule: 'it is not certain who owns their account (needs_review)', settle };
  if (finding === 'inconclusive' && !reasons.every((reason) => ONLY_ASSIGNMENT.has(reason)))
    return { rule: `whether they are an active person with ${name} is inconclusive (${reasons.join(', ')})`, settle };
  return null;
}
