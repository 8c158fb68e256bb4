import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { quote } from '../../model/foreign.ts';
import type { Frame } from '../../views/page/frame.ts';
import { decisionRoutes } from '../page/decisions.ts';
import { faultOf } from '../page/faults.ts';
import { lookingRoutes } from '../page/reading.ts';
import { uploads } from '../page/uploads.ts';
import { type Looker, type PlaceOptions, type Route, visitOf } from '../page/visit.ts';

/** What a view asks for. */
export interface Asking {
  readonly looker: Looker;
  readonly formToken: Frame['formToken'];
  readonly signal: AbortSignal;
}

/** A screen, or why there is none. */
export interface Drawn {
  /** The address at which it is looked at again. */
  readonly address: string;
  readonly html: string;
  /** Then nothing was done, and what is shown stays; null: it is drawn. */
  readonly refused: string | null;
}

export interface ViewApp {
  look(address: string, asking: Asking): Promise<Drawn>;
  send(path: string, fields: URLSearchParams, asking: Asking): Promise<Drawn>;
}

/** More than any way from a form to what it led to. */
const MOST_REDIRECTS = 5;

/** What the page shows, without a browser: the same addresses and forms, for people who look through their host. */
export function viewApp(options: PlaceOptions): ViewApp {
  const app = new Hono<{ Bindings: Asking }>({ strict: false });
  // No file comes or goes through a view.
  const none = uploads(options.now);
  const route: Route = (method, path, answer) => {
    app[method](path, async (context) => {
      const { looker, formToken } = context.env;
      return answer(context, await visitOf(options, looker, none, { place: 'host', exit: null, formToken }));
    });
  };
  lookingRoutes(route);
  decisionRoutes(route);
  app.notFound((context) => context.text(NOT_HERE, 404));
  app.onError((error, context) => {
    const id = randomUUID();
    const { status, what, next } = faultOf(error, id);
    if (status === 500) options.log(`view ${id}: ${quote(error.stack ?? error.message, { longest: 4_000 })}`);
    return context.text([what, next].filter((one) => one !== null).join('\n'), status);
  });
  const drawn = async (address: string, body: URLSearchParams | null, asking: Asking): Promise<Drawn> => {
    let [place, sent] = [address, body];
    for (let step = 0; step < MOST_REDIRECTS; step += 1) {
      const { signal } = asking;
      const answer: Response = await app.request(
        place,
        sent === null ? { signal } : { method: 'POST', body: sent, signal },
        asking,
      );
      const to = answer.headers.get('location');
      if (to === null) {
        const text = await answer.text();
        const isDrawn = (answer.headers.get('content-type') ?? '').startsWith('text/html');
        return isDrawn ? { address: place, html: text, refused: null } : { address: place, html: '', refused: text };
      }
      place = to;
      sent = null;
    }
    throw new Error(`redirected more than ${MOST_REDIRECTS} times`);
  };
  return {
    look: (address, asking) => drawn(address, null, asking),
    send: (path, fields, asking) => drawn(path, fields, asking),
  };
}

const NOT_HERE =
  'This is not shown in a view. Files are brought and taken on the page of this server (clari-identity-mcp open), or by its commands.';
