import { hash } from 'node:crypto';
import { ClariIdentityError } from '../../model/errors.ts';
import { SNAPSHOT_STATES, type SnapshotState } from '../../model/snapshot.ts';
import { integer, oneOf, text } from '../cells/columns.ts';
import type { SqlDriver, SqlSession, SqlValue, SqlWriteSession } from '../driver.ts';
import { isAbandoned, thisProcess } from '../reads/owner.ts';
import type { Evaluation, GenerationWriter, JudgementFacts, KeptPremise, OfferedEvaluation } from '../store.ts';
import { BucketBook } from './buckets.ts';
import { published, saveEvaluation, storedEvaluation } from './evaluation.ts';
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
import { type LeftPremises, leftPremises, settleLeftPremises } from './unused-premises.ts';

/** A ledger write waits for one of these at most. Fewer would cost more: each writes every page that it touches. */
const ROWS_PER_TRANSACTION = 4_000;

const NOTHING_LEFT: LeftPremises = { unused: [], others: [] };

/** Begins a generation. Nobody reads it until it is published, and a sweep removes one that never is. */
export async function openGeneration(driver: SqlDriver): Promise<GenerationWriter> {
  const generation = await driver.write(newGeneration, { relaxed: true });
  const buckets = new BucketBook();
  let content = 0;
  let verdicts = 0;
  let isReplaced = false;
  let waiting: Waiting = { judgements: [], links: [], refs: [], premises: [] };
  const flush = async () => {
    const rows = waiting;
    waiting = { judgements: [], links: [], refs: [], premises: [] };
    await driver.write((session) => writeRows(session, generation, rows), { relaxed: true });
  };
  const append: GenerationWriter['append'] = async (judgements, premises) => {
    for (const one of judgements) {
      const values = judgementValues(generation, buckets.add(one, 1), one);
      content = addContent(content, contentOf(values), 1);
      waiting.judgements.push(values);
      waiting.links.push(linkValues(generation, one));
      for (const ref of one.refs) waiting.refs.push([generation, ref, one.accountId, one.app]);
      if (waiting.judgements.length >= ROWS_PER_TRANSACTION) await flush();
    }
    for (const one of premises) {
      verdicts = addContent(verdicts, contentOfPremise(one), 1);
      waiting.premises.push(premiseValues(generation, buckets.add(one, 0), one));
      if (waiting.premises.length >= ROWS_PER_TRANSACTION) await flush();
    }
  };
  return {
    append,
    async replace(judgements, premises) {
      isReplaced = true;
      await flush();
      for (let start = 0; start < judgements.length; start += ROWS_PER_TRANSACTION) {
        const part = judgements.slice(start, start + ROWS_PER_TRANSACTION);
        const taken = await driver.write((session) => takeOut(session, generation, part), { relaxed: true });
        for (const { values, bucket, premise } of taken) {
          content = addContent(content, contentOf(values), -1);
          const known = buckets.all.find((one) => one.bucket === bucket);
          if (premise !== null && known !== undefined)
            verdicts = addContent(verdicts, contentOfPremise({ ...known, premise }), -1);
          buckets.put(bucket, -1);
        }
      }
      await append(
        judgements.map(({ now }) => now),
        premises,
      );
    },
    async finish(facts) {
      await flush();
      // Accounts that were judged again may have been the last ones with their former premises.
      const left = isReplaced ? await driver.read((session) => leftPremises(session, generation)) : NOTHING_LEFT;
      for (const one of left.unused) {
        const bucket = buckets.all.find(({ bucket: number }) => number === one.bucket);
        if (bucket !== undefined)
          verdicts = addContent(verdicts, contentOfPremise({ ...bucket, premise: one.premise }), -1);
      }
      await driver.write(
        async (session) => {
          await settleLeftPremises(session, generation, left);
          await buckets.save(session, generation);
          await saveFacts(session, generation, facts);
        },
        { relaxed: true },
      );
      return { generation, content: `${content}:${verdicts}` };
    },
    discard: () => removeGeneration(driver, generation),
  };
}

