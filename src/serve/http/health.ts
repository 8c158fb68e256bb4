import type { ServerResponse } from 'node:http';
import type { Ground } from '../../app/deps.ts';
import { answerJson } from './refusal.ts';

const STORE_ANSWERS_WITHIN_MS = 3_000;
const REMEMBERED_MS = 1_000;

/**
 * Answers 200 while calls are accepted and the store answers. However often it is asked, it asks the store once a
 * second.
 */
export function health(open: () => Promise<Ground>, now: () => number) {
  let asked = Number.NEGATIVE_INFINITY;
  let answers: Promise<boolean> = Promise.resolve(false);
  return async (response: ServerResponse, stopping: boolean): Promise<void> => {
    if (stopping) return answerJson(response, 503, { status: 'stopping' }, { connection: 'close' });
    const age = now() - asked;
    // A clock that was set back would have it remembered until it came to that moment again.
    if (age > REMEMBERED_MS || age < 0) {
      asked = now();
      answers = storeAnswers(open);
    }
    if (await answers) answerJson(response, 200, { status: 'ok' });
    else answerJson(response, 503, { status: 'store unavailable' });
  };
}

async function storeAnswers(open: () => Promise<Ground>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), STORE_ANSWERS_WITHIN_MS);
  });
  const asked = open()
    .then(({ store }) => store.read((reader) => reader.ledger(0, 1)))
    .then(
      () => true,
      () => false,
    );
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
