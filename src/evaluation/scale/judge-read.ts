import { canonicalJson } from '../../ledger/canonical.ts';
import type { App } from '../../model/app-profile.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import type { Settings } from '../../model/settings.ts';
import { isByAssistant, isRemembered, provesAbsence, readsAt, type Snapshot } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import type { CandidateShape, CaseShape } from '../../reconcile/classify/case-shape.ts';
import { type CoverageFacts, coverageFacts } from '../../reconcile/classify/coverage-facts.ts';
import { filedUnder, nearestTo, ON_MOMENTS } from '../../reconcile/classify/owners.ts';
import type { CorrelatedAccount } from '../../reconcile/decide/correlated-account.ts';
import { withIdentities } from '../../reconcile/decide/seen-candidates.ts';
import { identityHistory } from '../../reconcile/state/identities.ts';
import { strengthOf } from '../../reconcile/state/identity-entry.ts';
import { NO_MATCHES } from '../../reconcile/state/list-matches.ts';
import { seenFrom } from '../../reconcile/state/seen-from.ts';
import { sourceName } from '../../reconcile/state/snapshot-order.ts';
import type { AccountKey, ChangedAccounts, JudgementFacts, RejudgedPremise, StoreReader } from '../../store/store.ts';
import { readShape } from '../case-text.ts';
import { contextOf } from './context-of.ts';
import type { JudgedAgain } from './judge-again.ts';
import { Keeper } from './keep.ts';
import { openCases } from './open-cases.ts';
import { duplicatesOf } from './open-judged.ts';

/** More accounts than that are judged with everybody. */
const MOST_CONCERNED = 15_000;

/** A read of a directory, and the one before it. */
interface NextRead {
  readonly from: Snapshot;
  readonly to: Snapshot;
  /** Every read of that directory that is remembered, both included. */
  readonly own: readonly Snapshot[];
}

/**
 * What changes where one directory was read once more and mostly says what it said: whoever is not concerned rests on the
 * new read as they rested on the one before it. Null: it is not as simple as that, and everything has to be judged.
 */
export async function judgeNextRead(
  reader: StoreReader,
  settings: Settings,
  now: Instant,
  changed: ChangedAccounts,
): Promise<JudgedAgain | null> {
  const facts = await reader.judgementFacts();
  const snapshots = readsAt(await reader.snapshots(), now);
  const next = changed.others === 1 && changed.linked.length === 0 ? nextRead(snapshots, facts) : null;
  if (next === null) return null;
  const context = await contextOf(reader, settings, now);
  const without = snapshots.filter((one) => one !== next.to);
  if (!governsAlike(context.coverage, coverageFacts(without, facts.domains, settings, now))) return null;
  const people = await peopleConcerned(reader, next, snapshots);
  if (people === null) return null;
  const concerned = await accountsConcerned(
    reader,
    settings,
    people,
    changed.written.map((id) => facts.aliases.get(id) ?? id),
  );
  if (concerned === null) return null;
  const moved = mover(next);
  const kinds = new Map(snapshots.map((one) => [one.snapshotId, one.kind]));
  const nowOf = (app: App) => (one: Identity) => {
    const now = people.get(identityRef(one));
    return now === undefined ? moved(one) : seenFrom(app, now);
  };
  const keeper = new Keeper(context, (id) => kinds.get(id) === 'directory');
  const partners = await duplicatesOf(reader, concerned, settings);
  const kept = concerned.map((before) => ({
    before,
    ...keeper.keep(
      { account: before.account, correlation: withIdentities(before.correlation, nowOf(before.account.app)) },
      partners(before),
    ),
  }));
  const standing = await standingAfter(reader, { keeper, settings }, concerned.map(keyOf), moved);
  if (standing === null) return null;
  return {
    amendment: {
      rejudged: standing.rejudged,
      judgements: kept.map(({ before, judgement }) => ({
        accountId: before.account.accountId,
        app: before.account.app,
        now: judgement,
        refsBefore: filedUnder(before.correlation, true),
      })),
      premises: kept.flatMap(({ premise }) => premise ?? []),
      moved: {
        shapes: standing.shapes,
        facts: { ...facts, reads: new Map([...facts.reads, [next.to.snapshotId, next.to.state]]) },
      },
    },
    links: [],
  };
}

