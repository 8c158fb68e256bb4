import { FINDINGS, type Finding } from '../../model/finding.ts';
import { counted } from '../facts.ts';
import { type Content, html, type Markup } from '../html.ts';
import { type Column, table } from '../table.ts';
import { plain } from '../words.ts';
import { bars } from './bars.ts';
import { figure, noFigure } from './figure.ts';
import { fillOf } from './finding-fills.ts';
import { keyArea } from './marks.ts';

/** How many accounts of a group have which finding. */
export interface FindingGroup {
  readonly name: string;
  readonly href: string | null;
  readonly counts: Readonly<Partial<Record<Finding, number>>>;
}

interface FindingBars {
  readonly title: string;
  /** What a group is, as the head of a column: `Team`. */
  readonly each: string;
  readonly groups: readonly FindingGroup[];
  readonly notes: readonly string[];
  /** What is said of none. */
  readonly none: string;
}

/** One stacked bar a group, in the order that they come in. */
export function findingBars(id: string, { title, each, groups, notes, none }: FindingBars): Markup {
  const [first] = groups;
  if (first === undefined) return noFigure(id, title, none);
  const findings = FINDINGS.filter((finding) => groups.some(({ counts }) => (counts[finding] ?? 0) > 0));
  const all = groups.map(({ name, counts }) => ({
    name,
    parts: findings.map((finding) => ({ name: plain(finding), amount: counts[finding] ?? 0, fill: fillOf(finding) })),
  }));
  const columns: readonly Column<FindingGroup>[] = [
    { head: each, cell: ({ name, href }) => linked(name, href), sort: ({ name }) => name },
    ...findings.map((finding) => ({
      head: plain(finding),
      cell: ({ counts }: FindingGroup) => counts[finding] ?? 0,
      numeric: true,
    })),
    { head: 'All', cell: accountsIn, numeric: true },
  ];
  return figure({
    id,
    title,
    description: `One bar for each ${each.toLowerCase()}, divided by finding. First: ${first.name} with ${counted(accountsIn(first), 'account')}.`,
    ...bars(id, all),
    key: findings.map((finding) => keyArea(id, fillOf(finding), plain(finding))),
    notes,
    table: table(`Accounts by ${each.toLowerCase()} and finding.`, columns, groups),
  });
}

export function accountsIn({ counts }: Pick<FindingGroup, 'counts'>): number {
  return FINDINGS.reduce((sum, one) => sum + (counts[one] ?? 0), 0);
}

export function linked(text: string, href: string | null): Content {
  return href === null ? text : html`<a href="${href}">${text}</a>`;
}
