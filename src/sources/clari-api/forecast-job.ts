import * as z from 'zod';
import { ClariIdentityError } from '../../model/errors.ts';
import { MINUTE_MS } from '../../model/time.ts';
import { quoted } from '../cells/text.ts';
import type { LiveResponse } from '../live/live-request.ts';
import type { Spool } from '../live/spool.ts';
import type { Tuning } from '../live/tuning.ts';
import { badToken, type ClariConnection, type ClariRefusal, refusalOf } from './clari-connection.ts';

const FIRST_WAIT_MS = 1_000;
const WAIT_MAX_MS = 30_000;
const PATIENCE_MS = 30 * MINUTE_MS;
const FORECAST_ID = /^[A-Za-z0-9_.:-]{1,128}$/;

const started = z.object({ jobId: z.string().regex(/^[A-Za-z0-9_-]{1,128}$/) });
const truncation = z.union([z.boolean(), z.number(), z.string()]).nullish();
const job = z.object({ status: z.string(), rowsTruncated: truncation, cellsTruncated: truncation });
/** The job stands alone, or under its name. */
const polled = z.union([z.object({ job }).transform((answer) => answer.job), job]);

export interface ForecastExport {
  /** What the job says that it left out; null: nothing. */
  readonly truncated: string | null;
}

interface Options {
  readonly tuning: Tuning;
  readonly signal: AbortSignal | undefined;
  /** After each call. */
  progress(what: string): void;
}

/**
 * Has Clari export a forecast and writes it into the spool. An export counts against a quota of the whole organisation,
 * so a request that may have started one is never repeated.
 */
export async function exportForecast(
  clari: ClariConnection,
  forecastId: string,
  spool: Spool,
  options: Options,
): Promise<ForecastExport> {
  if (!FORECAST_ID.test(forecastId)) throw notAnId();
  const { signal, progress } = options;
  const start = await clari.send(`/export/forecast/${encodeURIComponent(forecastId)}`, {
    method: 'POST',
    body: JSON.stringify({ exportFormat: 'JSON' }),
    once: true,
    signal,
  });
  progress('starting the forecast export');
  refuse(start, (refusal) => startRefused(refusal, forecastId));
  const { jobId } = answer(started, start, 'the export without the id of its job');
  const done = await finished(clari, jobId, options);
  const results = await clari.send(`/export/jobs/${jobId}/results`, { into: spool, signal });
  progress('fetching the forecast export');
  refuse(results, (refusal) => failed(`its results were refused with ${refusal.status}`));
  return { truncated: truncationText(done) };
}

/** Polls the job until it ends, with growing pauses. */
async function finished(
  clari: ClariConnection,
  jobId: string,
  { tuning, signal, progress }: Options,
): Promise<z.infer<typeof job>> {
  const until = tuning.nowMs() + PATIENCE_MS;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 1.5, WAIT_MAX_MS)) {
    await tuning.sleep(wait, signal);
    const response = await clari.send(`/export/jobs/${jobId}`, { signal });
    progress('waiting for the forecast export');
    refuse(response, (refusal) => failed(`the state of its job was refused with ${refusal.status}`));
    const state = answer(polled, response, 'the job of the export without its status');
    switch (state.status.toUpperCase()) {
      case 'DONE':
        return state;
      case 'SCHEDULED':
      case 'STARTED':
        break;
      case 'FAILED':
      case 'CANCELLED':
      case 'ABORTED':
        throw failed(`its job ended as ${state.status.toUpperCase()}`);
      default:
        throw failed(`its job is in a state that is not documented (${quoted(state.status)})`);
    }
    if (tuning.nowMs() > until) throw failed(`it was not done after ${PATIENCE_MS / MINUTE_MS} minutes`);
  }
}

function truncationText({ rowsTruncated, cellsTruncated }: z.infer<typeof job>): string | null {
  const what = [...(isSet(rowsTruncated) ? ['rows'] : []), ...(isSet(cellsTruncated) ? ['cells'] : [])];
  return what.length === 0 ? null : what.join(' and ');
}

/** A flag or a number of what was left out. */
function isSet(value: z.infer<typeof truncation>): boolean {
  return value != null && value !== false && value !== 0 && !/^(?:false|0|)$/i.test(String(value));
}

function answer<T>(shape: z.ZodType<T>, { text }: LiveResponse, what: string): T {
  const parsed = shape.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new ClariIdentityError(
    'ERR_SOURCE_ANSWER',
    `The Clari API answered ${what}.`,
    'Check CLARI_API_URL (it ends in the version, as in https://api.clari.com/v4), then sync again. The last good read stays in force.',
  );
}

function refuse(response: LiveResponse, explain: (refusal: ClariRefusal) => ClariIdentityError): void {
  const refusal = refusalOf(response);
  if (refusal !== null) throw badToken(refusal) ?? explain(refusal);
}

function startRefused({ status, word }: ClariRefusal, forecastId: string): ClariIdentityError {
  if (word === 'no_optin') {
    return failed(
      `nobody in the scope of the token is opted in to the forecast ${quoted(forecastId)} (no_optin)`,
      'In Clari, put the user of the token at the top of the hierarchy and opt them in to forecasting.',
    );
  }
  if (word?.startsWith('export_') === true) {
    return failed(
      `the quota or the concurrency limit of exports is reached (${word})`,
      'Wait for other exports or for the rolling 30 days, or ask Clari to raise the limit; clari-identity-mcp doctor shows what is left.',
    );
  }
  if (status === 404) {
    return failed(
      `there is no forecast ${quoted(forecastId)}, or it is not shown to the user of the token`,
      "Set CLARI_FORECAST_ID to the name in the address of the forecast's page in Clari: app.clari.com/forecast/NAME.",
    );
  }
  return failed(`starting it was refused with ${status}${word === null ? '' : ` (${word})`}`);
}

function failed(why: string, remedy = 'Sync again later.'): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_SOURCE_FAILED',
    `The forecast export did not come: ${why}.`,
    `${remedy} The last good read stays in force.`,
  );
}

function notAnId(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    'CLARI_FORECAST_ID is no name of a forecast.',
    "It is the last part of the address of the forecast's page in Clari: app.clari.com/forecast/NAME.",
  );
}
