import { Worker } from 'node:worker_threads';
import type { AskAboutRead } from '../app/imports/import-result.ts';
import type { FromWorker, Job, Offload, ToWorker } from '../app/imports/offload.ts';
import type { ConfirmOutcome } from '../app/statements/asking.ts';
import type { Watch } from '../evaluation/index.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { failureOf } from '../model/passed-failure.ts';

type Answer = Exclude<FromWorker, { readonly kind: 'progress' | 'question' }>;

/**
 * Starts a thread for each job, so that its memory is returned at the end. `wrote`: called if the job may have written.
 */
export function offloadToThreads(script: URL, databaseUrl: string, wrote: () => void): Offload {
  const threads = new Set<Worker>();
  let stopped = false;
  const run = (job: Job, watch: Watch, ask?: AskAboutRead): Promise<Answer> =>
    new Promise((resolve, reject) => {
      // A call that was under way as the server stopped begins nothing that would outlive it.
      if (stopped) return reject(ended());
      const thread = new Worker(script, { workerData: { job, databaseUrl } });
      threads.add(thread);
      const tell = (message: ToWorker) => thread.postMessage(message);
      const cancel = () => tell('stop');
      watch.signal.addEventListener('abort', cancel, { once: true });
      if (watch.signal.aborted) cancel();
      thread.on('message', (message: FromWorker) => {
        if (message.kind === 'progress') watch.progress(message.done, message.total, '');
        else if (message.kind !== 'question') resolve(message);
        else
          void (ask?.(message.question) ?? Promise.resolve<ConfirmOutcome>('failed')).then(
            (answer) => tell({ answer }),
            () => tell({ answer: 'failed' }),
          );
      });
      thread.once('error', reject);
      thread.once('exit', () => {
        threads.delete(thread);
        wrote();
        watch.signal.removeEventListener('abort', cancel);
        reject(ended());
      });
    });
  return {
    async judge(job, watch) {
      const answer = await run({ kind: 'judge', ...job }, watch);
      if (answer.kind === 'judged') return answer.evaluation;
      throw failure(answer);
    },
    async ask(job, watch) {
      const answer = await run({ kind: 'ask', ...job }, watch);
      if (answer.kind === 'answered') return answer.answered;
      throw failure(answer);
    },
    async importFile(job, watch, ask) {
      const answer = await run({ kind: 'import', ...job }, watch, ask);
      if (answer.kind === 'imported') return answer.result;
      throw failure(answer);
    },
    async stop() {
      stopped = true;
      await Promise.all([...threads].map((thread) => thread.terminate()));
    },
  };
}

function failure(answer: Answer): Error {
  return answer.kind === 'refused' || answer.kind === 'fault'
    ? failureOf(answer)
    : new Error('the thread answered something else');
}

function ended(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CANCELLED',
    'The server is stopping: the work was given up. Nothing was changed.',
    'Ask again when it is started again.',
  );
}
