import type { Actor } from '../model/actor.ts';
import type { App } from '../model/app-profile.ts';
import type { Attestation } from '../model/attestation.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import type { Decision } from '../model/decision.ts';
import type { Finding, UsedAfterRevocation } from '../model/finding.ts';
import type { LedgerEntry } from '../model/ledger.ts';
import type { LinkBasis, LinkState } from '../model/link-change.ts';
import type { Observation } from '../model/observation.ts';
import type { DeadlineState, Plan } from '../model/plan.ts';
import type { PlanEvent } from '../model/plan-event.ts';
import type { ClaimStanding, DeactivationRecord, SettledStep, StepRecord } from '../model/record.ts';
import type {
  GuardFact,
  Reading,
  Snapshot,
  SnapshotHead,
  SnapshotState,
  SnapshotTally,
  StatedReading,
} from '../model/snapshot.ts';
import type { Instant } from '../model/time.ts';
import type { KeptReader } from './readers/kept-reader.ts';
import type { LedgerReader } from './readers/ledger-reader.ts';
import type { ReviewReader, ReviewWriter } from './readers/review-reader.ts';
import type { SnapshotReader } from './readers/snapshot-reader.ts';
import type { WorkReader } from './readers/work-reader.ts';

/** The evaluation that the stored judgements came from. */
export interface Evaluation {
  /** Store revision that was judged. */
  readonly revision: number;
  /** Rises whenever any judgement changes. A cursor of another content version is refused. */
  readonly contentVersion: number;
  readonly settingsHash: string;
  readonly evaluatedAt: Instant;
  /** First moment at which the clock alone changes a judgement; null: never. */
  readonly validUntil: Instant | null;
  /** Whether the ledger knows of every link that changed up to it. */
  readonly linksLogged: boolean;
}

/** An evaluation of a whole generation, with what its links rest on. */
export interface OfferedEvaluation extends Omit<Evaluation, 'contentVersion' | 'linksLogged'> {
  readonly basis: LinkBasis;
}

/** `basis`: links changed too, and the ledger has them in the same write; null: none did. */
export interface AmendedEvaluation extends Pick<Evaluation, 'revision' | 'settingsHash' | 'evaluatedAt'> {
  readonly basis: LinkBasis | null;
}

export interface LinkGeneration {
  readonly generation: number;
  readonly basis: LinkBasis;
}

/** The generation whose links the ledger knows, and the one that is read. */
export interface LinkGenerations {
  readonly logged: LinkGeneration;
  readonly current: LinkGeneration;
}

/** An account whose owners, or the rule that links them, differ between two generations. */
export interface LinkDifference {
  readonly accountId: string;
  /** Its id in the earlier generation, where that is another one. */
  readonly formerly: string | null;
  readonly app: App;
  readonly before: LinkState;
  readonly now: LinkState;
}

/** The key of an account: its id, then its app. */
export type AccountKey = readonly [string, string];

export interface LinkDifferences {
  readonly differences: readonly LinkDifference[];
  /** Where the next part begins; null: there is none. */
  readonly next: AccountKey | null;
}

/** Every filter is a conjunction; an empty or absent one does not narrow. */
export interface JudgedFilter {
  readonly app?: string | undefined;
  readonly findings?: readonly Finding[] | undefined;
  readonly reasons?: readonly string[] | undefined;
  readonly statuses?: readonly string[] | undefined;
  readonly role?: string | undefined;
  readonly team?: string | undefined;
  /** Where the linked identities are; of an account without a link, where the candidates are. */
  readonly directory?: string | undefined;
  /** Matches anywhere in e-mail, name or account id, ignoring case. */
  readonly query?: string | undefined;
  /** Only accounts that need somebody (`shown`), and those with one of these findings; narrows even when empty. */
  readonly shownOr?: readonly Finding[] | undefined;
  /** Only accounts revoked at or before this time. */
  readonly revokedBefore?: Instant | undefined;
  /** Whether the account was used after access had ended. */
  readonly usedAfter?: UsedAfterRevocation | undefined;
  /** How the deadline of closing the account stands at a moment, that many milliseconds after the revocation. */
  readonly due?: { readonly state: DeadlineState; readonly slaMs: number; readonly now: Instant } | undefined;
}

/**
 * `severity`: precedence of the finding, then reason, then used after revocation, then longest revoked. `days`: longest
 * revoked first. `last_login`: latest login first. All go on by e-mail and account id, so a page key is unique.
 */
export type JudgedOrder = 'severity' | 'email' | 'days' | 'last_login';

/** By what matching accounts are counted. */
export type JudgedColumn = 'role' | 'team' | 'used_after';

