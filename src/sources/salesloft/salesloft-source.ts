import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { LiveSettings } from '../../model/live.ts';
import type { Observation } from '../../model/observation.ts';
import type { Settings } from '../../model/settings.ts';
import { headerFingerprint } from '../csv/header.ts';
import { checkClock } from '../live/check-clock.ts';
import type { LiveOptions, LiveRead, LiveReadEnd, LiveSource } from '../live/live-source.ts';
import type { Tuning } from '../live/tuning.ts';
import { type WhoCalls, whoCalls } from './caller.ts';
import { connect, type Salesloft } from './connection.ts';
import { SCOPE } from './credentials.ts';
import { absenceGaps, statusGap } from './gaps.ts';
import { salesloftChecks } from './salesloft-checks.ts';
import { userPages } from './user-pages.ts';
import { UserReader } from './user-reader.ts';

const APP = 'salesloft';

/** Reads the users of Salesloft. They are accounts of their own: nothing follows from them for Clari's. */
export async function openSalesloft(
  { salesloft: settings }: Pick<LiveSettings, 'salesloft'>,
  tuning: Tuning,
  { profiles }: Pick<Settings, 'profiles'>,
): Promise<LiveSource | null> {
  if (settings === null) return null;
  if (!profiles.some(({ id }) => id === APP)) throw notInUse(profiles.map(({ id }) => bare(id)));
  const salesloft = connect(settings, tuning);
  let caller: WhoCalls | null = null;
  const learn = async (signal: AbortSignal | undefined): Promise<WhoCalls> => {
    caller = await whoCalls(salesloft, signal);
    return caller;
  };
  return {
    name: 'salesloft',
    target: `${salesloft.root} with ${salesloft.credentials.kind}`,
    get remarks() {
      return remarksOn(salesloft, caller);
    },
    actsFor: () => (caller === null || 'refused' in caller ? null : { app: APP, exportId: caller.id }),
    calls: salesloft.calls,
    reads: (options) => reads(salesloft, learn, options),
    check: ({ signal }) => salesloftChecks(salesloft, learn, signal),
  };
}

type Learn = (signal: AbortSignal | undefined) => Promise<WhoCalls>;

async function* reads(salesloft: Salesloft, learn: Learn, options: LiveOptions): AsyncGenerator<LiveRead, void, void> {
  const caller = await learn(options.signal);
  checkClock(salesloft, 'Salesloft');
  yield {
    kind: 'app-users',
    directory: null,
    app: APP,
    filter: null,
    label: `Salesloft ${new URL(salesloft.root).host}`,
    rows: () => rows(salesloft, caller, options),
  };
}

async function* rows(
  salesloft: Salesloft,
  caller: WhoCalls,
  { clock, signal, progress }: LiveOptions,
): AsyncGenerator<readonly Observation[], LiveReadEnd, void> {
  const reader = new UserReader(clock());
  let [hasCaller, silent] = [false, 0];
  const pages = userPages(salesloft, signal, (count) => progress(count, reader.users, 'Salesloft users'));
  for (;;) {
    const next = await pages.next();
    if (next.done === true) {
      const { notes } = reader;
      const doubts = absenceGaps({ caller, reader, pages: next.value, hasCaller });
      return {
        completeness: doubts.length === 0 && notes.refused === 0 ? 'complete' : 'partial',
        facts: null,
        gaps: silent === 0 ? doubts : [...doubts, statusGap(silent)],
        rejected: notes.rejected,
        refused: notes.refused,
        // There is no filter on when a user was changed, so each read is whole.
        mode: 'full',
        fullReadAt: null,
        cursor: null,
        fingerprint: headerFingerprint([salesloft.root, 'users']),
      };
    }
    const read = reader.read(next.value);
    for (const one of read) {
      if (one.of !== 'account') continue;
      hasCaller ||= !('refused' in caller) && one.row.exportId === caller.id;
      if (one.row.status === 'unknown') silent += 1;
    }
    yield read;
  }
}

/** What the credentials are, beyond what they read: a key that acts for somebody who leaves is a risk of its own. */
function remarksOn({ credentials }: Salesloft, caller: WhoCalls | null): readonly string[] {
  const remarks: string[] = [];
  if (caller !== null && !('refused' in caller)) {
    const address = caller.email === null ? '' : ` (${quote(caller.email)})`;
    remarks.push(
      `What reads Salesloft acts for the user salesloft:${bare(caller.id)}${address}: it may do what that user may, and may end with that account. Salesloft lists neither the keys nor the private apps of others, so whether one acts for somebody who left is asked in each plan.`,
    );
    if (!caller.isActive) remarks.push('That user is not active in Salesloft, and their credentials still read.');
  }
  if (credentials.mayMore() === true)
    remarks.push(`The private app was granted more than ${SCOPE}, which is all that is read with it.`);
  return remarks;
}

function notInUse(inUse: readonly string[]): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    'Salesloft can be read, and is no application in use here: its accounts would belong to nothing.',
    `Put it in use: CLARI_IDENTITY_APPS=${[...inUse, APP].join(',')}`,
  );
}
