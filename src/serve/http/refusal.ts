import type { ServerResponse } from 'node:http';
import { whenClosed } from './when-closed.ts';

/** Why a request is refused. The message is our own text and contains nothing of the request. */
export class Refusal extends Error {
  readonly status: number;
  readonly rpcCode: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, more: { rpcCode?: number; headers?: Record<string, string> } = {}) {
    super(message);
    this.status = status;
    this.rpcCode = more.rpcCode ?? -32_000;
    this.headers = more.headers ?? {};
  }
}

/** Milliseconds for which the rest of a refused message is taken and thrown away. */
const REST_MS = 1_000;

/** Answers in the protocol's form, without waiting for the unread rest of a body. */
export function refuse(response: ServerResponse, refusal: Refusal, bodyRead: boolean): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, headers, rpcCode, message } = refusal;
  const body = { jsonrpc: '2.0', error: { code: rpcCode, message }, id: null };
  if (bodyRead) answerJson(response, status, body, headers);
  else answerBeforeTheEnd(response, status, body, headers);
}

/**
 * Sends the answer at once and closes the connection when the rest of the message is there, or after a moment: closed with
 * bytes on their way it would be reset, often before its client has read the answer.
 */
function answerBeforeTheEnd(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>>,
): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { ...COMMON, ...headers, connection: 'close', 'content-length': Buffer.byteLength(text) })
    .write(text);
  const end = () => response.end();
  const rest = setTimeout(end, REST_MS);
  whenClosed(response, () => clearTimeout(rest));
  response.req.once('end', end).resume();
}

const COMMON = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

export function answerJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response
    .writeHead(status, {
      ...COMMON,
      ...headers,
    })
    .end(JSON.stringify(body));
}
