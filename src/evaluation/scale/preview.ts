import type { LinkDecision } from '../../model/decision.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { Settings } from '../../model/settings.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import type { JudgementDifference } from '../../store/readers/kept-reader.ts';
import type { Store, StoreReader, VerdictChanges } from '../../store/store.ts';
import { settingsHash } from '../settings-hash.ts';
import { contextOf } from './context-of.ts';
import { type JudgeAllOptions, judgeAll } from './judge-all.ts';
import { duplicatesOf } from './open-judged.ts';
import { relink } from './relink.ts';
import { judgeCase } from './verdict.ts';

export interface Effect {
  readonly before: JudgedAccount;
  readonly after: JudgedAccount;
}

/**
 * Judges whoever a decision on a link concerns without and with it, by the same rules that will judge it once it is
 * made. `decision` null: as if none stood. However many claim the same person: each is looked at.
 */
export async function effectsOfLink(
  reader: StoreReader,
  settings: Settings,
  now: Instant,
  accountId: string,
  decision: LinkDecision | null,
): Promise<readonly Effect[]> {
  const before = await contextOf(reader, settings, now);
  const links = assumed(before.decided.links, accountId, decision);
  const after = { ...before, decided: { ...before.decided, links } };
  const relinked = (await relink(reader, after, [accountId], Number.POSITIVE_INFINITY)) ?? [];
  const partners = await duplicatesOf(
    reader,
    relinked.map((one) => one.before),
    settings,
  );
  return relinked.map((one) => ({
    before: judgeCase(one.before, partners(one.before), before),
    after: judgeCase(one.now, one.duplicates, after),
  }));
}

function assumed(
  links: ReadonlyMap<string, LinkDecision>,
  accountId: string,
  decision: LinkDecision | null,
): ReadonlyMap<string, LinkDecision> {
  const others = [...links].filter(([id]) => id !== accountId);
  return new Map(decision === null ? others : [...others, [accountId, decision]]);
}

/** How verdicts would differ if reads were as `assume` has them: everything is judged aside, and nothing of it stays. */
export async function verdictsAssuming(
  store: Store,
  settings: Settings,
  now: Instant,
  assume: (snapshot: Snapshot) => Snapshot,
  progress: ((done: number, total: number) => Promise<void>) | null,
): Promise<VerdictChanges> {
  return judgedAside(store, { settings, now, assume }, progress, (reader, generation) =>
    reader.verdictChanges(generation),
  );
}

/**
 * How what is kept of accounts differs from what the same rules make of them now, judged aside for the moment of what is
 * kept. Null: nothing that is kept would be read, since something was written or set otherwise since.
 */
export async function judgementsAnew(
  store: Store,
  settings: Settings,
  limit: number,
  progress: ((done: number, total: number) => Promise<void>) | null,
): Promise<readonly JudgementDifference[] | null> {
  const kept = await store.read(async (reader) => {
    const evaluation = await reader.evaluation();
    const isRead = evaluation?.revision === (await reader.revision());
    return isRead && evaluation?.settingsHash === settingsHash(settings) ? evaluation : null;
  });
  if (kept === null) return null;
  return judgedAside(store, { settings, now: kept.evaluatedAt }, progress, (reader, generation) =>
    reader.judgementDifferences(generation, limit),
  );
}

async function judgedAside<T>(
  store: Store,
  options: Pick<JudgeAllOptions, 'settings' | 'now' | 'assume'>,
  progress: ((done: number, total: number) => Promise<void>) | null,
  look: (reader: StoreReader, generation: number) => Promise<T>,
): Promise<T> {
  const generation = await store.generation();
  try {
    const judged = await judgeAll(store, generation, { ...options, ...(progress === null ? {} : { progress }) });
    return await store.read((reader) => look(reader, judged.generation.generation));
  } finally {
    await generation.discard();
  }
}
