import type { Command } from 'commander';
import { currentPlan } from '../app/plans/current-plan.ts';
import { evaluate } from '../evaluation/index.ts';
import { DEFAULT_APP } from '../model/apps-in-use.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { appOfStep } from '../model/plan.ts';
import type { Tool } from '../tool.ts';
import { decide } from './decide.ts';
import { evidenceFile } from './evidence-file.ts';
import type { CommonOptions, Terminal } from './terminal.ts';

interface RecordFlags extends CommonOptions {
  readonly app: string;
  readonly performedBy?: string;
  readonly performedAt?: string;
  readonly plan?: string;
  readonly step?: string;
  readonly override?: string;
  readonly ticket?: string;
  readonly method?: string;
  readonly note?: string;
  readonly evidence?: readonly string[];
  readonly corrects?: string;
  readonly withdraw?: string;
  readonly reason?: string;
}

interface RecordTools {
  readonly recordDeactivation: Tool;
  readonly recordStep: Tool;
}

export function recordCommand(program: Command, terminal: Terminal, tools: RecordTools): void {
  program
    .command('record')
    .argument('[account]', 'account id or exact e-mail; id=… or email=… where both fit; not with --plan and --step')
    .summary('record what a person did in Clari, or take a record back')
    .option('--app <app>', 'of which application the account is', DEFAULT_APP)
    .option('--performed-by <name>', 'who did it')
    .option('--performed-at <iso>', 'when, ISO 8601 with offset')
    .option('--plan <plan-id>', 'plan that it belongs to; with --step the default is the open plan of the account')
    .option('--step <step-id>', 'step of the plan; default: the deactivation in Clari')
    .option('--override <reason>', 'why it was done before steps that it waits for')
    .option('--ticket <ticket>', 'ticket reference')
    .option('--method <method>', 'how, for example the menu path')
    .option('--note <note>')
    .option('--evidence <file...>', 'files whose name and SHA-256 are kept; the files stay where they are')
    .option('--corrects <record-id>', 'a record that this one puts right')
    .option('--withdraw <record-id>', 'take a record back; needs --reason and no account')
    .option('--reason <reason>', 'why it is taken back')
    .option('--json', 'one JSON document on stdout')
    .action(async (account: string | undefined, flags: RecordFlags) => {
      if (flags.withdraw !== undefined) {
        const note = needed(flags.reason, '--reason');
        return decide(terminal, flags, tools.recordStep, { withdraw: flags.withdraw, note });
      }
      // A step of a named plan may be about somebody who has no account yet.
      const isByPlan = flags.step !== undefined && flags.plan !== undefined;
      const named = isByPlan ? (account ?? null) : needed(account, 'an account');
      const stated = await statement(flags);
      if (flags.step !== undefined) return step(terminal, flags, tools, { account: named, stepId: flags.step, stated });
      return deactivation(terminal, flags, tools, { account: named, app: flags.app, ...stated });
    });
}

async function statement(flags: RecordFlags) {
  return {
    performed_by: needed(flags.performedBy, '--performed-by'),
    performed_at: needed(flags.performedAt, '--performed-at'),
    evidence: await Promise.all((flags.evidence ?? []).map(evidenceFile)),
    ...(flags.ticket === undefined ? {} : { ticket: flags.ticket }),
    ...(flags.note === undefined ? {} : { note: flags.note }),
    ...(flags.override === undefined ? {} : { override: flags.override }),
  };
}

async function deactivation(terminal: Terminal, flags: RecordFlags, tools: RecordTools, args: object): Promise<void> {
  await decide(terminal, flags, tools.recordDeactivation, {
    ...args,
    ...(flags.plan === undefined ? {} : { plan_id: flags.plan }),
    ...(flags.method === undefined ? {} : { method: flags.method }),
    ...(flags.corrects === undefined ? {} : { corrects: flags.corrects }),
  });
}

/**
 * Records a step. The step that closes an account is recorded as its deactivation, so that one command serves every
 * step.
 */
async function step(
  terminal: Terminal,
  flags: RecordFlags,
  tools: RecordTools,
  { account, stepId, stated }: { readonly account: string | null; readonly stepId: string; readonly stated: object },
): Promise<void> {
  const deps = await terminal.open();
  await evaluate(deps);
  const { plan } = await deps.store.read((reader) =>
    currentPlan(reader, deps, { account, app: flags.app }, flags.plan ?? null),
  );
  const found = plan.steps.find((one) => one.stepId === stepId);
  const closes =
    found?.action !== 'verify_by_export' && found?.settledBy.kind === 'account_closed' ? found.settledBy.accounts : [];
  const [closed] = closes;
  if (found === undefined || closed === undefined)
    return decide(terminal, flags, tools.recordStep, { plan_id: plan.planId, step_id: stepId, ...stated });
  return deactivation(terminal, { ...flags, plan: plan.planId }, tools, {
    account: closed,
    app: appOfStep(plan, found),
    ...stated,
  });
}

function needed(value: string | undefined, name: string): string {
  if (value !== undefined) return value;
  throw new ClariIdentityError('ERR_USAGE', `record needs ${name}.`, 'See `clari-identity-mcp record --help`.');
}
