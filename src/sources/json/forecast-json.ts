import { wrongIdWarning } from '../cells/wrong-checksum.ts';
import { MentionsOnce, mentionOf, personKey } from '../kinds/readers/mentions.ts';
import { forecastEntryReader } from './forecast-entry-reader.ts';
import { clariUserId, type ForecastNames, forecastNames, namesScout } from './forecast-names.ts';
import { ItemFields } from './item-fields.ts';
import type { JsonContext, JsonImport, JsonReader, JsonScout } from './json-import.ts';

const LISTS = ['entries', 'users', 'fields', 'timePeriods', 'timeFrames'] as const;
const OF_ENTRIES = ['fieldId', 'timePeriodId', 'timeFrameId', 'forecastValue', 'quotaValue', 'adjustmentValue'];
const OF_USERS = ['scopeId', 'hierarchyId', 'hierarchyName', 'parentHierarchyId'];
const MOST_LISTS = 3;

/** Who forecasts, and what they hold. Only people who are opted in are in it: absence says nothing. */
export const FORECAST_JSON: JsonImport = {
  lists: LISTS,
  needs: ['entries', 'users'],
  evidence(shape) {
    const lists = LISTS.filter((list) => shape.has(list));
    const entries = OF_ENTRIES.filter((key) => shape.get('entries')?.keys.has(key));
    const users = OF_USERS.filter((key) => shape.get('users')?.keys.has(key));
    if (entries.length >= 2) return ['entries', ...entries];
    if (users.length >= 2 && shape.get('users')?.keys.has('userId') === true) return ['users', ...users];
    const empty = LISTS.every((list) => (shape.get(list)?.count ?? 0) === 0);
    return lists.length >= MOST_LISTS && (empty || shape.has('timeFrames')) ? lists : [];
  },
  scout: forecastScout,
};

function forecastScout(): JsonScout {
  const names = forecastNames();
  return {
    note: namesScout(names),
    page: () => undefined,
    partial: () => null,
    reader: (context) => forecastReader(context, names),
  };
}

function forecastReader(context: JsonContext, names: ForecastNames): JsonReader {
  const fields = new ItemFields(context);
  const once = new MentionsOnce();
  const warnWrongId = wrongIdWarning(context.notes);
  const readEntry = forecastEntryReader(context, fields, names);
  let mentions = 0;
  if (names.left() > 0) {
    context.notes.remark(
      'layout',
      1,
      `${names.left()} users, fields or periods are more than are remembered, so forecasts that refer to them name them by id only.`,
    );
  }
  return {
    item(list, item, place) {
      fields.on(place);
      if (list === 'entries') return readEntry(item, place);
      if (list !== 'users') return 'other';
      const userId = fields.id(item, 'userId');
      const named = {
        exportId: userId === null ? null : clariUserId(userId),
        crmId: fields.id(item, 'crmId'),
        email: fields.email(item, 'email'),
        name: fields.text(item, 'name'),
        hierarchyRole: fields.text(item, 'hierarchyName'),
      };
      const key = personKey(named);
      if (key === null) return { refused: 'no usable user id, CRM id or e-mail: it is not known who this is.' };
      if (once.isNew(key, 'forecast_user', named, mentions + 1)) {
        warnWrongId(named.crmId, place.line);
        mentions += 1;
        context.emit({ of: 'mention', row: mentionOf(mentions, key, 'forecast_user', named) });
      }
      return 'read';
    },
  };
}
