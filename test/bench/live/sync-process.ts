import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

const PROGRAM = 'dist/main.js';

export interface Sync {
  readonly seconds: number;
  /** Largest resident set that the process ever had; null where /proc has none. */
  readonly peakMb: number | null;
  readonly answer: string;
}

/** One sync of the built program, in a process of its own. */
export function syncProcess(
  source: string,
  home: string,
  environment: Readonly<Record<string, string>>,
): Promise<Sync> {
  return new Promise((done, fail) => {
    const started = performance.now();
    const child = spawn(process.execPath, [PROGRAM, 'sync', source, '--json'], {
      env: { PATH: process.env['PATH'] ?? '', CLARI_IDENTITY_HOME: home, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let [answer, peakMb]: [string, number | null] = ['', null];
    const look = setInterval(() => {
      void readFile(`/proc/${child.pid ?? 0}/status`, 'utf8').then(
        (text) => {
          const found = /^VmHWM:\s+(\d+) kB/m.exec(text);
          if (found !== null) peakMb = Number(found[1]) / 1_000;
        },
        () => undefined,
      );
    }, 50);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    child.once('error', fail);
    child.once('close', (code) => {
      clearInterval(look);
      if (code === 0) done({ seconds: (performance.now() - started) / 1_000, peakMb, answer });
      else fail(new Error(`sync ended with ${code}: ${answer.slice(0, 500)}`));
    });
  });
}

export function mb(megabytes: number | null): string {
  return megabytes === null ? 'unknown' : `${megabytes.toFixed(0)} MB`;
}
