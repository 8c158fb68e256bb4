import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { words } from '../../model/words.ts';
import { Refusal } from './refusal.ts';

export interface HostRule {
  /** Names, in lower case and without port, under which this server may be addressed. */
  readonly names: readonly string[];
  /** Whether an IP address is accepted as well. A page that rebinds a name cannot use one. */
  readonly addresses: boolean;
}

/**
 * Headers that decide who asks, whom, and where a message ends. If one is sent twice, two readers could use different
 * values.
 */
const SINGLE = new Set(
  words(`
  host origin authorization content-length content-type content-encoding transfer-encoding mcp-session-id
  mcp-protocol-version mcp-method mcp-name last-event-id
`),
);

/**
 * Refuses requests from pages of other sites that reach this server through a name of theirs, and ambiguous messages.
 */
export function checkHost(request: IncomingMessage, rule: HostRule): void {
  checkSingle(request.rawHeaders);
  const host = request.headers.host?.toLowerCase() ?? '';
  if (!isAllowed(host, rule)) throw new Refusal(403, 'This server does not answer under the name in the Host header.');
  const { origin } = request.headers;
  // Browsers send the origin of the page; other clients send none.
  if (origin !== undefined && originHost(origin) !== host)
    throw new Refusal(403, 'A page of another origin may not use this server.');
}

function checkSingle(raw: readonly string[]): void {
  const seen = new Set<string>();
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]?.toLowerCase() ?? '';
    if (!SINGLE.has(name)) continue;
    if (seen.has(name)) throw new Refusal(400, `The header ${name} was sent twice.`);
    seen.add(name);
  }
}

function isAllowed(host: string, rule: HostRule): boolean {
  const name = hostName(host);
  if (name === null) return false;
  return rule.names.includes(name) || (rule.addresses && isIP(name) !== 0);
}

/** The name of `name:port`, brackets of an IPv6 address removed; null when it is neither. */
function hostName(host: string): string | null {
  const found = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/.exec(host);
  return found?.[1] ?? found?.[2] ?? null;
}

function originHost(origin: string): string | null {
  const found = /^https?:\/\/([^/]+)$/.exec(origin.toLowerCase());
  return found?.[1] ?? null;
}
