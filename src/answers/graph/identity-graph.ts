import type { PersonAround } from '../../app/lookups/person-around.ts';
import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import { identityRef } from '../../model/identity.ts';
import {
  accountNode,
  edgesOf,
  type GraphEdge,
  type GraphNode,
  type IdentityView,
  identityNode,
} from './graph-parts.ts';
import { sourcesOf } from './graph-sources.ts';
import { type TimelineRow, timelineRow } from './timeline-row.ts';

export interface IdentityGraph extends Pick<PersonAround, 'accounts' | 'matcherVersion' | 'warnings'> {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly timeline: readonly TimelineRow[];
}

/** Builds the graph: accounts, identities and snapshots are nodes; links and contradictions are edges. */
export function identityGraph(around: PersonAround): IdentityGraph {
  const { accounts, identities, mentioned, snapshots, matcherVersion, timeline, warnings } = around;
  const nodes = new Map<string, GraphNode>();
  const add = (node: GraphNode) => nodes.set(node.id, node);
  for (const one of accounts) add(accountNode(one));
  const seen = [
    ...identities.map((identity) => ({ identity, app: DEFAULT_APP })),
    ...accounts.flatMap(({ account: { app }, correlation: { linked, candidates, nearest } }) =>
      [...linked, ...candidates, ...nearest].map(({ identity }) => ({ identity, app })),
    ),
  ];
  for (const [ref, views] of grouped(seen)) nodes.set(ref, identityNode(views));
  const sources = sourcesOf(snapshots, accounts, mentioned, nodes);
  return {
    nodes: [...nodes.values(), ...sources.nodes],
    edges: [...accounts.flatMap(edgesOf), ...sources.edges],
    accounts,
    matcherVersion,
    timeline: timeline.map(timelineRow),
    warnings,
  };
}

function grouped(seen: readonly IdentityView[]): ReadonlyMap<string, readonly [IdentityView, ...IdentityView[]]> {
  const found = new Map<string, readonly [IdentityView, ...IdentityView[]]>();
  for (const view of seen) {
    const ref = `identity:${identityRef(view.identity)}`;
    const [first, ...rest] = found.get(ref) ?? [];
    found.set(ref, first === undefined ? [view] : [first, ...rest, view]);
  }
  return found;
}
