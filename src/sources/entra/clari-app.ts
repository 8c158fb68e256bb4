import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { DirectoryFacts } from '../../model/snapshot.ts';
import { quoted } from '../cells/text.ts';
import type { JsonObject } from '../json/json-value.ts';
import type { Graph, GraphAnswer } from './graph.ts';
import { listOf, tokenRejected } from './graph-list.ts';
import { SAFE_ID } from './ids.ts';

/** An enterprise application through which people enter Clari, or another application. */
export interface EnterpriseApp {
  /** Object id of the service principal, which is not the application's id. */
  readonly id: string;
  /** What sign-ins bear; null: it is not shown. */
  readonly appId: string | null;
  readonly name: string;
  /** false: it is switched off, nobody signs in. */
  readonly enabled: boolean | null;
  /** false: anybody in the tenant may sign in, assigned or not. */
  readonly assignmentRequired: boolean | null;
}

export type AppReading =
  | { readonly app: EnterpriseApp }
  /** Not shown to this application: everything that rests on assignments stays unknown. */
  | { readonly refused: { readonly status: number; readonly code: string | null } };

const NAME = 'Clari';
const PROPERTIES = ['id', 'appId', 'displayName', 'accountEnabled', 'appRoleAssignmentRequired'];
const LISTED_MAX = 10;

/** By its configured id, else the one with exactly this name; several are an error that lists them. */
export async function findClariApp(
  graph: Graph,
  servicePrincipalId: string | null,
  signal: AbortSignal | undefined,
): Promise<AppReading> {
  return servicePrincipalId === null ? byName(graph, signal) : byId(graph, servicePrincipalId, signal);
}

async function byId(graph: Graph, id: string, signal: AbortSignal | undefined): Promise<AppReading> {
  if (!SAFE_ID.test(id)) throw notAnId();
  const found = await enterpriseApp(graph, id, signal);
  if (found === null) throw unknownId(id);
  return found;
}

/** The one with this object id, which is safe in a path; null: there is none. */
export async function enterpriseApp(
  graph: Graph,
  id: string,
  signal: AbortSignal | undefined,
): Promise<AppReading | null> {
  const answer = await graph.ask((client) => client.api(`/servicePrincipals/${id}`).select(PROPERTIES), signal);
  if (answer.status === 401) throw tokenRejected(answer.code);
  if (answer.status === 404 || answer.status === 400) return null;
  if (answer.status >= 400) return { refused: answer };
  const app = appOf(answer.body);
  if (app === null) throw unreadable();
  return { app };
}

async function byName(graph: Graph, signal: AbortSignal | undefined): Promise<AppReading> {
  const found: EnterpriseApp[] = [];
  const list = listOf(
    graph,
    (client) => client.api('/servicePrincipals').filter(`displayName eq '${NAME}'`).select(PROPERTIES).top(100),
    { signal, pagesMax: 10 },
  );
  for (;;) {
    const page = await list.next();
    if (page.done === true) {
      if (page.value.kind === 'refused') return { refused: page.value };
      if (page.value.kind === 'broken') throw broken(page.value.why);
      break;
    }
    // The filter ignores case, and a server may ignore the filter.
    found.push(...page.value.flatMap((item) => appOf(item) ?? []).filter((app) => app.name === NAME));
  }
  const [app, ...others] = found;
  if (app === undefined) throw notFound();
  if (others.length > 0) throw ambiguous(found);
  return { app };
}

/** What it says of the right to enter. */
export function factsOf(app: EnterpriseApp | null): DirectoryFacts {
  return {
    appEnabled: app?.enabled ?? null,
    assignmentRequired: app?.assignmentRequired ?? null,
    implicitAssignment: null,
  };
}

function appOf(item: JsonObject): EnterpriseApp | null {
  const id = item.get('id');
  const [appId, name] = [item.get('appId'), item.get('displayName')];
  if (typeof id !== 'string' || !SAFE_ID.test(id)) return null;
  return {
    id,
    appId: typeof appId === 'string' && SAFE_ID.test(appId) ? appId : null,
    name: typeof name === 'string' ? name : '',
    enabled: flag(item, 'accountEnabled'),
    assignmentRequired: flag(item, 'appRoleAssignmentRequired'),
  };
}

function flag(item: JsonObject, key: string): boolean | null {
  const value = item.get(key);
  return typeof value === 'boolean' ? value : null;
}

/** A refusal in words: `403 (Authorization_RequestDenied)`. */
export function refusalText({ status, code }: Pick<GraphAnswer, 'status' | 'code'>): string {
  return code === null ? `${status}` : `${status} (${bare(code)})`;
}

function notFound(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_APP_UNKNOWN',
    `Entra ID has no enterprise application named exactly ${quoted(NAME)}.`,
    "Set ENTRA_CLARI_SERVICE_PRINCIPAL_ID to the object id of Clari's enterprise application. The last good read stays in force.",
  );
}

function unknownId(id: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_APP_UNKNOWN',
    `Entra ID has no enterprise application with the object id ${quoted(id)}.`,
    'Set ENTRA_CLARI_SERVICE_PRINCIPAL_ID to the object id of the enterprise application: not the application (client) id, and not the object id of the app registration. The last good read stays in force.',
  );
}

function notAnId(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    'ENTRA_CLARI_SERVICE_PRINCIPAL_ID is no object id.',
    "Copy the object id from the overview of Clari's enterprise application in Entra ID.",
  );
}

function ambiguous(found: readonly EnterpriseApp[]): ClariIdentityError {
  const shown = found
    .slice(0, LISTED_MAX)
    .map(({ id, enabled }) => `${bare(id)}${enabled === false ? ' (switched off)' : ''}`);
  const more = found.length > LISTED_MAX ? ` and ${found.length - LISTED_MAX} more` : '';
  return new ClariIdentityError(
    'ERR_APP_AMBIGUOUS',
    `Entra ID has ${found.length} enterprise applications named ${quoted(NAME)}: ${shown.join(', ')}${more}.`,
    'Set ENTRA_CLARI_SERVICE_PRINCIPAL_ID to the object id of the one through which people enter Clari. The last good read stays in force.',
  );
}

function broken(why: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_SOURCE_FAILED',
    `The list of enterprise applications named ${quoted(NAME)} could not be read to its end: ${why}`,
    'Run it again. The last good read stays in force.',
  );
}

function unreadable(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_SOURCE_ANSWER',
    'Microsoft Graph answered for the enterprise application without an object id.',
    'Check GRAPH_BASE_URL: something else may be answering.',
  );
}
