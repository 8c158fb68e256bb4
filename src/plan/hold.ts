import { quote } from '../model/foreign.ts';
import { accessOf, governs } from './access.ts';
import type { OffboardingFacts } from './facts.ts';

/** Whether the person may be on leave: then nothing may be removed before HR confirms. */
export function maybeLeave(facts: OffboardingFacts): boolean {
  const { verdict } = facts;
  return (
    verdict.nextAction === 'confirm_with_hr' ||
    [verdict.reason, ...verdict.notes].some(
      (reason) => reason === 'suspended_maybe_leave' || reason === 'gone_from_active_list',
    ) ||
    facts.identities.some((one) => governs(facts, one) && accessOf(one.identity) === 'suspended')
  );
}

/** Whether the person stays and only one of their accounts is closed, as far as the evidence shows. */
export function onlyDuplicate(facts: OffboardingFacts): boolean {
  return facts.closesAll !== true && facts.verdict.finding === 'duplicate_account';
}

/** What a person has to decide before access is removed; null if work can start. */
export function holdOf(facts: OffboardingFacts): string | null {
  if (maybeLeave(facts)) {
    return 'HR has not confirmed that this person left: a suspended account may mean leave. Ask HR, note who answered and when, then start.';
  }
  if (onlyDuplicate(facts)) {
    return `One person has this account and ${facts.correlation.duplicateOf.map((one) => quote(one)).join(', ')}: decide with them which account stays before anything is closed.`;
  }
  return null;
}

/** Joins several reasons into one; null if there is none. */
export function blocks(...reasons: readonly (string | null)[]): string | null {
  const stated = reasons.filter((reason) => reason !== null);
  return stated.length === 0 ? null : stated.join(' ');
}
