import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../src/model/decision.ts';
import type { PlanEvent } from '../../../src/model/plan-event.ts';
import type { ClaimStanding } from '../../../src/model/record.ts';
import type { StoreWriter } from '../../../src/store/store.ts';
import type { TestedDatabase } from '../databases.ts';
import { temporaryStore } from '../open-temporary.ts';
import { rawDatabase } from '../raw-database.ts';
import { plan, record, T0 } from '../samples.ts';

const STANDING: ClaimStanding = {
  state: 'confirmed',
  settledBySnapshotId: 'snap_1',
  settledAsOf: T0,
  reappearedAsOf: null,
};
const DECIDED = {
  accountId: '1',
  accountEmail: null,
  reason: 'service account',
  decidedAt: T0,
  decidedBy: { name: 'Ada', authenticated: false, via: 'terminal' },
  attestation: { level: 'terminal_phrase', client: null },
  ledgerSequence: 2,
  ledgerHash: 'f'.repeat(64),
} as const;
const EXEMPTION: Decision = { ...DECIDED, decisionId: 'dec_1', kind: 'exemption', owner: 'Ada', until: T0 };
const LINK = {
  ...DECIDED,
  decisionId: 'dec_2',
  kind: 'link',
  identity: { directory: 'okta', identityId: '00u1' },
  ledgerSequence: 1,
} as const satisfies Decision;
const withdrawal = (recordId: string, decisionId = 'dec_3'): Decision => ({
  ...DECIDED,
  decisionId,
  kind: 'record_withdrawn',
  withdraws: recordId,
  correctedBy: null,
  ledgerSequence: 3,
});

