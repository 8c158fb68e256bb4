/**
 * Reads a birth date written as `YYYY-MM-DD` or `YYYYMMDD`; null for anything else, and for dates that stand for
 * "unknown".
 */
export function birthKey(text: string | null): string | null {
  const [, year, month, day] = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ].*)?$/.exec(text?.trim() ?? '') ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const key = `${year}${month}${day}`;
  return PLACEHOLDERS.has(key) || Number(month) < 1 || Number(day) < 1 ? null : key;
}

const PLACEHOLDERS = new Set(['19000101', '19700101', '20000101', '99991231', '00010101']);

/** Whether two dates may be one: one part of three differs, day and month are exchanged, or one digit is wrong. */
export function areNearDates(a: string, b: string): boolean {
  const sameYear = a.slice(0, 4) === b.slice(0, 4);
  const sameMonth = a.slice(4, 6) === b.slice(4, 6);
  const sameDay = a.slice(6) === b.slice(6);
  if (Number(sameYear) + Number(sameMonth) + Number(sameDay) >= 2) return true;
  return sameYear && a.slice(4, 6) === b.slice(6) && a.slice(6) === b.slice(4, 6);
}
