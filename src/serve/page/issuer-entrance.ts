import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { parse } from 'hono/utils/cookie';
import { type Caller, namesOf, personName } from '../../model/actor.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { MINUTE_MS } from '../../model/time.ts';
import { cleanText } from '../../sources/cells/text.ts';
import { noRoleView, renewView, signedOutView } from '../../views/page/sign-in.ts';
import { type Authorizer, Unauthorized } from '../authorize/principal.ts';
import { shownName } from '../authorize/shown-name.ts';
import type { HttpLog } from '../http/log.ts';
import { checkForm } from './check-form.ts';
import type { Issuer, Tokens } from './issuer.ts';
import { plainPage } from './plain-page.ts';
import { SIGN_IN_MS, signIns } from './sign-ins.ts';
import { type Known, type SignedIn, signedInPeople } from './signed-in.ts';
import type { Entrance } from './visitor.ts';

export interface IssuerEntranceOptions {
  readonly issuer: Issuer;
  /** The one that checks calls too, so that a person has the same subject and roles there and here. */
  readonly authorizer: Authorizer;
  readonly origin: string;
  readonly version: string;
  readonly log: HttpLog;
  now(): number;
}

const SESSION = 'clari_identity_session';
const SIGN_IN = 'clari_identity_sign_in_';
/** A browser with more open sign-ins than this has left the others behind. */
const MOST_OPEN = 5;
/** How long a role that was taken away may still be used here. */
const KNOWN_MS = 5 * MINUTE_MS;
const EXIT = '/sign-out';

export interface IssuerEntrance extends Entrance {
  /** The issuer's subject of whoever signed in with these cookies, before a request is read; null: nobody did. */
  subjectOf(cookies: string | undefined): string | null;
}

/** People come in by signing in at their organisation's issuer. */
export function issuerEntrance(options: IssuerEntranceOptions): IssuerEntrance {
  const { issuer, authorizer, origin, log, now } = options;
  const begun = signIns(now);
  const people = signedInPeople(now);
  const page = { version: options.version, base: '' };
  // With the prefix, browsers take no such cookie from a neighbouring domain, or without TLS.
  const kind: { readonly prefix?: 'host'; readonly secure?: true } = origin.startsWith('https:')
    ? { prefix: 'host', secure: true }
    : {};
  const attributes = { ...kind, path: '/', httpOnly: true, sameSite: 'Lax' } as const;
  const cookie = (context: Context, name: string) =>
    kind.prefix === undefined ? getCookie(context, name) : getCookie(context, name, kind.prefix);
  const sessionOf = (context: Context) => people.find(cookie(context, SESSION));

  const learn = async (access: string, refresh: string | null, person: Named): Promise<Known> => {
    try {
      const { actor, roles, expiresAt } = await authorizer.authorize(`Bearer ${access}`);
      return {
        caller: { actor: { name: nameOf(actor, person), authenticated: true, via: 'page' }, roles },
        until: Math.min(now() + KNOWN_MS, expiresAt ?? Number.POSITIVE_INFINITY),
        refresh,
      };
    } catch (error) {
      // Everything of the token was checked before its roles.
      if (!(error instanceof Unauthorized) || error.fault !== 'insufficient_scope') throw error;
      return { caller: null, until: now() + KNOWN_MS, refresh };
    }
  };

  const renew = async (session: SignedIn): Promise<void> => {
    const { refresh, caller } = session.known;
    const end = (why: string) => {
      people.end(session.id);
      log('info', 'sign-in over', { actor: personName(session.shown, session.subject), why });
    };
    if (refresh === null) return end('it can not be renewed without its person');
    const tokens = await issuer.renew(refresh);
    if (tokens === null) return end('the issuer refuses to renew it');
    try {
      const next = await learn(tokens.access, tokens.refresh ?? refresh, session);
      if (!isStillOf(session, tokens) || !isSamePerson(caller, next.caller)) return end('it was renewed for another');
      session.known = next;
    } catch (error) {
      if (!(error instanceof Unauthorized)) throw error;
      end(error.message);
    }
  };

  const finish = async (search: string, started: Parameters<Issuer['finish']>[1]) => {
    try {
      const { access, refresh, id } = await issuer.finish(search, started);
      if (id === null) throw new Error('no ID token came');
      const person = { subject: cleanText(id.claims.sub), shown: shownName(id.claims) };
      return { ...person, idToken: id.token, known: await learn(access, refresh, person) };
    } catch (error) {
      if (error instanceof ClariIdentityError) throw error;
      log('warn', 'sign-in refused', { why: whyOf(error) });
      throw refusedBy(error);
    }
  };

  return {
    exit: EXIT,
    serve(app) {
      app.get('/sign-in', async (context) => {
        const back = placeOn(origin, context.req.query('back') ?? '/');
        const { url, begun: one } = await issuer.begin();
        const open = Object.keys(getCookie(context)).filter((name) => name.includes(SIGN_IN));
        if (open.length >= MOST_OPEN)
          for (const name of open) deleteCookie(context, name.slice(name.indexOf(SIGN_IN)), attributes);
        const secret = begun.begin({ ...one, back });
        setCookie(context, cookieOf(one.state), secret, { ...attributes, maxAge: SIGN_IN_MS / 1_000 });
        return context.redirect(url, 303);
      });
      app.get('/signed-in', async (context) => {
        const { search, searchParams } = new URL(context.req.url);
        const state = searchParams.get('state') ?? '';
        const secret = /^[\w-]{20,100}$/.test(state) ? cookie(context, cookieOf(state)) : undefined;
        // Ended before its code is used: what comes a second time finds nothing.
        const started = secret === undefined ? null : begun.take(state, secret);
        if (started === null) throw notBegun();
        deleteCookie(context, cookieOf(state), attributes);
        const session = people.add(await finish(search, started));
        people.end(cookie(context, SESSION));
        setCookie(context, SESSION, session.id, attributes);
        log('info', 'signed in', { actor: personName(session.shown, session.subject) });
        return context.redirect(`${origin}${started.back}`, 303);
      });
      app.post(EXIT, async (context) => {
        const session = sessionOf(context);
        let elsewhere: string | null = null;
        if (session !== null) {
          await checkForm(context, session);
          people.end(session.id);
          log('info', 'signed out', { actor: personName(session.shown, session.subject) });
          // Signed out here it is, whether or not the issuer can be asked where to go.
          elsewhere = await issuer.leave(session.idToken).catch(() => null);
        }
        deleteCookie(context, SESSION, attributes);
        // The page and not a redirect leads on, because a policy for forms holds for all that a form redirects to.
        const onward = elsewhere === null ? null : `0; url=${elsewhere}`;
        return context.html(plainPage(page, 'Signed out', signedOutView('/', elsewhere), onward));
      });
    },
    subjectOf(cookies = '') {
      const name = kind.prefix === undefined ? SESSION : `__Host-${SESSION}`;
      return people.find(parse(cookies, name)[name])?.subject ?? null;
    },
    async visitorOf(context) {
      const session = sessionOf(context);
      if (session === null) return null;
      if (session.known.until <= now()) {
        session.renewing ??= renew(session).finally(() => {
          session.renewing = null;
        });
        await session.renewing;
        if (people.find(session.id) === null) return null;
      }
      const { caller } = session.known;
      return caller === null ? null : { caller, formToken: session.formToken };
    },
    turnAway(context, back) {
      const session = sessionOf(context);
      if (session !== null) {
        const { shown, subject, formToken } = session;
        const view = noRoleView({ name: personName(shown, subject), exit: EXIT, formToken });
        return context.html(plainPage(page, 'Nothing to see here', view), 403);
      }
      const signIn = (place: string) => `${origin}/sign-in?back=${encodeURIComponent(place)}`;
      if (context.req.method !== 'POST') return context.redirect(signIn(back), 303);
      const from = placeOn(origin, context.req.header('referer') ?? '/');
      return context.html(plainPage(page, 'Sign in again', renewView(signIn(from))), 403);
    },
  };
}

