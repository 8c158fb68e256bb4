import '../helpers/property-seed.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkEffect } from '../../src/app/statements/link-effect.ts';
import { evaluate } from '../../src/evaluation/evaluate.ts';
import { judgeEverything } from '../../src/evaluation/scale/judge-everything.ts';
import type { AttestationLevel } from '../../src/model/attestation.ts';
import type { DecidedIdentity, Decision } from '../../src/model/decision.ts';
import { identityRef } from '../../src/model/identity.ts';
import type { JudgedAccount } from '../../src/model/judged-account.ts';
import type { AccountObservation, IdentityObservation, Observation } from '../../src/model/observation.ts';
import type { Settings } from '../../src/model/settings.ts';
import { addMs, DAY_MS } from '../../src/model/time.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { DEFAULT_PROFILES } from '../helpers/profiles.ts';
import { importRows } from '../store/open-temporary.ts';
import { accountRow, assignmentRow, identityRow, T0 } from '../store/samples.ts';
import { judge } from './oracle/judge.ts';

const SETTINGS: Settings = {
  staleAfterMs: 7 * DAY_MS,
  slaMs: DAY_MS,
  verifyWithinMs: 14 * DAY_MS,
  directories: ['okta', 'entra'],
  domainAliases: [['acme.com', 'old.example']],
  profiles: DEFAULT_PROFILES,
  separationOfDuties: false,
  minAttestation: 'client_form',
  seatPrice: null,
};

const DECIDED = {
  accountEmail: null,
  reason: 'so',
  decidedAt: T0,
  decidedBy: { name: 'tester', authenticated: false, via: 'terminal' },
  attestation: { level: 'terminal_phrase', client: null },
} as const;

/** Few values, so that people share them, and ids one slip apart. */
const maybe = (...values: readonly string[]) => fc.constantFrom(null, ...values);
const emails = maybe(
  'jo@acme.com',
  'jo.doe@acme.com',
  'kim@acme.com',
  'jo+x@acme.com',
  'jo@old.example',
  'sam@acme.com',
);
const names = maybe('Jo Doe', 'Doe, Jo', 'Joe Doe', 'Kim Poe', 'Sam Roe');
const employeeIds = maybe('1234567', '1234568', '1234576', '7654321');
const ACCOUNTS = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'] as const;
const IDENTITIES = ['1', '2', '3', '4', '5'] as const;

type Fields<Row> = fc.Arbitrary<Partial<Row>>;

const accounts: Fields<AccountObservation> = fc.record({
  email: emails,
  name: names,
  employeeId: employeeIds,
  status: fc.constantFrom('active', 'active', 'active', 'inactive'),
});
const identities: Fields<IdentityObservation> = fc.record({
  login: emails,
  email: emails,
  otherEmails: fc.subarray(['sam@acme.com', 'kim@acme.com']),
  name: names,
  employeeId: employeeIds,
  status: fc.constantFrom('active', 'active', 'deactivated'),
  ssoName: fc.constantFrom(null, null, null, 'jo@acme.com', 'sam.roe@acme.com'),
});

const usersRead = fc.uniqueArray(fc.tuple(fc.constantFrom(...ACCOUNTS), accounts), {
  selector: ([id]) => id,
  minLength: 2,
});
const directoryRead = fc.uniqueArray(fc.tuple(fc.constantFrom(...IDENTITIES), identities), {
  selector: ([id]) => id,
  minLength: 1,
});
const listRead = fc.array(fc.record({ login: emails, ssoName: fc.constantFrom(null, 'kim@acme.com') }), {
  maxLength: 2,
});

const worlds = fc.record({
  users: fc.array(usersRead, { minLength: 1, maxLength: 3 }),
  okta: fc.array(directoryRead, { minLength: 1, maxLength: 2 }),
  entra: fc.array(directoryRead, { maxLength: 1 }),
  lists: fc.array(listRead, { maxLength: 1 }),
  manyPeople: fc.boolean(),
});

const decisions = fc.array(
  fc.record({
    account: fc.constantFrom(...ACCOUNTS),
    identity: fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          directory: fc.constantFrom('okta', 'okta', 'entra'),
          identityId: fc.constantFrom(...IDENTITIES, '9'),
        }),
      },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    withdrawn: fc.boolean(),
    /** By code it counts for nothing, and is shown. */
    level: fc.constantFrom('client_form', 'client_form', 'code'),
    /** Whether everything is judged before the next one. */
    checked: fc.boolean(),
  }),
  { minLength: 1, maxLength: 5 },
);

type World = typeof worlds extends fc.Arbitrary<infer Value> ? Value : never;

/** More people of one name and one domain than an account is compared with. */
const MANY_PEOPLE = Array.from({ length: 230 }, (_, n) =>
  identityRow(n + 100, { identityId: `c${n}`, login: `jo.d${n}@acme.com`, email: `jo.d${n}@acme.com`, name: 'Jo Doe' }),
);

