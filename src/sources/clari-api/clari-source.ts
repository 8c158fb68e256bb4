import { ClariIdentityError } from '../../model/errors.ts';
import type { ClariApiSettings, LiveSettings, ReadGap } from '../../model/live.ts';
import { checkClock } from '../live/check-clock.ts';
import { documentRead } from '../live/document-read.ts';
import type { LiveOptions, LiveRead, LiveSource } from '../live/live-source.ts';
import { openSpool, type Spool } from '../live/spool.ts';
import type { Tuning } from '../live/tuning.ts';
import { auditPages } from './audit-pages.ts';
import { clariChecks } from './clari-checks.ts';
import { badToken, type ClariConnection, clariConnection } from './clari-connection.ts';
import { exportForecast } from './forecast-job.ts';

/**
 * What Clari's own API can read: who forecasts, and who acted. Neither is a list of accounts, so absence from either
 * proves nothing about an account.
 */
export async function openClari({ clari }: Pick<LiveSettings, 'clari'>, tuning: Tuning): Promise<LiveSource | null> {
  if (clari === null) return null;
  const connection = clariConnection(clari, tuning);
  return {
    name: 'clari',
    target: `${connection.root} with an API token`,
    remarks: [
      'Clari has no scopes for tokens: this one may do everything that the person who made it may, and ends with their account.',
    ],
    calls: connection.calls,
    reads: (options) => reads(connection, clari, tuning, options),
    check: ({ signal }) => clariChecks(connection, clari, signal),
  };
}

interface Part {
  /** Null: it did not come. */
  readonly read: LiveRead | null;
  readonly gaps: readonly ReadGap[];
  readonly fault: ClariIdentityError | null;
}

/** Reads both documents before either counts. If one is missing, the gap is reported with the other. */
async function* reads(
  clari: ClariConnection,
  settings: ClariApiSettings,
  tuning: Tuning,
  options: LiveOptions,
): AsyncGenerator<LiveRead, void, void> {
  const [forecastSpool, auditSpool] = [await openSpool(), await openSpool()];
  try {
    const counted = counter(options);
    // The audit log is read first because it costs no quota: an export is wasted if its answers cannot be dated.
    const audit = await auditPart(clari, auditSpool, counted);
    checkClock(clari, 'the Clari API');
    const forecast = await forecastPart(clari, settings, forecastSpool, tuning, counted);
    const [first, ...others] = [forecast, audit].filter((part) => part.read !== null);
    if (first === undefined) throw audit.fault ?? forecast.fault ?? nothing([...forecast.gaps, ...audit.gaps]);
    const missing = [forecast, audit].filter((part) => part.read === null).flatMap((part) => part.gaps);
    for (const part of [first, ...others]) {
      if (part.read !== null) yield part === first ? withGaps(part.read, missing) : part.read;
    }
  } finally {
    await forecastSpool.close();
    await auditSpool.close();
  }
}

interface Counted extends LiveOptions {
  step(what: string): void;
}

function counter(options: LiveOptions): Counted {
  let calls = 0;
  return {
    ...options,
    step(what) {
      calls += 1;
      options.progress(calls, 0, what);
    },
  };
}

async function forecastPart(
  clari: ClariConnection,
  { forecastId }: ClariApiSettings,
  spool: Spool,
  tuning: Tuning,
  options: Counted,
): Promise<Part> {
  if (forecastId === null) return { read: null, gaps: [NO_FORECAST], fault: null };
  try {
    const { truncated } = await exportForecast(clari, forecastId, spool, {
      tuning,
      signal: options.signal,
      progress: options.step,
    });
    const gaps = truncated === null ? [] : [truncatedGap(truncated)];
    const read = await documentRead(
      {
        kind: 'clari-forecast',
        app: 'clari',
        label: `Clari forecast ${forecastId}`,
        spool,
        gaps,
        mayProveAbsence: false,
        what: 'forecast rows',
        again: 'clari-identity-mcp sync clari',
      },
      options,
    );
    return { read, gaps, fault: null };
  } catch (error) {
    return failedPart(error, 'Who forecasts, and which forecasts they hold', options);
  }
}

async function auditPart(clari: ClariConnection, spool: Spool, options: Counted): Promise<Part> {
  try {
    const pages = await auditPages(clari, spool, options.signal, options.step);
    if ('refused' in pages) {
      const fault = pages.status === null ? null : badToken({ status: pages.status, word: null });
      return { read: null, gaps: [pages.refused], fault };
    }
    const gaps = pages.gap === null ? [] : [pages.gap];
    if (pages.items === 0) return { read: null, gaps: [pages.gap ?? NO_EVENTS], fault: null };
    const read = await documentRead(
      {
        kind: 'clari-audit',
        app: 'clari',
        label: 'Clari audit events',
        spool,
        gaps,
        mayProveAbsence: false,
        what: 'audit rows',
        again: 'clari-identity-mcp sync clari',
      },
      options,
    );
    return { read, gaps, fault: null };
  } catch (error) {
    return failedPart(error, 'Which events Clari logged in the last 30 days', options);
  }
}

/** A wrong token or a cancellation ends the sync. Any other fault loses only this document. */
function failedPart(error: unknown, what: string, { signal }: LiveOptions): Part {
  if (!(error instanceof ClariIdentityError) || signal?.aborted === true) throw error;
  if (error.code === 'ERR_SOURCE_AUTH' || error.code === 'ERR_CONFIG' || error.code === 'ERR_CANCELLED') throw error;
  return {
    read: null,
    gaps: [{ code: 'page_failed', gap: `${what}: ${error.message}`, closeWith: error.remedy, scope: null }],
    fault: error,
  };
}

function withGaps(read: LiveRead, missing: readonly ReadGap[]): LiveRead {
  if (missing.length === 0) return read;
  return {
    ...read,
    async *rows() {
      const end = yield* read.rows();
      return { ...end, gaps: [...end.gaps, ...missing] };
    },
  };
}

const NO_FORECAST: ReadGap = {
  code: 'not_configured',
  gap: 'Who forecasts, and which forecasts they hold: no forecast is named.',
  closeWith:
    "Set CLARI_FORECAST_ID to the name in the address of the forecast's page, then clari-identity-mcp sync clari",
  scope: null,
};

const NO_EVENTS: ReadGap = {
  code: 'log_window',
  gap: 'Who acted in Clari: the last 30 days have no event at all, which proves nothing of any account.',
  closeWith: 'Ask Clari whether the audit log is on for this organisation',
  scope: null,
};

function truncatedGap(what: string): ReadGap {
  return {
    code: 'rows_truncated',
    gap: `Who else forecasts, and what else they hold: Clari says that it left out ${what} of the export.`,
    closeWith: 'Set CLARI_FORECAST_ID to a smaller forecast, or export it in parts and import the files',
    scope: null,
  };
}

function nothing(gaps: readonly ReadGap[]): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_SOURCE_FAILED',
    `The Clari API gave nothing to read. ${gaps.map((gap) => gap.gap).join(' ')}`,
    gaps[0]?.closeWith ?? 'Sync again later.',
  );
}
