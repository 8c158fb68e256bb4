import type { Client } from '@okta/okta-sdk-nodejs';
import { ClariIdentityError } from '../../model/errors.ts';
import { quoted } from '../cells/text.ts';
import { at, idAt, textAt } from '../live/values.ts';
import { oktaPages } from './pages.ts';
import { oktaProblem } from './problems.ts';

export interface OktaApp {
  readonly id: string;
  readonly label: string;
  readonly enabled: boolean | null;
  readonly implicitAssignment: boolean | null;
}

const LABEL = 'Clari';
const SHOWN_MAX = 10;

/** By its id, else the only one labelled exactly Clari. Okta finds by beginnings, so others come along. */
export async function findApp(client: Client, appId: string | null): Promise<OktaApp> {
  if (appId !== null) return configuredApp(client, appId);
  const found: OktaApp[] = [];
  const collection = await client.applicationApi.listApplications({ q: LABEL, limit: 200, includeNonDeleted: true });
  for await (const page of oktaPages(collection)) for (const one of page) found.push(...appOf(one));
  const exact = found.filter((app) => app.label.toLowerCase() === LABEL.toLowerCase());
  const [only] = exact;
  if (only !== undefined && exact.length === 1) return only;
  throw exact.length > 1 ? several(exact) : none(found);
}

async function configuredApp(client: Client, appId: string): Promise<OktaApp> {
  const app = await appById(client, appId);
  if (app !== null) return app;
  throw new ClariIdentityError(
    'ERR_APP_UNKNOWN',
    'Okta has no application with the id in OKTA_CLARI_APP_ID, or does not show it to this credential.',
    'Copy the id from the address of the Clari application in the admin console (0oa…), or unset it to look for the label Clari.',
  );
}

/** Null: Okta has none with this id, or does not show it to this credential. */
export async function appById(client: Client, appId: string): Promise<OktaApp | null> {
  try {
    const [app] = appOf(await client.applicationApi.getApplication({ appId }));
    return app ?? null;
  } catch (error) {
    if (oktaProblem(error)?.status !== 404) throw error;
    return null;
  }
}

function appOf(app: unknown): readonly OktaApp[] {
  const [id, status] = [idAt(app, 'id'), textAt(app, 'status')];
  if (id === null || status === 'DELETED') return [];
  const implicit = at(app, 'settings', 'implicitAssignment');
  return [
    {
      id,
      label: textAt(app, 'label') ?? '',
      enabled: status === 'ACTIVE' ? true : status === 'INACTIVE' ? false : null,
      implicitAssignment: typeof implicit === 'boolean' ? implicit : null,
    },
  ];
}

function several(apps: readonly OktaApp[]): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_APP_AMBIGUOUS',
    `Okta has ${apps.length} applications labelled Clari: ${listed(apps)}.`,
    'Set OKTA_CLARI_APP_ID to the id of the one that people sign in to Clari with.',
  );
}

function none(apps: readonly OktaApp[]): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_APP_UNKNOWN',
    `Okta has no application labelled exactly Clari${apps.length === 0 ? '' : `; it has ${listed(apps)}`}.`,
    'Set OKTA_CLARI_APP_ID to the id of the Clari application.',
  );
}

function listed(apps: readonly OktaApp[]): string {
  const shown = apps
    .slice(0, SHOWN_MAX)
    .map((app) => `${quoted(app.id)} ${quoted(app.label)}${app.enabled === false ? ' (inactive)' : ''}`);
  return apps.length > SHOWN_MAX ? `${shown.join(', ')} and ${apps.length - SHOWN_MAX} more` : shown.join(', ');
}
