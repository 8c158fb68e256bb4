import { APP_ID, type App, type AppProfile, type AssigningDirectory, SHIPPED_APPS } from './app-profile.ts';
import { ClariIdentityError } from './errors.ts';
import { bare, quote } from './foreign.ts';
import type { Settings } from './settings.ts';

type InUse = Pick<Settings, 'profiles'>;

/** The application that is meant where nobody names one. */
export const DEFAULT_APP: App = SHIPPED_APPS[0];

/** Asks for all applications in use at once; no application is called so. */
export const ALL_APPS = 'all';

/** Clari's own two. */
export const CLARIS: readonly App[] = ['clari', 'copilot'];

/** Whether the right to enter it is that to enter Clari: directories have one application for both. */
export function isEnteredAsClari(app: App): boolean {
  return CLARIS.includes(app);
}

/** An application other than Clari, and the id of what assigns it in one directory. */
export interface AssignedApp {
  readonly app: App;
  readonly name: string;
  readonly id: string;
}

/** Those whose lists of assigned people are read from a directory beside Clari's. */
export function assignedApps({ profiles }: InUse, directory: AssigningDirectory): readonly AssignedApp[] {
  return profiles.flatMap(({ id: app, name, assignedThrough }) => {
    const id = assignedThrough?.[directory] ?? null;
    return id === null ? [] : [{ app, name, id }];
  });
}

/** What is known of an application. Of one that is no longer in use while the store still has its accounts: nothing. */
export function profileIn({ profiles }: InUse, app: App): AppProfile {
  return profiles.find(({ id }) => id === app) ?? nothingKnown(app);
}

/** Those that a directory may let people into: `Clari`, `Clari, 6sense or Salesloft`. */
export function enteredNames({ profiles }: InUse): string {
  const others = profiles.filter(({ id }) => !isEnteredAsClari(id)).map(({ name }) => name);
  return ['Clari', ...others].join(', ').replace(/, (?=[^,]*$)/, ' or ');
}

/** @throws ERR_ARGUMENT that names those in use, if this is none of them. */
export function checkedApp({ profiles }: InUse, app: App): App {
  const id = app.trim().toLowerCase();
  const found = profiles.find((one) => one.id === id);
  if (found !== undefined) return found.id;
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    `${quote(app)} is no application in use here: ${profiles.map((one) => one.id).join(', ')}.`,
    APP_ID.test(id)
      ? `Name one of these, or put it in use: CLARI_IDENTITY_APPS=${[...profiles.map((one) => one.id), bare(id)].join(',')} (it needs a profile, see clari-identity-mcp app list).`
      : 'Name one of these.',
  );
}

/** Where people are switched off in it, for the middle of a sentence. */
export function administrationOf({ id, name, userAdministration }: AppProfile): string {
  if (id === DEFAULT_APP) return "Clari's user administration";
  if (id === 'copilot') return 'the Clari Copilot user settings';
  return `the user administration of ${name}${userAdministration === null ? '' : ` (${userAdministration})`}`;
}

function nothingKnown(id: App): AppProfile {
  const name = bare(id);
  return {
    id: name,
    name,
    userAdministration: null,
    usersList: { headers: {}, statuses: {}, populations: [] },
    privilegedRoles: [],
    succession: null,
    deactivation: {
      by: `${name} administrator`,
      how: [],
      breaks: [],
      before: [],
      after: [],
      askScimFirst: false,
    },
    live: null,
    capabilities: [],
    notKnown: [],
  };
}
