import { describe, expect, test } from 'vitest';
import { type DecidedSums, mostOwing, type ReviewerSums, type ReviewSums } from '../../../src/model/review-progress.ts';
import { reviewPicture } from '../../../src/views/pictures/review-progress.ts';
import { HOSTILE, notesOf, recordsOf, rowsOf, saidIn, textsIn, trapsIn } from './parts.ts';

const NONE: DecidedSums = { keep: 0, revoke: 0, changeRole: 0, waiting: 0, undecided: 0 };
const person = (name: string | null, sums: Partial<DecidedSums>): ReviewerSums => ({ ...NONE, person: name, ...sums });

function drawn(more: Partial<ReviewSums>, link?: (name: string) => string) {
  return reviewPicture(
    'review',
    {
      status: 'open',
      dueAt: '2026-12-14T00:00:00.000Z',
      all: NONE,
      reviewers: [],
      moreReviewers: 0,
      followUp: null,
      ...more,
    },
    link,
  );
}

describe('progress of a review', () => {
  test('all items and those of each reviewer, by what was decided', () => {
    const picture = drawn({
      all: { keep: 5, revoke: 2, changeRole: 1, waiting: 0, undecided: 4 },
      ...mostOwing([
        person('ana@acme.com', { keep: 5, revoke: 1, waiting: 2 }),
        person(null, { undecided: 4 }),
        person('mia@acme.com', { revoke: 1, changeRole: 1 }),
      ]),
      followUp: { decided: 0, planned: 1, recorded: 0, verifying: 0, confirmed: 2, contradicted: 0 },
    });
    expect(saidIn(picture)).toEqual([
      ...['all items, keep: 5', 'all items, revoke: 2', 'all items, change role: 1', 'all items, undecided: 4'],
      'nobody is assigned, undecided: 4',
      ...['ana@acme.com, keep: 5', 'ana@acme.com, revoke: 1', 'ana@acme.com, waits for the other reviewer: 2'],
      ...['mia@acme.com, revoke: 1', 'mia@acme.com, change role: 1'],
    ]);
    expect(textsIn(picture).filter((text) => /^\d+$/.test(text))).toEqual(['12', '4', '8', '2']);
    expect(recordsOf(picture)[2]).toEqual({
      Reviewer: 'ana@acme.com',
      keep: '5',
      revoke: '1',
      'change role': '0',
      'waits for the other reviewer': '2',
      undecided: '0',
      Items: '8',
    });
    expect(rowsOf(picture).slice(-7)).toEqual([
      ['Stage', 'Items'],
      ['decided, no plan yet', '0'],
      ['planned', '1'],
      ['recorded, not attested', '0'],
      ['recorded, to be verified', '0'],
      ['confirmed by a read', '2'],
      ['contradicted by a read', '0'],
    ]);
  });

  test.each([
    { status: 'open', title: 'Progress of the review: due 2026-12-14 00:00 UTC', undecided: 'undecided' },
    { status: 'overdue', title: 'Progress of the review: overdue since 2026-12-14 00:00 UTC', undecided: 'undecided' },
    {
      status: 'closed',
      title: 'Progress of the review: closed; it was due 2026-12-14 00:00 UTC',
      undecided: 'not reviewed',
    },
  ] as const)(
    '$status: the due date, and what an item without a decision is called',
    ({ status, title, undecided }) => {
      const picture = drawn({ status, all: { ...NONE, undecided: 3 } });
      expect(picture.markup).toContain(`<figcaption>${title}</figcaption>`);
      expect(saidIn(picture)).toEqual([`all items, ${undecided}: 3`]);
    },
  );

  test('what is to change but was not counted is said, not drawn as nothing', () => {
    const picture = drawn({ all: { ...NONE, revoke: 4_000 }, followUp: null });
    expect(notesOf(picture)).toContain(
      'Not counted here, because 4000 items are to change. The items say it one by one.',
    );
  });

  test('whoever sees their own items only has no bar of all', () => {
    const picture = drawn({ all: null, reviewers: [person('ana@acme.com', { keep: 1 })] });
    expect(saidIn(picture)).toEqual(['ana@acme.com, keep: 1']);
  });

  test('of many reviewers those who owe most are drawn, some more are in the table, and how many others is said', () => {
    const reviewers = Array.from({ length: 140 }, (_, at) => person(`p${at}@acme.com`, { undecided: at + 1 }));
    const picture = drawn(
      { all: { ...NONE, undecided: 9_870 }, ...mostOwing(reviewers) },
      (name) => `/?reviewer=${name}`,
    );
    expect(saidIn(picture)).toHaveLength(26);
    expect(saidIn(picture)[1]).toBe('p139@acme.com, undecided: 140');
    expect(recordsOf(picture)).toHaveLength(101);
    expect(notesOf(picture).slice(0, 2)).toEqual([
      '75 more reviewers in the table only.',
      '40 further reviewers, who owe no more than these, in the list of reviewers.',
    ]);
    expect(picture.markup).toContain('<a href="/?reviewer=p139@acme.com">');
  });

  test('none is said in words', () => {
    expect(notesOf(drawn({}))).toEqual(['The review has no items.']);
  });
});

test('names with markup and signs that turn what follows stay texts', () => {
  const picture = drawn({ all: { ...NONE, keep: 1 }, reviewers: [person(HOSTILE, { keep: 1 })] });
  expect(trapsIn(picture)).toEqual([]);
  expect(rowsOf(picture)[2]?.[0]).toContain('<img src=x onerror="document.title=1">evitca &');
});
