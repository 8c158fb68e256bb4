import type { PassedFailure } from '../../model/passed-failure.ts';
import type { DatabaseOptions } from '../open-driver.ts';
import type { FinishedGeneration, GenerationWriter, JudgementFacts, KeptPremise } from '../store.ts';
import { judgementOf, type PassedJudgement, passedJudgement } from './passed-judgement.ts';

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

type Appended = Parameters<GenerationWriter['append']>;
type Replaced = Parameters<GenerationWriter['replace']>;
type PassedRows = readonly [judgements: readonly PassedJudgement[], premises: readonly KeptPremise[]];
type PassedAgain = readonly [
  judgements: readonly (readonly [now: PassedJudgement, refsBefore: readonly string[]])[],
  premises: readonly KeptPremise[],
];

export function appendCall(...[judgements, premises]: Appended): GenerationCall {
  const passed: PassedRows = [judgements.map(passedJudgement), premises];
  return { call: 'append', rows: JSON.stringify(passed) };
}

export function appendedRows(text: string): Appended {
  const [judgements, premises]: PassedRows = JSON.parse(text);
  return [judgements.map(judgementOf), premises];
}

export function replaceCall(...[judgements, premises]: Replaced): GenerationCall {
  const again = judgements.map(({ now, refsBefore }) => [passedJudgement(now), refsBefore] as const);
  const passed: PassedAgain = [again, premises];
  return { call: 'replace', rows: JSON.stringify(passed) };
}

export function replacedRows(text: string): Replaced {
  const [judgements, premises]: PassedAgain = JSON.parse(text);
  return [judgements.map(([now, refsBefore]) => ({ now: judgementOf(now), refsBefore })), premises];
}
