import { expect } from 'vitest';
import { chance } from '../../helpers/chance.ts';
import { type Acknowledged, checkMoved, checkStore } from '../../helpers/check-store.ts';
import { NO_STAGE, type Stage } from '../../helpers/stages/stages.ts';
import { type Ground, OPERATIONS } from './operations.ts';
import { startServer } from './server.ts';

export type Outcome = 'acknowledged' | 'done' | 'nothing';

export interface Figures {
  readonly kills: number;
  /** By what was under way, and what had become of it: reported as done, done but not reported yet, or not done. */
  readonly byOperation: Readonly<Record<string, Readonly<Record<Outcome, number>>>>;
  /** How many changes of the store and of files each makes when it is left alone: a kill falls at one of them. */
  readonly steps: Readonly<Record<string, number>>;
  readonly entries: number;
  readonly packs: number;
  /** How long the next write of a second, living server took after each kill. */
  readonly nextWriteMs: { readonly median: number; readonly max: number };
}

/**
 * Kills processes in their work, one after the other, on one store that a second server shares; after each kill
 * everything is checked. The operations go round, so that each is met equally often. Half of the kills fall at one of
 * their steps, drawn by the seed: there the process stands still until it is killed. Half fall between the commit and
 * the answer, where an order of writes is wrong if it is wrong.
 */
export async function killRounds(ground: Ground, kills: number, seed: number): Promise<Figures> {
  const random = chance(seed);
  const acknowledged: Acknowledged[] = [];
  const tally = new Map<string, Record<Outcome, number>>();
  const steps = new Map<string, number>();
  const waits: number[] = [];
  const { stands } = ground;
  const witness = await startServer(ground.environment, null);
  let server = await startServer(ground.environment, stands);
  let heads: readonly string[] = [];
  let packs = 0;
  try {
    for (let n = 0; n < OPERATIONS.length + kills; n += 1) {
      const operation = OPERATIONS[n % OPERATIONS.length];
      if (operation === undefined) throw new Error('no operation');
      const begin = await operation.prepare(server, n, ground);
      const usual = steps.get(operation.name);
      // The first round ends by itself, and tells how many steps each takes on a server that was just started.
      await stands.ask(usual === undefined ? NO_STAGE : stageOf(usual, random));
      const running = begin();
      const reached = stands.reached(running.stderr);
      const said: Acknowledged[] = [];
      const done = running.done.then((answer) => {
        said.push(answer);
      });
      if (usual === undefined) {
        await done;
        steps.set(operation.name, (await stands.taken()).filter((step) => CHANGE.test(step)).length);
      } else await Promise.race([reached, done]);
      await running.kill();
      // The next server starts, and prepares, without standing still.
      await stands.release();
      await done.catch(() => undefined);
      acknowledged.push(...said);

      const before = performance.now();
      const until = new Date(Date.now() + (400 + n) * 86_400_000).toISOString();
      await witness.call('set_exemption', { account: 'p899@acme.com', reason: `seen ${n}`, until, owner: 'Mara' });
      waits.push(performance.now() - before);

      const found = await checkStore(ground, acknowledged);
      const now = found.entries.map((entry) => entry.hash);
      expect(now.slice(0, heads.length), 'what was in the ledger stays in it').toEqual(heads);
      const own = found.entries.slice(heads.length).filter((entry) => entry.payload['reason'] !== `seen ${n}`);
      const arrived =
        running.target === undefined
          ? own.some((entry) => entry.kind !== 'plan.drafted')
          : await checkMoved(running.target, found.entries.at(-2), said.length > 0);
      if (n >= OPERATIONS.length) {
        const outcomes = tally.get(operation.name) ?? { acknowledged: 0, done: 0, nothing: 0 };
        outcomes[said.length > 0 ? 'acknowledged' : arrived ? 'done' : 'nothing'] += 1;
        tally.set(operation.name, outcomes);
      }
      heads = now;
      packs = found.packs;
      if (!server.alive) server = await startServer(ground.environment, stands);
    }
  } finally {
    await Promise.all([witness.close(), server.close()]);
  }
  waits.sort((a, b) => a - b);
  return {
    kills,
    byOperation: Object.fromEntries(tally),
    steps: Object.fromEntries(steps),
    entries: heads.length,
    packs,
    nextWriteMs: {
      median: Math.round(waits[Math.floor(waits.length / 2)] ?? 0),
      max: Math.round(waits.at(-1) ?? 0),
    },
  };
}

const CHANGES = '^(begin|insert|update|delete|copy|commit|file)';
const CHANGE = new RegExp(CHANGES, 'i');

function stageOf(usual: number, random: () => number): Stage {
  if (random() < 0.5) return { when: 'after', steps: ['^insert into ledger', '^commit'] };
  const nth = 1 + Math.floor(random() * usual);
  return { when: random() < 0.5 ? 'before' : 'after', steps: Array.from({ length: nth }, () => CHANGES) };
}
