import { evaluate, judgedAccount } from '../../evaluation/index.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { Settings } from '../../model/settings.ts';
import type { Clock } from '../../model/time.ts';
import type { LiveSource } from '../../sources/live/live-source.ts';
import type { Store } from '../../store/store.ts';
import type { DoctorCheck } from './check.ts';

/** Findings of an account of somebody who left, or of nobody. */
const LEFT: ReadonlySet<Finding> = new Set(['contradicted', 'reappeared', 'leaver_active', 'orphaned']);

interface Judging {
  readonly store: Store;
  readonly settings: Settings;
  readonly clock: Clock;
}

/**
 * Credentials that act for somebody who left are a finding of their own: closing the account need not end them, and an
 * exemption or a record of the account does not settle it. None: the source does not say for whom it is read.
 */
export async function checkActing(
  source: LiveSource,
  { store, settings, clock }: Judging,
): Promise<readonly DoctorCheck[]> {
  const acting = source.actsFor?.() ?? null;
  if (acting === null) return [];
  const check = {
    area: source.name,
    name: 'whom the credentials act for',
    buys: 'reads that go on when people leave, and no key of a leaver in use',
    costs: 'Whether what reads it acts for somebody who left: such a key is a way in, and may end at any time.',
  };
  let judged: JudgedAccount | null;
  try {
    // Read-only: what it concludes is true now, and nothing is written into the ledger.
    await evaluate({ store, settings, clock, readOnly: true });
    judged = await store.read((reader) => judgedAccount(reader, settings, `${acting.app}:${acting.exportId}`));
  } catch (error) {
    if (!(error instanceof ClariIdentityError)) throw error;
    return [{ ...check, state: 'failed', remedy: `${error.message} ${error.remedy}` }];
  }
  if (judged === null)
    return [{ ...check, state: 'not_tried', remedy: 'Nothing is known of that account: sync this source first.' }];
  const { account, underlying } = judged;
  if (!LEFT.has(underlying)) return [{ ...check, state: 'works', remedy: null }];
  const remedy = `They act for ${bare(account.accountId)} (${quote(account.latest.email ?? 'no e-mail')}), and that account is ${underlying}. Put those of a service administrator in their place, revoke the old ones, and look for other keys and apps of that person.`;
  return [{ ...check, state: 'failed', remedy }];
}
