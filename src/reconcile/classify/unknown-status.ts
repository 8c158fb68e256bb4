import { shellWord } from '../../model/foreign.ts';
import { type Reading, type Snapshot, VALUES_KEPT, type ValueCount } from '../../model/snapshot.ts';
import { list, quoted } from './text.ts';

/** A status that is not known, and the read that should have said it. */
export interface UnknownStatus {
  readonly read: Snapshot | null;
  /** The word that was not understood; null if there was none. */
  readonly raw: string | null;
  /** The command that imports the file again, without the options to be added. */
  readonly command: string;
}

/** Says why the status is unknown, by the columns of that very file, and which option settles it. */
export function settleStatus({ read, raw, command }: UnknownStatus): string {
  const reading = read?.reading ?? null;
  const column = reading?.used.find((one) => one.field === 'status');
  if (raw !== null) return forWord(raw, column?.header ?? null, reading, command);
  if (column?.isBlank === true) return forBlankColumn(column.header, command);
  if (column !== undefined) return forBlankCell(column.header, reading, command);
  return forNoColumn(reading, command);
}

const MOST_VALUES = 5;

/** Covers every word of the column that was not understood, so that one import settles all of them. */
function forWord(raw: string, column: string | null, reading: Reading | null, command: string): string {
  const known = reading?.notUnderstood.find(({ value }) => value === raw || isStartOf(value, raw));
  const header = known?.header ?? column;
  const others = (reading?.notUnderstood ?? []).filter((one) => one.header === header && one !== known);
  const rows = known === undefined ? '' : ` (in ${known.rows} row${known.rows === 1 ? '' : 's'})`;
  const more =
    others.length === 0 ? '' : `, nor is ${list(others.slice(0, MOST_VALUES).map((one) => quoted(one.value)))}`;
  const name = header ?? 'HEADER';
  const under = header === null ? '' : ` under ${quoted(header)}`;
  if (reading !== null && known === undefined && reading.notUnderstood.length < VALUES_KEPT)
    return `The file says ${quoted(raw)}${under}, which is understood, and something else that speaks against it; the warnings of its import name the line and both. Find out which is right, correct the account or the export, and run: ${command}`;
  return (
    `The status ${quoted(raw)}${under} is not understood${rows}${more}. Say what each word means and run: ` +
    `${command} ${mapping('inactive', `${name}:${raw}`)} if it means that somebody has left, ` +
    `${command} ${mapping('active', `${name}:${raw}`)} if they may sign in (several words joined by |).`
  );
}

/** A reading keeps the beginning of a long value. */
function isStartOf(value: string, raw: string): boolean {
  return value.endsWith('…') && raw.startsWith(value.slice(0, -1));
}

function forBlankColumn(header: string, command: string): string {
  return `The column ${quoted(header)} is blank in every row, so no status is known. Export it with its values${EXPORTS[plain(header)] ?? ''} and run: ${command}`;
}

/** Systems that leave a column out of an export unless it is requested by name. */
const EXPORTS: Readonly<Record<string, string>> = {
  accountenabled:
    ' (Microsoft Graph leaves it blank unless it is named: Get-MgUser -All -Property Id,UserPrincipalName,DisplayName,Mail,AccountEnabled,EmployeeId | Select-Object Id,UserPrincipalName,DisplayName,Mail,AccountEnabled,EmployeeId | Export-Csv FILE -NoTypeInformation)',
  enabled:
    ' (Get-ADUser -Filter * -Properties mail,employeeID | Select-Object SamAccountName,UserPrincipalName,mail,Name,Enabled,employeeID | Export-Csv FILE -NoTypeInformation)',
};

function forBlankCell(header: string, reading: Reading | null, command: string): string {
  const missing = (reading?.takenForMissing ?? []).filter((one) => one.header === header);
  const taken =
    missing.length === 0
      ? ''
      : ` (${list(missing.slice(0, MOST_VALUES).map(valueAndRows))} ${missing.length === 1 ? 'was' : 'were'} taken for no value)`;
  return `The cell under ${quoted(header)} is blank for them${taken}. Fill it in, or export the file again with it, and run: ${command}`;
}

function valueAndRows({ value, rows }: ValueCount): string {
  return `${quoted(value)} in ${rows} row${rows === 1 ? '' : 's'}`;
}

/** The unused columns that sound like a status or an end; if there are none, what to export. */
function forNoColumn(reading: Reading | null, command: string): string {
  const unused = reading?.unused ?? [];
  const status = unused.filter((one) => one.looksLike === 'status').map((one) => one.header);
  const ends = unused.filter((one) => one.looksLike === 'end').map((one) => one.header);
  const ways = [
    ...status
      .slice(0, 2)
      .map(
        (header) =>
          `${mapping('status', header)} if a yes under ${quoted(header)} means that they may sign in, ${mapping('inactive', header)} if it means that they have left`,
      ),
    ...ends
      .slice(0, 2)
      .map((header) => `${mapping('deleted_at', header)} if the date under ${quoted(header)} ends the account`),
  ];
  if (ways.length > 0)
    return `The file has no column that was taken for a status, but ${list([...status, ...ends].slice(0, 4).map(quoted))} may be one. Run: ${command} with ${ways.join('; ')}.`;
  const others = unused.slice(0, 8).map((one) => quoted(one.header));
  return `The file has no column with a status${others.length === 0 ? '' : ` (not used: ${list(others)})`}. Export it with one, such as Status or accountEnabled, and run: ${command} (a column of another name: --map status=HEADER, or --map inactive=HEADER where a yes means that they have left)`;
}

function mapping(field: string, value: string): string {
  return `--map ${shellWord(`${field}=${value}`)}`;
}

function plain(header: string): string {
  return header.toLowerCase().replace(/[^a-z]/g, '');
}
