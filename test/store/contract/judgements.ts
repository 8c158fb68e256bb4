import { describe, expect, test } from 'vitest';
import type { JudgedAccount } from '../../../src/model/judged-account.ts';
import type { DeadlineState } from '../../../src/model/plan.ts';
import { addMs, DAY_MS } from '../../../src/model/time.ts';
import type {
  AccountKey,
  Evaluation,
  JudgedFilter,
  LinkDifferences,
  OfferedEvaluation,
  Store,
} from '../../../src/store/store.ts';
import type { TestedDatabase } from '../databases.ts';
import { BASIS, judgeAnew, kept, premiseOf } from '../keep.ts';
import { importRows, temporaryStore } from '../open-temporary.ts';
import { plain, plainAccount, plainPage } from '../plain-judged.ts';
import { rawDatabase } from '../raw-database.ts';
import { candidate, judged, record, T0 } from '../samples.ts';

const OFFERED: Omit<OfferedEvaluation, 'basis'> = {
  revision: 5,
  settingsHash: 'settings',
  evaluatedAt: T0,
  validUntil: null,
};

export function judgementContract(database: TestedDatabase): void {
  function replace(store: Store, all: readonly JudgedAccount[], change: Partial<Evaluation> = {}): Promise<Evaluation> {
    return judgeAnew(store, all, { ...OFFERED, ...change });
  }

  describe('replacing judgements', () => {
    test('before the first there is no evaluation and the list is empty', async () => {
      const store = await temporaryStore(database);
      await store.read(async (reader) => {
        expect(await reader.evaluation()).toBeNull();
        expect(await plainPage(reader, {}, 'severity', null, 5)).toEqual({ rows: [], total: 0, nextKey: null });
        expect(await plainAccount(reader, '1')).toBeNull();
        expect(await reader.judgedCounts({})).toEqual([]);
      });
    });

    test('the content version rises exactly when a judgement came, went or changed', async () => {
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
      for (const [all, contentVersion] of steps) {
        const evaluation = await replace(store, all, { evaluatedAt: T0, validUntil: T0 });
        expect(evaluation).toEqual({ ...OFFERED, validUntil: T0, contentVersion, linksLogged: true });
        const page = await store.read((reader) => plainPage(reader, {}, 'email', null, 10));
        expect(page.rows).toStrictEqual([...all].sort((x, y) => (x.account.accountId < y.account.accountId ? -1 : 1)));
        expect(await store.read((reader) => reader.evaluation())).toEqual(evaluation);
      }
    });

    test('what was judged of a newer revision stays', async () => {
      const store = await temporaryStore(database);
      const newer = await replace(store, [judged('a')], { revision: 6 });
      expect(await replace(store, [judged('b')])).toEqual(newer);
      expect(await store.read((reader) => plainAccount(reader, 'a'))).not.toBeNull();
      expect(await replace(store, [judged('b')], { revision: 6 })).toMatchObject({ revision: 6, contentVersion: 2 });
    });

    test('it does not raise the revision', async () => {
      const store = await temporaryStore(database);
      await replace(store, [judged('a')]);
      expect(await store.read((reader) => reader.revision())).toBe(0);
    });

    test('a generation on its way in is seen by nobody, and one that is given up leaves nothing', async () => {
      const store = await temporaryStore(database);
      await replace(store, [judged('a')]);
      const generation = await store.generation();
      await generation.append([kept(judged('b'))], [premiseOf(judged('b'))]);
      await store.sweepGenerations();
      expect(await store.read((reader) => plainAccount(reader, 'b'))).toBeNull();
      await generation.discard();
      const raw = await rawDatabase(store.place, database);
      expect(await raw.all('select account_id from judgements')).toEqual([{ account_id: 'a' }]);
      await generation.append([kept(judged('c'))], []);
      await expect(
        generation.finish({ aliases: new Map(), domains: new Map(), reads: new Map(), named: new Set() }),
      ).rejects.toMatchObject({
        code: 'ERR_STORE',
      });
    });

    test('nothing of a vanished judgement is left', async () => {
      const store = await temporaryStore(database);
      await replace(store, [judged('a', { linked: [candidate('okta', '1')] }), judged('b')]);
      await replace(store, [judged('b')]);
      const raw = await rawDatabase(store.place, database);
      expect(await raw.all('select account_id from judgements')).toEqual([{ account_id: 'b' }]);
      expect(await raw.all('select account_id from judgement_refs')).toEqual([]);
    });
  });

  describe('amending judgements', () => {
    const of = (one: JudgedAccount, refsBefore: readonly string[] = []) => ({
      accountId: one.account.accountId,
      app: one.account.app,
      now: kept(one),
      refsBefore,
    });
    const { validUntil: _never, ...offered } = OFFERED;

    test('one account changes its verdict, its place in the list and its owner; the others stay', async () => {
      const store = await temporaryStore(database);
      const linked = judged('a', { linked: [candidate('okta', '1')] });
      await replace(store, [linked, judged('b')]);
      const now = judged('a', { finding: 'leaver_active', linked: [candidate('okta', '2')], shown: true });
      // Other premises have another name.
      const amended = { ...of(now, ['okta/1']), now: { ...kept(now), premise: 'left' } };
      const evaluation = await store.write((writer) =>
        writer.amendJudgements(
          1,
          { rejudged: [], judgements: [amended], premises: [{ ...premiseOf(now), premise: 'left' }] },
          { ...offered, basis: null, revision: 6 },
        ),
      );
      expect(evaluation).toMatchObject({ contentVersion: 2, revision: 6 });
      await store.read(async (reader) => {
        const page = await plainPage(reader, {}, 'severity', null, 5);
        expect(page.rows).toStrictEqual([now, judged('b')]);
        expect(await plainPage(reader, { shownOr: [] }, 'severity', null, 5)).toMatchObject({ total: 1 });
        expect(await reader.casesByIdentity('okta/1').then(plain)).toEqual([]);
        expect(await reader.casesByIdentity('okta/2').then(plain)).toHaveLength(1);
      });
    });

    test('a verdict that the clock changes is changed for all that share its premises', async () => {
      const store = await temporaryStore(database);
      const all = ['a', 'b', 'c'].map((id) => judged(id));
      const generation = await store.generation();
      const shared = all.map((one, n) => ({ ...kept(one), premise: n < 2 ? 'fresh' : 'other' }));
      const premises = ['fresh', 'other'].map((premise, n) => ({
        ...premiseOf(all[n === 0 ? 0 : 2] ?? judged('a')),
        premise,
        validUntil: premise === 'fresh' ? T0 : null,
      }));
      await generation.append(shared, premises);
      const finished = await generation.finish({
        aliases: new Map(),
        domains: new Map(),
        reads: new Map(),
        named: new Set(),
      });
      await store.write((writer) => writer.publishGeneration(finished, { ...OFFERED, validUntil: T0, basis: BASIS }));
      const due = await store.read((reader) => reader.duePremises(T0));
      expect(due).toMatchObject([{ premise: 'fresh', case: { accountId: 'a' } }]);
      const verdict = {
        ...premiseOf(judged('a')),
        finding: 'inconclusive',
        reason: 'users_export_stale',
        validUntil: null,
      } as const;
      const amend = () =>
        store.write((writer) =>
          writer.amendJudgements(
            1,
            { rejudged: [{ premise: 'fresh', verdict }], judgements: [], premises: [] },
            { ...offered, basis: null },
          ),
        );
      expect(await amend()).toMatchObject({ contentVersion: 2, validUntil: null });
      expect(await store.read((reader) => reader.judgedCounts({}))).toEqual([
        { finding: 'inconclusive', reason: 'users_export_stale', count: 2 },
        { finding: 'ok', reason: 'entitled', count: 1 },
      ]);
      // Whoever judged from what was read before is reported.
      expect(await amend()).toBeNull();
    });

    test('which accounts writes were about is known as long as nothing else was written', async () => {
      const store = await temporaryStore(database);
      await store.write((writer) => writer.insertRecord(record('r1', { accountId: 'a' })));
      expect(await store.read((reader) => reader.accountsChangedSince(0))).toEqual({
        written: ['a'],
        linked: [],
        others: 0,
      });
      await importRows(store, []);
      expect(await store.read((reader) => reader.accountsChangedSince(0))).toEqual({
        written: ['a'],
        linked: [],
        others: 1,
      });
      expect(await store.read((reader) => reader.accountsChangedSince(2))).toEqual({
        written: [],
        linked: [],
        others: 0,
      });
    });
  });

  describe('comparing the links of two generations', () => {
    const owners = (all: Readonly<Record<string, string | null>>) =>
      Object.entries(all).map(([id, owner]) =>
        judged(id, owner === null ? {} : { linked: [candidate('okta', owner)] }),
      );

    test('part by part, in the order of bytes; who came or went is no difference', async () => {
      const store = await temporaryStore(database);
      await replace(store, owners({ a: '1', b: '2', c: null, d: '4', E: '5', é: '6', gone: '7' }));
      const before = (await store.read((reader) => reader.linkGenerations()))?.current.generation ?? 0;
      const generation = await store.generation();
      const later = owners({ a: '1', b: '9', c: '3', d: null, E: '9', é: '9', new: '8' });
      await generation.append(later.map(kept), later.map(premiseOf));
      const { generation: now } = await generation.finish({
        aliases: new Map(),
        domains: new Map(),
        reads: new Map(),
        named: new Set(),
      });
      for (const atOnce of [1, 2, 3, 100]) {
        const found: string[] = [];
        let after: AccountKey | null = null;
        do {
          const part: LinkDifferences = await store.read((reader) =>
            reader.linkDifferences(before, now, after, atOnce),
          );
          found.push(
            ...part.differences.map(
              (one) => `${one.accountId} ${one.before.identities.join()} ${one.now.identities.join()}`,
            ),
          );
          after = part.next;
        } while (after !== null);
        expect(found).toEqual(['E okta/5 okta/9', 'b okta/2 okta/9', 'c  okta/3', 'd okta/4 ', 'é okta/6 okta/9']);
      }
    });

    test('the generation whose links the ledger knows is kept until the links of another are logged', async () => {
      const store = await temporaryStore(database);
      await replace(store, owners({ a: '1' }));
      const first = (await store.read((reader) => reader.linkGenerations()))?.current.generation ?? 0;
      const generation = await store.generation();
      await generation.append(owners({ a: '2' }).map(kept), owners({ a: '2' }).map(premiseOf));
      const finished = await generation.finish({
        aliases: new Map(),
        domains: new Map(),
        reads: new Map(),
        named: new Set(),
      });
      const offered = { ...OFFERED, revision: 6, basis: BASIS };
      expect(await store.write((writer) => writer.publishGeneration(finished, offered))).toMatchObject({
        linksLogged: false,
      });
      await store.sweepGenerations();
      const compared = () => store.read((reader) => reader.linkDifferences(first, finished.generation, null));
      expect((await compared()).differences).toHaveLength(1);
      await store.write((writer) => writer.markLinksLogged());
      await store.sweepGenerations();
      expect((await compared()).differences).toEqual([]);
      expect(await store.read((reader) => reader.evaluation())).toMatchObject({ linksLogged: true, revision: 6 });
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
        expect(await plainAccount(reader, 'a')).toStrictEqual(a);
        expect(await reader.casesByEmail('a@acme.com').then(plain)).toStrictEqual([a, b]);
        expect(await reader.casesByEmail('').then(plain)).toEqual([]);
        expect(await reader.casesByIdentity('okta/o1').then(plain)).toStrictEqual([a, b]);
        expect(await reader.casesByIdentity('entra/e1').then(plain)).toStrictEqual([a]);
        expect(await reader.casesByIdentity('okta/O1').then(plain)).toEqual([]);
      });
    });

    test('an identity that became another is found under its new name only', async () => {
      const store = await temporaryStore(database);
      await replace(store, [judged('a', { linked: [candidate('okta', 'o1')] })]);
      await replace(store, [judged('a', { linked: [candidate('okta', 'o2')] })]);
      await store.read(async (reader) => {
        expect(await reader.casesByIdentity('okta/o1').then(plain)).toEqual([]);
        expect(await reader.casesByIdentity('okta/o2').then(plain)).toHaveLength(1);
      });
    });

    test('one id in two apps is two accounts; the id alone means that of Clari', async () => {
      const store = await temporaryStore(database);
      const [clari, copilot] = [judged('005'), judged('005', { account: { app: 'copilot' } })];
      await replace(store, [copilot, clari]);
      await store.read(async (reader) => {
        expect(await plainAccount(reader, '005')).toStrictEqual(clari);
        expect(await plainPage(reader, { app: 'copilot' }, 'severity', null, 5)).toMatchObject({ rows: [copilot] });
        const first = await plainPage(reader, {}, 'email', null, 1);
        expect(await plainPage(reader, {}, 'email', first.nextKey, 1)).toMatchObject({ rows: [copilot] });
      });
    });

    test('what is most pressing, longest revoked or last used comes first, page by page, and is filtered and grouped', async () => {
      const store = await temporaryStore(database);
      const at = (days: number) => addMs(T0, days * DAY_MS);
      const leaver = { finding: 'leaver_active', reason: 'identity_deactivated', shown: true } as const;
      const account = (
        accountId: string,
        revoked: number | null,
        login: number | null,
        more: Partial<JudgedAccount['verdict']>,
      ) => {
        const one = judged(accountId, leaver);
        return {
          ...one,
          account: {
            ...one.account,
            lastActiveAt: at(20),
            firstInactiveAt: null,
            latest: {
              ...one.account.latest,
              team: revoked === null ? null : revoked > 5 ? 'West' : 'WEST ',
              lastLogin: login === null ? null : { at: at(login), dateOnly: false },
            },
          },
          verdict: {
            ...one.verdict,
            revokedAt: revoked === null ? null : at(revoked),
            revokedAtBasis: revoked === null ? ('unknown' as const) : ('event' as const),
            noDeadline: false,
            ...more,
          },
        };
      };
      await replace(store, [
        account('a', 9, 1, { usedAfterRevocation: 'no' }),
        account('b', 3, 2, { usedAfterRevocation: 'no' }),
        account('c', 12, 15, { usedAfterRevocation: 'yes' }),
        account('d', null, null, { usedAfterRevocation: 'unknown' }),
        account('e', 10, 11, { usedAfterRevocation: 'yes' }),
        account('f', 25, null, { usedAfterRevocation: 'no', noDeadline: true }),
      ]);
      await store.read(async (reader) => {
        const inOrder = async (order: 'severity' | 'days' | 'last_login', atOnce: number) => {
          const ids: string[] = [];
          let after: readonly string[] | null = null;
          do {
            const page = await plainPage(reader, { shownOr: [] }, order, after, atOnce);
            ids.push(...page.rows.map((row) => row.account.accountId));
            after = page.nextKey;
          } while (after !== null);
          return ids.join('');
        };
        for (const atOnce of [1, 2, 10]) {
          expect(await inOrder('severity', atOnce)).toBe('ecbafd');
          expect(await inOrder('days', atOnce)).toBe('baecfd');
          expect(await inOrder('last_login', atOnce)).toBe('cebadf');
        }
        const filtered = async (filter: JudgedFilter) =>
          (await plainPage(reader, filter, 'email', null, 10)).rows.map((row) => row.account.accountId).join('');
        expect(await filtered({ usedAfter: 'yes' })).toBe('ce');
        expect(await filtered({ usedAfter: 'unknown' })).toBe('d');
        const due = (state: DeadlineState, now: number) => filtered({ due: { state, slaMs: DAY_MS, now: at(now) } });
        expect(await due('late', 22)).toBe('abce');
        expect(await due('running', 12)).toBe('c');
        expect(await due('none', 22)).toBe('f');
        expect(await due('unknown', 22)).toBe('d');
        expect(await due('met', 22)).toBe('');
        expect(await reader.judgedGroups({ shownOr: [] }, 'team', 1)).toEqual({
          groups: [{ value: 'west', count: 5, example: 'a' }],
          total: 2,
        });
        expect((await reader.judgedGroups({ usedAfter: 'yes' }, 'used_after', 5)).groups).toEqual([
          { value: 'yes', count: 2, example: 'c' },
        ]);
        const stale = ['4', 'identity_deactivated', 'x; drop', '1', 'e', 'e', 'clari'];
        await expect(plainPage(reader, {}, 'severity', stale, 2)).rejects.toMatchObject({ code: 'ERR_CURSOR_INVALID' });
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
        const seats = (now: string, more = {}) => reader.seatTime({ findings: ['leaver_active'], ...more }, now);
        expect(await seats(addMs(T0, 3 * DAY_MS))).toEqual({ days: 6, accounts: 2, unknown: 1 });
        expect(await seats(addMs(T0, 3 * DAY_MS - 1))).toEqual({ days: 4, accounts: 2, unknown: 1 });
        expect(await seats(addMs(T0, 3 * DAY_MS), { query: 'd@' })).toEqual({ days: 3, accounts: 1, unknown: 0 });
        // A clock of the directory that runs ahead gives no days back.
        expect(await seats(addMs(T0, -9 * DAY_MS))).toEqual({ days: 0, accounts: 2, unknown: 1 });
      });
    });
  });
}
