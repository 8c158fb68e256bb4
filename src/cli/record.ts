import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { recordedAnswer } from '../app/record-answer.ts';
import { prepareDeactivation, recordDeactivation } from '../app/record-deactivation.ts';
import { ClariIdentityError } from '../model/errors.ts';
import type { EvidenceItem } from '../model/record.ts';
import { type CommonOptions, print, type Terminal } from './terminal.ts';

interface RecordFlags extends CommonOptions {
  readonly performedBy: string;
  readonly performedAt: string;
  readonly plan?: string;
  readonly ticket?: string;
  readonly method?: string;
  readonly note?: string;
  readonly evidence?: readonly string[];
}

export function recordCommand(program: Command, terminal: Terminal): void {
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
    .option('--json', 'one JSON document on stdout')
    .action(async (account: string, flags: RecordFlags) => {
      const deps = await terminal.open();
      const prepared = await prepareDeactivation(deps, {
        account,
        app: 'clari',
        performedBy: flags.performedBy,
        performedAt: flags.performedAt,
        planId: flags.plan ?? null,
        ticket: flags.ticket ?? null,
        method: flags.method ?? null,
        note: flags.note ?? null,
        evidence: await Promise.all((flags.evidence ?? []).map(hashFile)),
      });
      const confirmedBy = terminal.interactive ? 'terminal' : 'command_line';
      print(terminal, flags, recordedAnswer(prepared, await recordDeactivation(deps, prepared, confirmedBy)));
    });
}

async function hashFile(path: string): Promise<EvidenceItem> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch (cause) {
    throw new ClariIdentityError(
      'ERR_FILE_NOT_FOUND',
      `The evidence file ${basename(path)} cannot be read.`,
      'Check the path. Nothing was recorded.',
      { cause },
    );
  }
  return { name: basename(path), sha256: hash.digest('hex') };
}
