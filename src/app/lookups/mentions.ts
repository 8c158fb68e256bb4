import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { MentionObservation } from '../../model/observation.ts';
import type { Instant } from '../../model/time.ts';
import type { Found } from '../../store/readers/snapshot-reader.ts';
import type { StoreReader } from '../../store/store.ts';
import { mentionsAt, personKeys } from '../plans/handover.ts';

const MENTIONS_MAX = 500;

/** Mentions of one account in files that are not users exports. */
export interface Mentioned {
  readonly accountId: string;
  readonly mentions: readonly Found<MentionObservation>[];
}

export async function mentionsOf(
  reader: StoreReader,
  accounts: readonly JudgedAccount[],
  now: Instant,
): Promise<readonly Mentioned[]> {
  // These files are Clari's, so they say nothing of a Copilot account that the same person may have.
  const ofClari = accounts.filter((one) => one.account.app === DEFAULT_APP);
  return Promise.all(
    ofClari.map(async (one) => ({
      accountId: one.account.accountId,
      mentions: await mentionsAt(reader, await personKeys(reader, one, now), MENTIONS_MAX, now),
    })),
  );
}
