import { closeSync, openSync, writeSync } from 'node:fs';
import type { Candidate, Correlation } from '../model/correlation.ts';
import { MATCHER_VERSION } from '../reconcile/decide/thresholds.ts';
import type { Comparable } from '../reconcile/normalise/traits.ts';

const FULL = 1 << 16;

/** Writes a file with one JSON object a line: why each account was linked, or why not. */
export class Explanations {
  readonly #file: number;
  #waiting = '';

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  add(accountId: string, correlation: Correlation<Comparable>): void {
    const { situation, rule, confidence, linked, candidates, nearest, candidatesDropped, notCompared } = correlation;
    this.#waiting += `${JSON.stringify({
      account_id: accountId,
      matcher_version: MATCHER_VERSION,
      situation,
      rule,
      confidence,
      linked: linked.map(explained),
      candidates: candidates.map(explained),
      nearest: nearest.map(explained),
      candidates_dropped: candidatesDropped,
      not_compared: notCompared,
    })}\n`;
    if (this.#waiting.length > FULL) this.#write();
  }

  close(): void {
    this.#write();
    closeSync(this.#file);
  }

  #write(): void {
    writeSync(this.#file, this.#waiting);
    this.#waiting = '';
  }
}

function explained({ identity, rule, confidence, weight, comparisons, whyNot }: Candidate<Comparable>) {
  return {
    identity_id: identity.identityId,
    rule,
    confidence,
    weight,
    evidence: comparisons,
    ...(whyNot === null ? {} : { why_not: whyNot }),
  };
}
