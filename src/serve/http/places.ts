/** Who has all that there is: the caller of theirs, or everybody together. */
export type Full = 'own' | 'all';

/** Counts how many of something are open, in all and for each caller. */
export interface Places {
  /** Takes a place and returns what gives it back, however often it is called; or says whose places are all taken. */
  take(caller: string): (() => void) | Full;
}

export function places(limits: { readonly all: number; readonly ofOne: number }): Places {
  const taken = new Map<string, number>();
  let all = 0;
  return {
    take(caller) {
      const own = taken.get(caller) ?? 0;
      if (own >= limits.ofOne) return 'own';
      if (all >= limits.all) return 'all';
      taken.set(caller, own + 1);
      all += 1;
      let isBack = false;
      return () => {
        if (isBack) return;
        isBack = true;
        all -= 1;
        const rest = (taken.get(caller) ?? 1) - 1;
        if (rest === 0) taken.delete(caller);
        else taken.set(caller, rest);
      };
    },
  };
}
