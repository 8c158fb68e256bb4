import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../src/model/observation.ts';
import type { OwnerKeys, PersonKeys } from '../../../src/store/readers/snapshot-reader.ts';
import type { TestedDatabase } from '../databases.ts';
import { importRows, openAt, temporaryStore } from '../open-temporary.ts';
import { rawDatabase } from '../raw-database.ts';
import { forecastRow, head, mentionRow, opportunityRow, T0 } from '../samples.ts';

const NOBODY: PersonKeys = { keys: [], emails: [], crmIds: [] };
const NO_OWNER: OwnerKeys = { ids: [], emails: [], names: [] };
const [ID15, ID18] = ['0055g00000ABCde', '0055g00000ABCdeAAG'];
const moment = { at: T0, dateOnly: true };

/** Files that are no users exports: who they name, and the work that somebody holds. */
export function peopleContract(database: TestedDatabase): void {
  describe('people in other files', () => {
    test('every column of every kind of row comes back as it went in', async () => {
      const store = await temporaryStore(database);
      const mention = mentionRow(5, {
        role: 'forecast_user',
        exportId: 'x',
        crmId: ID18,
        name: 'Ünal',
        hierarchyRole: 'RVP',
        actedAt: moment,
        event: 'LOGIN',
      });
      const forecast = forecastRow(5, { crmId: ID18, value: -0.1, valueRaw: '(0.1)', currency: null });
      const opportunity = opportunityRow(5, {
        ownerId: ID18,
        ownerName: 'Ünal, Ayşe',
        ownerEmail: 'a@acme.com',
        forecastCategory: 'Commit',
        amountRaw: 'EUR 1.234.567,89',
        amount: 1_234_567.89,
        currency: 'EUR',
        closeDate: moment,
        closed: false,
      });
      const id = await importRows(store, [
        { of: 'mention', row: mention },
        { of: 'forecast', row: forecast },
        { of: 'opportunity', row: opportunity },
      ]);
      await store.read(async (reader) => {
        expect(await reader.mentionRows(id, 0, 9)).toStrictEqual([mention]);
        expect(await reader.forecastsOf(id, { ...NOBODY, keys: [forecast.key] }, 9)).toStrictEqual([forecast]);
        expect(await reader.opportunitiesOf(id, { ...NO_OWNER, ids: [ID15] }, 9)).toStrictEqual([opportunity]);
      });
    });

    test('pages of mentions never cut a line that names several people', async () => {
      const store = await temporaryStore(database);
      const lines = [2, 3, 3, 3, 4, 5, 5];
      const id = await importRows(
        store,
        lines.map((line, n) => ({ of: 'mention', row: mentionRow(line, { key: `id:${n}` }) })),
      );
      for (const limit of [1, 2, 3, 4, 6, 7, 50]) {
        const seen: string[] = [];
        let after = 0;
        await store.read(async (reader) => {
          for (;;) {
            const rows = await reader.mentionRows(id, after, limit);
            seen.push(...rows.map((row) => row.key));
            const last = rows.at(-1);
            if (last === undefined) return;
            after = last.line;
          }
        });
        expect(seen, `limit ${limit}`).toEqual(lines.map((_, n) => `id:${n}`));
      }
    });

    const persons: readonly (readonly [string, PersonKeys, readonly number[]])[] = [
      ['nothing known', NOBODY, []],
      ['a key', { ...NOBODY, keys: ['id:7', 'id:8'] }, [2]],
      ['an e-mail', { ...NOBODY, emails: ['person3@acme.com'] }, [3]],
      ['a CRM id in 15 characters', { ...NOBODY, crmIds: [ID15] }, [4, 5]],
      ['a CRM id in 18 characters', { ...NOBODY, crmIds: [ID18] }, [4, 5]],
      ['a CRM id in another case', { ...NOBODY, crmIds: [ID15.toLowerCase()] }, []],
      ['all of it, each row once', { keys: ['id:7'], emails: ['a@acme.com'], crmIds: [ID15] }, [2, 4, 5]],
      ['a wildcard', { keys: ['%'], emails: ['%'], crmIds: ['%'] }, []],
    ];
    test.each(persons)('mentions and forecasts of a person by %s', async (_name, person, found) => {
      const store = await temporaryStore(database);
      const who = [
        { line: 2, key: 'id:7', email: null },
        { line: 3 },
        { line: 4, crmId: ID18, email: 'a@acme.com' },
        { line: 5, crmId: ID15, email: null },
        { line: 6, email: null },
      ];
      const rows = who.flatMap(({ line, ...named }): Observation[] => [
        { of: 'mention', row: mentionRow(line, named) },
        { of: 'forecast', row: forecastRow(line, named) },
      ]);
      const id = await importRows(store, rows);
      await store.read(async (reader) => {
        const mentions = await reader.mentionsOf(person, 9);
        expect(mentions.map((one) => one.row.line)).toEqual(found);
        expect(mentions.every((one) => one.snapshotId === id)).toBe(true);
        expect((await reader.forecastsOf(id, person, 9)).map((row) => row.line)).toEqual(found);
        expect(await reader.forecastsOf(id, person, 1)).toHaveLength(Math.min(1, found.length));
        expect(await reader.forecastsOf('snap_unknown', person, 9)).toEqual([]);
      });
    });

    test('mentions come from reads that count, the newest read first', async () => {
      const store = await temporaryStore(database);
      const rows: readonly Observation[] = [{ of: 'mention', row: mentionRow(2) }];
      const old = await importRows(store, rows, { asOf: '2026-01-01T00:00:00.000Z', sha256: 'b' });
      const current = await importRows(store, rows, { asOf: '2026-02-01T00:00:00.000Z', sha256: 'c' });
      await importRows(store, rows, { sha256: 'd' }, 'held');
      await importRows(store, rows, { sha256: 'e' }, 'staging');
      await store.read(async (reader) => {
        const person = { ...NOBODY, emails: ['person2@acme.com'] };
        expect((await reader.mentionsOf(person, 9)).map((one) => one.snapshotId)).toEqual([current, old]);
        expect((await reader.mentionsOf(person, 1)).map((one) => one.snapshotId)).toEqual([current]);
      });
    });

    const owners: readonly (readonly [string, OwnerKeys, readonly number[]])[] = [
      ['nothing known', NO_OWNER, []],
      ['an id', { ...NO_OWNER, ids: [ID18] }, [2]],
      ['an e-mail', { ...NO_OWNER, emails: ['o@acme.com'] }, [3]],
      ['a name in any case', { ...NO_OWNER, names: ['ZOË LÖWE'] }, [2, 4]],
      ['part of a name', { ...NO_OWNER, names: ['Zoë'] }, []],
    ];
    test.each(owners)('opportunities of an owner by %s', async (_name, owner, found) => {
      const store = await temporaryStore(database);
      const id = await importRows(store, [
        { of: 'opportunity', row: opportunityRow(2, { ownerId: ID15, ownerName: 'Zoë Löwe' }) },
        { of: 'opportunity', row: opportunityRow(3, { ownerEmail: 'o@acme.com' }) },
        { of: 'opportunity', row: opportunityRow(4, { ownerName: 'zoë löwe ' }) },
        { of: 'opportunity', row: opportunityRow(5) },
      ]);
      const rows = await store.read((reader) => reader.opportunitiesOf(id, owner, 9));
      expect(rows.map((row) => row.line)).toEqual(found);
    });

    test('reads without a status differ in keys and values, and nobody in them is active', async () => {
      const store = await temporaryStore(database);
      const none = { turnedInactive: 0, activeRemoved: 0, activeBefore: 0 };
      const forecasts = { kind: 'clari-forecast' } as const;
      const one = await importRows(
        store,
        [2, 3].map((line) => ({ of: 'forecast', row: forecastRow(line) })),
        forecasts,
      );
      const two = await importRows(
        store,
        [
          { of: 'forecast', row: forecastRow(2, { valueRaw: '$2,000', value: 2_000 }) },
          { of: 'forecast', row: forecastRow(2, { period: '2026 Q2' }) },
        ],
        forecasts,
      );
      const deals = { kind: 'opportunities', app: null } as const;
      const three = await importRows(store, [{ of: 'opportunity', row: opportunityRow(2) }], deals);
      const four = await importRows(store, [{ of: 'opportunity', row: opportunityRow(2, { stage: 'Won?' }) }], deals);
      await store.read(async (reader) => {
        expect(await reader.compare(two, one)).toEqual({ ...none, added: 1, removed: 1, changed: 1, rowsBefore: 2 });
        expect(await reader.compare(four, three)).toEqual({ ...none, added: 0, removed: 0, changed: 1, rowsBefore: 1 });
        expect(await reader.noLongerActive(two, one, 9)).toEqual([]);
      });
    });

    test('discarding removes these rows too', async () => {
      const store = await temporaryStore(database);
      const staged = await store.stage(head({ kind: 'clari-forecast' }));
      await staged.append([
        { of: 'mention', row: mentionRow(2) },
        { of: 'forecast', row: forecastRow(2) },
        { of: 'opportunity', row: opportunityRow(2) },
      ]);
      await staged.discard();
      const raw = await rawDatabase(store.place, database);
      for (const table of ['mention_rows', 'forecast_rows', 'opportunity_rows'])
        expect(await raw.all(`select count(*) as n from ${table}`)).toEqual([{ n: 0 }]);
    });

    test('what a killed import left of these rows is swept at the next opening, and what is held stays', async () => {
      const store = await temporaryStore(database);
      const rows: readonly Observation[] = [
        { of: 'mention', row: mentionRow(2) },
        { of: 'forecast', row: forecastRow(2) },
        { of: 'opportunity', row: opportunityRow(2) },
      ];
      await importRows(store, rows, { kind: 'clari-forecast' }, 'staging');
      const held = await importRows(store, rows, { kind: 'clari-forecast', sha256: 'b' }, 'held');
      const raw = await rawDatabase(store.place, database);
      await raw.run('update snapshots set owner_token = ?', ['another']);
      await openAt(store.place, database);
      for (const table of ['mention_rows', 'forecast_rows', 'opportunity_rows'])
        expect(await raw.all(`select count(*) as n from ${table}`)).toEqual([{ n: 1 }]);
      expect(await store.read((reader) => reader.mentionRows(held, 0, 9))).toEqual([mentionRow(2)]);
    });
  });
}
