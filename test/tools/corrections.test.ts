import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acme } from '../helpers/acme.ts';
import { connect } from '../helpers/connect.ts';
import { ledgerKinds, ledgerOf } from '../helpers/ledger.ts';
import { agreeing } from '../helpers/people.ts';

const CLAIM = { account: 'leo@acme.com', performed_by: 'Mara', performed_at: '2026-11-20T10:00:00Z' };

const recorded = z.object({ status: z.string(), record_id: z.string() });

async function claimed() {
  const world = await acme();
  const { call } = await connect(world, agreeing());
  const { record_id } = recorded.parse((await call('record_manual_deactivation', CLAIM)).structured);
  return { world, call, record_id };
}

test('a correction is a record of its own that points at the old one, and the old one counts no more', async () => {
  const { world, call, record_id } = await claimed();
  const right = { ...CLAIM, performed_at: '2026-11-20T11:00:00Z', corrects: record_id };
  const answer = recorded.parse((await call('record_manual_deactivation', right)).structured);
  expect(answer.status).toBe('recorded');
  const [old, now] = await world.store.read((reader) => reader.records());
  expect(old).toMatchObject({ recordId: record_id, performedAt: '2026-11-20T10:00:00.000Z' });
  expect(old?.withdrawn).toMatchObject({ correctedBy: answer.record_id });
  expect(now).toMatchObject({ recordId: answer.record_id, corrects: record_id });
  expect((await ledgerKinds(world)).slice(-3)).toEqual([
    'deactivation.recorded',
    'deactivation.recorded',
    'record.withdrawn',
  ]);
  expect((await ledgerOf(world)).at(-1)?.payload).toMatchObject({ record_id, corrected_by: answer.record_id });
});

describe('a correction that points nowhere is refused whole', () => {
  test.each([
    ['a record that does not exist', { corrects: 'rec_0' }, 'No record is known'],
    ['a record of another account', { account: 'una@acme.com' }, 'another account'],
  ])('%s', async (_what, change, said) => {
    const { world, call, record_id } = await claimed();
    const answer = await call('record_manual_deactivation', {
      ...CLAIM,
      performed_at: '2026-11-20T11:00:00Z',
      corrects: record_id,
      ...change,
    });
    expect(answer.isError).toBe(true);
    expect(answer.text).toContain(said);
    expect(await world.store.read((reader) => reader.records())).toHaveLength(1);
  });

  test('a record that was corrected already', async () => {
    const { world, call, record_id } = await claimed();
    await call('record_manual_deactivation', { ...CLAIM, performed_at: '2026-11-20T11:00:00Z', corrects: record_id });
    const again = await call('record_manual_deactivation', {
      ...CLAIM,
      performed_at: '2026-11-20T11:30:00Z',
      corrects: record_id,
    });
    expect(again.text).toContain('withdrawn at');
    expect(await world.store.read((reader) => reader.records())).toHaveLength(2);
  });
});
