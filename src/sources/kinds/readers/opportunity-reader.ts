import { crmIdCore } from '../../../model/crm-id.ts';
import { bare } from '../../../model/foreign.ts';
import type { Moment } from '../../../model/time.ts';
import { CellReader } from '../../cells/cell-reader.ts';
import { dateColumnReader } from '../../cells/date-order.ts';
import { readEmail } from '../../cells/email.ts';
import { moneyCells } from '../../cells/money-cells.ts';
import { statusWord } from '../../cells/status-words.ts';
import { cleanText, counted, quoted } from '../../cells/text.ts';
import { wrongIdWarning } from '../../cells/wrong-checksum.ts';
import { SeenLines } from '../../repeats/seen.ts';
import type { RowContext, RowReader } from '../kind-spec.ts';

const YES = new Set(['true', '1', 'yes', 'checked', 'closed']);
const NO = new Set(['false', '0', 'no', 'unchecked', 'open']);
const CLOSED_STAGE = /^closed/i;

const closedOnes = (count: number) =>
  `${counted(count, 'closed opportunity', 'closed opportunities')} left out, this one first.`;
const openDespiteStage = (count: number) =>
  `${counted(count, 'opportunity', 'opportunities')} kept, this one first, whose stage says closed while the closed column says that it is not.`;
const withoutId = (count: number) =>
  `${counted(count, 'opportunity has', 'opportunities have')} no id, this one first: account and name stand for it.`;

/** Open opportunities; closed ones are left out, and counted in a warning. */
export function opportunityReader(context: RowContext): RowReader {
  const { columns, notes } = context;
  const cells = new CellReader(context);
  const money = moneyCells(context, 'amount', 'currency');
  const warnWrongId = wrongIdWarning(notes);
  const seen = new SeenLines();
  const at = (field: string) => columns.index(field);
  const [idAt, nameAt, accountAt] = [at('opportunity_id'), at('name'), at('account_name')];
  const [ownerIdAt, ownerNameAt, ownerEmailAt] = [at('owner_id'), at('owner_name'), at('owner_email')];
  const [stageAt, categoryAt, amountAt, closedAt] = [at('stage'), at('forecast_category'), at('amount'), at('closed')];
  const closeDate = closeDateCells(context);

  return (row, line) => {
    cells.on(row, line);
    const opportunityId = cells.id(idAt);
    const [name, accountName] = [cells.text(nameAt), cells.text(accountAt)];
    const key = keyOf(opportunityId, name, accountName);
    if (key === null)
      return { kind: 'refused', why: 'No usable opportunity id and no name: it is not known which one this is.' };
    const stage = cells.text(stageAt);
    const closed = closedWord(cells.raw(closedAt));
    if (closed === null && cells.text(closedAt) !== null) cells.unknownStatus(closedAt);
    const stageCloses = stage !== null && CLOSED_STAGE.test(stage);
    if (closed ?? stageCloses) {
      notes.sum('left_out', line, closedOnes);
      return { kind: 'left_out' };
    }
    if (stageCloses) notes.sum('status', line, openDespiteStage);
    if (opportunityId === null && idAt !== -1) notes.sum('identifier', line, withoutId);
    const ownerId = cells.id(ownerIdAt);
    for (const id of [opportunityId, ownerId]) warnWrongId(id, line);
    const same = seen.lineOf(key, line);
    if (same !== null) notes.remark('duplicate', line, `The same opportunity as on line ${same}. Both rows are kept.`);
    const owner = cells.text(ownerNameAt);
    const addressed = owner === null ? null : readEmail(owner);
    return {
      kind: 'read',
      observation: {
        of: 'opportunity',
        row: {
          line,
          key,
          opportunityId,
          name,
          accountName,
          ownerId,
          ownerName: addressed === null ? owner : null,
          ownerEmail: cells.email(ownerEmailAt) ?? addressed,
          stage,
          forecastCategory: cells.text(categoryAt),
          amountRaw: cells.text(amountAt),
          ...amountOf(money(row, line)),
          closeDate: closeDate(row, line),
          closed: closed === false ? false : null,
        },
      },
    };
  };
}

function amountOf({ value, currency }: { readonly value: number | null; readonly currency: string | null }) {
  return { amount: value, currency };
}

function keyOf(id: string | null, name: string | null, account: string | null): string | null {
  if (id !== null) return `opp:${crmIdCore(id)}`;
  return name === null ? null : `name:${folded(account ?? '')}/${folded(name)}`;
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Null: the column does not say. */
function closedWord(raw: string): boolean | null {
  const word = statusWord(raw);
  if (YES.has(word)) return true;
  return NO.has(word) ? false : null;
}

/** Close dates lie ahead, unlike every other time in a file. */
function closeDateCells({
  columns,
  notes,
  valuesOf,
}: RowContext): (row: readonly string[], line: number) => Moment | null {
  const at = columns.index('close_date');
  const read = dateColumnReader(at === -1 ? [] : valuesOf(at), columns.dateOrder);
  return (row, line) => {
    const raw = row[at] ?? '';
    const reading = raw === '' ? null : read(raw);
    if (reading?.kind === 'unknown') {
      notes.warn(
        'time',
        line,
        `${bare(cleanText(columns.header('close_date'), 60))} ${quoted(raw)} ${reading.why}: taken as unknown.`,
      );
    }
    return reading?.kind === 'moment' ? reading.moment : null;
  };
}
