import { inputRequired, inputResponse, type ServerContext } from '@modelcontextprotocol/server';
import type { Deps } from '../../app/deps.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { Json } from '../../model/ledger.ts';
import type { Tool } from '../../tool.ts';
import {
  AnswerPending,
  type Ask,
  type ClientCall,
  formMessage,
  formSchema,
  type Question,
} from '../protocol/client.ts';

/** The key of our one question in what the client sends back. */
const ANSWER = 'answer';

interface Asking {
  readonly deps: Deps;
  readonly tool: Tool;
  readonly args: Readonly<Record<string, unknown>>;
  readonly call: ClientCall;
  readonly ctx: ServerContext;
}

/**
 * Asks by ending the call with the question; the client makes the same call again with the answer and with the state
 * that it was given. That state is a random code of which the store keeps the hash alone, with the caller, the arguments and the
 * question that it is for: whoever has the answer needs it, it works once, for ten minutes, on every server of the store.
 */
export function askWithNextCall({ deps, tool, args, call, ctx }: Asking): Ask {
  const bound = {
    content: { tool: tool.name, args: jsonOf(args) },
    asking: { attestation: { level: 'client_form', client: call.client.info }, session: call.session },
    use: 'answer',
  } as const;
  let used = false;
  return async (question) => {
    // Loaded late, because codes need cryptography, and few calls ask anybody.
    const { checkCode, giveCode, spendCode } = await import('../../app/statements/codes.ts');
    const said = inputResponse(ctx.mcpReq.inputResponses, ANSWER);
    const asked = { question: textOf(question) };
    // One answer comes with a call. A second question of the same call, about what the first did not cover, is asked anew.
    if (said.kind === 'elicit' && !used) {
      used = true;
      const state = ctx.mcpReq.requestState<unknown>();
      if (typeof state !== 'string') throw withoutState();
      const before = await deps.store.write(async (writer) => {
        const given = await checkCode(writer, deps, state, bound);
        await spendCode(writer, state, 'answer');
        return given;
      });
      // What they answered is another question by now: they are shown the new one.
      if (before['question'] === asked.question)
        return { action: said.action, content: said.content, finished: async () => undefined };
    }
    throw new AnswerPending(question, await giveCode(deps, bound, asked));
  };
}

/** What a client is sent while a person is asked. */
export function pendingResult({ question, state }: AnswerPending) {
  const request =
    question.kind === 'page'
      ? inputRequired.elicitUrl({ message: question.message, url: question.url })
      : inputRequired.elicit({
          message: formMessage(question.request),
          requestedSchema: formSchema(question.request),
        });
  return inputRequired({ inputRequests: { [ANSWER]: request }, requestState: state });
}

/** Without the address of a page, which is another one for each call. */
function textOf(question: Question): string {
  return question.kind === 'page' ? question.message : JSON.stringify(Object.values(question.request));
}

function jsonOf(args: Readonly<Record<string, unknown>>): Json {
  const plain: Json = JSON.parse(JSON.stringify(args));
  return plain;
}

function withoutState(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIRMATION',
    'The answer came without the state that was sent with its question. Nothing was recorded.',
    'Call again without an answer, let the person answer the question that comes back, and return its requestState unchanged.',
  );
}
