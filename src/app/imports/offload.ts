import type { EvaluatesElsewhere, JudgeJob, Watch } from '../../evaluation/index.ts';
import type { Caller } from '../../model/actor.ts';
import type { PassedFailure } from '../../model/passed-failure.ts';
import type { Settings } from '../../model/settings.ts';
import type { Instant } from '../../model/time.ts';
import type { FileStatement } from '../../sources/source.ts';
import type { Evaluation } from '../../store/store.ts';
import type { AnswerFromReads, PeopleQuestion } from '../plans/people-question.ts';
import type { ConfirmOutcome } from '../statements/asking.ts';
import type { AskAboutRead, ImportResult, ReadQuestion } from './import-result.ts';

/** A file by path, or what came as text in a call. */
export type ImportSource = { readonly path: string } | { readonly content: string };

export interface AskJob {
  readonly settings: Settings;
  readonly question: PeopleQuestion;
  /** Reads dated ahead of it are left out. */
  readonly now: Instant;
}

export interface ImportJob {
  readonly settings: Settings;
  readonly caller: Caller;
  readonly home: string;
  readonly source: ImportSource;
  readonly statement: FileStatement;
  readonly acceptDrop: boolean;
  readonly dryRun: boolean;
  /** Whether a person can be asked about it. */
  readonly canAsk: boolean;
}

/** Does long work in a thread of its own, so that other calls are answered meanwhile. */
export interface Offload extends EvaluatesElsewhere {
  importFile(job: ImportJob, watch: Watch, ask: AskAboutRead | undefined): Promise<ImportResult>;
  /** Answers a question that needs a walk through everybody. */
  ask(job: AskJob, watch: Watch): Promise<AnswerFromReads>;
  /** Cancels the work under way. */
  stop(): Promise<void>;
}

/** A job for a worker, and its messages. Everything is copied between threads, so these are plain values. */
export type Job =
  | ({ readonly kind: 'judge' } & JudgeJob)
  | ({ readonly kind: 'ask' } & AskJob)
  | ({ readonly kind: 'import' } & ImportJob);

/** Messages to a worker while it works. */
export type ToWorker = 'stop' | { readonly answer: ConfirmOutcome };

export type FromWorker =
  | { readonly kind: 'question'; readonly question: ReadQuestion }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'judged'; readonly evaluation: Evaluation }
  | { readonly kind: 'answered'; readonly answered: AnswerFromReads }
  | { readonly kind: 'imported'; readonly result: ImportResult }
  | PassedFailure;
