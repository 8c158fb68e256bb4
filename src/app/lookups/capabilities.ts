import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { capabilities } from '../../capabilities/in-force.ts';
import { overrideProblem } from '../../capabilities/override-problem.ts';
import { PUBLISHED } from '../../capabilities/published.ts';
import type { CapabilityOverride, CapabilityProfile } from '../../model/capability.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { Instant } from '../../model/time.ts';
import { cleanText } from '../../sources/cells/text.ts';
import type { Deps } from '../deps.ts';

const FILE = 'capabilities.json';
const MAX_BYTES = 1024 * 1024;

/** A text field of a person, with the same rules as cells of an export, because models are shown it. */
function text(what: string, max: number) {
  const message = `${what} must be a text of 1 to ${max} characters`;
  return z
    .string(message)
    .max(max, message)
    .transform((raw) => cleanText(raw, max))
    .refine((clean) => clean !== '', message);
}

const VALUE = '"value" must be true, false, a number, a text, or a list of texts';

const override = z.strictObject(
  {
    id: z.string('"id" must be a text'),
    value: z.union(
      [z.boolean(), z.number(), text('"value"', 500), z.array(text('"value"', 200)).min(1).max(100)],
      VALUE,
    ),
    date: z.iso.date('"date" must be a day such as 2026-11-20'),
    source: text('"source"', 300).optional(),
    note: text('"note"', 1000).optional(),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? 'has a field other than "id", "value", "date", "source" and "note"'
        : 'must be an object with "id", "value" and "date"',
  },
);

const overrides = z.array(override, 'the file must be a list of entries');

/**
 * What Clari allows, overridden by this tenant's own statements in `capabilities.json` in the data folder, if that file
 * exists.
 */
export async function currentCapabilities(deps: Pick<Deps, 'home' | 'clock'>): Promise<CapabilityProfile> {
  const path = join(deps.home, FILE);
  const now = deps.clock();
  const content = await contentOf(path);
  return capabilities(content === null ? [] : readOverrides(path, content, now), now);
}

/** What the topics of entries are called: the first part of their ids. */
export function capabilityTopics(): readonly string[] {
  return [...new Set(PUBLISHED.map(({ id }) => topicOf(id)))].sort();
}

/** The entries on one topic. */
export async function capabilitiesOn(topic: string, deps: Pick<Deps, 'home' | 'clock'>): Promise<CapabilityProfile> {
  const wanted = topic.trim().toLowerCase();
  const topics = capabilityTopics();
  if (!topics.includes(wanted))
    throw new ClariIdentityError(
      'ERR_ARGUMENT',
      `No capability is about ${quote(topic)}.`,
      `Topics: ${topics.map(bare).join(', ')}.`,
    );
  const all = await currentCapabilities(deps);
  return { ...all, capabilities: all.capabilities.filter(({ id }) => topicOf(id) === wanted) };
}

function topicOf(id: string): string {
  return id.split('.')[0] ?? id;
}

async function contentOf(path: string): Promise<Buffer | null> {
  try {
    const facts = await stat(path);
    if (!facts.isFile()) throw problem(path, 'is no plain file', 'Put a JSON file there, or remove it.');
    if (facts.size <= MAX_BYTES) return await readFile(path);
  } catch (cause) {
    if (cause instanceof ClariIdentityError) throw cause;
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new ClariIdentityError(
      'ERR_FILE_FORBIDDEN',
      `${path} can't be read.`,
      'Make it a plain file that this user may read.',
      {
        cause,
      },
    );
  }
  throw new ClariIdentityError(
    'ERR_FILE_TOO_LARGE',
    `${path} has more than 1 MiB, so it was not read.`,
    'Keep only the entries that override a capability: one for each id.',
  );
}

function readOverrides(path: string, content: Buffer, now: Instant): readonly CapabilityOverride[] {
  const parsed = overrides.safeParse(parseJson(path, content));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const [entry] = issue?.path ?? [];
    const where = typeof entry === 'number' ? `entry ${entry + 1}: ` : '';
    throw problem(path, `is not usable: ${where}${issue?.message ?? 'unreadable'}`, EXAMPLE);
  }
  const wrong = overrideProblem(parsed.data, now);
  if (wrong !== null) throw problem(path, `is not usable: entry ${wrong.entry} ${wrong.what}`, `There, ${wrong.fix}.`);
  return parsed.data;
}

function parseJson(path: string, content: Buffer): unknown {
  try {
    // The decoder removes the byte-order mark that Windows editors write.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch (cause) {
    throw problem(path, 'is not JSON in UTF-8', EXAMPLE, cause);
  }
}

const EXAMPLE =
  'Correct the file, for example: [{"id": "provisioning.scim", "value": true, "date": "2026-11-20", "source": "our contract"}].';

function problem(path: string, what: string, remedy: string, cause?: unknown): ClariIdentityError {
  return new ClariIdentityError('ERR_CONFIG', `${path} ${what}.`, remedy, { cause });
}
