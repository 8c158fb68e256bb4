import { soakOptions } from './options.ts';
import { progressLine, reportOf } from './report.ts';
import { soak } from './soak.ts';
import { world } from './world.ts';

const MINUTE_MS = 60_000;

const options = soakOptions(process.argv.slice(2));
const say = (line: string) => void process.stderr.write(`${line}\n`);
say(`soak on ${options.database} for ${options.milliseconds / MINUTE_MS} min, seed ${options.seed}`);
const made = await world(options.database, say);
const stopped = new AbortController();
// Everything is checked all the same; a second signal does not wait.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());
if (made.disk.unavailable !== null) say(`no disk becomes full: ${made.disk.unavailable}`);
const began = performance.now();
const timer = setInterval(
  () => say(progressLine(made.journal, Math.round((performance.now() - began) / MINUTE_MS))),
  MINUTE_MS,
);
try {
  const found = await soak(made, options, stopped.signal);
  process.stdout.write(`${reportOf(made.journal, found, options)}\n`);
  if (made.journal.violations.length > 0) process.exitCode = 1;
} finally {
  clearInterval(timer);
  await made.remove();
}
