import { expect, test } from 'vitest';
import { recordDeactivation } from '../../../src/app/statements/record-deactivation.ts';
import { type Statement, state } from '../../../src/app/statements/statement.ts';
import { appendEntry } from '../../../src/evaluation/append-entry.ts';
import type { AttestationLevel } from '../../../src/model/attestation.ts';
import { acme } from '../../helpers/acme.ts';
import { askingAs } from '../../helpers/asking.ts';
import type { World } from '../../helpers/deps.ts';
import { ledgerKinds, ledgerOf } from '../../helpers/ledger.ts';

interface Watched {
  readonly kind: Statement<string, { readonly content: { readonly said: string } }, number, number, 'known'>;
  readonly looks: number[];
}

/** A kind that counts how often it is checked; `meanwhile` happens at the end of a look, by its number. */
function watched(
  meanwhile: (look: number) => Promise<'already' | undefined> = async () => undefined,
  needed: AttestationLevel = 'unattended',
  effect: (look: number) => string = () => 'the same',
): Watched {
  const looks: number[] = [];
  return {
    looks,
    kind: {
      name: 'watched',
      needsJudgements: false,
      prepare: async (_, __, said) => ({ content: { said } }),
      async check() {
        const look = looks.length + 1;
        looks.push(look);
        return (await meanwhile(look)) === 'already'
          ? { kind: 'already', known: 'known', raise: null }
          : { kind: 'new', fit: look };
      },
      needs: () => ({ level: needed, why: `It needs ${needed}.` }),
      seen: (_, look) => ({ effect: effect(look) }),
      entry: ({ content }, look, { attestation: { level } }) => ({
        kind: 'evidence.exported',
        payload: { ...content, look, level },
      }),
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
  const stated = await state(world, kind, 'this', askingAs('client_form'));
  expect(looks).toEqual([1, 2]);
  const last = (await ledgerOf(world)).at(-1);
  expect(stated).toMatchObject({ kind: 'stated', fit: 2, receipt: last?.sequence });
  expect(last?.payload).toEqual({ said: 'this', look: 2, level: 'client_form' });
});

test('whatever is entered between the last look and the write is looked at too', async () => {
  const world = await acme();
  const { kind, looks } = watched(async (look) => {
    if (look === 2) await anotherEntry(world);
    return undefined;
  });
  await state(world, kind, 'this', askingAs('unattended'));
  expect(looks).toEqual([1, 2, 3]);
  const said = (await ledgerOf(world)).slice(-2).map((entry) => entry.payload);
  expect(said).toEqual([{ said: 'something else' }, { said: 'this', look: 3, level: 'unattended' }]);
});

test('what somebody else stated while the person read is not stated again', async () => {
  const world = await acme();
  const before = await ledgerKinds(world);
  const { kind } = watched(async (look) => (look === 2 ? 'already' : undefined));
  expect(await state(world, kind, 'this', askingAs('terminal_phrase'))).toMatchObject({ kind: 'already' });
  expect(await ledgerKinds(world)).toEqual(before);
});

test('nobody is asked about what stands already', async () => {
  const world = await acme();
  const { kind, looks } = watched(async () => 'already');
  const asking = askingAs('client_form', { ask: () => Promise.reject(new Error('asked')) });
  expect(await state(world, kind, 'this', asking)).toMatchObject({ kind: 'already', known: 'known' });
  expect(looks).toEqual([1]);
});

test('a code confirms exactly what it was given for, once, and for ten minutes', async () => {
  const world = await acme();
  const { kind } = watched();
  const codeFor = async (said: string) => {
    const first = await state(world, kind, said, askingAs('code'));
    return first.kind === 'unconfirmed' ? first.code : '';
  };
  const code = await codeFor('this');
  const refused = (said: string, why: string, using = code) =>
    expect(state(world, kind, said, askingAs('code', { code: using }))).rejects.toThrow(why);
  await refused('that', 'does not belong to exactly this content');
  await refused('this', 'does not belong to exactly this content', `${code}x`);
  expect(await state(world, kind, 'this', askingAs('code', { code }))).toMatchObject({ kind: 'stated' });
  expect((await ledgerOf(world)).at(-1)?.payload).toMatchObject({ said: 'this', level: 'code' });
  await refused('this', 'was used before');
  const late = await codeFor('this');
  world.at('2026-11-20T12:10:00.001Z');
  await refused('this', 'is older than ten minutes', late);
});

test('a code of one caller is none of another', async () => {
  const world = await acme();
  const { kind } = watched();
  const first = await state(world, kind, 'this', askingAs('code'));
  const code = first.kind === 'unconfirmed' ? first.code : '';
  const other = { ...world, actor: { ...world.actor, name: 'somebody else' } };
  const refused = { code: 'ERR_CONFIRMATION', message: expect.stringContaining('another caller') };
  await expect(state(other, kind, 'this', askingAs('code', { code }))).rejects.toMatchObject(refused);
  await expect(state(world, kind, 'this', askingAs('code', { code, session: 'x' }))).rejects.toMatchObject(refused);
});

test.each([
  ['code', 'client_form'],
  ['unattended', 'code'],
] as const)('what a way of the level %s must not state is refused, and no code is given', async (level, needed) => {
  const world = await acme();
  const before = await ledgerKinds(world);
  const { kind } = watched(undefined, needed);
  await expect(state(world, kind, 'this', askingAs(level))).rejects.toThrow(`It needs ${needed}.`);
  expect(await ledgerKinds(world)).toEqual(before);
});

test.each(['client_form', 'code'] as const)(
  'an effect that changed since it was shown is told, by %s',
  async (level) => {
    const world = await acme();
    const { kind } = watched(undefined, 'unattended', (look) => (look === 1 ? 'little' : 'much'));
    const first = level === 'code' ? await state(world, kind, 'this', askingAs('code')) : null;
    const code = first?.kind === 'unconfirmed' ? first.code : undefined;
    const before = await ledgerKinds(world);
    await expect(state(world, kind, 'this', askingAs(level, { code }))).rejects.toMatchObject({
      code: 'ERR_CONFIRMATION',
      message: expect.stringContaining('effect: little, and now much'),
    });
    expect(await ledgerKinds(world)).toEqual(before);
  },
);

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
  const all = await Promise.all([1, 2, 3].map(() => state(world, recordDeactivation, claim, askingAs('unattended'))));
  expect(all.map((one) => one.kind).toSorted()).toEqual(['already', 'already', 'stated']);
  expect((await ledgerKinds(world)).filter((kind) => kind === 'deactivation.recorded')).toHaveLength(1);
});
