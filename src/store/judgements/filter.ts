import { fold, likePattern, SEPARATOR } from '../cells/fold.ts';
import type { SqlValue } from '../driver.ts';
import type { JudgedFilter } from '../store.ts';
import type { Bucket } from './buckets.ts';

/** A condition on `judgements` and what to bind to it. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** SQLite refuses patterns beyond 50,000 bytes; no e-mail, name or id is as long as this. */
const LONGEST_QUERY = 2_000;

/** The part of a filter about verdicts and apps: a bucket meets it with all of its accounts or with none. */
export function bucketsFor(buckets: readonly Bucket[], filter: JudgedFilter): readonly Bucket[] {
  const { app, findings, reasons, shownOr } = filter;
  return buckets.filter(
    (bucket) =>
      bucket.accounts > 0 &&
      (app === undefined || bucket.app === app) &&
      (findings === undefined || findings.length === 0 || findings.includes(bucket.finding)) &&
      (reasons === undefined || reasons.includes(bucket.reason)) &&
      (shownOr === undefined || bucket.shown || shownOr.includes(bucket.finding)),
  );
}

/** The part of a filter about single accounts; null: it has none. */
export function conditionOf(filter: JudgedFilter): Condition | null {
  const given = [
    anyOf('status', filter.statuses),
    equalFolded('role', filter.role),
    equalFolded('team', filter.team),
    containing('directories', filter.directory, (text) => `${SEPARATOR}${text}${SEPARATOR}`),
    containing('search', filter.query, (text) => text),
    filter.revokedBefore === undefined ? null : { sql: 'revoked_at <= ?', values: [filter.revokedBefore] },
  ].filter((one) => one !== null);
  return given.length === 0 ? null : all(given);
}

export function all(conditions: readonly (Condition | null)[]): Condition {
  const given = conditions.filter((one) => one !== null);
  return { sql: given.map((one) => one.sql).join(' and '), values: given.flatMap((one) => one.values) };
}

function anyOf(column: string, words: readonly string[] | undefined): Condition | null {
  if (words === undefined || words.length === 0) return null;
  return { sql: `${column} in (${words.map(() => '?').join(', ')})`, values: words };
}

function equalFolded(column: string, wanted: string | undefined): Condition | null {
  if (wanted === undefined || wanted === '') return null;
  return { sql: `${column} = ?`, values: [fold(wanted)] };
}

function containing(column: string, wanted: string | undefined, form: (text: string) => string): Condition | null {
  if (wanted === undefined || wanted === '') return null;
  const text = fold(wanted);
  // What is stored has no NUL, and a pattern would end at one.
  if (text.length > LONGEST_QUERY || text.includes('\0')) return { sql: '1 = 0', values: [] };
  return { sql: `${column} like ? escape '\\'`, values: [likePattern(form(text))] };
}
