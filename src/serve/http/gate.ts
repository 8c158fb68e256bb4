import type { HttpLimits } from './limits.ts';
import { Refusal } from './refusal.ts';

/** How many calls are in flight, in all and for each caller. */
export interface Gate {
  /** Refuses at once if it is full; otherwise returns the function to call once at the end. */
  enter(key: string): () => void;
}

export function gate(limits: HttpLimits): Gate {
  const inside = new Map<string, number>();
  let all = 0;
  return {
    enter(key) {
      const own = inside.get(key) ?? 0;
      if (own >= limits.callsOfOne || all >= limits.calls)
        throw new Refusal(429, 'Too many calls are in flight.', { headers: { 'retry-after': '1' } });
      inside.set(key, own + 1);
      all += 1;
      return () => {
        all -= 1;
        const left = (inside.get(key) ?? 1) - 1;
        if (left === 0) inside.delete(key);
        else inside.set(key, left);
      };
    },
  };
}
