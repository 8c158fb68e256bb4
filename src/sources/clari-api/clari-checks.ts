import * as z from 'zod';
import { ClariIdentityError } from '../../model/errors.ts';
import type { ClariApiSettings } from '../../model/live.ts';
import type { LiveResponse } from '../live/live-request.ts';
import type { LiveCheck } from '../live/live-source.ts';
import { badToken, type ClariConnection, refusalOf } from './clari-connection.ts';

const LIMITS = {
  name: 'CLARI_API_TOKEN',
  buys: 'the Clari API, and how many exports are left',
  costs: 'Nothing of Clari is read; files can be imported.',
} as const;
const FORECAST = {
  name: 'CLARI_FORECAST_ID',
  buys: 'who forecasts and which forecasts they hold; each sync takes one export of the quota',
  costs: 'A handover lists no forecasts unless a file of them is imported.',
} as const;
const AUDIT = {
  name: 'audit events',
  buys: 'who acted in Clari in the last 30 days',
  costs: 'Use of an account after its revocation, and after a recorded deactivation, is not seen.',
} as const;

const left = z.looseObject({ availableConcurrentLimit: z.number(), availableMonthlyQuota: z.number() });
const limits = z.union([z.object({ jobs: left }).transform((answer) => answer.jobs), left]);

/** Starts no export: that would cost one of the quota. */
export async function clariChecks(
  clari: ClariConnection,
  settings: ClariApiSettings,
  signal: AbortSignal | undefined,
): Promise<readonly LiveCheck[]> {
  const limit = await tried(() => clari.send('/admin/limits', { signal }));
  if ('remedy' in limit) return [{ ...LIMITS, state: 'failed', remedy: limit.remedy }];
  const refusal = refusalOf(limit);
  const isRefused = refusal === null ? null : badToken(refusal);
  if (isRefused !== null) return [{ ...LIMITS, state: 'failed', remedy: `${isRefused.message} ${isRefused.remedy}` }];
  const audit = await tried(() => clari.send('/audit/events?limit=1', { signal }));
  return [
    {
      ...LIMITS,
      state: 'works',
      remedy: refusal === null ? null : `How many exports are left is not shown (${refusal.status}).`,
    },
    { ...FORECAST, ...forecastState(limit, settings) },
    { ...AUDIT, ...auditState(audit) },
  ];
}

function forecastState(limit: LiveResponse, settings: ClariApiSettings): Pick<LiveCheck, 'state' | 'remedy'> {
  if (settings.forecastId === null)
    return {
      state: 'missing',
      remedy: "Set it to the name in the address of the forecast's page: app.clari.com/forecast/NAME.",
    };
  const untried = 'Only an export would show whether the name is right, and each counts.';
  const read = limit.status < 300 ? limits.safeParse(JSON.parse(limit.text)) : null;
  if (read?.success !== true) return { state: 'not_tried', remedy: untried };
  const { availableMonthlyQuota, availableConcurrentLimit } = read.data;
  return availableMonthlyQuota > 0 && availableConcurrentLimit > 0
    ? {
        state: 'not_tried',
        remedy: `${untried} ${availableMonthlyQuota} exports are left in the rolling 30 days.`,
      }
    : {
        state: 'failed',
        remedy: `No export can be started now: ${availableMonthlyQuota} are left in the rolling 30 days, ${availableConcurrentLimit} at once. Wait, or ask Clari to raise the limit.`,
      };
}

function auditState(audit: LiveResponse | { readonly remedy: string }): Pick<LiveCheck, 'state' | 'remedy'> {
  if ('remedy' in audit) return { state: 'failed', remedy: audit.remedy };
  if (audit.status < 300) return { state: 'works', remedy: null };
  return {
    state: audit.status === 401 || audit.status === 403 ? 'missing' : 'failed',
    remedy: `The Clari API answered ${audit.status}. Ask Clari whether the subscription includes the audit API, and use the token of a user who may read it.`,
  };
}

async function tried(send: () => Promise<LiveResponse>): Promise<LiveResponse | { readonly remedy: string }> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof ClariIdentityError)) throw error;
    return { remedy: `${error.message} ${error.remedy}` };
  }
}
