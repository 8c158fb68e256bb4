import { isOnlyMentioned } from '../../model/account.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { ExchangeContext } from './format.ts';

/** What people call the account: its name, else its address, else its id. */
export function labelOf({ account: { latest, accountId } }: JudgedAccount): string {
  return latest.name ?? latest.email ?? accountId;
}

export function nameOfApp(context: ExchangeContext, app: string): string {
  return context.names.get(app) ?? app;
}

export function isPrivileged(context: ExchangeContext, { account: { app, latest } }: JudgedAccount): boolean {
  return latest.role !== null && (context.privileged.get(app)?.has(latest.role.toLowerCase()) ?? false);
}

/** Whether the owner is a person by the directory's word; null: nobody owns it for certain, or the directory does not say. */
export function isOfPerson({ correlation }: JudgedAccount): boolean | null {
  const kinds = correlation.linked.map(({ identity }) => identity.latest.personKind);
  if (kinds.includes('not_person')) return false;
  return kinds.some((kind) => kind === 'person' || kind === 'guest') ? true : null;
}

/** The moment of the last sign-in; null: none is known, or only its day, which would be a wrong moment. */
export function lastLoginAt({ account: { latest } }: JudgedAccount): string | null {
  return latest.lastLogin === null || latest.lastLogin.dateOnly ? null : latest.lastLogin.at;
}

/** How an account stands for a receiver that takes a missing one for gone. */
export type Standing = { readonly active: boolean } | { readonly leftOut: string } | { readonly refuses: string };

/**
 * Whether it is active, or why it cannot be said. A status that is not known has no place in these formats: their receivers
 * read a blank as enabled, and a missing row as gone.
 */
export function standingOf({ account }: JudgedAccount): Standing {
  if (account.status === 'absent') return { leftOut: 'The newest complete users list no longer has it.' };
  if (isOnlyMentioned(account)) return { leftOut: 'No users list has it; only other files mention it.' };
  if (account.conflicting) return { refuses: 'Two rows about it disagree on whether it is active.' };
  if (account.status === 'unknown') return { refuses: 'Whether it is active is not known.' };
  return { active: account.status === 'active' };
}
