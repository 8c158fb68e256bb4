import { places } from './places.ts';
import { Refusal } from './refusal.ts';

/** Lets in as many of something as may be open, in all and for each caller. */
export interface Gate {
  /**
   * Refuses at once with 429 if the caller has all of theirs, with 503 if everybody together has; otherwise returns what to
   * call at the end, however often.
   */
  enter(caller: string): () => void;
}

export function gate(limits: { readonly all: number; readonly ofOne: number }, full: string): Gate {
  const inside = places(limits);
  return {
    enter(caller) {
      const leave = inside.take(caller);
      if (typeof leave === 'function') return leave;
      throw new Refusal(leave === 'own' ? 429 : 503, full, { headers: { 'retry-after': '1' } });
    },
  };
}
