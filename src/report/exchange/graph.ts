import type { Candidate } from '../../model/correlation.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import { labelOf, nameOfApp } from './account-facts.ts';
import type { ExchangeContext, ExchangeShape, ExchangeWriter } from './format.ts';
import type { Facts, GraphEdge, GraphNode } from './graph-parts.ts';
import { GRAPHML_END, graphmlBegin, graphmlEdge, graphmlNode } from './graphml.ts';
import { jsonItems, jsonMembers } from './json-list.ts';
import { nodeId } from './node-id.ts';
import { SeenKeys } from './seen-keys.ts';

/** The identity graph: accounts, who owns them or might, and the applications, as JSON Graph Format and as GraphML. */
export const graph: ExchangeShape = {
  parts: ['graph.json', 'graph.json', 'graph.graphml'],
  wholeList: false,
  manyApps: true,
  needsResourceId: false,
  missing: 'A person without an account, and an account that no read shows, are not in it.',
  handOver: [
    'Open graph.graphml in yEd or Gephi; graph.json is the same graph as JSON Graph Format 2.',
    'An id is written in letters that XML allows: _40 stands for @.',
  ],
  open: (context) => writerFor(context),
};

function writerFor(context: ExchangeContext): ExchangeWriter {
  const seen = new SeenKeys();
  const member = jsonMembers();
  const item = jsonItems();
  return {
    begin: () => [jsonHead(context), '},\n"edges":[', graphmlBegin()],
    row: ({ judged }) => {
      const account = accountNode(judged);
      const nodes = [account];
      const edges = [inApp(context, judged, account, nodes)];
      for (const [relation, candidates] of [
        ['owns', judged.correlation.linked],
        ['might_own', judged.correlation.candidates],
      ] as const)
        for (const candidate of candidates) {
          const identity = identityNode(candidate);
          nodes.push(identity);
          edges.push(ownerEdge(relation, identity, account, candidate));
        }
      const fresh = nodes.filter(({ id, facts }) => facts.kind === 'account' || seen.add(id));
      return {
        texts: [
          fresh.map(({ id, label, facts }) => member(id, { label, metadata: known(facts) })).join(''),
          edges.map(({ facts, ...edge }) => item({ ...edge, directed: true, metadata: known(facts) })).join(''),
          fresh.map(graphmlNode).join('') + edges.map(graphmlEdge).join(''),
        ],
        rows: 1,
      };
    },
    end: () => ['\n', '\n]}}\n', GRAPHML_END],
  };
}

/** An object whose nodes and edges are written one by one. */
function jsonHead({ generatedAt, version, restsOn }: ExchangeContext): string {
  const reads = restsOn.map(({ source, snapshotId, asOf, state, completeness }) => ({
    source,
    snapshot_id: snapshotId,
    as_of: asOf,
    state,
    completeness,
  }));
  const metadata = { generated_at: generatedAt, generated_by: `clari-identity-mcp ${version}`, rests_on: reads };
  const open = JSON.stringify({ directed: true, label: 'Accounts and who owns them', metadata }).slice(0, -1);
  return `{"graph":${open},\n"nodes":{`;
}

function accountNode(judged: JudgedAccount): GraphNode {
  const { account, verdict, correlation } = judged;
  const { latest } = account;
  return {
    id: nodeId('account', account.app, account.accountId),
    label: labelOf(judged),
    facts: {
      kind: 'account',
      key: account.accountId,
      app: account.app,
      email: latest.email,
      status: account.status,
      as_of: account.statusAsOf,
      role: latest.role,
      team: latest.team,
      situation: correlation.situation,
      finding: verdict.finding,
      reason: verdict.reason,
      access_ended_at: verdict.revokedAt,
    },
  };
}

function inApp(context: ExchangeContext, judged: JudgedAccount, account: GraphNode, nodes: GraphNode[]): GraphEdge {
  const { app } = judged.account;
  const id = nodeId('app', app);
  nodes.push({ id, label: nameOfApp(context, app), facts: { kind: 'application', key: app } });
  return { source: account.id, target: id, relation: 'account_in', facts: {} };
}

function identityNode({ identity }: Candidate): GraphNode {
  const { latest, directory, identityId } = identity;
  return {
    id: nodeId('identity', directory, identityId),
    label: latest.name ?? latest.email ?? latest.login ?? identityId,
    facts: {
      kind: 'identity',
      key: identityId,
      directory,
      email: latest.email,
      status: latest.status,
      as_of: identity.asOf,
      entitlement: identity.entitlement,
    },
  };
}

function ownerEdge(relation: string, identity: GraphNode, account: GraphNode, candidate: Candidate): GraphEdge {
  return {
    source: identity.id,
    target: account.id,
    relation,
    facts: { rule: candidate.rule, confidence: candidate.confidence },
  };
}

function known(facts: Facts): Record<string, string | number> {
  const found: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(facts)) if (value !== null) found[name] = value;
  return found;
}
