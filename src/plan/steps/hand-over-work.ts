import { isEnteredAsClari } from '../../model/apps-in-use.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { OffboardingFacts } from '../facts.ts';
import { blocks, holdOf, onlyDuplicate } from '../hold.ts';
import type { StepMaker } from '../step.ts';
import { enteredName } from '../words.ts';

/** The step that hands open opportunities and forecasts to somebody who can look after them in Clari. */
export const handOverWork: StepMaker = (facts) => {
  const owner = ownerOf(facts);
  const isOfClari = isEnteredAsClari(facts.account.app);
  const successor = facts.successor === null ? 'the successor' : quote(facts.successor.email);
  return [
    {
      system: 'salesforce',
      action: 'hand_over_work',
      title: isOfClari ? 'Hand over open opportunities and forecasts' : 'Hand over open opportunities',
      instructions: [
        `In Salesforce, list the open opportunities owned by ${owner}${countOf(facts)}.`,
        ...totalsOf(facts),
        ...(isOfClari ? forecastsOf(facts) : []),
        `Change their owner to ${successor} in Salesforce: ownership lives there${isOfClari ? ', and Clari follows with its next sync' : ''}. Leave closed opportunities with their history.`,
        ...(isOfClari
          ? [
              `In Clari, have ${successor} or the manager submit the forecast in the person's place, and check the place in the hierarchy.`,
              'After the sync, look in Clari that every opportunity of the list shows its new owner.',
            ]
          : []),
      ],
      performedBy: performer(facts),
      after: [],
      blockedBy: blocks(holdOf(facts), withoutSuccessor(facts), withoutList(facts, owner)),
      settledBy: { kind: 'work_gone', account: facts.account.accountId },
      proof: 'The list of opportunities with their old and new owner, and the total amount before and after.',
      warnings: [
        ...doubtsOf(facts),
        'What breaks: deactivating a user moves no opportunities, in Salesforce neither. They keep their owner, and nobody works on them.',
        ...(onlyDuplicate(facts)
          ? ['If the person stays with another account, their work stays with them: nothing is handed over.']
          : []),
        ...(facts.verdict.finding === 'unassigned_active'
          ? ['The directory shows this person as active: hand over only what they no longer work on.']
          : []),
      ],
    },
  ];
};

function ownerOf({ account }: OffboardingFacts): string {
  const { crmId, email, name } = account.latest;
  if (crmId !== null) return `the Salesforce user ${quote(crmId)}`;
  return email === null
    ? `the Salesforce user of ${quote(name ?? account.accountId)}`
    : `the Salesforce user of ${quote(email)}`;
}

function countOf({ handover }: OffboardingFacts): string {
  const { opportunities, opportunitiesFrom, dropped } = handover;
  if (opportunitiesFrom === null) return '';
  const number = `${opportunities.length}${dropped > 0 ? ' or more' : ''}`;
  return ` (${number} in ${quote(opportunitiesFrom.fileName)} as of ${opportunitiesFrom.asOf})`;
}

function totalsOf({ handover }: OffboardingFacts): readonly string[] {
  if (handover.totals.length === 0) return [];
  const sums = handover.totals.map(
    ({ currency, amount, opportunities, withoutAmount }) =>
      `${amount} ${currency === null ? '(currency not given)' : bare(currency)} over ${opportunities}${withoutAmount === 0 ? '' : `, ${withoutAmount} of them without a readable amount`}`,
  );
  return [`Their open amounts, per currency: ${sums.join('; ')}.`];
}

function forecastsOf({ handover }: OffboardingFacts): readonly string[] {
  const names = [...new Set(handover.forecasts.map((one) => quote(one.field)))];
  if (names.length === 0) return [];
  return [`They submit to these forecasts: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ' and more' : ''}.`];
}

function doubtsOf({ handover }: OffboardingFacts): readonly string[] {
  const { opportunities, opportunitiesFrom, ambiguousOwnerRows } = handover;
  const unclear = opportunities.filter((one) => !one.certainlyOpen).length;
  return [
    ...(opportunitiesFrom !== null && !opportunitiesFrom.complete
      ? ['Nobody stated that the opportunities file is a full list: the person may own more.']
      : []),
    ...(opportunitiesFrom?.stale === true ? ['The opportunities file is old: take a new one before work moves.'] : []),
    ...(unclear > 0 ? [`No column says whether ${unclear} of the opportunities are closed already: check each.`] : []),
    ...(ambiguousOwnerRows > 0
      ? [
          `${ambiguousOwnerRows} opportunities name only an owner whose name fits more than one person: they are not in the list. Find out whose they are.`,
        ]
      : []),
  ];
}

function performer(facts: OffboardingFacts): string {
  const manager = facts.identities.map(({ identity }) => identity.latest.managerEmail).find((one) => one !== null);
  return manager === undefined
    ? "sales operations, with the person's manager"
    : `sales operations, with the person's manager ${quote(manager)}`;
}

function withoutSuccessor(facts: OffboardingFacts): string | null {
  if (facts.successor !== null) return null;
  return `No successor is named: ask the manager who takes over, and draft the plan again with that person, who must be active and have ${enteredName(facts)}.`;
}

function withoutList({ handover }: OffboardingFacts, owner: string): string | null {
  if (handover.opportunitiesFrom !== null) return null;
  return `No opportunities file was imported, so what is open is not known here: run a Salesforce report of the open opportunities owned by ${owner} and import it (clari-identity-mcp import FILE --kind opportunities --as-of WHEN_IT_WAS_TAKEN), then draft again.`;
}
