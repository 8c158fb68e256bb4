import { quote } from '../../model/foreign.ts';
import type { RoleChangePlan } from '../../model/plan.ts';
import { digest } from '../digest.ts';
import { placeSteps, type StepDraft } from '../step.ts';
import { nameAccount } from '../words.ts';
import type { ChangeFacts, RoleChangeFacts } from './facts.ts';
import { type SortedChanges, sortOut, wanted } from './sort-out.ts';

/** A worklist: one manual change per account, since Clari documents no other way. The same facts give the same plan. */
export function draftRoleChange(facts: RoleChangeFacts): RoleChangePlan {
  const sorted = sortOut(facts);
  const factDigests = {
    request: digest(facts.changes.map(({ asked }) => asked)),
    accounts: digest(
      facts.changes.map(({ found, several }) =>
        found === null
          ? several
          : {
              accountId: found.account.accountId,
              status: found.account.status,
              role: found.account.latest.role,
              team: found.account.latest.team,
              finding: found.finding,
            },
      ),
    ),
    account_readings: digest(facts.changes.map(({ found }) => found?.account.statusAsOf ?? null)),
  };
  const planHash = digest(factDigests);
  return {
    kind: 'role_change',
    planId: `plan_${planHash.slice(0, 16)}`,
    planHash,
    draftedAt: facts.draftedAt,
    ticket: null,
    dueAt: null,
    asked: facts.changes.map(({ asked }) => asked),
    changes: sorted.planned.map(({ change }) => change),
    setAside: sorted.setAside,
    steps: placeSteps(sorted.planned.map(stepOf)),
    risks: risksOf(sorted),
    factDigests,
  };
}

function stepOf({ change, facts }: SortedChanges['planned'][number]): StepDraft {
  const { accountId, email, from, role, team } = change;
  const who = facts.found === null ? quote(email ?? accountId) : nameAccount(facts.found.account);
  const was = [
    ...(role === null ? [] : [`role ${from.role === null ? 'unknown' : quote(from.role)}`]),
    ...(team === null ? [] : [`team ${from.team === null ? 'unknown' : quote(from.team)}`]),
  ].join(' and ');
  return {
    system: 'clari',
    action: 'change_role',
    title: `${quote(email ?? accountId)}: ${wanted(change)}`,
    instructions: [`Find ${who} in Clari's user administration, and change ${was} to ${wanted(change)}.`],
    performedBy: 'Clari administrator',
    after: [],
    blockedBy: null,
    proof: `The next users export shows ${wanted(change)}.`,
    settledBy: { kind: 'role_set', account: accountId, role, team },
    warnings: warningsOf(facts),
  };
}

function warningsOf({ found }: ChangeFacts): readonly string[] {
  if (found === null) return [];
  const { finding } = found;
  if (finding === 'leaver_active' || finding === 'unassigned_active' || finding === 'orphaned')
    return [`This account is ${finding}: it may have to be closed, not changed.`];
  if (finding === 'awaiting_verification' || finding === 'contradicted' || finding === 'reappeared')
    return [`This account is itself being closed (${finding}).`];
  return [];
}

function risksOf({ planned, repeated }: SortedChanges): readonly string[] {
  const unseen = planned.filter(
    ({ change }) =>
      (change.role !== null && change.from.role === null) || (change.team !== null && change.from.team === null),
  ).length;
  return [
    'Clari documents no API and no CSV for roles and teams: each change is made by hand, in the user administration ("Admin > Users" or "Settings > Users", whichever your Clari shows).',
    ...(planned.some(({ change }) => change.team !== null)
      ? [
          'Where the team follows the role hierarchy of Salesforce, a change in Clari alone may be undone by the next sync: change it there.',
        ]
      : []),
    ...(planned.some(({ change }) => change.role !== null)
      ? ['What breaks: another role shows other forecasts, people and deals to this person as soon as it is set.']
      : []),
    ...(unseen > 0
      ? [
          `${unseen} of these accounts have no role or team in the users export: only an export with these columns can verify them.`,
        ]
      : []),
    ...(repeated > 0 ? [`${repeated} changes were asked for more than once in the same words, and count once.`] : []),
  ];
}
