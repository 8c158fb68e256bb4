import type { Correlation } from '../../model/correlation.ts';
import type { Identity } from '../../model/identity.ts';
import { readsAt } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { type IdentityFacts, identitiesOf } from '../../plan/facts.ts';
import type { StoreReader } from '../../store/store.ts';

/** More rows than anybody has in one list. */
const ROWS_MAX = 50;

/** The linked person's identities, and how each comes to be assigned, by the newest list of its directory. */
export async function assignedThrough(
  reader: StoreReader,
  correlation: Pick<Correlation, 'linked'>,
  now: Instant,
): Promise<readonly IdentityFacts[]> {
  const facts: IdentityFacts[] = [];
  for (const one of identitiesOf(correlation)) facts.push({ ...one, ...(await through(reader, one.identity, now)) });
  return facts;
}

async function through(
  reader: StoreReader,
  { directory, identityId, latest }: Identity,
  now: Instant,
): Promise<Pick<IdentityFacts, 'assignedThrough' | 'groups'>> {
  const list = readsAt(await reader.snapshots(), now).findLast(
    (one) => one.kind === 'directory-assignments' && one.directory === directory && one.state === 'published',
  );
  if (list === undefined) return { assignedThrough: 'unknown', groups: [] };
  const rows = await reader.assignmentsOf(
    list.snapshotId,
    {
      ids: [identityId],
      logins: latest.login === null ? [] : [latest.login],
      emails: latest.email === null ? [] : [latest.email],
    },
    ROWS_MAX,
  );
  // An address may be another person's alias: the directory's own id decides where rows have one.
  const own = rows.filter((row) => row.status !== 'unassigned' && (row.identityId ?? identityId) === identityId);
  const groups = [...new Set(own.flatMap((row) => row.viaGroup ?? []))].sort();
  if (own.some((row) => row.via === 'group')) return { assignedThrough: 'group', groups };
  return { assignedThrough: own.some((row) => row.via === 'direct') ? 'direct' : 'unknown', groups };
}
