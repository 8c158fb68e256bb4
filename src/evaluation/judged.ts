import type { JudgedAccount } from '../model/judged-account.ts';
import type { Settings } from '../model/settings.ts';
import type { JudgedFilter, JudgedOrder, StoredCase, StoreReader } from '../store/store.ts';

export interface JudgedPage {
  readonly rows: readonly JudgedAccount[];
  /** Of all pages. */
  readonly total: number;
  /** Key of the last row; null at the end. */
  readonly nextKey: readonly string[] | null;
}

/**
 * Reads a page of judged accounts, as of the stored evaluation: call `evaluate` before.
 *
 * @param afterKey `nextKey` of the page before; null: the first page.
 * @param limit Number of accounts.
 */
export async function judgedPage(
  reader: StoreReader,
  settings: Settings,
  filter: JudgedFilter,
  order: JudgedOrder,
  afterKey: readonly string[] | null,
  limit: number,
): Promise<JudgedPage> {
  const { cases, total, nextKey } = await reader.casePage(filter, order, afterKey, limit);
  return { rows: await opened(reader, settings, cases), total, nextKey };
}

/**
 * Reads one account by its id. If accounts of both apps have this id, it is Clari's.
 *
 * @returns Null: no account has this id.
 */
export async function judgedAccount(
  reader: StoreReader,
  settings: Settings,
  accountId: string,
): Promise<JudgedAccount | null> {
  const [first] = await opened(reader, settings, (await reader.cases([accountId])).slice(0, 1));
  return first ?? null;
}

/** The same account as if nobody had recorded what does not count: a plan is drafted from that. */
export async function judgedByWhatCounts(
  reader: StoreReader,
  settings: Settings,
  judged: JudgedAccount,
): Promise<JudgedAccount> {
  const { accountId, app } = judged.account;
  const { openJudged } = await import('./scale/open-judged.ts');
  const stored = (await reader.cases([accountId])).filter((one) => one.app === app);
  const [first] = await openJudged(reader, settings, stored, true);
  return first ?? judged;
}

/** Accounts by their ids, both apps' where two share one. */
export async function accountsById(
  reader: StoreReader,
  settings: Settings,
  accountIds: readonly string[],
): Promise<readonly JudgedAccount[]> {
  return opened(reader, settings, await reader.cases(accountIds));
}

/** By normalised e-mail; several accounts may bear it. */
export async function accountsByEmail(
  reader: StoreReader,
  settings: Settings,
  email: string,
): Promise<readonly JudgedAccount[]> {
  return opened(reader, settings, await reader.casesByEmail(email));
}

/** The same for many at once, which are opened together: opening each alone costs far more. */
export async function accountsByEmails(
  reader: StoreReader,
  settings: Settings,
  emails: readonly string[],
): Promise<ReadonlyMap<string, readonly JudgedAccount[]>> {
  const cases = new Map<string, readonly StoredCase[]>();
  for (const email of emails) cases.set(email, await reader.casesByEmail(email));
  const judged = new Map(
    (await opened(reader, settings, [...cases.values()].flat())).map((one) => [
      `${one.account.app} ${one.account.accountId}`,
      one,
    ]),
  );
  return new Map(
    [...cases].map(([email, found]) => [
      email,
      found.flatMap(({ app, accountId }) => judged.get(`${app} ${accountId}`) ?? []),
    ]),
  );
}

/** Accounts that are linked to this `directory/identity_id`, or have it as a candidate. */
export async function accountsOfIdentity(
  reader: StoreReader,
  settings: Settings,
  ref: string,
): Promise<readonly JudgedAccount[]> {
  return opened(reader, settings, await reader.casesByIdentity(ref));
}

async function opened(
  reader: StoreReader,
  settings: Settings,
  cases: readonly StoredCase[],
): Promise<readonly JudgedAccount[]> {
  if (cases.length === 0) return [];
  // Loaded when somebody asks: a client that only starts the server and lists tools never pays for the rules.
  const { openJudged } = await import('./scale/open-judged.ts');
  return openJudged(reader, settings, cases);
}
