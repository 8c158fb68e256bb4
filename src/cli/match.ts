import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import Papa from 'papaparse';
import { type MatchRow, matchAll } from '../reconcile/correlate/match-records.ts';
import { MATCHER_VERSION } from '../reconcile/correlate/thresholds.ts';
import { csvCell } from '../report/csv-cell.ts';
import { fileInput } from '../sources/input.ts';
import { matchRows } from '../sources/match-file.ts';
import { collectMapping } from './collect-mapping.ts';
import { Explanations } from './explanations.ts';
import type { CommonOptions, Terminal } from './terminal.ts';

interface MatchFlags extends CommonOptions {
  readonly out: string;
  readonly explain?: string;
  readonly accountsMap: Readonly<Record<string, string>>;
  readonly identitiesMap: Readonly<Record<string, string>>;
}

/** Correlation alone: two files in, one file out, no store. */
export function matchCommand(program: Command, terminal: Terminal): void {
  program
    .command('match')
    .argument('<accounts.csv>')
    .argument('<identities.csv>')
    .summary('correlate two CSV files, touching no store')
    .requiredOption('--out <file>', 'CSV with account_id, identity_id, decision, confidence, rule')
    .option(
      '--accounts-map <field=header>',
      'which header feeds a field of the accounts; repeatable',
      collectMapping,
      {},
    )
    .option('--identities-map <field=header>', 'the same for the identities', collectMapping, {})
    .option(
      '--explain <file>',
      'JSON Lines: what each field weighs in bits, what spoke against it, the nearest misses; an account’s last line counts',
    )
    .option('--json', 'one JSON document on stdout')
    .action(async (accounts: string, identities: string, flags: MatchFlags) => {
      const [left, right] = [
        await matchRows(fileInput(accounts), flags.accountsMap),
        await matchRows(fileInput(identities), flags.identitiesMap),
      ];
      for (const warning of [...left.warnings, ...right.warnings]) terminal.err(`line ${warning.line}: ${warning.why}`);
      const settings = { domainAliases: terminal.config().settings.domainAliases };
      const explanations = flags.explain === undefined ? null : new Explanations(flags.explain);
      const outcomes = matchAll(left.records, right.records, settings, (id, one) => explanations?.add(id, one));
      explanations?.close();
      const rows = outcomes.flatMap((one) => one.rows);
      await writeFile(flags.out, matchCsv(rows));
      const count = (decision: MatchRow['decision']) => rows.filter((row) => row.decision === decision).length;
      const capped = outcomes.filter((one) => one.isCapped).length;
      const summary = {
        out: flags.out,
        accounts: left.records.length,
        identities: right.records.length,
        linked: count('linked'),
        candidates: count('candidate'),
        none: count('none'),
        capped,
        matcher_version: MATCHER_VERSION,
      };
      terminal.out(
        flags.json === true
          ? JSON.stringify(summary, null, 2)
          : `${summary.accounts} accounts against ${summary.identities} identities: ${summary.linked} linked, ${summary.candidates} candidate rows, ${summary.none} none.${cappedWords(capped)} Written to ${summary.out}`,
      );
    });
}

function cappedWords(capped: number): string {
  return capped === 0 ? '' : ` For ${capped} accounts more people have something alike than were compared or named.`;
}

function matchCsv(rows: readonly MatchRow[]): string {
  const header = ['account_id', 'identity_id', 'decision', 'confidence', 'rule'];
  const cells = rows.map((row) => [
    csvCell(row.accountId),
    csvCell(row.identityId ?? ''),
    row.decision,
    String(row.confidence),
    row.rule ?? '',
  ]);
  return `${Papa.unparse([header, ...cells], { newline: '\n' })}\n`;
}
