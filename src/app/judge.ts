import type { LinkDecision } from '../model/decision.ts';
import type { DeactivationRecord } from '../model/record.ts';
import type { Settings } from '../model/settings.ts';
import type { Instant } from '../model/time.ts';
import { classify } from '../reconcile/classify/classify.ts';
import { coverageFacts } from '../reconcile/classify/coverage-facts.ts';
import { isShown } from '../reconcile/classify/shown.ts';
import { buildCandidateIndex } from '../reconcile/correlate/candidate-index.ts';
import { correlate } from '../reconcile/correlate/correlate.ts';
import { markDuplicates } from '../reconcile/correlate/one-to-one.ts';
import type { JudgedAccount, StoreReader } from '../store/store.ts';
import { loadWorld } from './world.ts';

export interface Judgement {
  readonly revision: number;
  readonly judged: readonly JudgedAccount[];
  readonly validUntil: Instant | null;
}

/** Correlates and classifies every account of one revision. */
export async function judge(reader: StoreReader, settings: Settings, now: Instant): Promise<Judgement> {
  const world = await loadWorld(reader);
  const records = groupByAccount(await reader.records());
  const exemptions = new Map((await reader.exemptions()).map((one) => [one.accountId, one]));
  const links = latestLinks(await reader.links());
  const index = buildCandidateIndex(world.identities);
  const pairs = new Map(
    world.accounts.map((account) => {
      const link = links.get(account.accountId) ?? null;
      return [account.accountId, { account, correlation: correlate(account, index, { link }, settings) }];
    }),
  );
  const facts = coverageFacts(world.snapshots, world.identities, settings, now);
  let validUntil: Instant | null = null;
  const judged: JudgedAccount[] = [];
  const marked = markDuplicates(pairs);
  for (const { account, correlation: alone } of pairs.values()) {
    const correlation = marked.get(account.accountId) ?? alone;
    const { verdict, underlying } = classify({
      account,
      correlation,
      duplicates: correlation.duplicateOf.flatMap((id) => pairs.get(id)?.account ?? []),
      records: records.get(account.accountId) ?? [],
      exemption: exemptions.get(account.accountId) ?? null,
      link: links.get(account.accountId) ?? null,
      coverage: facts,
      settings,
      now,
    });
    judged.push({ account, correlation, verdict, underlying, shown: isShown(verdict, correlation) });
    if (verdict.validUntil !== null && (validUntil === null || verdict.validUntil < validUntil))
      validUntil = verdict.validUntil;
  }
  return { revision: world.revision, judged, validUntil };
}

export function groupByAccount(records: readonly DeactivationRecord[]): ReadonlyMap<string, DeactivationRecord[]> {
  const groups = new Map<string, DeactivationRecord[]>();
  for (const record of records) {
    const group = groups.get(record.accountId);
    if (group === undefined) groups.set(record.accountId, [record]);
    else group.push(record);
  }
  return groups;
}

function latestLinks(links: readonly LinkDecision[]): ReadonlyMap<string, LinkDecision> {
  const latest = new Map<string, LinkDecision>();
  for (const link of links) {
    const known = latest.get(link.accountId);
    if (known === undefined || known.decidedAt <= link.decidedAt) latest.set(link.accountId, link);
  }
  return latest;
}
