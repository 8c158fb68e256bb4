import type { AssignmentObservation } from '../model/observation.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { ListMatch } from '../reconcile/state/list-match.ts';
import {
  addStranger,
  joinFails,
  type ListMatches,
  NO_MATCHES,
  saysAssigned,
  silentLists,
} from '../reconcile/state/list-matches.ts';
import type { Components, Part } from './scale/components.ts';
import { Numbers } from './scale/numbers.ts';

const AT_ONCE = 2_000;

/** Finds whom the rows of complete lists fit, by which rows belong together. No row is read a second time for this. */
export class ListFit {
  readonly #reads: readonly Snapshot[];
  readonly #silent: ReadonlySet<string>;
  /** Rows that say assigned, by read. */
  readonly #said = new Map<number, Numbers>();

  constructor(reads: readonly Snapshot[]) {
    this.#reads = reads;
    this.#silent = silentLists(reads);
  }

  see(read: number, row: AssignmentObservation, at: number): void {
    if (!this.#silent.has(this.#reads[read]?.snapshotId ?? '') || !saysAssigned(row)) return;
    const said = this.#said.get(read) ?? new Numbers();
    this.#said.set(read, said);
    said.push(at);
  }

  /** After the rows are settled. `load`: rows once more, of the few that are nobody's. */
  async matches(
    components: Components,
    load: (part: Part, take: (snapshot: Snapshot, row: AssignmentObservation) => void) => Promise<void>,
  ): Promise<ListMatches> {
    const known = new Set(this.#reads.flatMap((read) => (read.kind === 'directory' ? (read.directory ?? []) : [])));
    const byList = new Map<string, ListMatch>();
    const strangers = new Map<string, Set<string>>();
    for (const [read, said] of this.#said) {
      const snapshot = this.#reads[read];
      if (snapshot === undefined || !known.has(snapshot.directory ?? '')) continue;
      const nobodys = components.without(numbersIn(said), (one) => this.#reads[one]?.kind === 'directory');
      const match = { rows: said.length, matched: said.length - nobodys.length };
      byList.set(snapshot.snapshotId, match);
      if (nobodys.length === 0 || joinFails(match)) continue;
      for (const part of components.parts(AT_ONCE, new Set(nobodys)))
        await load(part, (of, row) => {
          if (of.snapshotId === snapshot.snapshotId && saysAssigned(row)) addStranger(strangers, row);
        });
    }
    return byList.size === 0 ? NO_MATCHES : { byList, strangers };
  }
}

function* numbersIn(numbers: Numbers): Generator<number> {
  for (let index = 0; index < numbers.length; index += 1) yield numbers.at(index);
}
