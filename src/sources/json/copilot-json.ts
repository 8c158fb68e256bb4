import type { AccountObservation } from '../../model/observation.ts';
import { quoted } from '../cells/text.ts';
import { personKey } from '../kinds/readers/mentions.ts';
import { SeenLines } from '../repeats/seen.ts';
import { ItemFields } from './item-fields.ts';
import { statusReader } from './item-status.ts';
import type { JsonContext, JsonImport, JsonReader } from './json-import.ts';

/**
 * Reads Copilot's list of users. Its documentation says that it names current users only, so somebody in it is active
 * unless the item says otherwise.
 */
export const COPILOT_JSON: JsonImport = {
  lists: ['users'],
  needs: ['users', ''],
  evidence(shape) {
    const keys = shape.get('users')?.keys ?? shape.get('')?.keys ?? new Set<string>();
    // Names, roles and managers occur in anybody's list of users; this field is Copilot's own.
    return keys.has('is_recording') ? ['is_recording'] : [];
  },
  scout: () => ({ note: () => undefined, page: () => undefined, partial: () => null, reader: copilotReader }),
};

function copilotReader(context: JsonContext): JsonReader {
  const fields = new ItemFields(context);
  const seen = new SeenLines();
  const ownStatus = statusReader(context.asOf);
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
      const own = ownStatus(item);
      if (own.status === 'unknown') {
        const why = own.contradicts ? 'contradicts itself' : 'is no status that is known';
        context.notes.warn(
          'status',
          place.line,
          `${place.path}: ${quoted(own.raw ?? '')} ${why}: its status is unknown.`,
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
        status: own.status === 'silent' ? 'active' : own.status,
        statusRaw: own.raw,
        lastLogin: null,
      };
      context.emit({ of: 'account', row });
      return 'read';
    },
  };
}
