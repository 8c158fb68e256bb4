import type { Mentioned } from '../../app/lookups/mentions.ts';
import { quote } from '../../model/foreign.ts';
import { identityRef } from '../../model/identity.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { GraphEdge, GraphNode } from './graph-parts.ts';

/** Which read each fact came from: the newest row of every account and identity, and every file that names them. */
export function sourcesOf(
  snapshots: readonly Snapshot[],
  accounts: readonly JudgedAccount[],
  mentioned: readonly Mentioned[],
  nodes: ReadonlyMap<string, GraphNode>,
): { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] } {
  const edges = new Map<string, GraphEdge>();
  const add = (from: string, snapshotId: string, type: 'seen_in' | 'mentioned_in', as: string | null) => {
    if (!nodes.has(from)) return;
    const to = `source:${snapshotId}`;
    edges.set(`${from} ${type} ${to} ${as}`, {
      from,
      to,
      type,
      as,
      rule: null,
      confidence: null,
      weight: null,
      whyNot: null,
      comparisons: [],
    });
  };
  for (const { account, correlation } of accounts) {
    add(`account:${account.accountId}`, account.latestSnapshotId, 'seen_in', null);
    for (const { identity } of [...correlation.linked, ...correlation.candidates])
      add(`identity:${identityRef(identity)}`, identity.latestSnapshotId, 'seen_in', null);
  }
  for (const { accountId, mentions } of mentioned)
    for (const { snapshotId, row } of mentions)
      add(
        `account:${accountId}`,
        snapshotId,
        'mentioned_in',
        row.hierarchyRole === null ? row.role : `${row.role} ${quote(row.hierarchyRole)}`,
      );
  const used = new Set([...edges.values()].map((edge) => edge.to));
  return {
    nodes: snapshots.filter((one) => used.has(`source:${one.snapshotId}`)).map(sourceNode),
    edges: [...edges.values()],
  };
}

function sourceNode(one: Snapshot): GraphNode {
  return {
    id: `source:${one.snapshotId}`,
    type: 'source',
    label: one.fileName,
    facts: {
      kind: one.kind,
      directory: one.directory,
      as_of: one.asOf,
      completeness: one.completeness,
      sha256: one.sha256,
    },
  };
}
