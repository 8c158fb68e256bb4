import { ClariIdentityError } from '../../src/model/errors.ts';
import type {
  AccountObservation,
  AssignmentObservation,
  ForecastObservation,
  IdentityObservation,
  MentionObservation,
  Observation,
  OpportunityObservation,
} from '../../src/model/observation.ts';
import { inspectFile } from '../../src/sources/inspect.ts';
import type { FileInput, FileStatement, InspectedFile, SourceSummary } from '../../src/sources/source.ts';

export const NOW = '2026-11-24T12:00:00.000Z';
export const AS_OF = '2026-11-20T00:00:00.000Z';

export type Content = string | Uint8Array;

export function file(content: Content, name = 'export.csv'): FileInput {
  return {
    name,
    modifiedAt: AS_OF,
    async *open() {
      yield typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    },
  };
}

export function statement(said: Partial<FileStatement> = {}): FileStatement {
  return { kind: null, directory: null, asOf: null, completeness: null, filter: null, mapping: {}, ...said };
}

export function inspect(content: Content, said: Partial<FileStatement> = {}): Promise<InspectedFile> {
  return inspectFile(file(content), statement(said), NOW);
}

export interface Read {
  readonly observations: readonly Observation[];
  readonly batches: readonly number[];
  readonly summary: SourceSummary;
}

export async function rowsOf(inspected: InspectedFile, signal?: AbortSignal): Promise<Read> {
  const observations: Observation[] = [];
  const batches: number[] = [];
  const rows = inspected.rows({ signal });
  for (;;) {
    const next = await rows.next();
    if (next.done === true) return { observations, batches, summary: next.value };
    observations.push(...next.value.observations);
    batches.push(next.value.observations.length);
  }
}

export async function read(content: Content, said: Partial<FileStatement> = {}): Promise<Read> {
  return rowsOf(await inspect(content, said));
}

export async function accounts(
  content: Content,
  said: Partial<FileStatement> = {},
): Promise<readonly AccountObservation[]> {
  const { observations } = await read(content, { kind: 'clari-users', ...said });
  return observations.flatMap((one) => (one.of === 'account' ? [one.row] : []));
}

export async function identities(
  content: Content,
  said: Partial<FileStatement> = {},
): Promise<readonly IdentityObservation[]> {
  const { observations } = await read(content, { kind: 'directory', directory: 'okta', ...said });
  return observations.flatMap((one) => (one.of === 'identity' ? [one.row] : []));
}

export async function assignments(
  content: Content,
  said: Partial<FileStatement> = {},
): Promise<readonly AssignmentObservation[]> {
  const { observations } = await read(content, { kind: 'directory-assignments', directory: 'okta', ...said });
  return observations.flatMap((one) => (one.of === 'assignment' ? [one.row] : []));
}

export function mentionsIn({ observations }: Pick<Read, 'observations'>): readonly MentionObservation[] {
  return observations.flatMap((one) => (one.of === 'mention' ? [one.row] : []));
}

export function forecastsIn({ observations }: Pick<Read, 'observations'>): readonly ForecastObservation[] {
  return observations.flatMap((one) => (one.of === 'forecast' ? [one.row] : []));
}

export function opportunitiesIn({ observations }: Pick<Read, 'observations'>): readonly OpportunityObservation[] {
  return observations.flatMap((one) => (one.of === 'opportunity' ? [one.row] : []));
}

/** All warnings as one text. */
export function warned({ summary }: Pick<Read, 'summary'>): string {
  return summary.warnings.map(({ line, why }) => `${line}: ${why}`).join('\n');
}

export interface Generated extends FileInput {
  /** How many pieces were taken since it was opened last: what was not taken is not in memory. */
  taken(): number;
}

/** A file made on the fly: nothing of it is ever whole in memory. */
export function generated(pieces: () => Iterable<string>, name = 'big.csv'): Generated {
  let taken = 0;
  return {
    name,
    modifiedAt: AS_OF,
    taken: () => taken,
    async *open() {
      taken = 0;
      for (const piece of pieces()) {
        taken += 1;
        yield Buffer.from(piece);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** The error that an action fails with; fails itself when there is none. */
export async function refusal(action: () => Promise<unknown>): Promise<Refusal> {
  try {
    await action();
  } catch (error) {
    if (error instanceof ClariIdentityError) return { code: error.code, message: error.message, remedy: error.remedy };
    throw error;
  }
  throw new Error('Nothing was refused.');
}

export const USERS = 'Name,Email,Clari Role,Team,Status,Last Login';
