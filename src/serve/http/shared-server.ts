import type { IncomingMessage, RequestListener } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { Caller } from '../../model/actor.ts';
import { isLoopback } from '../../model/base-url.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { HttpSettings } from '../../model/http.ts';
import { pageAddress } from '../../model/page-address.ts';
import { authorizerFor } from '../authorize/authorizer.ts';
import type { Authorizer, Principal } from '../authorize/principal.ts';
import { offeredViews } from '../host-view/offered-views.ts';
import type { SharedPage } from '../page/shared-page.ts';
import type { ServerOptions } from '../server-options.ts';
import { type HttpLimits, LIMITS } from './limits.ts';
import { type HttpLog, httpLog } from './log.ts';
import { noPage } from './no-page.ts';
import type { HostRule } from './same-host.ts';
import { type HttpAddress, type HttpServing, serveHttp } from './serve-http.ts';
import type { HttpAppOptions, Speakers } from './shared.ts';

export interface SharedServerOptions extends Omit<ServerOptions, 'caller' | 'log' | 'page' | 'views'> {
  readonly http: HttpSettings;
  readonly address: HttpAddress;
  readonly stateless: boolean;
  /** The caller, if callers are not checked. */
  readonly local: Caller;
  readonly redact: (text: string) => string;
  /** One line of the log. */
  readonly write: (line: string) => void;
  readonly now: () => Date;
  readonly limits?: Partial<HttpLimits>;
  readonly keysRefetchedAfterMs?: number;
  readonly speakers?: Speakers;
}

const SPEAKERS: Speakers = {
  legacy: async (shared) => (await import('../era-2025/http.ts')).speaker(shared),
  modern: async (shared) => (await import('../era-2026/http.ts')).speaker(shared),
};

/** Unknown keys are fetched at most this often, however many tokens name them. */
const KEYS_REFETCHED_AFTER_MS = 15_000;

/**
 * Starts one server for a team.
 * @throws ERR_CONFIG if other machines could reach it without authorization.
 */
export function startSharedServer(options: SharedServerOptions): Promise<HttpServing> {
  return serveHttp(httpAppOptions(options), options.address);
}

function httpAppOptions(options: SharedServerOptions): HttpAppOptions {
  const { http, address, stateless, now } = options;
  const local = isLoopback(bracketed(address.host));
  if (!local && http.token === null && http.oauth === null) throw unprotected(address);
  const log = httpLog({ level: http.logLevel, now, redact: options.redact, write: options.write });
  const authorizer = authorizerFor(http, options.local, {
    now,
    refetchAfterMs: options.keysRefetchedAfterMs ?? KEYS_REFETCHED_AFTER_MS,
    onKeysMissing: (error) => log('error', 'keys missing', { fault: String(error) }),
  });
  const page = pageOf(options, authorizer, log);
  const views = offeredViews({
    version: options.version,
    tools: options.tools,
    templates: options.templates,
    open: options.open,
    log: (fault) => log('error', 'fault', { fault }),
    now: () => now().getTime(),
  });
  if (!local) log('warn', 'no TLS', { note: 'Tokens cross the network: put a proxy that ends TLS in front.' });
  return {
    authorizer,
    offerTo: (principal) => ({
      ...options,
      caller: stateless && page.offers === undefined ? withoutApproval(principal) : principal,
      page: page.offers,
      views,
      log: (line, call) => log('error', 'fault', { id: call, fault: line }),
    }),
    speakers: options.speakers ?? SPEAKERS,
    rolesOf: (name) => [...options.tools, ...views.tools].find((tool) => tool.name === name)?.roles ?? null,
    page,
    open: options.open,
    stateless,
    hosts: hostRule(http, address, local),
    limits: { ...LIMITS, ...options.limits },
    log,
    now: () => now().getTime(),
  };
}

/** Its parts are loaded when somebody asks for them: most starts serve programs alone. */
function pageOf(options: SharedServerOptions, authorizer: Authorizer, log: HttpLog) {
  const { oauth, signIn } = options.http;
  const address = pageAddress(options.http);
  if (oauth === null || signIn === null || 'problem' in address)
    return {
      offers: undefined,
      listener: noPage('problem' in address ? address.problem : ''),
      personOf: () => null,
      close: async () => undefined,
    };
  const { version, tools, templates, open } = options;
  const now = () => options.now().getTime();
  let loading: Promise<SharedPage> | undefined;
  let loaded: SharedPage | undefined;
  const load = () => {
    loading ??= import('../page/shared-page.ts').then(({ sharedPage }) => {
      loaded = sharedPage({ version, tools, templates, open, oauth, signIn, ...address, authorizer, log, now });
      return loaded;
    });
    return loading;
  };
  const listener: RequestListener = (request, response) => {
    load().then(
      (page) => page.listener(request, response),
      (fault: unknown) => {
        log('error', 'fault', { fault: String(fault) });
        response.destroy();
      },
    );
  };
  const close = async () => (await loading?.catch(() => undefined))?.close();
  const personOf = (request: IncomingMessage) => loaded?.personOf(request) ?? null;
  return { offers: async () => (await load()).offers, listener, personOf, close };
}

/** Without the approver role: without a session and without a page no person can be asked. */
function withoutApproval({ actor, roles }: Principal): Caller {
  return { actor, roles: roles.filter((role) => role !== 'approver') };
}

function hostRule(http: HttpSettings, { host }: HttpAddress, local: boolean): HostRule {
  const addresses = [http.oauth?.audience ?? '', http.signIn?.publicUrl ?? ''];
  return {
    names: [
      'localhost',
      '127.0.0.1',
      '::1',
      host.toLowerCase(),
      ...(local ? [] : [hostname().toLowerCase()]),
      ...addresses.flatMap((one) => (URL.canParse(one) ? [new URL(one).hostname] : [])),
      ...http.hosts,
    ],
    addresses: !local,
  };
}

function bracketed(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}

function unprotected({ host }: HttpAddress): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    `${bare(host)} can be reached from other machines, and nothing says who may ask.`,
    'Set CLARI_IDENTITY_OAUTH_ISSUER, _OAUTH_AUDIENCE and _OAUTH_JWKS_URL, or CLARI_IDENTITY_HTTP_TOKEN; or keep --host 127.0.0.1.',
  );
}
