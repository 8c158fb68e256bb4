import type { ClientInfo } from './attestation.ts';

/** The way in which somebody acts. `program`: nobody acted; the rules of this program reached it by themselves. */
export const ACTOR_VIA = ['stdio', 'http', 'page', 'terminal', 'program'] as const;

/** Who acts. Only an authenticated transport makes `authenticated` true. */
export interface Actor {
  readonly name: string;
  readonly authenticated: boolean;
  readonly via: (typeof ACTOR_VIA)[number];
}

/** The author of ledger entries that follow from snapshots alone, whoever asked first. */
export const PROGRAM: Actor = { name: 'clari-identity-mcp', authenticated: false, via: 'program' };

/**
 * `viewer` reads, `operator` drafts and records, `approver` approves, `reviewer` sees and decides only what was put to
 * them in an access review.
 */
export const ROLES = ['viewer', 'operator', 'approver', 'reviewer'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks, and which roles they have. Passed anew with each call. */
export interface Caller {
  readonly actor: Actor;
  /** Already extended by `withReading`: a role that is missing here is not allowed. */
  readonly roles: readonly Role[];
  /** The program in between, as it named itself; absent if there is none. */
  readonly client?: ClientInfo | null | undefined;
}

/** Adds the viewer role to every other role but reviewer. An approver does not become an operator. */
export function withReading(roles: readonly Role[]): readonly Role[] {
  const reads = roles.some((role) => role !== 'reviewer');
  return ROLES.filter((role) => roles.includes(role) || (role === 'viewer' && reads));
}

/** Whether somebody with these roles may use what any one of the needed roles may. */
export function suffice(held: readonly Role[], needed: readonly Role[]): boolean {
  return needed.some((role) => held.includes(role));
}

/** The name of an authenticated person: as people know them, and the subject that the issuer vouches for. */
export function personName(shown: string | null, subject: string): string {
  return shown === null || shown === subject ? subject : `${shown} (${subject})`;
}

/** Every name by which an actor may be meant: people write an address, while only the subject never changes. */
export function namesOf({ name, authenticated }: Actor): readonly string[] {
  const [, shown, subject] = (authenticated ? /^(.*) \((.*)\)$/.exec(name) : null) ?? [];
  return shown === undefined || subject === undefined ? [name] : [name, shown, subject];
}