export function workContract(database: TestedDatabase): void {
  describe('records, plans and decisions', () => {
    test('records in the order of the ledger, with the standing saved last', async () => {
      const store = await temporaryStore(database);
      const [first, second] = [
        record('rb', { ledgerSequence: 1 }),
        record('ra', { ledgerSequence: 2, accountId: '2' }),
      ];
      await store.write(async (writer) => {
        await writer.insertRecord(second);
        await writer.insertRecord(first);
        await writer.saveStanding('ra', STANDING);
        await writer.saveStanding('ra', { ...STANDING, reappearedAsOf: T0 });
      });
      await store.read(async (reader) => {
        expect(await reader.records()).toStrictEqual([first, second]);
        expect(await reader.records({ accountId: '2' })).toStrictEqual([second]);
        expect(await reader.records({ newest: 1 })).toStrictEqual([second]);
        expect(await reader.records({ newest: 9 })).toStrictEqual([first, second]);
        expect(await reader.record('rb')).toStrictEqual(first);
        expect(await reader.record('rc')).toBeNull();
        expect(await reader.standing('ra')).toStrictEqual({ ...STANDING, reappearedAsOf: T0 });
        expect(await reader.standing('rb')).toBeNull();
      });
    });

    test('plans, oldest first', async () => {
      const store = await temporaryStore(database);
      const [late, early] = [plan('plan_1'), plan('plan_2', { draftedAt: '2026-01-01T00:00:00.000Z', accountId: '2' })];
      await store.write(async (writer) => {
        await writer.insertPlan(late);
        await writer.insertPlan(early);
      });
      await store.read(async (reader) => {
        expect(await reader.plans()).toStrictEqual([early, late]);
        expect(await reader.plans({ accountId: '1' })).toStrictEqual([late]);
        expect(await reader.plan('plan_2')).toStrictEqual(early);
        expect(await reader.plan('plan_3')).toBeNull();
        expect(await reader.revision()).toBe(0);
      });
    });

    test('what a plan says beyond the first shape of plans is kept', async () => {
      const store = await temporaryStore(database);
      const richer = { ...plan('plan_1'), factDigests: { account: 'aa' }, added_later: { x: [1, null] } };
      await store.write((writer) => writer.insertPlan(richer));
      expect(await store.read((reader) => reader.plan('plan_1'))).toStrictEqual(richer);
    });

    test('what happened to the plans of one subject, in the order of the ledger', async () => {
      const store = await temporaryStore(database);
      const event = (ledgerSequence: number, change: Partial<PlanEvent> = {}): PlanEvent => ({
        planId: 'plan_1',
        subject: 'offboarding:1',
        kind: 'drafted',
        at: T0,
        by: { name: 'tester', authenticated: false, via: 'stdio' },
        attestation: null,
        reason: null,
        readAnew: [],
        ledgerSequence,
        ledgerHash: 'd'.repeat(64),
        ...change,
      });
      const [first, second] = [
        event(1),
        event(2, { kind: 'approved', attestation: { level: 'client_form', client: null }, readAnew: ['a'] }),
      ];
      const other = event(3, { subject: 'offboarding:2', kind: 'cancelled', reason: 'stays' });
      await store.write(async (writer) => {
        await writer.insertPlan(plan('plan_1'));
        for (const one of [second, other, first]) await writer.insertPlanEvent(one);
      });
      await store.read(async (reader) => {
        expect(await reader.planEvents({ subject: 'offboarding:1' })).toStrictEqual([first, second]);
        expect(await reader.planEvents()).toStrictEqual([first, second, other]);
      });
    });

    test('decisions in the order of the ledger', async () => {
      const store = await temporaryStore(database);
      const nobody: Decision = { ...LINK, decisionId: 'dec_9', identity: null, accountId: '2', ledgerSequence: 9 };
      await store.write(async (writer) => {
        await writer.insertDecision(nobody);
        await writer.insertDecision(EXEMPTION);
        await writer.insertDecision(LINK);
      });
      await store.read(async (reader) => {
        expect(await reader.decisions()).toStrictEqual([LINK, EXEMPTION, nobody]);
        expect(await reader.decisions({ accountId: '2' })).toStrictEqual([nobody]);
        expect(await reader.decision('dec_1')).toStrictEqual(EXEMPTION);
        expect(await reader.decision('dec_8')).toBeNull();
      });
    });

    test('a withdrawn record stays, and says who withdrew it and why', async () => {
      const store = await temporaryStore(database);
      await store.write(async (writer) => {
        await writer.insertRecord(record('r1'));
        await writer.insertRecord(record('r2'));
        await writer.insertDecision(withdrawal('r1'));
      });
      const withdrawn = {
        at: T0,
        by: 'Ada',
        reason: 'service account',
        correctedBy: null,
        attestation: DECIDED.attestation,
      };
      await store.read(async (reader) => {
        expect(await reader.record('r1')).toStrictEqual({ ...record('r1'), withdrawn });
        expect(await reader.records()).toStrictEqual([{ ...record('r1'), withdrawn }, record('r2')]);
      });
    });

    const raising: readonly (readonly [string, (writer: StoreWriter) => Promise<void>])[] = [
      ['a record', (writer) => writer.insertRecord(record('r2'))],
      ['a standing', (writer) => writer.saveStanding('r1', STANDING)],
      ['a decision', (writer) => writer.insertDecision(EXEMPTION)],
    ];
    test.each(raising)('%s raises the revision', async (_name, write) => {
      const store = await temporaryStore(database);
      await store.write((writer) => writer.insertRecord(record('r1')));
      await store.write(write);
      expect(await store.read((reader) => reader.revision())).toBe(2);
    });

    test.each([
      ['the same record', (writer: StoreWriter) => writer.insertRecord(record('r1'))],
      ['a standing of no record', (writer: StoreWriter) => writer.saveStanding('r9', STANDING)],
      ['a second withdrawal', (writer: StoreWriter) => writer.insertDecision(withdrawal('r0', 'dec_4'))],
    ])('%s is refused whole', async (_name, write) => {
      const store = await temporaryStore(database);
      await store.write(async (writer) => {
        await writer.insertRecord(record('r1'));
        await writer.insertDecision(withdrawal('r0'));
      });
      const refused = store.write(async (writer) => {
        await writer.insertDecision(EXEMPTION);
        await write(writer);
      });
      await expect(refused).rejects.toMatchObject({ code: 'ERR_STORE' });
      expect(await store.read((reader) => reader.decisions())).toEqual([withdrawal('r0')]);
    });

    test.each([
      ['no JSON', '{'],
      ['another shape', '{"planId":"plan_1"}'],
    ])('a body that is %s is reported as damage, not handed on', async (_name, body) => {
      const store = await temporaryStore(database);
      const raw = await rawDatabase(store.place, database);
      await raw.run('insert into plans (plan_id, drafted_at, body) values (?, ?, ?)', ['plan_1', T0, body]);
      await expect(store.read((reader) => reader.plan('plan_1'))).rejects.toMatchObject({ code: 'ERR_STORE_CORRUPT' });
    });
  });
}
