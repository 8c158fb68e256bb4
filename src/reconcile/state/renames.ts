import type { Instant } from '../../model/time.ts';
import { compareText } from './snapshot-order.ts';

/** Something that was first seen at a time, under everything that it could be recognised by. */
export interface Newcomer {
  readonly id: string;
  readonly firstSeen: Instant;
  readonly keys: readonly string[];
}

/** More are not worth a person's time, and thousands of one name would find each other. */
export const MOST_NAMED = 10;

export type FindNewcomers = (search: {
  readonly keys: readonly string[];
  /** Last seen then: whatever is new appeared later. */
  readonly after: Instant;
  /** Found missing then. */
  readonly until: Instant;
}) => readonly string[];

/** Finds what appeared between the last sighting of something and the read that lacked it, and shares a key with it. */
export function newcomerFinder(newcomers: Iterable<Newcomer>): FindNewcomers {
  const buckets = new Map<string, Newcomer[]>();
  for (const newcomer of newcomers) {
    for (const key of new Set(newcomer.keys)) {
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [newcomer]);
      else bucket.push(newcomer);
    }
  }
  for (const bucket of buckets.values())
    bucket.sort((a, b) => compareText(a.firstSeen, b.firstSeen) || compareText(a.id, b.id));

  return ({ keys, after, until }) => {
    const found = new Set<string>();
    for (const key of new Set(keys)) {
      const bucket = buckets.get(key) ?? [];
      for (let index = firstAfter(bucket, after), taken = 0; taken < MOST_NAMED; index += 1, taken += 1) {
        const newcomer = bucket[index];
        if (newcomer === undefined || newcomer.firstSeen > until) break;
        found.add(newcomer.id);
      }
    }
    return [...found].sort().slice(0, MOST_NAMED);
  };
}

function firstAfter(bucket: readonly Newcomer[], after: Instant): number {
  let low = 0;
  let high = bucket.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bucket[middle]?.firstSeen ?? '') <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}
