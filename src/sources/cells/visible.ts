// Controls, format characters (zero-width, bidirectional, tags, soft hyphen), lone surrogates, variation selectors and
// the letters that draw nothing: what a person can't see must not reach a comparison or a model.
const INVISIBLE =
  /\u034f|\u17b4|\u17b5|[\ufe00-\ufe0f]|[\u180b-\u180f]|[\u{e0000}-\u{e0fff}]|[\p{Cc}\p{Cf}\p{Cs}\u115f\u1160\u3164\uffa0\ufff0-\ufff8\ufffe\uffff]/gu;
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** Printable ASCII words with single spaces between them: most cells are. */
export function isPlain(raw: string): boolean {
  return PLAIN.test(raw);
}

/** Without invisible characters, white space collapsed and trimmed. */
export function visible(raw: string): string {
  // Most cells are plain already, and this is asked of nearly all of them.
  if (PLAIN.test(raw)) return raw;
  return raw.replace(BREAKS, ' ').replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();
}
