import { ClariIdentityError } from '../../model/errors.ts';
import type { LiveCheck } from '../live/live-source.ts';
import type { WhoCalls } from './caller.ts';
import type { Salesloft } from './connection.ts';
import { SCOPE } from './credentials.ts';
import { NOT_ADMIN } from './gaps.ts';
import { refusal } from './user-pages.ts';

const ADMIN = {
  name: 'team_admin',
  buys: 'everybody in the team, deactivated and hidden users too, so that absence from the list says something',
  costs: 'Only users whom the caller may see: absence from the list proves nothing, and others may have accounts.',
} as const;
const USERS = {
  name: SCOPE,
  buys: 'the users of Salesloft, and who of them is active',
  costs: 'Salesloft accounts that outlived their owner are not seen, unless a file of the users is imported.',
} as const;

/** Tries the credentials, whom they act for, and the list. It costs two units of the limit of the team. */
export async function salesloftChecks(
  salesloft: Salesloft,
  learn: (signal: AbortSignal | undefined) => Promise<WhoCalls>,
  signal: AbortSignal | undefined,
): Promise<readonly LiveCheck[]> {
  const own = {
    name: salesloft.credentials.variable,
    buys: 'Salesloft, read as the user who made it',
    costs: USERS.costs,
  };
  const caller = await tried(() => learn(signal));
  if ('remedy' in caller) return [{ ...own, state: 'failed', remedy: caller.remedy }];
  return [{ ...own, state: 'works', remedy: null }, adminCheck(caller), await usersCheck(salesloft, signal)];
}

function adminCheck(caller: WhoCalls): LiveCheck {
  if ('refused' in caller)
    return {
      ...ADMIN,
      state: 'failed',
      remedy: `Salesloft does not say for whom the credentials act (GET /me: ${caller.refused}). ${NOT_ADMIN.closeWith}.`,
    };
  if (caller.isAdmin) return { ...ADMIN, state: 'works', remedy: null };
  return { ...ADMIN, state: 'missing', remedy: `${NOT_ADMIN.gap} ${NOT_ADMIN.closeWith}.` };
}

async function usersCheck(salesloft: Salesloft, signal: AbortSignal | undefined): Promise<LiveCheck> {
  const answer = await tried(() => salesloft.get('/users?visible_only=false&per_page=1&page=1', signal));
  if ('remedy' in answer) return { ...USERS, state: 'failed', remedy: answer.remedy };
  if (answer.status < 300) return { ...USERS, state: 'works', remedy: null };
  const { message, remedy } = refusal(answer.status);
  return { ...USERS, state: answer.status === 403 ? 'missing' : 'failed', remedy: `${message} ${remedy}` };
}

async function tried<T>(ask: () => Promise<T>): Promise<T | { readonly remedy: string }> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ClariIdentityError)) throw error;
    return { remedy: `${error.message} ${error.remedy}` };
  }
}
