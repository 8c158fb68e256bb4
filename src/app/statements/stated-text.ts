import { ClariIdentityError } from '../../model/errors.ts';
import { cleanText } from '../../sources/cells/text.ts';

/** Cleans a text that a person typed for the ledger: it has nothing invisible, and is not empty. */
export function statedText(raw: string, what: string, max = 2_000): string {
  const text = cleanText(raw, max);
  if (text !== '') return text;
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    `The ${what} is empty.`,
    `Say the ${what} in a person's words and call again. Nothing was recorded.`,
  );
}

export function statedTextOrNull(raw: string | null, max = 2_000): string | null {
  if (raw === null) return null;
  const text = cleanText(raw, max);
  return text === '' ? null : text;
}
