/** So many characters carry what a random token has to, in any of the usual alphabets. */
const LEAST_LENGTH = 32;
const LEAST_KINDS = 8;
const WORDS =
  /change|replace|please|secret|token|passwor[dt]|admin|example|default|clari|identity|server|team|test|demo|letmein|welcome/gi;

/** Why a shared token could be guessed; null: nothing speaks for it. */
export function guessable(token: string): string | null {
  if (token.length < LEAST_LENGTH) return `has ${token.length} characters, and needs ${LEAST_LENGTH}`;
  if (new Set(token).size < LEAST_KINDS) return 'is made of a few characters';
  if (isRepeated(token)) return 'repeats itself';
  if (inOrder(token) > token.length / 2) return 'runs along the alphabet or the keyboard of digits';
  const rest = token.replace(WORDS, '').replace(/[^a-z0-9]/gi, '');
  return rest.length < LEAST_LENGTH / 2 ? 'is made of words' : null;
}

/** One piece over and over again, the last time perhaps cut short. */
function isRepeated(token: string): boolean {
  for (let length = 1; length <= token.length / 2; length += 1)
    if (token.slice(length) === token.slice(0, -length)) return true;
  return false;
}

/** How many characters follow the one before them in the order of their codes, up or down, or repeat it. */
function inOrder(token: string): number {
  const codes = [...token].map((one) => one.codePointAt(0) ?? 0);
  return codes.filter((code, at) => at > 0 && Math.abs(code - (codes[at - 1] ?? 0)) <= 1).length;
}
