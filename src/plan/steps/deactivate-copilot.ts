import type { Account } from '../../model/account.ts';
import { quote } from '../../model/foreign.ts';
import type { OffboardingFacts } from '../facts.ts';
import { blocks, holdOf } from '../hold.ts';
import type { StepDraft, StepMaker } from '../step.ts';
import { nameAccount } from '../words.ts';

/** Clari Copilot keeps its own accounts: closing the Clari account is not known to close them. */
export const deactivateCopilot: StepMaker = (facts) => {
  if (facts.account.app === 'copilot') return [closing(facts, [facts.account])];
  switch (facts.copilot.known) {
    case 'listed':
      return facts.copilot.accounts.length === 0 ? [looking(facts)] : [closing(facts, facts.copilot.accounts)];
    case 'unknown':
      return [looking(facts)];
    case 'none':
      return [];
    default:
      return facts.copilot satisfies never;
  }
};

function closing(facts: OffboardingFacts, accounts: readonly Account[]): StepDraft {
  return {
    ...COMMON,
    title: 'Deactivate the account in Clari Copilot',
    instructions: [
      'Sign in to Clari Copilot as an administrator and open the page of its settings where users are managed.',
      ...accounts
        .map(nameAccount)
        .sort()
        .map((account) => `Deactivate ${account}.`),
      'Note the time, with its offset from UTC, and take a screenshot of the list.',
    ],
    blockedBy: blocks(holdOf(facts)),
    settledBy: { kind: 'account_closed', accounts: accounts.map(({ accountId }) => accountId).sort() },
  };
}

function looking(facts: OffboardingFacts): StepDraft {
  const { email, name } = facts.account.latest;
  return {
    ...COMMON,
    title: 'Check for an account in Clari Copilot, and deactivate it',
    instructions: [
      'No Copilot list shows whether this person has an account there. Sign in to Clari Copilot as an administrator and open the page of its settings where users are managed.',
      `Search for ${quote(email ?? name ?? facts.account.accountId)} and for every other address of the person.`,
      'If there is an account, deactivate it; if there is none, note that. Note the time, with its offset from UTC, and take a screenshot of the search.',
    ],
    blockedBy: blocks(holdOf(facts)),
    settledBy: { kind: 'statement' },
  };
}

const COMMON = {
  system: 'copilot',
  action: 'deactivate_copilot',
  performedBy: 'Clari Copilot administrator',
  after: [],
  proof: 'The time, a screenshot, and a later list of Copilot users without the person.',
  warnings: [
    'Clari and Clari Copilot keep separate accounts: whether closing one closes the other is not documented.',
    'What breaks: calls of this person may no longer be recorded. Keep recordings that somebody needs before you close it.',
  ],
} as const;
