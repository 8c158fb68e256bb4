import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { z } from 'zod';
import type { Question } from './questions.ts';

/** The usual estimate for English text and JSON; a model's own tokenizer differs by some tenths. */
const CHARACTERS_PER_TOKEN = 4;
const CALLS_MAX = 20;
const PATIENCE = { timeout: 600_000 };

export interface Played {
  readonly question: Question;
  readonly calls: number;
  /** Of the arguments that a caller wrote and the texts that it read. */
  readonly tokens: number;
  readonly isRight: boolean;
  readonly answer: string;
}

export interface Open {
  readonly client: Client;
  close(): Promise<void>;
}

/** The built program over stdio, as a host starts it. */
export async function openProgram(main: string, environment: Readonly<Record<string, string>>): Promise<Open> {
  const client = new Client({ name: 'eval', version: '1' }, { capabilities: {} });
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [main], env: { ...environment }, stderr: 'ignore' }),
  );
  return { client, close: () => client.close() };
}

const content = z.array(z.object({ type: z.literal('text'), text: z.string() }));

class Counter {
  calls = 0;
  characters = 0;
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  get tokens(): number {
    return Math.ceil(this.characters / CHARACTERS_PER_TOKEN);
  }

  async call(name: string, args: Readonly<Record<string, unknown>>): Promise<string> {
    this.calls += 1;
    const result = await this.#client.callTool({ name, arguments: { ...args } }, undefined, PATIENCE);
    const text = content
      .parse(result.content)
      .map((part) => part.text)
      .join('\n');
    this.characters += name.length + JSON.stringify(args).length + text.length;
    return text;
  }
}

/** Plays a question by the best known calls: what they show is the answer. */
export async function playScripted({ client }: Open, question: Question): Promise<Played> {
  const counter = new Counter(client);
  const texts: string[] = [];
  for (const [name, args] of question.calls) texts.push(await counter.call(name, args));
  const answer = texts.join('\n');
  const isRight = isAnswered(question, answer) && question.shows.every((one) => one.test(answer));
  return { question, calls: counter.calls, tokens: counter.tokens, isRight, answer };
}

function isAnswered({ facts, never }: Question, answer: string): boolean {
  const holds = (fact: string | number) =>
    typeof fact === 'number'
      ? new RegExp(`(?<![\\d.])${fact}(?![\\d]|\\.\\d)`).test(answer.replace(/(\d),(?=\d{3})/g, '$1'))
      : answer.toLowerCase().includes(fact.toLowerCase());
  return facts.every(holds) && !never.some(holds);
}

const said = z.union([
  z.object({ type: z.literal('call'), name: z.string(), arguments: z.record(z.string(), z.unknown()) }),
  z.object({ type: z.literal('answer'), text: z.string() }),
]);

/**
 * Lets a model play. The command reads lines of JSON: first `question` with the instructions and the tools, then a
 * `result` for each call; it writes `call` with name and arguments, or `answer` with a text.
 */
export async function playByCommand({ client }: Open, question: Question, command: string): Promise<Played> {
  const counter = new Counter(client);
  const { tools } = await client.listTools();
  const child = spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'inherit'] });
  const tell = (message: object) => child.stdin.write(`${JSON.stringify(message)}\n`);
  child.stdin.on('error', () => undefined);
  tell({ type: 'question', text: question.ask, instructions: client.getInstructions(), tools });
  let answer = '';
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.trim() === '') continue;
      const message = said.parse(JSON.parse(line));
      if (message.type === 'answer' || counter.calls >= CALLS_MAX) {
        answer = message.type === 'answer' ? message.text : '';
        break;
      }
      tell({ type: 'result', text: await counter.call(message.name, message.arguments) });
    }
  } finally {
    child.kill();
  }
  return { question, calls: counter.calls, tokens: counter.tokens, isRight: isAnswered(question, answer), answer };
}
