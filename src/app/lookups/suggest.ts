import { evaluate, judgedPage } from '../../evaluation/index.ts';
import type { Account } from '../../model/account.ts';
import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import type { Plan } from '../../model/plan.ts';
import type { Deps } from '../deps.ts';

const MOST = 20;

/** The first values, and how many there are. */
export interface Suggested {
  readonly values: readonly string[];
  readonly total: number;
}

/**
 * Accounts whose id, e-mail or name contains the typed text, those of Clari first; named by e-mail if that is one Clari
 * account, else by id, which says the application.
 */
export async function suggestAccounts(deps: Deps, typed: string): Promise<Suggested> {
  return accounts(deps, typed, (emails, { accountId, app, latest: { email } }) =>
    app === DEFAULT_APP && email !== null && emails.filter((one) => one === email).length === 1 ? email : accountId,
  );
}

export async function suggestAccountIds(deps: Deps, typed: string): Promise<Suggested> {
  return accounts(deps, typed, (_emails, { accountId }) => accountId);
}

async function accounts(
  deps: Deps,
  typed: string,
  shown: (emailsOfClari: readonly (string | null)[], account: Account) => string,
): Promise<Suggested> {
  await evaluate(deps);
  const query = typed.trim();
  const pages = await deps.store.read(async (reader) => {
    const found: Awaited<ReturnType<typeof judgedPage>>[] = [];
    for (const { id: app } of deps.settings.profiles)
      found.push(
        await judgedPage(reader, deps.settings, { app, ...(query === '' ? {} : { query }) }, 'email', null, MOST),
      );
    return found;
  });
  const found = pages.flatMap(({ rows }) => rows.map(({ account }) => account));
  const emails = found.filter(({ app }) => app === DEFAULT_APP).map(({ latest }) => latest.email);
  return {
    values: found.slice(0, MOST).map((account) => shown(emails, account)),
    total: pages.reduce((sum, { total }) => sum + total, 0),
  };
}

/** The latest plans whose id begins with the typed text, or whose address or account contains it. */
export async function suggestPlans(deps: Deps, typed: string): Promise<Suggested> {
  const wanted = typed.trim().toLowerCase();
  const plans = await deps.store.read((reader) => reader.plans());
  const found = plans
    .filter((plan) => plan.planId.startsWith(wanted) || about(plan).some((name) => name.toLowerCase().includes(wanted)))
    .toSorted((one, other) => (one.draftedAt < other.draftedAt ? 1 : -1))
    .map((plan) => plan.planId);
  return { values: found.slice(0, MOST), total: found.length };
}

/** The latest reviews whose id begins with the typed text, or whose name contains it. */
export async function suggestReviews(deps: Deps, typed: string): Promise<Suggested> {
  const wanted = typed.trim().toLowerCase();
  const reviews = await deps.store.read((reader) => reader.reviews());
  const found = reviews
    .filter(({ reviewId, name }) => reviewId.startsWith(wanted) || name.toLowerCase().includes(wanted))
    .map(({ reviewId }) => reviewId)
    .toReversed();
  return { values: found.slice(0, MOST), total: found.length };
}

function about(plan: Plan): readonly string[] {
  switch (plan.kind) {
    case 'offboarding':
      return [plan.accountEmail ?? plan.accountId, ...(plan.person?.accounts ?? []).map((one) => one.accountId)];
    case 'provisioning':
      return [plan.email];
    case 'role_change':
      return plan.changes.map((change) => change.email ?? change.accountId);
    default:
      return plan satisfies never;
  }
}

/** Directories that were read or are declared. */
export async function suggestDirectories(deps: Deps, typed: string): Promise<Suggested> {
  const snapshots = await deps.store.read((reader) => reader.snapshots());
  const known = [...(deps.settings.directories ?? []), ...snapshots.map(({ directory }) => directory)];
  const wanted = typed.trim().toLowerCase();
  const found = [...new Set(known)]
    .filter((name) => name !== null)
    .filter((name) => name.startsWith(wanted))
    .toSorted();
  return { values: found.slice(0, MOST), total: found.length };
}
