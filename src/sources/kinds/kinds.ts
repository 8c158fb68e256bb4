import type { AppProfile } from '../../model/app-profile.ts';
import type { Kind } from '../../model/snapshot.ts';
import { headerKey } from '../csv/header.ts';
import { APP_USERS, usersSpecOf } from './app-users.ts';
import { CLARI_ACTIVITY } from './clari-activity.ts';
import { CLARI_AUDIT } from './clari-audit.ts';
import { CLARI_COPILOT_USERS } from './clari-copilot-users.ts';
import { CLARI_FORECAST } from './clari-forecast.ts';
import { CLARI_QUOTA } from './clari-quota.ts';
import { CLARI_USERS } from './clari-users.ts';
import { DIRECTORY } from './directory.ts';
import { DIRECTORY_ASSIGNMENTS } from './directory-assignments.ts';
import type { KindSpec } from './kind-spec.ts';
import { OPPORTUNITIES } from './opportunities.ts';

const SPECS = {
  'app-users': APP_USERS,
  'clari-users': CLARI_USERS,
  'clari-forecast': CLARI_FORECAST,
  'clari-copilot-users': CLARI_COPILOT_USERS,
  'clari-audit': CLARI_AUDIT,
  'clari-activity': CLARI_ACTIVITY,
  'clari-quota': CLARI_QUOTA,
  opportunities: OPPORTUNITIES,
  directory: DIRECTORY,
  'directory-assignments': DIRECTORY_ASSIGNMENTS,
} as const satisfies Record<Kind, KindSpec>;

/** The kinds that content can tell: of a users list in general it cannot tell whose it is. */
export const KIND_SPECS: readonly KindSpec[] = Object.values(SPECS).filter((spec) => spec !== APP_USERS);

export function specOf(kind: Kind): KindSpec {
  return SPECS[kind];
}

/** How a table of rows of a kind is read. `profile`: the application that a person named; null: none. */
export function tableSpecOf(kind: Kind, profile: AppProfile | null): KindSpec {
  const isOthers = kind === 'app-users' || kind === 'clari-copilot-users';
  return profile !== null && isOthers ? usersSpecOf(profile) : SPECS[kind];
}

/** Every header that some kind or the named application knows, as header keys. */
export function knownHeaders(
  mapping: Readonly<Record<string, string>>,
  profile: AppProfile | null = null,
): ReadonlySet<string> {
  const known = new Set(Object.values(mapping).map(headerKey));
  for (const header of Object.values(profile?.usersList.headers ?? {}).flat()) known.add(headerKey(header));
  for (const spec of KIND_SPECS) {
    for (const marker of spec.markers) for (const header of marker.headers) known.add(header);
    for (const field of spec.fields) {
      for (const alias of field.aliases) known.add(alias);
      for (const { alias } of field.doubtful ?? []) known.add(alias);
    }
  }
  known.delete('');
  return known;
}
