import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { RowProblem } from '../../model/observation.ts';
import { REVIEW_DECISIONS, type ReviewVerb } from '../../model/review.ts';
import { readEmail } from '../cells/email.ts';
import { cleanText, quoted } from '../cells/text.ts';
import { headerKey } from '../csv/header.ts';
import type { FieldSpec } from '../kinds/field-spec.ts';
import { readSmallTable, type SmallTable } from '../repeats/small-table.ts';
import type { FileInput } from '../source.ts';

const NAMES = ['item', 'item_hash', 'account', 'email', 'decision', 'rationale', 'role_to', 'to'] as const;
type Name = (typeof NAMES)[number];
/** Without these nothing can be said of a line. */
const NEEDED = ['item', 'item_hash', 'decision'] as const;
const FIELDS: readonly FieldSpec[] = NAMES.map((name) => ({ name, aliases: [headerKey(name)] }));

const ROWS_MAX = 200_000;
const TEXT_MAX = 2_000;
const VERBS = new Map(REVIEW_DECISIONS.map((verb) => [wordKey(verb), verb]));

/** A line that a reviewer filled in, or left undecided. */
export interface WorksheetRow {
  readonly line: number;
  readonly ordinal: number;
  readonly itemHash: string;
  readonly decision: ReviewVerb | null;
  readonly rationale: string | null;
  readonly role: string | null;
  /** As it was written: whether it is an address is asked where decisions are taken. */
  readonly to: string | null;
}

export interface WorksheetFile {
  readonly reviewId: string;
  readonly reviewer: string;
  /** By line; an item of a rejected line has none. */
  readonly rows: readonly WorksheetRow[];
  readonly rejected: readonly RowProblem[];
  /** What else was met, such as formulas without a value. */
  readonly warnings: readonly RowProblem[];
}

/** What the review froze of an item, to hold a line against. */
export interface FrozenItem {
  readonly hash: string;
  readonly accountId: string;
  readonly email: string | null;
}

/** The items of a review by ordinal; one that the review does not have is left out. */
export type FrozenItems = (reviewId: string, ordinals: readonly number[]) => Promise<ReadonlyMap<number, FrozenItem>>;

interface ReadLine extends Omit<WorksheetRow, 'decision'> {
  readonly decision: string;
  readonly account: string;
  readonly email: string;
}

/**
 * Reads back a sheet of `access-review worksheet`, as CSV or a workbook, whatever a spreadsheet made of it. A line that
 * leaves any doubt which item it decides, or what, is rejected; an item that stands on two lines is rejected on both.
 */
export async function worksheetFile(
  input: FileInput,
  sheet: string | null,
  frozen: FrozenItems,
): Promise<WorksheetFile> {
  const lines: ReadLine[] = [];
  const rejected: RowProblem[] = [];
  const reject = (line: number, why: string): void => void rejected.push({ line, why });
  const head = new Map<string, string>();
  const { notes } = await readSmallTable(
    input,
    { fields: FIELDS, title: 'a worksheet of an access review' },
    { mapping: {}, sheet: { name: sheet, option: '--sheet' } },
    (table) => {
      requireColumns(table, input.name);
      return (cells, line) => {
        const read = lineOf(table, cells, line, (why) => reject(line, why));
        if (read !== null) lines.push(read);
        if (lines.length + rejected.length > ROWS_MAX) throw tooMany(input.name);
      };
    },
    {
      needed: ['item', 'item_hash'],
      above: (cells) => noteHead(head, cells),
      refuse: reject,
    },
  );
  const reviewId = headValue(head, 'review_id', input.name);
  const reviewer = readEmail(headValue(head, 'reviewer', input.name));
  if (reviewer === null) throw noHead('reviewer', input.name);
  const rows = rowsOf(lines, await frozen(reviewId, [...new Set(lines.map(({ ordinal }) => ordinal))]), reject);
  return { reviewId, reviewer, rows, rejected: rejected.toSorted((a, b) => a.line - b.line), warnings: notes.warnings };
}

function rowsOf(
  lines: readonly ReadLine[],
  items: ReadonlyMap<number, FrozenItem>,
  reject: (line: number, why: string) => void,
): readonly WorksheetRow[] {
  const linesOf = new Map<number, number[]>();
  for (const { ordinal, line } of lines) {
    const known = linesOf.get(ordinal);
    if (known === undefined) linesOf.set(ordinal, [line]);
    else known.push(line);
  }
  return lines.flatMap((read): readonly WorksheetRow[] => {
    const { line, ordinal, itemHash, rationale, role, to } = read;
    const fault =
      repeatFault(ordinal, linesOf.get(ordinal) ?? []) ?? itemFault(read, items.get(ordinal)) ?? wordFault(read);
    if (fault === null) return [{ line, ordinal, itemHash, decision: verbOf(read.decision), rationale, role, to }];
    reject(line, fault);
    return [];
  });
}

