import fc from 'fast-check';
import type { App } from '../../src/model/app-profile.ts';
import type { Observation } from '../../src/model/observation.ts';
import { usersKindOf } from '../../src/model/snapshot.ts';
import { addMs, DAY_MS, type Instant, MINUTE_MS } from '../../src/model/time.ts';
import { accountRow, assignmentRow, identityRow, mentionRow, type StagedHead } from '../store/samples.ts';

/** Something that happens to a store, at a time of its own. */
export type Event =
  | {
      readonly kind: 'read';
      readonly head: Partial<StagedHead>;
      readonly rows: readonly Observation[];
      readonly held: boolean;
    }
  | { readonly kind: 'superseded'; readonly which: number }
  | { readonly kind: 'record'; readonly account: string; readonly daysAgo: number }
  | { readonly kind: 'exemption'; readonly account: string; readonly days: number; readonly withdrawn: boolean }
  | { readonly kind: 'link'; readonly account: string; readonly identity: string | null; readonly withdrawn: boolean }
  | { readonly kind: 'clock'; readonly ms: number };

export const START: Instant = '2026-11-10T12:00:00.000Z';

const maybe = (...values: readonly string[]) => fc.constantFrom(null, ...values);
const addresses = maybe('jo@acme.com', 'sam@acme.com', 'kim@acme.com', 'jo+x@acme.com', 'jo@old.example');
const names = maybe('Jo Doe', 'Doe, Jo', 'Sam Roe', 'Kim Poe');
const ACCOUNTS = ['u1', 'u2', 'u3', '0055g000001AbCdAAK', 'clari:jo@acme.com', '6sense:u1', 'alkami:u2'] as const;
/** Whose ids are other people's than Clari's. */
const OTHER_APPS = ['6sense', 'alkami'] as const;
const moments = fc.constantFrom(
  '2026-11-01T00:00:00.000Z',
  '2026-11-08T10:00:00.000Z',
  '2026-11-10T11:58:00.000Z',
  '2026-11-12T12:00:00.000Z',
);

const accountFields = fc
  .record({
    app: fc.constantFrom<App>('clari', 'clari', 'clari', 'copilot'),
    // One of them is what another application's account of that id is called here.
    exportId: maybe('u1', 'u2', 'u3', '0055g000001AbCd', '0055g000001AbCdAAK', '6sense:u1'),
    crmId: maybe('0055g000001AbCd', '0055g000001AbCdAAK'),
    email: addresses,
    name: names,
    employeeId: maybe('E1', 'E2', '00815', '815', '99999', 'VENDOR'),
    status: fc.constantFrom('active', 'active', 'inactive', 'unknown'),
    lastLogin: fc.option(
      moments.map((at) => ({ at, dateOnly: false })),
      { nil: null },
    ),
  })
  .map((row) => ({ ...row, key: keyOf(row.exportId, row.crmId, row.email) }));

function keyOf(exportId: string | null, crmId: string | null, email: string | null): string {
  return exportId !== null ? `id:${exportId}` : crmId !== null ? `crm:${crmId}` : `email:${email ?? 'nobody@acme.com'}`;
}

const statements = fc.record({
  completeness: fc.constantFrom('complete', 'complete', 'partial', 'unknown'),
  filter: fc.constantFrom(null, 'active'),
  asOfBasis: fc.constantFrom('stated', 'stated', 'file_time'),
  asOf: fc.integer({ min: -9, max: 0 }).map((days) => addMs(START, days * DAY_MS - 3_600_000)),
});

