import type { LinkBasis } from '../../model/link-change.ts';
import { integer, text, textOrNull } from '../cells/columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';
import type { AmendedEvaluation, Amendment, Evaluation, RejudgedPremise, StoredCase } from '../store.ts';
import { type Bucket, BucketBook, bucketsOf, sameBucket } from './buckets.ts';
import { published, type StoredEvaluation, saveEvaluation, storedEvaluation } from './evaluation.ts';
import { contentOfPremise, replaceFacts } from './generations.ts';
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
import { leftPremises, settleLeftPremises } from './unused-premises.ts';

/** Reads the premises whose verdict may have changed by `now` only because time passed, each with an account that has them. */
export async function duePremises(
  session: SqlSession,
  now: string,
): Promise<readonly { readonly premise: string; readonly case: StoredCase | null }[]> {
  const stored = await storedEvaluation(session);
  if (stored === null) return [];
  const rows = await session.all(
    `select premises.premise, premises.shape, judgements.account_id, judgements.app, judgements.own
     from premises left join judgements on judgements.generation = premises.generation
       and judgements.account_id = premises.account_id and judgements.app = premises.app
       and judgements.premise = premises.premise
     where premises.generation = ? and premises.valid_until <= ? order by premises.premise`,
    [stored.generation, now],
  );
  const due = [];
  for (const row of rows) {
    const premise = text(row, 'premise');
    // The account that stood for it has other premises now.
    const found =
      textOrNull(row, 'own') !== null
        ? row
        : await session.get(
            'select account_id, app, own from judgements where generation = ? and premise = ? limit 1',
            [stored.generation, premise],
          );
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

/** Writes what changed into the current generation, in one transaction. Null: another process changed it before. */
export async function amendJudgements(
  session: SqlWriteSession,
  contentVersion: number,
  { rejudged, judgements, premises, moved }: Amendment,
  offered: AmendedEvaluation,
): Promise<Evaluation | null> {
  const stored = await storedEvaluation(session);
  // Another process was first: the caller reads again what to change.
  if (stored === null || stored.contentVersion !== contentVersion || stored.revision > offered.revision) return null;
  if (offered.basis !== null && stored.logged.generation !== stored.generation) return null;
  const { generation } = stored;
  const buckets = await bucketsOf(session, generation);
  const book = new BucketBook(buckets);
  const contents = new Contents(stored);
  for (const one of rejudged) await savePremise(session, generation, one);
  await moveBuckets(session, generation, book, rejudged, contents);
  for (const one of premises) {
    if ((await bucketOfPremise(session, generation, one.premise)) !== null) continue;
    contents.premise(contentOfPremise(one), 1);
    await session.insertMany(INSERT_PREMISE, [premiseValues(generation, book.add(one, 0), one)]);
  }
  for (const one of judgements) await replace(session, generation, one, book, contents);
  // After a repeated read, each premise was judged already. After a write about one account only, this look would cost too much.
  if (offered.basis !== null && moved === undefined) {
    const left = await leftPremises(session, generation);
    for (const one of left.unused) {
      const bucket = book.all.find(({ bucket: number }) => number === one.bucket);
      if (bucket !== undefined) contents.premise(contentOfPremise({ ...bucket, premise: one.premise }), -1);
    }
    await settleLeftPremises(session, generation, left);
  }
  for (const { premise, shape } of moved?.shapes ?? [])
    await session.run('update premises set shape = ? where generation = ? and premise = ?', [
      shape,
      generation,
      premise,
    ]);
  if (moved !== undefined) await replaceFacts(session, generation, moved.facts);
  await book.save(session, generation);
  const evaluation: StoredEvaluation = {
    ...stored,
    revision: offered.revision,
    settingsHash: offered.settingsHash,
    evaluatedAt: offered.evaluatedAt,
    content: contents.text,
    contentVersion: stored.contentVersion + (contents.text === stored.content && moved === undefined ? 0 : 1),
    validUntil: await firstDue(session, generation),
  };
  await saveEvaluation(session, offered.basis === null ? evaluation : onBasis(evaluation, offered.basis));
  await session.run('delete from changes where revision <= ?', [offered.revision]);
  return published(evaluation);
}

function onBasis(evaluation: StoredEvaluation, links: LinkBasis): StoredEvaluation {
  const basis = JSON.stringify(links);
  return { ...evaluation, basis, logged: { generation: evaluation.generation, basis } };
}

/** The two sums of a generation, as rows and premises come and go. */
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

async function savePremise(session: SqlWriteSession, generation: number, one: RejudgedPremise): Promise<void> {
  if (one.verdict === null)
    await session.run('delete from premises where generation = ? and premise = ?', [generation, one.premise]);
  else
    await session.run(
      'update premises set valid_until = ?, account_id = ?, app = ? where generation = ? and premise = ?',
      [one.verdict.validUntil, one.verdict.accountId, one.verdict.app, generation, one.premise],
    );
}

/** Renames a bucket if all of its premises have one new verdict; otherwise moves the accounts whose verdict changed. */
async function moveBuckets(
  session: SqlWriteSession,
  generation: number,
  book: BucketBook,
  rejudged: readonly RejudgedPremise[],
  contents: Contents,
): Promise<void> {
  if (rejudged.length === 0) return;
  const verdicts = new Map(rejudged.flatMap((one) => (one.verdict === null ? [] : [[one.premise, one.verdict]])));
  const members = new Map<number, string[]>();
  for (const row of await session.all('select premise, bucket from premises where generation = ?', [generation])) {
    const bucket = integer(row, 'bucket');
    members.set(bucket, [...(members.get(bucket) ?? []), text(row, 'premise')]);
  }
  for (const bucket of [...book.all]) {
    const all = members.get(bucket.bucket) ?? [];
    const moved = new Map<string, { readonly verdict: NonNullable<RejudgedPremise['verdict']>; premises: string[] }>();
    for (const premise of all) {
      const verdict = verdicts.get(premise);
      if (verdict === undefined || sameBucket(verdict, bucket)) continue;
      contents.premise(contentOfPremise({ ...bucket, premise }), -1);
      contents.premise(contentOfPremise({ ...verdict, premise }), 1);
      const key = JSON.stringify([verdict.finding, verdict.reason, verdict.shown]);
      const group = moved.get(key) ?? { verdict, premises: [] };
      group.premises.push(premise);
      moved.set(key, group);
    }
    const [only] = moved.values();
    if (only !== undefined && only.premises.length === all.length) book.rename(bucket.bucket, only.verdict);
    else for (const group of moved.values()) await move(session, generation, book, bucket, group);
  }
}

const AT_ONCE = 400;

async function move(
  session: SqlWriteSession,
  generation: number,
  book: BucketBook,
  from: Bucket,
  {
    verdict,
    premises,
  }: { readonly verdict: NonNullable<RejudgedPremise['verdict']>; readonly premises: readonly string[] },
): Promise<void> {
  const to = book.add({ ...verdict, app: from.app }, 0);
  for (let start = 0; start < premises.length; start += AT_ONCE) {
    const part = premises.slice(start, start + AT_ONCE);
    const where = `generation = ? and bucket = ? and premise in (${part.map(() => '?').join(', ')})`;
    const accounts = await session.run(`update judgements set bucket = ? where ${where}`, [
      to,
      generation,
      from.bucket,
      ...part,
    ]);
    await session.run(`update premises set bucket = ? where ${where}`, [to, generation, from.bucket, ...part]);
    book.put(from.bucket, -accounts);
    book.put(to, accounts);
  }
}

async function replace(
  session: SqlWriteSession,
  generation: number,
  { accountId, app, now, refsBefore }: Amendment['judgements'][number],
  book: BucketBook,
  contents: Contents,
): Promise<void> {
  const key = [generation, accountId, app];
  const old = await session.get('select * from judgements where generation = ? and account_id = ? and app = ?', key);
  if (old !== null) {
    book.put(integer(old, 'bucket'), -1);
    contents.row(contentOf(valuesOfRow(old)), -1);
    await session.run('delete from judgements where generation = ? and account_id = ? and app = ?', key);
    await session.run('delete from judgement_links where generation = ? and account_id = ? and app = ?', key);
    const premise = text(old, 'premise');
    const bucket = book.all.find((one) => one.bucket === integer(old, 'bucket'));
    if (isOwnPremise(premise) && premise !== now?.premise && bucket !== undefined) {
      contents.premise(contentOfPremise({ ...bucket, premise }), -1);
      await session.run('delete from premises where generation = ? and premise = ?', [generation, premise]);
    }
    for (const ref of refsBefore)
      await session.run('delete from judgement_refs where generation = ? and ref = ? and account_id = ? and app = ?', [
        generation,
        ref,
        accountId,
        app,
      ]);
  }
  if (now === null) return;
  // Two buckets may have the same verdict now: an account belongs to the bucket of its premise.
  const bucket = (await bucketOfPremise(session, generation, now.premise)) ?? book.add(now, 0);
  book.put(bucket, 1);
  const values = judgementValues(generation, bucket, now);
  contents.row(contentOf(values), 1);
  await session.insertMany(INSERT_JUDGEMENT, [values]);
  await session.insertMany(INSERT_LINK, [linkValues(generation, now)]);
  await session.insertMany(
    INSERT_REF,
    now.refs.map((ref) => [generation, ref, accountId, app]),
  );
}

async function bucketOfPremise(session: SqlWriteSession, generation: number, premise: string): Promise<number | null> {
  const row = await session.get('select bucket from premises where generation = ? and premise = ?', [
    generation,
    premise,
  ]);
  return row === null ? null : integer(row, 'bucket');
}

async function firstDue(session: SqlSession, generation: number): Promise<string | null> {
  const row = await session.get('select min(valid_until) as first from premises where generation = ?', [generation]);
  return row === null ? null : textOrNull(row, 'first');
}
