import type { AppProfile, ProfileStep } from '../model/app-profile.ts';
import { isEnteredAsClari } from '../model/apps-in-use.ts';
import type { Capability } from '../model/capability.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { bare } from '../model/foreign.ts';
import { profileFault } from './profile-faults.ts';
import { PLACEMENT_FILE, PROFILE_FILE, type ProfileFile } from './profile-schema.ts';

/**
 * Reads a profile that an organisation wrote.
 *
 * @param fileName how errors name the file
 * @throws ERR_CONFIG that names the file and the entry that is not understood
 */
export function checkProfile(json: unknown, fileName: string): AppProfile {
  const parsed = PROFILE_FILE.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unusable(fileName, placeOf(issue?.path ?? []), issue?.message ?? 'is unreadable');
  }
  const fault = profileFault(parsed.data);
  if (fault !== null) throw unusable(fileName, fault.where, fault.what);
  return profileFrom(parsed.data);
}

/**
 * The file of an application that comes with the program: only what assigns it in a directory. Null: the file is a
 * profile of its own.
 *
 * @throws ERR_CONFIG
 */
export function checkPlacement(json: unknown, fileName: string, shipped: readonly AppProfile[]): AppProfile | null {
  if (!isPlacement(json, shipped)) return null;
  const parsed = PLACEMENT_FILE.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unusable(fileName, placeOf(issue?.path ?? []), issue?.message ?? 'is unreadable');
  }
  const { id, assigned_through: assignedThrough } = parsed.data;
  if (isEnteredAsClari(id))
    throw unusable(
      fileName,
      'assigned_through',
      `is not for ${id}: who may enter Clari may enter both of its applications, and OKTA_CLARI_APP_ID and ENTRA_CLARI_SERVICE_PRINCIPAL_ID name what assigns it`,
    );
  return shipped.flatMap((one) => (one.id === id ? [{ ...one, assignedThrough }] : []))[0] ?? null;
}

function isPlacement(json: unknown, shipped: readonly AppProfile[]): boolean {
  if (typeof json !== 'object' || json === null || !('id' in json) || !('assigned_through' in json)) return false;
  return Object.keys(json).length === 2 && shipped.some(({ id }) => id === json.id);
}

function unusable(fileName: string, where: string, what: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    `${bare(fileName)} is not usable: ${where} ${what}.`,
    'Correct the file, and look with `clari-identity-mcp app check FILE`. docs/apps.md says what each entry means.',
  );
}

/** `users_list.headers.email`, `deactivation.before, entry 2, title`. */
function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the file';
  return path
    .map((part) => (typeof part === 'number' ? `, entry ${part + 1}` : `.${bare(String(part))}`))
    .join('')
    .replace(/^\./, '')
    .replaceAll(/(?<=entry \d+)\./g, ', ');
}

function profileFrom(file: ProfileFile): AppProfile {
  const { users_list: list, succession, deactivation } = file;
  const states = (['active', 'inactive'] as const).flatMap((state) =>
    list.statuses[state].map((word) => [word.toLowerCase(), state] as const),
  );
  return {
    id: file.id,
    name: file.name,
    userAdministration: file.user_administration,
    usersList: {
      headers: Object.fromEntries(Object.entries(list.headers).map(([field, header]) => [field, [header]])),
      statuses: Object.fromEntries(states),
      populations: list.populations,
    },
    privilegedRoles: file.privileged_roles,
    succession: succession === null ? null : { role: succession.role, onlyBy: succession.only_by },
    deactivation: {
      by: deactivation.by ?? `${file.name} administrator`,
      how: deactivation.how,
      breaks: deactivation.breaks,
      before: deactivation.before satisfies readonly ProfileStep[],
      after: deactivation.after satisfies readonly ProfileStep[],
      askScimFirst: deactivation.ask_scim_first,
    },
    live: file.live,
    ...(file.assigned_through === null ? {} : { assignedThrough: file.assigned_through }),
    capabilities: file.capabilities.map(capabilityFrom),
    notKnown: file.not_known,
  };
}

function capabilityFrom(entry: ProfileFile['capabilities'][number]): Capability {
  const { date_basis: dateBasis, source, note, conflict, impact, ...same } = entry;
  return {
    ...same,
    dateBasis,
    source: { title: source.title, ...(source.url === undefined ? {} : { url: source.url }) },
    ...(note === undefined ? {} : { note }),
    ...(conflict === undefined ? {} : { conflict }),
    ...(impact === undefined ? {} : { impact }),
  };
}
