import type { IdentityObservation } from '../../model/observation.ts';

/**
 * Keeps deleted people apart from whoever has their address now. That may be the same person who came back, or another
 * one, so an address of a living user is removed from the deleted person's row.
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

  /** Notes a living user. */
  meets({ identityId, login, email }: Pick<IdentityObservation, 'identityId' | 'login' | 'email'>): void {
    // The living are read later, so somebody who is in both lists was restored in between.
    if (this.#ids.has(identityId)) this.#restored.add(identityId);
    for (const address of [login, email])
      if (address !== null && this.#addresses.has(address)) this.#taken.add(address);
  }

  /** The rows of the deleted people; called after all living users were noted. */
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
