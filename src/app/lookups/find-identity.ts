import { identitiesCalled } from '../../evaluation/index.ts';
import type { Identity } from '../../model/identity.ts';
import { identityRef } from '../../model/identity.ts';
import type { Instant } from '../../model/time.ts';
import type { StoreReader } from '../../store/store.ts';

/** Identities known by `directory/id`, id, login or any address, whether an account is linked to them or not. */
export async function identitiesNamed(reader: StoreReader, now: Instant, wanted: string): Promise<readonly Identity[]> {
  const text = wanted.trim().normalize('NFKC').toLowerCase();
  return (await identitiesCalled(reader, now, new Set([text]))).filter((identity) =>
    [
      identityRef(identity),
      identity.identityId,
      identity.latest.login,
      identity.latest.email,
      ...identity.latest.otherEmails,
    ].some((name) => name?.toLowerCase() === text),
  );
}
