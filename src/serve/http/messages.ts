import { claimsRevision } from '../protocol/revision.ts';
import type { HttpLimits } from './limits.ts';
import { Refusal } from './refusal.ts';

export type MessageId = string | number;

/** What has to be known of a message before the SDK reads it. Whether it is valid is left to the SDK. */
export interface Seen {
  readonly method: string | null;
  /** Id of a request that expects an answer; null for notifications and answers. */
  readonly requestId: MessageId | null;
  readonly tool: string | null;
  readonly wantsProgress: boolean;
  /** The request that this message cancels. */
  readonly cancels: MessageId | null;
}

export interface Messages {
  /** Parsed once and passed on, so that nobody reads it differently. */
  readonly parsed: unknown;
  readonly seen: readonly Seen[];
  /** Whether one of them says itself of which revision of the protocol it is. */
  readonly claimsRevision: boolean;
  /** Whether it asks for a stream of news and for nothing else: in a batch it would be one call among others. */
  readonly isListening: boolean;
}

export function readMessages(bytes: Buffer, limits: HttpLimits): Messages {
  checkShape(bytes, limits);
  const parsed = parse(bytes);
  const list: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  if (list.length === 0 || list.length > limits.messagesInBatch) {
    throw new Refusal(400, `A batch holds 1 to ${limits.messagesInBatch} messages.`, { rpcCode: -32_600 });
  }
  const seen = list.map(look);
  const claims = list.some(claimsRevision);
  const alone = claims && !Array.isArray(parsed) ? seen[0] : undefined;
  const isListening = alone?.method === 'subscriptions/listen' && alone.requestId !== null;
  return { parsed, seen, claimsRevision: claims, isListening };
}

function look(message: unknown): Seen {
  const method = text(member(message, 'method'));
  const params = member(message, 'params');
  return {
    method,
    requestId: method === null ? null : messageId(member(message, 'id')),
    tool: method === 'tools/call' ? text(member(params, 'name')) : null,
    wantsProgress: messageId(member(member(params, '_meta'), 'progressToken')) !== null,
    cancels: method === 'notifications/cancelled' ? messageId(member(params, 'requestId')) : null,
  };
}

/** Without a schema, because every message passes here and the SDK validates it right after. */
function member(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function messageId(value: unknown): MessageId | null {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Refusal(400, 'The body is not JSON in UTF-8.', { rpcCode: -32_700 });
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** Counts values before parsing: a small text can become a tree that is too large or too deep. */
function checkShape(bytes: Buffer, limits: HttpLimits): void {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    switch (bytes[at]) {
      case QUOTE:
        at = endOfString(bytes, at);
        break;
      case 0x7b:
      case 0x5b:
        depth += 1;
        values += 1;
        if (depth > limits.jsonDepth)
          throw new Refusal(400, `A message may be nested ${limits.jsonDepth} deep.`, { rpcCode: -32_600 });
        break;
      case 0x7d:
      case 0x5d:
        depth -= 1;
        break;
      case COMMA:
        values += 1;
        break;
    }
    if (values > limits.jsonValues)
      throw new Refusal(413, `A message may hold ${limits.jsonValues} values.`, { rpcCode: -32_600 });
  }
}

/** The end of the string that begins here; a file's content is one long string, which is skipped quickly. */
function endOfString(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(QUOTE, start + 1); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) {
    let slashes = 0;
    while (bytes[at - 1 - slashes] === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return bytes.length;
}
