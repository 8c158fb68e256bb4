import { DEFAULT_APP } from '../model/apps-in-use.ts';
import { quote } from '../model/foreign.ts';
import type { OffboardingFacts } from './facts.ts';
import { enteredName } from './words.ts';

const NOT_A_LEAVER = 'The evidence does not call this person a leaver';

/** Why the verdict alone does not justify closing the account, or not in this way; null if it does. */
export function cautionOf(facts: OffboardingFacts): string | null {
  const { account, verdict, correlation, closesAll } = facts;
  switch (verdict.finding) {
    case 'leaver_active':
      return null;
    case 'ok':
      return `${NOT_A_LEAVER}: a directory entitles them to ${enteredName(facts)}. Act only if somebody who may say so has said that they leave.`;
    case 'inconclusive':
      return `${NOT_A_LEAVER}: it is inconclusive (${[verdict.reason, ...verdict.notes].join(', ')}). ${sentence(verdict.nextStep)}`;
    case 'needs_review':
      return `${NOT_A_LEAVER}: it has to be reviewed first (${verdict.reason}). ${sentence(verdict.nextStep)}`;
    case 'inactive':
      return `There is nothing to deactivate: the account is not active (${verdict.reason}). ${account.app === DEFAULT_APP ? "Its API tokens went with it and its forecast history can't be exported any more, so this" : 'This'} plan lists only what may remain beside it.`;
    case 'exempt':
      return `${NOT_A_LEAVER}: somebody decided that this account may stay. Talk to the owner of that exemption first.`;
    case 'awaiting_verification':
      return 'A deactivation of this account is recorded already and waits for an export that settles it: do not do it twice, verify it.';
    case 'contradicted':
      return 'A deactivation of this account is recorded, and a later export shows it active: find out whether it was never done, or undone, before doing it again.';
    case 'reappeared':
      return 'This account was confirmed closed and is active again: find out who or what opened it (a single sign-on login, an administrator), or it will come back.';
    case 'duplicate_account':
      if (closesAll === true)
        return `${NOT_A_LEAVER}: they have several active accounts, and this plan closes all of them. Act only if somebody who may say so has said that they leave.`;
      return `${NOT_A_LEAVER}: one person has several active accounts, this one and ${correlation.duplicateOf.map((one) => quote(one)).join(', ')}. Close only the one that is not used.`;
    case 'unassigned_active':
      return `${NOT_A_LEAVER}: the directory shows them as active, only their assignment to ${enteredName(facts)} is gone. Ask their manager whether it was taken away on purpose.`;
    case 'orphaned':
      return 'Nobody in the directories that were read owns this account. It may be a service account or a shared login: find out who or what uses it before closing it.';
    default:
      return verdict.finding satisfies never;
  }
}

function sentence(text: string): string {
  const shown = text;
  return /[.!?]$/.test(shown) ? shown : `${shown}.`;
}
