import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Built beside the driver. */
const PRELOAD = resolve('.cache/soak/shifted-clock.js');

/** The clock of one process. */
export interface ShiftedClock {
  /** Arguments of Node, before the program. */
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** In milliseconds; what its process takes for now. */
  now(): number;
  shift(milliseconds: number): void;
  standAt(moment: number): void;
}

export function shiftedClock(folder: string, name: string): ShiftedClock {
  const place = join(folder, `${name}.clock`);
  let shifted = 0;
  const shift = (milliseconds: number) => {
    shifted = milliseconds;
    writeFileSync(place, JSON.stringify({ shiftMs: milliseconds }));
  };
  shift(0);
  return {
    arguments: ['--import', PRELOAD],
    environment: { TEST_CLOCK: place },
    now: () => Date.now() + shifted,
    shift,
    standAt: (moment) => writeFileSync(place, JSON.stringify({ standsAt: moment })),
  };
}
