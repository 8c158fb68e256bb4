import { FINDINGS, type Finding } from '../../model/finding.ts';
import { flag, integer, oneOf, text } from '../cells/columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';
import { rankOf } from './kept.ts';

/** Where every judgement of one app, finding and reason lies that is shown, or not. */
export interface PileKey {
  readonly app: string;
  readonly finding: Finding;
  readonly reason: string;
  readonly shown: boolean;
}

export interface Pile extends PileKey {
  readonly pile: number;
  readonly accounts: number;
}

export function samePile(a: PileKey, b: PileKey): boolean {
  return a.app === b.app && a.finding === b.finding && a.reason === b.reason && a.shown === b.shown;
}

/** In order of precedence, then reason. */
export async function pilesOf(session: SqlSession, edition: number): Promise<readonly Pile[]> {
  const rows = await session.all('select * from piles where edition = ? order by finding_rank, reason, pile', [
    edition,
  ]);
  return rows.map((row) => ({
    pile: integer(row, 'pile'),
    app: text(row, 'app'),
    finding: oneOf(row, 'finding', FINDINGS),
    reason: text(row, 'reason'),
    shown: flag(row, 'shown'),
    accounts: integer(row, 'accounts'),
  }));
}

async function savePile(session: SqlWriteSession, edition: number, pile: Pile): Promise<void> {
  const { app, finding, reason, shown, accounts } = pile;
  await session.run(
    `insert into piles (edition, pile, app, finding, finding_rank, reason, shown, accounts)
     values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (edition, pile) do update set app = excluded.app, finding = excluded.finding,
       finding_rank = excluded.finding_rank, reason = excluded.reason, shown = excluded.shown,
       accounts = excluded.accounts`,
    [edition, pile.pile, app, finding, rankOf(finding), reason, shown ? 1 : 0, accounts],
  );
}

/** Piles by what lies in them; a new one where there is none yet. */
export class PileBook {
  readonly #piles: Pile[];

  constructor(piles: readonly Pile[] = []) {
    this.#piles = [...piles];
  }

  get all(): readonly Pile[] {
    return this.#piles;
  }

  /** The pile of this key, with so many accounts more. */
  add(key: PileKey, accounts: number): number {
    const index = this.#piles.findIndex((one) => samePile(one, key));
    const known = this.#piles[index];
    if (known === undefined) {
      const pile = this.#piles.reduce((last, one) => Math.max(last, one.pile), 0) + 1;
      const { app, finding, reason, shown } = key;
      this.#piles.push({ pile, app, finding, reason, shown, accounts });
      return pile;
    }
    this.#piles[index] = { ...known, accounts: known.accounts + accounts };
    return known.pile;
  }

  /** So many accounts more, or less. */
  put(pile: number, accounts: number): void {
    const index = this.#piles.findIndex((one) => one.pile === pile);
    const known = this.#piles[index];
    if (known !== undefined) this.#piles[index] = { ...known, accounts: known.accounts + accounts };
  }

  /** Everything that lies in it has another verdict now. */
  rename(pile: number, key: PileKey): void {
    const index = this.#piles.findIndex((one) => one.pile === pile);
    const known = this.#piles[index];
    if (known !== undefined) this.#piles[index] = { ...known, ...key };
  }

  async save(session: SqlWriteSession, edition: number): Promise<void> {
    for (const pile of this.#piles) await savePile(session, edition, pile);
  }
}
