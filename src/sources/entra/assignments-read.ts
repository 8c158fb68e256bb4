import type { ReadGap } from '../../model/live.ts';
import type { IdpEvent, Observation } from '../../model/observation.ts';
import type { DirectoryFacts } from '../../model/snapshot.ts';
import { headerFingerprint } from '../csv/header.ts';
import { ItemFields } from '../json/item-fields.ts';
import type { LiveOptions, LiveReadEnd } from '../live/live-source.ts';
import { Notes } from '../notes/notes.ts';
import { type AssignedPeople, assignedPeople, assignmentRow } from './assigned-people.ts';
import { ACTIVITIES, type AuditQuery, logSince, readAudit } from './audit-log.ts';
import type { EnterpriseApp } from './clari-app.ts';
import { brokenGap, emptyGap, logGap } from './gaps.ts';
import type { Graph } from './graph.ts';

/** Each costs a call of its own. */
const GROUPS_ASKED_MAX = 20;

interface Context {
  readonly graph: Graph;
  readonly app: EnterpriseApp;
  /** Of the application, as people write it. */
  readonly name: string;
  /** What names its id. */
  readonly namedBy: string;
  readonly facts: DirectoryFacts;
  readonly options: LiveOptions;
}

/** Who is assigned to an application, and who was until the log says that somebody removed it. */
export async function* assignmentRows(context: Context): AsyncGenerator<readonly Observation[], LiveReadEnd, void> {
  const { graph, app, name, options } = context;
  const { signal } = options;
  const notes = new Notes();
  const fields = new ItemFields({ notes, now: options.clock() });
  let [pages, rows] = [0, 0];
  const page = (what: string): void => {
    pages += 1;
    options.progress(pages, rows, what);
  };
  const people = assignedPeople(app, { graph, name, fields, notes, signal, page });
  let assigned: AssignedPeople;
  for (;;) {
    const next = await people.next();
    if (next.done === true) {
      assigned = next.value;
      break;
    }
    rows += next.value.length;
    yield next.value;
  }
  const gaps: ReadGap[] = [...assigned.gaps];
  if (rows === 0 && gaps.length === 0) gaps.push(nobody(context));
  const isWhole = rows > 0 && gaps.length === 0 && notes.refused === 0;
  if (isWhole) {
    const removed = await removals(context, assigned, gaps, page);
    yield [...removed].map(([id, revoked]) => ({
      of: 'assignment',
      row: assignmentRow(id, { status: 'unassigned', statusRaw: revoked.type, revoked }),
    }));
  }
  return {
    completeness: isWhole ? 'complete' : 'partial',
    facts: context.facts,
    gaps,
    rejected: notes.rejected,
    refused: notes.refused,
    mode: 'full',
    fullReadAt: null,
    cursor: null,
    fingerprint: headerFingerprint([graph.target, app.id]),
  };
}

/** Removals of people who are not assigned any more; only a whole list tells who that is. */
async function removals(
  { graph, app, name, options }: Context,
  assigned: AssignedPeople,
  gaps: ReadGap[],
  page: (what: string) => void,
): Promise<ReadonlyMap<string, IdpEvent>> {
  const removed = new Map<string, IdpEvent>();
  const whenRemoved = `When an assignment to ${name} was removed and by whom`;
  const since = logSince(options.asOf);
  const queries: readonly AuditQuery[] = [
    { activity: ACTIVITIES.unassigned, about: app.id, since },
    ...assigned.groups
      .slice(0, GROUPS_ASKED_MAX)
      .map((group): AuditQuery => ({ activity: ACTIVITIES.leftGroup, about: group, since })),
  ];
  for (const query of queries) {
    const { events, end } = await readAudit(graph, query, options.clock(), options.signal);
    page('audit log');
    for (const [id, event] of events) {
      const known = removed.get(id);
      if (!assigned.ids.has(id) && (known === undefined || known.at < event.at)) removed.set(id, event);
    }
    if (end?.kind === 'broken') gaps.push(brokenGap(whenRemoved, end));
    if (end?.kind === 'refused') {
      gaps.push(logGap(whenRemoved, end));
      // A log that is not shown is asked for once.
      break;
    }
  }
  return removed;
}

function nobody({ app, name, namedBy }: Context): ReadGap {
  return emptyGap(
    app.assignmentRequired === false
      ? `Who may enter ${name}: nobody is assigned to its enterprise application, which lets everybody in the tenant in.`
      : `Who is assigned to ${name}: Microsoft Graph shows no assignment at all, and an empty list is never believed.`,
    `Check that ${namedBy} is the application through which people enter ${name}, and that it has users or groups`,
  );
}
