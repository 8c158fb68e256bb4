import type { Command } from 'commander';
import { cancellationAnswer, cancellationQuestion } from '../answers/cancellation-answer.ts';
import { cancelPlan } from '../app/plans/cancel-plan.ts';
import { stateWithoutCode } from '../app/statements/statement.ts';
import type { App } from '../model/app-profile.ts';
import { DEFAULT_APP } from '../model/apps-in-use.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { fileInput } from '../sources/file/input.ts';
import { rolesFile } from '../sources/roles-file.ts';
import type { Tool } from '../tool.ts';
import { attestationAt, confirmAtTerminal } from './decide.ts';
import { layOut } from './lay-out.ts';
import { type CommonOptions, print, runTool, type Terminal } from './terminal.ts';

interface PlanFlags extends CommonOptions {
  readonly app: App;
  readonly successor?: string;
  readonly ticket?: string;
  readonly due?: string;
  readonly provision?: string;
  readonly name?: string;
  readonly role?: string;
  readonly team?: string;
  readonly directory?: string;
  readonly roles?: string;
  readonly sheet?: string;
  readonly cancel?: string;
  readonly reason?: string;
}

/** What a plan can be about, and the flags that belong to it alone. */
const WAYS = {
  account: ['app', 'successor', 'ticket', 'due'],
  provision: ['name', 'role', 'team', 'directory'],
  roles: ['sheet'],
  cancel: ['reason'],
} as const satisfies Record<string, readonly (keyof PlanFlags)[]>;

type Way = keyof typeof WAYS;

export interface PlanTools {
  readonly offboarding: Tool;
  readonly provisioning: Tool;
  readonly roleChange: Tool;
}

export function planCommand(program: Command, terminal: Terminal, tools: PlanTools): void {
  program
    .command('plan')
    .argument(
      '[account]',
      'account id or exact e-mail of the account that is to be closed; id=… or email=… where both fit',
    )
    .summary('draft the work: close an account, give access, change roles')
    .option('--app <app>', 'of which application the account is; all: every account of the person', DEFAULT_APP)
    .option('--successor <email>', 'who takes over open opportunities and forecasts')
    .option('--ticket <ticket>', 'ticket reference')
    .option('--due <iso>', 'deadline; default: from the revocation and the service level')
    .option('--provision <email>', 'instead: the way to an account through single sign-on')
    .option('--name <name>', 'with --provision: who that is')
    .option('--role <role>', 'with --provision: the Clari role')
    .option('--team <team>', 'with --provision: the team')
    .option('--directory <name>', 'with --provision: okta, entra, or another that was read')
    .option('--roles <file>', 'instead: a worklist from a list (CSV, .xlsx, JSON) with account or email, role and team')
    .option('--sheet <name>', 'with --roles: which sheet of a workbook')
    .option('--cancel <plan-id>', 'instead: cancel a plan; it stays in the ledger')
    .option('--reason <reason>', 'with --cancel: why')
    .option('--json', 'one JSON document on stdout')
    .action(async (account: string | undefined, flags: PlanFlags, command: Command) => {
      const way = wayOf(account, flags, (name) => command.getOptionValueSource(name) === 'cli');
      const { structured, text } = await WAY[way](terminal, tools, flags, account ?? '');
      print(terminal, flags, { structured, text: layOut(text, terminal.columns) });
    });
}

const WAY = {
  account: (terminal, { offboarding }, { app, successor, ticket, due }, account) =>
    runTool(terminal, offboarding, {
      account,
      app,
      response_format: 'detailed',
      ...given({ successor, ticket, due_at: due }),
    }),
  provision: (terminal, { provisioning }, { provision, name, role, team, directory }) =>
    runTool(terminal, provisioning, {
      email: provision,
      response_format: 'detailed',
      ...given({ name, role, team, directory }),
    }),
  roles: async (terminal, { roleChange }, { roles = '', sheet = null }) => {
    const { asked, warnings } = await rolesFile(fileInput(roles), sheet);
    for (const warning of warnings) terminal.err(`line ${warning.line}: ${warning.why}`);
    return runTool(terminal, roleChange, {
      response_format: 'detailed',
      changes: asked.map(({ account, role, team }) => ({
        account,
        ...given({ role: role ?? undefined, team: team ?? undefined }),
      })),
    });
  },
  cancel: async (terminal, _, { cancel = '', reason = '' }) =>
    cancellationAnswer(
      await stateWithoutCode(
        await terminal.open(),
        cancelPlan,
        { planId: cancel, reason },
        {
          attestation: attestationAt(terminal),
          session: null,
          ask: (draft) => confirmAtTerminal(terminal, cancellationQuestion(draft)),
        },
      ),
    ),
} as const satisfies Record<
  Way,
  (
    terminal: Terminal,
    tools: PlanTools,
    flags: PlanFlags,
    account: string,
  ) => Promise<{ readonly structured: unknown; readonly text: string }>
>;

/** Requires exactly one kind of plan and no flag of another kind, because a flag without effect would surprise. */
function wayOf(account: string | undefined, flags: PlanFlags, isGiven: (name: keyof PlanFlags) => boolean): Way {
  const asked: Way[] = [];
  if (account !== undefined) asked.push('account');
  for (const way of ['provision', 'roles', 'cancel'] as const) if (flags[way] !== undefined) asked.push(way);
  const [way, second] = asked;
  if (way === undefined || second !== undefined)
    throw usage(
      way === undefined ? 'Nothing says what to plan.' : 'Only one thing is planned at a time.',
      'Name an account, or give one of --provision EMAIL, --roles FILE, --cancel PLAN_ID.',
    );
  const foreign = Object.entries(WAYS)
    .filter(([other]) => other !== way)
    .flatMap(([, names]) => [...names])
    .find(isGiven);
  if (foreign !== undefined)
    throw usage(`--${foreign} says nothing here.`, 'Leave it out, or see clari-identity-mcp plan --help.');
  if (way === 'cancel' && flags.reason === undefined)
    throw usage('A plan is cancelled for a reason.', 'Give it with --reason "WHY".');
  return way;
}

function usage(message: string, remedy: string): ClariIdentityError {
  return new ClariIdentityError('ERR_USAGE', `${message} Nothing was planned.`, remedy);
}

function given(flags: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
