import { setTimeout as sleep } from 'node:timers/promises';
import { ACTS, firstReads } from './actors.ts';
import { wordsOf } from './answer.ts';
import { callerOn } from './call.ts';
import { faultsIn } from './faults.ts';
import { checkAtTheEnd, checkWhileServing, type Found } from './invariants.ts';
import type { SoakOptions } from './options.ts';
import { type Random, randomOf } from './random.ts';
import { visits } from './visits.ts';
import type { World } from './world.ts';

const ACTORS = 4;
const CHECK_EVERY_MS = 5 * 60_000;
const REST_MS = 30;
const VISITS_SHARE = 0.2;

/** Whether people work; while they do not, everything stands still and can be checked. */
interface Gate {
  open: boolean;
}

/** Works, breaks and checks until the time is over or somebody stops it; then ends every server and checks everything. */
export async function soak(world: World, { milliseconds, seed }: SoakOptions, stopped: AbortSignal): Promise<Found> {
  const until = performance.now() + milliseconds;
  const [first] = clientsOf(world);
  if (first === undefined) throw new Error('no server runs');
  await firstReads(callerOn(world, first.slot, first.client), world.desk);
  // Half-way through a short run as well.
  const part = Math.min(CHECK_EVERY_MS, milliseconds / 2);
  for (let turn = 0; performance.now() < until && !stopped.aborted; turn += 1) {
    const turnEnds = Math.min(until, performance.now() + part);
    const gate: Gate = { open: true };
    const busy = [
      breaking(world, gate, randomOf(seed + turn * 100)),
      ...Array.from({ length: ACTORS }, (_, actor) => working(world, gate, randomOf(seed + turn * 100 + actor + 1))),
    ];
    await sleep(Math.max(0, turnEnds - performance.now()), undefined, { signal: stopped }).catch(() => undefined);
    gate.open = false;
    await Promise.all(busy);
    await checkWhileServing(world);
  }
  await world.fleet.stop();
  await checkAtTheEnd(world);
  return checkWhileServing(world);
}

async function working(world: World, gate: Gate, random: Random): Promise<void> {
  const { journal, desk } = world;
  while (gate.open) {
    const clients = clientsOf(world);
    const act = random.weighted(ACTS);
    try {
      if (random.share() < VISITS_SHARE) await visits(world.fleet, journal, random);
      else if (clients.length > 0) {
        const { slot, client } = random.one(clients);
        await act.does(callerOn(world, slot, client), desk, random);
      }
    } catch (error) {
      journal.violation(`${act.name}: ${wordsOf(error)}`);
    }
    world.directories.refresh();
    await sleep(REST_MS);
  }
}

async function breaking(world: World, gate: Gate, random: Random): Promise<void> {
  const faults = faultsIn(world);
  while (gate.open) {
    await sleep(random.between(500, 4_000));
    try {
      await random.weighted(faults).happens(world, random);
    } catch (error) {
      world.journal.violation(`a fault could not be brought about: ${wordsOf(error)}`);
    }
  }
}

function clientsOf({ fleet }: World) {
  return fleet.slots.flatMap((slot) => (slot.running?.clients ?? []).map((client) => ({ slot, client })));
}