/**
 * Makes a generation the current one, unless the current one was judged from a newer revision by another process. The
 * generation whose links the ledger knows is kept. The first generation of a store has no link changes to log.
 */
export async function publishGeneration(
  session: SqlWriteSession,
  { generation, content }: { readonly generation: number; readonly content: string },
  { basis, ...offered }: OfferedEvaluation,
): Promise<Evaluation> {
  const stored = await storedEvaluation(session);
  if (stored !== null && stored.revision > offered.revision) return published(stored);
  const there = await session.get('select generation from generations where generation = ?', [generation]);
  if (there === null) throw swept();
  const said = JSON.stringify(basis);
  const news = stored === null || stored.content !== content;
  const evaluation = {
    ...offered,
    contentVersion: (stored?.contentVersion ?? 0) + (news ? 1 : 0),
    generation,
    content,
    basis: said,
    logged: stored?.logged ?? { generation, basis: said },
  };
  await saveEvaluation(session, evaluation);
  await session.run('delete from changes where revision <= ?', [offered.revision]);
  // The former generation has no owner any more, so it may be swept.
  if (stored !== null)
    await session.run('update generations set heartbeat_ms = 0 where generation = ?', [stored.generation]);
  return published(evaluation);
}

export function contentOfPremise(one: Pick<KeptPremise, 'premise' | 'finding' | 'reason' | 'shown'>): number {
  const text = JSON.stringify([one.premise, one.finding, one.reason, one.shown]);
  return Number.parseInt(hash('sha256', text, 'hex').slice(0, 12), 16);
}

/** Removes generations that nobody needs: replaced ones, and those of evaluations that were killed. */
export async function sweepGenerations(driver: SqlDriver): Promise<void> {
  const me = thisProcess();
  const unread = await driver.read(async (session) => {
    const stored = await storedEvaluation(session);
    const read = [stored?.generation, stored?.logged.generation];
    const rows = await session.all('select * from generations order by generation');
    return rows
      .filter((row) => {
        const owner = {
          host: text(row, 'owner_host'),
          pid: integer(row, 'owner_pid'),
          token: text(row, 'owner_token'),
        };
        return (
          !read.includes(integer(row, 'generation')) && isAbandoned(owner, integer(row, 'heartbeat_ms'), me, Date.now())
        );
      })
      .map((row) => integer(row, 'generation'));
  });
  for (const generation of unread) await removeGeneration(driver, generation);
}

async function newGeneration(session: SqlWriteSession): Promise<number> {
  const me = thisProcess();
  const [row] = await session.all(
    `insert into generations (owner_host, owner_pid, owner_token, heartbeat_ms) values (?, ?, ?, ?) returning generation`,
    [me.host, me.pid, me.token, Date.now()],
  );
  return integer(row ?? {}, 'generation');
}

/** Rows that the next transaction writes. */
interface Waiting {
  readonly judgements: (readonly SqlValue[])[];
  readonly links: (readonly SqlValue[])[];
  readonly refs: (readonly SqlValue[])[];
  readonly premises: (readonly SqlValue[])[];
}

async function writeRows(session: SqlWriteSession, generation: number, rows: Waiting): Promise<void> {
  const still = await session.run('update generations set heartbeat_ms = ? where generation = ?', [
    Date.now(),
    generation,
  ]);
  if (still !== 1) throw swept();
  await session.insertMany(INSERT_JUDGEMENT, rows.judgements);
  await session.insertMany(INSERT_LINK, rows.links);
  await session.insertMany(INSERT_REF, rows.refs);
  await session.insertMany(INSERT_PREMISE, rows.premises);
}

