import { assignedApps } from '../../model/apps-in-use.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { HttpSettings } from '../../model/http.ts';
import { LIVE_NAMES, type LiveName } from '../../model/live.ts';
import type { Clock } from '../../model/time.ts';
import { LIVE_SOURCES } from '../../sources/live/live-sources.ts';
import type { Store } from '../../store/store.ts';
import type { Live } from '../deps.ts';
import { NOT_CONFIGURED } from '../sync/not-configured.ts';
import type { DoctorCheck } from './check.ts';
import { checkActing } from './check-acting.ts';
import { checkAttestation } from './check-attestation.ts';
import { type Audited, checkAudit } from './check-audit.ts';
import { checkReads } from './check-reads.ts';
import { checkSettings } from './check-settings.ts';
import { checkSignIn } from './check-sign-in.ts';
import { checkStore } from './check-store.ts';

export interface DoctorOptions extends Omit<Audited, 'store'> {
  readonly importDirs: readonly string[];
  readonly live: Live;
  /** How a shared server knows its callers; absent: there is none. */
  readonly http?: HttpSettings | undefined;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  open(): Promise<{ readonly store: Store }>;
}

/**
 * Runs every check once and changes nothing. It continues after a fault, because a later one may be the important one.
 */
export async function doctor(options: DoctorOptions): Promise<readonly DoctorCheck[]> {
  const { check, store, chainHolds } = await checkStore(options.open, options.home);
  const checks: DoctorCheck[] = [...(await checkSettings(options)), check];
  if (store !== null) {
    checks.push(...(await checkAudit({ ...options, store }, chainHolds)));
    checks.push(...(await tried('attestation', () => checkAttestation(store, options.settings, options.clock))));
    checks.push(...(await tried('reads', () => checkReads(store, options.clock))));
  }
  if (options.http !== undefined) checks.push(...(await checkSignIn(options.http, options.live.tuning)));
  for (const name of LIVE_NAMES) {
    options.signal?.throwIfAborted();
    checks.push(...(await checkSource(name, options, store)));
  }
  return checks;
}

/** A check of the store that can't read what it looks at has failed itself. */
async function tried(name: string, check: () => Promise<readonly DoctorCheck[]>): Promise<readonly DoctorCheck[]> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof ClariIdentityError)) throw error;
    const remedy = `${error.message} ${error.remedy}`;
    return [
      {
        area: 'store',
        name,
        state: 'failed',
        buys: 'What stands in the store counts as it should.',
        costs: 'Whether it does.',
        remedy,
      },
    ];
  }
}

async function checkSource(
  name: LiveName,
  { live, settings, clock, signal }: DoctorOptions,
  store: Store | null,
): Promise<readonly DoctorCheck[]> {
  const { title, remedy } = NOT_CONFIGURED[name];
  const worth = { area: name, name: 'configuration', buys: WORTH[name].buys, costs: WORTH[name].costs };
  try {
    const source = await LIVE_SOURCES[name](live.settings, { ...live.tuning, attempts: 2 }, settings);
    if (source === null) {
      const waiting = name === 'okta' || name === 'entra' ? assignedApps(settings, name) : [];
      const named = waiting.map(({ app }) => bare(app)).join(', ');
      const also =
        waiting.length === 0 ? '' : ` What assigns ${named} there is named by profiles, and not read until then.`;
      return [{ ...worth, state: 'not_configured', remedy: `${remedy}${also}` }];
    }
    const checks = await source.check({ clock, signal });
    return [
      {
        ...worth,
        name: source.target,
        state: 'works',
        remedy: source.remarks.length === 0 ? null : source.remarks.join(' '),
      },
      ...checks.map((check) => ({ area: name, ...check })),
      ...(store === null ? [] : await checkActing(source, { store, settings, clock })),
    ];
  } catch (error) {
    if (!(error instanceof ClariIdentityError)) throw error;
    return [{ ...worth, name: title, state: 'failed', remedy: `${error.message} ${error.remedy}` }];
  }
}

const WORTH: Readonly<Record<LiveName, { readonly buys: string; readonly costs: string }>> = {
  okta: {
    buys: 'Who is in Okta and assigned to Clari, minutes old.',
    costs:
      'Where a directory file is imported instead: freshness, who ended an access and when, and the name that single sign-on sends.',
  },
  entra: {
    buys: 'Who is in Entra ID and assigned to Clari, minutes old.',
    costs:
      'Where a directory file is imported instead: freshness, who ended an access and when, and the name that single sign-on sends.',
  },
  clari: {
    buys: 'Who holds forecasts and who acted in Clari.',
    costs: 'Whether an account was used after its access ended; no account is proven inactive by it.',
  },
  copilot: {
    buys: 'Who has a Clari Copilot account now.',
    costs: 'Which Copilot accounts outlived their access.',
  },
  salesloft: {
    buys: 'Who has a Salesloft account, and whether it is active.',
    costs: 'Which Salesloft accounts outlived their access, unless a file of its users is imported.',
  },
};
