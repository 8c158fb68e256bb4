import { crmIdCore } from '../../../model/crm-id.ts';
import type { AccountObservation, IdentityObservation, Observation } from '../../../model/observation.ts';
import type { Settings } from '../../../model/settings.ts';
import type { Kind } from '../../../model/snapshot.ts';
import { instantFromMs } from '../../../model/time.ts';
import { domainOf } from '../../../reconcile/classify/domains.ts';
import { domainAliasesOf } from '../../../reconcile/normalise/addresses.ts';
import type { KnownRead } from './known-reads.ts';
import { LoginDays } from './login-days.ts';
import { type Place, Places } from './places.ts';
import { SharedValues } from './shared-values.ts';
import { nameKey, type Person, personOfAccount, personOfIdentity } from './staged-person.ts';

/**
 * A person of an arriving snapshot who is known from another; `byId`: under the same id, otherwise by an address or a
 * number.
 */
export interface Met extends Pick<Person, 'side' | 'at'> {
  readonly byId: boolean;
}

/**
 * This many rows are looked at closely, and an even sample of the rest of a bigger file: what holds for a snapshot
 * shows in them.
 */
const CLOSELY = 2_000;
const ONE_IN = 64;

type Row = AccountObservation | IdentityObservation;

/**
 * Compares the rows of an arriving snapshot with known ones as they are read. Each row costs little, and memory does
 * not grow with the file.
 */
export class Watch {
  readonly known: readonly KnownRead[];
  /** For each known snapshot: which of its people occur in the arriving one. */
  readonly met: readonly (Met | undefined)[][];
  /** For each known snapshot: people who do not occur in the arriving one, but whose name somebody there has. */
  readonly named: readonly Set<number>[];
  /** For each known list of another application: whose id, with the same address or name, the arriving one has. */
  readonly same: readonly Set<number>[];
  readonly logins = new LoginDays();
  readonly ids = new SharedValues();
  readonly addresses = new SharedValues();
  /** People of each domain, among the rows that were looked at closely. */
  readonly domains = new Map<string, number>();
  /** Open accounts of each domain among those rows, and how many of them matched a known person. */
  readonly accounts = new Map<string, { count: number; met: number }>();
  rows = 0;
  readonly #domainAliases: Settings['domainAliases'];
  readonly #ofAccounts: boolean;
  readonly #addresses = new Places();
  readonly #crmIds = new Places();
  readonly #employeeIds = new Places();
  readonly #names = new Places();
  readonly #ids = new Places();
  readonly #elsewhere = new Places();

  constructor(kind: Kind, known: readonly KnownRead[], { domainAliases }: Pick<Settings, 'domainAliases'>) {
    this.#domainAliases = domainAliases;
    this.#ofAccounts = kind !== 'directory';
    this.known = known;
    this.met = known.map(({ people }) => new Array<Met | undefined>(people.length));
    this.named = known.map(() => new Set<number>());
    this.same = known.map(() => new Set<number>());
    for (const [read, { as, people }] of known.entries())
      for (const [person, one] of people.entries()) this.#index({ read, person }, one, as);
  }

  /** True if only a sample of the rows was looked at. */
  get isSample(): boolean {
    return this.rows > CLOSELY || this.known.some(({ as, isWhole }) => as !== 'other_app' && !isWhole);
  }

  see(observations: readonly Observation[]): void {
    for (const one of observations) {
      if (one.of !== 'account' && one.of !== 'identity') continue;
      this.rows += 1;
      const isClose = this.rows <= CLOSELY || this.rows % ONE_IN === 0;
      if (one.of === 'account') {
        const places = this.#placesOf(one.row, null, NONE);
        const same = this.#ids.at(one.row.key);
        if (!this.#elsewhere.isEmpty) this.#compare(one.row);
        if (isClose || places.length > 0 || same.length > 0)
          this.#person(personOfAccount(one.row), same, places, isClose);
      } else {
        const places = this.#placesOf(one.row, one.row.login, one.row.otherEmails);
        const same = this.#ids.at(one.row.identityId);
        if (isClose || places.length > 0 || same.length > 0)
          this.#person(personOfIdentity(one.row), same, places, isClose);
      }
    }
  }

  #compare(row: AccountObservation): void {
    for (const { read, person } of this.#elsewhere.at(row.key)) {
      const known = this.known[read]?.people[person];
      if (known === undefined) continue;
      const isSame =
        row.email === null
          ? nameKey(row.name) !== null && nameKey(row.name) === nameKey(known.name)
          : row.email === known.email;
      if (isSame) this.same[read]?.add(person);
    }
  }

