import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checkPlacement, checkProfile, profileOf, SHIPPED_PROFILES } from '../../apps/index.ts';
import type { App, AppProfile } from '../../model/app-profile.ts';
import { isAhead } from '../../model/day.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { Instant } from '../../model/time.ts';
import { accountStatusOf, accountWord } from '../../sources/senses/vocabulary.ts';
import { operatorJson } from '../operator-file.ts';

const FOLDER = 'apps';
const MAX_BYTES = 256 * 1024;
const MAX_FILES = 100;

/** A profile that an organisation wrote or placed in a directory, and the file in which it lies. */
export interface OwnProfile {
  readonly profile: AppProfile;
  readonly file: string;
}

interface Wanted {
  readonly home: string;
  readonly apps: readonly App[];
  readonly now: Instant;
}

/**
 * Applications in use: those that the environment names, and all that the data folder describes.
 *
 * @throws ERR_CONFIG for a name that nothing describes, and for each file that is not understood
 */
export async function profilesInUse({ home, apps, now }: Wanted): Promise<readonly AppProfile[]> {
  const own = (await ownProfiles(home, now)).map(({ profile }) => profile);
  const shipped = apps.flatMap((id) => {
    if (own.some((one) => one.id === id)) return [];
    const profile = profileOf(id);
    if (profile === null) throw nobodyDescribes(id, own);
    return [profile];
  });
  return [...shipped, ...own];
}

/** Profiles in use, and those that come with the program and are not in use. */
export function everyProfile(inUse: readonly AppProfile[]): readonly AppProfile[] {
  return [...inUse, ...SHIPPED_PROFILES.filter((one) => !inUse.some(({ id }) => id === one.id))];
}

/** @throws ERR_APP_UNKNOWN with the applications there are */
export function knownProfile(app: string, all: readonly AppProfile[]): AppProfile {
  const wanted = app.trim().toLowerCase();
  const found = all.find(({ id }) => id === wanted);
  if (found !== undefined) return found;
  throw new ClariIdentityError(
    'ERR_APP_UNKNOWN',
    `No application is called ${quote(app)}.`,
    `There are ${all.map(({ id }) => bare(id)).join(', ')}. docs/apps.md says how to describe another one.`,
  );
}

/** A profile, and whether it is in use and who wrote it. */
export interface AppStanding {
  readonly profile: AppProfile;
  readonly inUse: boolean;
  /** An organisation wrote it; else it comes with the program. */
  readonly isOwn: boolean;
}

/** Where a profile stands, beside those that are in use. */
export function appStanding(profile: AppProfile, inUse: readonly AppProfile[]): AppStanding {
  return { profile, inUse: inUse.some(({ id }) => id === profile.id), isOwn: profileOf(profile.id) === null };
}

/** Every profile in `apps` of the data folder, in the order of their ids. */
async function ownProfiles(home: string, now: Instant): Promise<readonly OwnProfile[]> {
  const found: OwnProfile[] = [];
  for (const path of await profileFiles(home)) {
    const profile = await readProfile(path, now);
    refuseTaken(path, profile, found);
    found.push({ profile, file: path });
  }
  return found.toSorted((a, b) => (a.profile.id < b.profile.id ? -1 : 1));
}

/**
 * The profile in a file, as if it lay in the data folder.
 *
 * @throws ERR_CONFIG, ERR_FILE_NOT_FOUND
 */
export async function profileIn(path: string, home: string, now: Instant): Promise<AppProfile> {
  const profile = await readProfile(resolve(path), now);
  const others: OwnProfile[] = [];
  for (const file of await profileFiles(home)) {
    if (file === resolve(path)) continue;
    // A file that is not understood takes no id; it is looked at by itself.
    const other = await readProfile(file, now).catch(() => null);
    if (other !== null) others.push({ profile: other, file });
  }
  refuseTaken(path, profile, others);
  return profile;
}

