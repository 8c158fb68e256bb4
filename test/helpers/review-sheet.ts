import Papa from 'papaparse';
import type { AccessReview, ReviewItem } from '../../src/model/review.ts';
import { itemHash } from '../../src/report/worksheet/item-hash.ts';
import { WORKSHEET_COLUMNS, type Worksheet, worksheetRows } from '../../src/report/worksheet/worksheet-rows.ts';
import type { FrozenItem } from '../../src/sources/worksheet/worksheet-file.ts';

export const REVIEW: AccessReview = {
  reviewId: 'rv_2026q4',
  name: 'Clari, Q4 2026',
  app: 'clari',
  scope: { role: null, team: null, findings: [], changedOnly: false },
  reviewers: { manager: true, byRole: {}, byTeam: {}, fallback: 'it@acme.com', second: 'ciso@acme.com' },
  privilegedRoles: ['Admin'],
  dueAt: '2026-12-15T17:00:00.000Z',
  owner: 'owner@acme.com',
  deputy: null,
  population: {
    reads: [
      {
        snapshotId: 's1',
        source: 'clari',
        kind: 'clari-users',
        fileName: 'users.csv',
        sha256: 'a'.repeat(64),
        asOf: '2026-11-20T09:30:00.000Z',
        asOfBasis: 'stated',
        completeness: 'complete',
        filter: null,
        rows: 5,
        rowsRefused: 0,
      },
    ],
    evaluatedAt: '2026-11-24T12:00:00.000Z',
    accounts: 5,
    items: 4,
    privileged: 1,
    changed: 1,
    leftOut: [{ why: 'not_active', accounts: 1 }],
    hash: 'b'.repeat(64),
    missing: [],
  },
  acceptedIncomplete: null,
  previousReviewId: null,
  openedAt: '2026-11-24T12:00:00.000Z',
  openedBy: { name: 'pat', authenticated: false, via: 'terminal' },
  attestation: { level: 'terminal_phrase', client: null },
  ledgerSequence: 12,
  ledgerHash: 'c'.repeat(64),
};

export function reviewItem(ordinal: number, over: Partial<ReviewItem> = {}): ReviewItem {
  return {
    ordinal,
    accountId: `id:u${ordinal}`,
    email: `user${ordinal}@acme.com`,
    name: `User ${ordinal}`,
    role: 'Rep',
    team: 'West',
    identities: [`okta/00u${ordinal}`],
    addresses: [`user${ordinal}@acme.com`],
    finding: 'ok',
    reason: 'entitled',
    evidence: [{ source: 'okta', observedAt: '2026-11-20T09:30:00.000Z', fact: 'active and assigned' }],
    lastUsedAt: '2026-11-18T08:00:00.000Z',
    privileged: false,
    changes: [],
    suggestion: { decision: 'keep', why: 'active, assigned and used' },
    reviewer: 'rita@acme.com',
    reviewerBasis: 'manager',
    second: null,
    gaps: [],
    ...over,
  };
}

export const ITEMS: readonly ReviewItem[] = [
  reviewItem(1, {
    role: 'Admin',
    privileged: true,
    finding: 'leaver_active',
    reason: 'identity_deactivated',
    suggestion: { decision: 'revoke', why: 'the person left' },
    changes: [{ what: 'role_changed', before: 'Rep' }],
  }),
  reviewItem(2, { name: '=HYPERLINK("http://evil.example","x")', team: '@SUM(1)', lastUsedAt: null }),
  reviewItem(3, { email: null, role: null, suggestion: { decision: null, why: 'nothing points anywhere' } }),
  reviewItem(4, { accountId: '005300000012345678', name: 'Zoë Müller; 渡辺\nsecond line' }),
];

export const SHEET: Worksheet = worksheetRows(REVIEW, 'rita@acme.com', ITEMS);

/** What the store would say of the review of these tests. */
export async function frozen(reviewId: string, ordinals: readonly number[]): Promise<ReadonlyMap<number, FrozenItem>> {
  return new Map(
    ITEMS.flatMap((item) =>
      ordinals.includes(item.ordinal) ? [[item.ordinal, { ...item, hash: itemHash(reviewId, item) }] as const] : [],
    ),
  );
}

type Column = (typeof WORKSHEET_COLUMNS)[number];

/** The sheet with what a reviewer wrote into it, by item. */
export function filled(
  answers: Readonly<Record<number, Partial<Record<Column, string>>>>,
  sheet: Worksheet = SHEET,
): readonly (readonly string[])[] {
  const rows = sheet.rows.map((cells) => {
    const answer = answers[Number(cells[0])] ?? {};
    return WORKSHEET_COLUMNS.map((name, at) => answer[name] ?? String(cells[at] ?? ''));
  });
  return [...sheet.head, WORKSHEET_COLUMNS, ...rows].map((cells) => [...cells]);
}

export function asCsv(rows: readonly (readonly string[])[], delimiter = ','): string {
  return Papa.unparse(
    rows.map((cells) => [...cells]),
    { delimiter, newline: '\r\n' },
  );
}
