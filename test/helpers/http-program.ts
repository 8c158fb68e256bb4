import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { MAIN, program } from './program.ts';

const listening = z.looseObject({ event: z.literal('listening'), url: z.string() });

/** `serve --http` as a process of its own, on a free port that it names on stderr. */
export async function httpProgram(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const { environment, home } = await program(env);
  const child = spawn(process.execPath, [MAIN, 'serve', '--http', '--port', '0', ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const exited = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  const logged: string[] = [];
  const url = await new Promise<string>((found, fail) => {
    child.once('close', (code) => fail(new Error(`it ended with ${code}: ${logged.join(' ')}`)));
    createInterface({ input: child.stderr }).on('line', (line) => {
      logged.push(line);
      const read = line.includes('"listening"') ? listening.parse(JSON.parse(line)) : null;
      if (read !== null) found(read.url);
    });
  });
  return {
    url,
    home,
    environment,
    logged,
    exited,
    stdout: () => stdout,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
  };
}
