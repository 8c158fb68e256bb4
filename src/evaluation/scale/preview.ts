import type { LinkDecision } from '../../model/decision.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { Settings } from '../../model/settings.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import type { Store, StoreReader, VerdictChanges } from '../../store/store.ts';
import { benchOf } from './bench-of.ts';
import { judgeAll } from './judge-all.ts';
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
  const before = await benchOf(reader, settings, now);
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
  const edition = await store.edition();
  try {
    const judged = await judgeAll(store, edition, {
      settings,
      now,
      assume,
      ...(progress === null ? {} : { progress }),
    });
    return await store.read((reader) => reader.verdictChanges(judged.edition.edition));
  } finally {
    await edition.discard();
  }
}
