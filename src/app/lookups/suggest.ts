import { evaluate, judgedPage } from '../../evaluation/index.ts';
import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import type { Plan } from '../../model/plan.ts';
import type { Deps } from '../deps.ts';

const MOST = 20;

/** The first values, and how many there are. */
export interface Suggested {
  readonly values: readonly string[];
  readonly total: number;
}

/** Clari accounts whose id, e-mail or name contains the typed text; named by e-mail if that is unique, else by id. */
export async function suggestAccounts(deps: Deps, typed: string): Promise<Suggested> {
  return accounts(deps, typed, (emails, { accountId, latest: { email } }) =>
    email !== null && emails.filter((one) => one === email).length === 1 ? email : accountId,
  );
}

export async function suggestAccountIds(deps: Deps, typed: string): Promise<Suggested> {
  return accounts(deps, typed, (_emails, { accountId }) => accountId);
}

async function accounts(
  deps: Deps,
  typed: string,
  shown: (
    emails: readonly (string | null)[],
    account: { accountId: string; latest: { email: string | null } },
  ) => string,
): Promise<Suggested> {
  await evaluate(deps);
  const query = typed.trim();
  const filter = { app: DEFAULT_APP, ...(query === '' ? {} : { query }) };
  const { rows, total } = await deps.store.read((reader) =>
    judgedPage(reader, deps.settings, filter, 'email', null, MOST),
  );
  const emails = rows.map(({ account }) => account.latest.email);
  return { values: rows.map(({ account }) => shown(emails, account)), total };
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
      return [plan.accountEmail ?? plan.accountId];
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
