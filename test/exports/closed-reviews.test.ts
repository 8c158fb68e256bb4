import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { OPEN, reviewCompany, usersWith } from '../helpers/review-company.ts';
import { callAs, reviewStory } from '../helpers/review-story.ts';
import { exporting } from './company.ts';
import { OCSF_SCHEMAS } from './ocsf-schema.ts';

const shown = z.object({ items: z.array(z.object({ item_id: z.string(), email: z.string().optional() })) });

type Until = 'decided' | 'closed' | 'recorded' | 'confirmed';

/** A review in which Leo's access is denied and nothing else, as far as it came. */
async function denied(until: Until) {
  const world = await reviewCompany();
  const call = await callAs(world, 'tester');
  const { review_id } = z
    .object({ review_id: z.string() })
    .parse((await call('open_access_review', { ...OPEN, owner: 'boss@acme.com' })).structured);
  const { items } = shown.parse((await call('get_access_review', { review_id })).structured);
  const item_id = items.find((one) => one.email === 'leo@acme.com')?.item_id;
  await (await callAs(world, 'mia@acme.com'))('decide_review_items', {
    review_id,
    items: [{ item_id, decision: 'revoke', rationale: 'He left' }],
  });
  if (until === 'decided') return { world, review_id };
  await call('close_access_review', { review_id, undecided_become: 'not_reviewed', reason: 'Quarter ends' });
  if (until === 'closed') return { world, review_id };
  await call('record_manual_deactivation', {
    account: 'leo@acme.com',
    performed_by: 'Adam Admin',
    performed_at: '2026-11-20T11:30:00Z',
  });
  if (until === 'recorded') return { world, review_id };
  world.at('2026-11-22T12:00:00.000Z');
  const next = usersWith((lines) =>
    lines.map((line) => line.replace('leo@acme.com,Sales Rep,East,Active', 'leo@acme.com,Sales Rep,East,Inactive')),
  );
  await world.load('next.csv', next, { asOf: '2026-11-22T09:00:00.000Z', completeness: 'complete' });
  return { world, review_id };
}

describe('entra-applied', () => {
  test.each([
    ['decided', /still open/],
    ['closed', /1 planned/],
    ['recorded', /1 (recorded|verifying)/],
  ] as const)('a denial that is only %s: exit 3, and nothing is written', async (until, said) => {
    const { world, review_id } = await denied(until);
    const { run, folder } = await exporting(world);
    const { code, err } = await run(
      'entra-applied',
      '--review',
      review_id,
      '--resource-id',
      'r',
      '--out',
      join(folder, 'x'),
    );
    expect({ code, files: await readdir(folder) }).toEqual({ code: 3, files: [] });
    expect(err).toMatch(said);
  });

  test('a change of role beside a confirmed denial is refused, since no read confirms it and the call marks both', async () => {
    const { world, reviewId } = await reviewStory();
    const { run, folder } = await exporting(world);
    const { code, err } = await run(
      'entra-applied',
      '--review',
      reviewId,
      '--resource-id',
      'r',
      '--out',
      join(folder, 'x'),
    );
    expect({ code, files: await readdir(folder) }).toEqual({ code: 3, files: [] });
    expect(err).toContain('Of 2 denials and role changes');
  });

  test('every denial confirmed: the body of the call, with nothing else in it', async () => {
    const { world, review_id } = await denied('confirmed');
    const { run, folder } = await exporting(world);
    const path = join(folder, 'applied.json');
    const done = await run('entra-applied', '--review', review_id, '--resource-id', 'res-1', '--out', path);
    expect(done).toMatchObject({ code: 0, err: '', out: expect.stringContaining('1 denial of') });
    for (const control of ['SOC 2 CC6.3', 'ISO/IEC 27001 A.5.18', 'PCI DSS 7.2.4', 'SOX ITGC access'])
      expect(done.out).toContain(`Evidence for ${control}. It shows: `);
    const body: unknown = JSON.parse(await readFile(path, 'utf8'));
    expect(body).toEqual({
      customDataProvidedResourceId: 'res-1',
      applyResult: 'appliedSuccessfully',
      applyDescription: expect.stringContaining(
        `1 of 1 denied accounts confirmed closed by later users lists of Clari; access review ${review_id}`,
      ),
    });
  });
});

test('ocsf: a confirmed closing is an event of its own, one that is only recorded is none', async () => {
  const closings = async (until: Until) => {
    const { world } = await denied(until);
    const { run, folder } = await exporting(world);
    expect(await run('ocsf', '--out', join(folder, 'x'))).toMatchObject({ code: 0 });
    const lines = (await readFile(join(folder, 'x'), 'utf8')).trimEnd().split('\n');
    const events = lines.map((line) =>
      z.looseObject({ class_uid: z.number(), time: z.number() }).parse(JSON.parse(line)),
    );
    return events.filter(({ class_uid }) => class_uid === 3001);
  };
  expect(await closings('recorded')).toEqual([]);
  const [closing, ...more] = await closings('confirmed');
  expect(more).toEqual([]);
  const check = new Ajv({ strict: false }).compile(OCSF_SCHEMAS[3001]);
  expect(check(closing), JSON.stringify(check.errors)).toBe(true);
  expect(closing).toMatchObject({
    type_uid: 300105,
    time: Date.parse('2026-11-20T11:30:00Z'),
    unmapped: { performed_by: 'Adam Admin', confirmed_as_of: '2026-11-22T09:00:00.000Z' },
  });
});