async function load(store: Store, { users, okta, entra, lists, manyPeople }: World): Promise<void> {
  const read = async (rows: readonly Observation[], at: number, head: Parameters<typeof importRows>[2]) => {
    const asOf = addMs(T0, (at - 9) * 3_600_000);
    const sha256 = `${head?.kind}${head?.directory}${at}`.padEnd(64, '0');
    await importRows(store, rows, { completeness: 'complete', completenessBasis: 'stated', asOf, sha256, ...head });
  };
  const people = (rows: World['okta'][number], directory: string): readonly Observation[] =>
    rows.map(([identityId, row], n) => ({
      of: 'identity',
      row: identityRow(n + 2, { ...row, identityId, directory }),
    }));
  for (const [at, rows] of okta.entries())
    await read(
      [
        ...people(rows, 'okta'),
        ...(manyPeople ? MANY_PEOPLE.map((row): Observation => ({ of: 'identity', row })) : []),
      ],
      at,
      { kind: 'directory', app: null, directory: 'okta' },
    );
  for (const [at, rows] of entra.entries())
    await read(people(rows, 'entra'), at, { kind: 'directory', app: null, directory: 'entra' });
  for (const [at, rows] of lists.entries())
    await read(
      rows.map(
        (row, n): Observation => ({
          of: 'assignment',
          row: assignmentRow(n + 2, { ...row, key: `login:${row.login ?? n}` }),
        }),
      ),
      at,
      { kind: 'directory-assignments', app: null, directory: 'okta' },
    );
  for (const [at, rows] of users.entries())
    await read(
      rows.map(
        ([id, row], n): Observation => ({
          of: 'account',
          row: accountRow(n + 2, { ...row, exportId: id, key: `id:${id}` }),
        }),
      ),
      at,
      { kind: 'clari-users' },
    );
}

/** What the content version does not cover: which accounts an identity leads to. */
async function claims(store: Store): Promise<readonly string[]> {
  return store.read(async (reader) => {
    const found: string[] = [];
    for (const directory of ['okta', 'entra'])
      for (const id of IDENTITIES)
        for (const one of await reader.casesByIdentity(`${directory}/${id}`))
          found.push(`${directory}/${id} ${one.accountId} ${one.shape} ${one.own}`);
    return found;
  });
}

/** Everything of it, identities by their names: they come in more than one form. */
function ownersOf(one: JudgedAccount | undefined) {
  if (one === undefined) return null;
  const { account, correlation, verdict, underlying, shown } = one;
  const { linked, candidates, nearest, ...link } = correlation;
  const named = [linked, candidates, nearest].map((list) =>
    list.map(({ identity, ...candidate }) => ({ ...candidate, identity: identityRef(identity) })),
  );
  return { account, verdict, underlying, shown, link, named };
}

/** What is shown before somebody decides is what judging everything without and with the decision says. */
async function shownRight(
  store: Store,
  accountId: string,
  identity: DecidedIdentity | null,
  level: AttestationLevel,
): Promise<void> {
  const deps = { settings: SETTINGS, clock: () => T0 };
  const attestation = { level, client: null };
  const decision = {
    accountId,
    identity,
    decidedBy: 'tester',
    decidedAt: T0,
    reason: 'so',
    attestation,
    counts: level !== 'code',
  };
  await store.read(async (reader) => {
    if ((await reader.cases([accountId])).length === 0) return;
    const shown = await linkEffect(reader, deps, accountId, decision);
    const before = await judge(reader, SETTINGS, T0);
    const after = await judge(reader, SETTINGS, T0, { links: (links) => new Map([...links, [accountId, decision]]) });
    const was = new Map(before.judged.map((one) => [one.account.accountId, one]));
    const changed = after.judged.flatMap((one) => {
      const earlier = was.get(one.account.accountId);
      return earlier === undefined ? [] : [{ before: earlier, after: one }];
    });
    const own = changed.find((one) => one.after.account.accountId === accountId);
    expect([shown.before, shown.after].map(ownersOf)).toEqual([own?.before, own?.after].map(ownersOf));
    const others = changed.filter((one) => one !== own && one.before.verdict.finding !== one.after.verdict.finding);
    const byId = (effects: typeof others) =>
      new Map(effects.map((one) => [one.after.account.accountId, [ownersOf(one.before), ownersOf(one.after)]]));
    expect(byId([...shown.others])).toEqual(byId(others));
  });
}

test('a decided link, judged again with those whom it concerns alone, leaves what judging everything leaves', async () => {
  let changedOthers = 0;
  await fc.assert(
    fc.asyncProperty(worlds, decisions, async (world, decided) => {
      const home = await mkdtemp(join(tmpdir(), 'clari-identity-links-'));
      const store = await openStore({ url: `sqlite:${join(home, 'store.sqlite')}` });
      try {
        const deps = { store, settings: SETTINGS, clock: () => T0 };
        const ledger = async () => (await store.read((reader) => reader.ledger(0, 1_000))).length;
        const generation = async () => (await store.read((reader) => reader.linkGenerations()))?.current.generation;
        await load(store, world);
        await evaluate(deps);
        for (const [n, { account, identity, withdrawn, level, checked }] of decided.entries()) {
          const decisionId = `d${n}`;
          const attestation = { level, client: null };
          const own = { ...DECIDED, attestation, accountId: account, ledgerSequence: n + 1, ledgerHash: decisionId };
          const made: Decision[] = [{ ...own, kind: 'link', decisionId, identity }];
          if (withdrawn) made.push({ ...own, kind: 'link_withdrawn', decisionId: `w${n}`, withdraws: decisionId });
          await shownRight(store, account, identity, level);
          const before = await generation();
          for (const one of made) {
            await store.write((writer) => writer.insertDecision(one));
            await evaluate(deps);
          }
          // Written into the generation that is read: nothing else was judged.
          expect(await generation()).toBe(before);
          if (!checked) continue;
          const [local, entries, led] = [
            await store.read((reader) => reader.evaluation()),
            await ledger(),
            await claims(store),
          ];
          changedOthers += entries;
          const whole = await judgeEverything(deps);
          expect(whole.contentVersion).toBe(local?.contentVersion);
          expect(await claims(store)).toEqual(led);
          // No link is another one.
          expect(await ledger()).toBe(entries);
        }
      } finally {
        await store.close();
        await rm(home, { recursive: true, force: true });
      }
    }),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 60) },
  );
  expect(changedOthers).toBeGreaterThan(0);
}, 600_000);
