import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDriver } from '../../src/store/open-driver.ts';
import type { World } from './world.ts';

/** What may lie in the data folder. */
const KEPT = /^(store\.sqlite|evidence|evidence-heads\.json|.*key.*)$/;
const CLOSES_WITHIN_MS = 20_000;

/** What killed programs left behind and nobody has cleaned up, after every server has ended: one line each. */
export async function leftovers(world: World): Promise<readonly string[]> {
  const { temporary, environment } = world;
  const data = environment['CLARI_IDENTITY_HOME'] ?? '';
  const names = await readdir(data);
  const packs = await readdir(join(data, 'evidence')).catch(() => []);
  return [
    ...(await readdir(temporary)).map((name) => `a temporary file is left: ${name}`),
    ...names.filter((name) => !KEPT.test(name)).map((name) => `a file is left in the data folder: ${name}`),
    ...packs.filter((name) => name.includes('.partial-')).map((name) => `half a pack is left: ${name}`),
    ...(await processes(world)).map((command) => `a process still runs: ${command}`),
    ...(await connections(world)),
  ];
}

/** Processes that were given the folder of this run. */
async function processes({ folder }: World): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pid of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue;
    const given = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    if (!given.includes(folder)) continue;
    found.push((await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' '));
  }
  return found;
}

/** Connections to the database that nobody uses, and locks that nobody holds any more. */
async function connections({ place }: World): Promise<readonly string[]> {
  if (place.network === null) return [];
  const driver = await openDriver({ url: place.ownUrl });
  const count = async (sql: string) =>
    Number((await driver.read((session) => session.all(sql)))[0]?.['n'] ?? Number.NaN);
  try {
    const others = `pid <> pg_backend_pid() and datname = current_database()`;
    const open = `select count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and application_name not like '%soak%' and ${others}`;
    const until = performance.now() + CLOSES_WITHIN_MS;
    let left = await count(open);
    // The driver's own connections, of which it has one for writing, are idle and few.
    while (left > OWN_CONNECTIONS && performance.now() < until) {
      await sleep(250);
      left = await count(open);
    }
    const locks = await count('select count(*)::int as n from pg_locks where granted and pid <> pg_backend_pid()');
    return [
      ...(left > OWN_CONNECTIONS ? [`${left} connections to the database are left open`] : []),
      ...(locks > 0 ? [`${locks} locks are held in the database`] : []),
    ];
  } finally {
    await driver.close();
  }
}

const OWN_CONNECTIONS = 2;
