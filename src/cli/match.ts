import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import Papa from 'papaparse';
import { bare } from '../model/foreign.ts';
import type { MatchOutcomes } from '../reconcile/decide/match-outcomes.ts';
import { matchAll } from '../reconcile/decide/match-records.ts';
import { MATCHER_VERSION } from '../reconcile/decide/thresholds.ts';
import { csvCell } from '../report/csv-cell.ts';
import { quoted, quotedList } from '../sources/cells/text.ts';
import { fileInput } from '../sources/file/input.ts';
import { type MatchFile, matchRows, requireCommonGround } from '../sources/match/match-file.ts';
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
      const see = explanations === null ? null : explanations.add.bind(explanations);
      const outcomes = matchAll(left.records, right.records, settings, see);
      explanations?.close();
      const counts = { linked: 0, candidate: 0, none: 0, nothing: 0, capped: 0 };
      const isSilent = (account: number) => !left.records.isComparable(account, common);
      await writeFile(flags.out, matchCsv(outcomes, isSilent, counts));
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

type Counts = Record<'linked' | 'candidate' | 'none' | 'nothing' | 'capped', number>;

const AT_ONCE = 65_536;
const PLAIN = /^[0-9A-Za-z][\w.@:|-]*$/;

/**
 * The file in pieces, counted on the way. Accounts that have nothing to be compared by do not get the `none` of those that
 * were compared: their rule says so.
 */
function* matchCsv(
  outcomes: MatchOutcomes,
  isSilent: (account: number) => boolean,
  counts: Counts,
): Generator<string, void, void> {
  let text = 'account_id,identity_id,decision,confidence,rule\n';
  for (let account = 0; account < outcomes.length; account += 1) {
    if (outcomes.isCapped(account)) counts.capped += 1;
    for (const { accountId, identityId, decision, confidence, rule } of outcomes.rows(account)) {
      const isNothing = decision === 'none' && isSilent(account);
      counts[decision] += 1;
      if (isNothing) counts.nothing += 1;
      const why = rule ?? (isNothing ? 'nothing_to_compare' : '');
      text += `${cell(accountId)},${cell(identityId ?? '')},${decision},${confidence},${why}\n`;
    }
    if (text.length < AT_ONCE) continue;
    yield text;
    text = '';
  }
  yield text;
}

function cell(text: string): string {
  return text === '' || PLAIN.test(text) ? text : Papa.unparse([[csvCell(text)]]);
}