const reads: fc.Arbitrary<Event> = fc
  .tuple(
    statements,
    fc.oneof(
      { weight: 4, arbitrary: fc.array(accountFields, { maxLength: 5 }).map((rows) => usersRead('clari', rows)) },
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.constantFrom(...OTHER_APPS), fc.array(accountFields, { maxLength: 5 }))
          .map(([app, rows]) =>
            usersRead(
              app,
              rows.map((row) => ({ ...row, app })),
            ),
          ),
      },
      {
        weight: 4,
        arbitrary: fc
          .tuple(
            fc.constantFrom('okta', 'okta', 'entra'),
            fc.array(
              fc.record({
                identityId: fc.constantFrom('1', '2', '3', 'jo@acme.com'),
                login: addresses,
                email: addresses,
                otherEmails: fc.subarray(['sam@acme.com', 'old@acme.com']),
                name: names,
                employeeId: maybe('E1', 'E2', '00815', '815', '99999', 'VENDOR'),
                status: fc.constantFrom('active', 'active', 'deactivated', 'suspended', 'staged', 'unknown'),
                assignment: fc.constantFrom(null, 'assigned', 'unassigned'),
                personKind: fc.constantFrom('person', 'person', 'guest', 'not_person'),
                statusChangedAt: fc.option(
                  moments.map((at) => ({ at, dateOnly: false })),
                  { nil: null },
                ),
              }),
              { maxLength: 5 },
            ),
          )
          .map(([directory, rows]) => ({
            head: { kind: 'directory', app: null, directory } as const,
            rows: uniqueBy(rows, (row) => row.identityId).map(
              (row, index): Observation => ({
                of: 'identity',
                row: identityRow(index + 2, { ...row, directory }),
              }),
            ),
          })),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(
            fc.constantFrom(null, ...OTHER_APPS),
            fc.array(
              fc.record({
                login: addresses,
                email: addresses,
                status: fc.constantFrom('assigned', 'unassigned', 'unknown'),
              }),
              { maxLength: 4 },
            ),
          )
          .map(([app, rows]) => ({
            head: { kind: 'directory-assignments', app, directory: 'okta' } as const,
            rows: rows.map(
              (row, index): Observation => ({
                of: 'assignment',
                row: assignmentRow(index + 2, { ...row, key: `login:${row.login ?? row.email ?? index}` }),
              }),
            ),
          })),
      },
      {
        weight: 1,
        arbitrary: fc
          .array(
            fc.record({
              email: addresses,
              exportId: maybe('u1', 'u9'),
              role: fc.constantFrom('audit_actor', 'forecast_user'),
              actedAt: fc.option(
                moments.map((at) => ({ at, dateOnly: false })),
                { nil: null },
              ),
            }),
            { maxLength: 4 },
          )
          .map((rows) => ({
            head: { kind: 'clari-audit' } as const,
            rows: rows.map(
              (row, index): Observation => ({
                of: 'mention',
                row: mentionRow(index + 2, { ...row, key: keyOf(row.exportId, null, row.email) }),
              }),
            ),
          })),
      },
    ),
    fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  )
  .map(([statement, { head, rows }, held]) => ({ kind: 'read', head: { ...head, ...statement }, rows, held }));

function usersRead(
  app: string,
  fields: readonly (typeof accountFields extends fc.Arbitrary<infer Row> ? Row : never)[],
) {
  return {
    head: { kind: usersKindOf(app), app },
    rows: fields.map((row, index): Observation => ({ of: 'account', row: accountRow(index + 2, row) })),
  };
}

function uniqueBy<T>(all: readonly T[], keyOf: (one: T) => string): readonly T[] {
  return [...new Map(all.map((one) => [keyOf(one), one])).values()];
}

const others: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    kind: fc.constant('record'),
    account: fc.constantFrom(...ACCOUNTS),
    daysAgo: fc.integer({ min: 0, max: 9 }),
  }),
  fc.record({
    kind: fc.constant('exemption'),
    account: fc.constantFrom(...ACCOUNTS),
    days: fc.integer({ min: -1, max: 9 }),
    withdrawn: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('link'),
    account: fc.constantFrom(...ACCOUNTS),
    identity: fc.constantFrom(null, '1', '2'),
    withdrawn: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('superseded'), which: fc.nat(9) }),
  fc.record({
    kind: fc.constant('clock'),
    ms: fc.constantFrom(MINUTE_MS, 6 * MINUTE_MS, DAY_MS, 3 * DAY_MS, 8 * DAY_MS, 15 * DAY_MS),
  }),
);

export const histories: fc.Arbitrary<readonly Event[]> = fc.array(
  fc.oneof({ weight: 3, arbitrary: reads }, { weight: 2, arbitrary: others }),
  { minLength: 2, maxLength: 12 },
);

interface Person {
  readonly id: string;
  readonly login: string | null;
  readonly name: string;
  readonly employeeId: string | null;
}

