import { readEmail } from '../cells/email.ts';
import { readId } from '../cells/ids.ts';
import { textOrNull } from '../cells/text.ts';
import type { Named } from '../kinds/readers/mentions.ts';
import type { JsonScout } from './json-import.ts';
import type { JsonObject } from './json-value.ts';
import { Remembered } from './remembered.ts';

const USERS_MAX = 200_000;
const OTHERS_MAX = 20_000;

/** What the entries of a forecast refer to by id. */
export interface ForecastNames {
  readonly users: Remembered<Named>;
  readonly fields: Remembered<string>;
  readonly periods: Remembered<string>;
  /** How many were too many to remember. */
  left(): number;
}

export function forecastNames(): ForecastNames {
  const users = new Remembered<Named>(USERS_MAX);
  const fields = new Remembered<string>(OTHERS_MAX);
  const periods = new Remembered<string>(OTHERS_MAX);
  return { users, fields, periods, left: () => users.left + fields.left + periods.left };
}

export function namesScout({ users, fields, periods }: ForecastNames): JsonScout['note'] {
  return (list, item) => {
    switch (list) {
      case 'users': {
        const userId = id(item, 'userId');
        if (userId === null) return;
        users.set(userId, () => ({ crmId: id(item, 'crmId'), email: readEmail(text(item, 'email') ?? '') }));
        return;
      }
      case 'fields': {
        const [fieldId, name] = [id(item, 'fieldId'), text(item, 'fieldName')];
        if (fieldId !== null && name !== null) fields.set(fieldId, () => name);
        return;
      }
      case 'timePeriods': {
        const periodId = id(item, 'timePeriodId');
        const label = periodLabel(item);
        if (periodId !== null && label !== null) periods.set(periodId, () => label);
        return;
      }
    }
  };
}

/** `<Clari user id>:<role id>`: one person has one such id for each place in the hierarchy. */
export function clariUserId(userId: string): string {
  const colon = userId.indexOf(':');
  return colon > 0 ? userId.slice(0, colon) : userId;
}

/** `Q4 2023`; a label that has its year already stays as it is. */
function periodLabel(item: JsonObject): string | null {
  const [label, year] = [text(item, 'label'), text(item, 'year')];
  if (label === null) return null;
  return year === null || label.includes(year) ? label : `${label} ${year}`;
}

function text(item: JsonObject, key: string): string | null {
  const value = item.get(key);
  return typeof value === 'string' || typeof value === 'number' ? textOrNull(String(value)) : null;
}

function id(item: JsonObject, key: string): string | null {
  return readId(text(item, key) ?? '').id;
}
