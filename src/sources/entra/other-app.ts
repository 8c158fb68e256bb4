import type { AssignedApp } from '../../model/apps-in-use.ts';
import { bare } from '../../model/foreign.ts';
import type { ReadGap } from '../../model/live.ts';
import type { Observation } from '../../model/observation.ts';
import { quoted } from '../cells/text.ts';
import { headerFingerprint } from '../csv/header.ts';
import type { LiveOptions, LiveReadEnd } from '../live/live-source.ts';
import { pageFault } from '../live/trail.ts';
import { assignmentRows } from './assignments-read.ts';
import { type EnterpriseApp, enterpriseApp, factsOf } from './clari-app.ts';
import { brokenGap, refusalGap, SYNC } from './gaps.ts';
import type { Graph } from './graph.ts';

interface Context {
  readonly graph: Graph;
  readonly other: AssignedApp;
  /** Clari's own, whose people are nobody else's; null: it is not shown. */
  readonly clari: EnterpriseApp | null;
  readonly options: LiveOptions;
  remark(text: string): void;
}

/**
 * Who is assigned to an application other than Clari. One that cannot be found or read is a partial read without rows:
 * nothing follows from it, and the other reads count.
 */
export async function* otherAppRows(context: Context): AsyncGenerator<readonly Observation[], LiveReadEnd, void> {
  const { graph, other, options } = context;
  const app = await found(context);
  if ('gap' in app) return nothing(graph, other, app.gap);
  context.remark(`Who is assigned to ${other.name} is read from the enterprise application ${quoted(app.name)}.`);
  const named = { name: other.name, namedBy: namedBy(other) };
  return yield* assignmentRows({ graph, app, ...named, facts: factsOf(app), options });
}

async function found({ graph, other, clari, options }: Context): Promise<EnterpriseApp | { readonly gap: ReadGap }> {
  const what = `Who is assigned to ${other.name}`;
  if (other.id === clari?.id) return { gap: unknownApp(other, "that is Clari's own.") };
  try {
    const reading = await enterpriseApp(graph, other.id, options.signal);
    if (reading === null) return { gap: unknownApp(other, 'Entra ID has none with that object id.') };
    if ('app' in reading) return reading.app;
    return { gap: refusalGap(`${what} (${bare(other.id)})`, 'Application.Read.All', reading.refused) };
  } catch (error) {
    const why = pageFault(error);
    if (why === null) throw error;
    return { gap: brokenGap(what, { kind: 'broken', code: 'page_failed', why }) };
  }
}

export function unknownApp(other: AssignedApp, why: string): ReadGap {
  return {
    code: 'app_unknown',
    gap: `Who is assigned to ${other.name}: its profile names the enterprise application ${bare(other.id)}, and ${why}`,
    closeWith: `Correct ${namedBy(other)}, then ${SYNC}`,
    scope: null,
  };
}

function namedBy({ app }: AssignedApp): string {
  return `assigned_through.entra in the file of ${bare(app)} in the folder apps of the data folder`;
}

function nothing(graph: Graph, { id }: AssignedApp, gap: ReadGap): LiveReadEnd {
  return {
    completeness: 'partial',
    facts: null,
    gaps: [gap],
    rejected: [],
    refused: 0,
    mode: 'full',
    fullReadAt: null,
    cursor: null,
    fingerprint: headerFingerprint([graph.target, id]),
  };
}
