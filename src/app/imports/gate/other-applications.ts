import { isEnteredAsClari, profileIn } from '../../../model/apps-in-use.ts';
import { bare } from '../../../model/foreign.ts';
import type { Settings } from '../../../model/settings.ts';
import { type Snapshot, usersListOf } from '../../../model/snapshot.ts';
import { AT_LEAST, type Objection } from '../../../reconcile/guards/objection.ts';
import { namesApp } from '../../../sources/detection/app-name.ts';
import type { Seen } from './gate.ts';

type InUse = Pick<Settings, 'profiles'>;

/** Objections to a users list that looks like that of another application: two were swapped, or one is brought twice. */
export function otherAppObjections(
  { staged, watch }: Pick<Seen, 'staged' | 'watch'>,
  published: readonly Snapshot[],
  settings: InUse,
): readonly Objection[] {
  const own = usersListOf(staged);
  if (own === null) return [];
  const found = sameBytes(staged, own, published, settings) ?? namedForAnother(staged, own, settings);
  if (found !== null) return [found];
  return watch.known.flatMap(({ as, snapshot, people }, read): readonly Objection[] => {
    const count = watch.same[read]?.size ?? 0;
    const app = as === 'other_app' ? usersListOf(snapshot) : null;
    if (app === null || count < AT_LEAST || (count * 2 <= people.length && count * 2 <= staged.rowsAccepted)) return [];
    return [
      {
        code: 'other_application',
        count,
        of: people.length,
        holds: true,
        sentence: `${count} of ${people.length} accounts of ${nameOf(app, settings)} that were looked for (${bare(snapshot.fileName)}, ${snapshot.snapshotId}) are in it under the same id and address: it is that list, or the two were swapped. ${remedy(own, app, snapshot, settings)}`,
      },
    ];
  });
}

function sameBytes(staged: Snapshot, own: string, published: readonly Snapshot[], settings: InUse): Objection | null {
  const other = published.findLast((one) => {
    const app = usersListOf(one);
    return app !== null && app !== own && one.sha256 === staged.sha256;
  });
  const app = other === undefined ? null : usersListOf(other);
  if (other === undefined || app === null) return null;
  return {
    code: 'other_application',
    count: staged.rowsAccepted,
    of: staged.rowsAccepted,
    holds: true,
    sentence: `The same bytes were imported as the users list of ${nameOf(app, settings)} (${other.snapshotId}), and one list is not that of two applications. ${remedy(own, app, other, settings)}`,
  };
}

function namedForAnother(staged: Snapshot, own: string, settings: InUse): Objection | null {
  const names = (app: string) => namesApp(profileIn(settings, app), staged.fileName);
  if (names(own)) return null;
  const other = settings.profiles.find(
    ({ id }) => id !== own && !(isEnteredAsClari(id) && isEnteredAsClari(own)) && names(id),
  );
  if (other === undefined) return null;
  return {
    code: 'other_application',
    count: staged.rowsAccepted,
    of: staged.rowsAccepted,
    holds: true,
    sentence: `${bare(staged.fileName)} is called as a list of ${other.name} would be, and was said to be that of ${nameOf(own, settings)}. If it is that of ${other.name}: clari-identity-mcp import FILE --app ${other.id}. If it is right as it is, import it again with --accept-drop.`,
  };
}

function remedy(own: string, app: string, other: Snapshot, settings: InUse): string {
  return `If it is that of ${nameOf(app, settings)}, leave it: export the list of ${nameOf(own, settings)}. If the other one is wrong, withdraw that: clari-identity-mcp forget --read ${other.snapshotId} --reason REASON. If both are right, import this one again with --accept-drop.`;
}

function nameOf(app: string, settings: InUse): string {
  return profileIn(settings, app).name;
}