/** Some share a name, an employee id or an address, as people do. */
const PEOPLE: readonly Person[] = [
  { id: '1', login: 'jo@acme.com', name: 'Jo Doe', employeeId: 'E1001' },
  { id: '2', login: 'sam@acme.com', name: 'Sam Roe', employeeId: 'E1002' },
  { id: '3', login: 'kim@acme.com', name: 'Kim Poe', employeeId: 'E1003' },
  { id: '4', login: 'jo.doe@acme.com', name: 'Jo Doe', employeeId: null },
  { id: '5', login: 'lee@acme.com', name: 'Lee Low', employeeId: 'E1001' },
  { id: '6', login: 'kim.poe@old.example', name: 'Kim Poe', employeeId: 'E1006' },
];

const change = fc.record({
  who: fc.nat(PEOPLE.length - 1),
  what: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('active', 'deactivated', 'suspended', 'staged', 'unknown') },
    { weight: 2, arbitrary: fc.constantFrom('assigned', 'unassigned', 'unsaid') },
    { weight: 2, arbitrary: fc.constantFrom('gone', 'back') },
    { weight: 1, arbitrary: fc.constantFrom('renamed', 'other_address', 'last_day', 'event') },
  ),
  day: fc.integer({ min: -3, max: 3 }),
});

type Change = typeof change extends fc.Arbitrary<infer One> ? One : never;
type Fields = Parameters<typeof identityRow>[1];

/** A company whose directory is read each day, a few of its rows changed, and people decide and record in between. */
export const days: fc.Arbitrary<readonly Event[]> = fc
  .record({
    users: fc.subarray([
      ...PEOPLE,
      // Merely near somebody; alike; of several.
      { id: '7', login: null, name: 'Jo Day', employeeId: null },
      { id: '8', login: 'zz@acme.com', name: 'J Doe', employeeId: null },
      { id: '9', login: 'nobody@acme.com', name: 'Jo Dow', employeeId: null },
    ]),
    /** Some have a last day, as those have whose contracts end. */
    lastDays: fc.array(fc.option(fc.integer({ min: -7, max: 2 })), {
      minLength: PEOPLE.length,
      maxLength: PEOPLE.length,
    }),
    entra: fc.boolean(),
    /** Of which applications there are lists, all of the same people under the same ids. */
    apps: fc.subarray(['clari', ...OTHER_APPS], { minLength: 1 }),
    daily: fc.array(
      fc.record({
        changes: fc.array(change, { maxLength: 3 }),
        reversed: fc.nat(9).map((n) => n === 0),
        between: fc.option(others, { nil: null, freq: 3 }),
      }),
      { minLength: 2, maxLength: 6 },
    ),
  })
  .map(({ users, entra, apps, lastDays, daily }) => {
    const events = apps.map(
      (app): Event => ({
        kind: 'read',
        held: false,
        head: { kind: usersKindOf(app), app, completeness: 'complete', asOf: addMs(START, -2 * DAY_MS) },
        rows: users.map(
          ({ id, login, name, employeeId }, index): Observation => ({
            of: 'account',
            row: accountRow(index + 2, { app, key: `id:u${id}`, exportId: `u${id}`, email: login, name, employeeId }),
          }),
        ),
      }),
    );
    if (entra)
      events.push(
        directoryRead(
          'entra',
          START,
          PEOPLE.slice(0, 3).map((one) => fieldsOf('entra', one)),
        ),
      );
    let standing = PEOPLE.map((one, index): Fields | null => {
      const day = lastDays[index] ?? null;
      const leavesOn = day === null ? null : { at: addMs(START, day * DAY_MS - 7_200_000), dateOnly: false };
      return { ...fieldsOf('okta', one), leavesOn };
    });
    for (const [index, { changes, reversed, between }] of daily.entries()) {
      const at = addMs(START, (index - daily.length) * DAY_MS);
      for (const one of changes) standing = standing.map((row, who) => (who === one.who ? changed(row, one, at) : row));
      const rows = standing.filter((row) => row !== null);
      events.push(directoryRead('okta', at, reversed ? rows.toReversed() : rows));
      if (between !== null) events.push(between);
    }
    return events;
  });

function fieldsOf(directory: string, { id, login, name, employeeId }: Person): Fields {
  return { directory, identityId: `${directory}-${id}`, login, email: login, name, employeeId, assignment: 'assigned' };
}

function directoryRead(directory: string, asOf: Instant, rows: readonly Fields[]): Event {
  return {
    kind: 'read',
    held: false,
    head: { kind: 'directory', app: null, directory, completeness: 'complete', asOf },
    rows: rows.map((row, index): Observation => ({ of: 'identity', row: identityRow(index + 2, row) })),
  };
}

