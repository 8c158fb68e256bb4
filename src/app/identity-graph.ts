import type { CorrelationRule, FieldComparison } from '../model/correlation.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { type Identity, identityRef } from '../model/identity.ts';
import type { App } from '../model/snapshot.ts';
import type { JudgedAccount, StoreReader } from '../store/store.ts';
import { coverageWarnings, currentCoverage } from './current-coverage.ts';
import type { Deps } from './deps.ts';
import { evaluate } from './evaluate.ts';
import { findAccount } from './find-account.ts';
import { identitiesNamed } from './find-identity.ts';
import { type TimelineRow, timeline } from './timeline.ts';

export interface GraphNode {
  readonly id: string;
  readonly type: 'account' | 'identity' | 'source';
  readonly label: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly type: 'linked' | 'candidate' | 'duplicate_of' | 'maybe_renamed_to' | 'seen_in';
  readonly rule: CorrelationRule | null;
  readonly confidence: number | null;
  readonly whyNot: string | null;
  readonly comparisons: readonly FieldComparison[];
}

export interface IdentityGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly accounts: readonly JudgedAccount[];
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
    const { accounts, identities } = await start(reader, asked, app);
    const around = await withDuplicates(reader, accounts);
    const nodes = new Map<string, GraphNode>();
    for (const one of around) add(nodes, accountNode(one));
    for (const identity of identities) add(nodes, identityNode(identity));
    for (const one of around) {
      for (const { identity } of [...one.correlation.linked, ...one.correlation.candidates])
        add(nodes, identityNode(identity));
    }
    const sources = sourceNodes(await reader.snapshots(), around, nodes);
    return {
      nodes: [...nodes.values(), ...sources.nodes],
      edges: [...around.flatMap(edgesOf), ...sources.edges],
      accounts: around,
      timeline: await timeline(reader, around, identities),
      warnings: coverageWarnings(await currentCoverage(deps, reader)),
    };
  });
}

async function start(reader: StoreReader, asked: Asked, app: App) {
  if (asked.account !== undefined) return { accounts: [await findAccount(reader, asked.account, app)], identities: [] };
  const wanted = asked.identity ?? asked.email ?? '';
  const identities = await identitiesNamed(reader, wanted);
  const linked = await linkedTo(reader, identities);
  const byEmail =
    asked.email === undefined ? [] : await reader.judgedByEmail(wanted.trim().normalize('NFKC').toLowerCase());
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
async function linkedTo(reader: StoreReader, identities: readonly Identity[]): Promise<readonly JudgedAccount[]> {
  const found = new Map<string, JudgedAccount>();
  for (const identity of identities) {
    const refs = await reader.judgedByIdentity(identityRef(identity));
    for (const one of refs) found.set(one.account.accountId, one);
  }
  return [...found.values()];
}

async function withDuplicates(
  reader: StoreReader,
  accounts: readonly JudgedAccount[],
): Promise<readonly JudgedAccount[]> {
  const all = new Map(accounts.map((one) => [one.account.accountId, one]));
  for (const one of accounts) {
    for (const id of [...one.correlation.duplicateOf, ...one.account.maybeRenamedTo]) {
      const other = all.has(id) ? null : await reader.judged(id);
      if (other !== null) all.set(id, other);
    }
  }
  return [...all.values()];
}

function add(nodes: Map<string, GraphNode>, node: GraphNode): void {
  nodes.set(node.id, node);
}

function accountNode({ account }: JudgedAccount): GraphNode {
  const { latest } = account;
  return {
    id: `account:${account.accountId}`,
    type: 'account',
    label: latest.email ?? latest.name ?? account.accountId,
    facts: {
      app: account.app,
      name: latest.name,
      role: latest.role,
      team: latest.team,
      status: account.status,
      status_raw: latest.statusRaw,
      status_as_of: account.statusAsOf,
      first_seen: account.firstSeen,
      last_active: account.lastActiveAt,
      last_login: latest.lastLogin?.at ?? null,
      crm_id: latest.crmId,
      employee_id: latest.employeeId,
    },
  };
}

function identityNode(identity: Identity): GraphNode {
  const { latest } = identity;
  return {
    id: `identity:${identityRef(identity)}`,
    type: 'identity',
    label: latest.login ?? latest.email ?? identity.identityId,
    facts: {
      directory: identity.directory,
      name: latest.name,
      email: latest.email,
      other_emails: latest.otherEmails.slice(0, 10).join('; '),
      employee_id: latest.employeeId,
      department: latest.department,
      manager_email: latest.managerEmail,
      status: latest.status,
      status_raw: latest.statusRaw,
      entitlement: identity.entitlement,
      entitlement_reason: identity.entitlementReason,
      revoked_at: identity.revokedAt,
      revoked_at_basis: identity.revokedAtBasis,
      present: identity.present,
      as_of: identity.asOf,
    },
  };
}

function edgesOf({ account, correlation }: JudgedAccount): readonly GraphEdge[] {
  const from = `account:${account.accountId}`;
  const plain = { rule: null, confidence: null, whyNot: null, comparisons: [] };
  return [
    ...correlation.linked.map((one) => ({
      from,
      to: `identity:${identityRef(one.identity)}`,
      type: 'linked' as const,
      rule: one.rule,
      confidence: one.confidence,
      whyNot: null,
      comparisons: one.comparisons,
    })),
    ...correlation.candidates.map((one) => ({
      from,
      to: `identity:${identityRef(one.identity)}`,
      type: 'candidate' as const,
      rule: one.rule,
      confidence: one.confidence,
      whyNot: one.whyNot,
      comparisons: one.comparisons,
    })),
    ...correlation.duplicateOf.map((id) => ({ from, to: `account:${id}`, type: 'duplicate_of' as const, ...plain })),
    ...account.maybeRenamedTo.map((id) => ({ from, to: `account:${id}`, type: 'maybe_renamed_to' as const, ...plain })),
  ];
}

function sourceNodes(
  snapshots: Awaited<ReturnType<StoreReader['snapshots']>>,
  accounts: readonly JudgedAccount[],
  nodes: ReadonlyMap<string, GraphNode>,
): { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] } {
  const uses = new Map<string, Set<string>>();
  const use = (snapshotId: string, node: string) => {
    if (nodes.has(node)) uses.set(snapshotId, (uses.get(snapshotId) ?? new Set()).add(node));
  };
  for (const { account, correlation } of accounts) {
    use(account.latestSnapshotId, `account:${account.accountId}`);
    for (const { identity } of [...correlation.linked, ...correlation.candidates])
      use(identity.latestSnapshotId, `identity:${identityRef(identity)}`);
  }
  const used = snapshots.filter((one) => uses.has(one.snapshotId));
  return {
    nodes: used.map((one) => ({
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
    })),
    edges: used.flatMap((one) =>
      [...(uses.get(one.snapshotId) ?? [])].map((from) => ({
        from,
        to: `source:${one.snapshotId}`,
        type: 'seen_in' as const,
        rule: null,
        confidence: null,
        whyNot: null,
        comparisons: [],
      })),
    ),
  };
}
