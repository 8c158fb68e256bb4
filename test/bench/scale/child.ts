import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

export interface Measured {
  readonly figures: Readonly<Record<string, number>>;
  /** Most resident memory, megabytes; null where /proc has none. */
  readonly peakMb: number | null;
}

const answer = z.union([z.number().transform((ms) => ({ ms })), z.record(z.string(), z.number())]);

/** One task in a process of its own. */
export async function measure(script: string, ...args: readonly string[]): Promise<Measured> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  let peakMb: number | null = null;
  const looking = setInterval(() => {
    readFile(`/proc/${child.pid}/status`, 'utf8').then(
      (status) => {
        const found = /^VmHWM:\s+(\d+) kB/m.exec(status);
        if (found !== null) peakMb = Number(found[1]) / 1_000;
      },
      () => undefined,
    );
  }, 50);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(looking);
  if (code !== 0) throw new Error(`${args[0]} failed (${code})`);
  return { figures: answer.parse(JSON.parse(text)), peakMb };
}
