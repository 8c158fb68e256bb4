import { CLARIS, isEnteredAsClari } from '../../model/apps-in-use.ts';
import { FINDINGS, type Finding } from '../../model/finding.ts';
import { seatCost } from '../../plan/cost.ts';
import type { JudgedFilter, SeatTime, StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';

export interface OrphanSummary {
  readonly evaluated: number;
  readonly byFinding: Readonly<Record<string, number>>;
  readonly inconclusiveByReason: Readonly<Record<string, number>>;
  /**
   * Days that seats were held after access had ended. Accounts whose time is unknown are counted separately, not
   * guessed.
   */
  readonly seatDays: SeatTime;
  /** Null unless the operator configured a price. */
  readonly cost: { readonly amount: number; readonly currency: string } | null;
}

/** Findings of accounts that still hold a seat although nobody is entitled to it. */
export const SEAT_FINDINGS: readonly Finding[] = ['contradicted', 'reappeared', 'leaver_active', 'unassigned_active'];

export async function orphanSummary(
  reader: StoreReader,
  narrow: JudgedFilter,
  deps: Pick<Deps, 'clock' | 'settings'>,
): Promise<OrphanSummary> {
  const rows = await reader.judgedCounts(narrow);
  const held = await reader.seatTime({ ...narrow, findings: SEAT_FINDINGS }, deps.clock());
  return {
    evaluated: rows.reduce((sum, row) => sum + row.count, 0),
    byFinding: Object.fromEntries(
      FINDINGS.map((finding) => [finding, total(rows.filter((row) => row.finding === finding))]).filter(isCounted),
    ),
    inconclusiveByReason: Object.fromEntries(
      rows.filter((row) => row.finding === 'inconclusive').map((row) => [row.reason, row.count]),
    ),
    seatDays: held,
    cost: await costOf(reader, narrow, deps),
  };
}

/** The price is that of a Clari seat: of other applications none is known. */
async function costOf(
  reader: StoreReader,
  narrow: JudgedFilter,
  { settings, clock }: Pick<Deps, 'clock' | 'settings'>,
): Promise<OrphanSummary['cost']> {
  if (settings.seatPrice === null || (narrow.app !== undefined && !isEnteredAsClari(narrow.app))) return null;
  let days = 0;
  for (const app of narrow.app === undefined ? CLARIS : [narrow.app])
    days += (await reader.seatTime({ ...narrow, app, findings: SEAT_FINDINGS }, clock())).days;
  return seatCost(days, settings.seatPrice);
}

function total(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((sum, row) => sum + row.count, 0);
}

function isCounted(entry: readonly [string, number] | readonly (string | number)[]): boolean {
  return entry[1] !== 0;
}
