import { accountsById } from '../../evaluation/index.ts';
import type { Settings } from '../../model/settings.ts';
import type { StoreReader } from '../../store/store.ts';

interface Compared {
  /** In the form in which it is compared; null: none. */
  readonly value: string | null;
  /** The id of an account that has it. */
  readonly example: string;
}

/** Teams or roles as one of their accounts writes them, by the form in which they are compared. */
export async function asWritten(
  reader: StoreReader,
  settings: Settings,
  all: readonly Compared[],
  by: 'role' | 'team',
): Promise<ReadonlyMap<string, string>> {
  const examples = all.map(({ example }) => example);
  const accounts = await accountsById(reader, settings, [...new Set(examples)]);
  const found = new Map<string, string>();
  for (const { value, example } of all) {
    if (value === null || found.has(value)) continue;
    // Two applications may give one id to their accounts.
    const written = accounts
      .filter(({ account }) => account.accountId === example)
      .map(({ account }) => account.latest[by])
      .find((text) => text !== null && text.normalize('NFKC').toLowerCase().trim() === value);
    found.set(value, written ?? value);
  }
  return found;
}
