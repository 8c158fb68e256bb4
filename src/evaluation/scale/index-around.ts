import type { DecidedIdentity } from '../../model/decision.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import type { AssignmentObservation, IdentityObservation } from '../../model/observation.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { type CandidateIndex, candidateIndexBuilder } from '../../reconcile/candidates/candidate-index.ts';
import { filedKeys, lookupKeys, personKeys, traitsOfRow } from '../../reconcile/candidates/index-keys.ts';
import { type AccountTraits, identityTraits } from '../../reconcile/normalise/traits.ts';
import { identityHistory } from '../../reconcile/state/identities.ts';
import { IdentityPool } from '../../reconcile/state/lean-identity.ts';
import { Numbers } from './numbers.ts';
import { type GatheredIdentities, gatherWholeIdentities, loadIdentities, type Passed } from './reads.ts';
import type { RowReader } from './short-reads.ts';

/** Whose candidates, and which identities, an index has to know as well as one of everybody does. */
export interface Around {
  readonly accounts: readonly AccountTraits[];
  readonly identities: readonly DecidedIdentity[];
}

/**
 * An index that answers for these as one of everybody would: it has every identity that is filed under any key by which
 * they are looked up, however many, and whoever may be one person with those. One walk over the rows of directories.
 */
export async function indexAround(
  reader: RowReader,
  remembered: readonly Snapshot[],
  around: Around,
  passed: Passed,
): Promise<CandidateIndex> {
  if (around.accounts.length === 0 && around.identities.length === 0) return candidateIndexBuilder().build();
  const rows = new RowsByPerson();
  const keys = new Set(around.accounts.flatMap(lookupKeys));
  const refs = new Set(around.identities.map((one) => identityRef(one).toLowerCase()));
  let wanted = new Set<number>();
  const gathered = await gatherWholeIdentities(reader, remembered, passed, (row, at) => {
    const traits = traitsOfRow(row);
    rows.add(traits.flatMap(personKeys));
    if (namesOf(row).some((name) => refs.has(name)) || (keys.size > 0 && traits.some((one) => isFiled(one, keys))))
      wanted.add(at);
  });
  const aliases = new Map<string, string>();
  const building = candidateIndexBuilder({ aliases });
  const pool = new IdentityPool();
  const components = new Set<number>();
  while (wanted.size > 0) {
    for (const row of wanted) components.add(gathered.components.componentOf(row));
    const shared = new Set<number>();
    for await (const { identities, former } of identitiesIn(reader, remembered, gathered, wanted)) {
      for (const [ref, now] of former) aliases.set(ref, now);
      for (const identity of identities) {
        building.add(identity, pool.add(identity));
        for (const key of personKeys(identityTraits(identity))) shared.add(low(key));
      }
    }
    wanted = rows.having(shared, (row) => !components.has(gathered.components.componentOf(row)));
  }
  return building.build();
}

const AT_ONCE = 2_000;

async function* identitiesIn(
  reader: RowReader,
  remembered: readonly Snapshot[],
  gathered: GatheredIdentities,
  rows: ReadonlySet<number>,
): AsyncGenerator<{ readonly identities: readonly Identity[]; readonly former: ReadonlyMap<string, string> }> {
  for (const part of gathered.components.parts(AT_ONCE, rows)) {
    const history = identityHistory(gathered.matches);
    await loadIdentities(reader, gathered, part, history);
    yield { identities: history.build(remembered), former: history.aliases() };
  }
}

function isFiled(traits: Parameters<typeof filedKeys>[0], keys: ReadonlySet<number>): boolean {
  return filedKeys(traits).some((key) => keys.has(key));
}

/** Everything that a person's decision may have called it. */
function namesOf(row: IdentityObservation | AssignmentObservation): readonly string[] {
  const { directory, identityId, login, email } = row;
  const names = 'employeeId' in row ? [identityId] : [identityId, login, email, row.key];
  return names.flatMap((one) => (one === null ? [] : identityRef({ directory, identityId: one }).toLowerCase()));
}

/** Of each row what two identities of one person share, as far as 32 bits tell: two that collide only load more. */
class RowsByPerson {
  readonly #keys = new Numbers();
  /** Of each row, where its keys end. */
  readonly #ends = new Numbers();

  add(keys: readonly number[]): void {
    for (const key of keys) this.#keys.push(low(key));
    this.#ends.push(this.#keys.length);
  }

  having(keys: ReadonlySet<number>, isNew: (row: number) => boolean): Set<number> {
    const found = new Set<number>();
    let at = 0;
    for (let row = 0; row < this.#ends.length; row += 1) {
      const end = this.#ends.at(row);
      let has = false;
      for (; at < end; at += 1) has ||= keys.has(this.#keys.at(at));
      if (has && isNew(row)) found.add(row);
    }
    return found;
  }
}

function low(key: number): number {
  return key % 0x1_0000_0000;
}
