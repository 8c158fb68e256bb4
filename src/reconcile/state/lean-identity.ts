import type { App } from '../../model/app-profile.ts';
import type { Identity } from '../../model/identity.ts';
import { isNoPersonRow } from '../classify/person-kinds.ts';
import { allKeysOf } from './all-keys.ts';
import { restsOnAssignment, withoutAssignment } from './app-standing.ts';
import { type Own, packed, unpacked } from './packed-identity.ts';

type Common = Omit<Identity, keyof Own>;

/**
 * A million identities outside of what the collector goes through: the row of each as bytes, what thousands have in common
 * once. Of each only a handle is an object, and it reads itself when somebody looks.
 */
export class IdentityPool {
  readonly #states: Common[] = [];
  readonly #stateNumbers = new Map<string, number>();
  #latestState = -1;
  readonly #chunks: Buffer[] = [];
  #free = 0;
  /** Of each identity where its text begins. */
  #starts = new Float64Array(1_024);
  /** Of each: its state, how long its text is, the line of its row, and in one how long its id is and what is `Plain`. */
  #numbers = new Uint32Array(WIDTH * 1_024);
  #count = 0;
  /** By whether the end is each one's own, by application, and by the state of which it is made. */
  readonly #seen = new Map<boolean, Map<App, Map<Common, Seen>>>();
  /** Whoever looks at one looks several times, and at few of them at once. */
  readonly #read: (Read | undefined)[] = new Array(READ_KEPT).fill(undefined);

  add(identity: Identity): LeanIdentity {
    const at = this.#count;
    const text = packed(identity);
    const most = text.length * BYTES_A_UNIT;
    if (this.#free < most) {
      this.#free = Math.max(CHUNK_BYTES, most);
      this.#chunks.push(Buffer.allocUnsafeSlow(this.#free));
    }
    const chunk = this.#chunks.at(-1);
    const start = (chunk?.length ?? 0) - this.#free;
    const length = chunk?.write(text, start) ?? 0;
    this.#free -= length;
    if (at === this.#starts.length) {
      this.#starts = grown(this.#starts, new Float64Array(at * 2));
      this.#numbers = grown(this.#numbers, new Uint32Array(WIDTH * at * 2));
    }
    this.#starts[at] = (this.#chunks.length - 1) * CHUNK_RANGE + start;
    const place = WIDTH * at;
    const { identityId, latest } = identity;
    this.#numbers[place] = this.#stateNumber(identity);
    this.#numbers[place + 1] = length;
    this.#numbers[place + 2] = latest.line;
    this.#numbers[place + 3] = (SIMPLE.test(identityId) ? identityId.length * PLAIN_RANGE : 0) + plainOf(identity);
    this.#count += 1;
    return new LeanIdentity(this, at);
  }

  common(at: number): Common {
    const common = this.#states[this.#numbers[WIDTH * at] ?? -1];
    if (common === undefined) throw new RangeError('no such identity');
    return common;
  }

