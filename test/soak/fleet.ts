import { setTimeout as sleep } from 'node:timers/promises';
import { wordsOf } from './answer.ts';
import { type ShiftedClock, shiftedClock } from './clock.ts';
import type { Journal } from './journal.ts';
import type { Listener } from './listener.ts';
import { type RunningServer, SERVERS, type Start } from './servers.ts';

/** A place in which a server runs, one after another. */
export interface Slot {
  readonly name: string;
  readonly clock: ShiftedClock;
  /** Null: it is being started again. */
  running: RunningServer | null;
}

export interface Fleet {
  readonly slots: readonly Slot[];
  /** SIGKILL or SIGTERM, and another one is started in its place. */
  replace(slot: Slot, signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  /** Has every server end as its user ends it. */
  stop(): Promise<void>;
}

export interface FleetOptions {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly token: string;
  readonly journal: Journal;
  readonly listener: Listener;
}

/** A server has to end within this after SIGTERM, or after its user has gone. */
const ENDS_WITHIN_MS = 90_000;
/** A call that was under way hears of it a little later. */
const GRACE_MS = 3_000;
const START_TRIES = 20;

export async function fleet(options: FleetOptions): Promise<Fleet> {
  const { journal, listener } = options;
  const ending = new WeakSet<RunningServer>();
  const slots: Slot[] = [];
  const starting = new Set<Promise<void>>();
  const listenerOf = (slot: { readonly running: RunningServer | null }): Listener => ({
    ...listener,
    noise: (who, what) => {
      // Whatever breaks while a server is killed or stopped breaks because of it.
      if (slot.running === null || ending.has(slot.running)) return;
      listener.noise(who, what);
    },
  });

  async function start(slot: Slot, how: Start): Promise<void> {
    for (let left = START_TRIES; ; left -= 1) {
      try {
        const running = await how({ ...options, name: slot.name, clock: slot.clock, listener: listenerOf(slot) });
        void running.gone.then(() => {
          if (!ending.has(running)) endedByItself(slot);
          if (slot.running === running) slot.running = null;
        });
        slot.running = running;
        return;
      } catch (error) {
        if (left === 0) throw new Error(`${slot.name} does not start: ${wordsOf(error)}; ${listener.last(slot.name)}`);
        await sleep(500);
      }
    }
  }

  function endedByItself(slot: Slot): void {
    const met = journal.faultsDuring(slot.name, performance.now(), performance.now());
    // Nobody was on the page for half an hour, as its clock has it.
    if (slot.name === 'page' && met.has('clock jump')) journal.called('page', 'left');
    else journal.violation(`${slot.name} ended by itself: ${listener.last(slot.name)}`);
    void restart(slot);
  }

  async function restart(slot: Slot): Promise<void> {
    slot.running = null;
    const restarted = start(slot, startOf(slot.name)).catch((error: unknown) => journal.violation(wordsOf(error)));
    starting.add(restarted);
    await restarted;
    starting.delete(restarted);
  }

  async function gone(slot: Slot, running: RunningServer, what: string): Promise<void> {
    const over = new AbortController();
    const late = sleep(ENDS_WITHIN_MS, 'late', { signal: over.signal }).catch(() => 'ended');
    if ((await Promise.race([running.gone, late])) === 'late') {
      journal.violation(`${slot.name} still ran ${ENDS_WITHIN_MS / 1_000} s after ${what}`);
      process.kill(running.pid, 'SIGKILL');
      await running.gone;
    }
    over.abort();
  }

  for (const [name, how] of SERVERS) {
    const slot: Slot = { name, clock: shiftedClock(options.folder, name.replaceAll(' ', '-')), running: null };
    slots.push(slot);
    await start(slot, how);
  }

  return {
    slots,
    async replace(slot, signal) {
      const { running } = slot;
      if (running === null || ending.has(running)) return;
      ending.add(running);
      const kind = signal === 'SIGKILL' ? 'kill' : 'terminate';
      const over = journal.fault(kind, `${signal} ${slot.name}`, slot.name, GRACE_MS);
      process.kill(running.pid, signal);
      await gone(slot, running, signal);
      await Promise.allSettled(running.clients.map((client) => client.close()));
      await restart(slot);
      over();
    },
    async stop() {
      await Promise.all(starting);
      for (const slot of slots) {
        const { running } = slot;
        if (running === null) continue;
        ending.add(running);
        await Promise.all([running.stop(), gone(slot, running, 'its user had gone')]);
        slot.running = null;
      }
    },
  };
}

function startOf(name: string): Start {
  const [, how] = SERVERS.find(([known]) => known === name) ?? [];
  if (how === undefined) throw new Error(`${name} is no server`);
  return how;
}
