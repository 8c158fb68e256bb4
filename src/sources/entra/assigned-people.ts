import { bare } from '../../model/foreign.ts';
import type { ReadGap } from '../../model/live.ts';
import type { AssignmentObservation, Observation } from '../../model/observation.ts';
import type { Moment } from '../../model/time.ts';
import { textOrNull } from '../cells/text.ts';
import { type ItemFields, textIn } from '../json/item-fields.ts';
import type { JsonObject } from '../json/json-value.ts';
import { pageFault } from '../live/trail.ts';
import type { Notes } from '../notes/notes.ts';
import type { EnterpriseApp } from './clari-app.ts';
import { DIRECTORY } from './directory.ts';
import { brokenGap, limitedGap, refusalGap } from './gaps.ts';
import type { Graph } from './graph.ts';
import { SAFE_ID } from './ids.ts';
import { wholeListOf } from './whole-list.ts';

/** What is known of an application's assignments after all of them went by. */
export interface AssignedPeople {
  /** Ids of the users who were found assigned. */
  readonly ids: ReadonlySet<string>;
  readonly groups: readonly string[];
  /** Empty: nobody else is assigned. */
  readonly gaps: readonly ReadGap[];
}

interface Context {
  readonly graph: Graph;
  /** Of the application, as people write it. */
  readonly name: string;
  readonly fields: ItemFields;
  readonly notes: Notes;
  readonly signal: AbortSignal | undefined;
  page(what: string): void;
}

interface AssignedGroup {
  readonly id: string;
  readonly name: string;
  readonly assignedAt: Moment | null;
}

/** Users and direct members of groups that are assigned, page by page, each user once. */
export async function* assignedPeople(
  app: EnterpriseApp,
  context: Context,
): AsyncGenerator<readonly Observation[], AssignedPeople, void> {
  const ids = new Set<string>();
  const groups = new Map<string, AssignedGroup>();
  const gaps: ReadGap[] = [];
  const list = wholeListOf(context.graph, (client) => client.api(`/servicePrincipals/${app.id}/appRoleAssignedTo`), {
    signal: context.signal,
    page: () => context.page('assignments'),
  });
  for (;;) {
    const page = await list.next();
    if (page.done === true) {
      if (page.value.kind === 'broken') gaps.push(brokenGap(notAssigned(context), page.value));
      if (page.value.kind === 'refused')
        gaps.push(refusalGap(notAssigned(context), 'Application.Read.All', page.value));
      break;
    }
    yield page.value.flatMap((item) => readAssignment(item, { ...context, ids, groups, gaps }));
  }
  for (const group of groups.values()) gaps.push(...(yield* membersOf(group, ids, context)));
  return { ids, groups: [...groups.keys()], gaps };
}

function readAssignment(
  item: JsonObject,
  context: Context & {
    readonly ids: Set<string>;
    readonly groups: Map<string, AssignedGroup>;
    readonly gaps: ReadGap[];
  },
): readonly Observation[] {
  const { fields, notes, ids, groups, gaps } = context;
  const id = fields.id(item, 'principalId');
  if (id === null) {
    notes.refuse(1, 'An assignment without a usable principal id: it is not known whose it is.');
    return [];
  }
  const assignedAt = fields.moment(item, 'createdDateTime');
  switch (textIn(item, 'principalType').toLowerCase()) {
    case 'user':
      return assigned(id, ids, { via: 'direct', assignedAt });
    case 'group':
      if (!groups.has(id))
        groups.set(id, { id, name: textOrNull(textIn(item, 'principalDisplayName')) ?? id, assignedAt });
      return [];
    case 'serviceprincipal':
      // No person signs in as one.
      return [];
    default:
      gaps.push({
        code: 'limited_information',
        gap: `${notAssigned(context)}: something is assigned that is neither a user, a group nor a service principal.`,
        closeWith: 'Look at the users and groups of the enterprise application in Entra ID',
        scope: null,
      });
      return [];
  }
}

function assigned(
  id: string,
  ids: Set<string>,
  said: Pick<AssignmentObservation, 'via' | 'viaGroup' | 'assignedAt'>,
): readonly Observation[] {
  if (ids.has(id)) return [];
  ids.add(id);
  return [{ of: 'assignment', row: assignmentRow(id, { status: 'assigned', statusRaw: null, ...said }) }];
}

export function assignmentRow(
  id: string,
  said: Pick<AssignmentObservation, 'status' | 'statusRaw'> & Partial<AssignmentObservation>,
): AssignmentObservation {
  return {
    line: 0,
    directory: DIRECTORY,
    key: `id:${id}`,
    identityId: id,
    login: null,
    email: null,
    assignedAt: null,
    unassignedAt: null,
    ssoName: null,
    via: null,
    revoked: null,
    ...said,
  };
}

/** Direct members only: Entra passes an assignment to them and not to groups within the group. */
async function* membersOf(
  group: AssignedGroup,
  ids: Set<string>,
  context: Context,
): AsyncGenerator<readonly Observation[], readonly ReadGap[], void> {
  if (!SAFE_ID.test(group.id)) return [unreadableGroup(context, group.id, 'its id is none.')];
  const list = wholeListOf(
    context.graph,
    (client) => client.api(`/groups/${group.id}/members/microsoft.graph.user`).select(['id']),
    { signal: context.signal, page: () => context.page('members of assigned groups') },
  );
  let members = 0;
  for (;;) {
    const page = await list.next();
    if (page.done === true) {
      const what = `${notAssigned(context)}, since the members of the assigned group ${bare(group.id)} were not all read`;
      if (page.value.kind === 'broken') return [brokenGap(what, page.value)];
      if (page.value.kind === 'refused') return [refusalGap(what, 'GroupMember.Read.All', page.value)];
      return members === 0 ? emptyGroup(group.id, context) : [];
    }
    const found: Observation[] = [];
    for (const item of page.value) {
      const type = textIn(item, '@odata.type').toLowerCase();
      if (type !== '' && type !== '#microsoft.graph.user') continue;
      members += 1;
      // Limited information has an id and nothing else, and that is enough here.
      const id = context.fields.id(item, 'id');
      if (id === null) context.notes.refuse(1, 'A member of an assigned group without a usable id.');
      else found.push(...assigned(id, ids, { via: 'group', viaGroup: group.name, assignedAt: group.assignedAt }));
    }
    yield found;
  }
}

/** A group whose membership is hidden looks like an empty one. */
async function emptyGroup(id: string, context: Context): Promise<readonly ReadGap[]> {
  const { graph, signal } = context;
  const answer = await graph
    .ask((client) => client.api(`/groups/${id}`).select(['id', 'visibility']), signal)
    .catch((error: unknown) => {
      if (signal?.aborted === true || pageFault(error) === null) throw error;
      return null;
    });
  if (answer !== null && answer.status < 300 && textIn(answer.body, 'id') === id) {
    const isHidden = textIn(answer.body, 'visibility').toLowerCase() === 'hiddenmembership';
    return isHidden
      ? [
          limitedGap(
            `${notAssigned(context)}: the membership of the assigned group ${bare(id)} is hidden.`,
            'Member.Read.Hidden',
          ),
        ]
      : [];
  }
  return [unreadableGroup(context, id, 'no members are shown, and it is not shown whether they are hidden.')];
}

function unreadableGroup(context: Context, id: string, why: string): ReadGap {
  return limitedGap(`${notAssigned(context)}: of an assigned group (${bare(id)}) ${why}`, 'GroupMember.Read.All');
}

function notAssigned({ name }: Pick<Context, 'name'>): string {
  return `Who is not assigned to ${bare(name)}`;
}
