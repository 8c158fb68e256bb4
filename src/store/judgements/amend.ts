import type { LinkBasis } from '../../model/link-change.ts';
import { integer, text, textOrNull } from '../cells/columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';
import type { AmendedEvaluation, Amendment, Evaluation, RejudgedPremise, StoredCase } from '../store.ts';
import { contentOfPremise, replaceFacts } from './editions.ts';
import { published, type StoredEvaluation, saveEvaluation, storedEvaluation } from './evaluation.ts';
import {
  addContent,
  contentOf,
  INSERT_JUDGEMENT,
  INSERT_LINK,
  INSERT_PREMISE,
  INSERT_REF,
  isOwnPremise,
  judgementValues,
  linkValues,
  premiseValues,
  valuesOfRow,
} from './kept.ts';
import { type Pile, PileBook, pilesOf, samePile } from './piles.ts';
import { leftPremises, settleLeftPremises } from './unused-premises.ts';

/** Premises whose verdict the clock may have changed by then, each with an account that has them. */
export async function duePremises(
  session: SqlSession,
  now: string,
): Promise<readonly { readonly premise: string; readonly case: StoredCase | null }[]> {
  const stored = await storedEvaluation(session);
  if (stored === null) return [];
  const rows = await session.all(
    `select premises.premise, premises.shape, judgements.account_id, judgements.app, judgements.own
     from premises left join judgements on judgements.edition = premises.edition
       and judgements.account_id = premises.account_id and judgements.app = premises.app
       and judgements.premise = premises.premise
     where premises.edition = ? and premises.valid_until <= ? order by premises.premise`,
    [stored.edition, now],
  );
  const due = [];
  for (const row of rows) {
    const premise = text(row, 'premise');
    // The account that stood for it has other premises now.
    const found =
      textOrNull(row, 'own') !== null
        ? row
        : await session.get('select account_id, app, own from judgements where edition = ? and premise = ? limit 1', [
            stored.edition,
            premise,
          ]);
    due.push({
      premise,
      case:
        found === null
          ? null
          : {
              accountId: text(found, 'account_id'),
              app: text(found, 'app'),
              shape: text(row, 'shape'),
              own: text(found, 'own'),
            },
    });
  }
  return due;
}

/** Writes what changed into the edition that is read: everything at once. */
export async function amendJudgements(
  session: SqlWriteSession,
  generation: number,
  { rejudged, judgements, premises, moved }: Amendment,
  offered: AmendedEvaluation,
): Promise<Evaluation | null> {
  const stored = await storedEvaluation(session);
  // Somebody else was quicker: whoever asked looks again.
  if (stored === null || stored.generation !== generation || stored.revision > offered.revision) return null;
  if (offered.basis !== null && stored.entered.edition !== stored.edition) return null;
  const { edition } = stored;
  const piles = await pilesOf(session, edition);
  const book = new PileBook(piles);
  const contents = new Contents(stored);
  for (const one of rejudged) await savePremise(session, edition, one);
  await movePiles(session, edition, book, rejudged, contents);
  for (const one of premises) {
    if ((await pileOfPremise(session, edition, one.premise)) !== null) continue;
    contents.premise(contentOfPremise(one), 1);
    await session.insertMany(INSERT_PREMISE, [premiseValues(edition, book.add(one, 0), one)]);
  }
  for (const one of judgements) await replace(session, edition, one, book, contents);
  // After a read that comes again each premise was looked at; for what is written about one account alone it is too dear.
  if (offered.basis !== null && moved === undefined) {
    const left = await leftPremises(session, edition);
    for (const one of left.unused) {
      const pile = book.all.find(({ pile: number }) => number === one.pile);
      if (pile !== undefined) contents.premise(contentOfPremise({ ...pile, premise: one.premise }), -1);
    }
    await settleLeftPremises(session, edition, left);
  }
  for (const { premise, shape } of moved?.shapes ?? [])
    await session.run('update premises set shape = ? where edition = ? and premise = ?', [shape, edition, premise]);
  if (moved !== undefined) await replaceFacts(session, edition, moved.facts);
  await book.save(session, edition);
  const evaluation: StoredEvaluation = {
    ...stored,
    revision: offered.revision,
    settingsHash: offered.settingsHash,
    evaluatedAt: offered.evaluatedAt,
    content: contents.text,
    generation: stored.generation + (contents.text === stored.content && moved === undefined ? 0 : 1),
    validUntil: await firstDue(session, edition),
  };
  await saveEvaluation(session, offered.basis === null ? evaluation : onBasis(evaluation, offered.basis));
  await session.run('delete from changes where revision <= ?', [offered.revision]);
  return published(evaluation);
}

function onBasis(evaluation: StoredEvaluation, links: LinkBasis): StoredEvaluation {
  const basis = JSON.stringify(links);
  return { ...evaluation, basis, entered: { edition: evaluation.edition, basis } };
}

/** The two sums of an edition, as rows and premises come and go. */
class Contents {
  #rows: number;
  #premises: number;

  constructor({ content }: StoredEvaluation) {
    const [rows, premises] = content.split(':').map(Number);
    this.#rows = rows ?? 0;
    this.#premises = premises ?? 0;
  }

  get text(): string {
    return `${this.#rows}:${this.#premises}`;
  }

  row(content: number, sign: 1 | -1): void {
    this.#rows = addContent(this.#rows, content, sign);
  }

