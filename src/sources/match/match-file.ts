import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { MatchRecord } from '../../model/match-record.ts';
import type { RowProblem } from '../../model/observation.ts';
import { guestHomeAddress, readEmail, splitAddresses } from '../cells/email.ts';
import { idColumnOf } from '../cells/id-columns.ts';
import { readId } from '../cells/ids.ts';
import { isBlank, quoted, quotedList, textOrNull } from '../cells/text.ts';
import type { Columns } from '../csv/columns.ts';
import type { Layout } from '../csv/layout.ts';
import { valuesOf } from '../csv/layout.ts';
import { readLogin } from '../kinds/readers/directory-reader.ts';
import { personRows } from '../kinds/readers/people-only.ts';
import { SeenLines } from '../repeats/seen.ts';
import { type OwnWords, readSmallTable, type SmallTable } from '../repeats/small-table.ts';
import type { FileInput } from '../source.ts';
import { type ComparedBy, comparedBy, type MatchSide, matchFields } from './match-fields.ts';

/** A row with where it stands; where the list has no ids, the line is the id. */
interface MatchRow extends MatchRecord {
  readonly line: number;
}

export interface MatchFile {
  readonly records: readonly MatchRow[];
  readonly warnings: readonly RowProblem[];
  /** Our field name → header that feeds it. */
  readonly used: Readonly<Record<string, string>>;
  readonly unused: readonly string[];
  /** What its columns allow to compare. */
  readonly comparedBy: ReadonlySet<ComparedBy>;
}

/**
 * Reads a list for `match`, whole, since correlation compares everything with everything. The headers that `import` knows
 * map by themselves, others through `mapping`; a row that is too long or too short is left out with a warning.
 */
export async function matchRows(
  input: FileInput,
  { mapping, sheet }: { readonly mapping: OwnWords['mapping']; readonly sheet: string | null },
  side: MatchSide,
): Promise<MatchFile> {
  const records: MatchRow[] = [];
  const spec = { fields: matchFields(side), title: 'a file for match' };
  const { columns, notes } = await readSmallTable(
    input,
    spec,
    { mapping, sheet: { name: sheet, option: `--${side}-sheet` } },
    (table) => {
      requireContent(table.columns, table.layout, input.name, side);
      if (!table.columns.has('id')) {
        table.notes.warn(
          'layout',
          table.layout.headerLine,
          'No column feeds id, so line numbers stand for ids. Name one with id=HEADER.',
        );
      }
      const reader = recordReader(table);
      const isPerson = personRows(table.layout);
      return (cells, line) => {
        if (isPerson(cells)) records.push(reader(cells, line));
        else table.notes.sum('left_out', line, notPeople);
      };
    },
  );
  return {
    records,
    warnings: notes.warnings,
    used: columns.mapping,
    unused: columns.unmapped.map((index) => columns.headers[index] ?? ''),
    comparedBy: comparedBy((field) => columns.has(field)),
  };
}

function notPeople(count: number): string {
  return `${count === 1 ? 'This row is no person' : `${count} rows are no people, this one first`}: left out.`;
}

function recordReader({ columns, layout, notes }: SmallTable): (cells: readonly string[], line: number) => MatchRow {
  const seen = new SeenLines();
  const idAt = columns.index('id');
  const othersAt = columns.all('other_emails');
  const idReader = (field: string) => {
    const index = columns.index(field);
    const read = (index === -1 ? null : idColumnOf(valuesOf(layout, index)))?.read ?? readId;
    return (cells: readonly string[]) => read(cells[index] ?? '').id;
  };
  const [employeeId, crmId] = [idReader('employee_id'), idReader('crm_id')];
  const at = {
    email: columns.index('email'),
    login: columns.index('login'),
    name: columns.index('name'),
    givenName: columns.index('given_name'),
    familyName: columns.index('family_name'),
    managerEmail: columns.index('manager_email'),
    department: columns.index('department'),
    birthDate: columns.index('birth_date'),
    city: columns.index('city'),
  };
  return (cells, line) => {
    const raw = (field: keyof typeof at) => cells[at[field]] ?? '';
    const own = idAt === -1 ? null : textOrNull(cells[idAt] ?? '');
    if (own === null && idAt !== -1) notes.warn('identifier', line, 'The id is blank: the line number stands for it.');
    const id = own ?? String(line);
    const same = seen.lineOf(id, line);
    if (same !== null) notes.warn('duplicate', line, `The same id as on line ${same}.`);
    const email = readEmail(raw('email'));
    if (email === null && !isBlank(raw('email'))) {
      notes.warn('identifier', line, `${quoted(raw('email'))} is no e-mail address: taken as unknown.`);
    }
    const login = readLogin(raw('login'));
    return {
      line,
      id,
      email,
      otherEmails: otherEmails(
        othersAt.map((index) => cells[index] ?? ''),
        login,
      ),
      login,
      name: textOrNull(raw('name')),
      givenName: textOrNull(raw('givenName')),
      familyName: textOrNull(raw('familyName')),
      employeeId: employeeId(cells),
      crmId: crmId(cells),
      managerEmail: readEmail(raw('managerEmail')),
      department: textOrNull(raw('department')),
      birthDate: textOrNull(raw('birthDate')),
      city: textOrNull(raw('city')),
    };
  };
}

/** A guest's login holds their address at home, as it does for `import`. */
function otherEmails(cells: readonly string[], login: string | null): readonly string[] {
  const home = login === null ? null : guestHomeAddress(login);
  const listed = cells.flatMap((raw) => (raw === '' ? [] : splitAddresses(raw).addresses));
  return [...new Set(home === null ? listed : [...listed, home])];
}

function requireContent(columns: Columns, layout: Layout, fileName: string, side: MatchSide): void {
  if (comparedBy((field) => columns.has(field)).size > 0) return;
  throw new ClariIdentityError(
    'ERR_USAGE',
    `${bare(fileName)}, ${layout.headerPlace}: none of its headers ${quotedList(layout.headers)} is an address, a login, a name or an employee or CRM id, so there is nothing to compare.`,
    `Say which is: --${side}-map FIELD=HEADER; the fields are ${matchFields(side)
      .map((field) => field.name)
      .join(', ')}.`,
  );
}

/** Two lists without a field in common have nothing to compare, and `none` would be no answer. */
export function requireCommonGround(accounts: MatchFile, identities: MatchFile): ReadonlySet<ComparedBy> {
  const common = new Set([...accounts.comparedBy].filter((one) => identities.comparedBy.has(one)));
  if (common.size > 0) return common;
  const has = ({ used }: MatchFile) => quotedList(Object.values(used));
  throw new ClariIdentityError(
    'ERR_USAGE',
    `The two lists have nothing in common that could be compared: the accounts have ${has(accounts)} (not used: ${quotedList(accounts.unused)}), the identities ${has(identities)} (not used: ${quotedList(identities.unused)}).`,
    'Name the columns of the same thing in both, for example --accounts-map email=HEADER --identities-map email=HEADER.',
  );
}

/** Whether a row has something that the other list has as well. */
export function isComparable(record: MatchRecord, common: ReadonlySet<ComparedBy>): boolean {
  return (
    (common.has('address') && (record.email !== null || record.login !== null || record.otherEmails.length > 0)) ||
    (common.has('employee_id') && record.employeeId !== null) ||
    (common.has('crm_id') && record.crmId !== null) ||
    (common.has('name') && (record.name !== null || record.givenName !== null || record.familyName !== null))
  );
}
