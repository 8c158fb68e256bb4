import { ClariIdentityError } from '../../model/errors.ts';
import type { ClariApiSettings } from '../../model/live.ts';
import type { LiveRequest, LiveResponse } from '../live/live-request.ts';
import { transport } from '../live/transport.ts';
import type { Tuning } from '../live/tuning.ts';

const API_URL = 'https://api.clari.com/v4';
/** Clari's own words for a refusal, wherever in the answer they stand. The rest of the answer is never shown. */
const WORDS = /\b(?:export_[a-z_]{3,60}|no_optin|forbidden|unauthorized|not_found)\b/i;

/** Clari's API with its token. */
export interface ClariConnection {
  readonly root: string;
  send(path: string, request?: Omit<LiveRequest, 'url' | 'headers'>): Promise<LiveResponse>;
  /** A link that Clari gave: absolute, or relative to the call it came from. */
  follow(link: string, signal: AbortSignal | undefined): Promise<LiveResponse>;
  calls(): number;
  skewMs(): number | null;
}

export function clariConnection(settings: ClariApiSettings, tuning: Tuning): ClariConnection {
  const { token } = settings;
  if (token === null) {
    throw new ClariIdentityError(
      'ERR_CONFIG',
      'The Clari API is configured in part: CLARI_API_TOKEN is not set.',
      'Set it to a token made in Clari under Settings > API Token, or unset CLARI_API_URL and CLARI_FORECAST_ID.',
    );
  }
  const root = (settings.apiUrl ?? API_URL).replace(/\/+$/, '');
  const sender = transport({ service: 'The Clari API', origins: [new URL(root).origin], tuning });
  const headers = { accept: 'application/json', apikey: token.reveal() };
  return {
    root,
    calls: sender.calls,
    skewMs: sender.skewMs,
    follow: (link, signal) => sender.send({ url: link, headers, signal }),
    send: (path, request = {}) =>
      sender.send({
        ...request,
        url: `${root}${path}`,
        headers: request.body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      }),
  };
}

export interface ClariRefusal {
  readonly status: number;
  /** Lower-case; null: none that is known. */
  readonly word: string | null;
}

/** Null: the answer is none. */
export function refusalOf({ status, text }: LiveResponse): ClariRefusal | null {
  if (status < 400) return null;
  return { status, word: WORDS.exec(text)?.[0].toLowerCase() ?? null };
}

/** A token that is wrong for everything; null: the refusal is of something else. */
export function badToken(refusal: ClariRefusal): ClariIdentityError | null {
  if (refusal.status !== 401 || refusal.word === 'no_optin') return null;
  return new ClariIdentityError(
    'ERR_SOURCE_AUTH',
    'The Clari API refuses the token (401).',
    'Make a new one in Clari under Settings > API Token and set CLARI_API_TOKEN: a token ends when the person who made it is deactivated. The last good read stays in force.',
  );
}
