import { randomBytes } from 'node:crypto';
import type { Caller } from '../../model/actor.ts';
import { MINUTE_MS } from '../../model/time.ts';

/** What the issuer said of a person, and until when that is good enough to act upon. */
export interface Known {
  /** Null: they hold no role here. */
  readonly caller: Caller | null;
  readonly until: number;
  /** Null: the person has to go to the issuer again. */
  readonly refresh: string | null;
}

/** A person who signed in, in one browser. */
export interface SignedIn {
  readonly id: string;
  readonly formToken: string;
  /** The issuer's own word for them, which never changes, and how it named them when they signed in. */
  readonly subject: string;
  readonly shown: string | null;
  readonly idToken: string;
  known: Known;
  /** While the issuer is asked anew: whoever comes meanwhile waits for the same answer. */
  renewing: Promise<void> | null;
}

export interface SignedInPeople {
  /** Under an id that nobody had before. */
  add(person: Pick<SignedIn, 'subject' | 'shown' | 'idToken' | 'known'>): SignedIn;
  /** Null: unknown, ended, or not used for too long. */
  find(id: string | undefined): SignedIn | null;
  end(id: string | undefined): void;
}

const LIMITS = { idleMs: 30 * MINUTE_MS, lifeMs: 8 * 60 * MINUTE_MS, ofOne: 10, all: 1_000 };

interface Session extends SignedIn {
  readonly began: number;
  lastUsed: number;
}

/** In memory alone: a restart signs everybody out. */
export function signedInPeople(now: () => number): SignedInPeople {
  const all = new Map<string, Session>();
  const isOver = ({ began, lastUsed }: Session) => now() - began > LIMITS.lifeMs || now() - lastUsed > LIMITS.idleMs;
  const drop = (sessions: readonly Session[], most: number) => {
    const oldest = sessions.toSorted((one, other) => one.lastUsed - other.lastUsed);
    for (const { id } of oldest.slice(0, Math.max(0, sessions.length - most))) all.delete(id);
  };
  return {
    add(person) {
      for (const session of all.values()) if (isOver(session)) all.delete(session.id);
      drop(
        [...all.values()].filter(({ subject }) => subject === person.subject),
        LIMITS.ofOne - 1,
      );
      drop([...all.values()], LIMITS.all - 1);
      const [id, formToken] = [randomBytes(32).toString('base64url'), randomBytes(16).toString('base64url')];
      const session: Session = { ...person, id, formToken, renewing: null, began: now(), lastUsed: now() };
      all.set(id, session);
      return session;
    },
    find(id) {
      const session = all.get(id ?? '');
      if (session === undefined) return null;
      if (isOver(session)) {
        all.delete(session.id);
        return null;
      }
      session.lastUsed = now();
      return session;
    },
    end(id) {
      all.delete(id ?? '');
    },
  };
}
