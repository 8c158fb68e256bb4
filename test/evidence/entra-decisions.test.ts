import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { NO_LIVE } from '../../src/app/deps.ts';
import { doctor } from '../../src/app/doctor/doctor.ts';
import { exportPack } from '../../src/app/evidence/export-pack.ts';
import { verifyPack } from '../../src/app/evidence/verify-pack.ts';
import type { World } from '../helpers/deps.ts';
import { decisionOn, decisionsJson, ENTRA_OPEN, entraCompany, INSTANCE } from '../helpers/entra-review.ts';
import { callAs } from '../helpers/review-story.ts';
import { edit } from './packed.ts';

const LATER = '2026-11-20T14:00:00.000Z';

/** A company that took one denial of Entra's. */
async function denied(): Promise<World> {
  const world = await entraCompany();
  const call = await callAs(world, 'ann');
  await call('open_access_review', ENTRA_OPEN);
  world.at(LATER);
  const content = decisionsJson(decisionOn('leo', { decision: 'Deny', justification: 'Left in November' }));
  const answer = await call('import_clari_export', { content, as_of: LATER });
  expect(answer.isError, answer.text).toBe(false);
  return world;
}

async function packOf(world: World): Promise<string> {
  const folder = join(world.home, 'pack');
  await exportPack(world, { folder, since: null, until: null, framework: null, version: '0.0.0' });
  return folder;
}

const verify = (folder: string) => verifyPack({ folder, head: null, publicKeyFile: null });

const failed = async (world: World) =>
  (await doctor({ ...world, live: NO_LIVE, witness: null, judgements: false, open: async () => world })).filter(
    ({ state }) => state === 'failed',
  );

test('a pack has where a decision was made, and is verified with it', async () => {
  const world = await denied();
  const folder = await packOf(world);
  await verify(folder);
  const row = z
    .looseObject({ origin: z.string(), stated_by: z.string(), entered_by: z.string() })
    .parse(JSON.parse(await readFile(join(folder, 'review_decisions.jsonl'), 'utf8')));
  expect(row).toMatchObject({
    stated_by: 'mia@example.com',
    entered_by: 'ann',
    origin: expect.stringMatching(
      new RegExp(
        `^entra: by mia@example\\.com at 2026-11-20T12:30:00\\.123Z, decision d.* of instance ${INSTANCE}, .*file sha256:[0-9a-f]{64}$`,
      ),
    ),
  });
  expect(await failed(world)).toEqual([]);
});

test.each([
  ['who decided it in Entra', 'by mia@example.com at', 'by fred@example.com at'],
  ['when', 'at 2026-11-20T12:30', 'at 2026-11-20T12:31'],
  ['that it came from there', /"origin":"[^"]*"/, '"origin":null'],
])('a pack in which %s was changed is broken', async (_what, from, to) => {
  const folder = await packOf(await denied());
  await edit(folder, 'review_decisions.jsonl', (text) => text.replace(from, to));
  await expect(verify(folder)).rejects.toMatchObject({ code: 'ERR_EVIDENCE_BROKEN' });
});
