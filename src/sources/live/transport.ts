import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { checkAnswer } from './check-answer.ts';
import type { BodySink, LiveRequest, LiveResponse } from './live-request.ts';
import { readBody } from './read-body.ts';
import type { Tuning } from './tuning.ts';
import { pace, retryWait } from './waits.ts';

export interface Transport {
  /**
   * One request with its retries. Answers below 500 but 429 come back, whatever they say; a redirect, a failed network,
   * and a server that stays busy or broken throw.
   */
  send(request: LiveRequest): Promise<LiveResponse>;
  /** Requests that went out, retries included. */
  calls(): number;
  /** How far the server's clock was ahead of ours in its last dated answer, in milliseconds; null: none was dated. */
  skewMs(): number | null;
}

export interface TransportOptions {
  /** How the other side is named in sentences: `Okta`. */
  readonly service: string;
  /** Nothing is sent anywhere else, so no credential ever is. */
  readonly origins: readonly string[];
  readonly tuning: Tuning;
  /**
   * What the limit of the other side is counted in, where it does not say when it begins anew. `minute`: all calls together, by
   * the clock. Default: each path by itself, as its headers say.
   */
  readonly window?: 'minute';
}

/** Sends every request of this program to the outside. */
export function transport({ service, origins, tuning, window }: TransportOptions): Transport {
  const allowed = new Set(origins.map((origin) => new URL(origin).origin));
  const holdUntil = new Map<string, number>();
  let calls = 0;
  let skew: number | null = null;

  async function attempt(request: LiveRequest, url: URL): Promise<LiveResponse> {
    const over = deadline(tuning.timeoutMs, request.signal);
    try {
      calls += 1;
      const response = await fetch(url, {
        method: request.method ?? 'GET',
        headers: { ...request.headers },
        ...(request.body === undefined ? {} : { body: request.body }),
        // Redirects are not followed: they would carry the credential along.
        redirect: 'manual',
        signal: over.signal,
      });
      const text =
        request.into !== undefined && response.status === 200
          ? await pour(response, request.into, dripping(over.renew, tuning))
          : await readBody(response, tuning.bodyMaxBytes, service);
      const date = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(date)) skew = date - tuning.nowMs();
      return { status: response.status, headers: response.headers, text };
    } finally {
      over.clear();
    }
  }

  return {
    calls: () => calls,
    skewMs: () => skew,
    async send(request) {
      const url = urlWithin(request.url, allowed, service);
      const kind = window === 'minute' ? url.origin : `${request.method ?? 'GET'} ${url.origin}${url.pathname}`;
      for (let tried = 0; ; tried += 1) {
        request.signal?.throwIfAborted();
        const held = (holdUntil.get(kind) ?? 0) - tuning.nowMs();
        if (held > 0) await tuning.sleep(Math.min(held, tuning.waitMaxMs), request.signal);
        const last = tried + 1 >= tuning.attempts;
        let headers: Headers | null = null;
        let isBusy = false;
        try {
          const response = await attempt(request, url);
          headers = response.headers;
          isBusy = response.status === 429;
          const fault = checkAnswer(response, request, service);
          if (fault === null) {
            holdUntil.set(kind, tuning.nowMs() + pace(response.headers, tuning));
            return response;
          }
          if (last || !fault.again || (request.once === true && !isRefusal(response.status))) throw fault.error;
        } catch (error) {
          if (request.signal?.aborted === true) throw request.signal.reason;
          if (error instanceof ClariIdentityError) throw error;
          if (last || request.once === true) throw unreachable(service, url, error, tuning, tried + 1);
        }
        const asks = window === 'minute' && isBusy ? 'minute' : null;
        await tuning.sleep(retryWait(tried, headers, tuning, asks), request.signal);
      }
    },
  };
}

/** Parsed, and of an origin that this transport may speak to. */
function urlWithin(text: string, allowed: ReadonlySet<string>, service: string): URL {
  if (URL.canParse(text)) {
    const url = new URL(text);
    if (allowed.has(url.origin) && url.username === '' && url.password === '') return url;
  }
  throw new ClariIdentityError(
    'ERR_SOURCE_LINK',
    `${service} pointed to an address outside of ${[...allowed].join(', ')}. It was not followed and got no credential.`,
    'Check the configured address; something between here and there may be rewriting answers.',
  );
}

/** A timer of its own instead of AbortSignal.any, because a long-lived signal would keep every combined one alive. */
function deadline(ms: number, signal: AbortSignal | undefined) {
  const controller = new AbortController();
  let timer = setTimeout(() => controller.abort(new TimedOut()), ms);
  const stop = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    /** Data arrived: a long answer may take long, as long as it does not stall. */
    renew() {
      clearTimeout(timer);
      timer = setTimeout(() => controller.abort(new TimedOut()), ms);
    },
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    },
  };
}

/** The server says that it did nothing. */
function isRefusal(status: number): boolean {
  return status === 429 || status === 503;
}

/** A long answer may take long, but not for ever: after the time of one attempt it has to come at this pace at least. */
const LEAST_BYTES_A_SECOND = 1_000;

/** What is called with each piece; it fails where the pieces come too slowly to be an answer. */
function dripping(renew: () => void, tuning: Tuning): (bytes: number) => void {
  const began = tuning.nowMs();
  let bytes = 0;
  return (more) => {
    bytes += more;
    const earned = (bytes / LEAST_BYTES_A_SECOND) * 1_000;
    if (tuning.nowMs() - began > tuning.timeoutMs + earned) throw new Dripping();
    renew();
  };
}

class Dripping extends Error {}

async function pour(response: Response, into: BodySink, came: (bytes: number) => void): Promise<''> {
  await into.begin();
  if (response.body !== null) {
    for await (const chunk of response.body) {
      came(chunk.byteLength);
      await into.write(chunk);
    }
  }
  return '';
}

class TimedOut extends Error {}

function unreachable(service: string, url: URL, error: unknown, tuning: Tuning, attempts: number): ClariIdentityError {
  const why =
    error instanceof TimedOut
      ? `did not answer within ${Math.ceil(tuning.timeoutMs / 1000)} seconds`
      : error instanceof Dripping
        ? `sends its answer at less than ${LEAST_BYTES_A_SECOND} bytes a second`
        : `cannot be reached (${networkWord(error)})`;
  return new ClariIdentityError(
    'ERR_SOURCE_UNREACHABLE',
    `${service} at ${url.origin} ${why}, in ${attempts} attempt${attempts === 1 ? '' : 's'}.`,
    'Check the address and the network, then run it again. The last good read stays in force.',
  );
}

/** Node's own code for it: a fixed vocabulary, never a sentence from outside. */
function networkWord(error: unknown): string {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('code' in one && typeof one.code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(one.code)) return bare(one.code);
  }
  return 'the connection broke';
}
