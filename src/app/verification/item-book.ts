import { createHash } from 'node:crypto';
import { canonicalJson } from '../../ledger/canonical.ts';
import { namesOf } from '../../model/actor.ts';
import {
  type ItemDecision,
  isOneOf,
  type ReviewItem,
  type ReviewOutcome,
  type ReviewVerb,
} from '../../model/review.ts';
import { type ItemStanding, itemStanding, placeOf } from '../../review/standing.ts';
import { decidedIn } from '../reviews/outcome.ts';
import type { ReviewFile } from './stated-reviews.ts';

/**
 * Goes through the frozen items of a review, in order, beside what the ledger says of it: of the population, of each
 * decision, and of what came out. What is wrong is one clause each.
 */
export class ItemBook {
  readonly faults: string[] = [];
  readonly #file: ReviewFile;
  readonly #decisions = new Map<number, ItemDecision[]>();
  readonly #hash = createHash('sha256');
  readonly #outcomes = new Map<ReviewVerb, number>();
  #items = 0;
  #privileged = 0;
  #changed = 0;
  #proven = 0;

  constructor(file: ReviewFile) {
    this.#file = file;
    for (const one of file.decisions) {
      const known = this.#decisions.get(one.ordinal);
      if (known === undefined) this.#decisions.set(one.ordinal, [one]);
      else known.push(one);
    }
  }

  /** Where it stands by the ledger. */
  take(item: ReviewItem): ItemStanding {
    this.#items += 1;
    if (item.privileged) this.#privileged += 1;
    if (item.changes.length > 0) this.#changed += 1;
    if (item.ordinal !== this.#items) this.faults.push(`its item ${this.#items} is missing, or out of order`);
    this.#hash.update(`${canonicalJson(item)}\n`);
    const decisions = this.#decisions.get(item.ordinal) ?? [];
    this.#decisions.delete(item.ordinal);
    for (const [at, one] of decisions.entries()) {
      const fault = faultOf(item, one, decisions.slice(0, at));
      if (fault !== null)
        this.faults.push(`the decision of ledger entry ${one.ledgerSequence} on its item ${item.ordinal} ${fault}`);
    }
    const standing = itemStanding(item, decisions);
    const { outcome } = standing;
    if (outcome !== null) this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    if (outcome === 'revoke' && this.#file.provenAtClosing.has(item.accountId)) this.#proven += 1;
    return standing;
  }

  /** After the last item: all that is wrong. */
  end(): readonly string[] {
    const { population } = this.#file.opened;
    const counted = [
      ['items', this.#items, population.items],
      ['privileged items', this.#privileged, population.privileged],
      ['changed items', this.#changed, population.changed],
    ] as const;
    for (const [name, count, said] of counted)
      if (said !== count) this.faults.push(`it has ${count} ${name}, and the ledger says ${said}`);
    if (this.#hash.digest('hex') !== population.hash)
      this.faults.push('its items are not those that were frozen: they have another hash than its population');
    for (const decisions of this.#decisions.values())
      for (const { ledgerSequence, ordinal } of decisions)
        this.faults.push(`ledger entry ${ledgerSequence} decides on its item ${ordinal}, which it does not have`);
    this.#close();
    return this.faults;
  }

  #close(): void {
    const { closed, decisions, opened } = this.#file;
    if (closed === null) return;
    const of = (verb: ReviewVerb) => this.#outcomes.get(verb) ?? 0;
    const [kept, revoked, roleChanges] = [of('keep'), of('revoke'), of('change_role')];
    const said = closed.outcome;
    const is: ReviewOutcome = {
      items: this.#items,
      kept,
      revoked,
      roleChanges,
      notReviewed: this.#items - kept - revoked - roleChanges,
      ...decidedIn(
        decisions.filter(({ ledgerSequence }) => ledgerSequence < closed.ledgerSequence),
        opened.dueAt,
      ),
      proven: this.#proven,
    };
    const counts: Readonly<Record<string, unknown>> = { ...said };
    const wrong = Object.entries(is)
      .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(counts[name]))
      .map(([name]) => name);
    if (closed.undecidedBecome === null && said.notReviewed > 0) wrong.push('undecidedBecome');
    if (wrong.length > 0)
      this.faults.push(
        `its outcome in ledger entry ${closed.ledgerSequence} is not what its decisions and records come to (${wrong.join(', ')})`,
      );
  }
}

/** What no decision may be; null: it is none of that. */
function faultOf(item: ReviewItem, decision: ItemDecision, before: readonly ItemDecision[]): string | null {
  if (decision.accountId !== item.accountId) return 'is about another account';
  if ([decision.statedBy, ...namesOf(decision.enteredBy)].some((one) => isOneOf(one, item.addresses)))
    return 'is by the owner of the account: nobody decides on their own';
  if (decision.decision === 'not_mine' || placeOf(decision.statedBy, itemStanding(item, before)) === decision.as)
    return null;
  return 'is by somebody who did not have to decide it';
}
