import type { MatchRecord } from '../../src/model/match-record.ts';
import type { RecordList } from '../../src/reconcile/decide/listed-identity.ts';
import type { MatchRow } from '../../src/reconcile/decide/match-outcomes.ts';
import { matchAll } from '../../src/reconcile/decide/match-records.ts';
import type { TraitSettings } from '../../src/reconcile/normalise/traits.ts';

/** A row of a plain list that says nothing. */
export const BLANK: MatchRecord = {
  id: '',
  email: null,
  otherEmails: [],
  login: null,
  name: null,
  givenName: null,
  familyName: null,
  employeeId: null,
  crmId: null,
  managerEmail: null,
  department: null,
  birthDate: null,
  city: null,
};

/** A list of which every row is at hand. */
function listOf(records: readonly MatchRecord[]): RecordList {
  const at = (row: number): MatchRecord => {
    const record = records[row];
    if (record === undefined) throw new Error(`the list has no row ${row}`);
    return record;
  };
  return { length: records.length, id: (row) => at(row).id, record: at };
}

/** The rows that `match` writes of two lists. */
export function rowsOfMatch(
  accounts: readonly MatchRecord[],
  identities: readonly MatchRecord[],
  settings: TraitSettings,
): readonly MatchRow[] {
  const outcomes = matchAll(listOf(accounts), listOf(identities), settings);
  return accounts.flatMap((_, row) => outcomes.rows(row));
}