/** Accounts that have one value; a role or team is in the form in which it is compared, and one account shows it as written. */
export interface JudgedGroup {
  readonly value: string | null;
  readonly count: number;
  readonly example: string;
}

/** Accounts of one team that have one finding, of one application and reason. `other`: of teams beyond the largest ones. */
export interface JudgedTeam {
  readonly kind: 'team' | 'other' | 'none';
  /** In the form in which it is compared. */
  readonly value: string | null;
  readonly finding: Finding;
  readonly accounts: number;
  /** An account that shows the team as written. */
  readonly example: string;
}

export interface JudgedTeams {
  readonly sums: readonly JudgedTeam[];
  /** How many teams there are. */
  readonly teams: number;
}

export interface CasePage {
  readonly cases: readonly StoredCase[];
  readonly total: number;
  /** Key of the last row; null at the end. */
  readonly nextKey: readonly string[] | null;
}

/** What is kept of one judged account: it is opened again, rows and all, whenever somebody looks at it. */
export interface StoredCase {
  readonly accountId: string;
  readonly app: string;
  /** What it has in common with others. */
  readonly shape: string;
  /** What is its own. */
  readonly own: string;
}

/** A judged account on its way into the store. */
export interface KeptJudgement {
  readonly accountId: string;
  readonly app: string;
  readonly finding: Finding;
  readonly reason: string;
  readonly shown: boolean;
  readonly status: string;
  readonly role: string | null;
  readonly team: string | null;
  readonly email: string | null;
  readonly name: string | null;
  /** Where the linked identities live; without a link, where the candidates do. */
  readonly directories: readonly string[];
  readonly revokedAt: Instant | null;
  readonly usedAfter: UsedAfterRevocation;
  readonly lastLoginAt: Instant | null;
  /** Whether a deadline runs from the revocation: `dated` where its time is known. */
  readonly deadline: 'none' | 'unknown' | 'dated';
  readonly openAt: Instant | null;
  /** Null: not known to be closed. */
  readonly closedAt: Instant | null;
  /** `directory/identity_id` of everybody that the account is linked to or might be, and what else it is found by. */
  readonly refs: readonly string[];
  readonly link: LinkState;
  /** Names the premises that its verdict rests on: all accounts of one name have one verdict at any time. `=…`: its alone. */
  readonly premise: string;
  readonly own: string;
}

/** Premises that accounts share, with one account that has them. */
export interface KeptPremise
  extends Pick<KeptJudgement, 'premise' | 'accountId' | 'app' | 'finding' | 'reason' | 'shown'> {
  readonly shape: string;
  /** When the clock alone may change the verdict; null: never. */
  readonly validUntil: Instant | null;
}

/** What judging needs to know of everything at once. */
export interface JudgementFacts {
  /** Former account id → today's. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Domains of each directory's own people. */
  readonly domains: ReadonlyMap<string, ReadonlySet<string>>;
  /** The reads that were judged, and how each stood. */
  readonly reads: ReadonlyMap<string, SnapshotState>;
  /** Directories in which every row has an id of its own, so that none can be about what another row names. */
  readonly named: ReadonlySet<string>;
}

/** Writes a generation, which nobody reads until it is published. */
export interface GenerationWriter {
  /** In transactions of its own, so that nobody waits long; the last rows go with `finish`. */
  append(judgements: readonly KeptJudgement[], premises: readonly KeptPremise[]): Promise<void>;
  /** Accounts of this generation that were judged again with more in view. */
  replace(
    judgements: readonly { readonly now: KeptJudgement; readonly refsBefore: readonly string[] }[],
    premises: readonly KeptPremise[],
  ): Promise<void>;
  finish(facts: JudgementFacts): Promise<FinishedGeneration>;
  /** Removes every trace, unless it is the one that is read. */
  discard(): Promise<void>;
}

export interface FinishedGeneration {
  readonly generation: number;
  readonly content: string;
}

/** Premises judged again; `verdict` null: no account has them any more. */
export interface RejudgedPremise {
  readonly premise: string;
  readonly verdict: Omit<KeptPremise, 'premise' | 'shape'> | null;
}

/** What changed since the current generation was written. */
export interface Amendment {
  readonly rejudged: readonly RejudgedPremise[];
  readonly judgements: readonly {
    readonly accountId: string;
    readonly app: string;
    /** Null: the account is gone. */
    readonly now: KeptJudgement | null;
    readonly refsBefore: readonly string[];
  }[];
  /** Premises of those judgements. */
  readonly premises: readonly KeptPremise[];
  /** A read that says the same of all others moved what they rest on. */
  readonly moved?: MovedGround | undefined;
}

/** What accounts have in common as it is now, under the names that it has already. */
export interface MovedGround {
  readonly shapes: readonly { readonly premise: string; readonly shape: string }[];
  readonly facts: JudgementFacts;
}

