import type { Client, GraphRequest, Middleware, MiddlewareOptions } from '@microsoft/microsoft-graph-client';
import type { EntraSettings } from '../../model/live.ts';
import type { JsonObject } from '../json/json-value.ts';
import { isObject } from '../json/json-value.ts';
import { jsonValueOf } from '../json/parsed-json.ts';
import { exactJson } from '../live/exact-json.ts';
import { transport } from '../live/transport.ts';
import type { Tuning } from '../live/tuning.ts';
import { credentialsOf } from './credentials.ts';

const VERSION = 'v1.0';
/** Graph's codes are a fixed vocabulary. A longer or stranger text is a foreign sentence, and is not shown. */
const CODE = /^[A-Za-z][A-Za-z0-9_.]{1,80}$/;
const NO_BODY = new Set([204, 205, 304]);

export interface GraphAnswer {
  readonly status: number;
  readonly body: JsonObject;
  /** Graph's word for a refusal, such as `Authorization_RequestDenied`; null: none that is one. */
  readonly code: string | null;
}

/** Microsoft Graph, as far as this program needs it. */
export interface Graph {
  /** Nothing is sent anywhere else. */
  readonly origin: string;
  /** `https://graph.microsoft.com with a client secret`. */
  readonly target: string;
  /** Answers below 500 come back whatever they say; everything worse throws. */
  ask(build: (client: Client) => GraphRequest, signal: AbortSignal | undefined): Promise<GraphAnswer>;
  /** A link that Graph gave, exactly as it gave it. */
  follow(link: string, signal: AbortSignal | undefined): Promise<GraphAnswer>;
  calls(): number;
  skewMs(): number | null;
}

/** Loads the vendor's libraries; sends nothing yet. */
export async function openGraph(settings: EntraSettings, tuning: Tuning): Promise<Graph> {
  const root = settings.graphBaseUrl.replace(/\/+$/, '');
  const { origin } = new URL(root);
  const credentials = await credentialsOf(settings, tuning);
  const { Client, ResponseType } = await import('@microsoft/microsoft-graph-client');
  const sender = transport({ service: 'Microsoft Graph', origins: [origin], tuning });

  /**
   * Our own middleware chain. The vendor's chain would retry by other rules, wait for ever on a stalled server, and
   * choose by host name who gets the token. Here only the transport decides, and it knows one origin.
   */
  const chain: Middleware = {
    async execute(context) {
      const journey = context.middlewareControl?.getMiddlewareOptions(Journey);
      if (!(journey instanceof Journey)) throw new TypeError('A request to Graph lost its way.');
      try {
        const built = typeof context.request === 'string' ? context.request : context.request.url;
        context.response = await fetchPage(journey.link ?? built, journey.signal);
      } catch (error) {
        journey.failure = error;
        throw error;
      }
    },
  };
  const client = Client.initWithMiddleware({ baseUrl: root, defaultVersion: VERSION, middleware: chain });

  async function fetchPage(url: string, signal: AbortSignal | undefined): Promise<Response> {
    const { status, text } = await sender.send({
      url,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${await credentials.token(signal)}`,
        // Without it Graph does not count.
        ...(new URL(url).searchParams.get('$count') === 'true' ? { consistencylevel: 'eventual' } : {}),
      },
      signal,
    });
    return new Response(NO_BODY.has(status) ? null : text, { status });
  }

  async function send(request: GraphRequest, journey: Journey): Promise<GraphAnswer> {
    try {
      const raw: unknown = await request.middlewareOptions([journey]).responseType(ResponseType.RAW).get();
      if (!(raw instanceof Response)) throw new TypeError('The Graph client gave no response.');
      return answerOf(raw.status, await raw.text());
    } catch (error) {
      // The client wraps what the chain throws, and drops the cause.
      throw journey.failure ?? error;
    }
  }

  return {
    origin,
    target: `${root} with ${credentials.kind}`,
    calls: () => sender.calls() + credentials.calls(),
    skewMs: sender.skewMs,
    ask: (build, signal) => send(build(client), new Journey(null, signal)),
    follow: (link, signal) => send(client.api('/'), new Journey(link, signal)),
  };
}

/** Carries one request through the client's middleware: what to send, and what came of it. */
class Journey implements MiddlewareOptions {
  /**
   * A link to follow verbatim: the client would split it and join it again, which a link that carries a state may not
   * survive.
   */
  readonly link: string | null;
  readonly signal: AbortSignal | undefined;
  failure: unknown;

  constructor(link: string | null, signal: AbortSignal | undefined) {
    this.link = link;
    this.signal = signal;
  }
}

function answerOf(status: number, text: string): GraphAnswer {
  const parsed = jsonValueOf(parse(text));
  const body: JsonObject = isObject(parsed) ? parsed : new Map();
  const error = body.get('error');
  const code = isObject(error) ? error.get('code') : null;
  return { status, body, code: typeof code === 'string' && CODE.test(code) ? code : null };
}

/** The transport lets no successful answer through that is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(exactJson(text));
  } catch {
    return null;
  }
}
