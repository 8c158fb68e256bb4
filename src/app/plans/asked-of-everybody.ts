import { createHash } from 'node:crypto';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import type { AnswerFromReads, PeopleAnswer, PeopleQuestion } from './people-question.ts';

type Asking = Pick<Deps, 'settings' | 'clock' | 'offload' | 'watch'>;

/** As many as a long list of open plans asks for. */
const MOST_KEPT = 2_000;
const known = new Map<string, PeopleAnswer>();

/**
 * Answers that take a walk through the rows of everybody. They follow from the reads alone, so that an answer holds for
 * as long as the same reads count. A write never walks: whoever writes has looked before. Many rows are walked through
 * in a thread of its own.
 */
export async function askOfEverybody(
  reader: StoreReader,
  deps: Asking,
  question: PeopleQuestion,
): Promise<PeopleAnswer> {
  if (isWriter(reader)) throw new Error('everybody was asked about inside a write');
  const now = deps.clock();
  const snapshots = await readsNow(reader, now);
  const reads = nameOf(snapshots);
  const key = `${reads} ${JSON.stringify(question)}`;
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  const { hasManyRows } = await import('../../evaluation/index.ts');
  const away = hasManyRows(snapshots)
    ? await deps.offload?.ask({ settings: deps.settings, question, now }, deps.watch ?? NOBODY_WAITS)
    : undefined;
  // A read that was published meanwhile is no part of what this reader sees.
  const { answer } = away?.reads === reads ? away : await answerHere(reader, question, now);
  const [oldest] = known.keys();
  if (oldest !== undefined && known.size >= MOST_KEPT) known.delete(oldest);
  known.set(key, answer);
  return answer;
}

/** The same, walked in this thread. */
export async function answerHere(
  reader: StoreReader,
  question: PeopleQuestion,
  now: Instant,
): Promise<AnswerFromReads> {
  const { walkForAnswer } = await import('./people-walks.ts');
  return { reads: nameOf(await readsNow(reader, now)), answer: await walkForAnswer(reader, question, now) };
}

async function readsNow(reader: StoreReader, now: Instant): Promise<readonly Snapshot[]> {
  const { readsAt } = await import('../../model/snapshot.ts');
  return readsAt(await reader.snapshots(), now);
}

/** A read has an id of its own and its rows never change; whether and how it counts may. */
function nameOf(snapshots: readonly Snapshot[]): string {
  return createHash('sha256').update(JSON.stringify(snapshots)).digest('base64');
}

function isWriter(reader: StoreReader): boolean {
  return 'insertLedgerEntry' in reader;
}

const NOBODY_WAITS = { progress: () => undefined, signal: new AbortController().signal };
