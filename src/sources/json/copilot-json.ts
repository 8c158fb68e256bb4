import type { AccountObservation } from '../../model/observation.ts';
import { personKey } from '../mentions.ts';
import { SeenLines } from '../seen.ts';
import { ItemFields } from './item-fields.ts';
import type { JsonContext, JsonImport, JsonReader } from './json-import.ts';

const EXTRA = ['is_recording', 'manager_id'] as const;

/** Who is listed is active as of the list: it names current users only, and has no status. */
export const COPILOT_JSON: JsonImport = {
  lists: ['users'],
  needs: ['users', ''],
  evidence(shape) {
    const keys = shape.get('users')?.keys ?? shape.get('')?.keys ?? new Set<string>();
    if (keys.has('is_recording')) return ['is_recording'];
    return ['manager_id', 'role', 'email'].every((key) => keys.has(key)) ? ['manager_id', 'role'] : [];
  },
  scout: () => ({ note: () => undefined, page: () => undefined, partial: () => null, reader: copilotReader }),
};

function copilotReader(context: JsonContext): JsonReader {
  const fields = new ItemFields(context);
  const seen = new SeenLines();
  let ordinal = 0;
  return {
    item(list, item, place) {
      if (list !== 'users' && list !== '') return 'other';
      fields.on(place);
      const [exportId, email] = [fields.id(item, 'id'), fields.email(item, 'email')];
      const key = personKey({ exportId, email });
      if (key === null) return { refused: 'no usable id or e-mail: it is not known whose account this is.' };
      ordinal += 1;
      const same = seen.lineOf(key, ordinal);
      if (same !== null) {
        context.notes.warn(
          'duplicate',
          place.line,
          `${place.path}: the same account as the ${same}. of the list. Both are kept.`,
        );
      }
      const row: AccountObservation = {
        line: ordinal,
        app: 'copilot',
        key,
        exportId,
        crmId: null,
        email,
        name: fields.text(item, 'name'),
        givenName: null,
        familyName: null,
        employeeId: null,
        role: fields.text(item, 'role'),
        team: null,
        status: 'active',
        statusRaw: null,
        lastLogin: null,
        extra: Object.fromEntries(
          EXTRA.flatMap((name) => {
            const value = fields.text(item, name);
            return value === null ? [] : [[name, value] as const];
          }),
        ),
      };
      context.emit({ of: 'account', row });
      return 'read';
    },
  };
}
