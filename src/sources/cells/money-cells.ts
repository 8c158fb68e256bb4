import { bare } from '../../model/foreign.ts';
import { headerKey } from '../csv/header.ts';
import type { RowContext } from '../kinds/kind-spec.ts';
import { currencyCode, currencyInHeader } from './currency.ts';
import { readMoney } from './money.ts';
import { cleanText, isBlank, quoted } from './text.ts';

export interface Amount {
  /** Null: blank, or not understood. */
  readonly value: number | null;
  readonly currency: string | null;
}

/** Reads the amount of a row and its currency: a column of its own wins over a code in the cell, that over the header. */
export function moneyCells(
  { columns, notes }: RowContext,
  amountField: string,
  currencyField: string,
): (row: readonly string[], line: number) => Amount {
  const amountAt = columns.index(amountField);
  const header = columns.header(amountField);
  // Reports put "X Currency" beside "X": that one belongs to this amount, whatever other currency column there is.
  const beside = columns.headers.findIndex((one) => headerKey(one) === `${headerKey(header)}currency`);
  const currencyAt = amountAt !== -1 && beside !== -1 ? beside : columns.index(currencyField);
  const ofHeader = currencyInHeader(header);

  return (row, line) => {
    const raw = row[amountAt] ?? '';
    const rawCurrency = row[currencyAt] ?? '';
    const stated = isBlank(rawCurrency) ? null : currencyCode(rawCurrency);
    if (stated === null && !isBlank(rawCurrency)) {
      notes.warn('amount', line, `${quoted(rawCurrency)} is no ISO 4217 currency code: taken as unknown.`);
    }
    const reading = raw === '' ? null : readMoney(raw);
    const money = reading?.kind === 'money' ? reading : null;
    if (reading?.kind === 'unknown') {
      notes.warn('amount', line, `${bare(cleanText(header, 60))} ${quoted(raw)} ${reading.why}: taken as unknown.`);
    }
    if (stated !== null && money !== null && money.currency !== null && money.currency !== stated) {
      notes.warn(
        'amount',
        line,
        `${quoted(raw)} names another currency than its column, ${bare(stated)}: the column counts.`,
      );
    }
    return { value: money?.value ?? null, currency: stated ?? money?.currency ?? (money === null ? null : ofHeader) };
  };
}
