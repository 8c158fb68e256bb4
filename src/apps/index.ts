import type { App, AppProfile } from '../model/app-profile.ts';

const COMMON = {
  usersList: { headers: {}, statuses: {}, populations: [] },
  privilegedRoles: [],
  succession: null,
  capabilities: [],
  notKnown: [],
} as const satisfies Partial<AppProfile>;

/** The profiles that come with the program, the default first. */
export const SHIPPED_PROFILES: readonly AppProfile[] = [
  {
    ...COMMON,
    id: 'clari',
    name: 'Clari',
    userAdministration: "Clari's user administration",
    deactivation: { by: 'Clari administrator', how: [], breaks: [], before: [], after: [], askScimFirst: false },
    live: 'clari',
  },
  {
    ...COMMON,
    id: 'copilot',
    name: 'Clari Copilot',
    userAdministration: 'the Clari Copilot user settings',
    deactivation: {
      by: 'Clari Copilot administrator',
      how: [],
      breaks: [],
      before: [],
      after: [],
      askScimFirst: false,
    },
    live: 'copilot',
  },
];

export function profileOf(id: App): AppProfile | null {
  return SHIPPED_PROFILES.find((one) => one.id === id) ?? null;
}
