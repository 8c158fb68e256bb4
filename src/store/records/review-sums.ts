import { REVIEW_DECISIONS } from '../../model/review.ts';
import { integer, oneOfOrNull, text } from '../cells/columns.ts';
import type { SqlRow, SqlSession } from '../driver.ts';
import type { OutcomeSum, ReviewerOutcome, ReviewerProgress } from '../readers/review-reader.ts';
import { isOpened, VACANT } from './review-queue.ts';

/** Who disagree owe it both: no outcome holds until one of them decides again. */
const owedBy = (own: string, other: string) =>
  `coalesce(sum(case when outcome is null and (${own} is null or ${other} is not null) then 1 else 0 end), 0)`;

export async function outcomeSums(session: SqlSession, reviewId: string): Promise<readonly OutcomeSum[]> {
  if (!(await isOpened(session, reviewId))) return [];
  const rows = await session.all(
    'select outcome, count(*) as items from review_queue where review_id = ? group by outcome',
    [reviewId],
  );
  return rows.map((row) => ({ outcome: outcomeOf(row), items: integer(row, 'items') }));
}

export async function reviewerOutcomes(session: SqlSession, reviewId: string): Promise<readonly ReviewerOutcome[]> {
  if (!(await isOpened(session, reviewId))) return [];
  const sums = new Map<string, ReviewerOutcome>();
  const first = await session.all(
    `select reviewer as person, outcome, count(*) as items, ${owedBy('reviewer_decision', 'second_decision')} as owed
     from review_queue where review_id = ? and reviewer is not null group by reviewer, outcome`,
    [reviewId],
  );
  const second = await session.all(
    `select second as person, outcome, count(*) as items, ${owedBy('second_decision', 'reviewer_decision')} as owed
     from review_queue where review_id = ? and second is not null and (reviewer is null or reviewer <> second)
     group by second, outcome`,
    [reviewId],
  );
  for (const row of [...first, ...second]) {
    const [person, outcome] = [text(row, 'person'), outcomeOf(row)];
    const known = sums.get(`${person} ${outcome}`);
    sums.set(`${person} ${outcome}`, {
      person,
      outcome,
      items: (known?.items ?? 0) + integer(row, 'items'),
      owed: (known?.owed ?? 0) + integer(row, 'owed'),
    });
  }
  const nobody = await session.all(
    `select outcome, count(*) as items, count(*) - count(outcome) as owed from review_queue
     where review_id = ? and ${VACANT} group by outcome`,
    [reviewId],
  );
  return [
    ...[...sums.values()].sort(byPerson),
    ...nobody.map((row) => ({
      person: null,
      outcome: outcomeOf(row),
      items: integer(row, 'items'),
      owed: integer(row, 'owed'),
    })),
  ];
}

function byPerson({ person: one }: ReviewerOutcome, { person: other }: ReviewerOutcome): number {
  return one === other ? 0 : (one ?? '') < (other ?? '') ? -1 : 1;
}

export async function reviewProgress(session: SqlSession, reviewId: string): Promise<readonly ReviewerProgress[]> {
  const people = new Map<string | null, { items: number; owed: number }>();
  for (const { person, items, owed } of await reviewerOutcomes(session, reviewId)) {
    const known = people.get(person) ?? { items: 0, owed: 0 };
    people.set(person, { items: known.items + items, owed: known.owed + owed });
  }
  return [...people].map(([person, counted]) => ({ person, ...counted }));
}

function outcomeOf(row: SqlRow) {
  return oneOfOrNull(row, 'outcome', REVIEW_DECISIONS);
}