/** A premise with an account that has it, as both are kept. */
export interface StandingPremise {
  readonly premise: string;
  readonly shape: string;
  readonly revokedAt: Instant | null;
  /** Null: nobody has it but those who were left out. */
  readonly case: StoredCase | null;
}

export interface ChangedAccounts {
  /** Somebody wrote about them: nobody else is concerned. */
  readonly written: readonly string[];
  /** Somebody decided who owns them: those who claim the same people are concerned too. */
  readonly linked: readonly string[];
  /** How many writes were about more than single accounts. */
  readonly others: number;
}

export interface VerdictChange {
  readonly from: Finding;
  readonly to: Finding;
  readonly accounts: number;
}

/** How findings differ between another generation and the current one; equal ones are not listed. */
export interface VerdictChanges {
  readonly changed: readonly VerdictChange[];
  /** Not in the other generation. */
  readonly gone: number;
}

/** Seats held after access had ended. */
export interface SeatTime {
  readonly days: number;
  readonly accounts: number;
  /** Accounts whose revocation has no known time. */
  readonly unknown: number;
}

export interface JudgedCount {
  readonly finding: Finding;
  readonly reason: string;
  readonly count: number;
}

/** A code that confirms one content for one caller, once. */
export interface GivenCode {
  readonly codeHash: string;
  readonly contentHash: string;
  readonly caller: string;
  /** What its effect was said to be, as JSON. */
  readonly seen: string;
  readonly expiresAt: Instant;
}

/** A consistent view: everything read through one reader is of one revision. */
export interface StoreReader extends SnapshotReader, WorkReader, ReviewReader, LedgerReader, KeptReader {
  /** When a version that keeps levels of attestation first opened this store; null: none without them ever wrote to it. */
  levelsSince(): Promise<Instant | null>;
  code(codeHash: string): Promise<GivenCode | null>;
  /** Grows with every write that can change an answer. */
  revision(): Promise<number>;
  evaluation(): Promise<Evaluation | null>;
  /** What is kept of judged accounts, a page of a list at a time. */
  casePage(
    filter: JudgedFilter,
    order: JudgedOrder,
    afterKey: readonly string[] | null,
    limit: number,
  ): Promise<CasePage>;
  /** Those of these identities to which an account of that app is linked, or may belong. */
  refsWithAccount(app: App, refs: readonly string[]): Promise<ReadonlySet<string>>;
  judgedCounts(filter: JudgedFilter): Promise<readonly JudgedCount[]>;
  seatTime(filter: JudgedFilter, now: Instant): Promise<SeatTime>;
  /** The largest groups of matching accounts, at most `limit`, and how many groups there are. */
  judgedGroups(
    filter: JudgedFilter,
    by: JudgedColumn,
    limit: number,
  ): Promise<{ readonly groups: readonly JudgedGroup[]; readonly total: number }>;
  /** The `most` largest teams of matching accounts by finding, all others as one, and accounts without one. */
  judgedTeams(filter: JudgedFilter, most: number): Promise<JudgedTeams>;
  /** Null: nothing was judged yet. */
  linkGenerations(): Promise<LinkGenerations | null>;
  /**
   * Compares the links of two generations, a part at a time, in the order of the account id before and the app.
   *
   * @param before The number of the earlier generation.
   * @param now The number of the later generation.
   * @param after `next` of the part before; null: the first part.
   */
  linkDifferences(
    before: number,
    now: number,
    after: AccountKey | null,
    accountsAtOnce?: number,
  ): Promise<LinkDifferences>;
  /** Compares the verdicts of the current generation with those of the generation of this number. */
  verdictChanges(generation: number): Promise<VerdictChanges>;
  /** What the evaluation says beside single accounts. */
  judgementFacts(): Promise<JudgementFacts>;
  /** What is kept of accounts, both apps' where two share an id. */
  cases(accountIds: readonly string[]): Promise<readonly StoredCase[]>;
  /** By normalised e-mail; several accounts may bear it. */
  casesByEmail(email: string): Promise<readonly StoredCase[]>;
  /** What is kept of accounts that are linked to this `directory/identity_id`, or have it as a candidate. */
  casesByIdentity(ref: string): Promise<readonly StoredCase[]>;
  /** Premises whose verdict may have changed by then, each with an account that has them; null: none has. */
  duePremises(now: Instant): Promise<readonly { readonly premise: string; readonly case: StoredCase | null }[]>;
  /** Every premise, with an account that has it and is none of these (account id and app). */
  standingPremises(without: readonly AccountKey[]): Promise<readonly StandingPremise[]>;
  /** What is kept of accounts that are filed under any of these. */
  casesFiledUnder(refs: readonly string[]): Promise<readonly StoredCase[]>;
  /** Accounts that writes since that revision were about; null: nobody knows. */
  accountsChangedSince(revision: number): Promise<ChangedAccounts | null>;
}

