import type { ConfirmRequest } from '../../app/statements/asking.ts';
import type { ClientInfo } from '../../model/attestation.ts';
import { inert } from '../../model/foreign.ts';
import { cleanText } from '../../sources/cells/text.ts';
import type { ToolContext } from '../../tool.ts';
import type { CallScope } from './call-scope.ts';

/** The protocol's name for views in hosts, and the one type of file that they are. */
const VIEW_EXTENSION = 'io.modelcontextprotocol/ui';
export const VIEW_TYPE = 'text/html;profile=mcp-app';

/** An MCP client as far as answers depend on it, whichever revision of the protocol it speaks. */
export interface Client {
  /** Its own name for itself, which is stored although nothing proves it. */
  readonly info: ClientInfo | null;
  readonly showsForms: boolean;
  readonly opensLinks: boolean;
  readonly showsViews: boolean;
}

/** What a client says that it can do, in either revision. */
interface Declared {
  readonly elicitation?: { readonly form?: unknown; readonly url?: unknown } | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

const CLIENT_TEXT_MAX = 100;

/** Both undefined: it began without saying who it is and what it can, as with a server without sessions. */
export function clientOf(declared: Declared | undefined, named: ClientInfo | undefined): Client {
  const elicitation = declared?.elicitation;
  return {
    info:
      named === undefined
        ? null
        : { name: cleanText(named.name, CLIENT_TEXT_MAX), version: cleanText(named.version, CLIENT_TEXT_MAX) },
    // An empty object means forms; one that names only `url` has none.
    showsForms: elicitation !== undefined && (elicitation.url === undefined || elicitation.form !== undefined),
    opensLinks: elicitation?.url !== undefined,
    showsViews: declaresViews(declared?.extensions?.[VIEW_EXTENSION]),
  };
}

function declaresViews(extension: unknown): boolean {
  if (typeof extension !== 'object' || extension === null) return false;
  const types: unknown = 'mimeTypes' in extension ? extension.mimeTypes : undefined;
  return !Array.isArray(types) || types.includes(VIEW_TYPE);
}

/** What a person is asked through their client. */
export type Question =
  | { readonly kind: 'form'; readonly request: ConfirmRequest }
  | { readonly kind: 'page'; readonly message: string; readonly url: string };

/** What came back. Nothing in it is checked yet. */
export interface Answered {
  readonly action: 'accept' | 'decline' | 'cancel';
  readonly content: unknown;
  /** Lets the client know that what it opened is over. */
  finished(): Promise<void>;
}

/** What a call brings along from its client. */
export interface ClientCall {
  readonly client: Client;
  /** Of the client, where it has one. */
  readonly session: string | null;
  readonly scope: CallScope | null;
  readonly signal: AbortSignal;
  readonly progress: ToolContext['progress'];
}

/** Asks a person; rejects if no answer came. */
export type Ask = (question: Question) => Promise<Answered>;

/** Thrown where the answer comes with another call only; carries what the client is to be sent now. */
export class AnswerPending extends Error {
  override readonly name = 'AnswerPending';
  readonly question: Question;
  readonly state: string;

  constructor(question: Question, state: string) {
    super('a person is asked, and the call comes again with their answer');
    this.question = question;
    this.state = state;
  }
}

export function formMessage({ message, word }: ConfirmRequest): string {
  return inert(`${message}\nTo confirm, type "${word}".`);
}

export function formSchema({ word, statement }: ConfirmRequest) {
  return {
    type: 'object' as const,
    properties: {
      word: { type: 'string' as const, title: inert(`Type ${word}`), description: inert(`${statement}.`) },
    },
    required: ['word'],
  };
}

const PROGRESS_EVERY_MS = 500;

/** `token`: under which the client wants to hear of it; undefined: it does not. */
export function progressSender(
  token: string | number | undefined,
  send: (params: { progressToken: string | number; progress: number; total: number; message: string }) => Promise<void>,
): ToolContext['progress'] {
  if (token === undefined) return () => undefined;
  let last = 0;
  return (done, total, message) => {
    const now = Date.now();
    if (done < total && now - last < PROGRESS_EVERY_MS) return;
    last = now;
    // Ignored: the call's signal reports a client that went away.
    send({ progressToken: token, progress: done, total, message: inert(message) }).catch(() => undefined);
  };
}
