import type { Observation } from '../../model/observation.ts';
import type { Settings } from '../../model/settings.ts';
import type { Kind } from '../../model/snapshot.ts';
import { domainOf } from '../../reconcile/classify/domains.ts';
import { domainAliasesOf } from '../../reconcile/correlate/addresses.ts';
import type { KnownRead } from './known-reads.ts';
import { LoginDays } from './login-days.ts';
import { SharedValues } from './shared-values.ts';
import { crmKey, employeeKey, nameKey, type Person, personOfAccount, personOfIdentity } from './staged-person.ts';

/** One of an arriving read who is known from another; `byId`: under the same id, else by an address or a number. */
export interface Met extends Pick<Person, 'side' | 'at'> {
  readonly byId: boolean;
}

interface Place {
  readonly read: number;
  readonly person: number;
}

/** Rows whose domains, names and shared values are looked at: what holds for a read shows in so many. */
const LOOKED_AT = 20_000;

/** Looks at the rows of an arriving read as they go by: little is done for a row, and memory does not grow with the file. */
export class Watch {
  readonly known: readonly KnownRead[];
  /** For each known read, who of its people was met. */
  readonly met: readonly (Met | undefined)[][];
  /** For each known read, people whose name somebody of the arriving one bears. */
  readonly named: readonly Set<number>[];
  readonly logins = new LoginDays();
  readonly ids = new SharedValues();
  readonly addresses = new SharedValues();
  /** People of each domain among the first rows. */
  readonly domains = new Map<string, number>();
  /** The first rows, with whether anybody of any known directory was met in them; of accounts only. */
  readonly accounts: { readonly domain: string | null; readonly isMet: boolean }[] = [];
  rows = 0;
  /** Of the first rows, those with no address at all. */
  withoutAddress = 0;
  readonly #domainAliases: Settings['domainAliases'];
  readonly #ofAccounts: boolean;
  readonly #places = new Map<string, readonly Place[]>();
  readonly #names = new Map<string, readonly Place[]>();
  readonly #ids = new Map<string, Place>();

  constructor(kind: Kind, known: readonly KnownRead[], { domainAliases }: Pick<Settings, 'domainAliases'>) {
    this.#domainAliases = domainAliases;
    this.#ofAccounts = kind !== 'directory';
    this.known = known;
    this.met = known.map(({ people }) => new Array<Met | undefined>(people.length));
    this.named = known.map(() => new Set<number>());
    for (const [read, { as, people }] of known.entries())
      for (const [person, one] of people.entries()) this.#index({ read, person }, one, as === 'before');
  }

  see(observations: readonly Observation[]): void {
    for (const one of observations) {
      if (one.of === 'account') this.#person(personOfAccount(one.row));
      else if (one.of === 'identity') this.#person(personOfIdentity(one.row));
    }
  }

  #person(person: Person): void {
    this.rows += 1;
    if (this.#ofAccounts) this.logins.add(person.side, person.at);
    const isMet = this.#meet(person);
    if (this.rows <= LOOKED_AT) this.#lookAt(person, isMet);
  }

  #meet(person: Person): boolean {
    const { email, login, otherEmails, crmId, employeeId } = person;
    let isMet = false;
    const same = this.#ids.get(person.key);
    if (same !== undefined) this.#mark(same, person, true);
    if (this.#places.size === 0) return isMet;
    const look = (key: string) => {
      for (const place of this.#places.get(key) ?? NOWHERE) {
        this.#mark(place, person, false);
        if (this.known[place.read]?.as !== 'before') isMet = true;
      }
    };
    if (email !== null) look(email);
    if (login !== null && login !== email) look(login);
    for (const one of otherEmails) look(one);
    if (crmId !== null) look(crmKey(crmId));
    if (employeeId !== null) look(employeeKey(employeeId));
    return isMet;
  }

  /** Of several rows about one person, one that is active decides: their other logins may have ended. */
  #mark({ read, person }: Place, { side, at }: Person, byId: boolean): void {
    const met = this.met[read];
    if (met === undefined) return;
    const known = met[person];
    if (
      known === undefined ||
      (byId && !known.byId) ||
      (known.side !== 'active' && side === 'active' && byId === known.byId)
    )
      met[person] = { side, at, byId };
  }

  #lookAt(person: Person, isMet: boolean): void {
    const { email, login, name } = person;
    const domains = new Set([domainOf(email), domainOf(login)].filter((domain) => domain !== null));
    for (const domain of domains) this.domains.set(domain, (this.domains.get(domain) ?? 0) + 1);
    if (domains.size === 0 && person.otherEmails.length === 0) this.withoutAddress += 1;
    if (this.#ofAccounts && person.side !== 'ended') this.accounts.push({ domain: domainOf(email), isMet });
    const who = name?.toLowerCase() ?? null;
    this.ids.add(person.key, who ?? email ?? login);
    if (email !== null) this.addresses.add(email, who);
    const key = isMet || this.#names.size === 0 ? null : nameKey(name);
    for (const place of key === null ? NOWHERE : (this.#names.get(key) ?? NOWHERE))
      this.named[place.read]?.add(place.person);
  }

  #index(place: Place, person: Person, isBefore: boolean): void {
    if (isBefore) this.#ids.set(person.key, place);
    for (const key of new Set([person.email, person.login, ...person.otherEmails])) {
      add(this.#places, key, place);
      if (key === null || this.#domainAliases.length === 0) continue;
      for (const alias of domainAliasesOf(key, this.#domainAliases)) add(this.#places, alias, place);
    }
    if (person.crmId !== null) add(this.#places, crmKey(person.crmId), place);
    if (person.employeeId !== null) add(this.#places, employeeKey(person.employeeId), place);
    add(this.#names, nameKey(person.name), place);
  }
}

const NOWHERE: readonly Place[] = [];
/** What so many share joins nobody to anybody: a filler, a shared mailbox. */
const MOST_PLACES = 8;

function add(places: Map<string, readonly Place[]>, key: string | null, place: Place): void {
  if (key === null || key === '') return;
  const known = places.get(key);
  if (known === undefined) places.set(key, [place]);
  else if (known !== NOWHERE) places.set(key, known.length < MOST_PLACES ? [...known, place] : NOWHERE);
}
