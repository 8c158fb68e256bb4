import { FINDINGS, type Finding } from '../../model/finding.ts';
import type { FindingSums } from '../../model/finding-sums.ts';
import { counted } from '../facts.ts';
import type { Markup } from '../html.ts';
import { table } from '../table.ts';
import { plain } from '../words.ts';
import { bars, totalOf } from './bars.ts';
import { figure, noFigure } from './figure.ts';
import { accountsIn, type FindingGroup, findingBars, linked } from './finding-bars.ts';
import { fillOf } from './finding-fills.ts';
import { keyArea } from './marks.ts';

/** Where the accounts of a team or a reason are listed; null: nowhere. */
export interface SumLinks {
  readonly team: (team: string) => string | null;
  readonly reason: (reason: string) => string | null;
}

const NO_LINKS: SumLinks = { team: () => null, reason: () => null };

interface Team extends FindingGroup {
  readonly kind: (typeof KINDS)[number];
}

/** Which findings the accounts of each team have: the largest teams, all others as one, and those without one. */
export function teamsPicture(
  id: string,
  { teams, otherTeams }: Pick<FindingSums, 'teams' | 'otherTeams'>,
  links: SumLinks = NO_LINKS,
): Markup {
  return findingBars(id, {
    title: 'Findings by team',
    each: 'Team',
    groups: teamsOf(teams, otherTeams, links),
    notes: otherTeams === 0 ? [] : [`${counted(otherTeams, 'smaller team')} as one bar.`],
    none: 'No account matches, so there is no team to show.',
  });
}

function teamsOf(sums: FindingSums['teams'], others: number, links: SumLinks): readonly Team[] {
  const found = new Map<string, Team>();
  for (const { kind, team, finding, accounts } of sums) {
    const key = `${kind} ${team ?? ''}`;
    const known = found.get(key) ?? {
      kind,
      name: kind === 'other' ? counted(others, 'other team') : (team ?? NO_TEAM),
      href: team === null ? null : links.team(team),
      counts: {},
    };
    found.set(key, { ...known, counts: { ...known.counts, [finding]: (known.counts[finding] ?? 0) + accounts } });
  }
  const last = (row: Team) => KINDS.indexOf(row.kind);
  return [...found.values()].sort(
    (a, b) => last(a) - last(b) || accountsIn(b) - accountsIn(a) || (a.name < b.name ? -1 : 1),
  );
}

/** In this order, whatever is longest. */
const KINDS = ['team', 'other', 'none'] as const;
const NO_TEAM = 'no team stated';

interface Reason {
  readonly reason: string | null;
  readonly name: string;
  readonly counts: ReadonlyMap<Finding, number>;
  readonly accounts: number;
}

/** More reasons than anybody compares at once. */
const MOST_REASONS = 20;

/** Why accounts have their findings: most frequent first. */
export function reasonsPicture(id: string, reasons: FindingSums['reasons'], links: SumLinks = NO_LINKS): Markup {
  const title = 'Findings by reason';
  const all = reasonsOf(reasons);
  if (all.length === 0) return noFigure(id, title, 'No account matches, so there is no reason to show.');
  const rest = all.slice(MOST_REASONS);
  const shown = rest.length === 0 ? all : [...all.slice(0, MOST_REASONS), together(rest)];
  const findings = FINDINGS.filter((finding) => all.some(({ counts }) => counts.has(finding)));
  const drawn = shown.map(({ name, counts }) => ({
    name,
    parts: findings.map((finding) => ({
      name: plain(finding),
      amount: counts.get(finding) ?? 0,
      fill: fillOf(finding),
    })),
  }));
  return figure({
    id,
    title,
    description: `One bar a reason, most frequent first. Longest: ${shown[0]?.name} with ${counted(drawn[0] === undefined ? 0 : totalOf(drawn[0]), 'account')}.`,
    ...bars(id, drawn),
    key: findings.map((finding) => keyArea(id, fillOf(finding), plain(finding))),
    notes: rest.length === 0 ? [] : [`${counted(rest.length, 'rarer reason')} as one bar; the table names each.`],
    table: table(
      'Accounts by reason.',
      [
        {
          head: 'Reason',
          cell: ({ reason, name }) => linked(name, reason === null ? null : links.reason(reason)),
          sort: ({ name }) => name,
        },
        {
          head: 'Findings',
          cell: ({ counts }) => [...counts].map(([finding, accounts]) => `${plain(finding)} ${accounts}`).join(', '),
        },
        { head: 'Accounts', cell: ({ accounts }) => accounts, numeric: true },
      ],
      all,
    ),
  });
}

function reasonsOf(sums: FindingSums['reasons']): readonly Reason[] {
  const found = new Map<string, Reason>();
  for (const { reason, finding, accounts } of sums) {
    const known = found.get(reason) ?? { reason, name: plain(reason), counts: new Map<Finding, number>(), accounts: 0 };
    const counts = new Map(known.counts).set(finding, (known.counts.get(finding) ?? 0) + accounts);
    found.set(reason, { ...known, counts, accounts: known.accounts + accounts });
  }
  return [...found.values()].sort((a, b) => b.accounts - a.accounts || (a.name < b.name ? -1 : 1));
}

function together(reasons: readonly Reason[]): Reason {
  const counts = new Map<Finding, number>();
  for (const one of reasons)
    for (const [finding, accounts] of one.counts) counts.set(finding, (counts.get(finding) ?? 0) + accounts);
  const accounts = reasons.reduce((sum, one) => sum + one.accounts, 0);
  return { reason: null, name: `${counted(reasons.length, 'other reason')}`, counts, accounts };
}
