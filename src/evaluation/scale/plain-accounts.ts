import type { Account } from '../../model/account.ts';
import type { App } from '../../model/app-profile.ts';
import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import { identityRef } from '../../model/identity.ts';
import type { AccountObservation } from '../../model/observation.ts';
import type { Settings } from '../../model/settings.ts';
import { type Snapshot, usersListOf } from '../../model/snapshot.ts';
import type { CandidateIndex } from '../../reconcile/candidates/candidate-index.ts';
import { correlate } from '../../reconcile/decide/correlate.ts';
import { accountTraits } from '../../reconcile/normalise/traits.ts';
import { formerIdsOf, rowKey, splitKey } from '../../reconcile/state/account-keys.ts';
import type { AccountHistory } from '../../reconcile/state/accounts.ts';
import { LeanIdentity, type Plain } from '../../reconcile/state/lean-identity.ts';
import type { KeptJudgement, KeptPremise } from '../../store/store.ts';
import { soleOwnerText } from '../case-text.ts';
import type { Claimants } from './claimants.ts';
import type { Keeper } from './keep.ts';

/** Above it, they are made again: accounts share little then. */
const MOST_TRAILS = 1_000;

interface Said {
  readonly snapshot: Snapshot;
  readonly row: AccountObservation;
}

/** What reads say of everybody of whom they say the same. */
interface Trail {
  /** Of whoever was first: nobody's row of it is used. */
  readonly account: Account;
  /** Which of the rows is the latest. */
  readonly latest: number;
  /** Which row each sighting is of. */
  readonly rowOf: readonly number[];
  /** By what thousands of owners have in common, then by what is plain of them: the first one's judgement. */
  readonly judged: Map<object, Map<Plain, KeptJudgement>>;
}

interface Judging {
  readonly reads: readonly Snapshot[];
  readonly index: CandidateIndex;
  readonly settings: Settings;
  readonly keeper: Keeper;
  readonly claimants: Claimants;
  /** Whether somebody decided or recorded something about the account. */
  isWrittenAbout(accountId: string): boolean;
  isDirectoryRead(snapshotId: string): boolean;
  newHistory(): AccountHistory;
}

export interface PlainJudged {
  readonly judgements: KeptJudgement[];
  readonly premises: KeptPremise[];
}

/**
 * Judges straight from their rows the accounts that every users export shows once under an id of their own, and that
 * have one owner by address and whole name: nine of ten. Only the first of those of whom reads and owners say the same is
 * made an account and decided; of the others nothing but what is their own is looked at.
 */
export class PlainAccounts {
  readonly #judging: Judging;
  /** The users exports of the one application whose accounts bear their ids bare. */
  readonly #exports: readonly Snapshot[];
  readonly #trails = new Map<string, Trail>();

  constructor(judging: Judging) {
    this.#judging = judging;
    this.#exports = judging.reads.filter((read) => usersListOf(read) === DEFAULT_APP);
  }

  /** Judges those of these rows, which are whole components, and gives the rows of all others to the history. */
  judge(rows: readonly Said[], others: Pick<AccountHistory, 'add'>, rowOf: (key: string) => number): PlainJudged {
    const judged: PlainJudged = { judgements: [], premises: [] };
    const byKey = this.#byBareKey(rows);
    if (byKey === null) for (const { snapshot, row } of rows) others.add(snapshot, row);
    else
      for (const own of byKey.values())
        if (!this.#isEverywhere(own) || !this.#judgeOne(own, rowOf, judged))
          for (const { snapshot, row } of own) others.add(snapshot, row);
    return judged;
  }

  /** Null: one of them is called by something else than a bare id. */
  #byBareKey(rows: readonly Said[]): ReadonlyMap<string, readonly Said[]> | null {
    const byKey = new Map<string, Said[]>();
    for (const said of rows) {
      const { app, key } = said.row;
      const known = byKey.get(key);
      if (known !== undefined && app === DEFAULT_APP) known.push(said);
      else if (known === undefined && isBareId(app, key)) byKey.set(key, [said]);
      else return null;
    }
    return byKey;
  }

  #isEverywhere(rows: readonly Said[]): boolean {
    return rows.length === this.#exports.length && rows.every(({ snapshot }, at) => snapshot === this.#exports[at]);
  }

  /** False: there may be more to it. */
  #judgeOne(rows: readonly Said[], rowOf: (key: string) => number, into: PlainJudged): boolean {
    const { index, settings, claimants, keeper } = this.#judging;
    const trail = this.#trailOf(rows);
    const latest = rows[trail.latest]?.row;
    if (latest === undefined) return false;
    const accountId = splitKey(latest.key).value;
    if (this.#judging.isWrittenAbout(accountId)) return false;
    const owner = index.soleBearer(accountTraits(latest, settings));
    if (!(owner instanceof LeanIdentity) || owner.plain === 0) return false;
    if (!this.#judging.isDirectoryRead(owner.latestSnapshotId)) return false;
    claimants.add(trail.account, { rule: 'email', linked: [{ identity: owner }] }, rowOf(rowKey(latest)));
    const { common, plain } = owner;
    const ofState = trail.judged.get(common) ?? new Map<Plain, KeptJudgement>();
    if (ofState.size === 0) trail.judged.set(common, ofState);
    const known = ofState.get(plain);
    const lines = trail.rowOf.map((one) => rows[one]?.row.line ?? null);
    if (known === undefined) {
      const sightings = trail.account.sightings.map((one, place) => ({ ...one, line: lines[place] ?? null }));
      const account = { ...trail.account, accountId, latest, sightings };
      const { judgement, premise } = keeper.keep(
        { account, correlation: correlate(account, index, { link: null }, settings) },
        [],
      );
      ofState.set(plain, judgement);
      into.judgements.push(judgement);
      if (premise !== null) into.premises.push(premise);
      return true;
    }
    const ref = identityRef(owner);
    into.judgements.push({
      ...known,
      accountId,
      role: latest.role,
      team: latest.team,
      email: latest.email,
      name: latest.name,
      lastLoginAt: latest.lastLogin?.at ?? null,
      refs: [ref],
      link: { situation: known.link.situation, rule: known.link.rule, identities: [ref] },
      own: soleOwnerText(latest.line, lines, owner),
    });
    return true;
  }

  #trailOf(rows: readonly Said[]): Trail {
    let name = '';
    for (const { row } of rows) name += row.statusRaw === null ? `${row.status} ` : `${row.status}, stated `;
    const known = this.#trails.get(name);
    if (known !== undefined) return known;
    const history = this.#judging.newHistory();
    for (const { snapshot, row } of rows) history.add(snapshot, row);
    const [account] = history.build(this.#judging.reads);
    if (account === undefined) throw new Error('a row of a read is no account');
    const made: Trail = {
      account,
      latest: rows.findIndex(({ row }) => row === account.latest),
      rowOf: account.sightings.map((one) => rows.findIndex(({ snapshot }) => snapshot.snapshotId === one.snapshotId)),
      judged: new Map(),
    };
    if (this.#trails.size >= MOST_TRAILS) this.#trails.clear();
    this.#trails.set(name, made);
    return made;
  }
}

/** No other spelling of it is the same id, and it is what the account is called by. */
function isBareId(app: App, key: string): boolean {
  const { kind, value } = splitKey(key);
  return (
    app === DEFAULT_APP &&
    kind === 'id' &&
    formerIdsOf({ app, kind, value, crmIds: [], emails: [] }).every((one) => one === value)
  );
}
