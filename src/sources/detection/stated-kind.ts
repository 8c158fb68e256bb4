import type { AppProfile } from '../../model/app-profile.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { isUsersKind, type Kind, usersKindOf } from '../../model/snapshot.ts';
import type { FileStatement } from '../source.ts';

/**
 * The kind that a person's word on a file comes to: that of the users list of an application, unless it is of a directory.
 * @throws ERR_USAGE if what was said does not fit together.
 */
export function statedKind({ kind, directory }: FileStatement, profile: AppProfile | null): Kind | null {
  if (profile === null) {
    if (kind !== 'app-users') return kind;
    throw new ClariIdentityError(
      'ERR_USAGE',
      'Nothing says whose users list it is: --kind app-users is of the application that --app names.',
      'Name it: --app ID. `clari-identity-mcp app list` shows those in use.',
    );
  }
  if (kind === 'directory-assignments') return kind;
  if (kind === null) return directory === null ? usersKindOf(profile.id) : 'directory-assignments';
  if (isUsersKind(kind) && (kind === 'app-users' || kind === usersKindOf(profile.id))) return usersKindOf(profile.id);
  if (!isUsersKind(kind) && kind !== 'directory' && profile.id === 'clari') return kind;
  throw new ClariIdentityError(
    'ERR_USAGE',
    kind === 'directory'
      ? `A directory lists people, not accounts of an application, so --app ${profile.id} says nothing of it.`
      : `--kind ${kind} is no list of ${profile.name}, which --app ${profile.id} says that it is.`,
    `Leave one of the two out. The users list of ${profile.name}: --app ${profile.id}; who is assigned to it in a directory: --kind directory-assignments --directory NAME --app ${profile.id}.`,
  );
}
