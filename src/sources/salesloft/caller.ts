import { readEmail } from '../cells/email.ts';
import { readId } from '../cells/ids.ts';
import { isObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import type { Salesloft } from './connection.ts';

/** The user for whom the credentials act. */
export interface Caller {
  readonly id: string;
  readonly email: string | null;
  /** Only a team administrator is shown everybody. */
  readonly isAdmin: boolean;
  readonly isActive: boolean;
}

/** `refused`: Salesloft does not say, and with which status. */
export type WhoCalls = Caller | { readonly refused: number };

/** Asks for whom the credentials act, before anything is read: that decides what the list of users can show. */
export async function whoCalls(salesloft: Salesloft, signal: AbortSignal | undefined): Promise<WhoCalls> {
  const { status, body } = await salesloft.get('/me', signal);
  const user = body.get('data');
  if (status >= 300 || !isObject(user)) return { refused: status };
  const id = userIdOf(user);
  if (id === null) return { refused: status };
  const email = user.get('email');
  return {
    id,
    email: typeof email === 'string' ? readEmail(email) : null,
    isAdmin: user.get('team_admin') === true,
    isActive: user.get('active') === true,
  };
}

/** The number of a user; null: it has none that is exact. */
export function userIdOf(user: JsonObject): string | null {
  const digits = digitsOf(user.get('id'));
  return digits === null ? null : readId(digits).id;
}

function digitsOf(id: JsonValue | undefined): string | null {
  const text = typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : id;
  return typeof text === 'string' && /^[1-9]\d{0,38}$/.test(text) ? text : null;
}
