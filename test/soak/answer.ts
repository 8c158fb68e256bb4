import { z } from 'zod';

/** What became of a call. */
export type Answer =
  | { readonly kind: 'answered'; readonly structured: unknown }
  /** The tool refused it, with a code of ours. */
  | { readonly kind: 'refused'; readonly code: string; readonly text: string }
  /** There is no answer: the connection ended, the time was up, or the protocol has an error. */
  | { readonly kind: 'lost'; readonly why: string };

const result = z.object({
  isError: z.boolean().optional(),
  content: z.array(z.looseObject({ text: z.string().optional() })),
  structuredContent: z.unknown().optional(),
});

/** Brings the answer of either SDK, or what it throws, into one form. */
export async function answerOf(calling: Promise<unknown>): Promise<Answer> {
  try {
    const { isError, content, structuredContent } = result.parse(await calling);
    if (isError !== true) return { kind: 'answered', structured: structuredContent };
    const text = content.map((part) => part.text ?? '').join('\n');
    return { kind: 'refused', code: /^ERR_[A-Z_]+/.exec(text)?.[0] ?? 'no code', text };
  } catch (error) {
    return { kind: 'lost', why: wordsOf(error) };
  }
}

export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${error.message}${cause}`.replaceAll(/\s+/g, ' ').slice(0, 400);
}