  #person(person: Person, same: readonly Place[], places: readonly Place[], isClose: boolean): void {
    for (const place of same) this.#mark(place, person, true);
    for (const place of places) this.#mark(place, person, false);
    if (isClose)
      this.#lookAt(
        person,
        places.some(({ read }) => this.known[read]?.as !== 'before'),
      );
  }

  #placesOf({ email, crmId, employeeId }: Row, login: string | null, otherEmails: readonly string[]) {
    let found = email === null ? NOWHERE : this.#addresses.at(email);
    const add = (more: readonly Place[]) => {
      if (more.length > 0) found = found.length === 0 ? more : [...found, ...more];
    };
    if (login !== null && login !== email) add(this.#addresses.at(login));
    for (const address of otherEmails) add(this.#addresses.at(address));
    if (crmId !== null && !this.#crmIds.isEmpty) add(this.#crmIds.at(crmIdCore(crmId)));
    if (employeeId !== null && !this.#employeeIds.isEmpty) add(this.#employeeIds.at(employeeId));
    return found;
  }

  /** Of several rows about one person an active one decides: their other logins may have ended. */
  #mark({ read, person }: Place, { side, at }: Person, byId: boolean): void {
    const met = this.met[read];
    if (met === undefined) return;
    const known = met[person];
    const isBetter = known?.byId === byId ? known.side !== 'active' && side === 'active' : byId;
    if (known === undefined || isBetter) met[person] = { side, at: copied(at), byId };
  }

  #lookAt(person: Person, isMet: boolean): void {
    const { email, login, name, side, at } = person;
    const domains = new Set([domainOf(email), domainOf(login)].filter((domain) => domain !== null));
    for (const domain of domains) this.domains.set(domain, (this.domains.get(domain) ?? 0) + 1);
    if (this.#ofAccounts) {
      this.logins.add(side, at);
      if (side !== 'ended') this.#count(domainOf(email), isMet);
    }
    const who = name?.toLowerCase() ?? null;
    this.ids.add(person.key, who ?? email ?? login);
    if (email !== null) this.addresses.add(email, who);
    const key = isMet || this.#names.isEmpty ? null : nameKey(name);
    if (key !== null) for (const place of this.#names.at(key)) this.named[place.read]?.add(place.person);
  }

  #count(domain: string | null, isMet: boolean): void {
    if (domain === null) return;
    const known = this.accounts.get(domain) ?? { count: 0, met: 0 };
    if (known.count === 0) this.accounts.set(domain, known);
    known.count += 1;
    if (isMet) known.met += 1;
  }

  #index(place: Place, person: Person, as: KnownRead['as']): void {
    if (as === 'other_app') {
      if (person.key.startsWith('id:')) this.#elsewhere.add(person.key, place);
      return;
    }
    const isBefore = as === 'before';
    if (isBefore) this.#ids.add(person.key, place);
    for (const key of new Set([person.email, person.login, ...person.otherEmails])) {
      this.#addresses.add(key, place);
      if (key === null || this.#domainAliases.length === 0) continue;
      for (const alias of domainAliasesOf(key, this.#domainAliases)) this.#addresses.add(alias, place);
    }
    if (isBefore) return;
    if (person.crmId !== null) this.#crmIds.add(crmIdCore(person.crmId), place);
    this.#employeeIds.add(person.employeeId, place);
    this.#names.add(nameKey(person.name), place);
  }
}

/** Copied, because a piece of a file's text would keep all of that text alive. */
function copied(at: string | null): string | null {
  return at === null ? null : instantFromMs(Date.parse(at));
}

const NONE: readonly string[] = [];
const NOWHERE: readonly Place[] = [];
