import { accountsByEmail, judgedAccount, judgedPage } from '../../evaluation/index.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { Settings } from '../../model/settings.ts';
import type { App } from '../../model/snapshot.ts';
import type { StoreReader } from '../../store/store.ts';

/**
 * The one account that a caller means: by account id, else by exact e-mail (app `clari` unless said).
 * Several: ERR_ACCOUNT_AMBIGUOUS lists them. None: ERR_ACCOUNT_UNKNOWN names the nearest.
 */
export async function findAccount(
  reader: StoreReader,
  settings: Settings,
  wanted: string,
  app: App = 'clari',
): Promise<JudgedAccount> {
  const text = wanted.trim();
  const byId = await judgedAccount(reader, settings, text);
  if (byId !== null) return byId;
  const byEmail = (await accountsByEmail(reader, settings, text.normalize('NFKC').toLowerCase())).filter(
    (one) => one.account.app === app,
  );
  const [first, second] = byEmail;
  if (first !== undefined && second === undefined) return first;
  if (first !== undefined) {
    throw new ClariIdentityError(
      'ERR_ACCOUNT_AMBIGUOUS',
      `${byEmail.length} accounts have the e-mail ${quote(text)}: ${byEmail.map(describe).join('; ')}.`,
      'Call again with one of these account ids.',
    );
  }
  const near = await nearest(reader, settings, text, app);
  throw new ClariIdentityError(
    'ERR_ACCOUNT_UNKNOWN',
    `No Clari account is known as ${quote(text)}.`,
    near.length === 0
      ? 'Check the spelling, call list_clari_users with a query, or import a users export that has the account.'
      : `Nearest: ${near.map(describe).join('; ')}. Call again with one of these account ids.`,
  );
}

async function nearest(
  reader: StoreReader,
  settings: Settings,
  text: string,
  app: App,
): Promise<readonly JudgedAccount[]> {
  const local = text.split('@')[0] ?? text;
  const tries = [local, ...local.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length >= 3)];
  const found = new Map<string, JudgedAccount>();
  for (const query of tries) {
    const page = await judgedPage(reader, settings, { app, query }, 'email', null, 3);
    for (const one of page.rows) found.set(one.account.accountId, one);
    if (found.size >= 3) break;
  }
  return [...found.values()].slice(0, 3);
}

function describe(one: JudgedAccount): string {
  const { account } = one;
  return `${account.accountId} (${account.latest.email ?? account.latest.name ?? 'no e-mail'}, ${account.status})`;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}
