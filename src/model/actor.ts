import type { ClientInfo } from './attestation.ts';

/** Through what somebody acts; `program`: nobody did, the rules of this program came to it by themselves. */
export const ACTOR_VIA = ['stdio', 'http', 'terminal', 'program'] as const;

/** Who acts. Only an authenticated transport makes `authenticated` true. */
export interface Actor {
  readonly name: string;
  readonly authenticated: boolean;
  readonly via: (typeof ACTOR_VIA)[number];
}

/** Who writes what follows from the reads alone, whoever happened to ask first. */
export const PROGRAM: Actor = { name: 'clari-identity-mcp', authenticated: false, via: 'program' };

/** `viewer` reads, `operator` drafts and records, `approver` approves. */
export const ROLES = ['viewer', 'operator', 'approver'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks, and what they may. Given anew for each call. */
export interface Caller {
  readonly actor: Actor;
  /** Already widened by `withReading`: what is not named here is not allowed. */
  readonly roles: readonly Role[];
  /** The program in between, as it named itself; absent: none is. */
  readonly client?: ClientInfo | null | undefined;
}

/** Whoever may do anything may read; an approver is not an operator by that. */
export function withReading(roles: readonly Role[]): readonly Role[] {
  return roles.length === 0 ? [] : ROLES.filter((role) => role === 'viewer' || roles.includes(role));
}

/** How somebody is named who was authenticated: as people know them, and by the subject that the issuer vouches for. */
export function personName(shown: string | null, subject: string): string {
  return shown === null || shown === subject ? subject : `${shown} (${subject})`;
}

/** Every name by which an actor may be meant: people write an address, and only the subject never changes. */
export function namesOf({ name, authenticated }: Actor): readonly string[] {
  const [, shown, subject] = (authenticated ? /^(.*) \((.*)\)$/.exec(name) : null) ?? [];
  return shown === undefined || subject === undefined ? [name] : [name, shown, subject];
}
