import { readFile, stat } from 'node:fs/promises';
import { ClariIdentityError } from '../model/errors.ts';
import { bare } from '../model/foreign.ts';

/** A JSON file that the operator writes by hand. */
interface OperatorFile {
  readonly path: string;
  /** How errors name it. */
  readonly named: string;
  readonly maxBytes: number;
  /** What to do about a file that is too large. */
  readonly smaller: string;
  /** What to do about one that is no JSON. */
  readonly correct: string;
}

/**
 * The content of such a file; null if it does not exist. A key that stands twice in one object is refused, because
 * nobody sees which of the two counts.
 *
 * @throws ERR_CONFIG, ERR_FILE_FORBIDDEN, ERR_FILE_TOO_LARGE
 */
export async function operatorJson(file: OperatorFile): Promise<{ readonly json: unknown } | null> {
  const content = await contentOf(file);
  if (content === null) return null;
  const text = textOf(file, content);
  const json = parsed(file, text);
  const fault = keyFault(text);
  if (fault !== null) throw problem(file, `is not usable: ${fault}`, 'Keep one key for each thing that you say.');
  return { json };
}

async function contentOf(file: OperatorFile): Promise<Buffer | null> {
  try {
    const facts = await stat(file.path);
    if (!facts.isFile()) throw problem(file, 'is no plain file', 'Put a JSON file there, or remove it.');
    if (facts.size <= file.maxBytes) return await readFile(file.path);
  } catch (cause) {
    if (cause instanceof ClariIdentityError) throw cause;
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new ClariIdentityError(
      'ERR_FILE_FORBIDDEN',
      `${file.named} can't be read.`,
      'Make it a plain file that this user may read.',
      { cause },
    );
  }
  throw new ClariIdentityError(
    'ERR_FILE_TOO_LARGE',
    `${file.named} has more than ${file.maxBytes / 1024} KiB, so it was not read.`,
    file.smaller,
  );
}

/** The decoder removes the byte-order mark that Windows editors write. */
function textOf(file: OperatorFile, content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (cause) {
    throw problem(file, 'is not JSON in UTF-8', file.correct, cause);
  }
}

function parsed(file: OperatorFile, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw problem(file, 'is not JSON in UTF-8', file.correct, cause);
  }
}

/** What is wrong with a key of valid JSON; null if nothing is. What reads the document afterwards sees neither fault. */
function keyFault(text: string): string | null {
  const open: Set<string>[] = [];
  for (const [token, key] of text.matchAll(/[{}[\]]|("(?:[^"\\]|\\.)*")(\s*:)?/g)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (key !== undefined && token.endsWith(':')) {
      const name = String(JSON.parse(key));
      if (name === '__proto__') return 'it has a key that is no name: __proto__';
      if (open.at(-1)?.has(name) === true) return `${bare(name)} stands twice in one object, and only one can count`;
      open.at(-1)?.add(name);
    }
  }
  return null;
}

function problem(file: OperatorFile, what: string, remedy: string, cause?: unknown): ClariIdentityError {
  return new ClariIdentityError('ERR_CONFIG', `${file.named} ${what}.`, remedy, { cause });
}
