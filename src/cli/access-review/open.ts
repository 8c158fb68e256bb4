import { type Command, Option } from 'commander';
import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import { FINDINGS, type Finding } from '../../model/finding.ts';
import { quote } from '../../model/foreign.ts';
import type { Tool } from '../../tool.ts';
import { decide } from '../decide.ts';
import type { CommonOptions, Terminal } from '../terminal.ts';
import { given, missing } from './words.ts';

interface OpenFlags extends CommonOptions {
  readonly app: string;
  readonly role?: string;
  readonly team?: string;
  readonly finding?: readonly Finding[];
  readonly changedOnly?: boolean;
  readonly manager: boolean;
  readonly byRole?: readonly string[];
  readonly byTeam?: readonly string[];
  readonly fallback?: string;
  readonly second?: string;
  readonly due: string;
  readonly privileged?: readonly string[];
  readonly owner?: string;
  readonly deputy?: string;
  readonly acceptIncomplete?: string;
}

export function openCommand(review: Command, terminal: Terminal, tool: Tool): void {
  review
    .command('open')
    .argument('<name>', 'what people call it, for example "Q4 2026"')
    .summary('freeze the active accounts and put each to a reviewer')
    .requiredOption('--due <date>', 'until when reviewers have time, ISO 8601')
    .option('--app <app>', 'which application', DEFAULT_APP)
    .option('--role <role>', 'only accounts with this role')
    .option('--team <team>', 'only accounts of this team')
    .addOption(new Option('--finding <finding...>', 'only these findings').choices(FINDINGS))
    .option('--changed-only', 'only what changed since the last review')
    .option('--no-manager', 'the manager whom the directory names does not review')
    .option('--by-role <role=email...>', 'who reviews a role')
    .option('--by-team <team=email...>', 'who reviews a team')
    .option('--fallback <email>', 'who reviews what nobody else can')
    .option('--second <email>', 'who also decides on privileged roles')
    .option('--privileged <role...>', "privileged roles; default: those of the application's profile")
    .option('--owner <email>', 'who answers for the application')
    .option('--deputy <email>', 'who does in their place')
    .option('--accept-incomplete <reason>', 'why a population that is not proven complete is accepted')
    .option('--json', 'one JSON document on stdout')
    .action(async (name: string, flags: OpenFlags) => {
      await decide(terminal, flags, tool, {
        name,
        app: flags.app,
        scope: {
          ...given('role', flags.role),
          ...given('team', flags.team),
          findings: flags.finding ?? [],
          changed_only: flags.changedOnly === true,
        },
        reviewers: {
          manager: flags.manager,
          by_role: people(flags.byRole, '--by-role'),
          by_team: people(flags.byTeam, '--by-team'),
          ...given('fallback', flags.fallback),
          ...given('second', flags.second),
        },
        due_at: flags.due,
        ...given('privileged_roles', flags.privileged),
        ...given('owner', flags.owner),
        ...given('deputy', flags.deputy),
        ...given('accept_incomplete', flags.acceptIncomplete),
      });
    });
}

/** `ROLE=EMAIL`: a role may contain a sign of equality, an address hardly does. */
function people(pairs: readonly string[] | undefined, option: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (pairs ?? []).map((pair) => {
      const at = pair.lastIndexOf('=');
      if (at < 1) throw missing(`${option} takes NAME=EMAIL, and ${quote(pair)} is none.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
