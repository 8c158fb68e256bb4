import { setImmediate as turn } from 'node:timers/promises';
import type { SqlDriver } from '../../../src/store/driver.ts';

async function ledgerLength(driver: SqlDriver): Promise<number> {
  const row = await driver.read((session) => session.get('select coalesce(max(sequence), 0) as n from ledger'));
  return Number(row?.['n']);
}

/** Comes back as soon as another process sees the ledger longer than it is now, or when nobody waits for it any more. */
export async function grown(driver: SqlDriver, signal: AbortSignal): Promise<void> {
  const before = await ledgerLength(driver);
  while (!signal.aborted && (await ledgerLength(driver)) <= before) await turn();
}
