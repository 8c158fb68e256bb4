/** A cell that no spreadsheet runs as a formula: a leading apostrophe makes it text. A plain number stays a number. */
export function csvCell(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}
