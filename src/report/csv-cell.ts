/**
 * A cell that no spreadsheet runs as a formula: a leading apostrophe makes it text. A plain number stays a number. Full-width signs
 * begin a formula where spreadsheets speak Japanese, and some ignore spaces before one.
 */
export function csvCell(text: string): string {
  if (/^[0-9A-Za-z]/.test(text)) return text;
  return /^[\s＝＋－＠]*[=+\-@\t\r＝＋－＠]/u.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}
