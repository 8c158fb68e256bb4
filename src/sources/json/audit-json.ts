import { readEmail } from '../cells/email.ts';
import { textOrNull } from '../cells/text.ts';
import { MentionsOnce, mentionOf, type Named, personKey } from '../kinds/readers/mentions.ts';
import { ItemFields } from './item-fields.ts';
import type { ItemReading, JsonContext, JsonImport, JsonReader, JsonScout } from './json-import.ts';
import type { JsonObject } from './json-value.ts';
import { Remembered } from './remembered.ts';

const ACTORS_MAX = 100_000;

const MORE_PAGES =
  'The last page names a next one (nextLink), so this is not the whole window of time. Fetch the further pages, and put all of them into one array.';

const impersonated = (count: number) =>
  `${count} ${count === 1 ? 'event' : 'events'}, this one first, came about while one user acted as another, and it is not documented who is named: counted as nobody's acting.`;
const bySystem = (count: number) =>
  `${count} ${count === 1 ? 'event' : 'events'}, this one first, by a system or a job and not by a user: left out.`;

/**
 * Reads who was seen acting, and when. Absence proves nothing: somebody may have acted before the window, or not at
 * all.
 */
export const AUDIT_JSON: JsonImport = {
  lists: ['items', 'actors'],
  needs: ['items', 'actors'],
  evidence(shape) {
    const [items, actors] = [shape.get('items'), shape.get('actors')];
    const ofItems = ['eventTimestamp', 'actorId', 'event'].filter((key) => items?.keys.has(key));
    const ofActors = ['actorType', 'actorId'].filter((key) => actors?.keys.has(key));
    if (ofItems.length >= 2) return ['items', ...ofItems];
    if (ofActors.length === 2) return ['actors', ...ofActors];
    const bothEmpty = items?.count === 0 && actors?.count === 0;
    return bothEmpty ? ['items', 'actors'] : [];
  },
  scout: auditScout,
};

function auditScout(): JsonScout {
  const actors = new Remembered<Named>(ACTORS_MAX);
  let nextLink = false;
  return {
    note(list, item) {
      if (list !== 'actors') return;
      const id = item.get('actorId');
      if (typeof id === 'string' || typeof id === 'number') actors.set(String(id), () => namesOf(item));
    },
    page(members) {
      // The page that was read last decides whether there are more.
      if (members.has('items') || members.has('actors'))
        nextLink = typeof members.get('nextLink') === 'string' && members.get('nextLink') !== '';
    },
    partial: () => (nextLink ? MORE_PAGES : null),
    reader: (context) => auditReader(context, actors),
  };
}

function auditReader(context: JsonContext, actors: Remembered<Named>): JsonReader {
  const { notes } = context;
  const fields = new ItemFields(context);
  const once = new MentionsOnce();
  let ordinal = 0;

  const emit = (key: string, named: Named): void => {
    ordinal += 1;
    context.emit({ of: 'mention', row: mentionOf(ordinal, key, 'audit_actor', named) });
  };
  const named = (id: string, also: Named = {}): Named => ({ ...actors.get(id), exportId: id, ...also });
  const mentionOnce = (id: string): void => {
    const key = `id:${id}`;
    if (once.isNew(key, 'audit_actor', named(id), ordinal + 1)) emit(key, named(id));
  };

  const readActor = (item: JsonObject): ItemReading => {
    const exportId = fields.id(item, 'actorId');
    const who = { exportId, email: fields.email(item, 'email'), name: fields.text(item, 'name') };
    const key = personKey(who);
    if (key === null)
      return isUser(item) ? { refused: 'no usable actor id or e-mail: it is not known who this is.' } : 'other';
    if (isUser(item) && once.isNew(key, 'audit_actor', who, ordinal + 1)) emit(key, who);
    return 'read';
  };

  return {
    item(list, item, place) {
      fields.on(place);
      if (list === 'actors') return readActor(item);
      if (list !== 'items') return 'other';
      if (!isUser(item)) {
        notes.sum('left_out', place.line, bySystem);
        return 'read';
      }
      const id = fields.id(item, 'actorId');
      if (id === null) return { refused: 'no usable actor id: it is not known who acted.' };
      const impersonating = fields.id(item, 'impersonatingActorId');
      if (impersonating !== null && impersonating !== id) {
        notes.sum('status', place.line, impersonated);
        for (const one of [id, impersonating]) mentionOnce(one);
        return 'read';
      }
      // People are already named by their events; their place in the list of actors adds nothing.
      once.isNew(`id:${id}`, 'audit_actor', named(id), ordinal + 1);
      emit(
        `id:${id}`,
        named(id, { actedAt: fields.moment(item, 'eventTimestamp'), event: fields.text(item, 'event') }),
      );
      return 'read';
    },
  };
}

/** An actor without a type is taken as a user: the type is documented, and old answers may lack it. */
function isUser(item: JsonObject): boolean {
  const type = item.get('actorType');
  return type == null || (typeof type === 'string' && type.trim().toUpperCase() === 'USER');
}

function namesOf(item: JsonObject): Named {
  const [email, name] = [item.get('email'), item.get('name')];
  return {
    email: readEmail(typeof email === 'string' ? email : ''),
    name: typeof name === 'string' ? textOrNull(name) : null,
  };
}
