import { AT_LEAST } from './objection.ts';

/** People of one read, by what it says of them and by whether they use their account. Who is known too little counts nowhere. */
export interface Usage {
  readonly activeUsed: number;
  readonly activeUnused: number;
  /** Signed in after the end, or as lately as anybody where no end is dated. */
  readonly endedUsed: number;
  readonly endedUnused: number;
}

export interface UsageSeen extends Usage {
  /** Accounts that could have been met. */
  readonly accounts: number;
}

/**
 * Whether the statuses would fit clearly better the other way round. A share alone says nothing: most of those called gone
 * go on working, most of those called active do not, and nearly all of the work is done by people called gone. Where the read
 * speaks of a few people only, three idle colleagues are needed: one who never signed in proves nothing.
 */
export function fitsTurnedRound({ accounts, ...usage }: UsageSeen): boolean {
  const { activeUsed, activeUnused, endedUsed, endedUnused } = usage;
  const [active, ended] = [activeUsed + activeUnused, endedUsed + endedUnused];
  if (endedUsed < AT_LEAST || activeUnused === 0) return false;
  if (!isMost(endedUsed, ended) || !isMost(activeUnused, active)) return false;
  return endedUsed >= 2 * activeUsed && (activeUnused >= AT_LEAST || 2 * (active + ended) >= accounts);
}

/** The use of accounts bears the statuses out: there is nothing to turn round. */
export function isBorneOut({ activeUsed, endedUsed }: Usage): boolean {
  return activeUsed >= AT_LEAST && activeUsed >= 2 * endedUsed;
}

/** The same people in two reads, by what each says of them. */
export interface Sides {
  readonly activeBoth: number;
  readonly endedBoth: number;
  readonly turnedEnded: number;
  readonly turnedActive: number;
}

/** Most people changed sides, in both directions: no company does that between two reads. */
export function haveFlipped({ activeBoth, endedBoth, turnedEnded, turnedActive }: Sides): boolean {
  if (turnedEnded === 0 || turnedActive === 0 || turnedEnded + turnedActive < AT_LEAST) return false;
  return isMost(turnedEnded, activeBoth + turnedEnded) && isMost(turnedActive, endedBoth + turnedActive);
}

/** Two of three. */
function isMost(count: number, of: number): boolean {
  return count * 3 >= of * 2;
}
