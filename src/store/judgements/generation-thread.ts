import type { MessagePort } from 'node:worker_threads';
import { passedFailure } from '../../model/passed-failure.ts';
import { openDriver } from '../open-driver.ts';
import type { GenerationWriter } from '../store.ts';
import {
  appendedRows,
  type GenerationAnswer,
  type GenerationCall,
  type GenerationThreadData,
  replacedRows,
} from './generation-calls.ts';
import { openGeneration } from './generations.ts';

/** Answers the calls of whoever judges, one after the other, until the generation is discarded. */
export function serveGeneration(port: MessagePort, { database }: GenerationThreadData): void {
  const opening = open(database);
  // The first call is answered with why it failed.
  opening.catch(() => undefined);
  let turn: Promise<unknown> = Promise.resolve();
  port.on('message', (call: GenerationCall) => {
    turn = turn.then(async () => {
      const answer = await opening.then(({ generation }) => answerOf(generation, call)).catch(passedFailure);
      if (call.call === 'discard') await opening.then(({ close }) => close()).catch(() => undefined);
      port.postMessage(answer);
    });
  });
}

async function open(database: GenerationThreadData['database']) {
  const driver = await openDriver(database);
  try {
    return { generation: await openGeneration(driver), close: () => driver.close() };
  } catch (error) {
    await driver.close();
    throw error;
  }
}

async function answerOf(generation: GenerationWriter, call: GenerationCall): Promise<GenerationAnswer> {
  switch (call.call) {
    case 'append':
      await generation.append(...appendedRows(call.rows));
      break;
    case 'replace':
      await generation.replace(...replacedRows(call.rows));
      break;
    case 'finish':
      return { kind: 'finished', finished: await generation.finish(call.facts) };
    default:
      await generation.discard();
  }
  return { kind: 'done' };
}
