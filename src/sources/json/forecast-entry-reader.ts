import { currencyCode } from '../cells/currency.ts';
import { readMoney } from '../cells/money.ts';
import { cleanText, quoted } from '../cells/text.ts';
import { personKey } from '../kinds/readers/mentions.ts';
import { clariUserId, type ForecastNames } from './forecast-names.ts';
import type { ItemFields } from './item-fields.ts';
import type { ItemPlace, ItemReading, JsonContext } from './json-import.ts';
import { isObject, type JsonObject, type JsonValue } from './json-value.ts';

/** The CSV of the same export calls the first one so; it has no documented words for the others. */
const VALUES = [
  ['forecastValue', 'Forecast Value'],
  ['quotaValue', 'Quota Value'],
  ['adjustmentValue', 'Adjustment Value'],
] as const;

const unresolved = (count: number) =>
  `${count} ${count === 1 ? 'entry' : 'entries'}, this one first, of users that the list of users does not have: known by Clari's id alone.`;

/** One forecast for each value that an entry has. */
export function forecastEntryReader(
  context: JsonContext,
  fields: ItemFields,
  names: ForecastNames,
): (item: JsonObject, place: ItemPlace) => ItemReading {
  let ordinal = 0;
  return (item, place) => {
    const userId = fields.id(item, 'userId');
    if (userId === null) return { refused: 'no usable user id: it is not known whose forecast this is.' };
    const user = names.users.get(userId);
    if (user === undefined) context.notes.sum('identifier', place.line, unresolved);
    const exportId = clariUserId(userId);
    const fieldId = fields.text(item, 'fieldId') ?? '';
    const periodId = fields.text(item, 'timePeriodId') ?? '';
    const currency = currencyOf(item.get('currency'));
    for (const [key, dataType] of VALUES) {
      const value = item.get(key);
      if (value === undefined || (value === null && key !== 'forecastValue')) continue;
      ordinal += 1;
      const amount = amountOf(value);
      if (amount.why !== null) {
        context.notes.warn(
          'amount',
          place.line,
          `${place.path}.${key} ${quoted(amount.raw ?? '')} ${amount.why}: taken as unknown.`,
        );
      }
      context.emit({
        of: 'forecast',
        row: {
          line: ordinal,
          key: personKey({ exportId }) ?? '',
          email: user?.email ?? null,
          crmId: user?.crmId ?? null,
          field: names.fields.get(fieldId) ?? fieldId,
          period: names.periods.get(periodId) ?? periodId,
          dataType,
          valueRaw: amount.raw,
          value: amount.value,
          currency: currency ?? amount.currency,
        },
      });
    }
    return 'read';
  };
}

function currencyOf(value: JsonValue | undefined): string | null {
  const code = isObject(value) ? value.get('code') : value;
  return typeof code === 'string' ? currencyCode(code) : null;
}

interface EntryAmount {
  readonly raw: string | null;
  readonly value: number | null;
  readonly currency: string | null;
  readonly why: string | null;
}

function amountOf(value: JsonValue): EntryAmount {
  const none = { raw: null, value: null, currency: null, why: null };
  if (typeof value === 'number') {
    return Number.isFinite(value)
      ? { ...none, raw: String(value), value: value === 0 ? 0 : value }
      : { ...none, raw: String(value), why: 'is too large a number' };
  }
  if (typeof value !== 'string') return none;
  const raw = cleanText(value);
  const reading = readMoney(value);
  if (reading.kind === 'money') return { ...none, raw, value: reading.value, currency: reading.currency };
  return { ...none, raw: raw === '' ? null : raw, why: reading.kind === 'unknown' ? reading.why : null };
}
