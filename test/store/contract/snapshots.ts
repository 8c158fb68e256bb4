import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../src/model/observation.ts';
import { READER_VERSION, type Reading } from '../../../src/model/snapshot.ts';
import type { TestedDatabase } from '../databases.ts';
import { importRows, openAt, temporaryStore } from '../open-temporary.ts';
import { rawDatabase } from '../raw-database.ts';
import { accountRow, assignmentRow, head, identityRow, T0, tally } from '../samples.ts';

const READING: Reading = {
  used: [{ field: 'status', header: 'Leaver', sense: 'yes_is_inactive', basis: 'stated', isBlank: false }],
  unused: [{ header: 'Cost centre', looksLike: 'nothing' }],
  takenForMissing: [],
  notUnderstood: [{ field: 'status', header: 'Leaver', value: 'maybe', rows: 2 }],
  unreadable: ['other_emails'],
};
const FACTS = [{ code: 'rows_lost', count: 4, of: 9 }];

export function snapshotContract(database: TestedDatabase): void {
  describe('snapshots', () => {
    test('users lists of two applications are two, whatever else they have in common', async () => {
      const store = await temporaryStore(database);
      const heads = ['6sense', 'salesloft'].map((app) => head({ kind: 'app-users', app, completeness: 'complete' }));
      for (const one of heads)
        await importRows(store, [{ of: 'account', row: accountRow(2, { app: one.app ?? '', key: 'id:77' }) }], one);
      const found = await store.read(async (reader) => ({
        all: await reader.snapshots(),
        same: await Promise.all(heads.map((one) => reader.sameRead(one))),
        none: await reader.sameRead(head({ kind: 'app-users', app: 'alkami' })),
      }));
      expect(found.all.map(({ app }) => app).toSorted()).toEqual(['6sense', 'salesloft']);
      expect(found.same.map((one) => one?.app)).toEqual(['6sense', 'salesloft']);
      expect(found.none).toBeNull();
      for (const { snapshotId, app } of found.all)
        expect(await store.read((reader) => reader.accountRows(snapshotId, 0, 9))).toMatchObject([
          { app, key: 'id:77' },
        ]);
    });

    test('a staged read is invisible in the list until it is settled, and the revision grows then', async () => {
      const store = await temporaryStore(database);
      const facts = { appEnabled: false, assignmentRequired: null, implicitAssignment: true };
      const full = head({ kind: 'directory', directory: 'okta', app: null, filter: 'active', facts });
      const attestation = { level: 'unattended', client: { name: 'host', version: '2' } } as const;
      const stated = { mapping: { active: 'Leaver' }, timeZone: 'Europe/Berlin' };
      const staged = await store.stage({ ...full, importedVia: 'stdio', attestation, stated });
      await staged.append([{ of: 'identity', row: identityRow(2) }]);
      await staged.finish(tally(1), { completeness: 'partial', completenessBasis: 'content' }, undefined, READING);
      const before = await store.read(async (reader) => ({
        all: await reader.snapshots(),
        one: await reader.snapshot(staged.snapshotId),
        same: await reader.sameRead(full),
        revision: await reader.revision(),
      }));
      const expected = {
        ...full,
        ...tally(1),
        snapshotId: staged.snapshotId,
        state: 'staging',
        completeness: 'partial',
        completenessBasis: 'content',
        live: null,
        guards: [],
        guardFacts: [],
        reading: READING,
        reader: READER_VERSION,
        importedVia: 'stdio',
        attestation,
        stated,
        rowsSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      };
      expect(before).toEqual({ all: [], one: expected, same: null, revision: 0 });

      await store.write((writer) => writer.settleSnapshot(staged.snapshotId, 'held', ['Too few rows.'], null, FACTS));
      const held = { ...expected, state: 'held', guards: ['Too few rows.'], guardFacts: FACTS };
      await store.read(async (reader) => {
        expect(await reader.snapshots()).toEqual([held]);
        expect(await reader.sameRead(full)).toEqual(held);
        expect(await reader.revision()).toBe(1);
        expect(await reader.snapshot('snap_unknown')).toBeNull();
      });
      await store.write((writer) => writer.settleSnapshot(staged.snapshotId, 'superseded', []));
      expect(await store.read((reader) => reader.sameRead(full))).toBeNull();
      await store.write((writer) => writer.settleSnapshot(staged.snapshotId, 'retired', [], T0));
      await store.read(async (reader) => {
        expect(await reader.snapshot(staged.snapshotId)).toMatchObject({ state: 'retired', retiredAt: T0 });
        expect(await reader.sameRead(full)).toBeNull();
      });
    });

    test('whose word a read is may change once: a person agrees to what a tool brought', async () => {
      const store = await temporaryStore(database);
      const snapshotId = await importRows(store, []);
      const by = {
        importedBy: 'Mara',
        importedVia: 'terminal',
        attestation: { level: 'client_form', client: { name: 'host', version: '2' } },
      } as const;
      await store.write(async (writer) => {
        await writer.attestSnapshot(snapshotId, by);
        await writer.settleSnapshot(snapshotId, 'published', []);
      });
      expect(await store.read((reader) => reader.snapshot(snapshotId))).toMatchObject(by);
    });

    test('the next as-of after a moment is that of a read whose rows are known', async () => {
      const store = await temporaryStore(database);
      const [early, late, later] = ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'];
      for (const asOf of [early, later]) await importRows(store, [], { asOf, sha256: asOf });
      const held = await importRows(store, [], { asOf: late, sha256: late });
      await store.write((writer) => writer.settleSnapshot(held, 'held', []));
      await store.read(async (reader) => {
        expect(await reader.firstAsOfAfter('2025-01-01T00:00:00.000Z')).toBe(early);
        expect(await reader.firstAsOfAfter(early)).toBe(later);
        expect(await reader.firstAsOfAfter(later)).toBeNull();
      });
    });

    test('what a live read says of itself, and what the log says of its people, comes back as it went in', async () => {
      const store = await temporaryStore(database);
      const staged = await store.stage(head({ kind: 'directory', directory: 'okta', app: null, sha256: '' }));
      const revoked = { at: T0, by: 'admin@acme.com', id: 'ev-1', type: 'user.lifecycle.deactivate' };
      const identity = identityRow(2, { ssoName: 'p2@acme.com', lastSsoAt: T0, revoked });
      const assignment = assignmentRow(3, {
        ssoName: 'p2@acme.com',
        via: 'group',
        viaGroup: 'Sales',
        revoked: { ...revoked, by: null },
      });
      await staged.append([
        { of: 'identity', row: identity },
        { of: 'assignment', row: assignment },
      ]);
      const live = {
        mode: 'incremental',
        fullReadAt: T0,
        cursor: 'opaque',
        gaps: [{ code: 'permission_missing', gap: 'Who did it.', closeWith: 'Grant it.', scope: 'okta.logs.read' }],
      } as const;
      const found = { sha256: 'c'.repeat(64), facts: null, live };
      await staged.finish(tally(2), { completeness: 'complete', completenessBasis: 'content' }, found);
      await store.read(async (reader) => {
        expect(await reader.snapshot(staged.snapshotId)).toMatchObject(found);
        expect(await reader.identityRows(staged.snapshotId, 0, 9)).toEqual([identity]);
        expect(await reader.assignmentRows(staged.snapshotId, 0, 9)).toEqual([assignment]);
      });
    });

    test('rows of a list of assigned people that name one identity, by id, login or address', async () => {
      const store = await temporaryStore(database);
      const staged = await store.stage(head({ kind: 'directory-assignments', directory: 'okta', app: null }));
      const rows = [
        assignmentRow(2, { identityId: 'u2', login: null, email: null }),
        assignmentRow(3, { identityId: null, login: 'two@acme.com', email: null }),
        assignmentRow(4, { identityId: null, login: null, email: 'two@acme.io' }),
        assignmentRow(5, { identityId: 'u5', login: 'five@acme.com', email: null }),
      ];
      await staged.append(rows.map((row) => ({ of: 'assignment', row })));
      await staged.finish(tally(4), { completeness: 'complete', completenessBasis: 'stated' });
      const two = { ids: ['u2'], logins: ['two@acme.com'], emails: ['two@acme.io'] };
      await store.read(async (reader) => {
        expect(await reader.assignmentsOf(staged.snapshotId, two, 9)).toEqual(rows.slice(0, 3));
        expect(await reader.assignmentsOf(staged.snapshotId, two, 2)).toEqual(rows.slice(0, 2));
        expect(await reader.assignmentsOf('snap_unknown', two, 9)).toEqual([]);
        expect(await reader.assignmentsOf(staged.snapshotId, { ids: [], logins: [], emails: [] }, 9)).toEqual([]);
      });
    });

    test.each([
      ['other bytes', { sha256: 'b'.repeat(64) }],
      ['another as-of', { asOf: '2026-03-02T09:00:00.000Z' }],
      ['another directory', { directory: 'entra' }],
      ['another app', { app: 'copilot' }],
      ['another kind', { kind: 'clari-forecast' }],
    ] as const)('%s is another read', async (_name, other) => {
      const store = await temporaryStore(database);
      await importRows(store, []);
      await store.read(async (reader) => {
        expect(await reader.sameRead(head())).not.toBeNull();
        expect(await reader.sameRead(head(other))).toBeNull();
      });
    });

    test('reads come in order of as-of, then of content, whatever the order of import', async () => {
      const store = await temporaryStore(database);
      const [early, late] = ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'];
      const order = [
        await importRows(store, [], { asOf: late, sha256: 'b' }),
        await importRows(store, [], { asOf: late, sha256: 'a' }),
        await importRows(store, [], { asOf: early, sha256: 'c' }),
      ];
      const listed = await store.read((reader) => reader.snapshots());
      expect(listed.map((one) => one.snapshotId)).toEqual(order.toReversed());
    });

    test('every column of every kind of row comes back as it went in, in line order and in pages', async () => {
      const store = await temporaryStore(database);
      const moment = { at: T0, dateOnly: true };
      const account = accountRow(7, {
        app: 'copilot',
        crmId: '005',
        givenName: 'Jo',
        familyName: "O'Brien; drop table",
        employeeId: 'E1',
        status: 'unknown',
        lastLogin: moment,
      });
      const identity = identityRow(7, {
        otherEmails: ['a@b.c', 'ü@b.c'],
        employeeId: 'E1',
        crmId: '005',
        managerEmail: 'm@acme.com',
        department: 'Sales',
        status: 'suspended',
        statusChangedAt: { at: T0, dateOnly: false },
        assignment: 'unassigned',
        assignmentRaw: 'no',
        personKind: 'guest',
      });
      const assignment = assignmentRow(7, { identityId: '00u7', email: 'a@b.c', assignedAt: moment });
      const rows: Observation[] = [
        { of: 'account', row: account },
        { of: 'account', row: accountRow(3) },
        { of: 'identity', row: identity },
        { of: 'identity', row: identityRow(3) },
        { of: 'assignment', row: assignment },
        { of: 'assignment', row: assignmentRow(3) },
      ];
      const id = await importRows(store, rows);
      await store.read(async (reader) => {
        expect(await reader.accountRows(id, 0, 10)).toStrictEqual([accountRow(3), account]);
        expect(await reader.identityRows(id, 0, 10)).toStrictEqual([identityRow(3), identity]);
        expect(await reader.assignmentRows(id, 0, 10)).toStrictEqual([assignmentRow(3), assignment]);
        expect(await reader.accountRows(id, 0, 1)).toStrictEqual([accountRow(3)]);
        expect(await reader.accountRows(id, 3, 1)).toStrictEqual([account]);
        expect(await reader.accountNames(id, 3, 1)).toStrictEqual([as(account, NAMED_ACCOUNT)]);
        expect(await reader.identityNames(id, 3, 9)).toStrictEqual([as(identity, NAMED_IDENTITY)]);
        expect(await reader.accountRows('snap_unknown', 0, 1)).toEqual([]);
      });
    });

    test('keys of accounts are read from the text of their blocks, and the rows of a block alone', async () => {
      const store = await temporaryStore(database);
      const rows = [
        accountRow(3, { key: 'id:a,"b"]\\', crmId: '005' }),
        accountRow(4, { email: null }),
        accountRow(9, { app: 'copilot', exportId: 'say "x",null', crmId: '005' }),
        ...Array.from({ length: 400 }, (_, at) => accountRow(at + 10)),
      ];
      const id = await importRows(
        store,
        rows.map((row) => ({ of: 'account', row })),
      );
      await store.read(async (reader) => {
        const keys = [...(await reader.accountKeys(id, 0))];
        for (let last = keys.at(-1); last !== undefined; last = keys.at(-1)) {
          const more = await reader.accountKeys(id, last.line);
          if (more.length === 0) break;
          keys.push(...more);
        }
        expect(keys).toStrictEqual(
          rows.map(({ line, key, app, crmId, email }) => ({
            line,
            key,
            app,
            hasCrmId: crmId !== null,
            hasEmail: email !== null,
          })),
        );
        const places = await reader.accountPlaces(id);
        const blocks = await reader.accountBlocks(places.map(({ blockId }) => blockId));
        const placed = places.flatMap(({ firstLine }, at) =>
          (blocks[at] ?? []).map((row) => ({ ...row, line: firstLine + row.line })),
        );
        expect(placed).toStrictEqual(rows);
        expect(places.length).toBeGreaterThan(1);
        expect(await reader.accountKeys(id, 409)).toEqual([]);
        expect(await reader.accountKeys('snap_unknown', 0)).toEqual([]);
        expect(await reader.accountPlaces('snap_unknown')).toEqual([]);
      });
    });

    test('rows of an earlier version, which end with the columns that nothing mapped, are read without them', async () => {
      const store = await temporaryStore(database);
      const [one, other] = [accountRow(3), accountRow(7, { lastLogin: { at: T0, dateOnly: true } })];
      const id = await importRows(store, [
        { of: 'account', row: one },
        { of: 'account', row: other },
      ]);
      const raw = await rawDatabase(store.place, database);
      const unmapped = JSON.stringify(JSON.stringify({ License: 'Full' }));
      await raw.exec(`update blocks set content = replace(content, ',null]', ',${unmapped}]')`);
      expect(await raw.all("select count(*) as n from blocks where content like '%License%License%'")).toEqual([
        { n: 1 },
      ]);
      await store.read(async (reader) => {
        expect(await reader.accountRows(id, 0, 10)).toStrictEqual([one, other]);
        expect(await reader.accountRowsAt(id, [7])).toStrictEqual([other]);
      });
    });

    test('discarding removes every trace, in several short writes', async () => {
      const store = await temporaryStore(database);
      const staged = await store.stage(head());
      await staged.append(Array.from({ length: 11_000 }, (_, n) => ({ of: 'account', row: accountRow(n + 2) })));
      await staged.discard();
      await staged.discard();
      const raw = await rawDatabase(store.place, database);
      for (const table of ['snapshots', 'blocks', 'read_blocks'])
        expect(await raw.all(`select count(*) as n from ${table}`)).toEqual([{ n: 0 }]);
      await expect(staged.append([{ of: 'account', row: accountRow(2) }])).rejects.toMatchObject({ code: 'ERR_STORE' });
      await expect(staged.finish(tally(1), head())).rejects.toMatchObject({ code: 'ERR_STORE' });
    });

    test.each(['published', 'held'] as const)('a %s read can not be discarded', async (state) => {
      const store = await temporaryStore(database);
      const staged = await store.stage(head());
      await staged.append([{ of: 'account', row: accountRow(2) }]);
      await staged.finish(tally(1), head());
      await store.write((writer) => writer.settleSnapshot(staged.snapshotId, state, []));
      await staged.discard();
      expect(await store.read((reader) => reader.accountRows(staged.snapshotId, 0, 9))).toEqual([accountRow(2)]);
    });

    test('a read whose rows did not all arrive can not be settled', async () => {
      const store = await temporaryStore(database);
      const staged = await store.stage(head());
      const settle = store.write((writer) => writer.settleSnapshot(staged.snapshotId, 'published', []));
      await expect(settle).rejects.toMatchObject({ code: 'ERR_STORE' });
      expect(await store.read((reader) => reader.revision())).toBe(0);
    });

    test.each([
      ['of a process that is gone', { owner_pid: 2 ** 22 + 1 }, 0],
      ['of an earlier process of this number', { owner_token: 'another' }, 0],
      ['with no sign of life for over an hour', { heartbeat_ms: Date.now() - 3_700_000 }, 0],
      [
        'with no sign of life for over an hour, elsewhere',
        { owner_host: 'b', heartbeat_ms: Date.now() - 3_700_000 },
        0,
      ],
      ['of this process', {}, 1],
      ['of another living process', { owner_pid: process.ppid }, 1],
      ['of a process elsewhere', { owner_host: 'elsewhere', owner_pid: 2 ** 22 + 1 }, 1],
    ] as const)('a leftover %s is swept at opening: %o leaves %i', async (_name, owner, left) => {
      const store = await temporaryStore(database);
      await importRows(store, [{ of: 'account', row: accountRow(2) }], {}, 'staging');
      const kept = await importRows(store, [{ of: 'account', row: accountRow(2) }], {}, 'held');
      const raw = await rawDatabase(store.place, database);
      for (const [column, value] of Object.entries(owner)) await raw.run(`update snapshots set ${column} = ?`, [value]);
      await openAt(store.place, database);
      expect(await raw.all(`select count(*) as n from snapshots where state = 'staging'`)).toEqual([{ n: left }]);
      expect(await raw.all('select count(*) as n from blocks')).toEqual([{ n: left + 1 }]);
      expect(await store.read((reader) => reader.accountRows(kept, 0, 9))).toHaveLength(1);
    });
  });
}

const NAMED_ACCOUNT = ['line', 'app', 'key', 'crmId', 'email', 'name', 'givenName', 'familyName', 'employeeId'];
const NAMED_IDENTITY = [
  'line',
  'directory',
  'identityId',
  'login',
  'email',
  'otherEmails',
  'name',
  'givenName',
  'familyName',
  'employeeId',
];

function as(row: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)));
}
