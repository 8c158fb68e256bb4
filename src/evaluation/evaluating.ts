import type { Account } from '../model/account.ts';
import type { Actor } from '../model/actor.ts';
import type { Settings } from '../model/settings.ts';
import type { Clock, Instant } from '../model/time.ts';
import type { Evaluation, Store } from '../store/store.ts';

/** Who waits for something that takes long. */
export interface Watch {
  progress(done: number, total: number, message: string): void;
  readonly signal: AbortSignal;
}

export interface JudgeJob {
  readonly settings: Settings;
  readonly now: Instant;
  readonly readOnly: boolean;
}

/** Evaluates where nobody else waits for it. */
export interface EvaluatesElsewhere {
  judge(job: JudgeJob, watch: Watch): Promise<Evaluation>;
}

/** What an evaluation stands on. Time is given, never looked up. */
export interface Evaluating {
  readonly store: Store;
  readonly settings: Settings;
  readonly clock: Clock;
  /** Only reading: what follows from the reads alone is judged, and left for others to enter into the ledger. */
  readonly readOnly?: boolean | undefined;
  /** Left out where nobody else waits: then long work is done where it is asked for. */
  readonly offload?: EvaluatesElsewhere | undefined;
  /** Who waits for what takes long. */
  readonly watch?: Watch | undefined;
}

/** In whose name the ledger is written, and when. */
export interface Logging {
  readonly clock: Clock;
  readonly actor: Actor;
}

export interface CalledAccounts {
  readonly accounts: readonly Account[];
  /** Former account id → today's. */
  readonly accountAliases: ReadonlyMap<string, string>;
}