export interface StoreWriter extends StoreReader, ReviewWriter {
  /** Makes a staged read visible or holds it; `guards` says why. Raises the revision. */
  settleSnapshot(
    snapshotId: string,
    state: Exclude<SnapshotState, 'staging'>,
    guards: readonly string[],
    retiredAt?: Instant | null,
    facts?: readonly GuardFact[] | null,
  ): Promise<void>;
  /** Of a read that is settled in the same write. */
  attestSnapshot(snapshotId: string, by: AttestedBy): Promise<void>;
  /** Removes its rows and keeps what identifies it. Raises the revision. */
  purgeSnapshot(snapshotId: string, at: Instant): Promise<void>;
  insertLedgerEntry(entry: LedgerEntry): Promise<void>;
  /** The same head signed with the same key again changes nothing. */
  insertCheckpoint(checkpoint: Checkpoint): Promise<void>;
  insertRecord(record: DeactivationRecord): Promise<void>;
  saveStanding(recordId: string, standing: ClaimStanding): Promise<void>;
  insertPlan(plan: Plan): Promise<void>;
  insertPlanEvent(event: PlanEvent): Promise<void>;
  insertStepRecord(record: StepRecord): Promise<void>;
  saveStepStanding(recordId: string, standing: SettledStep): Promise<void>;
  /** Removes those that ended before `forgetBefore`. */
  insertCode(code: GivenCode, forgetBefore: Instant): Promise<void>;
  /** False: it was used before. */
  useCode(codeHash: string): Promise<boolean>;
  /** Refused when what it withdraws was withdrawn already. */
  insertDecision(decision: Decision): Promise<void>;
  /**
   * Makes a generation the current one, unless the current one is of a newer revision. Does not raise the revision.
   *
   * @returns The evaluation that is current afterwards.
   * @throws ERR_STORE if the generation was swept because its process did nothing for more than an hour.
   */
  publishGeneration(generation: FinishedGeneration, evaluation: OfferedEvaluation): Promise<Evaluation>;
  /** Notes that the ledger knows the links of the current generation. */
  markLinksLogged(): Promise<void>;
  /**
   * Changes the current generation. Does not raise the revision, because judgements follow from it.
   *
   * @param contentVersion The content version that the amendment was made for.
   * @returns Null: another process changed the judgements since then.
   */
  amendJudgements(
    contentVersion: number,
    amendment: Amendment,
    evaluation: AmendedEvaluation,
  ): Promise<Evaluation | null>;
}

/** Whose word a read is from now on, and how well that is known. */
export interface AttestedBy {
  readonly importedBy: string;
  readonly importedVia: Actor['via'];
  readonly attestation: Attestation;
}

/** What a live read learns only as its rows go by, where a file says it before. */
export type FoundInLiveRead = Pick<Snapshot, 'sha256' | 'facts' | 'live'>;

/** What is known of a read before its rows come. */
export interface OfferedSnapshot extends SnapshotHead {
  readonly importedAt: Instant;
  readonly importedBy: string;
  /** Absent: not known, which counts as a person's. */
  readonly importedVia?: Actor['via'];
  readonly attestation?: Attestation | null;
  readonly stated?: StatedReading | null;
}

/** Rows of one read on their way in, invisible until `settleSnapshot`. */
export interface SnapshotWriter {
  readonly snapshotId: string;
  /** In transactions of its own, so that nobody waits long. */
  append(rows: readonly Observation[]): Promise<void>;
  /** All rows went by: what they add up to, and how complete the content turned out to be. */
  finish(
    tally: SnapshotTally,
    completeness: Pick<SnapshotHead, 'completeness' | 'completenessBasis'>,
    read?: FoundInLiveRead,
    reading?: Reading | null,
  ): Promise<void>;
  /** Removes every trace. */
  discard(): Promise<void>;
}

export interface Store {
  /** What is behind it, without credentials: `sqlite:/path (better-sqlite3, SQLite 3.53.2)`. */
  readonly describe: string;
  read<T>(work: (reader: StoreReader) => Promise<T>): Promise<T>;
  /** One atomic write; writers take turns, in this process and across processes. */
  write<T>(work: (writer: StoreWriter) => Promise<T>): Promise<T>;
  /** Begins a new generation beside the current one. */
  generation(): Promise<GenerationWriter>;
  /** Removes generations that nobody needs, in short writes. */
  sweepGenerations(): Promise<void>;
  stage(head: OfferedSnapshot): Promise<SnapshotWriter>;
  close(): Promise<void>;
}
