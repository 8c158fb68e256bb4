import { describe, expect, test } from 'vitest';
import { FINDINGS } from '../../../src/model/finding.ts';
import type { JudgedAccount } from '../../../src/model/judged-account.ts';
import type { JudgedFilter, JudgedOrder, Store } from '../../../src/store/store.ts';
import type { TestedDatabase } from '../databases.ts';
import { judgeAnew } from '../keep.ts';
import { temporaryStore } from '../open-temporary.ts';
import { type PlainPage, plainPage } from '../plain-judged.ts';
import { candidate, judged, T0 } from '../samples.ts';

const MANY: readonly JudgedAccount[] = Array.from({ length: 137 }, (_, n) => {
  const finding = FINDINGS[n % FINDINGS.length] ?? 'ok';
  const reason = n % 3 === 0 ? 'entitled' : 'identity_deleted';
  // Every fifth has no e-mail, every seventh shares one: only the id then keeps them apart.
  const email = n % 5 === 0 ? null : n % 7 === 0 ? 'shared@acme.com' : `p${137 - n}@acme.com`;
  return judged(`id-${n}`, { finding, reason, latest: { email }, shown: n % 2 === 0 });
});

const FEW: readonly JudgedAccount[] = [
  judged('a1', {
    finding: 'leaver_active',
    latest: { email: 'jürgen@acme.com', name: 'Jürgen MÜLLER', role: 'VP, Sales', team: 'EMEA' },
    linked: [candidate('okta', 'o1')],
    candidates: [candidate('entra', 'e9')],
    revokedAt: '2026-02-01T00:00:00.000Z',
    shown: true,
  }),
  judged('a2', {
    finding: 'exempt',
    latest: { email: '100%_sure@acme.com', name: "Robert'); drop table judgements;--" },
  }),
  judged('a3', {
    finding: 'needs_review',
    latest: { email: 'back\\slash@acme.com', name: null, team: 'emea' },
    candidates: [candidate('Entra', 'e1')],
    account: { status: 'inactive' },
  }),
  judged('a4', { finding: 'ok', latest: { email: 'plain@acme.com', name: 'Plain', role: 'vp, sales' }, revokedAt: T0 }),
];

interface FilterCase {
  readonly filter: JudgedFilter;
  readonly found: readonly string[];
}

const FILTERS: readonly FilterCase[] = [
  { filter: {}, found: ['a1', 'a2', 'a3', 'a4'] },
  { filter: { findings: [], statuses: [], query: '', role: '' }, found: ['a1', 'a2', 'a3', 'a4'] },
  { filter: { app: 'copilot' }, found: [] },
  { filter: { findings: ['ok', 'exempt'] }, found: ['a2', 'a4'] },
  { filter: { statuses: ['inactive'] }, found: ['a3'] },
  { filter: { role: 'VP, SALES' }, found: ['a1', 'a4'] },
  { filter: { role: 'VP' }, found: [] },
  { filter: { team: 'Emea' }, found: ['a1', 'a3'] },
  { filter: { directory: 'okta' }, found: ['a1'] },
  { filter: { directory: 'entra' }, found: ['a3'] },
  { filter: { directory: 'okt' }, found: [] },
  { filter: { directory: '%' }, found: [] },
  { filter: { shownOr: [] }, found: ['a1'] },
  { filter: { shownOr: ['exempt'] }, found: ['a1', 'a2'] },
  { filter: { shownOr: ['exempt'], team: 'emea' }, found: ['a1'] },
  { filter: { revokedBefore: '2026-02-01T00:00:00.000Z' }, found: ['a1'] },
  { filter: { revokedBefore: '2026-01-31T23:59:59.999Z' }, found: [] },
  { filter: { query: 'müller' }, found: ['a1'] },
  { filter: { query: 'JÜRGEN@' }, found: ['a1'] },
  { filter: { query: 'A3' }, found: ['a3'] },
  { filter: { query: '@acme.com' }, found: ['a1', 'a2', 'a3', 'a4'] },
  { filter: { query: '%' }, found: ['a2'] },
  { filter: { query: '0%_s' }, found: ['a2'] },
  { filter: { query: '_' }, found: ['a2'] },
  { filter: { query: '\\' }, found: ['a3'] },
  { filter: { query: '\\%' }, found: [] },
  { filter: { query: "'" }, found: ['a2'] },
  { filter: { query: "'); drop table judgements;--" }, found: ['a2'] },
  { filter: { query: "' or '1'='1" }, found: [] },
  { filter: { query: '"' }, found: [] },
  { filter: { query: '?' }, found: [] },
  { filter: { query: 'plain\u0000' }, found: [] },
  { filter: { query: 'com plain' }, found: [] },
  { filter: { query: 'x'.repeat(100_000) }, found: [] },
];

