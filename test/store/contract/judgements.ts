import { describe, expect, test } from 'vitest';
import type { Evaluation, JudgedAccount, Store } from '../../../src/store/store.ts';
import type { TestedDatabase } from '../databases.ts';
import { temporaryStore } from '../open-temporary.ts';
import { rawDatabase } from '../raw-database.ts';
import { candidate, judged, T0 } from '../samples.ts';

const OFFERED: Omit<Evaluation, 'generation'> = {
  revision: 5,
  settingsHash: 'settings',
  evaluatedAt: T0,
  validUntil: null,
};

export function judgementContract(database: TestedDatabase): void {
  function replace(store: Store, all: readonly JudgedAccount[], change: Partial<Evaluation> = {}): Promise<Evaluation> {
    return store.write((writer) => writer.replaceJudgements(all, { ...OFFERED, ...change }));
  }

  describe('replacing judgements', () => {
    test('before the first there is no evaluation and the list is empty', async () => {
      const store = await temporaryStore(database);
      await store.read(async (reader) => {
        expect(await reader.evaluation()).toBeNull();
        expect(await reader.judgedPage({}, 'severity', null, 5)).toEqual({ rows: [], total: 0, nextKey: null });
        expect(await reader.judged('1')).toBeNull();
        expect(await reader.judgedCounts({})).toEqual([]);
      });
    });

    test('the generation grows exactly when a judgement came, went or changed', async () => {
      const store = await temporaryStore(database);
      const [a, b] = [judged('a'), judged('b')];
      const steps: readonly (readonly [readonly JudgedAccount[], number])[] = [
        [[a, b], 1],
        [[b, a], 1],
        [[a, judged('b', { finding: 'orphaned' })], 2],
        [[a], 3],
        [[a], 3],
        [[a, judged('c')], 4],
        [[], 5],
        [[], 5],
      ];
      for (const [all, generation] of steps) {
        const evaluation = await replace(store, all, { evaluatedAt: T0, validUntil: T0 });
        expect(evaluation).toEqual({ ...OFFERED, validUntil: T0, generation });
        const page = await store.read((reader) => reader.judgedPage({}, 'email', null, 10));
        expect(page.rows).toStrictEqual([...all].sort((x, y) => (x.account.accountId < y.account.accountId ? -1 : 1)));
        expect(await store.read((reader) => reader.evaluation())).toEqual(evaluation);
      }
    });

    test('what was judged of a newer revision stays', async () => {
      const store = await temporaryStore(database);
      const newer = await replace(store, [judged('a')], { revision: 6 });
      expect(await replace(store, [judged('b')])).toEqual(newer);
      expect(await store.read((reader) => reader.judged('a'))).not.toBeNull();
      expect(await replace(store, [judged('b')], { revision: 6 })).toMatchObject({ revision: 6, generation: 2 });
    });

    test('it does not raise the revision, and only changed rows are written', async () => {
      const store = await temporaryStore(database);
      const many = Array.from({ length: 1_200 }, (_, n) => judged(`a${n}`));
      await replace(store, many);
      const raw = await rawDatabase(store.place, database);
      await raw.noteUpdates('judgement_bodies', 'account_id');
      await replace(store, [...many.slice(0, 1_199), judged('a1199', { shown: true })]);
      expect(await raw.all('select account_id from noted')).toEqual([{ account_id: 'a1199' }]);
      expect(await store.read((reader) => reader.revision())).toBe(0);
    });

    test('nothing of a vanished judgement is left', async () => {
      const store = await temporaryStore(database);
      await replace(store, [judged('a', { linked: [candidate('okta', '1')] }), judged('b')]);
      await replace(store, [judged('b')]);
      const raw = await rawDatabase(store.place, database);
      expect(await raw.all('select account_id from judgement_bodies')).toEqual([{ account_id: 'b' }]);
      expect(await raw.all('select account_id from judgement_refs')).toEqual([]);
    });
  });

  describe('finding judgements', () => {
    test('by id, by e-mail and by identity', async () => {
      const store = await temporaryStore(database);
      const both = [candidate('okta', 'o1'), candidate('entra', 'e1')];
      const a = judged('a', { linked: both });
      const b = judged('b', { candidates: [candidate('okta', 'o1')], latest: { email: 'a@acme.com' } });
      const c = judged('c', { latest: { email: null } });
      await replace(store, [a, b, c]);
      await store.read(async (reader) => {
        expect(await reader.judged('a')).toStrictEqual(a);
        expect(await reader.judgedByEmail('a@acme.com')).toStrictEqual([a, b]);
        expect(await reader.judgedByEmail('')).toEqual([]);
        expect(await reader.judgedByIdentity('okta/o1')).toStrictEqual([a, b]);
        expect(await reader.judgedByIdentity('entra/e1')).toStrictEqual([a]);
        expect(await reader.judgedByIdentity('okta/O1')).toEqual([]);
      });
    });

    test('an identity that became another is found under its new name only', async () => {
      const store = await temporaryStore(database);
      await replace(store, [judged('a', { linked: [candidate('okta', 'o1')] })]);
      await replace(store, [judged('a', { linked: [candidate('okta', 'o2')] })]);
      await store.read(async (reader) => {
        expect(await reader.judgedByIdentity('okta/o1')).toEqual([]);
        expect(await reader.judgedByIdentity('okta/o2')).toHaveLength(1);
      });
    });

    test('one id in two apps is two accounts; the id alone means that of Clari', async () => {
      const store = await temporaryStore(database);
      const [clari, copilot] = [judged('005'), judged('005', { account: { app: 'copilot' } })];
      await replace(store, [copilot, clari]);
      await store.read(async (reader) => {
        expect(await reader.judged('005')).toStrictEqual(clari);
        expect(await reader.judgedPage({ app: 'copilot' }, 'severity', null, 5)).toMatchObject({ rows: [copilot] });
        const first = await reader.judgedPage({}, 'email', null, 1);
        expect(await reader.judgedPage({}, 'email', first.nextKey, 1)).toMatchObject({ rows: [copilot] });
      });
    });

    test('counts and revocations follow the filter', async () => {
      const store = await temporaryStore(database);
      await replace(store, [
        judged('a', { finding: 'orphaned', reason: 'confirmed_no_owner' }),
        judged('b', { finding: 'leaver_active', reason: 'identity_deleted', revokedAt: T0 }),
        judged('c', { finding: 'leaver_active', reason: 'identity_deleted' }),
        judged('d', { finding: 'leaver_active', reason: 'identity_deactivated', revokedAt: T0 }),
      ]);
      await store.read(async (reader) => {
        expect(await reader.judgedCounts({})).toEqual([
          { finding: 'leaver_active', reason: 'identity_deactivated', count: 1 },
          { finding: 'leaver_active', reason: 'identity_deleted', count: 2 },
          { finding: 'orphaned', reason: 'confirmed_no_owner', count: 1 },
        ]);
        expect(await reader.judgedCounts({ query: 'D@' })).toEqual([
          { finding: 'leaver_active', reason: 'identity_deactivated', count: 1 },
        ]);
        expect([...(await reader.revocations({ findings: ['leaver_active'] }))].sort()).toEqual([T0, T0, null]);
      });
    });

    test('a body that is not a judgement is reported as damage', async () => {
      const store = await temporaryStore(database);
      await replace(store, [judged('a')]);
      const raw = await rawDatabase(store.place, database);
      await raw.exec(`update judgement_bodies set body = '{"account":{}}'`);
      await expect(store.read((reader) => reader.judged('a'))).rejects.toMatchObject({ code: 'ERR_STORE_CORRUPT' });
    });
  });
}
