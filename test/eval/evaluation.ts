import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemo } from '../../src/cli/demo-load.ts';
import { demoReview } from '../../src/demo/review-story.ts';
import { loadLarge } from './company.ts';
import { type Open, openProgram, type Played, playByCommand, playScripted } from './play.ts';
import { ASKERS, demoQuestions, largeQuestions, type Question, reviewQuestions } from './questions.ts';
import { openReviewOfDemo } from './review.ts';

const MEDIAN_CALLS = 1;
const MEDIAN_TOKENS = 1_200;
const MOST_TOKENS = 5_000;

export interface Evaluated {
  readonly scripted: readonly Played[];
  /** Null: no model was asked. */
  readonly model: readonly Played[] | null;
}

/** Plays every question against both companies, in fresh stores; also by a model where a command for one is given. */
export async function evaluateTools(main: string, command: string | null): Promise<Evaluated> {
  const home = await mkdtemp(join(tmpdir(), 'clari-identity-eval-'));
  const homes = { demo: await mkdtemp(join(home, 'demo-')), large: await mkdtemp(join(home, 'large-')) };
  const opened: Open[] = [];
  try {
    const now = new Date().toISOString();
    const review = openReviewOfDemo(now);
    const demo = await loadDemo(homes.demo, now, undefined, review.afterFile);
    const large = await loadLarge(homes.large, main, new Date());
    const programs = {
      demo: await openProgram(main, demo.environment),
      large: await openProgram(main, large.environment),
    };
    opened.push(programs.demo, programs.large);
    const questions = [
      ...demoQuestions(demo.organisation.key),
      ...reviewQuestions(review.id(), demo.organisation.key, demoReview(demo.organisation, now)),
      ...largeQuestions(large.people),
    ];
    const scripted: Played[] = [];
    for (const one of questions) scripted.push(await playScripted(programs[one.company], one));
    if (command === null) return { scripted, model: null };
    const model: Played[] = [];
    for (const one of questions) model.push(await playByCommand(programs[one.company], one, command));
    return { scripted, model };
  } finally {
    for (const one of opened) await one.close();
    await rm(home, { recursive: true, force: true });
  }
}

/** What is wrong or too dear; empty: all holds. */
export function failuresOf(played: readonly Played[]): readonly string[] {
  const calls = median(played.map((one) => one.calls));
  const tokens = median(played.map((one) => one.tokens));
  return [
    ...played.flatMap(({ question: { id, ask, budget }, ...one }) => [
      ...(one.isRight ? [] : [`${id}: wrong. ${ask}\n${one.answer.slice(0, 600)}`]),
      ...(one.calls > budget.calls ? [`${id}: ${one.calls} calls, at most ${budget.calls}`] : []),
      ...(one.tokens > Math.min(budget.tokens, MOST_TOKENS)
        ? [`${id}: ${one.tokens} tokens, at most ${budget.tokens}`]
        : []),
    ]),
    ...(calls > MEDIAN_CALLS ? [`the median is ${calls} calls, at most ${MEDIAN_CALLS}`] : []),
    ...(tokens > MEDIAN_TOKENS ? [`the median is ${tokens} tokens, at most ${MEDIAN_TOKENS}`] : []),
  ];
}

/** One line for each asker, and one for all. */
export function tableOf({ scripted, model }: Evaluated): readonly string[] {
  const row = (name: string, fits: (question: Question) => boolean) => {
    const cells = [scripted, ...(model === null ? [] : [model])].map((played) => {
      const own = played.filter(({ question }) => fits(question));
      const right = own.filter((one) => one.isRight).length;
      return `${right}/${own.length} right, calls median ${median(own.map((one) => one.calls))}, tokens median ${median(own.map((one) => one.tokens))}, most ${Math.max(0, ...own.map((one) => one.tokens))}`;
    });
    return `${name.padEnd(9)} ${cells.join(' | model: ')}`;
  };
  return [...ASKERS.map((asker) => row(asker, (one) => one.asker === asker)), row('all', () => true)];
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
