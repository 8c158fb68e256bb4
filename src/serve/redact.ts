const MARK = '[redacted]';

/** Shapes of secrets: tokens in headers, JSON web tokens, passwords in addresses, private keys. */
const SHAPES: readonly [RegExp, string][] = [
  [/\b(Bearer|Basic|SSWS)\s+[A-Za-z0-9._~+/=-]{4,}/gi, `$1 ${MARK}`],
  [/\beyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*\.?[A-Za-z0-9_-]*/g, MARK],
  [/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s/]*@/gi, `$1:${MARK}@`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, MARK],
  [
    /\b(access_token|refresh_token|id_token|client_secret|client_assertion|code|password|api[_-]?key)(["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi,
    `$1$2${MARK}`,
  ],
];

const SECRET_NAME = /TOKEN|SECRET|PASSWORD|PRIVATE_KEY|API_KEY|DATABASE_URL|WITNESS/;
/** Shorter values are common words, and removing them would spoil every line. */
const SHORTEST = 6;

/** Returns a function that removes from a text every secret of this environment, and whatever has the shape of one. */
export function redactor(environment: Readonly<Record<string, string | undefined>>): (text: string) => string {
  const values = Object.entries(environment)
    .filter(([name, value]) => SECRET_NAME.test(name) && !name.endsWith('_FILE') && !isPlace(name, value ?? ''))
    .flatMap(([, value]) => secretsIn(value ?? ''))
    .sort((one, other) => other.length - one.length);
  return (text) => {
    const known = values.reduce((line, value) => line.replaceAll(value, MARK), withoutBeginnings(text, values));
    return SHAPES.reduce((line, [shape, by]) => line.replace(shape, by), known);
  };
}

/** A text that was cut short may end within a secret: what it has of it goes as well. */
function withoutBeginnings(text: string, secrets: readonly string[]): string {
  return text.replace(/[^\n]*?…/g, (cut) => {
    const before = cut.slice(0, -1);
    const lengths = secrets.map((secret) => {
      for (let length = Math.min(secret.length, before.length); length >= LEAST_BEGINNING; length -= 1)
        if (before.endsWith(secret.slice(0, length))) return length;
      return 0;
    });
    const longest = Math.max(0, ...lengths);
    return longest === 0 ? cut : `${before.slice(0, -longest)}${MARK}…`;
  });
}

/** A shorter beginning says little, and many words begin so. */
const LEAST_BEGINNING = 4;

/** A witness may be a file, which is no secret, while any part of an address may be one. */
function isPlace(name: string, value: string): boolean {
  return name === 'CLARI_IDENTITY_WITNESS' && !/^https?:/i.test(value.trim());
}

/**
 * What to remove of a variable: the value, each of its lines (a key is often logged line by line), and of an address
 * only its password.
 */
function secretsIn(value: string): readonly string[] {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(value) ? /:\/\/[^\s:/@]*:([^\s/]*)@/.exec(value) : null;
  if (/^(?:sqlite|postgres|postgresql):/i.test(value)) return [address?.[1] ?? ''].filter(isLong);
  return [value.trim(), ...value.split('\n').map((line) => line.trim())].filter(
    (part) => isLong(part) && !part.startsWith('-----'),
  );
}

function isLong(text: string): boolean {
  return text.length >= SHORTEST;
}
