import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { MAIN } from './program.ts';

const SCRIPT = '/usr/bin/script';

/** Types whatever phrase is asked for. */
const PHRASE = Symbol('the phrase');

/** A person at a terminal who types the phrase that the command asks for. */
export async function typing(environment: Readonly<Record<string, string>>, ...args: readonly string[]) {
  return atTerminal(environment, args, /type ".+":/, PHRASE);
}

/** Why a terminal cannot be had here; null: it can. */
export const noTerminal: string | null = existsSync(SCRIPT)
  ? null
  : `no ${SCRIPT} (util-linux), which makes a terminal`;

/**
 * The built program at a real terminal. `answer` is what a person types once they read `question`; null: they close the
 * terminal's input; `PHRASE`: what the question asks for. Both streams come as the one that a person sees.
 */
export async function atTerminal(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
  question: RegExp,
  answer: string | typeof PHRASE | null,
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
      const typed = answer === PHRASE ? /type "(.+)":/.exec(seen)?.[1] : answer;
      child.stdin.write(typed == null ? '\u0004' : `${typed}\r`);
    });
    child.stderr.resume();
    child.once('error', fail);
    child.once('close', (code) => done({ code, seen }));
  });
}
