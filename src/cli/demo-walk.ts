import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
import type { DemoAnswer } from '../demo/demo.ts';
import { demoReview } from '../demo/review-story.ts';
import { demoStory } from '../demo/story.ts';
import { bare } from '../model/foreign.ts';
import { addMs, MINUTE_MS } from '../model/time.ts';
import type { LoadedDemo } from './demo-load.ts';
import { populationOnce, walkReview } from './demo-review.ts';

export interface DemoWalk {
  readonly company: string;
  readonly files: number;
  readonly accounts: number;
  readonly agreeing: number;
  readonly differing: readonly { readonly email: string; readonly expected: string; readonly found: string }[];
  readonly calls: readonly string[];
}

/** Starts the real server over stdio and asks it what an assistant would ask. */
export async function demoWalk(loaded: LoadedDemo, home: string, print: (text: string) => void): Promise<DemoWalk> {
  const out = populationOnce(print);
  const client = new Client({ name: 'demo', version: '1' }, { capabilities: { elicitation: { form: {} } } });
  client.setRequestHandler(ElicitRequestSchema, async (request) => {
    const { message } = request.params;
    const word = /type "(.+)"\.$/.exec(message)?.[1] ?? '';
    out(indent(`The server asks the person, not the model:\n${message}\n> ${word}`, '  │ '));
    return { action: 'accept', content: { word } };
  });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [process.argv[1] ?? ''],
      env: { PATH: process.env['PATH'] ?? '', ...loaded.environment, CLARI_IDENTITY_HOME: home },
      stderr: 'inherit',
    }),
  );
  const calls: string[] = [];
  const call = async (name: string, args: Record<string, unknown>, shown = true): Promise<unknown> => {
    calls.push(name);
    if (shown) out(`\n> ${bare(name)} ${JSON.stringify(args)}`);
    const result = await client.callTool({ name, arguments: args });
    const text = z
      .array(z.object({ text: z.string() }))
      .parse(result.content)
      .map((part) => part.text)
      .join('\n');
    if (shown) out(indent(text, '  '));
    if (result.isError === true) throw new Error(text);
    return result.structuredContent;
  };
  try {
    return await walk(loaded, call, calls, out);
  } finally {
    await client.close();
  }
}

async function walk(
  { organisation, imports }: LoadedDemo,
  call: (name: string, args: Record<string, unknown>, shown?: boolean) => Promise<unknown>,
  calls: readonly string[],
  out: (text: string) => void,
): Promise<DemoWalk> {
  const people = new Map(demoStory(organisation).map((one) => [one.role, one]));
  const tell = (role: string) => people.get(role);
  out(chapter(`The sample company: ${organisation.company}`));
  out(
    `${organisation.people} people. Clari has no API that lists or closes accounts, so somebody downloads files now and then.\nThese were just imported, each as a dated snapshot:`,
  );
  for (const one of imports)
    out(
      `  ${one.head.asOf.slice(0, 10)}  ${one.head.kind.padEnd(21)} ${bare(one.head.directory ?? one.head.app ?? 'clari').padEnd(9)} ${String(one.accepted).padStart(4)} rows  ${bare(one.head.fileName)}`,
    );
  out(chapter('1. What can be proven?'));
  await call('get_coverage', {});
  out(chapter('2. Who needs attention?'));
  await call('find_orphaned_accounts', { limit: 40 });
  const held = tell('somebody hired again');
  if (held !== undefined) {
    out(chapter('3. Who is not accused, and why'));
    out(held.why);
    await call('list_clari_users', { query: held.email, response_format: 'detailed' });
  }
  const doubtful = tell('a second account under a plus-tag');
  if (doubtful !== undefined) {
    out(`\n${doubtful.why}`);
    await call('get_identity', { email: doubtful.email });
  }
  const leaver = tell('a forgotten leaver');
  if (leaver === undefined) throw new Error('the sample company has no leaver');
  out(chapter('4. What to do, in which order'));
  out(leaver.why);
  out('The account in Clari is one of three: all of them are planned in one order, across applications.');
  out(planInShort(await call('draft_offboarding_plan', { account: leaver.email, app: 'all' }, false)));
  out(chapter('5. Somebody did it: a claim, not yet a fact'));
  await call('record_manual_deactivation', {
    account: leaver.email,
    performed_by: 'Mara Lindqvist',
    performed_at: addMs(new Date().toISOString(), -5 * MINUTE_MS),
    ticket: 'IT-4711',
  });
  await call('find_orphaned_accounts', { findings: ['awaiting_verification'], response_format: 'detailed' });
  out(
    '\nOnly a later users export, imported with its date, can confirm it; such an export, or use of the account after that time, contradicts it.',
  );
  out(chapter('6. The access review of the last quarter'));
  const clock = () => new Date().toISOString();
  const review = demoReview(organisation, clock());
  await walkReview({ organisation, review, clock }, call, out);
  return check(organisation, review.key, call, calls, out);
}

