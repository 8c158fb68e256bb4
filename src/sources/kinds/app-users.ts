import type { AppProfile } from '../../model/app-profile.ts';
import type { IdentityStatus } from '../../model/observation.ts';
import { usersKindOf } from '../../model/snapshot.ts';
import { statusWord } from '../cells/status-words.ts';
import { headerKey } from '../csv/header.ts';
import { accountWord } from '../senses/vocabulary.ts';
import { CLARI_USERS } from './clari-users.ts';
import { type KindSpec, STRONG } from './kind-spec.ts';

/** A users list of any application. Nothing in it tells of which: a person says so, and headers of Clari's own speak against it. */
export const APP_USERS: KindSpec = {
  ...CLARI_USERS,
  kind: 'app-users',
  title: 'a users list of an application',
  markers: CLARI_USERS.markers.filter(({ weight }) => weight < STRONG),
};

/**
 * The same with the headers and status words of one application beside those of every list. What its profile says of a
 * header holds alone: no other field takes it, whatever lists in general mean by it.
 */
export function usersSpecOf({ id, name, usersList: { headers, statuses } }: AppProfile): KindSpec {
  const claimed = new Set(Object.values(headers).flat().map(headerKey));
  const isFree = (alias: string) => !claimed.has(alias);
  const words = new Map<string, IdentityStatus>(
    Object.entries(statuses).map(([word, means]) => [statusWord(word), means === 'active' ? 'active' : 'deactivated']),
  );
  return {
    ...APP_USERS,
    kind: usersKindOf(id),
    title: `a users list of ${name}`,
    app: id,
    fields: APP_USERS.fields.map((field) => ({
      ...field,
      aliases: [...(headers[field.name] ?? []).map(headerKey), ...field.aliases.filter(isFree)],
      doubtful: (field.doubtful ?? []).filter(({ alias }) => isFree(alias)),
    })),
    senses: {
      besideAliases: [],
      doubtful: ['state'].filter(isFree),
      wordOf: (raw) => words.get(statusWord(raw)) ?? accountWord(raw),
    },
  };
}
