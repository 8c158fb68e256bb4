import type { SqlValue } from '../driver.ts';
import { fold, likePattern, SEPARATOR } from '../fold.ts';
import type { JudgedFilter } from '../store.ts';

/** A condition on `judgements` and what to bind to it. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** SQLite refuses patterns beyond 50,000 bytes; no e-mail, name or id is as long as this. */
const LONGEST_QUERY = 2_000;

export function conditionOf(filter: JudgedFilter): Condition {
  return all([
    filter.app === undefined ? null : { sql: 'app = ?', values: [filter.app] },
    anyOf('finding', filter.findings),
    anyOf('status', filter.statuses),
    equalFolded('role', filter.role),
    equalFolded('team', filter.team),
    containing('directories', filter.directory, (text) => `${SEPARATOR}${text}${SEPARATOR}`),
    containing('search', filter.query, (text) => text),
    shownOr(filter.shownOr),
    filter.revokedBefore === undefined ? null : { sql: 'revoked_at <= ?', values: [filter.revokedBefore] },
  ]);
}

export function all(conditions: readonly (Condition | null)[]): Condition {
  const given = conditions.filter((one) => one !== null);
  return {
    sql: given.length === 0 ? '1 = 1' : given.map((one) => one.sql).join(' and '),
    values: given.flatMap((one) => one.values),
  };
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

function shownOr(findings: JudgedFilter['shownOr']): Condition | null {
  if (findings === undefined) return null;
  const also = anyOf('finding', findings);
  return also === null ? { sql: 'shown = 1', values: [] } : { sql: `(shown = 1 or ${also.sql})`, values: also.values };
}
