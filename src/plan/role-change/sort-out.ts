import type { Account } from '../../model/account.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { AskedChange, RoleChange, SetAsideChange } from '../../model/plan.ts';
import { folded, sameText } from '../same-text.ts';
import type { ChangeFacts, RoleChangeFacts } from './facts.ts';

/** What becomes a step, and what does not, with the reason: nothing that was asked for is lost. */
export interface SortedChanges {
  readonly planned: readonly { readonly change: RoleChange; readonly facts: ChangeFacts }[];
  readonly setAside: readonly SetAsideChange[];
  /** Asked for again with the same words. */
  readonly repeated: number;
}

export function sortOut({ changes }: RoleChangeFacts): SortedChanges {
  const byAccount = new Map<string, ChangeFacts[]>();
  const setAside: SetAsideChange[] = [];
  let repeated = 0;
  for (const one of changes) {
    const account = one.found?.account ?? null;
    const problem = problemOf(one.asked) ?? (account === null ? notFound(one) : notActive(account));
    if (problem !== null || account === null) {
      if (problem !== null) setAside.push(aside(one, problem));
      continue;
    }
    const known = byAccount.get(account.accountId) ?? [];
    if (known.some((other) => asksTheSame(other.asked, one.asked))) repeated += 1;
    else byAccount.set(account.accountId, [...known, one]);
  }
  const planned: { change: RoleChange; facts: ChangeFacts }[] = [];
  for (const asked of byAccount.values()) {
    const [first, ...others] = asked;
    if (first?.found == null) continue;
    if (others.length > 0)
      for (const one of asked)
        setAside.push(
          aside(one, {
            reason: 'asked_twice_differently',
            why: `It is asked for ${asked.length} times, each time otherwise (${asked.map((other) => wanted(other.asked)).join('; ')}): decide which.`,
          }),
        );
    else if (isSo(first.found.account, first.asked))
      setAside.push(
        aside(first, {
          reason: 'already_so',
          why: `It has ${wanted(first.asked)} already, as of ${first.found.account.statusAsOf}.`,
        }),
      );
    else planned.push({ change: changeOf(first.found.account, first.asked), facts: first });
  }
  return { planned, setAside, repeated };
}

type Problem = Pick<SetAsideChange, 'reason' | 'why'>;

function problemOf({ role, team }: AskedChange): Problem | null {
  if (role === null && team === null)
    return { reason: 'nothing_asked', why: 'Neither a role nor a team is asked for.' };
  const formula = [role, team].find((text) => text !== null && /^[=+@\t]|^-(?!$)/.test(text));
  if (formula !== undefined)
    return {
      reason: 'not_a_role',
      why: `${quote(formula ?? '')} is a spreadsheet formula, not a role or team: type what is meant.`,
    };
  return null;
}

function notFound({ asked, several }: ChangeFacts): Problem {
  if (several.length > 0)
    return {
      reason: 'ambiguous_account',
      why: `${several.length} accounts bear it: ${several.slice(0, 5).map(bare).join(', ')}. Name one with id= before its id.`,
    };
  return {
    reason: 'unknown_account',
    why: `No Clari account is known as ${quote(asked.account)}: check the spelling, or import a users export that has it.`,
  };
}

function notActive({ status, statusAsOf }: Account): Problem | null {
  if (status === 'active' || status === 'unknown') return null;
  return { reason: 'not_active', why: `The account is ${status} as of ${statusAsOf}: there is no role to change.` };
}

function asksTheSame(one: AskedChange, other: AskedChange): boolean {
  return folded(one.role) === folded(other.role) && folded(one.team) === folded(other.team);
}

function isSo({ latest }: Account, { role, team }: AskedChange): boolean {
  return (role === null || sameText(latest.role, role)) && (team === null || sameText(latest.team, team));
}

/** A part that is so already is not asked for any more. */
function changeOf({ accountId, latest }: Account, { role, team }: AskedChange): RoleChange {
  return {
    accountId,
    email: latest.email,
    from: { role: latest.role, team: latest.team },
    role: role !== null && sameText(latest.role, role) ? null : role,
    team: team !== null && sameText(latest.team, team) ? null : team,
  };
}

export function wanted({ role, team }: Pick<AskedChange, 'role' | 'team'>): string {
  return [...(role === null ? [] : [`role ${quote(role)}`]), ...(team === null ? [] : [`team ${quote(team)}`])].join(
    ' and ',
  );
}

function aside({ asked, found }: ChangeFacts, problem: Problem): SetAsideChange {
  return { account: asked.account, accountId: found?.account.accountId ?? null, ...problem };
}
