import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import Papa from 'papaparse';
import { bare } from '../model/foreign.ts';
import { type MatchOutcome, matchAll } from '../reconcile/decide/match-records.ts';
import { MATCHER_VERSION } from '../reconcile/decide/thresholds.ts';
import { csvCell } from '../report/csv-cell.ts';
import { quoted, quotedList } from '../sources/cells/text.ts';
import { fileInput } from '../sources/file/input.ts';
import { isComparable, type MatchFile, matchRows, requireCommonGround } from '../sources/match/match-file.ts';
import { collectMapping } from './collect-mapping.ts';
import { Explanations } from './explanations.ts';
import type { CommonOptions, Terminal } from './terminal.ts';

interface MatchFlags extends CommonOptions {
  readonly out: string;
  readonly explain?: string;
  readonly accountsMap: Readonly<Record<string, string>>;
  readonly identitiesMap: Readonly<Record<string, string>>;
  readonly accountsSheet?: string;
  readonly identitiesSheet?: string;
}

/** The command that only correlates: two files in, one file out, no store. */
export function matchCommand(program: Command, terminal: Terminal): void {
  program
    .command('match')
    .argument('<accounts>')
    .argument('<identities>')
    .summary('match accounts to people in two lists, without a store')
    .requiredOption('--out <file>', 'CSV with account_id, identity_id, decision, confidence, rule')
    .option(
      '--accounts-map <field=header>',
      'which header feeds a field of the accounts; repeatable',
      collectMapping,
      {},
    )
    .option('--identities-map <field=header>', 'the same for the identities', collectMapping, {})
    .option('--accounts-sheet <name>', 'which sheet of a workbook; default: the one whose headers are known')
    .option('--identities-sheet <name>', 'the same for the identities')
    .option(
      '--explain <file>',
      'JSON Lines: what each field weighs in bits, what spoke against it, the nearest misses; an account’s last line counts',
    )
    .option('--json', 'one JSON document on stdout')
    .action(async (accounts: string, identities: string, flags: MatchFlags) => {
      const [left, right] = [
        await matchRows(
          fileInput(accounts),
          { mapping: flags.accountsMap, sheet: flags.accountsSheet ?? null },
          'accounts',
        ),
        await matchRows(
          fileInput(identities),
          { mapping: flags.identitiesMap, sheet: flags.identitiesSheet ?? null },
          'identities',
        ),
      ];
      const common = requireCommonGround(left, right);
      tell(terminal, 'accounts', left);
      tell(terminal, 'identities', right);
      const settings = { domainAliases: terminal.config().settings.domainAliases };
      const explanations = flags.explain === undefined ? null : new Explanations(flags.explain);
      const outcomes = matchAll(left.records, right.records, settings, (id, one) => explanations?.add(id, one));
      explanations?.close();
      const silent = new Set(left.records.filter((one) => !isComparable(one, common)).map((one) => one.id));
      await writeFile(flags.out, matchCsv(outcomes, silent));
      const counts = { linked: 0, candidate: 0, none: 0, nothing: 0, capped: 0 };
      for (const { rows, isCapped } of outcomes) {
        if (isCapped) counts.capped += 1;
        for (const { decision, accountId } of rows) {
          counts[decision] += 1;
          if (decision === 'none' && silent.has(accountId)) counts.nothing += 1;
        }
      }
      const summary = {
        out: flags.out,
        accounts: left.records.length,
        identities: right.records.length,
        linked: counts.linked,
        candidates: counts.candidate,
        none: counts.none,
        nothing_to_compare: counts.nothing,
        capped: counts.capped,
        compared_by: [...common],
        accounts_columns: { used: left.used, unused: left.unused },
        identities_columns: { used: right.used, unused: right.unused },
        matcher_version: MATCHER_VERSION,
      };
      terminal.out(
        flags.json === true
          ? JSON.stringify(summary, null, 2)
          : `${summary.accounts} accounts against ${summary.identities} identities: ${summary.linked} linked, ${summary.candidates} candidate rows, ${summary.none} none.${silentWords(summary.nothing_to_compare)}${cappedWords(counts.capped)} Written to ${bare(summary.out)}`,
      );
    });
}

/** Prints how the columns of a file were used, and what was odd in its rows. */
function tell(terminal: Terminal, side: string, { used, unused, warnings }: MatchFile): void {
  const fields = Object.entries(used).map(([field, header]) => `${bare(field)} from ${quoted(header)}`);
  terminal.err(`${side}: ${fields.join(', ')}.${unused.length === 0 ? '' : ` Not used: ${quotedList(unused)}.`}`);
  for (const warning of warnings) terminal.err(`${side}, line ${warning.line}: ${warning.why}`);
}

function silentWords(silent: number): string {
  return silent === 0 ? '' : ` ${silent} of them had nothing to compare.`;
}

function cappedWords(capped: number): string {
  return capped === 0 ? '' : ` For ${capped} accounts more people have something alike than were compared or named.`;
}

const AT_ONCE = 10_000;

/**
 * The file in pieces. Accounts that have nothing to be compared by do not get the `none` of those that were compared:
 * their rule says so.
 */
function* matchCsv(outcomes: readonly MatchOutcome[], silent: ReadonlySet<string>): Generator<string, void, void> {
  yield 'account_id,identity_id,decision,confidence,rule\n';
  for (let start = 0; start < outcomes.length; start += AT_ONCE) {
    const cells = outcomes
      .slice(start, start + AT_ONCE)
      .flatMap(({ rows }) =>
        rows.map((row) => [
          csvCell(row.accountId),
          csvCell(row.identityId ?? ''),
          row.decision,
          String(row.confidence),
          row.rule ?? (silent.has(row.accountId) ? 'nothing_to_compare' : ''),
        ]),
      );
    yield `${Papa.unparse(cells, { newline: '\n' })}\n`;
  }
}
