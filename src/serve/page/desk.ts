import { randomBytes } from 'node:crypto';
import type { ConfirmRequest } from '../../app/statements/asking.ts';
import { type Actor, namesOf } from '../../model/actor.ts';
import { DAY_MS, MINUTE_MS } from '../../model/time.ts';
import type { AnyAnswer } from '../../tool.ts';
import { type Call, isSameQuestion, type Ran } from './call.ts';

/** How a decision stands. */
export type Standing =
  | {
      readonly kind: 'asks';
      readonly question: ConfirmRequest;
      /** Sent with the agreement; another one is made with each question, so that an agreement works once. */
      readonly ticket: string;
      /** Whether the facts changed after the person had agreed to an earlier question. */
      readonly changed: boolean;
    }
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly answer: AnyAnswer }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'declined' };

/** A call that waits for a person, or was decided a while ago. Kept in memory only: it may hold a whole file. */
export interface Decision {
  readonly id: string;
  readonly call: Call;
  /** Who prepared it, and may therefore open it. */
  readonly by: Actor;
  readonly until: number;
  readonly standing: Standing;
}

export interface Desk {
  /** Keeps a call that is about to be run for its question; null if too many wait already. */
  put(call: Call, by: Actor): Decision | null;
  /** One that waits for this person with the very same call and question, or is being carried out; null: none does. */
  alike(call: Call, by: Actor, question: ConfirmRequest): Decision | null;
  /** Null: there is none, or it is over. */
  find(id: string): Decision | null;
  /** Records what running it led to. `changed`: whether the person had agreed to an earlier question. */
  settle(id: string, ran: Ran, changed: boolean): void;
  /** Marks it as being carried out; false if it is already, or if the ticket is not that of its question. */
  begin(id: string, ticket: string): boolean;
  /** What waits for this person to agree, oldest first. */
  asked(by: Actor): readonly Decision[];
  remove(id: string): void;
  progress(id: string, done: number, total: number): void;
  decline(id: string, ticket: string): boolean;
  /** Waits until it is decided; null: it was not, in time. */
  decided(id: string, signal: AbortSignal): Promise<AnyAnswer | null>;
}

const LIMITS = { all: 1_000, ofOne: 50, lifeMs: DAY_MS, heavyBytes: 1_000_000, heavy: 4, heavyLifeMs: 15 * MINUTE_MS };

const RUNNING: Standing = { kind: 'running', done: 0, total: 0 };

type Mutable = { -readonly [Key in keyof Decision]: Decision[Key] } & { readonly heavy: boolean };

/** The decisions of one server. */
export function desk(now: () => number): Desk {
  const all = new Map<string, Mutable>();
  const waiting = new Map<string, Set<() => void>>();
  const sweep = () => {
    for (const [id, one] of all) if (one.until <= now()) end(id);
  };
  const end = (id: string) => {
    all.get(id)?.call.uploaded?.discard();
    all.delete(id);
    wake(id);
    waiting.delete(id);
  };
  const wake = (id: string) => {
    for (const resume of waiting.get(id) ?? []) resume();
  };
  const set = (id: string, standing: Standing) => {
    const one = all.get(id);
    if (one === undefined) return;
    one.standing = standing;
    // What was refused may be sent again, stated otherwise.
    if (standing.kind === 'done' || standing.kind === 'declined') one.call.uploaded?.discard();
    wake(id);
  };
  const find = (id: string): Mutable | null => {
    const one = all.get(id);
    return one === undefined || one.until <= now() ? null : one;
  };
  const asks = (id: string, ticket: string): boolean => {
    const standing = find(id)?.standing;
    return standing?.kind === 'asks' && standing.ticket === ticket;
  };
  return {
    put(call, by) {
      sweep();
      const heavy = weight(call) > LIMITS.heavyBytes;
      const own = [...all.values()].filter((one) => isSamePerson(one.by, by) && (!heavy || one.heavy));
      // Whoever prepares without end displaces what they prepared first, and nobody else.
      if (own.length >= (heavy ? LIMITS.heavy : LIMITS.ofOne))
        end(own.find((one) => one.standing.kind !== 'running')?.id ?? '');
      const alike = heavy ? [...all.values()].filter((one) => one.heavy).length : all.size;
      if (alike >= (heavy ? LIMITS.heavy : LIMITS.all)) return null;
      const id = randomBytes(16).toString('base64url');
      const decision: Mutable = {
        id,
        call,
        by,
        heavy,
        until: now() + (heavy ? LIMITS.heavyLifeMs : LIMITS.lifeMs),
        standing: RUNNING,
      };
      all.set(id, decision);
      return decision;
    },
    alike(call, by, question) {
      sweep();
      const wanted = signOf(call);
      const found = [...all.values()].find(
        ({ standing, ...one }) =>
          isSamePerson(one.by, by) &&
          (standing.kind === 'running' || (standing.kind === 'asks' && isSameQuestion(standing.question, question))) &&
          signOf(one.call) === wanted,
      );
      return found ?? null;
    },
    find,
    settle(id, ran, changed) {
      set(id, standingOf(ran, changed));
    },
    begin(id, ticket) {
      if (!asks(id, ticket)) return false;
      set(id, RUNNING);
      return true;
    },
    asked(by) {
      sweep();
      return [...all.values()].filter((one) => one.standing.kind === 'asks' && isSamePerson(one.by, by));
    },
    remove: end,
    progress(id, done, total) {
      if (find(id)?.standing.kind === 'running') set(id, { kind: 'running', done, total });
    },
    decline(id, ticket) {
      if (!asks(id, ticket)) return false;
      set(id, { kind: 'declined' });
      return true;
    },
    async decided(id, signal) {
      for (;;) {
        const standing = find(id)?.standing;
        if (standing === undefined || standing.kind === 'declined' || signal.aborted) return null;
        if (standing.kind === 'done') return standing.answer;
        await new Promise<void>((resolve) => {
          const resume = () => {
            waiting.get(id)?.delete(resume);
            signal.removeEventListener('abort', resume);
            resolve();
          };
          waiting.set(id, (waiting.get(id) ?? new Set()).add(resume));
          signal.addEventListener('abort', resume, { once: true });
        });
      }
    },
  };
}

function standingOf(ran: Ran, changed: boolean): Standing {
  if (ran.kind !== 'asks') return ran;
  return { kind: 'asks', question: ran.question, ticket: randomBytes(16).toString('base64url'), changed };
}

/** The same for the same call, in whatever order a client writes its arguments. */
function signOf({ tool, args, client, uploaded }: Call): string {
  const sorted = Object.entries(args).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([tool.name, sorted, client, uploaded?.folder ?? null]);
}

function weight({ args }: Call): number {
  return JSON.stringify(args).length;
}

/** A person is the same under every name that they are known by; only what an issuer vouches for is compared. */
export function isSamePerson(one: Actor, other: Actor): boolean {
  return one.authenticated === other.authenticated && namesOf(one).at(-1) === namesOf(other).at(-1);
}
