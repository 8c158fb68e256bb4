import type { IdentityGraph } from '../../src/answers/graph/identity-graph.ts';
import type { FieldComparison } from '../../src/model/correlation.ts';

export function graphText(graph: IdentityGraph, detailed: boolean): string {
  const labels = new Map(graph.nodes.map((node) => [node.id, node.label]));
  const labelOf = (id: string) => (id.startsWith('source:') ? (labels.get(id) ?? id) : id);
  return [
    ...graph.accounts.flatMap(({ account, correlation, verdict }) => [
      `Account ${account.accountId} ${labels.get(`account:${account.accountId}`) ?? ''}: ${account.status} as of ${account.statusAsOf}; ${verdict.finding} (${verdict.reason}), confidence ${verdict.confidence}; ${correlation.situation}`,
      ...verdict.evidence.map((row) => `  ${row.observedAt ?? 'undated'} ${row.source}: ${row.fact}`),
      `  next: ${verdict.nextStep}`,
    ]),
    ...graph.nodes
      .filter((node) => node.type === 'identity')
      .map((node) => `Identity ${node.id.slice('identity:'.length)} ${node.label}: ${facts(node.facts)}`),
    ...graph.edges
      .filter((edge) => edge.type !== 'seen_in')
      .map((edge) =>
        [
          `${edge.from} ${edge.type} ${labelOf(edge.to)}`,
          edge.as === null ? '' : ` as ${edge.as}`,
          edge.rule === null
            ? ''
            : ` by ${edge.rule}, confidence ${edge.confidence ?? '?'}, ${edge.weight ?? '?'} bits`,
          edge.comparisons.length === 0 ? '' : `: ${edge.comparisons.map(comparison).join('; ')}`,
          edge.whyNot === null ? '' : `; not linked: ${edge.whyNot}`,
        ].join(''),
      ),
    `Links by matcher ${graph.matcherVersion}; weights are bits of evidence.`,
    'Timeline:',
    ...(detailed ? graph.timeline : graph.timeline.slice(-12)).map((row) => `  ${row.at} ${row.source}: ${row.what}`),
    ...graph.warnings,
  ].join('\n');
}

function facts(values: Readonly<Record<string, string | number | boolean | null>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
}

function comparison(one: FieldComparison): string {
  if (one.outcome === 'missing') return `${one.field} missing`;
  const bits = one.weight === 0 ? '' : ` ${one.weight > 0 ? '+' : ''}${one.weight}`;
  return `${one.field} ${one.outcome}${bits} (${JSON.stringify(one.account)} / ${JSON.stringify(one.identity)})`;
}
