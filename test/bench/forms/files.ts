import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { shared, sheetXml, styled, workbook } from '../../helpers/workbook.ts';

const HEADER = [
  ...['id', 'login', 'email', 'displayName', 'givenName', 'surname', 'employeeId', 'managerEmail'],
  ...['department', 'status', 'statusChangedAt', 'Termination Date'],
];
const TEAMS = ['Sales', 'Sales EMEA', 'Marketing', 'Customer Success', 'Finance'];

function person(at: number): readonly string[] {
  const login = `person${at}@kiln.example`;
  return [
    ...[`00u${at}`, login, login, `Given${at % 997} Family${at}`, `Given${at % 997}`, `Family${at}`],
    ...[String(at).padStart(6, '0'), `person${at % 100}@kiln.example`, TEAMS[at % 5] ?? ''],
    ...[at % 50 === 0 ? 'DEPROVISIONED' : 'ACTIVE', '2026-10-01T00:00:00.000Z', ''],
  ];
}

/** `inline`: as programs write it, texts in their cells; `shared`: as a spreadsheet saves it, each text once. */
export async function writeWorkbook(path: string, rows: number, texts: 'inline' | 'shared'): Promise<void> {
  const strings: string[] = [];
  const known = new Map<string, number>();
  const cell = (text: string, column: number) => {
    if (text === '') return null;
    if (column === 6) return styled(Number(text), 1);
    if (texts === 'inline') return text;
    const index = known.get(text) ?? strings.push(text) - 1;
    known.set(text, index);
    return shared(index);
  };
  const people = Array.from({ length: rows }, (_, at) => person(at).map(cell));
  const sheet = { name: 'People', rows: [HEADER, ...people] };
  const parts = { 'xl/worksheets/sheet1.xml': sheetXml(sheet) };
  await writeFile(path, workbook({ sheets: [{ name: 'People', rows: [] }], formats: ['000000'], strings, parts }));
}

async function writeLines(path: string, pieces: Iterable<string>): Promise<void> {
  const out = createWriteStream(path);
  for (const piece of pieces) if (!out.write(piece)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
}

export function writeLdif(path: string, entries: number): Promise<void> {
  function* pieces() {
    for (let at = 0; at < entries; at += 1)
      yield `dn: CN=Person ${at},OU=People,DC=kiln,DC=example\nobjectClass: top\nobjectClass: person\nobjectClass: user\ncn: Person ${at}\nsAMAccountName: person${at}\nuserPrincipalName: person${at}@kiln.example\nmail: person${at}@kiln.example\ngivenName: Given${at % 997}\nsn:: ${Buffer.from(`Müller${at}`).toString('base64')}\nemployeeID: ${String(at).padStart(6, '0')}\nuserAccountControl: ${at % 50 === 0 ? 514 : 512}\n\n`;
  }
  return writeLines(path, pieces());
}

function okta(at: number): string {
  const [id, login, email, , firstName, lastName, employeeNumber] = person(at);
  const status = at % 50 === 0 ? 'DEPROVISIONED' : 'ACTIVE';
  const profile = { login, email, firstName, lastName, employeeNumber };
  return JSON.stringify({ id, status, statusChanged: '2026-10-01T00:00:00.000Z', profile });
}

/** `list`: one document; `lines`: one object a line. */
export function writeJson(path: string, people: number, form: 'list' | 'lines'): Promise<void> {
  function* pieces() {
    if (form === 'list') yield '[';
    for (let at = 0; at < people; at += 1) yield `${form === 'list' && at > 0 ? ',' : ''}${okta(at)}\n`;
    if (form === 'list') yield ']';
  }
  return writeLines(path, pieces());
}
