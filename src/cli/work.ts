import type { Command } from 'commander';
import { Option } from 'commander';
import * as z from 'zod';
import { grouped, type Screen } from '../answers/screen.ts';
import { WORK_KINDS, WORK_STATES, type WorkState } from '../app/work/item.ts';
import { bare } from '../model/foreign.ts';
import { shownTime } from '../model/shown-time.ts';
import type { Tool } from '../tool.ts';
import { type AllOption, printFitting, runTool, type Terminal } from './terminal.ts';

interface WorkFlags extends AllOption {
  readonly state?: WorkState;
  readonly account?: string;
  readonly app?: string;
  readonly limit: string;
  readonly cursor?: string;
}

const page = z.looseObject({
  items: z.array(
    z.looseObject({
      id: z.string(),
      state: z.enum(WORK_STATES),
      kind: z.enum(WORK_KINDS),
      account_id: z.string().optional(),
      app: z.string().optional(),
      email: z.string().optional(),
      due_at: z.string().optional(),
      next_command: z.string().optional(),
    }),
  ),
  by_state: z.partialRecord(z.enum(WORK_STATES), z.number()),
  total: z.number(),
  warnings: z.array(z.string()),
});

export function workCommand(program: Command, terminal: Terminal, listWork: Tool): void {
  program
    .command('work')
    .argument('[id]', 'of a plan (with its steps), record, decision, read or item')
    .summary('what waits for whom, with deadlines and the next command')
    .addOption(new Option('--state <state>', 'only these; default: all that is not over').choices(WORK_STATES))
    .option('--account <account>', 'account id or exact e-mail; id=… or email=… where both fit')
    .option('--app <app>', 'only of this application; default: of all, and a Clari account')
    .option('--limit <number>', 'items of one page', '200')
    .option('--cursor <cursor>', 'next_cursor of the page before')
    .option('--all', 'every item of the page with what it waits for')
    .option('--json', 'one JSON document on stdout')
    .action(async (id: string | undefined, flags: WorkFlags) => {
      const answer = await runTool(terminal, listWork, {
        limit: Number(flags.limit),
        response_format: 'detailed',
        ...(id === undefined ? {} : { id }),
        ...(flags.state === undefined ? {} : { state: flags.state }),
        ...(flags.account === undefined ? {} : { account: flags.account }),
        ...(flags.app === undefined ? {} : { app: flags.app }),
        ...(flags.cursor === undefined ? {} : { cursor: flags.cursor }),
      });
      printFitting(
        terminal,
        flags,
        answer,
        () => workScreen(page.parse(answer.structured)),
        'More: clari-identity-mcp work --all, or --state STATE for one kind',
      );
    });
}

/** Counts for each state, most pressing first, with the first of each and their next command. */
function workScreen({ items, by_state, total, warnings }: z.infer<typeof page>): Screen {
  const first = items.find((one) => one.next_command !== undefined);
  return {
    top: [`Work: ${total}, most pressing first.`],
    parts: [
      ...grouped(items, (one) => one.state).map(([, alike]) => {
        const [{ state }] = alike;
        return {
          head: `${state}: ${by_state[state] ?? alike.length}`,
          examples: alike.map(
            ({ kind, id, email, account_id, app, due_at }) =>
              `${kind} ${bare(email ?? account_id ?? id)}${app === undefined ? '' : ` in ${bare(app)}`}${due_at === undefined ? '' : `, due ${shownTime(due_at)}`}`,
          ),
          total: by_state[state] ?? alike.length,
        };
      }),
      ...(warnings.length === 0 ? [] : [{ head: `Warnings: ${warnings.length}`, examples: warnings }]),
    ],
    tail: first?.next_command === undefined ? [] : [`Next: ${first.next_command}`],
  };
}