/** A line as it was filled in; null: it says nothing, or was rejected. */
function lineOf(
  { columns }: SmallTable,
  cells: readonly string[],
  line: number,
  reject: (why: string) => void,
): ReadLine | null {
  const rejected = (why: string): null => {
    reject(why);
    return null;
  };
  const cell = (name: Name) => unmarked(cleanText(cells[columns.index(name)] ?? '', TEXT_MAX + 1));
  const [item, hash, decision] = [cell('item'), cell('item_hash'), cell('decision')];
  const [rationale, role, to] = [cell('rationale'), cell('role_to'), cell('to')];
  const long = [decision, rationale, role, to].find((text) => text.length > TEXT_MAX);
  if ([item, hash, decision, rationale, role, to].every((text) => text === '')) return null;
  if (long !== undefined) return rejected(`A cell has more than ${TEXT_MAX} characters: say it shorter.`);
  if (!/^[1-9]\d{0,8}$/.test(item))
    return rejected(item === '' ? 'The item number is missing.' : `${quoted(item)} is no item number.`);
  if (hash === '')
    return rejected(
      `The item_hash of item ${Number(item)} is missing, and without it nothing shows that the line is as it was written.`,
    );
  return {
    line,
    ordinal: Number(item),
    itemHash: hash.toLowerCase().replace(/^sha256\s*:\s*/, ''),
    account: cell('account'),
    email: cell('email'),
    decision,
    rationale: rationale || null,
    role: role || null,
    to: to || null,
  };
}

/** Without the apostrophe that kept a cell from running as a formula. */
function unmarked(text: string): string {
  return /^'[=+\-@＝＋－＠]/u.test(text) ? text.slice(1) : text;
}

function repeatFault(ordinal: number, lines: readonly number[]): string | null {
  if (lines.length < 2) return null;
  return `Item ${ordinal} stands on lines ${lines.slice(0, 5).join(', ')}${lines.length > 5 ? ' and others' : ''}, so neither counts.`;
}

/** Columns that were sorted apart from others show an account beside the number of another one. */
function itemFault({ ordinal, itemHash, account, email }: ReadLine, item: FrozenItem | undefined): string | null {
  if (item === undefined) return `The review has no item ${ordinal}.`;
  if (itemHash !== item.hash)
    return `The item_hash is not that of item ${ordinal}: the line was changed, or is of another review or item.`;
  // A spreadsheet writes a long number its own way.
  const isOther =
    account !== '' && !/^[\d.,\s]+(e[+-]?\d+)?$/i.test(account) && account !== cleanText(unmarked(item.accountId));
  const isOthers = email !== '' && item.email !== null && readEmail(email) !== readEmail(item.email);
  return isOther || isOthers
    ? `The line shows ${quoted(isOthers ? email : account)}, which is not the account of item ${ordinal}: were columns sorted apart?`
    : null;
}

function wordFault({ decision, rationale, role, to }: ReadLine): string | null {
  if (decision === '')
    return rationale === null && role === null && to === null
      ? null
      : 'The decision is blank, though the cells beside it are filled in.';
  const verb = verbOf(decision);
  if (verb === null) return `${quoted(decision)} is no decision: write ${REVIEW_DECISIONS.join(', ')}.`;
  // A rationale with a delimiter in it that was not quoted fills them as well.
  if (role !== null && verb !== 'change_role') return `role_to is filled in, which ${verb} does not have.`;
  return to !== null && verb !== 'not_mine' ? `to is filled in, which ${verb} does not have.` : null;
}

function verbOf(decision: string): ReviewVerb | null {
  return VERBS.get(wordKey(decision)) ?? null;
}

/** `Change role`, `change-role` and `CHANGE_ROLE.` are one word; a question mark makes another one. */
function wordKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_.\p{Pd}]+/gu, '');
}

function noteHead(head: Map<string, string>, cells: readonly string[]): void {
  const [label = '', value = ''] = cells.map((cell) => unmarked(cleanText(cell))).filter((cell) => cell !== '');
  const key = headerKey(label);
  if (key !== '' && value !== '' && !head.has(key)) head.set(key, value);
}

function headValue(head: ReadonlyMap<string, string>, name: string, fileName: string): string {
  const value = head.get(headerKey(name));
  if (value === undefined) throw noHead(name, fileName);
  return value;
}

function noHead(name: string, fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_HEADER',
    `${bare(fileName)}: no line above the table says the ${name === 'reviewer' ? 'address of the reviewer' : 'id of the review'}.`,
    'Use the sheet as it was written; if its first lines are gone, write it again and copy the decisions over.',
  );
}

function requireColumns({ layout, columns }: SmallTable, fileName: string): void {
  const missing = NEEDED.filter((name) => !columns.has(name));
  const repeated = NAMES.filter((name) => layout.keys.filter((key) => key === headerKey(name)).length > 1);
  if (missing.length === 0 && repeated.length === 0) return;
  throw new ClariIdentityError(
    'ERR_HEADER',
    `${bare(fileName)}, ${layout.headerPlace}: ${missing.length > 0 ? `no column is ${missing.join(' or ')}` : `more than one column is ${repeated.join(' or ')}`}.`,
    'Use the sheet as it was written: columns may move, but each of item, item_hash and decision is there once.',
  );
}

function tooMany(fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FILE_TOO_LARGE',
    `${bare(fileName)} has more than ${ROWS_MAX} filled lines, which no worksheet has.`,
    'Check that it is the sheet of one reviewer.',
  );
}
