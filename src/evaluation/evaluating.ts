import type { Account } from '../model/account.ts';
import type { Actor } from '../model/actor.ts';
import type { Settings } from '../model/settings.ts';
import type { Clock, Instant } from '../model/time.ts';
import type { Evaluation, Store } from '../store/store.ts';

/** The caller who waits for long work: gets its progress, and may end it. */
export interface Watch {
  progress(done: number, total: number, message: string): void;
  readonly signal: AbortSignal;
}

export interface JudgeJob {
  readonly settings: Settings;
  readonly now: Instant;
  readonly readOnly: boolean;
}

/** Runs an evaluation in another thread, so that no other request waits for it. */
export interface EvaluatesElsewhere {
  judge(job: JudgeJob, watch: Watch): Promise<Evaluation>;
}

/** What an evaluation needs. The clock is an argument, so that tests can set the time. */
export interface Evaluating {
  readonly store: Store;
  readonly settings: Settings;
  readonly clock: Clock;
  /** This process may only read: it judges what follows from the reads, and others log the link changes. */
  readonly readOnly?: boolean | undefined;
  /** Absent: long work runs in the thread that asks for it. */
  readonly offload?: EvaluatesElsewhere | undefined;
  /** Who waits for what takes long. */
  readonly watch?: Watch | undefined;
}

/** Who writes into the ledger, and the clock that dates the entry. */
export interface Logging {
  readonly clock: Clock;
  readonly actor: Actor;
}

export interface CalledAccounts {
  readonly accounts: readonly Account[];
  /** Former account id → today's. */
  readonly accountAliases: ReadonlyMap<string, string>;
}
