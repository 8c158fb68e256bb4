import { createInterface } from 'node:readline/promises';
import type { Screen } from '../answers/screen.ts';
import type { Deps } from '../app/deps.ts';
import type { Config } from '../config.ts';
import type { Watch } from '../evaluation/index.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { unforeseen } from '../model/unforeseen.ts';
import type { Tool, ToolContext } from '../tool.ts';
import { fitScreen, linesOf, SCREEN_LINES } from './fit-screen.ts';
import { progressBar } from './progress.ts';

/** What a command gets: its way to the store, and to the two streams. */
export interface Terminal {
  readonly version: string;
  config(): Config;
  open(): Promise<Deps>;
  /** For results only. */
  out(text: string): void;
  /** Progress and messages. */
  err(text: string): void;
  /** Whether a person sits there who can be asked. */
  readonly interactive: boolean;
  /** Width of the terminal in columns; null if the results go into a pipe or a file. */
  readonly columns: number | null;
  readonly signal: AbortSignal;
}

export interface CommonOptions {
  readonly json?: boolean | undefined;
}

export interface AllOption extends CommonOptions {
  readonly all?: boolean | undefined;
}

export function print(terminal: Terminal, options: CommonOptions, answer: Answer): void {
  terminal.out(options.json === true ? JSON.stringify(answer.structured, null, 2) : answer.text);
}

interface Answer {
  readonly structured: unknown;
  /** Everything. */
  readonly text: string;
}

/** Whole where it fits on a screen or all is asked for; else what fits, and `more`: how the rest is seen. */
export function printFitting(
  terminal: Terminal,
  options: AllOption,
  answer: Answer,
  screen: () => Screen,
  more: string,
  room: number = SCREEN_LINES,
): void {
  const { columns } = terminal;
  const isWhole = options.all === true || options.json === true || linesOf(answer.text, columns) <= room;
  print(terminal, options, isWhole ? answer : { ...answer, text: fitScreen(screen(), more, columns, room) });
}

/** Shows how far it is, and gives it up when the terminal does. */
export async function whileJudging<T>(terminal: Terminal, work: (watch: Watch) => Promise<T>): Promise<T> {
  const bar = await progressBar('judging', terminal.interactive);
  try {
    return await work({ progress: bar.update, signal: terminal.signal });
  } finally {
    await bar.stop();
  }
}

/** Runs a reading tool as a client would, and prints its answer. */
export async function runTool(terminal: Terminal, tool: Tool, args: unknown) {
  return whileJudging(terminal, async (watch) => tool.run(args, await toolContext(terminal, watch)));
}

async function toolContext(terminal: Terminal, watch: Watch): Promise<ToolContext> {
  return {
    deps: { ...(await terminal.open()), watch },
    attestation: { level: 'unattended', client: null },
    session: null,
    confirm: async () => 'failed',
    progress: (done, total) => watch.progress(done, total, ''),
    signal: watch.signal,
  };
}

/** Asks on the terminal. An empty answer, or the end of the input, takes the offer. */
export async function ask(question: string, offer: string | null, signal: AbortSignal): Promise<string> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const ended = new Promise<string>((done) => prompt.once('close', () => done('')));
    const asked = prompt.question(offer === null ? `${question} ` : `${question} [${offer}] `, { signal });
    const answer = (await Promise.race([asked, ended])).trim();
    return answer === '' ? (offer ?? '') : answer;
  } finally {
    prompt.close();
  }
}

/** Waits for a person to type exactly this phrase; no flag, pipe or environment variable can replace them. */
export async function typePhrase({ signal }: Terminal, phrase: string, nothing: string): Promise<void> {
  const typed = await ask(`\nTo go on, type "${phrase}":`, null, signal);
  if (typed === phrase) return;
  throw new ClariIdentityError(
    'ERR_CONFIRMATION',
    `What was typed is not "${phrase}". ${nothing}`,
    'Run the command again if it is what you want.',
  );
}

const EXIT_CODES = { usage: 2, guard: 3, input: 1, system: 1 } as const;

/** What failed, why, and what to do next; returns the exit code. */
export function explainFailure(error: unknown, err: (text: string) => void): number {
  if (error instanceof ClariIdentityError) {
    err(`clari-identity-mcp: ${error.message} (${error.code})`);
    err(`Next: ${error.remedy}`);
    return EXIT_CODES[error.audience];
  }
  const { what, next } = unforeseen(error);
  err(`clari-identity-mcp: ${what}`);
  err(`Next: ${next}`);
  return 1;
}
