import type { Journal } from './journal.ts';

const KEPT = 4_000;

/** Listens to everything that the processes write beside their answers. */
export interface Listener {
  heard(who: string, text: string): void;
  /** Standard output that is no message of the protocol. */
  noise(who: string, what: string): void;
  /** The last that a process said. */
  last(who: string): string;
}

export function listenerTo(journal: Journal, secrets: readonly string[]): Listener {
  const tails = new Map<string, string>();
  const known = new Set<string>();
  return {
    heard(who, text) {
      const tail = `${tails.get(who) ?? ''}${text}`;
      for (const secret of secrets) {
        if (known.has(`${who} ${secret}`) || !tail.includes(secret)) continue;
        known.add(`${who} ${secret}`);
        journal.violation(`${who} wrote a secret to its log: ${tail.slice(-300).replaceAll(secret, '(the secret)')}`);
      }
      tails.set(who, tail.slice(-KEPT));
    },
    noise: (who, what) => journal.violation(`${who} wrote something else than protocol, or broke it: ${what}`),
    last: (who) => (tails.get(who) ?? '').trim().slice(-1_500),
  };
}
