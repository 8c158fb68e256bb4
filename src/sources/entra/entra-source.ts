import type { AssignedApp } from '../../model/apps-in-use.ts';
import type { EntraSettings, LiveSettings, ReadGap } from '../../model/live.ts';
import { checkClock } from '../live/check-clock.ts';
import type { LiveOptions, LiveRead, LiveSource } from '../live/live-source.ts';
import type { Tuning } from '../live/tuning.ts';
import { assignmentRows } from './assignments-read.ts';
import { factsOf, findClariApp } from './clari-app.ts';
import { DIRECTORY } from './directory.ts';
import { directoryRows } from './directory-read.ts';
import { entraChecks } from './entra-checks.ts';
import { refusalGap } from './gaps.ts';
import { type Graph, openGraph } from './graph.ts';
import { otherAppRows } from './other-app.ts';

/** Entra ID through Microsoft Graph: who is assigned to Clari and to each of the others, then everybody. */
export async function openEntra(
  { entra }: Pick<LiveSettings, 'entra'>,
  tuning: Tuning,
  others: readonly AssignedApp[] = [],
): Promise<LiveSource | null> {
  if (entra === null) return null;
  const graph = await openGraph(entra, tuning);
  const remarks: string[] = [];
  return {
    name: 'entra',
    target: graph.target,
    get remarks() {
      return [...remarks];
    },
    calls: graph.calls,
    reads: (options) => reads({ graph, settings: entra, others, options, remark: (text) => remarks.push(text) }),
    check: (options) => entraChecks(graph, entra, others, options.signal),
  };
}

interface Context {
  readonly graph: Graph;
  readonly settings: EntraSettings;
  readonly others: readonly AssignedApp[];
  readonly options: LiveOptions;
  remark(text: string): void;
}

async function* reads({ graph, settings, others, options, remark }: Context): AsyncGenerator<LiveRead, void, void> {
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
  const kind = 'directory-assignments';
  if (app !== null) {
    const named = { name: 'Clari', namedBy: 'ENTRA_CLARI_SERVICE_PRINCIPAL_ID' };
    yield { ...common, kind, rows: () => assignmentRows({ graph, app, ...named, facts, options }) };
  }
  for (const other of others)
    yield {
      ...common,
      app: other.app,
      kind,
      rows: () => otherAppRows({ graph, other, clari: app, options, remark }),
    };
  yield { ...common, kind: 'directory', rows: () => directoryRows({ graph, app, facts, gaps, options }) };
}
