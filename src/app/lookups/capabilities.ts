import { join } from 'node:path';
import * as z from 'zod';
import { capabilities } from '../../apps/in-force.ts';
import { profileOf } from '../../apps/index.ts';
import { overrideProblem } from '../../apps/override-problem.ts';
import type { App, AppProfile } from '../../model/app-profile.ts';
import type { CapabilityOverride, CapabilityProfile } from '../../model/capability.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote } from '../../model/foreign.ts';
import { cleanText } from '../../sources/cells/text.ts';
import type { Deps } from '../deps.ts';
import { operatorJson } from '../operator-file.ts';
import { everyProfile, knownProfile } from './app-profiles.ts';

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
    app: z.string('"app" must be the id of an application').optional(),
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
        ? 'has a field other than "app", "id", "value", "date", "source" and "note"'
        : 'must be an object with "id", "value" and "date"',
  },
);

const overrides = z.array(override, 'the file must be a list of entries');

type Known = Pick<Deps, 'home' | 'clock' | 'settings'>;

/**
 * What an application allows, overridden by this tenant's own statements in `capabilities.json` in the data folder, if
 * that file exists.
 *
 * @throws ERR_APP_UNKNOWN
 */
export async function currentCapabilities(deps: Known, app: App = 'clari'): Promise<CapabilityProfile> {
  const all = everyProfile(deps.settings.profiles);
  return capabilities(knownProfile(app, all), all, await overridesOf(deps, all), deps.clock());
}

/** What the topics of Clari's entries are called: the first part of their ids. */
export function capabilityTopics(): readonly string[] {
  return [...new Set((profileOf('clari')?.capabilities ?? []).map(({ id }) => topicOf(id)))].sort();
}

/** The entries of Clari on one topic. */
export async function capabilitiesOn(topic: string, deps: Known): Promise<CapabilityProfile> {
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

async function overridesOf({ home, clock }: Known, all: readonly AppProfile[]): Promise<readonly CapabilityOverride[]> {
  const path = join(home, FILE);
  const file = await operatorJson({
    path,
    named: path,
    maxBytes: MAX_BYTES,
    smaller: 'Keep only the entries that override a capability: one for each id.',
    correct: EXAMPLE,
  });
  if (file === null) return [];
  const parsed = overrides.safeParse(file.json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const [entry] = issue?.path ?? [];
    const where = typeof entry === 'number' ? `entry ${entry + 1}: ` : '';
    throw problem(path, `${where}${issue?.message ?? 'unreadable'}`, EXAMPLE);
  }
  const wrong = overrideProblem(parsed.data, all, clock());
  if (wrong !== null) throw problem(path, `entry ${wrong.entry} ${wrong.what}`, `There, ${wrong.fix}.`);
  return parsed.data;
}

const EXAMPLE =
  'Correct the file, for example: [{"id": "provisioning.scim", "value": true, "date": "2026-11-20", "source": "our contract"}].';

function problem(path: string, what: string, remedy: string): ClariIdentityError {
  return new ClariIdentityError('ERR_CONFIG', `${path} is not usable: ${what}.`, remedy);
}
