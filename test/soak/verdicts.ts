import { join } from 'node:path';
import { z } from 'zod';
import { FINDINGS } from '../../src/model/finding.ts';
import { openDriver } from '../../src/store/open-driver.ts';
import { MAIN } from '../helpers/program.ts';
import { stdioClient } from './clients.ts';
import { type ShiftedClock, shiftedClock } from './clock.ts';
import { command } from './commands.ts';
import type { World } from './world.ts';

const listed = z.object({
  accounts: z.array(z.looseObject({ account_id: z.string() })),
  next_cursor: z.string().nullable(),
});

/** Everything that is kept of judging. */
const JUDGED = [
  'judgements',
  'judgement_links',
  'judgement_refs',
  'judgement_facts',
  'premises',
  'buckets',
  'changes',
  'evaluation',
  'generations',
] as const;

/**
 * Lists every account on a server that was just started, and on one over a copy of the store from which everything that is
 * kept of judging was removed; both at one moment. Returns how many there are, and which of them differ.
 */
export async function compareVerdicts(
  world: World,
): Promise<{ readonly accounts: number; readonly different: readonly string[] }> {
  const clock = shiftedClock(world.folder, 'verdicts');
  clock.standAt(Date.now());
  const scratch = `sqlite:${join(world.folder, 'scratch.sqlite')}`;
  const moved = await command(world, ['migrate-store', world.place.ownUrl, scratch]);
  if (moved.code !== 0) return { accounts: 0, different: [`the store can not be copied: ${moved.stderr.trim()}`] };
  const driver = await openDriver({ url: scratch });
  try {
    await driver.write(async (session) => {
      for (const table of JUDGED) await session.run(`delete from ${table}`);
    });
  } finally {
    await driver.close();
  }
  const fresh = await everyVerdict(world, clock, world.place.ownUrl);
  const anew = await everyVerdict(world, clock, scratch);
  const ids = new Set([...fresh.keys(), ...anew.keys()]);
  const different = [...ids].filter((id) => fresh.get(id) !== anew.get(id));
  return {
    accounts: ids.size,
    different: different.map(
      (id) => `${id}: kept ${fresh.get(id) ?? 'not there'}, anew ${anew.get(id) ?? 'not there'}`,
    ),
  };
}

/** Every account with its verdict as one text, by its id. */
async function everyVerdict({ environment, journal }: World, clock: ShiftedClock, url: string) {
  const client = await stdioClient({
    args: [...clock.arguments, MAIN],
    env: { ...environment, ...clock.environment, CLARI_IDENTITY_DATABASE_URL: url },
    heard: () => undefined,
    noise: (error) => journal.violation(`a fresh server broke the protocol: ${error.message}`),
  });
  const all = new Map<string, string>();
  try {
    for (let cursor: string | null = ''; cursor !== null; ) {
      const answer = await client.call('find_orphaned_accounts', {
        findings: [...FINDINGS],
        include_exempt: true,
        limit: 200,
        response_format: 'detailed',
        ...(cursor === '' ? {} : { cursor }),
      });
      if (answer.kind !== 'answered')
        throw new Error(`a fresh server does not list accounts: ${JSON.stringify(answer)}`);
      const part: z.output<typeof listed> = listed.parse(answer.structured);
      for (const one of part.accounts) all.set(one.account_id, JSON.stringify(one));
      cursor = part.next_cursor;
    }
  } finally {
    await client.close();
  }
  return all;
}
