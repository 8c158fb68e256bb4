import { describe, expect, test } from 'vitest';
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
const EXEMPTION = { accountId: '1', owner: 'Ada', reason: 'service account', until: T0, decidedAt: T0 };
const LINK = {
  accountId: '1',
  identity: { directory: 'okta', identityId: '00u1' },
  decidedBy: 'Ada',
  decidedAt: T0,
  reason: 'same person',
};

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
        confirmedBy: null,
        reason: null,
        readAnew: [],
        ledgerSequence,
        ledgerHash: 'd'.repeat(64),
        ...change,
      });
      const [first, second] = [event(1), event(2, { kind: 'approved', confirmedBy: 'elicitation', readAnew: ['a'] })];
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

    test('exemptions and links, the decision made last at the end', async () => {
      const store = await temporaryStore(database);
      const early = '2026-01-01T00:00:00.000Z';
      const nobody = { ...LINK, identity: null, decidedAt: early };
      await store.write(async (writer) => {
        await writer.insertExemption(EXEMPTION);
        await writer.insertExemption({ ...EXEMPTION, decidedAt: early });
        await writer.insertLink(LINK);
        await writer.insertLink(nobody);
      });
      await store.read(async (reader) => {
        expect(await reader.exemptions()).toStrictEqual([{ ...EXEMPTION, decidedAt: early }, EXEMPTION]);
        expect(await reader.links()).toStrictEqual([nobody, LINK]);
      });
    });

    const raising: readonly (readonly [string, (writer: StoreWriter) => Promise<void>])[] = [
      ['a record', (writer) => writer.insertRecord(record('r2'))],
      ['a standing', (writer) => writer.saveStanding('r1', STANDING)],
      ['an exemption', (writer) => writer.insertExemption(EXEMPTION)],
      ['a link', (writer) => writer.insertLink(LINK)],
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
    ])('%s is refused whole', async (_name, write) => {
      const store = await temporaryStore(database);
      await store.write((writer) => writer.insertRecord(record('r1')));
      const refused = store.write(async (writer) => {
        await writer.insertExemption(EXEMPTION);
        await write(writer);
      });
      await expect(refused).rejects.toMatchObject({ code: 'ERR_STORE' });
      expect(await store.read((reader) => reader.exemptions())).toEqual([]);
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
