import type { Command } from 'commander';
import type { Tool } from '../tool.ts';
import { decide } from './decide.ts';
import { evidenceFile } from './evidence-file.ts';
import type { CommonOptions, Terminal } from './terminal.ts';

interface RecordFlags extends CommonOptions {
  readonly performedBy: string;
  readonly performedAt: string;
  readonly plan?: string;
  readonly ticket?: string;
  readonly method?: string;
  readonly note?: string;
  readonly evidence?: readonly string[];
  readonly corrects?: string;
}

export function recordCommand(program: Command, terminal: Terminal, recordDeactivation: Tool): void {
  program
    .command('record')
    .argument('<account>', 'account id or exact e-mail')
    .summary('record that a person deactivated an account in Clari')
    .requiredOption('--performed-by <name>', 'who did it')
    .requiredOption('--performed-at <iso>', 'when, ISO 8601 with offset')
    .option('--plan <plan-id>', 'plan that it belongs to')
    .option('--ticket <ticket>', 'ticket reference')
    .option('--method <method>', 'how, for example the menu path')
    .option('--note <note>')
    .option('--evidence <file...>', 'files whose name and SHA-256 are kept; the files stay where they are')
    .option('--corrects <record-id>', 'a record that this one puts right')
    .option('--json', 'one JSON document on stdout')
    .action(async (account: string, flags: RecordFlags) => {
      await decide(terminal, flags, recordDeactivation, {
        account,
        performed_by: flags.performedBy,
        performed_at: flags.performedAt,
        evidence: await Promise.all((flags.evidence ?? []).map(evidenceFile)),
        ...(flags.plan === undefined ? {} : { plan_id: flags.plan }),
        ...(flags.ticket === undefined ? {} : { ticket: flags.ticket }),
        ...(flags.method === undefined ? {} : { method: flags.method }),
        ...(flags.note === undefined ? {} : { note: flags.note }),
        ...(flags.corrects === undefined ? {} : { corrects: flags.corrects }),
      });
    });
}