/**
 * Null: more came than one read of a directory without lists of assigned people that goes on where the one before ended.
 * Of people whom a file names by login, one row may be about whom another names.
 */
function nextRead(snapshots: readonly Snapshot[], { reads, named }: JudgementFacts): NextRead | null {
  const came = snapshots.filter(({ snapshotId, state }) => reads.get(snapshotId) !== state);
  const [to] = came;
  if (to === undefined || came.length > 1 || reads.has(to.snapshotId)) return null;
  if (to.kind !== 'directory' || to.directory === null || !named.has(to.directory)) return null;
  const own = snapshots.filter((one) => one.directory === to.directory && isRemembered(one));
  if (own.some(({ kind }) => kind !== 'directory')) return null;
  const [last, from] = own.toSorted((a, b) => (a.asOf < b.asOf ? 1 : -1));
  if (last !== to || from === undefined) return null;
  const isLater = own.every((one) => one === to || one === from || one.asOf < from.asOf) && from.asOf < to.asOf;
  const isAlike =
    provesAbsence(from) &&
    provesAbsence(to) &&
    from.filter === null &&
    to.filter === null &&
    isByAssistant(from) === isByAssistant(to) &&
    from.reader === to.reader &&
    canonicalJson(from.facts) === canonicalJson(to.facts);
  return isLater && isAlike ? { from, to, own } : null;
}

/** What of the reads reaches into how accounts stand, besides the verdicts that are decided again. */
function governsAlike(one: CoverageFacts, other: CoverageFacts): boolean {
  const said = ({ declared, scope, notAccepted, retired }: CoverageFacts) =>
    canonicalJson([declared, [...scope], [...notAccepted], [...retired.directories.keys()], [...retired.reads]]);
  return said(one) === said(other);
}

/**
 * Everybody of whom the two reads do not say the same, and who was missing before, as all reads say now. Null: somebody
 * may now be found by something else.
 */
async function peopleConcerned(
  reader: StoreReader,
  { from, to, own }: NextRead,
  snapshots: readonly Snapshot[],
): Promise<ReadonlyMap<string, Identity> | null> {
  const apart = await reader.identityRowsApart(to.snapshotId, from.snapshotId);
  if (apart === null) return null;
  const keys = new Set([...apart.now, ...apart.before].map(({ key }) => key));
  const older = own.filter((one) => one !== from && one !== to).toSorted((a, b) => (a.asOf < b.asOf ? -1 : 1));
  const gone = new Set(apart.before.map(({ key }) => key));
  for (const { key } of apart.now) gone.delete(key);
  let newcomers: ReadonlySet<string> = new Set();
  for (const one of older) {
    const since = await reader.identityRowsApart(from.snapshotId, one.snapshotId);
    if (since === null) return null;
    const still = new Set(since.now.map(({ key }) => key));
    for (const { key } of since.before) if (!still.has(key)) gone.add(key);
    const there = new Set(since.before.map(({ key }) => key));
    if (one === older[0]) newcomers = new Set([...still].filter((key) => !there.has(key)));
  }
  // Who vanished is looked for among those who came after the first read.
  const isAnybodyGone = gone.size > 0;
  if (isAnybodyGone) for (const key of [...gone, ...newcomers]) keys.add(key);
  if (keys.size > MOST_CONCERNED) return null;
  const placesIn = (read: Snapshot) => {
    if (!isAnybodyGone && read === to) return apart.now;
    return !isAnybodyGone && read === from ? apart.before : reader.identityLinesOf(read.snapshotId, keys);
  };
  const [before, after] = [identityHistory(NO_MATCHES), identityHistory(NO_MATCHES)];
  for (const read of own) {
    const lines = (await placesIn(read)).map(({ line }) => line);
    for (const row of await reader.identityRowsAt(read.snapshotId, lines)) {
      if (read === to && strengthOf(row) < 2) return null;
      after.addIdentity(read, row);
      if (read !== to) before.addIdentity(read, row);
    }
  }
  const known = new Map(before.build(snapshots.filter((one) => one !== to)).map((one) => [identityRef(one), one]));
  const people = new Map<string, Identity>();
  for (const identity of after.build(snapshots)) {
    const was = known.get(identityRef(identity));
    if (was === undefined || foundBy(was) !== foundBy(identity)) return null;
    people.set(identityRef(identity), identity);
  }
  return people;
}

