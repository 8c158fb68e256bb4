import { accountNode, edgesOf, type GraphEdge, type GraphNode, identityNode } from '../../answers/graph-parts.ts';
import { accountsByEmail, accountsOfIdentity, evaluate, judgedAccount } from '../../evaluation/index.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { Settings } from '../../model/settings.ts';
import type { App } from '../../model/snapshot.ts';
import { MATCHER_VERSION } from '../../reconcile/decide/thresholds.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { coverageWarnings, currentCoverage } from './current-coverage.ts';
import { findAccount } from './find-account.ts';
import { identitiesNamed } from './find-identity.ts';
import { mentionsOf, sourcesOf } from './graph-sources.ts';
import { type TimelineRow, timeline } from './timeline.ts';

export interface IdentityGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly accounts: readonly JudgedAccount[];
  /** Of the rules and weights that linked. */
  readonly matcherVersion: number;
  readonly timeline: readonly TimelineRow[];
  readonly warnings: readonly string[];
}

interface Asked {
  readonly account?: string | undefined;
  readonly identity?: string | undefined;
  readonly email?: string | undefined;
}

/** Everything known around one person: accounts, identities, what links them, what speaks against it, and when. */
export async function identityGraph(deps: Deps, asked: Asked, app: App): Promise<IdentityGraph> {
  await evaluate(deps);
  return deps.store.read(async (reader) => {
    const { accounts, identities } = await start(reader, deps.settings, asked, app);
    const around = await withDuplicates(reader, deps.settings, accounts);
    const nodes = new Map<string, GraphNode>();
    for (const one of around) add(nodes, accountNode(one));
    for (const identity of identities) add(nodes, identityNode(identity));
    for (const one of around) {
      for (const { identity } of [...one.correlation.linked, ...one.correlation.candidates, ...one.correlation.nearest])
        add(nodes, identityNode(identity));
    }
    const mentioned = await mentionsOf(reader, around);
    const sources = sourcesOf(await reader.snapshots(), around, mentioned, nodes);
    return {
      nodes: [...nodes.values(), ...sources.nodes],
      edges: [...around.flatMap(edgesOf), ...sources.edges],
      accounts: around,
      matcherVersion: MATCHER_VERSION,
      timeline: await timeline(reader, around, identities, mentioned),
      warnings: coverageWarnings(await currentCoverage(deps, reader)),
    };
  });
}

async function start(reader: StoreReader, settings: Settings, asked: Asked, app: App) {
  if (asked.account !== undefined)
    return { accounts: [await findAccount(reader, settings, asked.account, app)], identities: [] };
  const wanted = asked.identity ?? asked.email ?? '';
  const identities = await identitiesNamed(reader, wanted);
  const linked = await linkedTo(reader, settings, identities);
  const byEmail =
    asked.email === undefined
      ? []
      : await accountsByEmail(reader, settings, wanted.trim().normalize('NFKC').toLowerCase());
  const accounts = new Map([...linked, ...byEmail].map((one) => [one.account.accountId, one]));
  if (accounts.size === 0 && identities.length === 0) {
    throw new ClariIdentityError(
      'ERR_IDENTITY_UNKNOWN',
      `Nobody is known as ${JSON.stringify(wanted.slice(0, 100))} in any directory or export that was read.`,
      'Check the spelling, call list_clari_users with a query, or see get_coverage for directories not read yet.',
    );
  }
  return { accounts: [...accounts.values()], identities };
}

/** Judged accounts whose link or candidates name one of these identities. */
async function linkedTo(
  reader: StoreReader,
  settings: Settings,
  identities: readonly Identity[],
): Promise<readonly JudgedAccount[]> {
  const found = new Map<string, JudgedAccount>();
  for (const identity of identities) {
    const refs = await accountsOfIdentity(reader, settings, identityRef(identity));
    for (const one of refs) found.set(one.account.accountId, one);
  }
  return [...found.values()];
}

async function withDuplicates(
  reader: StoreReader,
  settings: Settings,
  accounts: readonly JudgedAccount[],
): Promise<readonly JudgedAccount[]> {
  const all = new Map(accounts.map((one) => [one.account.accountId, one]));
  for (const one of accounts) {
    for (const id of [...one.correlation.duplicateOf, ...one.account.maybeRenamedTo]) {
      const other = all.has(id) ? null : await judgedAccount(reader, settings, id);
      if (other !== null) all.set(id, other);
    }
  }
  return [...all.values()];
}

function add(nodes: Map<string, GraphNode>, node: GraphNode): void {
  nodes.set(node.id, node);
}
