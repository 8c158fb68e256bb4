import type { Answer } from './answer.ts';
import type { SoakClient } from './clients.ts';
import { isExpected, SESSION_OVER } from './expected-errors.ts';
import type { Slot } from './fleet.ts';
import type { Journal } from './journal.ts';
import type { World } from './world.ts';

/** Somebody at work: which server they use, and what of it is counted. */
export interface Caller {
  readonly slot: Slot;
  /** Milliseconds, as the server's clock has it. */
  now(): number;
  /** The structured answer; null: it was refused or lost, which is counted and judged here. */
  call(tool: string, args: Readonly<Record<string, unknown>>): Promise<unknown>;
}

export function callerOn({ fleet, journal, listener }: World, slot: Slot, client: SoakClient): Caller {
  return {
    slot,
    now: () => slot.clock.now(),
    async call(tool, args) {
      const from = performance.now();
      const answer = await client.call(tool, args);
      const result = judged(journal, { who: slot.name, tool, from, said: () => listener.last(slot.name) }, answer);
      if (answer.kind === 'lost' && answer.why.includes(SESSION_OVER)) await fleet.replace(slot, 'SIGTERM');
      return result;
    },
  };
}

interface Called {
  readonly who: string;
  readonly tool: string;
  /** When it began, as a moment of `performance.now()`. */
  readonly from: number;
  /** What the server wrote last on its standard error. */
  said(): string;
}

/** Counts a result; one that no fault explains is a violation. */
export function judged(journal: Journal, { who, tool, from, said }: Called, answer: Answer): unknown {
  if (answer.kind === 'answered') {
    journal.called(tool, 'answered');
    return answer.structured ?? {};
  }
  const code = answer.kind === 'lost' ? 'lost' : answer.code;
  const to = performance.now();
  const met = journal.faultsDuring(who, from, to);
  const words = wordsOfAnswer(answer);
  journal.called(tool, code, words);
  if (isExpected(tool, code, words, met)) return null;
  const during = met.size === 0 ? 'no fault' : [...met].join(', ');
  journal.violation(
    `${tool} on ${who} got ${code} under ${during} after ${Math.round(to - from)} ms: ${words}${code === 'ERR_INTERNAL' ? ` It logged: ${said()}` : ''}`,
  );
  return null;
}

function wordsOfAnswer(answer: Exclude<Answer, { readonly kind: 'answered' }>): string {
  return answer.kind === 'lost' ? answer.why : answer.text.replaceAll('\n', ' ').slice(0, 400);
}
