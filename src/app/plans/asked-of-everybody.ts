import { createHash } from 'node:crypto';
import type { Snapshot } from '../../model/snapshot.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import type { AnswerFromReads, PeopleAnswer, PeopleQuestion } from './people-question.ts';

type Asking = Pick<Deps, 'settings' | 'offload' | 'watch'>;

/** How many answers are kept; a long list of open plans needs as many. */
const MOST_KEPT = 2_000;
const known = new Map<string, PeopleAnswer>();

/**
 * Answers questions that need a walk through the rows of everybody. The answers follow from the snapshots alone, so
 * they are kept for as long as the same snapshots count. A write transaction never walks: its caller has asked before.
 * Many rows are walked in a thread of their own.
 */
export async function askOfEverybody(
  reader: StoreReader,
  deps: Asking,
  question: PeopleQuestion,
): Promise<PeopleAnswer> {
  if (isWriter(reader)) throw new Error('everybody was asked about inside a write');
  const snapshots = await reader.snapshots();
  const reads = nameOf(snapshots);
  const key = `${reads} ${JSON.stringify(question)}`;
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  const { hasManyRows } = await import('../../evaluation/index.ts');
  const away = hasManyRows(snapshots)
    ? await deps.offload?.ask({ settings: deps.settings, question }, deps.watch ?? NOBODY_WAITS)
    : undefined;
  // A snapshot that was published in the meantime is not visible to this reader.
  const { answer } = away?.reads === reads ? away : await answerHere(reader, question);
  const [oldest] = known.keys();
  if (oldest !== undefined && known.size >= MOST_KEPT) known.delete(oldest);
  known.set(key, answer);
  return answer;
}

/** Answers in this thread. */
export async function answerHere(reader: StoreReader, question: PeopleQuestion): Promise<AnswerFromReads> {
  const { walkForAnswer } = await import('./people-walks.ts');
  return { reads: nameOf(await reader.snapshots()), answer: await walkForAnswer(reader, question) };
}

/** A text that identifies the snapshots and how they count. Their rows never change. */
function nameOf(snapshots: readonly Snapshot[]): string {
  return createHash('sha256').update(JSON.stringify(snapshots)).digest('base64');
}

function isWriter(reader: StoreReader): boolean {
  return 'insertLedgerEntry' in reader;
}

const NOBODY_WAITS = { progress: () => undefined, signal: new AbortController().signal };
