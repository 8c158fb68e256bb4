import { describe, expect, test } from 'vitest';
import { FINDINGS } from '../../../src/model/finding.ts';
import type { JudgedAccount } from '../../../src/model/judged-account.ts';
import type { JudgedFilter, JudgedTeams, Store } from '../../../src/store/store.ts';
import type { TestedDatabase } from '../databases.ts';
import { judgeAnew, kept, premiseOf } from '../keep.ts';
import { temporaryStore } from '../open-temporary.ts';
import { judged, T0 } from '../samples.ts';

const EVALUATION = { revision: 5, settingsHash: '', evaluatedAt: T0, validUntil: null };

/** Teams of 1, 2, … accounts, two ways of writing the largest one, and some without a team. */
const ACCOUNTS: readonly JudgedAccount[] = [
  ...[1, 2, 3, 4].flatMap((size) =>
    Array.from({ length: size }, (_, n) =>
      judged(`${size}-${n}`, {
        finding: n % 2 === 0 ? 'leaver_active' : 'orphaned',
        latest: { team: size === 4 && n === 1 ? ' TEAM 4 ' : `Team ${size}` },
        shown: true,
      }),
    ),
  ),
  ...[0, 1].map((n) => judged(`none-${n}`, { finding: 'ok', latest: { team: null } })),
];

function plainSums({ sums }: JudgedTeams) {
  const lines = sums.map(({ kind, value, finding, accounts }) => `${kind} ${value} ${finding} ${accounts}`);
  return lines.toSorted();
}

export function sumContract(database: TestedDatabase): void {
  describe('teams by finding', () => {
    async function storeWith(all: readonly JudgedAccount[]): Promise<Store> {
      const store = await temporaryStore(database);
      await judgeAnew(store, all, EVALUATION);
      return store;
    }
    const teams = (store: Store, filter: JudgedFilter, most: number) =>
      store.read((reader) => reader.judgedTeams(filter, most));

    test('before anything was judged there are none', async () => {
      const store = await temporaryStore(database);
      expect(await teams(store, {}, 12)).toEqual({ sums: [], teams: 0 });
    });

    test('the largest ones by name, however they are written, the others as one, and those without one', async () => {
      const found = await teams(await storeWith(ACCOUNTS), {}, 2);
      expect(found.teams).toBe(4);
      expect(plainSums(found)).toEqual([
        'none null ok 2',
        'other null leaver_active 2',
        'other null orphaned 1',
        'team team 3 leaver_active 2',
        'team team 3 orphaned 1',
        'team team 4 leaver_active 2',
        'team team 4 orphaned 2',
      ]);
      const examples = found.sums
        .filter(({ kind }) => kind === 'team')
        .map(({ value, example }) => [value, example[0]]);
      expect(examples.every(([value, first]) => value === `team ${first}`)).toBe(true);
    });

    test.each<readonly [string, JudgedFilter, readonly string[]]>([
      ['a finding', { findings: ['ok'] }, ['none null ok 2']],
      ['a team', { team: 'TEAM 1' }, ['team team 1 leaver_active 1']],
      ['a part of an id', { query: '2-1' }, ['team team 2 orphaned 1']],
      [
        'what needs somebody',
        { shownOr: [], team: 'team 2' },
        ['team team 2 leaver_active 1', 'team team 2 orphaned 1'],
      ],
      ['nothing that is there', { app: 'copilot' }, []],
    ])('follows the filter: %s', async (_name, filter, lines) => {
      expect(plainSums(await teams(await storeWith(ACCOUNTS), filter, 12))).toEqual(lines);
    });

    test('after an amendment each account counts once', async () => {
      const store = await storeWith(ACCOUNTS);
      const changed = judged('4-0', { finding: 'contradicted', latest: { team: 'Team 1' }, shown: true });
      const { validUntil: _never, ...evaluation } = EVALUATION;
      await store.write((writer) =>
        writer.amendJudgements(
          1,
          {
            rejudged: [],
            judgements: [
              {
                accountId: '4-0',
                app: changed.account.app,
                now: { ...kept(changed), premise: 'changed' },
                refsBefore: [],
              },
            ],
            // Other premises have another name.
            premises: [{ ...premiseOf(changed), premise: 'changed' }],
          },
          { ...evaluation, revision: 6, basis: null },
        ),
      );
      const found = await teams(store, {}, 12);
      expect(plainSums(found)).toContain('team team 1 contradicted 1');
      expect(plainSums(found)).toContain('team team 4 leaver_active 1');
      const counts = await store.read((reader) => reader.judgedCounts({}));
      const of = (all: readonly { finding: string; n: number }[]) =>
        FINDINGS.map((finding) => all.filter((one) => one.finding === finding).reduce((sum, { n }) => sum + n, 0));
      expect(of(found.sums.map(({ finding, accounts: n }) => ({ finding, n })))).toEqual(
        of(counts.map(({ finding, count: n }) => ({ finding, n }))),
      );
      expect(found.sums.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(ACCOUNTS.length);
    });
  });
}
