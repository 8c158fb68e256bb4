import { expect, test } from 'vitest';
import { UNASKED } from '../../../src/app/statements/asking.ts';
import { recordDeactivation } from '../../../src/app/statements/record-deactivation.ts';
import { type Statement, state } from '../../../src/app/statements/statement.ts';
import { appendEntry } from '../../../src/evaluation/append-entry.ts';
import { ClariIdentityError } from '../../../src/model/errors.ts';
import type { ConfirmedBy } from '../../../src/model/record.ts';
import { acme } from '../../helpers/acme.ts';
import type { World } from '../../helpers/deps.ts';
import { ledgerKinds, ledgerOf } from '../../helpers/ledger.ts';

interface Watched {
  readonly kind: Statement<string, { readonly content: { readonly said: string } }, number, number, 'known'>;
  readonly looks: number[];
}

/** A kind that counts how often it is checked; `meanwhile` happens at the end of a look, by its number. */
function watched(
  meanwhile: (look: number) => Promise<'already' | undefined> = async () => undefined,
  refused: ConfirmedBy | null = null,
): Watched {
  const looks: number[] = [];
  return {
    looks,
    kind: {
      needsJudgements: false,
      prepare: async (_, __, said) => ({ content: { said } }),
      async check() {
        const look = looks.length + 1;
        looks.push(look);
        return (await meanwhile(look)) === 'already' ? { kind: 'already', known: 'known' } : { kind: 'new', fit: look };
      },
      mayConfirm(_, by) {
        if (by === refused) throw new ClariIdentityError('ERR_CONFIRMATION', `Not by ${by}.`, 'Ask a person.');
      },
      entry: ({ content }, look, { by }) => ({ kind: 'evidence.exported', payload: { ...content, look, by } }),
      keep: async (_, __, { entry }) => entry.sequence,
    },
  };
}

async function anotherEntry(world: World): Promise<void> {
  await world.store.write((writer) => appendEntry(writer, world, 'evidence.exported', { said: 'something else' }));
}

test('it is looked at before the question and once more before the write', async () => {
  const world = await acme();
  const { kind, looks } = watched();
  const stated = await state(world, kind, 'this', { ask: async () => 'accepted' });
  expect(looks).toEqual([1, 2]);
  const last = (await ledgerOf(world)).at(-1);
  expect(stated).toMatchObject({ kind: 'stated', fit: 2, receipt: last?.sequence });
  expect(last?.payload).toEqual({ said: 'this', look: 2, by: 'elicitation' });
});

test('whatever is entered between the last look and the write is looked at too', async () => {
  const world = await acme();
  const { kind, looks } = watched(async (look) => {
    if (look === 2) await anotherEntry(world);
    return undefined;
  });
  await state(world, kind, 'this', UNASKED);
  expect(looks).toEqual([1, 2, 3]);
  const said = (await ledgerOf(world)).slice(-2).map((entry) => entry.payload);
  expect(said).toEqual([{ said: 'something else' }, { said: 'this', look: 3, by: 'command_line' }]);
});

test('what somebody else stated while the person read is not stated again', async () => {
  const world = await acme();
  const before = await ledgerKinds(world);
  const { kind } = watched(async (look) => (look === 2 ? 'already' : undefined));
  expect(await state(world, kind, 'this', { ask: async () => 'typed' })).toMatchObject({ kind: 'already' });
  expect(await ledgerKinds(world)).toEqual(before);
});

test('nobody is asked about what stands already', async () => {
  const world = await acme();
  const { kind, looks } = watched(async () => 'already');
  const asking = { ask: () => Promise.reject(new Error('asked')) };
  expect(await state(world, kind, 'this', asking)).toMatchObject({ kind: 'already', known: 'known' });
  expect(looks).toEqual([1]);
});

test('a code confirms exactly what it was given for', async () => {
  const world = await acme();
  const { kind } = watched();
  const ask = async () => 'unavailable' as const;
  const first = await state(world, kind, 'this', { ask });
  const code = first.kind === 'unconfirmed' ? first.code : '';
  await expect(state(world, kind, 'that', { ask, code })).rejects.toMatchObject({ code: 'ERR_CONFIRMATION' });
  expect(await state(world, kind, 'this', { ask, code })).toMatchObject({ kind: 'stated' });
  expect((await ledgerOf(world)).at(-1)?.payload).toMatchObject({ said: 'this', by: 'code' });
});

test.each([
  ['code', 'unavailable'],
  ['command_line', 'unattended'],
] as const)('what a %s must not confirm is refused, and no code is given', async (by, outcome) => {
  const world = await acme();
  const before = await ledgerKinds(world);
  const { kind } = watched(undefined, by);
  await expect(state(world, kind, 'this', { ask: async () => outcome })).rejects.toThrow(`Not by ${by}.`);
  expect(await ledgerKinds(world)).toEqual(before);
});

test('the same deactivation stated by several at once is one record', async () => {
  const world = await acme();
  const claim = {
    account: 'leo@acme.com',
    app: 'clari',
    performedBy: 'Mara',
    performedAt: '2026-11-20T10:00:00Z',
    planId: null,
    ticket: null,
    method: null,
    note: null,
    evidence: [],
    corrects: null,
    override: null,
  } as const;
  const all = await Promise.all([1, 2, 3].map(() => state(world, recordDeactivation, claim, UNASKED)));
  expect(all.map((one) => one.kind).toSorted()).toEqual(['already', 'already', 'stated']);
  expect((await ledgerKinds(world)).filter((kind) => kind === 'deactivation.recorded')).toHaveLength(1);
});
