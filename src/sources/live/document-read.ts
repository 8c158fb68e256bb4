import type { App } from '../../model/app-profile.ts';
import type { ReadGap } from '../../model/live.ts';
import type { Kind } from '../../model/snapshot.ts';
import { inspectFile } from '../inspect.ts';
import type { SourceSummary } from '../source.ts';
import type { LiveOptions, LiveRead, LiveReadEnd } from './live-source.ts';
import type { Spool } from './spool.ts';

interface LiveDocument {
  readonly kind: Kind;
  readonly app: App;
  readonly label: string;
  readonly spool: Spool;
  readonly gaps: readonly ReadGap[];
  /** Whether absence from it would prove anything, if nothing of it is missing. */
  readonly mayProveAbsence: boolean;
  readonly what: string;
  /** The command that reads it again. */
  readonly again: string;
}

/**
 * Reads a document that arrived whole in the way a file of the same content is read, so that both give the same
 * observations.
 */
export async function documentRead(document: LiveDocument, options: LiveOptions): Promise<LiveRead> {
  const { kind, app, label, what } = document;
  const statement = {
    kind,
    directory: null,
    asOf: options.asOf,
    completeness: null,
    filter: null,
    mapping: {},
  };
  const file = await inspectFile(document.spool.input(label), statement, options.clock());
  return {
    kind,
    directory: null,
    app,
    filter: null,
    label,
    async *rows() {
      const rows = file.rows({ signal: options.signal });
      for (let read = 0; ; ) {
        const next = await rows.next();
        if (next.done === true) return endOf(next.value, document);
        yield next.value.observations;
        read += next.value.observations.length;
        options.progress(1, read, what);
      }
    },
  };
}

function endOf(summary: SourceSummary, { gaps, mayProveAbsence, what, again }: LiveDocument): LiveReadEnd {
  const { tally, truncated, rejected, warnings } = summary;
  const isWhole = mayProveAbsence && !truncated && gaps.length === 0 && tally.rowsRefused === 0;
  return {
    completeness: isWhole ? 'complete' : 'partial',
    facts: null,
    gaps: truncated && gaps.length === 0 ? [partGap(what, warnings[0]?.why ?? '', again)] : gaps,
    rejected,
    refused: tally.rowsRefused,
    mode: 'full',
    fullReadAt: null,
    cursor: null,
    fingerprint: tally.headerFingerprint,
  };
}

/** The document says of itself that it is a part. */
function partGap(what: string, why: string, again: string): ReadGap {
  return { code: 'rows_truncated', gap: `Who is missing from the ${what}: ${why}`, closeWith: again, scope: null };
}