export function pageContract(database: TestedDatabase): void {
  async function storeWith(all: readonly JudgedAccount[]): Promise<Store> {
    const store = await temporaryStore(database);
    const evaluation = { revision: 0, settingsHash: '', evaluatedAt: T0, validUntil: null };
    await judgeAnew(store, all, evaluation);
    return store;
  }

  describe('pages of judgements', () => {
    const sizes: readonly (readonly [JudgedOrder, number])[] = [
      ['severity', 1],
      ['severity', 10],
      ['severity', 137],
      ['severity', 200],
      ['email', 1],
      ['email', 17],
      ['email', 136],
    ];
    test.each(sizes)('by %s, %i at a time, every account comes once and in order', async (order, limit) => {
      const store = await storeWith(MANY);
      const seen: JudgedAccount[] = [];
      let key: readonly string[] | null = null;
      for (;;) {
        const after: readonly string[] | null = key;
        const page: PlainPage = await store.read((reader) => plainPage(reader, {}, order, after, limit));
        expect(page.total).toBe(MANY.length);
        expect(page.rows.length).toBeLessThanOrEqual(limit);
        seen.push(...page.rows);
        key = page.nextKey;
        if (key === null) break;
      }
      expect(seen.map((one) => one.account.accountId)).toEqual(
        [...MANY].sort(by(order)).map((one) => one.account.accountId),
      );
    });

    test('a filtered list pages through its own rows', async () => {
      const store = await storeWith(MANY);
      const filter = { shownOr: [], query: '@acme.com' };
      const wanted = MANY.filter((one) => one.shown && one.account.latest.email !== null).sort(by('severity'));
      const first = await store.read((reader) => plainPage(reader, filter, 'severity', null, 30));
      const second = await store.read((reader) => plainPage(reader, filter, 'severity', first.nextKey, 30));
      expect([...first.rows, ...second.rows]).toStrictEqual(wanted);
      expect([first.total, second.total, second.nextKey]).toEqual([wanted.length, wanted.length, null]);
    });

    test.each(FILTERS)('filter $filter finds $found', async ({ filter, found }) => {
      const store = await storeWith(FEW);
      const page = await store.read((reader) => plainPage(reader, filter, 'email', null, 10));
      expect(page.rows.map((one) => one.account.accountId).sort()).toEqual(found);
      expect(page.total).toBe(found.length);
    });

    test.each([
      ['too short', ['1']],
      ['too long', ['1', 'a', 'b', 'c', 'd', 'e']],
      ['no rank', ["1' or 1=1", 'a', 'b', 'c', 'clari']],
      ['empty', []],
    ])('a key that is %s is refused', async (_name, key) => {
      const store = await storeWith(FEW);
      const page = store.read((reader) => plainPage(reader, {}, 'severity', key, 10));
      await expect(page).rejects.toMatchObject({ code: 'ERR_CURSOR_INVALID' });
    });
  });
}

function by(order: JudgedOrder): (a: JudgedAccount, b: JudgedAccount) => number {
  const rank = (one: JudgedAccount) => String(FINDINGS.indexOf(one.verdict.finding)).padStart(2, '0');
  const key = (one: JudgedAccount) =>
    [
      ...(order === 'severity' ? [rank(one), one.verdict.reason] : []),
      one.account.latest.email ?? '',
      one.account.accountId,
    ].join('\u0000');
  return (a, b) => (key(a) < key(b) ? -1 : 1);
}
