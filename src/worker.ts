import { parentPort, workerData } from 'node:worker_threads';
import { NO_LIVE } from './app/deps.ts';
import { importFile } from './app/imports/import-file.ts';
import type { ReadQuestion } from './app/imports/import-result.ts';
import type { FromWorker, ImportSource, Job, ToWorker } from './app/imports/offload.ts';
import { answerHere } from './app/plans/asked-of-everybody.ts';
import type { ConfirmOutcome } from './app/statements/asking.ts';
import { cancelledError, evaluateHere } from './evaluation/index.ts';
import { passedFailure } from './model/passed-failure.ts';
import { fileInput, textInput } from './sources/file/input.ts';
import { openStore } from './store/open.ts';

/** Runs one job in this thread, with a connection of its own. */
async function run({ job, databaseUrl }: { readonly job: Job; readonly databaseUrl: string }): Promise<FromWorker> {
  const stopped = new AbortController();
  let answered: ((outcome: ConfirmOutcome) => void) | null = null;
  parentPort?.on('message', (message: ToWorker) => {
    if (message === 'stop') {
      stopped.abort();
      answered?.('cancelled');
    } else answered?.(message.answer);
  });
  const ask = (question: ReadQuestion) =>
    new Promise<ConfirmOutcome>((resolve) => {
      answered = resolve;
      if (stopped.signal.aborted) resolve('cancelled');
      else tell({ kind: 'question', question });
    });
  const { settings } = job;
  // Whoever judges does not wait for what is written.
  const generationThread = new URL('./generation-thread.js', import.meta.url);
  const store = await openStore({ url: databaseUrl, generationThread });
  try {
    if (job.kind === 'judge') {
      const evaluation = await evaluateHere(
        { store, settings, clock: () => job.now, readOnly: job.readOnly },
        {
          progress: async (done, total) => {
            tell({ kind: 'progress', done, total });
            // Lets a message in between two steps, which may say that nobody waits any more.
            await new Promise((resolve) => setImmediate(resolve));
            if (stopped.signal.aborted) throw cancelledError();
          },
        },
      );
      return { kind: 'judged', evaluation };
    }
    if (job.kind === 'ask')
      return { kind: 'answered', answered: await store.read((reader) => answerHere(reader, job.question, job.now)) };
    const { statement, acceptDrop, dryRun, canAsk, caller, home } = job;
    const clock = () => new Date().toISOString();
    const result = await importFile(
      { ...caller, store, settings, clock, home, importDirs: [], live: NO_LIVE },
      inputOf(job.source),
      statement,
      {
        acceptDrop,
        dryRun,
        signal: stopped.signal,
        ask: canAsk ? ask : undefined,
        progress: (done, total) => tell({ kind: 'progress', done, total }),
      },
    );
    return { kind: 'imported', result };
  } catch (error) {
    return passedFailure(error);
  } finally {
    await store.close();
  }
}

function inputOf(source: ImportSource) {
  return 'path' in source ? fileInput(source.path) : textInput('content', source.content);
}

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}

const answer = await run(workerData).catch(passedFailure);
tell(answer);
// An open port would keep the thread alive.
parentPort?.close();