  /** What it says of another application: the same for thousands, so that hardly anybody is read for it. */
  seenFrom(app: App, at: number): Seen {
    const from = this.common(at);
    const listed = from.elsewhere?.[app];
    const isOwn = listed === undefined && !restsOnAssignment(from, () => this.own(at).latest.status);
    const bySeen = this.#seen.get(isOwn) ?? new Map<App, Map<Common, Seen>>();
    this.#seen.set(isOwn, bySeen);
    const byState = bySeen.get(app) ?? new Map<Common, Seen>();
    bySeen.set(app, byState);
    const known = byState.get(from);
    if (known !== undefined) return known;
    const { elsewhere: _elsewhere, ...common } = from;
    const standing = listed ?? withoutAssignment({ ...common, ...this.own(at) });
    const seen = { ...common, ...standing };
    const made = { common: this.#states[this.#stateNumber(seen)] ?? seen, ended: isOwn ? null : standing };
    byState.set(from, made);
    return made;
  }

  line(at: number): number {
    return this.#numbers[WIDTH * at + 2] ?? 0;
  }

  /** `ended`: as another application sees it; null: as it is. */
  plain(at: number, ended: Ended | null): Plain | 0 {
    const plain = (this.#numbers[WIDTH * at + 3] ?? 0) % PLAIN_RANGE;
    const hasEnded = ended === null ? (plain & HAS_ENDED) > 0 : isEnd(ended);
    return hasEnded ? 0 : plain & ~HAS_ENDED;
  }

  /** It stands behind the line, which begins the text: nothing else of it is read. */
  identityId(at: number): string {
    const length = Math.floor((this.#numbers[WIDTH * at + 3] ?? 0) / PLAIN_RANGE);
    const known = this.#read[at % READ_KEPT];
    if (length === 0 || known?.at === at) return this.own(at).identityId;
    const place = this.#starts[at] ?? 0;
    const start = (place % CHUNK_RANGE) + BEFORE_LINE + String(this.line(at)).length + BEFORE_ID;
    return this.#chunks[Math.floor(place / CHUNK_RANGE)]?.toString('latin1', start, start + length) ?? '';
  }

  own(at: number): Own {
    const slot = at % READ_KEPT;
    const known = this.#read[slot];
    if (known !== undefined && known.at === at) return known.own;
    const place = this.#starts[at] ?? 0;
    const start = place % CHUNK_RANGE;
    const text = this.#chunks[Math.floor(place / CHUNK_RANGE)]?.toString(
      'utf8',
      start,
      start + (this.#numbers[WIDTH * at + 1] ?? 0),
    );
    const own = unpacked(text ?? '');
    this.#read[slot] = { at, own };
    return own;
  }

  #stateNumber(identity: Common): number {
    // Most have what the one before had.
    const latest = this.#states[this.#latestState];
    if (latest !== undefined && isOfState(identity, latest)) return this.#latestState;
    this.#latestState = this.#numberOf(identity);
    return this.#latestState;
  }

  #numberOf(identity: Common): number {
    const name = nameOf(identity);
    const known = this.#stateNumbers.get(name);
    if (known !== undefined) return known;
    this.#states.push(commonOf(identity));
    this.#stateNumbers.set(name, this.#states.length - 1);
    return this.#states.length - 1;
  }
}

/** What an identity says of another application than Clari. */
interface Seen {
  readonly common: Common;
  /** Null: as it ended for Clari, which is with the person. */
  readonly ended: Ended | null;
}

type Ended = Pick<Own, 'revokedAt' | 'revokedAtDateOnly' | 'revokedBy'>;

function isEnd({ revokedAt, revokedBy }: Ended): boolean {
  return revokedAt !== null || revokedBy !== null;
}

interface Read {
  readonly at: number;
  readonly own: Own;
}

function grown<List extends Float64Array | Uint32Array>(from: List, into: List): List {
  into.set(from);
  return into;
}

/**
 * What verdicts take from an identity that no live read mentions, that has not ended and has no last day: bits, so
 * that what is made of one serves for all others. 0: there is more to it.
 */
export type Plain = number;

/** And whether it has ended, which is another question for each application. */
function plainOf(identity: Identity): Plain | 0 {
  const { latest, ssoName, lastSsoAt } = identity;
  if (ssoName !== null || lastSsoAt !== null || latest.leavesOn !== null || latest.personKind === 'guest') return 0;
  return 1 | (latest.status === 'active' ? 2 : 0) | (isNoPersonRow(latest) ? 4 : 0) | (isEnd(identity) ? HAS_ENDED : 0);
}

const HAS_ENDED = 8;

const WIDTH = 4;
/** Above all of them. */
const PLAIN_RANGE = 16;
/** Written as it is: `[[17,"00u1",…`. */
const SIMPLE = /^[\w@.+-]+$/;
const BEFORE_LINE = 2;
const BEFORE_ID = 2;
const READ_KEPT = 512;
const CHUNK_BYTES = 4_194_304;
/** At most, of a text in UTF-8. */
const BYTES_A_UNIT = 3;
/** Above any length of a chunk, so that one number names chunk and place. */
const CHUNK_RANGE = 2 ** 32;

/** Without what is each one's own. */
export function commonOf(one: Common): Common {
  return {
    directory: one.directory,
    latestSnapshotId: one.latestSnapshotId,
    assignment: one.assignment,
    assignmentAsOf: one.assignmentAsOf,
    assignmentSource: one.assignmentSource,
    listMatch: one.listMatch,
    asOf: one.asOf,
    present: one.present,
    entitlement: one.entitlement,
    entitlementReason: one.entitlementReason,
    revokedAtBasis: one.revokedAtBasis,
    ...(one.rowSnapshotId === undefined ? {} : { rowSnapshotId: one.rowSnapshotId }),
    ...(one.elsewhere === undefined ? {} : { elsewhere: one.elsewhere }),
  };
}

function isOfState(one: Common, state: Common): boolean {
  return (
    one.rowSnapshotId === undefined &&
    NAMED_FIRST.every((key) => one[key] === state[key]) &&
    NAMED_LAST.every((key) => one[key] === state[key])
  );
}

/** Names of files are from outside: what they are part of comes last. */
const NAMED_LAST = ['listMatch', 'directory', 'assignmentSource', 'elsewhere'] as const;
type NamedLast = (typeof NAMED_LAST)[number];
/** What comes from a store is read there; in a pool everybody's row is the latest one's. */
type NeverHere = 'rowSnapshotId';
const NAMED_FIRST = allKeysOf<Omit<Common, NamedLast | NeverHere>>()([
  'latestSnapshotId',
  'assignment',
  'assignmentAsOf',
  'asOf',
  'present',
  'entitlement',
  'entitlementReason',
  'revokedAtBasis',
]);

function nameOf(one: Common): string {
  let name = '';
  for (const key of NAMED_FIRST) name += `${one[key]} `;
  const elsewhere = one.elsewhere === undefined ? '' : JSON.stringify(one.elsewhere);
  return `${name}${one.listMatch?.rows}/${one.listMatch?.matched} ${one.directory} ${one.assignmentSource} ${elsewhere}`;
}

/** The handle of an identity in a pool. */
export class LeanIdentity implements Identity {
  readonly #pool: IdentityPool;
  readonly #at: number;
  /** Null: as it is, which is what it says of Clari. */
  readonly #seen: Seen | null;

  constructor(pool: IdentityPool, at: number, seen: Seen | null = null) {
    this.#pool = pool;
    this.#at = at;
    this.#seen = seen;
  }

  seenFrom(app: App): LeanIdentity {
    return new LeanIdentity(this.#pool, this.#at, this.#pool.seenFrom(app, this.#at));
  }

  get directory() {
    return this.common.directory;
  }
  get latestSnapshotId() {
    return this.common.latestSnapshotId;
  }
  get asOf() {
    return this.common.asOf;
  }
  get present() {
    return this.common.present;
  }
  get assignment() {
    return this.common.assignment;
  }
  get assignmentAsOf() {
    return this.common.assignmentAsOf;
  }
  get assignmentSource() {
    return this.common.assignmentSource;
  }
  get listMatch() {
    return this.common.listMatch;
  }
  get entitlement() {
    return this.common.entitlement;
  }
  get entitlementReason() {
    return this.common.entitlementReason;
  }
  get revokedAtBasis() {
    return this.common.revokedAtBasis;
  }
  get elsewhere() {
    return this.common.elsewhere;
  }

  get identityId() {
    return this.#pool.identityId(this.#at);
  }
  /** Of its latest row. */
  get line() {
    return this.#pool.line(this.#at);
  }
  get plain() {
    return this.#pool.plain(this.#at, this.#seen?.ended ?? null);
  }
  get latest() {
    return this.#own.latest;
  }
  get revokedAt() {
    return this.#ended.revokedAt;
  }
  get revokedAtDateOnly() {
    return this.#ended.revokedAtDateOnly;
  }
  get revokedBy() {
    return this.#ended.revokedBy;
  }
  get ssoName() {
    return this.#own.ssoName;
  }
  get lastSsoAt() {
    return this.#seen === null ? this.#own.lastSsoAt : null;
  }

  /** What it has in common with thousands, as one object. */
  get common(): Common {
    return this.#seen?.common ?? this.#pool.common(this.#at);
  }

  get #ended(): Ended {
    return this.#seen?.ended ?? this.#own;
  }

  get #own(): Own {
    return this.#pool.own(this.#at);
  }
}
