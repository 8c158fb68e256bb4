import { type JudgedPage, judgedPage } from '../../evaluation/index.ts';
import type { App } from '../../model/app-profile.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { Settings } from '../../model/settings.ts';
import type { Closure, ExchangeRow } from '../../report/exchange/format.ts';
import type { StoreReader } from '../../store/store.ts';

const PAGE = 100;

export interface RowPage {
  readonly rows: readonly ExchangeRow[];
  readonly done: number;
  readonly total: number;
}

interface Asked {
  readonly settings: Settings;
  readonly app: App | null;
  /** The confirmed deactivation of an account, by its id. */
  readonly closures: ReadonlyMap<string, Closure>;
}

/**
 * Every account, a page at a time, so that a million fit into memory. They come by address, so two that share one are
 * neighbours, which one row held back is enough to see.
 */
export async function* exchangeRows(
  reader: StoreReader,
  { settings, app, closures }: Asked,
): AsyncGenerator<RowPage, void, void> {
  let after: readonly string[] | null = null;
  let held: JudgedAccount | null = null;
  let before: JudgedAccount | null = null;
  let done = 0;
  const row = (judged: JudgedAccount, sharesEmail: boolean): ExchangeRow => ({
    judged,
    sharesEmail,
    // Two applications may give one id; what is still open was not closed by it.
    closure: isClosed(judged) ? (closures.get(judged.account.accountId) ?? null) : null,
  });
  do {
    const page: JudgedPage = await judgedPage(reader, settings, app === null ? {} : { app }, 'email', after, PAGE);
    const rows: ExchangeRow[] = [];
    for (const judged of page.rows) {
      if (held !== null) rows.push(row(held, sharesWith(held, before) || sharesWith(held, judged)));
      [before, held] = [held, judged];
    }
    after = page.nextKey;
    if (after === null && held !== null) rows.push(row(held, sharesWith(held, before)));
    done += page.rows.length;
    yield { rows, done, total: page.total };
  } while (after !== null);
}

function sharesWith({ account }: JudgedAccount, other: JudgedAccount | null): boolean {
  if (other === null || account.latest.email === null || account.app !== other.account.app) return false;
  return account.latest.email === other.account.latest.email;
}

function isClosed({ account: { status } }: JudgedAccount): boolean {
  return status === 'inactive' || status === 'absent';
}
