import type { EntraSettings, LiveSettings, ReadGap } from '../../model/live.ts';
import type { DirectoryFacts } from '../../model/snapshot.ts';
import { checkClock } from '../live/check-clock.ts';
import type { LiveOptions, LiveRead, LiveSource } from '../live/live-source.ts';
import type { Tuning } from '../live/tuning.ts';
import { assignmentRows } from './assignments-read.ts';
import { type ClariApp, findClariApp } from './clari-app.ts';
import { DIRECTORY } from './directory.ts';
import { directoryRows } from './directory-read.ts';
import { entraChecks } from './entra-checks.ts';
import { refusalGap } from './gaps.ts';
import { type Graph, openGraph } from './graph.ts';

/** Entra ID through Microsoft Graph: who is assigned to Clari, then everybody. */
export async function openEntra({ entra }: Pick<LiveSettings, 'entra'>, tuning: Tuning): Promise<LiveSource | null> {
  if (entra === null) return null;
  const graph = await openGraph(entra, tuning);
  return {
    name: 'entra',
    target: graph.target,
    remarks: [],
    calls: graph.calls,
    reads: (options) => reads(graph, entra, options),
    check: (options) => entraChecks(graph, entra, options.signal),
  };
}

async function* reads(
  graph: Graph,
  settings: EntraSettings,
  options: LiveOptions,
): AsyncGenerator<LiveRead, void, void> {
  const found = await findClariApp(graph, settings.servicePrincipalId, options.signal);
  checkClock(graph, 'Microsoft Graph');
  const app = 'app' in found ? found.app : null;
  const facts = factsOf(app);
  const gaps: readonly ReadGap[] =
    'app' in found
      ? []
      : [
          refusalGap(
            'Who is assigned to Clari, and whether Clari is switched on',
            'Application.Read.All',
            found.refused,
          ),
        ];
  const common = { directory: DIRECTORY, app: null, filter: 'all', label: `Entra ID ${graph.origin}` } as const;
  if (app !== null)
    yield { ...common, kind: 'directory-assignments', rows: () => assignmentRows({ graph, app, facts, options }) };
  yield { ...common, kind: 'directory', rows: () => directoryRows({ graph, app, facts, gaps, options }) };
}

function factsOf(app: ClariApp | null): DirectoryFacts {
  return {
    appEnabled: app?.enabled ?? null,
    assignmentRequired: app?.assignmentRequired ?? null,
    implicitAssignment: null,
  };
}
