import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spread } from '../figures.ts';
import { type Measured, measure } from './child.ts';
import { APPS } from './ours.ts';
import { writeApps } from './people.ts';
import type { Row } from './scale.ts';

/** Everything judged: with all accounts in one application, and with the same in ten. In turn, each in a store of its own. */
export async function appRows(task: string, rows: number, runs: number): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'clari-identity-bench-'));
  try {
    const { directory, one, several } = await writeApps(folder, rows, APPS.length);
    const judged = async (paths: readonly string[]) => {
      process.stderr.write(`${rows} accounts: ${paths.length} applications\n`);
      const home = await mkdtemp(join(folder, 'home-'));
      await measure(task, 'importApps', home, ...paths);
      await measure(task, 'importDirectory', home, directory, '2');
      return measure(task, 'judgeAll', home);
    };
    const [inOne, inSeveral]: Measured[][] = [[], []];
    for (let run = 0; run < runs; run += 1) {
      inOne?.push(await judged([one]));
      inSeveral?.push(await judged(several));
    }
    const of = (all: readonly Measured[] = [], figure: string) =>
      spread(all.map(({ figures }) => figures[figure] ?? Number.NaN));
    const row = (what: string, figure: string): Row => ({
      what: `everything judged, ${rows.toLocaleString('en')} accounts in ${several.length} applications; baseline: the same in one${what}`,
      unit: 'ms',
      ours: of(inSeveral, figure),
      baseline: of(inOne, figure),
      target: 1.3,
    });
    return [row('', 'ms'), row(', both as processor time', 'cpuMs')];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
