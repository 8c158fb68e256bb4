import type { Settings } from '../../model/settings.ts';
import type { Instant } from '../../model/time.ts';
import { coverageFacts, domainsByDirectory } from '../../reconcile/classify/coverage-facts.ts';
import { markDuplicates } from '../../reconcile/correlate/one-to-one.ts';
import { markRenamesByOwner } from '../../reconcile/correlate/renames-by-owner.ts';
import type { EditionWriter, FinishedEdition, KeptJudgement, KeptPremise, StoreReader } from '../../store/store.ts';
import { decisions } from '../decisions.ts';
import { loadWorld } from '../world.ts';
import { correlateAll } from './judge.ts';
import { Keeper } from './keep.ts';

export interface JudgedAll {
  readonly revision: number;
  readonly edition: FinishedEdition;
  readonly validUntil: Instant | null;
}

const BATCH = 2_500;

/** Judges every account of one revision into an edition that nobody reads yet. */
export async function judgeAll(
  reader: StoreReader,
  edition: EditionWriter,
  settings: Settings,
  now: Instant,
): Promise<JudgedAll> {
  const world = await loadWorld(reader);
  const decided = await decisions(reader, world.accountAliases);
  const pairs = correlateAll(world, decided.links, settings);
  const accounts = markRenamesByOwner(pairs);
  const correlations = markDuplicates(pairs);
  const domains = domainsByDirectory(world.identities);
  const coverage = coverageFacts(world.snapshots, domains, settings, now);
  const kinds = new Map(world.snapshots.map((one) => [one.snapshotId, one.kind]));
  const keeper = new Keeper({ coverage, decided, settings, now }, (id) => kinds.get(id) === 'directory');
  let validUntil: Instant | null = null;
  let judgements: KeptJudgement[] = [];
  let premises: KeptPremise[] = [];
  const flush = async () => {
    await edition.append(judgements, premises);
    judgements = [];
    premises = [];
  };
  for (const [accountId, pair] of pairs) {
    const account = accounts.get(accountId) ?? pair.account;
    const correlation = correlations.get(accountId) ?? pair.correlation;
    const duplicates = correlation.duplicateOf.flatMap((id) => pairs.get(id) ?? []);
    const { judgement, premise } = keeper.keep({ account, correlation }, duplicates);
    judgements.push(judgement);
    if (premise !== null) {
      premises.push(premise);
      validUntil = earlier(validUntil, premise.validUntil);
    }
    if (judgements.length >= BATCH) await flush();
  }
  await flush();
  return {
    revision: world.revision,
    edition: await edition.finish({ aliases: world.accountAliases, domains }),
    validUntil,
  };
}

function earlier(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
