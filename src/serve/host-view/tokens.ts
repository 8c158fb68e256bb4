import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '../../model/actor.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { DAY_MS } from '../../model/time.ts';
import type { Fixed } from '../../views/form.ts';
import { isSamePerson } from '../page/desk.ts';

/** One field of a form as it comes back. */
export interface SentField {
  readonly name: string;
  readonly value: string;
}

interface Kept {
  readonly by: Actor;
  readonly until: number;
}

/** Opens one of the addresses that stood on the screen that it was made for. */
interface Look extends Kept {
  readonly paths: ReadonlySet<string>;
  used: string | null;
}

/** Sends one form, with what it fixes as it was. */
interface Send extends Kept {
  readonly path: string;
  readonly fixed: Fixed;
  /** What was sent, and the address that it led to; empty while it is on its way. */
  used: { readonly digest: string; readonly place: string } | null;
}

/** What a form that came back may do. */
export type Sending =
  | { readonly kind: 'first'; readonly path: string }
  /** It was sent before: this is where it led to. */
  | { readonly kind: 'again'; readonly place: string };

/**
 * The tokens by which a view shows and sends. Each is good for one thing, for one person, for a day; using it once more
 * for the very same is answered as before, because a host may load a view again at any time, and has no second effect.
 */
export interface Tokens {
  forLook(by: Actor, paths: Iterable<string>): string;
  forForm(by: Actor, path: string, fixed: Fixed): string;
  /** @throws ERR_FORBIDDEN unless the token opens this address. */
  look(by: Actor, token: string, address: string): void;
  /** @throws ERR_FORBIDDEN unless the token sends this form. */
  send(by: Actor, token: string, fields: readonly SentField[]): Sending;
  /** Keeps where a form led to. */
  sent(token: string, place: string): void;
  /** Nothing came of it, so it is as good as before: a form may be put right and sent again. */
  release(token: string): void;
}

const MOST = 20_000;

/** In memory alone: what was shown before a restart can not be gone on with. */
export function tokens(now: () => number): Tokens {
  const looks = new Map<string, Look>();
  const sends = new Map<string, Send>();
  const keep = <One extends Kept>(all: Map<string, One>, one: One): string => {
    // Oldest first, as a Map has them.
    for (const [token, { until }] of all) {
      if (all.size < MOST && until > now()) break;
      all.delete(token);
    }
    const token = randomBytes(16).toString('base64url');
    all.set(token, one);
    return token;
  };
  const found = <One extends Kept>(all: Map<string, One>, by: Actor, token: string): One => {
    const one = all.get(token);
    if (one === undefined || one.until <= now() || !isSamePerson(one.by, by)) throw unknownToken();
    return one;
  };
  return {
    forLook: (by, paths) => keep(looks, { by, until: now() + DAY_MS, paths: new Set(paths), used: null }),
    forForm: (by, path, fixed) => keep(sends, { by, until: now() + DAY_MS, path, fixed, used: null }),
    look(by, token, address) {
      const one = found(looks, by, token);
      if (one.used !== null && one.used !== address) throw usedBefore();
      if (!one.paths.has(pathOf(address))) throw otherCase();
      one.used = address;
    },
    send(by, token, fields) {
      const one = found(sends, by, token);
      if (!isFormOf(one.fixed, fields)) throw otherCase();
      const digest = digestOf(fields);
      if (one.used !== null) {
        if (one.used.digest !== digest) throw usedBefore();
        return { kind: 'again', place: one.used.place };
      }
      one.used = { digest, place: '' };
      return { kind: 'first', path: one.path };
    },
    sent(token, place) {
      const one = sends.get(token);
      if (one?.used != null) one.used = { ...one.used, place };
    },
    release(token) {
      const one = looks.get(token) ?? sends.get(token);
      if (one !== undefined) one.used = null;
    },
  };
}

/** An address without what is asked of it. */
export function pathOf(address: string): string {
  return address.split(/[?#]/, 1)[0] ?? '';
}

/** What a form fixes comes back as it was, once each. */
function isFormOf(fixed: Fixed, fields: readonly SentField[]): boolean {
  return Object.entries(fixed).every(([name, value]) => {
    const sent = fields.filter((one) => one.name === name);
    return value === undefined ? sent.length === 0 : sent.length === 1 && sent[0]?.value === value;
  });
}

function digestOf(fields: readonly SentField[]): string {
  return createHash('sha256')
    .update(JSON.stringify(fields.map(({ name, value }) => [name, value])))
    .digest('base64url');
}

const NOTHING = 'Nothing was done.';

function unknownToken(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FORBIDDEN',
    `What this view was shown with is not known: it is older than a day, the server was started anew since, or it belongs to somebody else. ${NOTHING}`,
    'Ask for it again in the conversation.',
  );
}

function usedBefore(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FORBIDDEN',
    `This was sent before, for something else: what a view hands over works once. ${NOTHING}`,
    'Ask for it again in the conversation, and go on in the view that is shown then.',
  );
}

function otherCase(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FORBIDDEN',
    `This is not what stood on the screen that it came from. ${NOTHING}`,
    'Ask for it again in the conversation, and go on in the view that is shown then.',
  );
}