/** Everything by which somebody is found and compared. */
function foundBy({ latest, ssoName }: Identity): string {
  const { login, email, otherEmails, name, givenName, familyName, employeeId, crmId } = latest;
  const { department, managerEmail, personKind } = latest;
  return JSON.stringify([
    login,
    email,
    otherEmails,
    name,
    givenName,
    familyName,
    employeeId,
    crmId,
    department,
    managerEmail,
    personKind,
    ssoName,
  ]);
}

/** As they are kept. Those whose moments stand otherwise to a later read are looked at one by one too. */
async function accountsConcerned(
  reader: StoreReader,
  settings: Settings,
  people: ReadonlyMap<string, Identity>,
  written: readonly string[],
): Promise<readonly CorrelatedAccount[] | null> {
  const refs = [...people.keys()];
  const stored = [
    ...(await reader.casesFiledUnder([ON_MOMENTS, ...refs, ...refs.map(nearestTo)])),
    ...(await reader.cases(written)),
  ];
  const once = new Map(stored.map((one) => [`${one.app} ${one.accountId}`, one]));
  return once.size > MOST_CONCERNED ? null : openCases(reader, [...once.values()], settings);
}

function keyOf({ account }: CorrelatedAccount): AccountKey {
  return [account.accountId, account.app];
}

type Moving = CandidateShape['identity'];

/** How somebody stands of whom the next read says what the one before said. */
function mover({ from, to }: NextRead): <One extends Moving>(one: One) => One {
  return (one) => {
    if (one.directory !== to.directory || one.latestSnapshotId !== from.snapshotId) return one;
    return {
      ...one,
      latestSnapshotId: to.snapshotId,
      rowSnapshotId: one.rowSnapshotId ?? from.snapshotId,
      asOf: to.asOf,
      ...(one.assignmentAsOf === from.asOf ? { assignmentAsOf: to.asOf, assignmentSource: sourceName(to) } : {}),
    };
  };
}

/**
 * The premises of everybody else: one account stands for all that share them. Null: an account would be revoked at
 * another time now, and so would those for whom it stands, each at one of their own.
 */
async function standingAfter(
  reader: StoreReader,
  { keeper, settings }: { readonly keeper: Keeper; readonly settings: Settings },
  concerned: readonly AccountKey[],
  moved: ReturnType<typeof mover>,
) {
  const all = (await reader.standingPremises(concerned)).map((one) => ({ ...one, now: movedShape(one.shape, moved) }));
  const stands = all.flatMap((one) => (one.case === null ? [] : [{ ...one.case, shape: one.now }]));
  const opened = await openCases(reader, stands, settings);
  const partners = await duplicatesOf(reader, opened, settings);
  const rejudged: RejudgedPremise[] = [];
  let next = 0;
  for (const { premise, revokedAt, case: standing } of all) {
    const one = standing === null ? undefined : opened[next++];
    if (one === undefined) {
      rejudged.push({ premise, verdict: null });
      continue;
    }
    const { judgement, validUntil } = keeper.keep(one, partners(one));
    const { accountId, app, finding, reason, shown } = judgement;
    if (judgement.revokedAt !== revokedAt) return null;
    rejudged.push({ premise, verdict: { accountId, app, finding, reason, shown, validUntil } });
  }
  return { rejudged, shapes: all.map(({ premise, now }) => ({ premise, shape: now })) };
}

function movedShape(text: string, moved: ReturnType<typeof mover>): string {
  const shape: CaseShape = readShape(text);
  const move = (all: readonly CandidateShape[]) => all.map((one) => ({ ...one, identity: moved(one.identity) }));
  const { linked, candidates, nearest } = shape.candidates;
  return JSON.stringify({
    ...shape,
    candidates: { linked: move(linked), candidates: move(candidates), nearest: move(nearest) },
  });
}
