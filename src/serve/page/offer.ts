import type { Deps } from '../../app/deps.ts';
import { pageLevel } from '../../model/attestation.ts';
import type { AnyAnswer } from '../../tool.ts';
import { type Call, runCall } from './call.ts';
import type { Desk } from './desk.ts';

/** How a call of an assistant reaches a person outside its client. */
export interface PersonsPage {
  /** Keeps the call for a person to decide; null: the page could not decide it either. */
  offer(call: Call, deps: Deps, signal: AbortSignal): Promise<Offer | null>;
}

export interface Offer {
  /** The exact case, to hand on: it opens for whoever prepared it or holds the role. Null: it was opened already. */
  readonly link: string | null;
  /** Waits for the person; null: nothing was decided before the signal. */
  decided(signal: AbortSignal): Promise<AnyAnswer | null>;
}

/**
 * `show`: brings the person to an address of the page (a link of null), or returns the link by which they come there;
 * null: neither is possible here.
 */
export function offering(desk: Desk, show: (path: string) => Promise<Pick<Offer, 'link'> | null>): PersonsPage {
  return {
    async offer(call, deps, signal) {
      // Nothing is written: without an agreement the call ends with its question.
      const level = pageLevel(deps.actor);
      const ran = await runCall(call, null, { deps, level, progress: () => undefined, signal });
      if (ran.kind !== 'asks') return null;
      // A call that comes again, as with a client's word that it opened the page, is the same case.
      const before = desk.alike(call, deps.actor, ran.question);
      const decision = before ?? desk.put(call, deps.actor);
      if (decision === null) return null;
      if (before === null) desk.settle(decision.id, ran, false);
      const shown = await show(`/decisions/${decision.id}`);
      if (shown === null) {
        if (before === null) desk.remove(decision.id);
        return null;
      }
      return { ...shown, decided: (until) => desk.decided(decision.id, until) };
    },
  };
}
