import * as z from 'zod';
import { ClariIdentityError } from '../../model/errors.ts';
import { cleanText } from '../../sources/cells/text.ts';
import { operatorJson } from '../operator-file.ts';

const MAX_BYTES = 1024 * 1024;

interface OverrideFile<Entry> {
  readonly path: string;
  readonly entries: z.ZodType<readonly Entry[]>;
  /** What to do about a file that is too large. */
  readonly smaller: string;
  /** How to correct a file that is not understood, with an example. */
  readonly correct: string;
  /** The first entry that is understood and wrong all the same; null: none is. `entry` counts from 1. */
  problem(entries: readonly Entry[]): { readonly entry: number; readonly what: string; readonly fix: string } | null;
}

/**
 * The entries of a file in which a tenant says what it knows better; none if the file does not exist. It is never partly
 * used: one entry that is wrong refuses the whole file.
 *
 * @throws ERR_CONFIG, ERR_FILE_FORBIDDEN, ERR_FILE_TOO_LARGE
 */
export async function overridesIn<Entry>(file: OverrideFile<Entry>): Promise<readonly Entry[]> {
  const { path, smaller, correct } = file;
  const content = await operatorJson({ path, named: path, maxBytes: MAX_BYTES, smaller, correct });
  if (content === null) return [];
  const parsed = file.entries.safeParse(content.json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const [entry] = issue?.path ?? [];
    const where = typeof entry === 'number' ? `entry ${entry + 1}: ` : '';
    throw unusable(path, `${where}${issue?.message ?? 'unreadable'}`, correct);
  }
  const wrong = file.problem(parsed.data);
  if (wrong !== null) throw unusable(path, `entry ${wrong.entry} ${wrong.what}`, `There, ${wrong.fix}.`);
  return parsed.data;
}

/** A text field of a person, with the same rules as cells of an export, because models are shown it. */
export function overrideText(what: string, max: number) {
  const message = `${what} must be a text of 1 to ${max} characters`;
  return z
    .string(message)
    .max(max, message)
    .transform((raw) => cleanText(raw, max))
    .refine((clean) => clean !== '', message);
}

export const overrideDate = z.iso.date('"date" must be a day such as 2026-11-20');

function unusable(path: string, what: string, remedy: string): ClariIdentityError {
  return new ClariIdentityError('ERR_CONFIG', `${path} is not usable: ${what}.`, remedy);
}
