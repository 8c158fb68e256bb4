import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';
import type { CallScope } from '../protocol/call-scope.ts';
import { type Ask, formMessage, formSchema } from '../protocol/client.ts';

export type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

const PERSON_ANSWERS_WITHIN_MS = 10 * 60_000;

/** Asks by a request of the server to its client, on the connection that the call holds open. */
export function askBy(server: Server, extra: Extra, scope: CallScope | null): Ask {
  const gone = scope?.gone;
  const signal = gone === undefined ? extra.signal : AbortSignal.any([extra.signal, gone]);
  const options = { timeout: PERSON_ANSWERS_WITHIN_MS, signal };
  return async (question) => {
    if (question.kind === 'page') {
      const { message, url } = question;
      const elicitationId = crypto.randomUUID();
      const answer = await server.elicitInput({ mode: 'url', message, url, elicitationId }, options);
      return { ...answer, content: undefined, finished: server.createElicitationCompletionNotifier(elicitationId) };
    }
    const { request } = question;
    const { action, content } = await server.elicitInput(
      { mode: 'form', message: formMessage(request), requestedSchema: formSchema(request) },
      // Over HTTP the form is sent on the stream of its own call, because a client need not hold another one open.
      { ...options, relatedRequestId: extra.requestId },
    );
    return { action, content, finished: async () => undefined };
  };
}
