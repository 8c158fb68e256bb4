import { ClariIdentityError } from '../model/errors.ts';
import type { MatchRecord } from '../model/match-record.ts';
import type { RowProblem } from '../model/observation.ts';
import type { Columns } from './columns.ts';
import { readLogin } from './directory-reader.ts';
import { readEmail, splitAddresses } from './email.ts';
import { headerKey } from './header.ts';
import { readId } from './ids.ts';
import type { FieldSpec } from './kinds/kind-spec.ts';
import type { Layout } from './layout.ts';
import type { Notes } from './notes.ts';
import { SeenLines } from './seen.ts';
import { readSmallTable } from './small-table.ts';
import type { FileInput } from './source.ts';
import { isBlank, quoted, textOrNull } from './text.ts';

const FIELDS: readonly FieldSpec[] = [
  'id',
  'email',
  'other_emails',
  'login',
  'name',
  'given_name',
  'family_name',
  'employee_id',
  'crm_id',
  'manager_email',
  'department',
  'birth_date',
  'city',
].map((name) => ({ name, aliases: [headerKey(name)] }));

/** A row with where it stands; where the list has no ids, the line is the id. */
interface MatchRow extends MatchRecord {
  readonly line: number;
}

/**
 * Reads a CSV for `match`, whole, since correlation compares everything with everything. Headers of the field names map
 * by themselves, others through `mapping`; a row that is too long or too short is left out with a warning.
 */
export async function matchRows(
  input: FileInput,
  mapping: Readonly<Record<string, string>>,
): Promise<{ readonly records: readonly MatchRow[]; readonly warnings: readonly RowProblem[] }> {
  const records: MatchRow[] = [];
  const { notes } = await readSmallTable(input, { fields: FIELDS, title: 'a file for match' }, mapping, (table) => {
    requireContent(table.columns, table.layout, input.name);
    if (!table.columns.has('id')) {
      table.notes.warn(
        'layout',
        table.layout.headerLine,
        'No column feeds id, so line numbers stand for ids. Name one with id=HEADER.',
      );
    }
    const reader = recordReader(table.columns, table.notes);
    return (cells, line) => records.push(reader(cells, line));
  });
  return { records, warnings: notes.warnings };
}

function recordReader(columns: Columns, notes: Notes): (cells: readonly string[], line: number) => MatchRow {
  const seen = new SeenLines();
  const at = (field: string) => columns.index(field);
  const idAt = at('id');
  return (cells, line) => {
    const raw = (field: string) => cells[at(field)] ?? '';
    const own = idAt === -1 ? null : textOrNull(cells[idAt] ?? '');
    if (own === null && idAt !== -1) notes.warn('identifier', line, 'The id is blank: the line number stands for it.');
    const id = own ?? String(line);
    const same = seen.lineOf(id, line);
    if (same !== null) notes.warn('duplicate', line, `The same id as on line ${same}.`);
    const email = readEmail(raw('email'));
    if (email === null && !isBlank(raw('email'))) {
      notes.warn('identifier', line, `${quoted(raw('email'))} is no e-mail address: taken as unknown.`);
    }
    return {
      line,
      id,
      email,
      otherEmails: splitAddresses(raw('other_emails')).addresses,
      login: readLogin(raw('login')),
      name: textOrNull(raw('name')),
      givenName: textOrNull(raw('given_name')),
      familyName: textOrNull(raw('family_name')),
      employeeId: readId(raw('employee_id')).id,
      crmId: readId(raw('crm_id')).id,
      managerEmail: readEmail(raw('manager_email')),
      department: textOrNull(raw('department')),
      birthDate: textOrNull(raw('birth_date')),
      city: textOrNull(raw('city')),
    };
  };
}

function requireContent(columns: Columns, layout: Layout, fileName: string): void {
  if (FIELDS.some((field) => field.name !== 'id' && columns.has(field.name))) return;
  throw new ClariIdentityError(
    'ERR_HEADER',
    `${fileName}, line ${layout.headerLine}: no header is one of the fields to compare.`,
    `Name the columns with FIELD=HEADER; the fields are ${FIELDS.map((field) => field.name).join(', ')}.`,
  );
}
