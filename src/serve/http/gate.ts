import { Refusal } from './refusal.ts';

/** How many of something are open, in all and for each caller. */
export interface Gate {
  /** Refuses at once if it is full; otherwise returns what to call at the end, however often. */
  enter(caller: string): () => void;
}

export function gate(limits: { readonly all: number; readonly ofOne: number }, full: string): Gate {
  const inside = new Map<string, number>();
  let all = 0;
  return {
    enter(caller) {
      const own = inside.get(caller) ?? 0;
      if (own >= limits.ofOne || all >= limits.all) throw new Refusal(429, full, { headers: { 'retry-after': '1' } });
      inside.set(caller, own + 1);
      all += 1;
      let left = false;
      return () => {
        if (left) return;
        left = true;
        all -= 1;
        const rest = (inside.get(caller) ?? 1) - 1;
        if (rest === 0) inside.delete(caller);
        else inside.set(caller, rest);
      };
    },
  };
}
