import type { Correlation, CorrelationRule } from '../../model/correlation.ts';
import type { Comparable } from '../normalise/traits.ts';
import type { ListedPeople, RecordList } from './listed-identity.ts';

export interface MatchRow {
  readonly accountId: string;
  readonly identityId: string | null;
  readonly decision: 'linked' | 'candidate' | 'none';
  readonly confidence: number;
  readonly rule: CorrelationRule | null;
}

/** A candidate: their row, and the number of the reason. */
interface Claimant {
  readonly row: number;
  readonly reason: number;
}

type Reason = Pick<MatchRow, 'confidence' | 'rule'>;

const NOBODY = -1;
const SEVERAL = -2;
const NO_REASON: Reason = { confidence: 0, rule: null };

/** What became of every account of a plain list: of the many that have one owner no more is kept than who, and why. */
export class MatchOutcomes {
  readonly #accounts: RecordList;
  readonly #people: ListedPeople;
  /** By account: the row of its owner. */
  readonly #owners: Int32Array;
  readonly #reasons: Reason[] = [];
  readonly #reasonOf: Uint16Array;
  readonly #isCapped: Uint8Array;
  /** By account. */
  readonly #candidates = new Map<number, readonly Claimant[]>();
  /** Further identities of an owner, by account. */
  readonly #further = new Map<number, readonly number[]>();

  constructor(accounts: RecordList, people: ListedPeople) {
    this.#accounts = accounts;
    this.#people = people;
    this.#owners = new Int32Array(accounts.length).fill(NOBODY);
    this.#reasonOf = new Uint16Array(accounts.length);
    this.#isCapped = new Uint8Array(accounts.length);
  }

  get length(): number {
    return this.#accounts.length;
  }

  link(account: number, owner: number, rule: CorrelationRule, confidence: number): void {
    this.#owners[account] = owner;
    this.#reasonOf[account] = this.#reason(rule, confidence);
  }

  put(account: number, { linked, candidates, notCompared, candidatesDropped }: Correlation<Comparable>): void {
    this.#isCapped[account] = notCompared > 0 || candidatesDropped > 0 ? 1 : 0;
    this.#further.delete(account);
    const [owner, ...further] = linked.map(({ identity }) => this.#people.rowOf(identity));
    const [first] = linked;
    if (owner !== undefined && first !== undefined) {
      this.link(account, owner, first.rule, first.confidence);
      if (further.length > 0) this.#further.set(account, further);
      return;
    }
    this.#owners[account] = candidates.length === 0 ? NOBODY : SEVERAL;
    // What a candidate was compared by is not kept.
    const kept = candidates.map(({ identity, rule, confidence }) => ({
      row: this.#people.rowOf(identity),
      reason: this.#reason(rule, confidence),
    }));
    if (kept.length > 0) this.#candidates.set(account, kept);
  }

  /** Something was left uncompared or unnamed. */
  isCapped(account: number): boolean {
    return this.#isCapped[account] === 1;
  }

  /** Everybody to whom the account is linked. */
  *ownersOf(account: number): Generator<number, void, void> {
    const owner = this.#owners[account] ?? NOBODY;
    if (owner < 0) return;
    yield owner;
    yield* this.#further.get(account) ?? [];
  }

  /** One row where it is linked, one for each candidate, or one `none`. */
  rows(account: number): readonly MatchRow[] {
    const accountId = this.#accounts.id(account);
    const owner = this.#owners[account] ?? NOBODY;
    if (owner === SEVERAL) {
      return (this.#candidates.get(account) ?? []).map(({ row, reason }) => ({
        accountId,
        identityId: this.#people.idOf(row),
        decision: 'candidate',
        ...(this.#reasons[reason] ?? NO_REASON),
      }));
    }
    if (owner === NOBODY) return [{ accountId, identityId: null, decision: 'none', ...NO_REASON }];
    const { rule, confidence } = this.#reasons[this.#reasonOf[account] ?? 0] ?? NO_REASON;
    return [{ accountId, identityId: this.#people.idOf(owner), decision: 'linked', confidence, rule }];
  }

  /** Confidences have two digits, so that there are a few hundred at most. */
  #reason(rule: CorrelationRule, confidence: number): number {
    const known = this.#reasons.findIndex((one) => one.rule === rule && one.confidence === confidence);
    return known >= 0 ? known : this.#reasons.push({ rule, confidence }) - 1;
  }
}
