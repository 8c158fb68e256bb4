import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { RowProblem } from '../../model/observation.ts';
import { guestHomeAddress, readEmail, splitAddresses } from '../cells/email.ts';
import { idColumnOf } from '../cells/id-columns.ts';
import { isUsualId, readId } from '../cells/ids.ts';
import { knownValues } from '../cells/known-values.ts';
import { isBlank, quoted, quotedList, textOrNull } from '../cells/text.ts';
import type { Columns } from '../csv/columns.ts';
import type { Layout } from '../csv/layout.ts';
import { valuesOf } from '../csv/layout.ts';
import { readLogin } from '../kinds/readers/directory-reader.ts';
import { personRows } from '../kinds/readers/people-only.ts';
import { Repeats } from '../repeats/repeats.ts';
import { type OwnWords, readSmallTable, type SmallTable } from '../repeats/small-table.ts';
import type { FileInput } from '../source.ts';
import { type ComparedBy, comparedBy, type MatchSide, matchFields } from './match-fields.ts';
import { MatchList, type TextField } from './match-list.ts';

export interface MatchFile {
  readonly records: MatchList;
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
  const spec = { fields: matchFields(side), title: 'a file for match' };
  let end = () => new MatchList(() => false);
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
      const rows = rowsReader(table);
      end = rows.end;
      const isPerson = personRows(table.layout);
      return (cells, line) => {
        if (isPerson(cells)) rows.take(cells, line);
        else table.notes.sum('left_out', line, notPeople);
      };
    },
  );
  // First, as it may warn of rows that share an id.
  const records = end();
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

interface RowsReader {
  readonly take: (cells: readonly string[], line: number) => void;
  /** All rows; called once, after the last. */
  readonly end: () => MatchList;
}

function rowsReader({ columns, layout, notes }: SmallTable): RowsReader {
  const repeats = new Repeats(notes, (line) => `The same id as on line ${line}.`);
  const idReader = (index: number) => {
    const column = idColumnOf(valuesOf(layout, index));
    return (raw: string) => (column === null && isUsualId(raw) ? raw : (column?.read ?? readId)(raw).id);
  };
  // Email and login are read together, below.
  const fields = [
    ['name', 'name', () => textOrNull],
    ['given_name', 'givenName', () => textOrNull],
    ['family_name', 'familyName', () => textOrNull],
    ['employee_id', 'employeeId', idReader],
    ['crm_id', 'crmId', idReader],
    ['manager_email', 'managerEmail', () => knownValues(readEmail)],
    ['department', 'department', () => knownValues(textOrNull)],
    ['birth_date', 'birthDate', () => textOrNull],
    ['city', 'city', () => knownValues(textOrNull)],
  ] as const satisfies readonly (readonly [string, TextField, (index: number) => (raw: string) => string | null])[];
  const [idAt, emailAt, loginAt] = [columns.index('id'), columns.index('email'), columns.index('login')];
  const othersAt = columns.all('other_emails');
  const fed = new Map<TextField, string>(fields.map(([name, field]) => [field, name]));
  const list = new MatchList((field) => columns.has(fed.get(field) ?? field));
  const [emails, logins] = [list.column('email'), list.column('login')];
  const plain = fields.flatMap(([name, field, readerOf]) => {
    const [index, column] = [columns.index(name), list.column(field)];
    return column === null ? [] : [{ index, column, read: readerOf(index) }];
  });
  const idOf = (raw: string, line: number): string => {
    const own = textOrNull(raw);
    if (own === null) notes.warn('identifier', line, 'The id is blank: the line number stands for it.');
    return own ?? String(line);
  };
  return {
    take(cells, line) {
      const id = idAt === -1 ? String(line) : idOf(cells[idAt] ?? '', line);
      repeats.note(line, id);
      const rawEmail = emailAt === -1 ? '' : (cells[emailAt] ?? '');
      const email = readEmail(rawEmail);
      if (email === null && !isBlank(rawEmail))
        notes.warn('identifier', line, `${quoted(rawEmail)} is no e-mail address: taken as unknown.`);
      const rawLogin = loginAt === -1 ? '' : (cells[loginAt] ?? '');
      const login = email !== null && rawLogin === rawEmail ? email : readLogin(rawLogin);
      emails?.add(email);
      logins?.add(login);
      list.add(line, id, otherEmails(othersAt, cells, login));
      for (const { index, column, read } of plain) column.add(read(cells[index] ?? ''));
    },
    end() {
      repeats.end();
      return list;
    },
  };
}

const NONE: readonly string[] = [];

/** A guest's login holds their address at home, as it does for `import`. */
function otherEmails(columns: readonly number[], cells: readonly string[], login: string | null): readonly string[] {
  const home = login?.includes('#') === true ? guestHomeAddress(login) : null;
  if (home === null && columns.length === 0) return NONE;
  const listed = columns.flatMap((index) => {
    const raw = cells[index] ?? '';
    return raw === '' ? [] : splitAddresses(raw).addresses;
  });
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
