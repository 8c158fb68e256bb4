import * as z from 'zod';
import type { MatchingSums, NamedCount } from '../../src/app/lookups/matching-sums.ts';
import { bare, shortIfInstructions } from '../../src/model/foreign.ts';
import { count } from '../../src/tool.ts';

/** How many roles and teams are counted by name. */
export const MOST_NAMED = 20;

const counts = z.record(z.string(), count);
const named = z.array(z.object({ name: z.string().nullable(), accounts: count }));

export const sumsPart = z.object({
  by_finding: counts,
  by_reason: counts,
  used_after_revocation: counts,
  by_team: named.describe('the largest'),
  by_role: named,
});

export function sumsOf({ byFinding, byReason, usedAfter, teams, roles }: MatchingSums): z.input<typeof sumsPart> {
  return {
    by_finding: byFinding,
    by_reason: byReason,
    used_after_revocation: usedAfter,
    by_team: teams.named.map(typed),
    by_role: roles.named.map(typed),
  };
}

function typed({ name, accounts }: NamedCount): { name: string | null; accounts: number } {
  return { name: name === null ? null : shortIfInstructions(name), accounts };
}

export function sumsLines({ byFinding, byReason, usedAfter, teams, roles }: MatchingSums): readonly string[] {
  if (Object.keys(byFinding).length === 0) return [];
  return [
    `By finding: ${list(byFinding)}. By reason: ${list(byReason)}.`,
    `Used after revocation: ${list(usedAfter)}.`,
    `By team: ${namedList(teams)}.`,
    `By role: ${namedList(roles)}.`,
  ];
}

export function list(record: Readonly<Record<string, number>>): string {
  return Object.entries(record)
    .map(([name, number]) => `${name} ${number}`)
    .join(', ');
}

function namedList({ named: largest, total }: MatchingSums['teams']): string {
  const shown = largest.map(({ name, accounts }) => `${name === null ? '(none)' : bare(name)} ${accounts}`).join(', ');
  return total > largest.length ? `${shown}, and ${total - largest.length} more` : shown;
}