const plan = z.object({
  accounts: z.array(z.object({ account_id: z.string(), app: z.string(), finding: z.string() })),
  not_covered: z.array(z.string()),
  steps: z.array(
    z.object({
      step_id: z.string(),
      order: z.number(),
      title: z.string(),
      state: z.string(),
      performed_by: z.string(),
      depends_on: z.array(z.string()),
    }),
  ),
});

/** The plan without its instructions and warnings, which an assistant shows in full. */
function planInShort(answer: unknown): string {
  const { accounts, not_covered, steps } = plan.parse(answer);
  const orders = new Map(steps.map((step) => [step.step_id, step.order]));
  return [
    `\n> draft_offboarding_plan, in short`,
    ...accounts.map((one) => `  ${one.app}: account ${one.account_id}, ${one.finding}`),
    ...not_covered.map((one) => `  not covered: ${one}`),
    ...steps.map((step) => {
      const after = step.depends_on.map((id) => orders.get(id)).join(', ');
      return `  ${String(step.order).padStart(2)}. ${step.title} (${step.performed_by})${after === '' ? '' : `, after ${after}`}`;
    }),
  ].join('\n');
}

const page = z.object({
  users: z.array(z.object({ account_id: z.string(), finding: z.string() })),
  next_cursor: z.string().nullable(),
});

/** Compares what the server says with the company's key of true answers, account by account. */
async function check(
  organisation: LoadedDemo['organisation'],
  key: readonly DemoAnswer[],
  call: (name: string, args: Record<string, unknown>, shown?: boolean) => Promise<unknown>,
  calls: readonly string[],
  out: (text: string) => void,
): Promise<DemoWalk> {
  const found = new Map<string, string>();
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const next = page.parse(
      await call('list_clari_users', { limit: 200, ...(cursor === undefined ? {} : { cursor }) }, false),
    );
    for (const user of next.users) found.set(user.account_id, user.finding);
    cursor = next.next_cursor;
  }
  const differing = key.flatMap((answer) => {
    const expected = answer.finding;
    const said = found.get(answer.accountId) ?? 'not listed';
    return said === expected ? [] : [{ email: answer.email, expected, found: said }];
  });
  const agreeing = key.length - differing.length;
  out(chapter('Checked against the key of true answers'));
  out(`${agreeing} of ${key.length} verdicts are right.`);
  for (const one of differing) out(`  ${one.email}: expected ${one.expected}, found ${one.found}`);
  if (differing.length > 0) throw new Error(`${differing.length} verdicts differ from the key`);
  return {
    company: organisation.company,
    files: organisation.files.length,
    accounts: key.length,
    agreeing,
    differing,
    calls,
  };
}

function chapter(title: string): string {
  return `\n${title}\n${'─'.repeat(title.length)}`;
}

function indent(text: string, by: string): string {
  return text
    .split('\n')
    .map((line) => `${by}${line}`)
    .join('\n');
}
