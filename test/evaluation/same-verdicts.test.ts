import { judgedPage } from '../../src/evaluation/index.ts';
import '../helpers/property-seed.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SHIPPED_PROFILES } from '../../src/apps/index.ts';
import { evaluate } from '../../src/evaluation/evaluate.ts';
import type { Candidate } from '../../src/model/correlation.ts';
import type { Decision } from '../../src/model/decision.ts';
import type { JudgedAccount } from '../../src/model/judged-account.ts';
import type { Settings } from '../../src/model/settings.ts';
import { addMs, DAY_MS, type Instant } from '../../src/model/time.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { importRows, temporaryPlace } from '../store/open-temporary.ts';
import { record } from '../store/samples.ts';
import { companies, days, type Event, histories, START } from './histories.ts';
import { judge } from './oracle/judge.ts';

const SETTINGS: readonly Settings[] = [['okta'], ['okta', 'entra'], null].map((directories) => ({
  staleAfterMs: 7 * DAY_MS,
  slaMs: DAY_MS,
  verifyWithinMs: 14 * DAY_MS,
  directories,
  domainAliases: [['acme.com', 'old.example']],
  profiles: SHIPPED_PROFILES,
  separationOfDuties: false,
  minAttestation: 'client_form',
  seatPrice: null,
}));

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 50);
const TIMEOUT_MS = 600_000 * Math.max(1, RUNS / 50);

const ACTOR = { name: 'tester', authenticated: false, via: 'terminal' } as const;

/** What happened so far, for events that point back. */
interface Past {
  now: Instant;
  readonly reads: string[];
  count: number;
}

async function happen(store: Store, past: Past, event: Event): Promise<void> {
  past.count += 1;
  const id = `event-${past.count}`;
  const decided = {
    decisionId: id,
    accountEmail: null,
    reason: 'so',
    decidedAt: past.now,
    decidedBy: ACTOR,
    attestation: { level: 'terminal_phrase', client: null },
    ledgerSequence: past.count,
    ledgerHash: id,
  } as const;
  const decide = async (decision: Decision, withdrawn: boolean) => {
    await store.write((writer) => writer.insertDecision(decision));
    if (!withdrawn || decision.accountId === null) return;
    const kind = decision.kind === 'link' ? 'link_withdrawn' : 'exemption_withdrawn';
    const { accountId, decisionId } = decision;
    await store.write((writer) =>
      writer.insertDecision({ ...decided, kind, accountId, decisionId: `${id}w`, withdraws: decisionId }),
    );
  };
  switch (event.kind) {
    case 'read':
      past.reads.push(
        await importRows(
          store,
          event.rows,
          { ...event.head, sha256: id.padEnd(64, '0') },
          event.held ? 'held' : 'published',
        ),
      );
      return;
    case 'superseded': {
      const read = past.reads[event.which];
      if (read !== undefined) await store.write((writer) => writer.settleSnapshot(read, 'superseded', []));
      return;
    }
    case 'record': {
      const performedAt = addMs(past.now, -event.daysAgo * DAY_MS);
      const claim = { accountId: event.account, performedAt, recordedAt: past.now, ledgerSequence: past.count };
      await store.write((writer) => writer.insertRecord(record(id, claim)));
      return;
    }
    case 'exemption': {
      const until = addMs(past.now, event.days * DAY_MS);
      return decide({ ...decided, kind: 'exemption', accountId: event.account, owner: 'Ada', until }, event.withdrawn);
    }
    case 'link': {
      const identity = event.identity === null ? null : { directory: 'okta', identityId: event.identity };
      return decide({ ...decided, kind: 'link', accountId: event.account, identity }, event.withdrawn);
    }
    case 'clock':
      past.now = addMs(past.now, event.ms);
      return;
    default:
      event satisfies never;
  }
}

const core = ({ account, verdict, underlying, shown }: JudgedAccount) => ({
  id: `${account.app} ${account.accountId}`,
  finding: verdict.finding,
  also: verdict.also,
  reason: verdict.reason,
  notes: verdict.notes,
  confidence: verdict.confidence,
  revokedAt: verdict.revokedAt,
  nextAction: verdict.nextAction,
  underlying,
  shown,
});

/** Without where the rows of identities lie and what they say of other applications, which is shown to nobody. */
function asShown({ correlation, ...judged }: JudgedAccount) {
  const placeless = (all: readonly Candidate[]) =>
    all.map(({ identity: { rowSnapshotId: _read, elsewhere: _others, latest, ...identity }, ...candidate }) => ({
      ...candidate,
      identity: { ...identity, latest: { ...latest, line: 0 } },
    }));
  const { linked, candidates, nearest } = correlation;
  return {
    ...judged,
    correlation: {
      ...correlation,
      linked: placeless(linked),
      candidates: placeless(candidates),
      nearest: placeless(nearest),
    },
  };
}

