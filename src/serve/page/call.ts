import type { Deps } from '../../app/deps.ts';
import type { ConfirmRequest } from '../../app/statements/asking.ts';
import type { ClientInfo, DecidingLevel } from '../../model/attestation.ts';
import type { AnyAnswer, Tool, ToolContext } from '../../tool.ts';

/** A folder with the one file that was sent for a call. */
export interface Uploaded {
  readonly folder: string;
  /** Removes it; called when the decision is over. */
  discard(): void;
}

/** A tool call that a person decides. */
export interface Call {
  readonly tool: Tool;
  readonly args: Readonly<Record<string, unknown>>;
  /** The program that prepared it, or that showed the form for it; null: the person did, on the page. */
  readonly client: ClientInfo | null;
  /** What was sent for it, which it may read. */
  readonly uploaded?: Uploaded | undefined;
}

/** `asks`: nothing was written, because the person has to agree to this first. */
export type Ran =
  | { readonly kind: 'asks'; readonly question: ConfirmRequest }
  | { readonly kind: 'done'; readonly answer: AnyAnswer }
  | { readonly kind: 'refused'; readonly error: unknown };

interface Run {
  readonly deps: Deps;
  /** What an agreement attests. */
  readonly level: DecidingLevel;
  readonly progress: ToolContext['progress'];
  readonly signal: AbortSignal;
}

/**
 * Runs a call as somebody who is shown its question. It writes only what `agreed` says word for word; where the tool asks anything
 * else, because facts changed meanwhile, the new question is returned.
 */
export async function runCall(call: Call, agreed: ConfirmRequest | null, run: Run): Promise<Ran> {
  const asked: ConfirmRequest[] = [];
  const { deps, level, progress, signal } = run;
  const context: ToolContext = {
    deps: {
      ...deps,
      client: call.client,
      uploaded: call.uploaded?.folder,
      watch: { progress: (done, total) => progress(done, total, ''), signal },
    },
    attestation: { level, client: call.client },
    session: null,
    confirm: async (question) => {
      if (agreed !== null && isSameQuestion(agreed, question)) return 'accepted';
      asked.push(question);
      return 'cancelled';
    },
    progress,
    signal,
  };
  try {
    const answer = await call.tool.run(call.args, context);
    return { kind: 'done', answer };
  } catch (error) {
    const [question] = asked;
    return question === undefined ? { kind: 'refused', error } : { kind: 'asks', question };
  }
}

/** Word for word. */
export function isSameQuestion(one: ConfirmRequest, other: ConfirmRequest): boolean {
  return (
    one.message === other.message &&
    one.statement === other.statement &&
    one.verb === other.verb &&
    one.word === other.word
  );
}
