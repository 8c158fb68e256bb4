import { csvLine, humanCell } from './csv-line.ts';
import type { ExchangeRow } from './format.ts';

const COLUMNS = ['account_id', 'app', 'email', 'name', 'status', 'finding', 'why'];

export function leftOutHead(): string {
  return csvLine(COLUMNS);
}

/** An account that is not in the export, with why. People open this list, so no cell of it runs as a formula. */
export function leftOutLine({ judged: { account, verdict } }: ExchangeRow, why: string): string {
  const { latest } = account;
  return csvLine([
    humanCell(account.accountId),
    account.app,
    humanCell(latest.email),
    humanCell(latest.name),
    account.status,
    verdict.finding,
    why,
  ]);
}