interface Named {
  readonly subject: string;
  readonly shown: string | null;
}

/** Where the access token names nobody but the subject, the ID token of the same subject says who it is. */
function nameOf(actor: Caller['actor'], { subject, shown }: Named): string {
  return actor.name === subject ? personName(shown, subject) : actor.name;
}

function isStillOf({ subject }: SignedIn, { id }: Tokens): boolean {
  return id === null || cleanText(id.claims.sub) === subject;
}

function isSamePerson(before: Caller | null, after: Caller | null): boolean {
  return before === null || after === null || namesOf(before.actor).at(-1) === namesOf(after.actor).at(-1);
}

/** Each sign-in has a cookie of its own, so that several tabs can sign in at once. */
function cookieOf(state: string): string {
  return `${SIGN_IN}${state.slice(0, 8)}`;
}

/** A path with its query on this page, whatever was asked for. */
function placeOn(origin: string, place: string): string {
  if (place.length > 2_000 || !URL.canParse(place, origin)) return '/';
  const url = new URL(place, origin);
  return url.origin === origin && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}` : '/';
}

function notBegun(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FORBIDDEN',
    'This sign-in was not begun in this browser, took longer than ten minutes, or was used before. Nothing was done.',
    'Open the page again, and sign in from there.',
  );
}

/** Codes and our own words; never a token, which no such text has. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : '';
  return `${code}${error.message}`.slice(0, 300);
}

function refusedBy(error: unknown): ClariIdentityError {
  const said = error instanceof Error && 'error' in error && typeof error.error === 'string' ? error.error : null;
  const why =
    error instanceof Unauthorized
      ? `the access token that came is none for this server: ${error.message}`
      : `${said === null ? 'what came back is not what was asked for' : `the issuer says ${bare(said)}`}.`;
  return new ClariIdentityError(
    'ERR_FORBIDDEN',
    `You are not signed in: ${why} Nothing was done.`,
    'Open the page again, and sign in from there. If it stays, whoever runs this server tries: clari-identity-mcp doctor.',
    { cause: error },
  );
}
