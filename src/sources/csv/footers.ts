import { readEmail } from '../cells/email.ts';
import { visible } from '../cells/visible.ts';

const WORDS = new RegExp(
  `^(?:${[
    String.raw`confidential\b|copyright\b|©|\(c\) |all rights reserved`,
    String.raw`generated (?:by|on|at)\b|exported (?:by|on|at|from)\b|report (?:generated|run|date|name)\b|printed (?:by|on|at)\b`,
    String.raw`(?:grand |sub)?totals?\s*(?:[:=(]|rows\b|records\b|users\b|accounts\b|$|\d)`,
    String.raw`(?:rows|records|users|accounts|count|(?:row|record|user|total) count|number of \w+)\s*[:=]\s*\d`,
    // What clients of databases end with: (2 rows affected), (1 Zeile betroffen).
    String.raw`\(?\d+ (?:rows?|records?|users?|accounts?|zeilen?|lignes?)\b`,
    String.raw`(?:gesamt(?:summe|zahl)?|summe|anzahl|total général)\s*(?:[:=(]|$|\d)|(?:erstellt|exportiert) (?:am|von)\b`,
    String.raw`end of (?:report|file|export|list)\b|page \d+\b|as of \w|[-=*_#]{3,}$`,
  ].join('|')})`,
  'i',
);
/** The line that a database client draws under its header. */
const RULE = /^[-+=|:\s]*-[-+=|:\s]*$/;
const FEW = 3;
const LONG_LINE = 3;

/** `certain`: its words say so. `trailing`: only if nothing but such lines follows. */
type FooterReading = 'certain' | 'trailing' | null;

/** Whether a row is a line that a report writer adds. A row with an e-mail address never is one. */
export function footerReading(cells: readonly string[], columns: number): FooterReading {
  // Rows have many values, footers few: no need to look closer at rows.
  let values = 0;
  for (const cell of cells) {
    if (cell.charCodeAt(0) > 0x20) values += 1;
    if (values > FEW) return null;
  }
  const filled = cells.map(visible).filter((cell) => cell !== '');
  const [first] = filled;
  if (first === undefined || filled.length > FEW || filled.some((cell) => readEmail(cell) !== null)) return null;
  if (WORDS.test(first)) return 'certain';
  if (filled.length > 1 || columns < LONG_LINE) return null;
  // One word with digits may be the id of a row that was damaged: that is refused, not overlooked.
  return !/\s/.test(first) && /\d/.test(first) ? null : 'trailing';
}

/** Whether a row is the line of dashes under a header. Only right below one it is: elsewhere dashes stand for nothing. */
export function isRule(cells: readonly string[]): boolean {
  return cells.every((cell) => RULE.test(cell));
}
