import { parentPort, workerData } from 'node:worker_threads';
import { serveGeneration } from './store/judgements/generation-thread.ts';

// Only ever started as a thread: then it has a port.
if (parentPort !== null) serveGeneration(parentPort, workerData);
