import { join } from 'node:path';
import * as z from 'zod';
import { capabilities } from '../../apps/in-force.ts';
import { profileOf } from '../../apps/index.ts';
import { overrideProblem } from '../../apps/override-problem.ts';
import type { App, AppProfile } from '../../model/app-profile.ts';
import type { CapabilityOverride, CapabilityProfile } from '../../model/capability.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { Deps } from '../deps.ts';
import { everyProfile, knownProfile } from './app-profiles.ts';
import { overrideDate, overridesIn, overrideText } from './override-file.ts';

const FILE = 'capabilities.json';

const VALUE = '"value" must be true, false, a number, a text, or a list of texts';

const override = z.strictObject(
  {
    app: z.string('"app" must be the id of an application').optional(),
    id: z.string('"id" must be a text'),
    value: z.union(
      [z.boolean(), z.number(), overrideText('"value"', 500), z.array(overrideText('"value"', 200)).min(1).max(100)],
      VALUE,
    ),
    date: overrideDate,
    source: overrideText('"source"', 300).optional(),
    note: overrideText('"note"', 1000).optional(),
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

function overridesOf({ home, clock }: Known, all: readonly AppProfile[]): Promise<readonly CapabilityOverride[]> {
  return overridesIn<CapabilityOverride>({
    path: join(home, FILE),
    entries: overrides,
    smaller: 'Keep only the entries that override a capability: one for each id.',
    correct: EXAMPLE,
    problem: (entries) => overrideProblem(entries, all, clock()),
  });
}

const EXAMPLE =
  'Correct the file, for example: [{"id": "provisioning.scim", "value": true, "date": "2026-11-20", "source": "our contract"}].';
