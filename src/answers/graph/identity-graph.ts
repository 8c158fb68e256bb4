import type { PersonAround } from '../../app/lookups/person-around.ts';
import { accountNode, edgesOf, type GraphEdge, type GraphNode, identityNode } from './graph-parts.ts';
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
  for (const identity of identities) add(identityNode(identity));
  for (const { correlation } of accounts)
    for (const { identity } of [...correlation.linked, ...correlation.candidates, ...correlation.nearest])
      add(identityNode(identity));
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