function changed(row: Fields | null, { who, what, day }: Change, at: Instant): Fields | null {
  const moment = { at: addMs(at, day * DAY_MS), dateOnly: day % 2 === 0 };
  const person = PEOPLE[who];
  if (row === null) return what === 'back' && person !== undefined ? fieldsOf('okta', person) : null;
  switch (what) {
    case 'active':
    case 'deactivated':
    case 'suspended':
    case 'staged':
    case 'unknown':
      return { ...row, status: what, statusChangedAt: day > 0 ? null : moment };
    case 'assigned':
    case 'unassigned':
      return { ...row, assignment: what };
    case 'unsaid':
      return { ...row, assignment: null };
    case 'gone':
      return null;
    case 'back':
      return row;
    case 'renamed':
      return { ...row, name: 'Jo Dow' };
    case 'other_address':
      return { ...row, email: 'nobody@acme.com' };
    case 'last_day':
      return { ...row, leavesOn: moment };
    case 'event':
      return { ...row, revoked: { at: moment.at, by: null, id: `e${who}`, type: 'user.lifecycle.deactivate' } };
    default:
      return what satisfies never;
  }
}

/** Nine times of ten the first. */
function mostly<const T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}

const FAMILIES = ['Doe', 'Roe', 'Poe', 'Coe', 'Noe', 'Loe'] as const;

/** A company where most accounts have one plain owner, shown by each of a few exports, and some have more to them. */
export const companies: fc.Arbitrary<readonly Event[]> = fc
  .record({
    exports: fc.array(
      fc.array(mostly('active', 'inactive', 'unknown', null), {
        minLength: FAMILIES.length,
        maxLength: FAMILIES.length,
      }),
      { minLength: 1, maxLength: 3 },
    ),
    sameDay: fc.boolean(),
    people: fc.array(
      fc.record({
        status: mostly('active', 'staged', 'suspended', 'deactivated'),
        assignment: mostly(null, 'assigned', 'unassigned'),
        personKind: mostly('person', 'guest', 'not_person'),
        /** The account of somebody else is theirs as well. */
        shares: fc.nat(9).map((n) => n === 0),
        otherName: fc.nat(9).map((n) => n === 0),
      }),
      { minLength: FAMILIES.length, maxLength: FAMILIES.length },
    ),
    decided: fc.option(
      fc.oneof(
        others,
        fc.record({
          kind: fc.constant('link'),
          account: fc.constantFrom('p0', 'p1'),
          identity: fc.constantFrom(null, 'p0', 'p2'),
          withdrawn: fc.boolean(),
        }),
      ),
      { nil: null },
    ),
  })
  .map(({ exports, sameDay, people, decided }) => {
    const emailOf = (who: number) => `pat.${FAMILIES[people[who]?.shares === true ? 0 : who]}@acme.com`.toLowerCase();
    const events: Event[] = decided === null ? [] : [decided];
    events.push(
      directoryRead(
        'okta',
        addMs(START, -DAY_MS),
        people.map(({ status, assignment, personKind }, who) => ({
          identityId: `p${who}`,
          login: `pat.${FAMILIES[who]}@acme.com`.toLowerCase(),
          email: `pat.${FAMILIES[who]}@acme.com`.toLowerCase(),
          name: `Pat ${FAMILIES[who]}`,
          employeeId: null,
          status,
          assignment,
          personKind,
        })),
      ),
    );
    for (const [index, statuses] of exports.entries())
      events.push({
        kind: 'read',
        held: false,
        head: {
          kind: 'clari-users',
          completeness: 'complete',
          asOf: addMs(START, (sameDay ? -2 : index - 4) * DAY_MS),
        },
        rows: statuses.flatMap((status, who): readonly Observation[] =>
          status === null
            ? []
            : [
                {
                  of: 'account',
                  row: accountRow(who + 2 + index, {
                    key: `id:p${who}`,
                    exportId: `p${who}`,
                    email: emailOf(who),
                    name: `Pat ${FAMILIES[people[who]?.otherName === true ? (who + 1) % FAMILIES.length : who]}`,
                    employeeId: null,
                    status,
                    lastLogin: { at: addMs(START, -who * DAY_MS), dateOnly: false },
                  }),
                },
              ],
        ),
      });
    return events;
  });
