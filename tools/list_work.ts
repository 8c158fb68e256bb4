import * as z from 'zod';
import { WORK_KINDS, WORK_STATES, type WorkItem } from '../src/app/work/item.ts';
import type { WorkPage } from '../src/app/work/list-work.ts';
import { DEFAULT_APP } from '../src/model/apps-in-use.ts';
import { bare } from '../src/model/foreign.ts';
import { shownTime } from '../src/model/shown-time.ts';
import { count, defineTool, READING, responseFormat } from '../src/tool.ts';
import { withoutNulls } from './parts/account-part.ts';
import { coverageLine, coverageOf } from './parts/coverage-part.ts';
import { listInput, listOutput } from './parts/list-part.ts';

const item = z.object({
  id: z.string(),
  kind: z.enum(WORK_KINDS),
  state: z.enum(WORK_STATES),
  account_id: z.string().optional(),
  app: z.string().optional(),
  email: z.string().optional(),
  title: z.string(),
  waits_for: z.string(),
  due_at: z.string().optional(),
  deadline: z.enum(['met', 'late', 'running', 'unknown', 'none']).optional(),
  deadline_basis: z.enum(['event', 'status_changed', 'unknown']).optional(),
  next_command: z.string().optional(),
});

export const listWork = defineTool({
  name: 'list_work',
  title: 'List what waits for whom',
  description:
    'Everything that waits for somebody or for a read: plans to approve or whose facts changed, steps to do, recorded deactivations that verify, expired, were contradicted or came back, exemptions that end, held reads; then accounts that need somebody and have no plan or record, disputed links too; each with its deadline, what it waits for and the next command. With id a plan shows all its steps.',
  inputSchema: z.strictObject({
    state: z.enum(WORK_STATES).optional().describe('default: all that is not over'),
    account: z
      .string()
      .min(1)
      .max(320)
      .optional()
      .describe('account_id or exact e-mail; id=… or email=… where both fit'),
    app: z.string().max(40).optional().describe('only of this application'),
    id: z.string().max(400).optional().describe('of a plan, record, decision, read or item'),
    response_format: responseFormat,
    ...listInput,
    limit: z.int().min(1).max(200).default(25),
  }),
  outputSchema: z.object({
    items: z.array(item),
    by_state: z.record(z.string(), count),
    ...listOutput,
  }),
  annotations: READING,
  view: 'work',
  async handler(args, { deps }) {
    const { listWork: list } = await import('../src/app/work/list-work.ts');
    const page = await list(deps, {
      state: args.state ?? null,
      account: args.account ?? null,
      app: args.app ?? null,
      id: args.id ?? null,
      limit: args.limit,
      cursor: args.cursor ?? null,
    });
    return {
      structured: {
        items: page.items.map(structuredItem),
        by_state: page.byState,
        total: page.total,
        next_cursor: page.nextCursor,
        coverage: page.coverage.map(coverageOf),
        warnings: [...page.warnings],
      },
      text: textOf(page, args.response_format === 'detailed'),
    };
  },
});

function structuredItem(one: WorkItem): z.input<typeof item> {
  return {
    id: one.id,
    kind: one.kind,
    state: one.state,
    ...withoutNulls({ account_id: one.accountId, app: elsewhere(one), email: one.email }),
    title: one.title,
    waits_for: one.waitsFor,
    ...withoutNulls({
      due_at: one.deadline?.dueAt,
      deadline: one.deadline?.state,
      deadline_basis: one.deadline?.basis,
      next_command: one.nextCommand,
    }),
  };
}

function textOf(page: WorkPage, detailed: boolean): string {
  const counts = Object.entries(page.byState).map(([state, number]) => `${state} ${number}`);
  return [
    `Work: ${page.items.length} of ${page.total}${page.nextCursor === null ? '.' : `; next page: cursor=${page.nextCursor}`}${counts.length === 0 ? '' : ` ${counts.join(', ')}.`}`,
    ...page.items.flatMap((one) => [
      `- ${one.state} ${one.kind} ${bare(one.id)}${whose(one)}: ${one.title}${due(one)}`,
      `    waits for: ${one.waitsFor}`,
      ...(one.nextCommand === null ? [] : [`    next: ${one.nextCommand}`]),
    ]),
    ...(detailed ? [coverageLine(page.coverage)] : []),
    ...page.warnings,
  ].join('\n');
}

/** The application, where it is not the one that is meant without a word. */
function elsewhere({ app }: WorkItem): string | null {
  return app === DEFAULT_APP ? null : app;
}

function whose(one: WorkItem): string {
  const name = one.email ?? one.accountId;
  const app = elsewhere(one);
  return name === null ? '' : ` (${bare(name)}${app === null ? '' : ` in ${bare(app)}`})`;
}

function due({ deadline }: WorkItem): string {
  if (deadline === null || deadline.state === 'none') return '';
  if (deadline.dueAt === null) return '; deadline unknown';
  return `; due ${shownTime(deadline.dueAt)} (${deadline.state}${deadline.basis === null ? '' : `, by ${deadline.basis}`})`;
}
