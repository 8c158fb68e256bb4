import { type AccessReview, REVIEW_DECISIONS, type ReviewItem } from '../../model/review.ts';
import { plain, when } from '../../views/words.ts';
import { itemHash } from './item-hash.ts';

/** The columns of a worksheet. Those from `decision` on are for the reviewer. */
export const WORKSHEET_COLUMNS = [
  'item',
  'item_hash',
  'account',
  'name',
  'email',
  'role',
  'team',
  'finding',
  'why',
  'last_used',
  'changed',
  'suggestion',
  'decision',
  'rationale',
  'role_to',
  'to',
] as const;

/** A spreadsheet takes at most 32,767 characters in a cell, and nobody reads as many. */
const CELL_MAX = 2_000;

/** One sheet for one reviewer, before it becomes a file. */
export interface Worksheet {
  readonly review: Pick<AccessReview, 'reviewId' | 'name' | 'openedAt'>;
  /** Label and value, above the table. */
  readonly head: readonly (readonly [string, string])[];
  /** As long as the columns; a number only as the item's. */
  readonly rows: readonly (readonly (string | number)[])[];
}

/** What a reviewer is asked about. The given items are theirs: who has to decide what is known to the caller alone. */
export function worksheetRows(review: AccessReview, reviewer: string, items: readonly ReviewItem[]): Worksheet {
  return {
    review: { reviewId: review.reviewId, name: review.name, openedAt: review.openedAt },
    head: headOf(review, reviewer, items.length),
    rows: items.map((item) => rowOf(review.reviewId, item)),
  };
}

function headOf(review: AccessReview, reviewer: string, items: number): Worksheet['head'] {
  const { population, acceptedIncomplete } = review;
  const asOf = population.reads.map((read) => read.asOf).toSorted();
  return [
    ['Review', review.name],
    ['Review id', review.reviewId],
    ['Reviewer', reviewer],
    ['Due', when(review.dueAt)],
    [
      'Population',
      `${population.accounts} accounts of ${review.app} as of ${when(asOf[0] ?? null)}, ${population.items} of them in this review, ${items} on this sheet`,
    ],
    ['Population hash', `sha256:${population.hash}`],
    ...(acceptedIncomplete === null
      ? []
      : [['Not proven complete', `accepted because: ${acceptedIncomplete}`] as const]),
    [
      'How to fill in',
      `In decision write ${REVIEW_DECISIONS.join(', ')}. Say why in rationale: always for revoke, and for keep against a finding. For change_role name the role in role_to; for not_mine the e-mail address of who decides in to. Blank: not decided.`,
    ],
    ['Leave as they are', 'the lines above the table, and the columns item and item_hash'],
  ];
}

function rowOf(reviewId: string, item: ReviewItem): readonly (string | number)[] {
  const cells: Readonly<Record<(typeof WORKSHEET_COLUMNS)[number], string | number>> = {
    item: item.ordinal,
    // With its prefix no spreadsheet takes it for a number, as it would some hexadecimal digits.
    item_hash: `sha256:${itemHash(reviewId, item)}`,
    account: item.accountId,
    name: item.name ?? '',
    email: item.email ?? '',
    role: item.privileged ? `${item.role ?? 'unknown'} (privileged)` : (item.role ?? ''),
    team: item.team ?? '',
    finding: plain(item.finding),
    why: whyOf(item),
    last_used: when(item.lastUsedAt),
    changed: item.changes
      .map(({ what, before }) => (before === null ? plain(what) : `${plain(what)}, before: ${before}`))
      .join('; '),
    suggestion: `${item.suggestion.decision ?? 'none'}: ${item.suggestion.why}`,
    decision: '',
    rationale: '',
    role_to: '',
    to: '',
  };
  return WORKSHEET_COLUMNS.map((name) => {
    const cell = cells[name];
    return typeof cell === 'string' ? capped(cell) : cell;
  });
}

function whyOf({ reason, evidence }: ReviewItem): string {
  const said = evidence.map(({ source, observedAt, fact }) => `${source} (${when(observedAt)}): ${fact}`);
  return [plain(reason), ...said].join('; ');
}

function capped(text: string): string {
  return text.length <= CELL_MAX
    ? text
    : `${[...text.slice(0, CELL_MAX - 2)].join('').replace(/[\ud800-\udbff]$/, '')}…`;
}
