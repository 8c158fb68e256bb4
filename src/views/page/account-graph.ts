import type { Markup } from '../html.ts';
import { type GraphLink, type GraphPoint, graphPicture } from '../pictures/identity-graph.ts';
import { plain } from '../words.ts';
import type { GraphParts } from './account-links.ts';
import { placeOfAccount } from './work-items.ts';

const KINDS: Readonly<Record<string, GraphLink['kind']>> = {
  linked: 'linked',
  candidate: 'candidate',
  near_miss: 'near_miss',
  duplicate_of: 'same_person',
  maybe_renamed_to: 'renamed',
};

const ENTITLEMENT = 'entitlement';

/** The graph around the person of an account: what was judged of each pair, not which files it stands in. */
export function accountGraph(base: string, id: string, { nodes, edges }: GraphParts): Markup {
  const seen = new Set<string>();
  const links = edges.flatMap((edge): GraphLink[] => {
    const kind = KINDS[edge.type];
    // Two accounts of one person are joined from both sides.
    const pair = kind === 'same_person' ? [edge.from, edge.to].sort().join('\n') : `${edge.from}\n${edge.to}`;
    if (kind === undefined || seen.has(`${kind}\n${pair}`)) return [];
    seen.add(`${kind}\n${pair}`);
    const { from, to, rule = null, confidence = null, weight = null, why_not: whyNot = null } = edge;
    return [{ kind, from, to, rule, confidence, weight, whyNot }];
  });
  const of = (type: string) => nodes.filter((node) => node.type === type);
  return graphPicture('graph', {
    about: `account:${id}`,
    identities: of('identity').map(identityPoint),
    accounts: of('account').map((node) => accountPoint(base, node)),
    links,
  });
}

type Node = GraphParts['nodes'][number];

function identityPoint({ id, label, facts }: Node): GraphPoint {
  const entitled = Object.entries(facts).flatMap(([name, value]) => {
    if (typeof value !== 'string') return [];
    if (name === ENTITLEMENT) return [`clari: ${plain(value)}`];
    const app = name.startsWith(`${ENTITLEMENT}_`) ? name.slice(ENTITLEMENT.length + 1) : 'reason';
    return app === 'reason' ? [] : [`${app}: ${plain(value)}`];
  });
  const status = String(facts['status'] ?? 'status unknown');
  return { id, label, place: String(facts['directory'] ?? ''), states: [plain(status), ...entitled], href: null };
}

function accountPoint(base: string, { id, label, facts }: Node): GraphPoint {
  const [app, status, role] = ['app', 'status', 'role'].map((name) => facts[name]);
  return {
    id,
    label,
    place: String(app ?? ''),
    states: [plain(String(status ?? 'status unknown')), ...(typeof role === 'string' && role !== '' ? [role] : [])],
    href: `${base}${placeOfAccount(id.slice('account:'.length), typeof app === 'string' ? app : undefined)}`,
  };
}
