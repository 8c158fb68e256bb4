import { SHIPPED_PROFILES } from '../../../src/apps/index.ts';
import type { AccountObservation } from '../../../src/model/observation.ts';
import type { LiveReadEnd } from '../../../src/sources/live/live-source.ts';
import type { Tuning } from '../../../src/sources/live/tuning.ts';
import { openSalesloft } from '../../../src/sources/salesloft/salesloft-source.ts';
import type { SalesloftServer } from '../../helpers/salesloft-service.ts';
import { testTuning } from '../../helpers/tuning.ts';

const AT = '2026-11-24T12:00:00.000Z';

interface ReadOptions {
  readonly tuning?: Partial<Tuning>;
  readonly signal?: AbortSignal;
  readonly settings?: Partial<SalesloftServer['settings']>;
}

/** The whole source against a server, without a store. */
export async function readSalesloft(server: SalesloftServer, options: ReadOptions = {}) {
  const tuning = testTuning(options.tuning);
  const source = await openSalesloft({ salesloft: { ...server.settings, ...options.settings } }, tuning, {
    profiles: SHIPPED_PROFILES,
  });
  if (source === null) throw new Error('not configured');
  const accounts: AccountObservation[] = [];
  const reads = source.reads({
    asOf: AT,
    clock: () => AT,
    signal: options.signal,
    progress: () => undefined,
    earlier: async () => null,
  });
  let end: LiveReadEnd | null = null;
  for await (const read of reads) {
    const rows = read.rows();
    for (;;) {
      const next = await rows.next();
      if (next.done === true) {
        end = next.value;
        break;
      }
      for (const one of next.value) if (one.of === 'account') accounts.push(one.row);
    }
  }
  if (end === null) throw new Error('nothing was read');
  return {
    accounts,
    end,
    gaps: end.gaps.map(({ code }) => code),
    remarks: source.remarks,
    waits: tuning.waits,
    source,
  };
}
