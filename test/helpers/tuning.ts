import { TUNING, type Tuning } from '../../src/sources/live/tuning.ts';

export interface TestTuning extends Tuning {
  /** Every wait that was asked for, in milliseconds; none is waited. */
  readonly waits: readonly number[];
}

/** The real patience, but nothing is waited for: time moves on by itself with every wait. */
export function testTuning(over: Partial<Tuning> = {}): TestTuning {
  const waits: number[] = [];
  let passed = 0;
  return {
    ...TUNING,
    random: () => 0.5,
    nowMs: () => Date.now() + passed,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      waits.push(ms);
      passed += ms;
    },
    ...over,
    waits,
  };
}
