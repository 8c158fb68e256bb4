import { ClariIdentityError } from '../../model/errors.ts';
import type { SalesloftSettings } from '../../model/live.ts';
import { isObject, type JsonObject } from '../json/json-value.ts';
import { jsonValueOf } from '../json/parsed-json.ts';
import { exactJson } from '../live/exact-json.ts';
import { transport } from '../live/transport.ts';
import type { Tuning } from '../live/tuning.ts';
import { type Credentials, credentialsOf, SCOPE } from './credentials.ts';

const API_URL = 'https://api.salesloft.com/v2';
/** Salesloft grants tokens on another host than that of its API; a server of one's own does both. */
const ISSUERS: ReadonlyMap<string, string> = new Map([['https://api.salesloft.com', 'https://accounts.salesloft.com']]);

export interface SalesloftAnswer {
  readonly status: number;
  /** Empty where the answer is no object. */
  readonly body: JsonObject;
}

/** Salesloft's API with its credentials. It only reads: there is no way to send anything but GET. */
export interface Salesloft {
  readonly root: string;
  readonly credentials: Credentials;
  readonly tuning: Tuning;
  /** Answers below 500 come back whatever they say, except 401 and 429. */
  get(path: string, signal: AbortSignal | undefined): Promise<SalesloftAnswer>;
  calls(): number;
  skewMs(): number | null;
}

export function connect(settings: SalesloftSettings, tuning: Tuning): Salesloft {
  const root = (settings.apiUrl ?? API_URL).replace(/\/+$/, '');
  const { origin } = new URL(root);
  const credentials = credentialsOf(settings, ISSUERS.get(origin) ?? origin, tuning);
  const sender = transport({ service: 'Salesloft', origins: [origin], tuning, window: 'minute' });
  const attempt = async (path: string, signal: AbortSignal | undefined) => {
    const authorization = `Bearer ${await credentials.token(signal)}`;
    return sender.send({ url: `${root}${path}`, headers: { accept: 'application/json', authorization }, signal });
  };
  return {
    root,
    credentials,
    tuning,
    calls: () => sender.calls() + credentials.calls(),
    skewMs: sender.skewMs,
    async get(path, signal) {
      let response = await attempt(path, signal);
      if (response.status === 401 && credentials.renew()) response = await attempt(path, signal);
      const { status, text } = response;
      if (status === 401) throw refused(credentials);
      const body = status < 300 ? jsonValueOf(JSON.parse(exactJson(text))) : null;
      return { status, body: body !== null && isObject(body) ? body : new Map() };
    },
  };
}

function refused({ kind, variable }: Credentials): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_SOURCE_AUTH',
    `Salesloft refuses ${kind} (401).`,
    `Set ${variable} anew, with those of a team administrator and the scope ${SCOPE}: a key acts for the user who made it, and may end with their account. The last good read stays in force.`,
  );
}
