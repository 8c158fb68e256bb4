import type { Settings } from '../../model/settings.ts';
import type { Instant } from '../../model/time.ts';
import { classify } from '../../reconcile/classify/classify.ts';
import { coverageFacts, domainsByDirectory } from '../../reconcile/classify/coverage-facts.ts';
import { isShown } from '../../reconcile/classify/shown.ts';
import { buildCandidateIndex } from '../../reconcile/correlate/candidate-index.ts';
import { correlate } from '../../reconcile/correlate/correlate.ts';
import { type CorrelatedAccount, markDuplicates } from '../../reconcile/correlate/one-to-one.ts';
import { markRenamesByOwner } from '../../reconcile/correlate/renames-by-owner.ts';
import { yieldNearIds } from '../../reconcile/correlate/yield-near-ids.ts';
import type { JudgedAccount, StoreReader } from '../../store/store.ts';
import { type Decisions, decisions } from '../decisions.ts';
import { loadWorld, type World } from '../world.ts';

export interface Judgement {
  readonly revision: number;
  readonly judged: readonly JudgedAccount[];
  readonly validUntil: Instant | null;
}

/** Correlates and classifies every account of one revision. `assume`: with other decisions on owners than those that stand. */
export async function judge(
  reader: StoreReader,
  settings: Settings,
  now: Instant,
  assume: (links: Decisions['links']) => Decisions['links'] = (links) => links,
): Promise<Judgement> {
  const world = await loadWorld(reader);
  const decided = await decisions(reader, world.accountAliases);
  const links = assume(decided.links);
  const pairs = correlateAll(world, links, settings);
  const accounts = markRenamesByOwner(pairs);
  const correlations = markDuplicates(pairs);
  const coverage = coverageFacts(world.snapshots, domainsByDirectory(world.identities), settings, now);
  let validUntil: Instant | null = null;
  const judged: JudgedAccount[] = [];
  for (const [accountId, pair] of pairs) {
    const account = accounts.get(accountId) ?? pair.account;
    const correlation = correlations.get(accountId) ?? pair.correlation;
    const { verdict, underlying } = classify({
      account,
      correlation,
      duplicates: correlation.duplicateOf.flatMap((id) => pairs.get(id)?.account ?? []),
      records: decided.records.get(accountId) ?? [],
      exemption: decided.exemptions.get(accountId) ?? null,
      link: links.get(accountId) ?? null,
      coverage,
      settings,
      now,
    });
    judged.push({
      account,
      correlation,
      verdict,
      underlying,
      shown: isShown(verdict, correlation, settings.directories),
    });
    if (verdict.validUntil !== null && (validUntil === null || verdict.validUntil < validUntil))
      validUntil = verdict.validUntil;
  }
  return { revision: world.revision, judged, validUntil };
}

/** Who owns what, as the accounts together say: a near id yields to the account that has it exactly. */
export function correlateAll(
  world: World,
  links: Decisions['links'],
  settings: Settings,
): ReadonlyMap<string, CorrelatedAccount> {
  const index = buildCandidateIndex(world.identities, { aliases: world.identityAliases });
  const pairs = new Map(
    world.accounts.map((account) => {
      const link = links.get(account.accountId) ?? null;
      return [account.accountId, { account, correlation: correlate(account, index, { link }, settings) }];
    }),
  );
  const claims = [...pairs].map(([id, { account, correlation }]) => [id, { app: account.app, correlation }] as const);
  for (const [id, correlation] of yieldNearIds(claims)) {
    const pair = pairs.get(id);
    if (pair !== undefined) pairs.set(id, { ...pair, correlation });
  }
  return pairs;
}
