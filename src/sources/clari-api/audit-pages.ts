import type { ReadGap } from '../../model/live.ts';
import { isArray, isObject, type JsonValue } from '../json/json-value.ts';
import { jsonValueOf } from '../json/parsed-json.ts';
import type { LiveResponse } from '../live/live-request.ts';
import type { Spool } from '../live/spool.ts';
import { pageFault, trail } from '../live/trail.ts';
import { type ClariConnection, refusalOf } from './clari-connection.ts';

const PAGE = 1_000;
const EVENTS = 'Which events Clari logged in the last 30 days';

export interface AuditPages {
  readonly items: number;
  /** Why later pages are missing; null: all came. */
  readonly gap: ReadGap | null;
}

/** `refused`: not one page came. */
export type AuditReading = AuditPages | { readonly refused: ReadGap; readonly status: number | null };

/** Pages of audit events, written into the spool as one array, as a person would put downloaded pages together. */
export async function auditPages(
  clari: ClariConnection,
  spool: Spool,
  signal: AbortSignal | undefined,
  progress: (what: string) => void,
): Promise<AuditReading> {
  const first = `${clari.root}/audit/events?limit=${PAGE}`;
  const path = trail('The Clari API', first);
  let [link, items] = [first, 0];
  await spool.begin();
  await spool.text('[');
  const end = async (gap: ReadGap | null): Promise<AuditPages> => {
    await spool.text(']');
    return { items, gap };
  };
  for (;;) {
    const response = await page(clari, link, signal);
    progress('audit events');
    if ('why' in response) {
      if (path.pages === 0) return { refused: brokenGap(response.why), status: null };
      return end(brokenGap(response.why));
    }
    const refusal = refusalOf(response);
    if (refusal !== null) {
      const { status } = refusal;
      if (path.pages === 0) return { refused: refusedGap(status), status };
      return end(brokenGap(`the Clari API answered ${status}.`));
    }
    const read = pageOf(response.text);
    if (read === null) {
      const why = 'the Clari API answered 200 without a list of events.';
      return path.pages === 0 ? { refused: brokenGap(why), status: null } : end(brokenGap(why));
    }
    await spool.text(`${path.pages === 0 ? '' : ','}${response.text}`);
    items += read.items;
    const next = path.next(read.link === null ? null : absolute(read.link, link), read.items);
    if (next === 'end') return end(null);
    if ('stop' in next) return end({ ...brokenGap(`${next.stop.why}.`), code: next.stop.code });
    link = next.go;
  }
}

async function page(
  clari: ClariConnection,
  link: string,
  signal: AbortSignal | undefined,
): Promise<LiveResponse | { readonly why: string }> {
  try {
    return await clari.follow(link, signal);
  } catch (error) {
    const why = signal?.aborted === true ? null : pageFault(error);
    if (why === null) throw error;
    return { why };
  }
}

/** Null: it is no page of events. */
function pageOf(text: string): { readonly items: number; readonly link: string | null } | null {
  const body: JsonValue = jsonValueOf(JSON.parse(text));
  if (!isObject(body)) return null;
  const items = body.get('items');
  const link = body.get('nextLink') ?? null;
  if (!isArray(items) || (link !== null && typeof link !== 'string')) return null;
  return { items: items.length, link: link === '' ? null : link };
}

function absolute(link: string, from: string): string {
  return URL.canParse(link, from) ? new URL(link, from).href : link;
}

function brokenGap(why: string): ReadGap {
  return { code: 'page_failed', gap: `${EVENTS}: ${why}`, closeWith: 'clari-identity-mcp sync clari', scope: null };
}

/** Clari offers the audit log only in some product tiers, and only to some users. */
function refusedGap(status: number): ReadGap {
  return {
    code: status === 401 || status === 403 ? 'permission_missing' : 'page_failed',
    gap: `${EVENTS}, so whether an account was used after its revocation stays unknown: the Clari API answered ${status}.`,
    closeWith: 'Ask Clari whether the subscription includes the audit API, and use the token of a user who may read it',
    scope: null,
  };
}
