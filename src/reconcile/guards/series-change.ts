import type { Reading } from '../../model/snapshot.ts';
import type { Objection } from './objection.ts';
import { areOtherHeaders, areOtherIds, headersInCommon, type IdsKept, isOtherIdColumn } from './series.ts';

export interface SeriesInput {
  readonly reading: Reading | null;
  readonly isPartial: boolean;
  /** How the snapshots of the series that count were read; null for a live source, or if older than what is kept. */
  readonly readings: readonly (Reading | null)[];
  /** Null if there is no earlier snapshot. */
  readonly ids: IdsKept | null;
  /** Name of the earlier snapshot. */
  readonly before: string;
  readonly readingBefore: Reading | null;
}

const HEADERS_SHOWN = 5;

/** Objections to a series that turns into another list: all headers differ, or the ids do. */
export function seriesObjections(input: SeriesInput): readonly Objection[] {
  if (input.isPartial) return [];
  return [otherHeaders(input), otherIds(input)].filter((one) => one !== null);
}

function otherHeaders({ reading, readings, ids, before }: SeriesInput): Objection | null {
  const headers = headersInCommon(reading, readings);
  if (headers === null || !areOtherHeaders(headers)) return null;
  const { common, of, missing } = headers;
  // A person who states which header is which has looked at the file; ids that continue show that it is the same list.
  const isTheSame = ids !== null && !areOtherIds(ids) && isStated(reading, ['id', 'email', 'login', 'status']);
  const shown = missing.slice(0, HEADERS_SHOWN).map((one) => JSON.stringify(one));
  return {
    code: 'headers_changed',
    count: of - common,
    of,
    holds: !isTheSame,
    sentence: `Its headers are others than those of ${before}: ${common === 0 ? 'none' : `only ${common}`} of ${of} is the same (missing: ${shown.join(', ')}${missing.length > HEADERS_SHOWN ? ` and ${missing.length - HEADERS_SHOWN} more` : ''}). It may be another application's or organisation's list. If it is the right one, import it again with --accept-drop.`,
  };
}

function otherIds({ reading, readingBefore, ids, before }: SeriesInput): Objection | null {
  if (ids === null || !areOtherIds(ids)) return null;
  const { rowsBefore, common } = ids;
  const numbers = { count: rowsBefore - common, of: rowsBefore };
  const none = `${common === 0 ? 'None' : `Only ${common}`} of the ${rowsBefore} ids of ${before} is in it`;
  if (!isOtherIdColumn(ids))
    return {
      ...numbers,
      code: 'ids_changed',
      holds: true,
      sentence: `${none}: it is another organisation's or application's list, or its ids come from another column. If it does go on from that one, import it again with --accept-drop.`,
    };
  const [now, then] = [idHeader(reading), idHeader(readingBefore)];
  const columns = now === null || then === null ? '' : ` (${JSON.stringify(now)} now, ${JSON.stringify(then)} before)`;
  return {
    ...numbers,
    code: 'id_column_changed',
    holds: !isStated(reading, ['id']),
    sentence: `The id column changed${columns}. ${none}, while most of its people are, by their addresses. Name the column of the earlier ids with --map id=HEADER${then === null ? '' : ` (it was ${JSON.stringify(then)})`}, or the new one to say that it is meant. If it is right as it is, import it again with --accept-drop.`,
  };
}

function idHeader(reading: Reading | null): string | null {
  return reading?.used.find(({ field }) => field === 'id')?.header ?? null;
}

function isStated(reading: Reading | null, fields: readonly string[]): boolean {
  return reading?.used.some(({ field, basis }) => basis === 'stated' && fields.includes(field)) === true;
}
