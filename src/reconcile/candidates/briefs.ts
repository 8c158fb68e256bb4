import type { AccountTraits, IdentityTraits } from '../normalise/traits.ts';
import { addressHash, employeeHash, nameHash, strongKeys } from './keys.ts';

/** One identity that an account's address and name fit. */
export interface Bearer {
  readonly at: number;
  /** Of its employee id; null: it has none. */
  readonly employee: number | null;
}

/** Nobody's hash. */
const NONE = -1;
const CHUNK = 65_536;
const WIDTH = 3;

/**
 * Of each identity what nine links of ten are decided by, as numbers: its address, its whole name and its employee id. An
 * identity of which more may matter (an id of the CRM, a name for single sign-on, several addresses of its own) has none.
 */
export class BriefsBuilder {
  readonly #chunks: Float64Array[] = [];
  #count = 0;

  add(traits: IdentityTraits): void {
    const place = (this.#count % CHUNK) * WIDTH;
    if (place === 0) this.#chunks.push(new Float64Array(CHUNK * WIDTH));
    const chunk = this.#chunks.at(-1);
    this.#count += 1;
    if (chunk === undefined) return;
    const { primary, sso, crmId, employeeId } = traits;
    const [address] = primary;
    const isPlain = address !== undefined && primary.length === 1 && sso.length === 0 && crmId === null;
    chunk[place] = isPlain ? addressHash(address) : NONE;
    chunk[place + 1] = wholeName(traits);
    chunk[place + 2] = employeeId === null ? NONE : employeeHash(employeeId);
  }

  /** The one that all keys of the account find, if address and name are its own. Accounts with an employee id have none. */
  bearer(account: AccountTraits, filedUnder: (key: number) => readonly number[]): Bearer | null {
    const { primary, secondary, employeeId, ignoresEmployeeId } = account;
    const [address] = primary;
    if (address === undefined || primary.length > 1 || secondary.length > 0) return null;
    if (employeeId !== null || ignoresEmployeeId) return null;
    let at = -1;
    for (const key of strongKeys(account)) {
      const items = filedUnder(key);
      if (items.length === 0) continue;
      const [first = -1] = items;
      if (items.some((item) => item !== first) || (at >= 0 && at !== first)) return null;
      at = first;
    }
    const chunk = this.#chunks[Math.floor(at / CHUNK)];
    const place = (at % CHUNK) * WIDTH;
    if (at < 0 || chunk === undefined || chunk[place] !== addressHash(address)) return null;
    const name = wholeName(account);
    if (name === NONE || chunk[place + 1] !== name) return null;
    const employee = chunk[place + 2] ?? NONE;
    return { at, employee: employee === NONE ? null : employee };
  }
}

/** Two names of one such hash have the same words. One with lost letters has none: it neither agrees nor contradicts. */
function wholeName({ name, nameKeys }: Pick<IdentityTraits, 'name' | 'nameKeys'>): number {
  const [words] = nameKeys;
  return words === undefined || name.words.length < 2 || name.lost ? NONE : nameHash(words);
}
