import { renameSync, writeFileSync } from 'node:fs';
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
  // Whole at any moment: its process reads it while it is written.
  const set = (setting: Readonly<Record<string, number>>) => {
    writeFileSync(`${place}.new`, JSON.stringify(setting));
    renameSync(`${place}.new`, place);
  };
  const shift = (milliseconds: number) => {
    shifted = milliseconds;
    set({ shiftMs: milliseconds });
  };
  shift(0);
  return {
    arguments: ['--import', PRELOAD],
    environment: { TEST_CLOCK: place },
    now: () => Date.now() + shifted,
    shift,
    standAt: (moment) => set({ standsAt: moment }),
  };
}