  premise(content: number, sign: 1 | -1): void {
    this.#premises = addContent(this.#premises, content, sign);
  }
}

async function savePremise(session: SqlWriteSession, edition: number, one: RejudgedPremise): Promise<void> {
  if (one.verdict === null)
    await session.run('delete from premises where edition = ? and premise = ?', [edition, one.premise]);
  else
    await session.run(
      'update premises set valid_until = ?, account_id = ?, app = ? where edition = ? and premise = ?',
      [one.verdict.validUntil, one.verdict.accountId, one.verdict.app, edition, one.premise],
    );
}

/** A pile whose premises all came to one new verdict is renamed; else the accounts that part from it are moved. */
async function movePiles(
  session: SqlWriteSession,
  edition: number,
  book: PileBook,
  rejudged: readonly RejudgedPremise[],
  contents: Contents,
): Promise<void> {
  if (rejudged.length === 0) return;
  const verdicts = new Map(rejudged.flatMap((one) => (one.verdict === null ? [] : [[one.premise, one.verdict]])));
  const members = new Map<number, string[]>();
  for (const row of await session.all('select premise, pile from premises where edition = ?', [edition])) {
    const pile = integer(row, 'pile');
    members.set(pile, [...(members.get(pile) ?? []), text(row, 'premise')]);
  }
  for (const pile of [...book.all]) {
    const all = members.get(pile.pile) ?? [];
    const moved = new Map<string, { readonly verdict: NonNullable<RejudgedPremise['verdict']>; premises: string[] }>();
    for (const premise of all) {
      const verdict = verdicts.get(premise);
      if (verdict === undefined || samePile(verdict, pile)) continue;
      contents.premise(contentOfPremise({ ...pile, premise }), -1);
      contents.premise(contentOfPremise({ ...verdict, premise }), 1);
      const key = JSON.stringify([verdict.finding, verdict.reason, verdict.shown]);
      const group = moved.get(key) ?? { verdict, premises: [] };
      group.premises.push(premise);
      moved.set(key, group);
    }
    const [only] = moved.values();
    if (only !== undefined && only.premises.length === all.length) book.rename(pile.pile, only.verdict);
    else for (const group of moved.values()) await move(session, edition, book, pile, group);
  }
}

const AT_ONCE = 400;

async function move(
  session: SqlWriteSession,
  edition: number,
  book: PileBook,
  from: Pile,
  {
    verdict,
    premises,
  }: { readonly verdict: NonNullable<RejudgedPremise['verdict']>; readonly premises: readonly string[] },
): Promise<void> {
  const to = book.add({ ...verdict, app: from.app }, 0);
  for (let start = 0; start < premises.length; start += AT_ONCE) {
    const part = premises.slice(start, start + AT_ONCE);
    const where = `edition = ? and pile = ? and premise in (${part.map(() => '?').join(', ')})`;
    const accounts = await session.run(`update judgements set pile = ? where ${where}`, [
      to,
      edition,
      from.pile,
      ...part,
    ]);
    await session.run(`update premises set pile = ? where ${where}`, [to, edition, from.pile, ...part]);
    book.put(from.pile, -accounts);
    book.put(to, accounts);
  }
}

async function replace(
  session: SqlWriteSession,
  edition: number,
  { accountId, app, now, refsBefore }: Amendment['judgements'][number],
  book: PileBook,
  contents: Contents,
): Promise<void> {
  const key = [edition, accountId, app];
  const old = await session.get('select * from judgements where edition = ? and account_id = ? and app = ?', key);
  if (old !== null) {
    book.put(integer(old, 'pile'), -1);
    contents.row(contentOf(valuesOfRow(old)), -1);
    await session.run('delete from judgements where edition = ? and account_id = ? and app = ?', key);
    await session.run('delete from judgement_links where edition = ? and account_id = ? and app = ?', key);
    const premise = text(old, 'premise');
    const pile = book.all.find((one) => one.pile === integer(old, 'pile'));
    if (isOwnPremise(premise) && premise !== now?.premise && pile !== undefined) {
      contents.premise(contentOfPremise({ ...pile, premise }), -1);
      await session.run('delete from premises where edition = ? and premise = ?', [edition, premise]);
    }
    for (const ref of refsBefore)
      await session.run('delete from judgement_refs where edition = ? and ref = ? and account_id = ? and app = ?', [
        edition,
        ref,
        accountId,
        app,
      ]);
  }
  if (now === null) return;
  // Two piles may have come to one verdict: an account lies where its premise does.
  const pile = (await pileOfPremise(session, edition, now.premise)) ?? book.add(now, 0);
  book.put(pile, 1);
  const values = judgementValues(edition, pile, now);
  contents.row(contentOf(values), 1);
  await session.insertMany(INSERT_JUDGEMENT, [values]);
  await session.insertMany(INSERT_LINK, [linkValues(edition, now)]);
  await session.insertMany(
    INSERT_REF,
    now.refs.map((ref) => [edition, ref, accountId, app]),
  );
}

async function pileOfPremise(session: SqlWriteSession, edition: number, premise: string): Promise<number | null> {
  const row = await session.get('select pile from premises where edition = ? and premise = ?', [edition, premise]);
  return row === null ? null : integer(row, 'pile');
}

async function firstDue(session: SqlSession, edition: number): Promise<string | null> {
  const row = await session.get('select min(valid_until) as first from premises where edition = ?', [edition]);
  return row === null ? null : textOrNull(row, 'first');
}
