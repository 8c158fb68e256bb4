/**
 * An id that JSON and XML both take (an XML name token, where an e-mail address is none): every other character is an
 * underscore and its UTF-8 bytes in hexadecimal, so two ids never become one.
 */
export function nodeId(kind: 'account' | 'identity' | 'app', ...parts: readonly string[]): string {
  return [kind, ...parts].map((part) => part.replace(OTHERS, encoded)).join(':');
}

const OTHERS = /[^A-Za-z0-9.-]/gu;

const LONE = /^[\ud800-\udfff]$/;

function encoded(character: string): string {
  // Half a character has no bytes in UTF-8, and two of these must not become one either.
  if (LONE.test(character)) return `_u${character.charCodeAt(0).toString(16)}`;
  return [...Buffer.from(character)].map((byte) => `_${byte.toString(16).padStart(2, '0')}`).join('');
}
