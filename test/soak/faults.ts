import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MAIN } from '../helpers/program.ts';
import { FAILURE_NAMES } from './directories.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

export interface Fault {
  readonly weight: number;
  /** Does it, waits, and ends it; everything works again afterwards. */
  happens(world: World, random: Random): Promise<void>;
}

const MINUTE_MS = 60_000;
/** For how long a call that was under way may still meet it; a source is tried for minutes. */
const GRACE_MS = { store: 20_000, source: 4 * MINUTE_MS, clock: 10 * MINUTE_MS } as const;

const killed: Fault = {
  weight: 4,
  happens: ({ fleet }, random) => fleet.replace(random.one(fleet.slots), random.share() < 0.65 ? 'SIGKILL' : 'SIGTERM'),
};

const killedCommand: Fault = {
  weight: 2,
  async happens({ folder, company, desk, environment, journal }, random) {
    const file = join(folder, 'killed.csv');
    await writeFile(file, company.users(desk.next()));
    const asOf = new Date(Date.now() - MINUTE_MS).toISOString();
    const args = random.one([
      ['import', file, '--as-of', asOf, '--complete'],
      ['sync', 'okta'],
      ['evidence', 'export', '--out', join(folder, `killed-${desk.next()}`)],
      ['review', '--json'],
    ]);
    const over = journal.fault('killed command', `SIGKILL of ${args[0]}`, null, 0);
    const child = spawn(process.execPath, [MAIN, ...args], { env: { ...environment }, stdio: 'ignore' });
    const ended = once(child, 'close');
    await Promise.race([sleep(random.between(100, 3_000)), ended]);
    child.kill('SIGKILL');
    await ended;
    over();
  },
};

const fullDisk: Fault = {
  weight: 2,
  async happens({ disk, journal }, random) {
    const over = journal.fault('full disk', 'full disk', null, GRACE_MS.store);
    try {
      disk.fill();
      await sleep(random.between(500, 4_000));
    } finally {
      disk.free();
      over();
    }
  },
};

const lostDirectory: Fault = {
  weight: 2,
  async happens({ directories, journal }, random) {
    const how = random.one(FAILURE_NAMES);
    const over = journal.fault('lost directory', `directories ${how}`, null, GRACE_MS.source);
    directories.fail(how);
    await sleep(random.between(500, 4_000));
    directories.recover();
    over();
  },
};

const JUMPS_MS = [
  -2 * MINUTE_MS,
  4 * MINUTE_MS,
  40 * MINUTE_MS,
  -40 * MINUTE_MS,
  180 * MINUTE_MS,
  8 * 1_440 * MINUTE_MS,
];

const clockJump: Fault = {
  weight: 2,
  async happens({ fleet, journal }, random) {
    const slots = random.share() < 0.3 ? fleet.slots : [random.one(fleet.slots)];
    const by = random.one(JUMPS_MS);
    const over = journal.fault('clock jump', `clock ${by > 0 ? '+' : ''}${by / MINUTE_MS} min`, null, GRACE_MS.clock);
    for (const slot of slots) slot.clock.shift(by);
    await sleep(random.between(500, 5_000));
    for (const slot of slots) slot.clock.shift(0);
    over();
  },
};

const lostDatabase: Fault = {
  weight: 3,
  async happens({ place, journal }, random) {
    if (place.network === null) return;
    const how = random.one(['frozen', 'cut before a commit', 'cut after a commit', 'stopped']);
    const over = journal.fault('lost database', `database ${how}`, null, GRACE_MS.store);
    if (how === 'stopped') {
      const start = await place.network.stop();
      await sleep(random.between(200, 3_000));
      await start();
    } else {
      if (how === 'frozen') place.network.freeze();
      else place.network.cutAtCommit(how === 'cut before a commit' ? 'before' : 'after');
      await sleep(random.between(500, 5_000));
      if (how === 'frozen') place.network.thaw();
    }
    over();
  },
};

/** Those that can happen in this world. */
export function faultsIn({ disk, place }: World): readonly Fault[] {
  return [
    killed,
    killedCommand,
    lostDirectory,
    clockJump,
    ...(disk.unavailable === null ? [fullDisk] : []),
    ...(place.network === null ? [] : [lostDatabase]),
  ];
}
