import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { decideItems } from '../../../src/app/reviews/decide-items.ts';
import { openReview } from '../../../src/app/reviews/open-review.ts';
import { showReview } from '../../../src/app/reviews/show-review.ts';
import type { Asking } from '../../../src/app/statements/asking.ts';
import { state } from '../../../src/app/statements/statement.ts';
import { evaluate } from '../../../src/evaluation/index.ts';
import { BINDING_NAMES } from '../../../src/store/sqlite/binding.ts';
import { chooseBinding } from '../../../src/store/sqlite/choose-binding.ts';
import { world } from './ours.ts';

const TERMINAL: Asking<unknown, unknown> = {
  attestation: { level: 'terminal_phrase', client: null },
  session: null,
  ask: async () => 'accepted',
};
const PAGE = 25;
const DECIDED = 200;
/** The first of them have one manager, so that somebody has enough to decide; the others one of ten. */
const FIRST = 250;
const BOSS = 'person.0@acme.com';

export interface ReviewFiles {
  readonly accounts: string;
  readonly directory: string;
}

/** A company in which every tenth person leads ten, and one of twenty left. */
export async function writeReviewed(folder: string, rows: number): Promise<ReviewFiles> {
  const files = { accounts: `${folder}/reviewed-${rows}.csv`, directory: `${folder}/reviewed-directory-${rows}.csv` };
  const every = Array.from({ length: rows }, (_, at) => at);
  const email = (at: number) => `person.${at}@acme.com`;
  const accounts = every.map(
    (at) => `u${at},${email(at)},"Person, ${at}",Rep,Team ${at % 100},Active,2026-11-1${at % 10}T10:00:00Z`,
  );
  const people = every.map(
    (at) =>
      `m${at},${email(at)},${email(at)},Person,Of ${at},E${at},${at % 20 === 7 ? 'DEPROVISIONED' : 'ACTIVE'},${email(at < FIRST ? 0 : at - (at % 10))}`,
  );
  await writeFile(
    files.accounts,
    `Clari User ID,Email,Full Name,Role,Team,Status,Last Login\n${accounts.join('\n')}\n`,
  );
  await writeFile(
    files.directory,
    `id,login,email,firstName,lastName,employeeNumber,status,manager_email\n${people.join('\n')}\n`,
  );
  return files;
}

/** Opened and judged as it was: what a process has that opens no review. */
export async function idleReview(home: string): Promise<number> {
  const { deps } = await world(home);
  await evaluate(deps);
  await deps.store.close();
  return 0;
}

/** Of a judged store: a review opened on all of it, a page of it, and the items of one reviewer decided. */
export async function openedReview(home: string): Promise<Readonly<Record<string, number>>> {
  const { deps } = await world(home);
  await evaluate(deps);
  const request = {
    name: 'bench',
    app: 'clari',
    scope: { role: null, team: null, findings: [], changedOnly: false },
    reviewers: { manager: true, byRole: {}, byTeam: {}, fallback: BOSS, second: null },
    dueAt: '2026-12-24',
    privilegedRoles: [],
    acceptIncomplete: 'bench',
    owner: null,
    deputy: null,
  };
  const opened = await measured(() => openReview(deps, request, TERMINAL));
  const receipt = opened.result.kind === 'stated' ? opened.result.receipt : null;
  if (receipt === null) throw new Error('nothing was opened');
  const { reviewId } = receipt;
  const question = { reviewId, ownOnly: null, state: null, changedOnly: false, limit: PAGE, cursor: null };
  await showReview(deps, { ...question, reviewer: null });
  const page = await measured(() => showReview(deps, { ...question, reviewer: null }));
  const own = await measured(() => showReview(deps, { ...question, reviewer: BOSS }));
  const mine = await deps.store.read((reader) => reader.reviewItems(reviewId, { person: BOSS }, 0, DECIDED));
  const items = mine.items.map(({ frozen }) => ({
    itemId: String(frozen.ordinal),
    decision: 'keep' as const,
    rationale: 'bench',
    role: null,
    to: null,
  }));
  const decided = await measured(() =>
    state(deps, decideItems, { reviewId, items, reviewer: BOSS, bySheet: false }, TERMINAL),
  );
  if (decided.result.draft.accepted.length !== DECIDED) throw new Error('not all of them could be decided');
  await deps.store.close();
  return {
    ms: opened.ms,
    cpu: opened.cpu,
    page: page.ms,
    pageCpu: page.cpu,
    own: own.ms,
    ownCpu: own.cpu,
    decide: decided.ms,
    decideCpu: decided.cpu,
  };
}

export async function measured<T>(work: () => Promise<T>) {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { result, ms: performance.now() - started, cpu: (user + system) / 1_000 };
}

/** The same rows by bare statements: inserted, a page of them read, and as many decided. */
export async function bareReview(home: string, database: string): Promise<Readonly<Record<string, number>>> {
  const binding = await chooseBinding(BINDING_NAMES);
  const from = binding.open(`${home}/store.sqlite`);
  const items = from.prepare('select review_id, ordinal, account_id, body from review_items').all([]).map(cellsOf);
  const queue = from
    .prepare('select review_id, ordinal, reviewer, privileged, changed from review_queue')
    .all([])
    .map(cellsOf);
  from.close();
  const store = binding.open(database);
  store.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -65536');
  store.exec(`create table items (review_id text, ordinal integer, account_id text, body text, primary key (review_id, ordinal)) without rowid;
    create index by_account on items (account_id);
    create table queue (review_id text, ordinal integer, reviewer text, privileged integer, changed integer, outcome text, primary key (review_id, ordinal)) without rowid;
    create index by_reviewer on queue (review_id, reviewer, ordinal, outcome);
    create table decisions (review_id text, ordinal integer, body text, primary key (review_id, ordinal))`);
  const opened = await measured(async () => {
    const [one, other] = [
      store.prepare('insert into items values (?, ?, ?, ?)'),
      store.prepare('insert into queue values (?, ?, ?, ?, ?, null)'),
    ];
    store.exec('begin');
    for (const row of items) one.run(row);
    for (const row of queue) other.run(row);
    store.exec('commit');
  });
  const read = store.prepare(
    'select i.body, q.* from queue q join items i on i.review_id = q.review_id and i.ordinal = q.ordinal where q.reviewer = ? order by q.ordinal limit ?',
  );
  read.all([BOSS, PAGE]);
  const page = await measured(async () => read.all([BOSS, PAGE]));
  const decided = await measured(async () => {
    const owed = read.all([BOSS, DECIDED]);
    const [made, outcome] = [
      store.prepare('insert into decisions values (?, ?, ?)'),
      store.prepare("update queue set outcome = 'keep' where review_id = ? and ordinal = ?"),
    ];
    store.exec('begin');
    for (const row of owed) {
      const [body, reviewId, ordinal] = cellsOf(row);
      made.run([reviewId ?? null, ordinal ?? null, body ?? null]);
      outcome.run([reviewId ?? null, ordinal ?? null]);
    }
    store.exec('commit');
  });
  store.close();
  return {
    ms: opened.ms,
    page: page.ms,
    decide: decided.ms,
    cpu: opened.cpu,
    pageCpu: page.cpu,
    decideCpu: decided.cpu,
  };
}

const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

function cellsOf(found: unknown): readonly (string | number | null)[] {
  return Object.values(row.parse(found));
}
