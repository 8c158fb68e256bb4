import { ClariIdentityError } from '../../model/errors.ts';
import type { CopilotSettings, LiveSettings } from '../../model/live.ts';
import { checkClock } from '../live/check-clock.ts';
import { documentRead } from '../live/document-read.ts';
import type { LiveRequest, LiveResponse } from '../live/live-request.ts';
import type { LiveCheck, LiveOptions, LiveRead, LiveSource } from '../live/live-source.ts';
import { openSpool } from '../live/spool.ts';
import { transport } from '../live/transport.ts';
import type { Tuning } from '../live/tuning.ts';

const API_URL = 'https://rest-api.copilot.clari.com';

/**
 * Reads the users of Clari Copilot. Copilot keeps its own accounts, so a complete list of them says nothing about
 * Clari's.
 */
export async function openCopilot(
  { copilot }: Pick<LiveSettings, 'copilot'>,
  tuning: Tuning,
): Promise<LiveSource | null> {
  if (copilot === null) return null;
  const { root, send, calls, skewMs } = connection(copilot, tuning);
  return {
    name: 'copilot',
    target: `${root} with an API key`,
    remarks: [],
    calls,
    reads: (options) => reads({ send, root, skewMs }, options),
    check: ({ signal }) => checks(send, signal),
  };
}

interface Connection {
  readonly send: Send;
  readonly root: string;
  skewMs(): number | null;
}

type Send = (request: Omit<LiveRequest, 'url' | 'headers'>) => Promise<LiveResponse>;

function connection({ key, password, apiUrl }: CopilotSettings, tuning: Tuning) {
  if (key === null || password === null) {
    const missing = [
      ...(key === null ? ['CLARI_COPILOT_API_KEY'] : []),
      ...(password === null ? ['CLARI_COPILOT_API_PASSWORD'] : []),
    ];
    throw new ClariIdentityError(
      'ERR_CONFIG',
      `Clari Copilot is configured in part: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set.`,
      'Set both; they are in the Copilot workspace under Settings > Integrations > Clari Copilot API.',
    );
  }
  const root = (apiUrl ?? API_URL).replace(/\/+$/, '');
  const sender = transport({ service: 'The Clari Copilot API', origins: [new URL(root).origin], tuning });
  const headers = { accept: 'application/json', 'x-api-key': key.reveal(), 'x-api-password': password.reveal() };
  const send: Send = (request) => sender.send({ ...request, url: `${root}/users`, headers });
  return { root, calls: sender.calls, skewMs: sender.skewMs, send };
}

async function* reads({ send, root, skewMs }: Connection, options: LiveOptions): AsyncGenerator<LiveRead, void, void> {
  const spool = await openSpool();
  try {
    const response = await send({ into: spool, signal: options.signal });
    const fault = faultOf(response);
    if (fault !== null) throw fault;
    checkClock({ skewMs }, 'the Clari Copilot API');
    options.progress(1, 0, 'Copilot users');
    yield await documentRead(
      {
        kind: 'clari-copilot-users',
        app: 'copilot',
        label: `Clari Copilot ${new URL(root).host}`,
        spool,
        gaps: [],
        mayProveAbsence: true,
        what: 'Copilot users',
        again: 'clari-identity-mcp sync copilot',
      },
      options,
    );
  } finally {
    await spool.close();
  }
}

function faultOf({ status }: LiveResponse): ClariIdentityError | null {
  if (status < 300) return null;
  return status === 401 || status === 403
    ? new ClariIdentityError(
        'ERR_SOURCE_AUTH',
        `The Clari Copilot API refuses the key (${status}).`,
        'Set CLARI_COPILOT_API_KEY and CLARI_COPILOT_API_PASSWORD to those of the Copilot workspace, under Settings > Integrations > Clari Copilot API. The last good read stays in force.',
      )
    : new ClariIdentityError(
        'ERR_SOURCE_FAILED',
        `The Clari Copilot API answered ${status}.`,
        'Check CLARI_COPILOT_API_URL, then sync again. The last good read stays in force.',
      );
}

async function checks(send: Send, signal: AbortSignal | undefined): Promise<readonly LiveCheck[]> {
  const about = {
    name: 'CLARI_COPILOT_API_KEY',
    buys: 'all current users of Clari Copilot',
    costs: 'Copilot accounts that outlived their owner are not seen; they are separate from Clari accounts.',
  } as const;
  try {
    const fault = faultOf(await send({ signal }));
    return [
      fault === null
        ? { ...about, state: 'works', remedy: null }
        : { ...about, state: 'failed', remedy: `${fault.message} ${fault.remedy}` },
    ];
  } catch (error) {
    if (!(error instanceof ClariIdentityError)) throw error;
    return [{ ...about, state: 'failed', remedy: `${error.message} ${error.remedy}` }];
  }
}
