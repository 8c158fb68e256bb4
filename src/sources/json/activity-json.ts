import type { MentionRole } from '../../model/observation.ts';
import { wrongIdWarning } from '../cells/wrong-checksum.ts';
import { MentionsOnce, mentionOf, type Named, personKey } from '../kinds/readers/mentions.ts';
import { ItemFields, objectsIn } from './item-fields.ts';
import type { ItemPlace, JsonContext, JsonImport, JsonReader } from './json-import.ts';

const OF_ACTIVITIES = ['activityId', 'activityType', 'activityOwnerId', 'participants'];

/**
 * Reads which address belongs to which Salesforce user, and who owns what. It proves of nobody that they used Clari.
 */
export const ACTIVITY_JSON: JsonImport = {
  lists: ['activities'],
  needs: ['activities'],
  evidence(shape) {
    const list = shape.get('activities');
    if (list === undefined) return [];
    const keys = OF_ACTIVITIES.filter((key) => list.keys.has(key));
    return list.count === 0 || keys.length > 0 ? ['activities', ...keys] : [];
  },
  scout: () => ({ note: () => undefined, page: () => undefined, partial: () => null, reader: activityReader }),
};

function activityReader(context: JsonContext): JsonReader {
  const fields = new ItemFields(context);
  const once = new MentionsOnce();
  const warnWrongId = wrongIdWarning(context.notes);
  let ordinal = 0;

  const mention = (role: MentionRole, named: Named, { line }: ItemPlace): void => {
    const key = personKey(named);
    if (key === null || !once.isNew(key, role, named, ordinal + 1)) return;
    warnWrongId(named.crmId ?? null, line);
    ordinal += 1;
    context.emit({ of: 'mention', row: mentionOf(ordinal, key, role, named) });
  };

  return {
    item(list, item, place) {
      if (list !== 'activities') return 'other';
      fields.on(place);
      mention('activity_owner', { crmId: fields.id(item, 'activityOwnerId') }, place);
      for (const opportunity of objectsIn(item, 'opportunities')) {
        mention('activity_owner', { crmId: fields.id(opportunity, 'opportunityOwnerId') }, place);
      }
      for (const person of objectsIn(item, 'participants')) {
        // Customers take part too, and own no account.
        if (person.get('isInternal') !== true) continue;
        const crmId = fields.id(person, 'sfdcUserId');
        if (crmId === null) continue;
        const named = { crmId, email: fields.email(person, 'email'), name: fields.text(person, 'name') };
        mention('activity_participant', named, place);
      }
      return 'read';
    },
  };
}
