import type { ServerResponse } from 'node:http';

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

/** Answers in the protocol's form, without waiting for the unread rest of a body. */
export function refuse(response: ServerResponse, refusal: Refusal, bodyRead: boolean): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (!bodyRead) response.setHeader('connection', 'close');
  answerJson(
    response,
    refusal.status,
    { jsonrpc: '2.0', error: { code: refusal.rpcCode, message: refusal.message }, id: null },
    refusal.headers,
  );
}

export function answerJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    })
    .end(JSON.stringify(body));
}
