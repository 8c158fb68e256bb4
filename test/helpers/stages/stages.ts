import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Stream } from 'node:stream';
import { build } from 'esbuild';

export interface Stage {
  readonly when: 'before' | 'after';
  /** Met one after the other; the process stands still at the last. */
  readonly steps: readonly string[];
}

/** Never met: what a process does is only written down. */
export const NO_STAGE: Stage = { when: 'before', steps: ['^$'] };

/** Makes a built program stand still at a step that a test names: nothing of this is in the program. */
export interface Stages {
  /** Arguments of Node, before the program. */
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** From now on, in every process with these arguments and this environment. */
  ask(stage: Stage): Promise<void>;
  /** What stands still goes on. */
  release(): Promise<void>;
  /** Resolves once a process says on its standard error that it stands still where it was asked to last. */
  reached(stderr: Stream): Promise<void>;
  /** The steps since `ask`, of the thread that took most. */
  taken(): Promise<readonly string[]>;
}

export async function stages(folder: string): Promise<Stages> {
  const script = join(folder, 'stand-still.mjs');
  await build({
    entryPoints: [resolve('test/helpers/stages/stand-still.ts')],
    outfile: script,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  const place = join(folder, 'stages');
  let id = 0;
  return {
    arguments: ['--import', script],
    environment: { TEST_STAGES: place },
    async ask({ when, steps }) {
      id += 1;
      await rm(`${place}.steps`, { force: true });
      await writeFile(place, [id, when, ...steps].join('\n'));
    },
    release: () => rm(place, { force: true }),
    reached(stderr) {
      const said = `[stands still ${id}]`;
      let heard = '';
      return new Promise((done) => {
        stderr.on('data', (bytes) => {
          heard += String(bytes);
          if (heard.includes(said)) done();
        });
      });
    },
    async taken() {
      const byThread = new Map<string, string[]>();
      const lines = (await readFile(`${place}.steps`, 'utf8').catch(() => '')).split('\n');
      for (const line of lines) {
        const [of, thread, ...what] = line.split(' ');
        if (of !== String(id) || thread === undefined) continue;
        byThread.set(thread, [...(byThread.get(thread) ?? []), what.join(' ')]);
      }
      return [...byThread.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
    },
  };
}
