import { evaluate } from '../../evaluation/index.ts';
import { CLARIS } from '../../model/apps-in-use.ts';
import { KINDS, type Kind, readsAt } from '../../model/snapshot.ts';
import { monthlyCost } from '../../plan/cost.ts';
import type { Deps } from '../deps.ts';
import { SEAT_FINDINGS } from './orphan-summary.ts';

/** What a reader of coverage asks next, in numbers. */
export interface AtAGlance {
  /** Kinds of files of which no read counts. */
  readonly neverImported: readonly Kind[];
  /** People who are assigned to Clari without an account; null: not known, or `countedIn` says that it is not counted here. */
  readonly neverSignedIn: number | null;
  readonly notCountedBecause: string | null;
  /** Null unless the operator configured a price. */
  readonly seats: {
    readonly open: number;
    readonly perMonth: { readonly amount: number; readonly currency: string };
  } | null;
}

/** Above it, counting who never signed in takes longer than a first answer may: the detailed form does it. */
const MOST_ROWS = 200_000;

export async function atAGlance(deps: Deps): Promise<AtAGlance> {
  const snapshots = await deps.store.read((reader) => reader.snapshots());
  const counting = readsAt(snapshots, deps.clock()).filter((one) => one.state === 'published');
  const read = new Set(counting.map((one) => one.kind));
  const rows = counting.reduce((sum, one) => sum + one.rowsAccepted, 0);
  const { seatPrice } = deps.settings;
  const counts = rows <= MOST_ROWS && read.has('clari-users');
  if (counts || seatPrice !== null) await evaluate(deps);
  return deps.store.read(async (reader) => {
    const { neverSignedIn } = await import('../plans/never-signed-in.ts');
    const found = counts ? await neverSignedIn(reader, deps, 0) : null;
    const held = [];
    for (const app of seatPrice === null ? [] : CLARIS)
      held.push(...(await reader.judgedCounts({ app, findings: SEAT_FINDINGS })));
    const open = held.reduce((sum, one) => sum + one.count, 0);
    return {
      neverImported: KINDS.filter((kind) => kind !== 'app-users' && !read.has(kind)),
      neverSignedIn: found?.total ?? null,
      notCountedBecause:
        found === null
          ? read.has('clari-users')
            ? 'Counted in the detailed form only: there are many rows.'
            : null
          : found.total === null
            ? found.why
            : null,
      seats: seatPrice === null ? null : { open, perMonth: monthlyCost(open, seatPrice) },
    };
  });
}
