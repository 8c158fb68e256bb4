import type { IdentityGraph } from '../../src/answers/graph/identity-graph.ts';
import { DEFAULT_APP } from '../../src/model/apps-in-use.ts';
import type { FieldComparison } from '../../src/model/correlation.ts';
import { bare, quote } from '../../src/model/foreign.ts';

export function graphText(graph: IdentityGraph, detailed: boolean): string {
  const labels = new Map(graph.nodes.map((node) => [node.id, node.label]));
  const labelOf = (id: string) => (id.startsWith('source:') ? bare(labels.get(id) ?? id) : named(id));
  return [
    ...graph.accounts.flatMap(({ account, correlation, verdict }) => [
      `Account ${bare(account.accountId)} ${bare(labels.get(`account:${account.accountId}`) ?? '')}${account.app === DEFAULT_APP ? '' : ` in ${bare(account.app)}`}: ${account.status} as of ${account.statusAsOf}; ${verdict.finding} (${verdict.reason}), confidence ${verdict.confidence}; ${correlation.situation}`,
      ...verdict.evidence.map((row) => `  ${row.observedAt ?? 'undated'} ${bare(row.source)}: ${row.fact}`),
      `  next: ${verdict.nextStep}`,
    ]),
    ...graph.nodes
      .filter((node) => node.type === 'identity')
      .map((node) => `Identity ${named(node.id.slice('identity:'.length))} ${bare(node.label)}: ${facts(node.facts)}`),
    ...graph.edges
      .filter((edge) => edge.type !== 'seen_in')
      .map((edge) =>
        [
          `${named(edge.from)} ${edge.type} ${labelOf(edge.to)}`,
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
    ...(detailed ? graph.timeline : graph.timeline.slice(-12)).map(
      (row) => `  ${row.at} ${bare(row.source)}: ${row.what}`,
    ),
    ...graph.warnings,
  ].join('\n');
}

function facts(values: Readonly<Record<string, string | number | boolean | null>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${bare(name)} ${bare(String(value))}`)
    .join(', ');
}

/** `account:…` or `identity:directory/id`: no name of a directory has a slash in it, and any id may have. */
function named(id: string): string {
  const slash = id.startsWith('account:') ? -1 : id.indexOf('/');
  return slash < 0 ? bare(id) : `${bare(id.slice(0, slash))}/${bare(id.slice(slash + 1))}`;
}

function shown(value: string | null): string {
  return value === null ? 'null' : quote(value);
}

function comparison(one: FieldComparison): string {
  if (one.outcome === 'missing') return `${one.field} missing`;
  const bits = one.weight === 0 ? '' : ` ${one.weight > 0 ? '+' : ''}${one.weight}`;
  return `${one.field} ${one.outcome}${bits} (${shown(one.account)} / ${shown(one.identity)})`;
}
