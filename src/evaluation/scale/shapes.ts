import type { Account, Sighting } from '../../model/account.ts';
import type { Candidate, Correlation } from '../../model/correlation.ts';
import { LeanIdentity } from '../../reconcile/state/lean-identity.ts';
import { type CaseShape, shapeOf } from '../case-text.ts';

/** Above it, shapes are made again: accounts share little then. */
const MOST_SHAPES = 50_000;

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
  #nameOf(account: Account, correlation: Correlation) {
    const { situation, rule, confidence, candidatesDropped, linked, candidates, doubt } = correlation;
    const { app, latestSnapshotId, status, statusAsOf, firstSeen, lastActiveAt, firstInactiveAt, conflicting } =
      account;
    let name = `${app} ${latestSnapshotId} ${status} ${statusAsOf} ${firstSeen} ${lastActiveAt} ${firstInactiveAt} ${conflicting}`;
    for (const sighting of account.sightings) name += saidBy(sighting);
    name += `\n${situation} ${rule} ${confidence} ${candidatesDropped} ${doubt}`;
    for (const list of [linked, candidates]) {
      name += '\n';
      for (const candidate of list) {
        const state = this.#stateOf(candidate);
        if (state === null) return null;
        name += ` ${state} ${candidate.rule} ${candidate.confidence} ${candidate.whyNot} ${candidate.ignoresEmployeeId}\n`;
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

/** Source, time and basis follow from the read. */
function saidBy({ snapshotId, status, mentionedAs }: Sighting): string {
  return `\n${snapshotId} ${status} ${mentionedAs}`;
}

function shapeText(account: Account, correlation: Correlation): string {
  const {
    accountId: _id,
    latest: _latest,
    maybeRenamedTo: _renamed,
    sightings,
    acts: _acts,
    lastActed: _last,
    ...common
  } = account;
  const { linked, candidates, nearest: _nearest, duplicateOf: _others, notCompared: _not, ...link } = correlation;
  const shape: CaseShape = {
    account: common,
    sightings: sightings.map(({ line: _line, ...said }) => said),
    correlation: link,
    candidates: { linked: linked.map(shapeOf), candidates: candidates.map(shapeOf) },
  };
  return JSON.stringify(shape);
}
