import type { Account } from '../../model/account.ts';
import type { Candidate, Correlation } from '../../model/correlation.ts';
import { type CandidateShape, type CaseShape, caseShape } from '../../reconcile/classify/case-shape.ts';
import { allKeysOf } from '../../reconcile/state/all-keys.ts';
import { LeanIdentity } from '../../reconcile/state/lean-identity.ts';

/** Above it, shapes are made again: accounts share little then. */
const MOST_SHAPES = 50_000;

const OF_ACCOUNT = allKeysOf<CaseShape['account']>()([
  'app',
  'latestSnapshotId',
  'status',
  'statusAsOf',
  'firstSeen',
  'lastActiveAt',
  'firstInactiveAt',
  'conflicting',
]);
type Said = CaseShape['sightings'][number];
/** They follow from the read that said it. */
type FromTheRead = 'source' | 'asOf' | 'settles';
const OF_SIGHTING = allKeysOf<Omit<Said, FromTheRead>>()(['snapshotId', 'status', 'mentionedAs']);
const OF_LINK = allKeysOf<CaseShape['correlation']>()([
  'situation',
  'rule',
  'confidence',
  'candidatesDropped',
  'doubt',
]);
const OF_CANDIDATE = allKeysOf<CandidateShape['candidate']>()(['rule', 'confidence', 'whyNot', 'ignoresEmployeeId']);

/**
 * What many accounts have in common, as text: one and the same text for all of them, so that it is compared by name and
 * written once. Its name here is short: identities are named by the state that they share.
 */
export class Shapes {
  readonly #texts = new Map<string, string>();
  readonly #states = new WeakMap<object, number>();
  #stateCount = 0;

  of(account: Account, correlation: Correlation): string {
    const name = this.#nameOf(account, correlation);
    if (name === null) return shapeText(account, correlation);
    const known = this.#texts.get(name);
    if (known !== undefined) return known;
    if (this.#texts.size >= MOST_SHAPES) this.#texts.clear();
    const text = shapeText(account, correlation);
    this.#texts.set(name, text);
    return text;
  }

  /** Null: its identities share no state. */
  #nameOf(account: Account, correlation: Correlation): string | null {
    let name = '';
    for (const key of OF_ACCOUNT) name += `${account[key]} `;
    for (const sighting of account.sightings) {
      name += '\n';
      for (const key of OF_SIGHTING) name += `${sighting[key]} `;
    }
    name += '\n\n';
    for (const key of OF_LINK) name += `${correlation[key]} `;
    for (const list of [correlation.linked, correlation.candidates, correlation.nearest]) {
      name += '\n';
      for (const candidate of list) {
        const state = this.#stateOf(candidate);
        if (state === null) return null;
        name += ` ${state} `;
        for (const key of OF_CANDIDATE) name += `${candidate[key]} `;
        name += '\n';
      }
    }
    return name;
  }

  #stateOf({ identity }: Candidate): number | null {
    if (!(identity instanceof LeanIdentity)) return null;
    const known = this.#states.get(identity.common);
    if (known !== undefined) return known;
    this.#stateCount += 1;
    this.#states.set(identity.common, this.#stateCount);
    return this.#stateCount;
  }
}

function shapeText(account: Account, correlation: Correlation): string {
  return JSON.stringify(caseShape(account, correlation));
}
