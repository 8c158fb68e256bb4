import { Worker } from 'node:worker_threads';
import { ClariIdentityError } from '../../model/errors.ts';
import { failureOf } from '../../model/passed-failure.ts';
import type { DatabaseOptions } from '../open-driver.ts';
import type { FinishedGeneration, GenerationWriter } from '../store.ts';
import {
  appendCall,
  type GenerationAnswer,
  type GenerationCall,
  type GenerationThreadData,
  replaceCall,
} from './generation-calls.ts';

/** Parts that may wait for the thread. More would only take memory: then whoever judges waits. */
const MOST_WAITING = 24;

/**
 * Writes a generation in a thread of its own, which ends when the generation is discarded. What it fails at is thrown by
 * the next call at the latest.
 */
export function generationInThread(script: URL, database: DatabaseOptions): GenerationWriter {
  const workerData: GenerationThreadData = { database };
  const thread = new Calls(new Worker(script, { workerData }));
  const written: Promise<unknown>[] = [];
  /** Waits until few enough wait, and for whoever failed. */
  const settle = async (atMost: number) => {
    while (written.length > atMost) await written.shift();
  };
  const write = async (call: GenerationCall) => {
    const done = thread.call(call);
    // Whoever waits for it hears of a failure; nobody may be waiting yet.
    done.catch(() => undefined);
    written.push(done);
    await settle(MOST_WAITING);
  };
  return {
    append: (...rows) => write(appendCall(...rows)),
    replace: (...rows) => write(replaceCall(...rows)),
    async finish(facts): Promise<FinishedGeneration> {
      await settle(0);
      const answer = await thread.call({ call: 'finish', facts });
      if (answer.kind !== 'finished') throw new Error('the thread that writes judgements answered something else');
      return answer.finished;
    },
    async discard(): Promise<void> {
      try {
        await thread.call({ call: 'discard' });
      } finally {
        await thread.end();
      }
    },
  };
}

interface Waiting {
  resolve(answer: GenerationAnswer): void;
  reject(error: unknown): void;
}

/** Calls to the thread, which it answers in their order. */
class Calls {
  readonly #thread: Worker;
  readonly #waiting: Waiting[] = [];
  /** Why nothing is answered any more. */
  #ended: unknown = null;

  constructor(thread: Worker) {
    this.#thread = thread;
    thread.on('message', (answer: GenerationAnswer) => {
      const first = this.#waiting.shift();
      if (answer.kind === 'refused' || answer.kind === 'fault') first?.reject(failureOf(answer));
      else first?.resolve(answer);
    });
    thread.once('error', (error) => this.#stop(error));
    thread.once('exit', () => this.#stop(ended()));
  }

  call(call: GenerationCall): Promise<GenerationAnswer> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) return reject(this.#ended);
      this.#waiting.push({ resolve, reject });
      this.#thread.postMessage(call);
    });
  }

  async end(): Promise<void> {
    await this.#thread.terminate();
  }

  #stop(reason: unknown): void {
    this.#ended ??= reason;
    for (const one of this.#waiting.splice(0)) one.reject(this.#ended);
  }
}

function ended(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE',
    'The thread that writes judgements ended before it was done.',
    'Nothing was changed. Ask again; if it happens again, report it with the version of this program.',
  );
}
