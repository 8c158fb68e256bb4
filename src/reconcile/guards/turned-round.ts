import { AT_LEAST } from './objection.ts';

/**
 * People of one snapshot, by their status there and by whether they use their account. People of whom too little is
 * known are not counted.
 */
export interface Usage {
  readonly activeUsed: number;
  readonly activeUnused: number;
  /** Signed in after the end or, where no end is dated, as recently as the others. */
  readonly endedUsed: number;
  readonly endedUnused: number;
}

export interface UsageSeen extends Usage {
  /** Accounts that could have been matched. */
  readonly accounts: number;
}

/**
 * Whether the statuses would fit clearly better if inverted. A share alone proves nothing: most people called gone must
 * still be working, most people called active must not, and people called gone must do nearly all the work. If the
 * snapshot covers only a few people, three idle colleagues are needed, because one who never signed in proves nothing.
 */
export function fitsTurnedRound({ accounts, ...usage }: UsageSeen): boolean {
  const { activeUsed, activeUnused, endedUsed, endedUnused } = usage;
  const [active, ended] = [activeUsed + activeUnused, endedUsed + endedUnused];
  if (endedUsed < AT_LEAST || activeUnused === 0) return false;
  if (!isMost(endedUsed, ended) || !isMost(activeUnused, active)) return false;
  return endedUsed >= 2 * activeUsed && (activeUnused >= AT_LEAST || 2 * (active + ended) >= accounts);
}

/** Whether the use of accounts supports the statuses, so that nothing is inverted. */
export function isBorneOut({ activeUsed, endedUsed }: Usage): boolean {
  return activeUsed >= AT_LEAST && activeUsed >= 2 * endedUsed;
}

/** The same people in two snapshots, by the status in each. */
export interface Sides {
  readonly activeBoth: number;
  readonly endedBoth: number;
  readonly turnedEnded: number;
  readonly turnedActive: number;
}

/** Whether most people changed their status, in both directions: no company does that between two snapshots. */
export function haveFlipped({ activeBoth, endedBoth, turnedEnded, turnedActive }: Sides): boolean {
  if (turnedEnded === 0 || turnedActive === 0 || turnedEnded + turnedActive < AT_LEAST) return false;
  return isMost(turnedEnded, activeBoth + turnedEnded) && isMost(turnedActive, endedBoth + turnedActive);
}

/** Two of three. */
function isMost(count: number, of: number): boolean {
  return count * 3 >= of * 2;
}