/** Removes the rows of these accounts and returns what they were. */
async function takeOut(
  session: SqlWriteSession,
  generation: number,
  judgements: Parameters<GenerationWriter['replace']>[0],
) {
  const taken = [];
  for (const { now, refsBefore } of judgements) {
    const { accountId, app } = now;
    const key = [generation, accountId, app];
    const row = await session.get('select * from judgements where generation = ? and account_id = ? and app = ?', key);
    if (row === null) continue;
    const premise = text(row, 'premise');
    taken.push({
      values: valuesOfRow(row),
      bucket: integer(row, 'bucket'),
      premise: isOwnPremise(premise) ? premise : null,
    });
    if (isOwnPremise(premise))
      await session.run('delete from premises where generation = ? and premise = ?', [generation, premise]);
    await session.run('delete from judgements where generation = ? and account_id = ? and app = ?', key);
    await session.run('delete from judgement_links where generation = ? and account_id = ? and app = ?', key);
    for (const ref of refsBefore)
      await session.run('delete from judgement_refs where generation = ? and ref = ? and account_id = ? and app = ?', [
        generation,
        ref,
        accountId,
        app,
      ]);
  }
  return taken;
}

async function saveFacts(session: SqlWriteSession, generation: number, facts: JudgementFacts): Promise<void> {
  const { aliases, domains, reads, named } = facts;
  await session.insertMany(
    'insert into judgement_facts (generation, kind, name, value) values (?, ?, ?, ?)',
    [
      ...[...aliases].map(([former, accountId]) => ['alias', former, accountId]),
      ...[...domains].flatMap(([directory, own]) => [...own].map((domain) => ['domain', directory, domain])),
      ...[...reads].map(([snapshotId, state]) => ['read', snapshotId, state]),
      ...[...named].map((directory) => ['named', directory, '']),
    ].map((fact) => [generation, ...fact]),
  );
}

/** Replaces the facts that a generation was judged from. */
export async function replaceFacts(session: SqlWriteSession, generation: number, facts: JudgementFacts): Promise<void> {
  await session.run('delete from judgement_facts where generation = ?', [generation]);
  await saveFacts(session, generation, facts);
}

export async function storedFacts(session: SqlSession, generation: number): Promise<JudgementFacts> {
  const rows = await session.all('select kind, name, value from judgement_facts where generation = ?', [generation]);
  const domains = new Map<string, Set<string>>();
  const aliases = new Map<string, string>();
  const reads = new Map<string, SnapshotState>();
  const named = new Set<string>();
  for (const row of rows) {
    const [name, value] = [text(row, 'name'), text(row, 'value')];
    switch (oneOf(row, 'kind', ['alias', 'domain', 'read', 'named'])) {
      case 'alias':
        aliases.set(name, value);
        break;
      case 'domain':
        domains.set(name, (domains.get(name) ?? new Set()).add(value));
        break;
      case 'read':
        reads.set(name, oneOf(row, 'value', SNAPSHOT_STATES));
        break;
      default:
        named.add(name);
    }
  }
  return { aliases, domains, reads, named };
}

const TABLES = {
  judgements: ['generation', 'account_id', 'app'],
  judgement_links: ['generation', 'account_id', 'app'],
  judgement_refs: ['generation', 'ref', 'account_id', 'app'],
  premises: ['generation', 'premise'],
  judgement_facts: ['generation', 'kind', 'name', 'value'],
  buckets: ['generation', 'bucket'],
} as const;

async function removeGeneration(driver: SqlDriver, generation: number): Promise<void> {
  for (;;) {
    const more = await driver.write((session) => removePart(session, generation), { relaxed: true });
    if (!more) return;
  }
}

/** In the order of the key, so that what is removed together lies together. */
async function removePart(session: SqlWriteSession, generation: number): Promise<boolean> {
  const stored = await storedEvaluation(session);
  if (stored?.generation === generation || stored?.logged.generation === generation) return false;
  for (const [table, key] of Object.entries(TABLES)) {
    const own = key.slice(1).join(', ');
    const removed = await session.run(
      `delete from ${table} where generation = ? and (${own}) in (
         select ${own} from ${table} where generation = ? order by ${own} limit ?)`,
      [generation, generation, ROWS_PER_TRANSACTION],
    );
    if (removed > 0) return true;
  }
  await session.run('delete from generations where generation = ?', [generation]);
  return false;
}

function swept(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE',
    'The judgements of this evaluation are gone: it stood still for more than an hour, or was overtaken.',
    'Ask again. Nothing was changed.',
  );
}
