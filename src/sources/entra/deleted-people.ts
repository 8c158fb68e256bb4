import type { IdentityObservation } from '../../model/observation.ts';

/**
 * People who were deleted, told apart from those who bear their address now. Whoever has it today may be the same person
 * come back or another one: an address that a living user has is no longer the deleted one's.
 */
export class DeletedPeople {
  readonly #people: readonly IdentityObservation[];
  readonly #addresses: ReadonlySet<string>;
  readonly #ids: ReadonlySet<string>;
  readonly #taken = new Set<string>();
  readonly #restored = new Set<string>();

  constructor(people: readonly IdentityObservation[]) {
    this.#people = people;
    this.#ids = new Set(people.map((one) => one.identityId));
    this.#addresses = new Set(people.flatMap((one) => [one.login ?? '', one.email ?? '']));
  }

  /** A living user goes by. */
  meets({ identityId, login, email }: Pick<IdentityObservation, 'identityId' | 'login' | 'email'>): void {
    // The living are read later: somebody in both lists was restored meanwhile.
    if (this.#ids.has(identityId)) this.#restored.add(identityId);
    for (const address of [login, email])
      if (address !== null && this.#addresses.has(address)) this.#taken.add(address);
  }

  /** After everybody went by. */
  rows(): readonly IdentityObservation[] {
    const people = this.#people.filter((one) => !this.#restored.has(one.identityId));
    return people.map((one) => {
      const lost = [one.login, one.email].filter((address) => address !== null && this.#taken.has(address));
      if (lost.length === 0) return one;
      const otherEmails = new Set(one.otherEmails);
      for (const address of lost) if (address?.includes('@')) otherEmails.add(address);
      return {
        ...one,
        login: lost.includes(one.login) ? null : one.login,
        email: lost.includes(one.email) ? null : one.email,
        otherEmails: [...otherEmails],
      };
    });
  }
}
