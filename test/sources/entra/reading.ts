import type { ReadGap } from '../../../src/model/live.ts';
import type { AssignmentObservation, IdentityObservation } from '../../../src/model/observation.ts';
import type { Instant } from '../../../src/model/time.ts';
import { openEntra } from '../../../src/sources/entra/entra-source.ts';
import type { EarlierRead, LiveReadEnd } from '../../../src/sources/live/live-source.ts';
import type { Tuning } from '../../../src/sources/live/tuning.ts';
import type { GraphServer } from '../../helpers/graph-tenant.ts';
import { testTuning } from '../../helpers/tuning.ts';

const AT: Instant = '2026-11-24T12:00:00.000Z';

export interface EntraRead {
  readonly assignments: readonly AssignmentObservation[];
  readonly identities: readonly IdentityObservation[];
  readonly ofAssignments: LiveReadEnd | null;
  readonly ofDirectory: LiveReadEnd;
  readonly calls: number;
  readonly progress: readonly string[];
}

interface ReadOptions {
  readonly earlier?: EarlierRead | null;
  readonly tuning?: Partial<Tuning>;
  readonly signal?: AbortSignal;
  readonly settings?: Partial<GraphServer['settings']>;
}

/** The whole source against a server, without a store. */
export async function readEntra(server: GraphServer, options: ReadOptions = {}): Promise<EntraRead> {
  const source = await openEntra({ entra: { ...server.settings, ...options.settings } }, testTuning(options.tuning));
  if (source === null) throw new Error('not configured');
  const [assignments, identities, progress]: [AssignmentObservation[], IdentityObservation[], string[]] = [[], [], []];
  let ofAssignments: LiveReadEnd | null = null;
  let ofDirectory: LiveReadEnd | null = null;
  const reads = source.reads({
    asOf: AT,
    clock: () => AT,
    signal: options.signal,
    progress: (pages, rows, what) => progress.push(`${what}: ${pages} pages, ${rows} rows`),
    earlier: async ({ kind }) => (kind === 'directory' ? (options.earlier ?? null) : null),
  });
  for await (const read of reads) {
    const rows = read.rows();
    for (;;) {
      const next = await rows.next();
      if (next.done === true) {
        if (read.kind === 'directory') ofDirectory = next.value;
        else ofAssignments = next.value;
        break;
      }
      for (const one of next.value) {
        if (one.of === 'identity') identities.push(one.row);
        if (one.of === 'assignment') assignments.push(one.row);
      }
    }
  }
  if (ofDirectory === null) throw new Error('no directory was read');
  return { assignments, identities, ofAssignments, ofDirectory, calls: source.calls(), progress };
}

export function gapsOf(end: LiveReadEnd | null): readonly string[] {
  return (end?.gaps ?? []).map(({ code, scope }: ReadGap) => (scope === null ? code : `${code} ${scope}`));
}
