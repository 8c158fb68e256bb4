import {
  type DecidedSums,
  type FollowUpSums,
  itemsIn,
  type ReviewerSums,
  type ReviewSums,
} from '../../model/review-progress.ts';
import { counted } from '../facts.ts';
import { type Content, html, type Markup } from '../html.ts';
import { type Column, table } from '../table.ts';
import { when } from '../words.ts';
import { type BarPart, bars } from './bars.ts';
import { figure, noFigure } from './figure.ts';
import { type Fill, keyArea } from './marks.ts';

type Part = keyof DecidedSums;
type Stage = keyof FollowUpSums;

const FILLS: Readonly<Record<Part, Fill>> = {
  keep: { tone: 'fine', pattern: 'solid' },
  revoke: { tone: 'bad', pattern: 'solid' },
  changeRole: { tone: 'ask', pattern: 'solid' },
  waiting: { tone: 'dim', pattern: 'dots' },
  undecided: { tone: 'dim', pattern: 'stripes' },
};

const STAGE_FILLS: Readonly<Record<Stage, Fill>> = {
  decided: { tone: 'dim', pattern: 'stripes' },
  planned: { tone: 'dim', pattern: 'dots' },
  recorded: { tone: 'ask', pattern: 'stripes' },
  verifying: { tone: 'ask', pattern: 'solid' },
  confirmed: { tone: 'fine', pattern: 'solid' },
  contradicted: { tone: 'bad', pattern: 'solid' },
};

const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  decided: 'decided, no plan yet',
  planned: 'planned',
  recorded: 'recorded, not attested',
  verifying: 'recorded, to be verified',
  confirmed: 'confirmed by a read',
  contradicted: 'contradicted by a read',
};

const PARTS: readonly Part[] = ['keep', 'revoke', 'changeRole', 'waiting', 'undecided'];
const STAGES: readonly Stage[] = ['decided', 'planned', 'recorded', 'verifying', 'confirmed', 'contradicted'];

/** Reviewers who owe most are drawn; the table has some more. */
const MOST_REVIEWERS = 25;

interface Person {
  readonly name: string;
  readonly href: string | null;
  readonly sums: DecidedSums;
}

/** What was decided of a review, by all and by each reviewer, and what came of it. `link`: the items of a reviewer. */
export function reviewPicture(
  id: string,
  { status, dueAt, all, reviewers, moreReviewers, followUp }: ReviewSums,
  link: (person: string) => string | null = () => null,
): Markup {
  const title = 'Progress of the review';
  const people = [...(all === null ? [] : [{ name: 'all items', href: null, sums: all }]), ...reviewers.map(named)];
  if (people.every(({ sums }) => itemsIn(sums) === 0)) return noFigure(id, title, 'The review has no items.');
  const drawn = [...(all === null ? [] : people.slice(0, 1)), ...reviewers.slice(0, MOST_REVIEWERS).map(named)];
  const words = wordsOf(status);
  const used = PARTS.filter((part) => drawn.some(({ sums }) => sums[part] > 0));
  const left = reviewers.length - Math.min(reviewers.length, MOST_REVIEWERS);
  const undecided = all?.undecided ?? reviewers.reduce((sum, one) => sum + one.undecided, 0);
  const decisions = figure({
    id,
    title: `${title}: ${DUE[status]} ${when(dueAt)}`,
    description: `${all === null ? 'Your items' : 'All items, and those of each reviewer'}, divided by what was decided. ${counted(undecided, 'item')} ${words.undecided}.`,
    ...bars(
      id,
      drawn.map(({ name, sums }) => ({
        name,
        parts: PARTS.map((part): BarPart => ({ name: words[part], amount: sums[part], fill: FILLS[part] })),
      })),
    ),
    key: used.map((part) => keyArea(id, FILLS[part], words[part])),
    notes: [
      ...(left === 0 ? [] : [`${counted(left, 'more reviewer')} in the table only.`]),
      ...(moreReviewers === 0
        ? []
        : [`${counted(moreReviewers, 'further reviewer')}, who owe no more than these, in the list of reviewers.`]),
      ...(all === null ? [] : ['An item with two reviewers counts for both of them, and once in all items.']),
    ],
    table: table(
      'Items by what was decided.',
      [
        { head: 'Reviewer', cell: linked, sort: ({ name }) => name },
        ...PARTS.map((part): Column<Person> => ({ head: words[part], cell: ({ sums }) => sums[part], numeric: true })),
        { head: 'Items', cell: ({ sums }) => itemsIn(sums), numeric: true },
      ],
      people,
    ),
  });
  return html`${decisions}${all === null ? null : followed(`${id}-after`, all, followUp)}`;

  function named(one: ReviewerSums): Person {
    const { person } = one;
    return { name: person ?? 'nobody is assigned', href: person === null ? null : link(person), sums: one };
  }
}

/** What is to change after the decisions, and how far it has come. */
function followed(id: string, all: DecidedSums, followUp: FollowUpSums | null): Content {
  const changing = all.revoke + all.changeRole;
  const title = 'What came of revoked items and changed roles';
  if (changing === 0) return null;
  if (followUp === null)
    return noFigure(
      id,
      title,
      `Not counted here, because ${counted(changing, 'item')} are to change. The items say it one by one.`,
    );
  const rows = STAGES.map((stage) => ({ stage, amount: followUp[stage] }));
  return figure({
    id,
    title,
    description: `${counted(changing, 'item')} to change, one bar for each stage on the way from the decision to a read that confirms it.`,
    ...bars(
      id,
      rows.map(({ stage, amount }) => ({
        name: STAGE_WORDS[stage],
        parts: [{ name: STAGE_WORDS[stage], amount, fill: STAGE_FILLS[stage] }],
      })),
    ),
    key: [],
    notes: [],
    table: table(
      'Items by where they stand.',
      [
        { head: 'Stage', cell: ({ stage }) => STAGE_WORDS[stage] },
        { head: 'Items', cell: ({ amount }) => amount, numeric: true },
      ],
      rows,
    ),
  });
}

const DUE: Readonly<Record<ReviewSums['status'], string>> = {
  open: 'due',
  overdue: 'overdue since',
  closed: 'closed; it was due',
};

function wordsOf(status: ReviewSums['status']): Readonly<Record<Part, string>> {
  return {
    keep: 'keep',
    revoke: 'revoke',
    changeRole: 'change role',
    waiting: 'waits for the other reviewer',
    undecided: status === 'closed' ? 'not reviewed' : 'undecided',
  };
}

function linked({ name, href }: Person): Content {
  return href === null ? name : html`<a href="${href}">${name}</a>`;
}
