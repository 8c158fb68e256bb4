import { bare } from '../model/foreign.ts';
import { readRotation } from './rotation.ts';

interface Entry {
  readonly sequence: number;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A head that the ledger says was signed when a pack was made. */
export interface SignedHead {
  readonly sequence: number;
  readonly hash: string;
  readonly keyId: string;
  /** The entry that says so. */
  readonly saidBy: number;
}

interface Span {
  readonly keyId: string;
  /** From this head on, and up to the one before `until`; null: it is still in use. */
  readonly from: number;
  readonly until: number | null;
}

/**
 * Which keys may have signed which heads, by the ledger itself: the first one that it names, those that a known one
 * signed in, and those that a person accepted. Entries come in their order, of a chain that holds.
 */
export class KeyBook {
  #spans: readonly Span[] = [];
  readonly heads: SignedHead[] = [];
  /** What is wrong with entries about keys, a sentence each. */
  readonly faults: string[] = [];
  readonly #signedIn = new Map<string, string>();

  enter({ sequence, kind, payload }: Entry): void {
    if (kind === 'evidence.exported') this.#exported(sequence, payload);
    if (kind === 'key.rotated') this.#rotated(sequence, payload);
    if (kind === 'restore.accepted' && Array.isArray(payload['keys']))
      for (const key of payload['keys']) if (typeof key === 'string') this.accept(key);
  }

  /** One that somebody outside vouches for. */
  accept(keyId: string): void {
    if (!this.#spans.some((one) => one.keyId === keyId))
      this.#spans = [...this.#spans, { keyId, from: 0, until: null }];
  }

  /** The one that signs now; null: none signed anything yet. */
  get current(): string | null {
    return this.#spans.findLast((one) => one.until === null)?.keyId ?? null;
  }

  /** Whether this one signs now, as far as the ledger knows any. */
  mayBegin(keyId: string): boolean {
    return this.#spans.length === 0 || this.#spans.some((one) => one.keyId === keyId && one.until === null);
  }

  /** Why this key may not have signed that head; null: it may. */
  faultOf(keyId: string, sequence: number): string | null {
    if (this.#spans.length === 0) return null;
    const spans = this.#spans.filter((one) => one.keyId === keyId);
    if (spans.length === 0) return `the ledger does not know the key ${bare(keyId)}: no known key signed it in`;
    if (spans.some(({ from, until }) => sequence >= from && (until === null || sequence < until))) return null;
    const [{ from, until } = { from: 0, until: 0 }] = spans;
    return sequence < from
      ? `the key ${bare(keyId)} was signed in by entry ${from} only`
      : `the key ${bare(keyId)} was replaced by entry ${until}`;
  }

  /** Whether whoever trusts the one may trust the other: the same, or signed in by it, directly or not. */
  leadsTo(trusted: string, keyId: string): boolean {
    const seen = new Set<string>();
    for (let one: string | undefined = keyId; one !== undefined && !seen.has(one); one = this.#signedIn.get(one)) {
      if (one === trusted) return true;
      seen.add(one);
    }
    return false;
  }

  #exported(saidBy: number, payload: Entry['payload']): void {
    const { head_sequence: sequence, head_hash: hash, key_id: keyId } = payload;
    if (typeof sequence !== 'number' || typeof hash !== 'string' || typeof keyId !== 'string') return;
    if (this.#spans.length === 0) this.accept(keyId);
    this.heads.push({ sequence, hash, keyId, saidBy });
  }

  #rotated(sequence: number, payload: Entry['payload']): void {
    const rotation = readRotation(payload);
    if (rotation === null) {
      this.faults.push(`Entry ${sequence} changes the key, and the old key did not sign the new one in.`);
      return;
    }
    const { old_key_id: old, new_key_id: next } = rotation;
    if (this.#spans.length === 0) this.accept(old);
    if (!this.mayBegin(old)) {
      this.faults.push(`Entry ${sequence} lets the key ${old} sign in another, and the ledger does not know that one.`);
      return;
    }
    this.#signedIn.set(next, old);
    this.#spans = [
      ...this.#spans.map((one) => (one.keyId === old && one.until === null ? { ...one, until: sequence } : one)),
      { keyId: next, from: sequence, until: null },
    ];
  }
}
