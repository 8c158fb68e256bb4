import { randomBytes } from 'node:crypto';
import { getCookie, setCookie } from 'hono/cookie';
import type { Caller } from '../../model/actor.ts';
import { MINUTE_MS } from '../../model/time.ts';
import { messageView } from '../../views/page/message.ts';
import { plainPage } from './plain-page.ts';
import type { Entrance } from './visitor.ts';

/** How long a link waits for the browser that it was made for. */
const LINK_LIVES_MS = 2 * MINUTE_MS;
const VISIT_IDLE_MS = 30 * MINUTE_MS;
const VISITS = 20;
const COOKIE = 'clari_identity_visit';

export interface LocalEntrance extends Entrance {
  /** A link that one browser can come in by, once, within two minutes. Whoever has it can decide: show it to nobody. */
  link(path: string): string;
  /** When a visitor was last here, in epoch milliseconds. */
  readonly lastSeen: number;
}

export interface LocalEntranceOptions {
  readonly origin: string;
  readonly base: string;
  readonly version: string;
  /** The person at this machine. */
  readonly caller: Caller;
  now(): number;
}

interface Visit {
  readonly formToken: string;
  lastSeen: number;
}

/** For the page on loopback: whoever was given the link of this machine comes in, and the link works for nobody after. */
export function localEntrance({ origin, base, version, caller, now }: LocalEntranceOptions): LocalEntrance {
  const links = new Map<string, { readonly path: string; readonly until: number; visit: string | null }>();
  const visits = new Map<string, Visit>();
  let lastSeen = now();
  const sweep = () => {
    for (const [token, { until }] of links) if (until <= now()) links.delete(token);
    for (const [id, visit] of visits) if (visit.lastSeen + VISIT_IDLE_MS <= now()) visits.delete(id);
  };
  const begin = (): string => {
    const [oldest] = visits.keys();
    if (visits.size >= VISITS && oldest !== undefined) visits.delete(oldest);
    const id = secret();
    visits.set(id, { formToken: secret(), lastSeen: now() });
    return id;
  };
  const turnedAway = (what: string) =>
    plainPage({ version, base }, 'Come in by a link of this machine', messageView({ what, next: HOW }));
  return {
    exit: '/leave',
    get lastSeen() {
      return lastSeen;
    },
    link(path) {
      sweep();
      const token = secret();
      links.set(token, { path, until: now() + LINK_LIVES_MS, visit: null });
      return `${origin}${base}/enter?token=${token}`;
    },
    serve(app) {
      app.get('/enter', (context) => {
        sweep();
        const link = links.get(context.req.query('token') ?? '');
        if (link === undefined) return context.html(turnedAway('This link is over, or was never one.'), 403);
        if (link.visit !== null) {
          // Of two that use one link, one got it by stealth: neither stays.
          visits.delete(link.visit);
          return context.html(turnedAway('This link was used before. The visit that it began was ended.'), 403);
        }
        link.visit = begin();
        setCookie(context, COOKIE, link.visit, { path: base, httpOnly: true, sameSite: 'Strict' });
        lastSeen = now();
        return context.redirect(`${base}${link.path}`, 303);
      });
      app.post('/leave', async (context) => {
        const id = getCookie(context, COOKIE) ?? '';
        const { form_token: sent } = await context.req.parseBody();
        if (sent === visits.get(id)?.formToken) visits.delete(id);
        return context.html(turnedAway('You left.'));
      });
    },
    async visitorOf(context) {
      sweep();
      const visit = visits.get(getCookie(context, COOKIE) ?? '');
      if (visit === undefined) return null;
      visit.lastSeen = now();
      lastSeen = visit.lastSeen;
      return { caller, formToken: visit.formToken };
    },
    turnAway: (context) => context.html(turnedAway('Nobody came in by this browser. Nothing was done.'), 403),
  };
}

const HOW = 'On this machine, run: clari-identity-mcp open';

function secret(): string {
  return randomBytes(24).toString('base64url');
}
