import type { IncomingMessage, RequestListener } from 'node:http';
import type { HttpSettings } from '../../model/http.ts';
import type { Authorizer } from '../authorize/principal.ts';
import type { HttpLog } from '../http/log.ts';
import { desk } from './desk.ts';
import { offering, type PersonsPage } from './offer.ts';
import type { PlaceOptions } from './visit.ts';

export interface SharedPageOptions extends Pick<PlaceOptions, 'version' | 'tools' | 'templates' | 'open' | 'now'> {
  readonly oauth: NonNullable<HttpSettings['oauth']>;
  readonly signIn: NonNullable<HttpSettings['signIn']>;
  readonly origin: string;
  readonly authorizer: Authorizer;
  readonly log: HttpLog;
}

export interface SharedPage {
  /** Hands out links to what a person has to decide. */
  readonly offers: PersonsPage;
  /** Answers its browsers. What it needs for that is loaded at the first request. */
  readonly listener: RequestListener;
  /** Whose limits a request takes part in; null: nobody signed in with that browser. */
  personOf(request: IncomingMessage): string | null;
  /** Removes the files that people uploaded and did not decide on. */
  close(): Promise<void>;
}

interface Loaded {
  readonly listener: RequestListener;
  readonly personOf: SharedPage['personOf'];
  close(): void | Promise<void>;
}

/** The page of a shared server, where people sign in at the issuer of its tokens. */
export function sharedPage(options: SharedPageOptions): SharedPage {
  const { origin } = options;
  const decisions = desk(options.now);
  let loading: Promise<Loaded> | undefined;
  let loaded: Loaded | undefined;
  const load = async (): Promise<Loaded> => {
    const [{ getRequestListener }, { issuerEntrance }, { issuerOf }, { pageApp }] = await Promise.all([
      import('@hono/node-server'),
      import('./issuer-entrance.ts'),
      import('./issuer.ts'),
      import('./page-app.ts'),
    ]);
    const { oauth, signIn, log } = options;
    const entrance = issuerEntrance({
      ...options,
      issuer: issuerOf({ issuer: oauth.issuer, audience: oauth.audience, signIn, origin }),
    });
    const { fetch, close } = pageApp({
      ...options,
      entrance,
      desk: decisions,
      base: '',
      log: (fault) => log('error', 'fault', { fault }),
    });
    loaded = {
      listener: getRequestListener(fetch, { overrideGlobalObjects: false }),
      personOf: ({ headers }) => entrance.subjectOf(headers.cookie),
      close,
    };
    return loaded;
  };
  return {
    offers: offering(decisions, async (path) => ({ link: `${origin}${path}` })),
    listener(request, response) {
      loading ??= load();
      loading.then(
        ({ listener }) => listener(request, response),
        (fault: unknown) => {
          loading = undefined;
          options.log('error', 'fault', { fault: String(fault) });
          response.destroy();
        },
      );
    },
    personOf: (request) => loaded?.personOf(request) ?? null,
    async close() {
      await (await loading?.catch(() => undefined))?.close();
    },
  };
}