async function profileFiles(home: string): Promise<readonly string[]> {
  const folder = join(home, FOLDER);
  const names = await readdir(folder).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw new ClariIdentityError(
      'ERR_CONFIG',
      `${bare(folder)} can't be read, so which applications it describes is not known.`,
      'Make it a folder that this user may read, or remove it.',
      { cause },
    );
  });
  // Editors and archives leave files that begin with a dot.
  const files = names.filter((name) => name.endsWith('.json') && !name.startsWith('.')).sort();
  if (files.length <= MAX_FILES) return files.map((name) => join(folder, name));
  throw new ClariIdentityError(
    'ERR_CONFIG',
    `${bare(folder)} has more than ${MAX_FILES} profiles, so none was read.`,
    'Keep one file for each application in use.',
  );
}

async function readProfile(path: string, now: Instant): Promise<AppProfile> {
  const file = await operatorJson({
    path,
    named: bare(path),
    maxBytes: MAX_BYTES,
    smaller: 'A profile describes one application: shorten it, or split it.',
    correct: 'Correct the file. docs/apps.md has an example.',
  });
  if (file === null)
    throw new ClariIdentityError('ERR_FILE_NOT_FOUND', `${bare(path)} does not exist.`, 'Check the path.');
  const placed = checkPlacement(file.json, path, SHIPPED_PROFILES);
  if (placed !== null) return placed;
  const profile = checkProfile(file.json, path);
  if (profileOf(profile.id) !== null)
    throw unusable(
      path,
      `the id ${bare(profile.id)} is taken: a profile of that id comes with the program`,
      'Choose another id. Of that application a file may only say what assigns it ("id" and "assigned_through"). To correct what is said of it, write capabilities.json, as docs/clari.md shows.',
    );
  refuseOtherSense(path, profile);
  const ahead = profile.capabilities.findIndex(({ date }) => isAhead(date, now));
  if (ahead !== -1)
    throw unusable(
      path,
      `capabilities, entry ${ahead + 1} has a date in the future`,
      'Write the day on which it was known.',
    );
  return profile;
}

/** A word that every list is read by in one way can't mean something else in one of them. */
function refuseOtherSense(path: string, { usersList }: AppProfile): void {
  for (const [word, state] of Object.entries(usersList.statuses)) {
    const known = accountWord(word);
    if (known === null || accountStatusOf(known) === state) continue;
    throw unusable(
      path,
      `users_list.statuses.${state} has a word that means ${accountStatusOf(known)} in every list`,
      'Leave the word out, and state at the import what your list means by it.',
    );
  }
}

/** An id, a live source and an application of a directory belong to one profile: two would read one list as two applications. */
function refuseTaken(path: string, { id, live, assignedThrough }: AppProfile, others: readonly OwnProfile[]): void {
  const other = others.find(({ profile }) => profile.id === id);
  if (other !== undefined)
    throw unusable(
      path,
      `the id ${bare(id)} is taken by ${bare(other.file)}`,
      'Choose another id, or keep one of the files.',
    );
  for (const directory of ['okta', 'entra'] as const) {
    const through = assignedThrough?.[directory] ?? null;
    const twin = others.find(({ profile }) => through !== null && profile.assignedThrough?.[directory] === through);
    if (twin !== undefined)
      throw unusable(
        path,
        `assigned_through.${directory} is what ${bare(twin.file)} names for ${bare(twin.profile.id)}, and the people of one would be taken for those of the other`,
        'Write the id of the application that assigns this one.',
      );
  }
  const reader = SHIPPED_PROFILES.find((profile) => profile.live !== null && profile.live === live);
  if (reader !== undefined)
    throw unusable(
      path,
      `the live source ${bare(live ?? '')} reads ${bare(reader.id)}, and no other application`,
      'Write null for "live".',
    );
}

function nobodyDescribes(id: App, own: readonly AppProfile[]): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    `CLARI_IDENTITY_APPS names ${bare(id)}, and no profile describes it.`,
    `There are ${[...SHIPPED_PROFILES, ...own].map((one) => bare(one.id)).join(', ')}. Others are described by a file in the folder apps of the data folder: see docs/apps.md.`,
  );
}

function unusable(path: string, what: string, remedy: string): ClariIdentityError {
  return new ClariIdentityError('ERR_CONFIG', `${bare(path)} is not usable: ${what}.`, remedy);
}
