import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { secureHeaders } from 'hono/secure-headers';
import { pageLevel } from '../../model/attestation.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';
import { framed, SCRIPT_HASH, STYLE_HASH } from '../../views/page/frame.ts';
import { messageView } from '../../views/page/message.ts';
import { checkForm } from './check-form.ts';
import { decisionRoutes } from './decisions.ts';
import { faultOf } from './faults.ts';
import { plainPage } from './plain-page.ts';
import { fileRoutes, lookingRoutes } from './reading.ts';
import { uploads } from './uploads.ts';
import { type PlaceOptions, type Route, visitOf } from './visit.ts';
import type { Entrance } from './visitor.ts';

export interface PageOptions extends PlaceOptions {
  readonly entrance: Entrance;
  /** Scheme, host and port under which browsers reach it. */
  readonly origin: string;
}

export interface PageApp {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  /** Removes what was sent to it and not imported. */
  close(): Promise<void>;
}

const FORM_BYTES = 500_000;
/** A form with a file is held in memory until it lies in the data folder. */
const UPLOAD_BYTES = 32_000_000;

/** The page on which people look and decide, as a handler of web requests. */
export function pageApp(options: PageOptions): PageApp {
  const { entrance, base, origin } = options;
  const outer = new Hono({ strict: false });
  const app = base === '' ? outer : outer.basePath(base);
  const isSecure = origin.startsWith('https:');
  const kept = uploads(options.now);
  outer.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: [STYLE_HASH],
        scriptSrc: [SCRIPT_HASH],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
      xFrameOptions: 'DENY',
      // Not `no-referrer`, because browsers then send the forms of this page without its origin.
      referrerPolicy: 'same-origin',
      strictTransportSecurity: isSecure ? 'max-age=31536000' : false,
    }),
  );
  outer.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });
  outer.use(csrf({ origin }));
  outer.use(async (context, next) => {
    const isUpload = (context.req.header('content-type') ?? '').startsWith('multipart/form-data');
    return bodyLimit({
      maxSize: isUpload ? UPLOAD_BYTES : FORM_BYTES,
      async onError({ req, html }) {
        await readAway(req.raw.body);
        return html(plainPage(options, 'Refused', messageView(REFUSED[413])), 413);
      },
    })(context, next);
  });
  entrance.serve(app);
  const route: Route = (method, path, answer) => {
    app[method](path, async (context) => {
      const visitor = await entrance.visitorOf(context);
      if (visitor === null) return entrance.turnAway(context, pathOn(context, base));
      const { caller, formToken } = visitor;
      const visit = await visitOf(options, { caller, level: pageLevel(caller.actor), client: null }, kept, {
        place: 'page',
        exit: entrance.exit,
        formToken: () => formToken,
      });
      kept.sweepLeft(visit.deps.home);
      if (method === 'post') await checkForm(context, visitor);
      try {
        return await answer(context, visit);
      } catch (error) {
        // Whoever came in keeps the menu; what nobody foresaw is reported below.
        if (!(error instanceof ClariIdentityError)) throw error;
        const { title, status, ...message } = faultOf(error, '');
        return context.html(framed(visit.frame, { title }, messageView(message)), status);
      }
    });
  };
  lookingRoutes(route);
  fileRoutes(route);
  decisionRoutes(route);
  outer.notFound((context) =>
    context.html(
      plainPage(options, 'Not found', messageView({ what: 'There is nothing at this address.', next: null })),
      404,
    ),
  );
  outer.onError((error, context) => {
    if ('getResponse' in error && typeof error.getResponse === 'function') {
      return context.html(plainPage(options, 'Refused', messageView(REFUSED[403])), 403);
    }
    const id = randomUUID();
    const { title, status, what, next } = faultOf(error, id);
    if (status === 500) options.log(`page ${id}: ${quote(error.stack ?? error.message, { longest: 4_000 })}`);
    return context.html(plainPage(options, title, messageView({ what, next })), status);
  });
  return { fetch: outer.fetch, close: () => kept.close() };
}

/** A browser shows no answer to a form that it could not send to its end. */
async function readAway(body: ReadableStream<Uint8Array> | null): Promise<void> {
  if (body === null || body.locked) return;
  const reader = body.getReader();
  for (let left = READ_AWAY_BYTES; left > 0; ) {
    const { done, value } = await reader.read();
    if (done) return;
    left -= value.byteLength;
  }
}

const READ_AWAY_BYTES = 400_000_000;

const REFUSED = {
  403: {
    what: 'This was not sent by a form of this page. Nothing was done.',
    next: 'Open the page itself and send it from there.',
  },
  413: {
    what: 'This is larger than the page takes. Nothing was done.',
    next: 'Bring a file of more than 32 MB with the command: clari-identity-mcp import FILE',
  },
} as const;

/** Where somebody is, below the base, with what they filtered by. */
function pathOn(context: Context, base: string): string {
  const { pathname, search } = new URL(context.req.url);
  return context.req.method === 'GET' ? `${pathname.slice(base.length) || '/'}${search}` : '/';
}
