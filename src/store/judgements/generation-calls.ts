import type { PassedFailure } from '../../model/passed-failure.ts';
import type { DatabaseOptions } from '../open-driver.ts';
import type { FinishedGeneration, GenerationWriter, JudgementFacts, KeptJudgement, KeptPremise } from '../store.ts';

/** What a thread that writes a generation is started with. */
export interface GenerationThreadData {
  readonly database: DatabaseOptions;
}

/** Rows as text: a text passes between threads as it is, where objects are taken apart one by one. */
export type GenerationCall =
  | { readonly call: 'append'; readonly rows: string }
  | { readonly call: 'replace'; readonly rows: string }
  | { readonly call: 'finish'; readonly facts: JudgementFacts }
  | { readonly call: 'discard' };

/** One for each call, in their order. */
export type GenerationAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'finished'; readonly finished: FinishedGeneration }
  | PassedFailure;

type Appended = readonly [judgements: readonly KeptJudgement[], premises: readonly KeptPremise[]];
type Replaced = Parameters<GenerationWriter['replace']>;

export function rowsText(rows: Appended | Replaced): string {
  return JSON.stringify(rows);
}

export function appendedRows(text: string): Appended {
  const rows: Appended = JSON.parse(text);
  return rows;
}

export function replacedRows(text: string): Replaced {
  const rows: Replaced = JSON.parse(text);
  return rows;
}
