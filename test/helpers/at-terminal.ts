import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { MAIN } from './program.ts';

const SCRIPT = '/usr/bin/script';

/** Why a terminal cannot be had here; null: it can. */
export const noTerminal: string | null = existsSync(SCRIPT)
  ? null
  : `no ${SCRIPT} (util-linux), which makes a terminal`;

/**
 * The built program at a real terminal. `answer` is what a person types once they read `question`; null: they close the
 * terminal's input. Both streams come as the one that a person sees.
 */
export async function atTerminal(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
  question: RegExp,
  answer: string | null,
): Promise<{ readonly code: number | null; readonly seen: string }> {
  const command = [process.execPath, MAIN, ...args].map((part) => `'${part.replaceAll("'", `'\\''`)}'`).join(' ');
  return new Promise((done, fail) => {
    const child = spawn(SCRIPT, ['-qefc', command, '/dev/null'], { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
    let seen = '';
    let answered = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      seen += text;
      if (answered || !question.test(seen)) return;
      answered = true;
      // End of transmission: what a person types to close the input.
      child.stdin.write(answer === null ? '\u0004' : `${answer}\r`);
    });
    child.stderr.resume();
    child.once('error', fail);
    child.once('close', (code) => done({ code, seen }));
  });
}
