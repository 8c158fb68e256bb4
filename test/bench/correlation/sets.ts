import { randomFrom } from '../../../src/demo/random.ts';
import { fileInput } from '../../../src/sources/file/input.ts';
import { matchRows } from '../../../src/sources/match/match-file.ts';
import type { Labelled } from './measure.ts';

export interface KeyColumn {
  readonly header: string;
  /** Its first group is the key; null: the whole cell. */
  readonly pattern: RegExp | null;
}

/** Rows of a file that says in one column whose each row is. */
export async function labelledRows(
  path: string,
  mapping: Readonly<Record<string, string>>,
  key: KeyColumn,
): Promise<readonly Labelled[]> {
  const { records } = await matchRows(
    fileInput(path),
    { mapping: { ...mapping, id: key.header }, sheet: null },
    'accounts',
  );
  return Array.from(records, (record) => ({
    key: key.pattern === null ? record.id : (key.pattern.exec(record.id)?.[1] ?? record.id),
    // Rows of one person have one key, and every row an id of its own.
    record: { ...record, id: String(record.line) },
  }));
}

export interface Split {
  readonly name: string;
  readonly accounts: readonly Labelled[];
  readonly identities: readonly Labelled[];
}

/** One file that holds several rows of a person, parted into accounts and identities in several ways. */
export function splitsOf(rows: readonly Labelled[]): readonly Split[] {
  return [
    { name: 'first row of each person an identity, the rest accounts', ...firstAndRest(rows) },
    ...[1, 2].map((seed) => ({
      name: `any row of each person an identity, the rest accounts (seed ${seed})`,
      ...firstAndRest(randomFrom(seed).shuffled(rows)),
    })),
    { name: 'one row of each person an identity, one an account', ...firstAndRest(randomFrom(3).shuffled(rows), 1) },
    { name: 'halves at random', ...halves(rows) },
  ];
}

function firstAndRest(rows: readonly Labelled[], mostAccounts = Number.POSITIVE_INFINITY) {
  const seen = new Map<string | null, number>();
  const accounts: Labelled[] = [];
  const identities: Labelled[] = [];
  for (const row of rows) {
    const before = seen.get(row.key) ?? 0;
    seen.set(row.key, before + 1);
    if (before === 0) identities.push(row);
    else if (before <= mostAccounts) accounts.push(row);
  }
  return { accounts, identities };
}

function halves(rows: readonly Labelled[]) {
  const shuffled = randomFrom(4).shuffled(rows);
  const middle = shuffled.length >> 1;
  return { accounts: shuffled.slice(0, middle), identities: shuffled.slice(middle) };
}