/** Everything that lists show, in order of app and id. */
async function listed(store: Store, settings: Settings): Promise<readonly JudgedAccount[]> {
  return store.read(async (reader) => {
    const { rows, total } = await judgedPage(reader, settings, {}, 'email', null, 200);
    expect(rows).toHaveLength(total);
    const counts = await reader.judgedCounts({});
    expect(counts.reduce((sum, one) => sum + one.count, 0)).toBe(total);
    const shown = await judgedPage(reader, settings, { shownOr: [] }, 'severity', null, 200);
    expect(shown.rows.map((one) => one.account.accountId).sort()).toEqual(
      rows.flatMap((one) => (one.shown ? [one.account.accountId] : [])).sort(),
    );
    for (const { finding, reason, count } of counts)
      expect(rows.filter(({ verdict }) => verdict.finding === finding && verdict.reason === reason)).toHaveLength(
        count,
      );
    return [...rows].sort(byId);
  });
}

function byId(a: JudgedAccount, b: JudgedAccount): number {
  const [left, right] = [`${a.account.app} ${a.account.accountId}`, `${b.account.app} ${b.account.accountId}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** One connected component at a time, several, all; claimants of one identity together, or as a high-fan-in identity. */
const sizes = fc.record({ rowsAtOnce: fc.constantFrom(1, 3, 1_000), claimantsAtOnce: fc.constantFrom(1, 1_000) });

async function follow(
  history: readonly Event[],
  settings: Settings,
  size: { readonly rowsAtOnce: number; readonly claimantsAtOnce: number },
  database: 'sqlite' | 'postgres' = 'sqlite',
): Promise<{ readonly steps: number; readonly amended: number }> {
  const home = await mkdtemp(join(tmpdir(), 'clari-identity-same-'));
  const store = await openStore({
    url: database === 'sqlite' ? `sqlite:${join(home, 'store.sqlite')}` : await temporaryPlace(database),
  });
  const generation = async () => (await store.read((reader) => reader.linkGenerations()))?.current.generation ?? null;
  let amended = 0;
  try {
    const past: Past = { now: START, reads: [], count: 0 };
    for (const event of history) {
      const before = await generation();
      await happen(store, past, event);
      const evaluation = await evaluate({ store, settings, clock: () => past.now }, size);
      if (event.kind === 'read' && before !== null && before === (await generation())) amended += 1;
      const rows = await listed(store, settings);
      const then = await store.read((reader) => judge(reader, settings, evaluation.evaluatedAt));
      expect(rows.map(asShown)).toEqual([...then.judged].sort(byId).map(asShown));
      const now = await store.read((reader) => judge(reader, settings, past.now));
      expect(rows.map(core)).toEqual([...now.judged].sort(byId).map(core));
    }
  } finally {
    await store.close();
    await rm(home, { recursive: true, force: true });
  }
  return { steps: history.length, amended };
}

test(
  'a directory that is read day after day changes whom it changes, and the lists say what judging everything says',
  async () => {
    const sum = { steps: 0, amended: 0 };
    await fc.assert(
      fc.asyncProperty(days, fc.constantFrom(...SETTINGS), sizes, async (history, settings, size) => {
        const { steps, amended } = await follow(history, settings, size);
        sum.steps += steps;
        sum.amended += amended;
      }),
      { numRuns: RUNS },
    );
    // It is of these days that it speaks.
    expect(sum.amended).toBeGreaterThan(sum.steps / 10);
  },
  TIMEOUT_MS,
);

test(
  'PostgreSQL says the same of such days',
  async () => {
    let amended = 0;
    await fc.assert(
      fc.asyncProperty(days, fc.constantFrom(...SETTINGS), sizes, async (history, settings, size) => {
        amended += (await follow(history, settings, size, 'postgres')).amended;
      }),
      { numRuns: Math.ceil(RUNS / 10) },
    );
    expect(amended).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);

test(
  'whatever happened, and however little of it was judged again, the lists say what judging everything says',
  async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.constantFrom(...SETTINGS), sizes, async (history, settings, size) => {
        await follow(history, settings, size);
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);

test(
  'accounts that are judged straight from their rows are judged as all others are',
  async () => {
    await fc.assert(
      fc.asyncProperty(companies, fc.constantFrom(...SETTINGS), sizes, async (history, settings, size) => {
        await follow(history, settings, size);
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);
