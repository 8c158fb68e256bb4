import { createInterface } from 'node:readline/promises';
import type { Deps } from '../app/deps.ts';
import type { Config } from '../config.ts';
import type { Watch } from '../evaluation/index.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { quote } from '../model/foreign.ts';
import type { Tool, ToolContext } from '../tool.ts';
import { progressBar } from './progress.ts';

/** What a command gets: its way to the store, and to the two streams. */
export interface Terminal {
  readonly version: string;
  config(): Config;
  open(): Promise<Deps>;
  /** Results only. */
  out(text: string): void;
  /** Progress and messages. */
  err(text: string): void;
  /** A person sits there and can be asked. */
  readonly interactive: boolean;
  /** How wide results are read; null: by no eyes, they go into a pipe or a file. */
  readonly columns: number | null;
  readonly signal: AbortSignal;
}

export interface CommonOptions {
  readonly json?: boolean | undefined;
}

export function print(
  terminal: Terminal,
  options: CommonOptions,
  answer: { readonly structured: unknown; readonly text: string },
): void {
  terminal.out(options.json === true ? JSON.stringify(answer.structured, null, 2) : answer.text);
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

/** Runs a reading tool as a client would, and prints what it answers. */
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

/** Asks on the terminal; an empty answer takes the offer, and an input that ends is an empty answer. */
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

/** A person types exactly this, or nothing happens: no flag, no pipe and no environment variable stands in for them. */
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
  err(
    `clari-identity-mcp: an unexpected fault: ${quote(error instanceof Error ? (error.stack ?? error.message) : String(error), { longest: 4_000 })}`,
  );
  err('Next: this is a defect; please report it with the lines above.');
  return 1;
}
