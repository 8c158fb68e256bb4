import { type Decisions, decisions } from '../../../src/evaluation/decisions.ts';
import { correlateEach, yielding } from '../../../src/evaluation/scale/correlate-all.ts';
import type { JudgedAccount } from '../../../src/model/judged-account.ts';
import type { Settings } from '../../../src/model/settings.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import type { Instant } from '../../../src/model/time.ts';
import { buildCandidateIndex } from '../../../src/reconcile/candidates/candidate-index.ts';
import { classify } from '../../../src/reconcile/classify/classify.ts';
import { coverageFacts, domainsByDirectory } from '../../../src/reconcile/classify/coverage-facts.ts';
import { isShown } from '../../../src/reconcile/classify/shown.ts';
import { markDuplicates } from '../../../src/reconcile/decide/one-to-one.ts';
import { markRenamesByOwner } from '../../../src/reconcile/decide/renames-by-owner.ts';
import type { StoreReader } from '../../../src/store/store.ts';
import { loadWorld } from './world.ts';

export interface Judgement {
  readonly revision: number;
  readonly judged: readonly JudgedAccount[];
  readonly validUntil: Instant | null;
}

/** What is taken for true in place of what is kept. */
interface Assumption {
  readonly links?: (links: Decisions['links']) => Decisions['links'];
  readonly snapshots?: (snapshot: Snapshot) => Snapshot;
}

/** Correlates and classifies every account of one revision, as it is or as it would be. */
export async function judge(
  reader: StoreReader,
  settings: Settings,
  now: Instant,
  assume: Assumption = {},
): Promise<Judgement> {
  const world = await loadWorld(reader, null, assume.snapshots);
  const decided = await decisions(reader, world.accountAliases, settings, now);
  const links = assume.links?.(decided.links) ?? decided.links;
  const whole = buildCandidateIndex(world.identities, { aliases: world.identityAliases });
  // The plain evaluator takes no short cut.
  const index = { ...whole, soleBearer: () => null };
  const pairs = yielding(correlateEach(world.accounts, index, links, settings));
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
      shown: isShown({ ...verdict, underlying }),
    });
    if (verdict.validUntil !== null && (validUntil === null || verdict.validUntil < validUntil))
      validUntil = verdict.validUntil;
  }
  return { revision: world.revision, judged, validUntil };
}
