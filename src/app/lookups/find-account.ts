import { accountsByEmail, judgedAccount, judgedPage } from '../../evaluation/index.ts';
import type { App } from '../../model/app-profile.ts';
import { checkedApp, DEFAULT_APP, isEnteredAsClari, profileIn } from '../../model/apps-in-use.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { Settings } from '../../model/settings.ts';
import type { StoreReader } from '../../store/store.ts';

/**
 * Finds the one account that a caller means, by account id or exact e-mail, in Clari unless stated; `id=…` and
 * `email=…` say which of the two.
 * @throws ERR_ACCOUNT_AMBIGUOUS with a list if there are several; ERR_ACCOUNT_UNKNOWN with the nearest if there are
 * none.
 */
export async function findAccount(
  reader: StoreReader,
  settings: Settings,
  wanted: string,
  named: App = DEFAULT_APP,
): Promise<JudgedAccount> {
  const app = checkedApp(settings, named);
  const text = wanted.trim();
  const { byId, byEmail } = await accountsNamed(reader, settings, text, app);
  const all = byId === null ? byEmail : [byId, ...byEmail];
  const [first, second] = all;
  if (first !== undefined && second === undefined) return first;
  if (first !== undefined) {
    throw new ClariIdentityError(
      'ERR_ACCOUNT_AMBIGUOUS',
      byId === null
        ? `${all.length} accounts have the e-mail ${quote(text)}: ${all.map(describe).join('; ')}.`
        : `${quote(text)} is the id of one account and the e-mail of another: ${all.map(describe).join('; ')}.`,
      `Find out which one is meant, and call again with id= before its account id${byId === null ? '' : ', or with email= before the address'}. Nothing was done.`,
    );
  }
  const elsewhere = await foundElsewhere(reader, settings, text, app);
  const near = elsewhere.length > 0 ? [] : await nearest(reader, settings, text, app);
  throw new ClariIdentityError(
    'ERR_ACCOUNT_UNKNOWN',
    `No ${profileIn(settings, app).name} account is known as ${quote(text)}.`,
    elsewhere.length > 0
      ? `Other applications have it: ${elsewhere.map(describe).join('; ')}. Call again with one of these account ids, or with app.`
      : near.length === 0
        ? 'Check the spelling, call list_clari_users with a query, or import a users export that has the account.'
        : `Nearest: ${near.map(describe).join('; ')}. Call again with one of these account ids.`,
  );
}

/**
 * The account with this id, and all others of the app that have it as their address: a matching id does not hide the
 * addresses.
 */
export async function accountsNamed(
  reader: StoreReader,
  settings: Settings,
  text: string,
  app: App = DEFAULT_APP,
): Promise<{ readonly byId: JudgedAccount | null; readonly byEmail: readonly JudgedAccount[] }> {
  const [, way, exact] = /^(id|email)=(.+)$/.exec(text) ?? [];
  const name = exact ?? text;
  const byId = way === 'email' ? null : await withId(reader, settings, name, app);
  if (way === 'id') return { byId, byEmail: [] };
  const byEmail = (await accountsByEmail(reader, settings, name.normalize('NFKC').toLowerCase())).filter(
    ({ account }) => account.app === app && account.accountId !== byId?.account.accountId,
  );
  // An id that belongs to another application does not count.
  return byEmail.length > 0 && byId?.account.app !== app ? { byId: null, byEmail } : { byId, byEmail };
}

/** Under its id here, or the one that its own application gave it. */
async function withId(reader: StoreReader, settings: Settings, name: string, app: App): Promise<JudgedAccount | null> {
  if (isEnteredAsClari(app)) return judgedAccount(reader, settings, name);
  return (await judgedAccount(reader, settings, `${app}:${name}`)) ?? (await judgedAccount(reader, settings, name));
}

/** Accounts of other applications that have the text as their address, or as their id there. */
async function foundElsewhere(
  reader: StoreReader,
  settings: Settings,
  text: string,
  app: App,
): Promise<readonly JudgedAccount[]> {
  const found = new Map<string, JudgedAccount>();
  for (const { id } of settings.profiles.filter((one) => one.id !== app)) {
    const { byId, byEmail } = await accountsNamed(reader, settings, text, id);
    for (const one of byId === null ? byEmail : [byId, ...byEmail])
      if (one.account.app === id) found.set(one.account.accountId, one);
  }
  return [...found.values()];
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
  return `${bare(account.accountId)} (${bare(account.latest.email ?? account.latest.name ?? 'no e-mail')}, ${account.status})`;
}
