import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/ledger/canonical.ts';
import { GENESIS_HASH, sealEntry } from '../../src/ledger/chain.ts';
import type { ChainVerdict } from '../../src/ledger/faults.ts';
import { sha256Hex } from '../../src/ledger/hash.ts';
import { verifyChain } from '../../src/ledger/verify.ts';
import { type Json, LEDGER_KINDS, type LedgerBody, type LedgerEntry } from '../../src/model/ledger.ts';

function body(note: string): LedgerBody {
  return {
    at: '2026-11-20T08:00:00.000Z',
    actor: { name: 'Ada', authenticated: false, via: 'terminal' },
    kind: 'deactivation.recorded',
    payload: { note, nested: { list: [1, null, true] } },
  };
}

function chainOf(bodies: readonly LedgerBody[]): readonly LedgerEntry[] {
  const chain: LedgerEntry[] = [];
  for (const one of bodies) chain.push(sealEntry(chain.at(-1) ?? null, one));
  return chain;
}

function head(chain: readonly LedgerEntry[]): { readonly sequence: number; readonly hash: string } {
  const last = chain.at(-1);
  return last === undefined ? { sequence: 0, hash: GENESIS_HASH } : { sequence: last.sequence, hash: last.hash };
}

const five = chainOf(['one', 'two', 'three', 'four', 'five'].map(body));
const at = (index: number): LedgerEntry => five[index] ?? expect.fail(`no entry at ${index}`);
const broken = (verdict: ChainVerdict) => (verdict.ok ? 'ok' : `${verdict.what} at ${verdict.at}`);

/** Rewrites one entry and gives it the hash that belongs to its new content. */
function resealed(entry: LedgerEntry, change: Partial<LedgerEntry>): LedgerEntry {
  const { hash: _, ...rest } = { ...entry, ...change };
  return { ...rest, hash: sha256Hex(canonicalJson(rest)) };
}

describe('sealing', () => {
  test('counts from one, starts from 64 zeros, and hashes everything but the hash', () => {
    const [first, second] = five;
    expect(first).toMatchObject({ sequence: 1, previousHash: '0'.repeat(64) });
    expect(second).toMatchObject({ sequence: 2, previousHash: first?.hash });
    const { hash, ...rest } = at(0);
    expect(hash).toBe(sha256Hex(canonicalJson(rest)));
  });

  test('a sealed entry is fixed for ever: this hash must not move between versions', () => {
    expect(at(0).hash).toBe('aff7756be64424c6b5c5c7b4d000c3e1a55e4c45765cf47d2846194d330a60f6');
  });

  test('refuses a payload that is not JSON', () => {
    const bad: Json = Number.NaN;
    expect(() => sealEntry(null, { ...body('x'), payload: { bad } })).toThrow('not a JSON number');
  });
});

describe('verifying', () => {
  const rewritten = chainOf(['one', 'TWO', 'three', 'four', 'five'].map(body));
  const cases: readonly (readonly [string, readonly unknown[], string])[] = [
    ['an intact chain', five, 'ok'],
    ['an empty list', [], 'truncated at 1'],
    ['the last entry cut off', five.slice(0, 4), 'truncated at 5'],
    ['the first entry removed', five.slice(1), 'removed at 1'],
    ['a middle entry removed', [at(0), at(1), at(3), at(4)], 'removed at 3'],
    ['neighbours swapped', [at(0), at(2), at(1), at(3), at(4)], 'reordered at 2'],
    ['first and last swapped', [at(4), at(1), at(2), at(3), at(0)], 'reordered at 1'],
    ['an entry repeated', [at(0), at(1), at(1), at(2), at(3), at(4)], 'reordered at 2'],
    ['a payload changed', [at(0), { ...at(1), payload: {} }, at(2), at(3), at(4)], 'changed at 2'],
    ['a field added', [at(0), { ...at(1), note: 'x' }, at(2), at(3), at(4)], 'changed at 2'],
    ['a "__proto__" field added', [JSON.parse(`{"__proto__":{},${JSON.stringify(at(0)).slice(1)}`)], 'changed at 1'],
    ['a field removed', [at(0), { ...at(1), kind: undefined }, at(2), at(3), at(4)], 'malformed at 2'],
    ['a number changed', [at(0), at(1), { ...at(2), sequence: 9 }, at(3), at(4)], 'changed at 3'],
    ['a hash changed', [at(0), at(1), { ...at(2), hash: '0'.repeat(64) }, at(3), at(4)], 'changed at 3'],
    [
      'a rewritten entry with a fresh hash',
      [at(0), resealed(at(1), { payload: {} }), at(2), at(3), at(4)],
      'changed at 2',
    ],
    [
      'the last one rewritten with a fresh hash',
      [...five.slice(0, 4), resealed(at(4), { payload: {} })],
      'changed at 5',
    ],
    [
      'an entry chained to another past',
      [at(0), at(1), resealed(at(2), { previousHash: 'f'.repeat(64) }), at(3), at(4)],
      'changed at 3',
    ],
    [
      'a first entry with a past',
      [resealed(at(0), { previousHash: 'f'.repeat(64) }), ...five.slice(1)],
      'changed at 1',
    ],
    ['everything rewritten from the second on', rewritten, 'changed at 5'],
    ['no entry at all', [at(0), 'entry', at(2)], 'malformed at 2'],
    ['null', [null], 'malformed at 1'],
    ['a number that is none', [{ ...at(0), sequence: '1' }], 'malformed at 1'],
  ];
  test.each(cases)('%s', async (_, entries, outcome) => {
    expect(broken(await verifyChain(entries, head(five)))).toBe(outcome);
  });

  test('a chain that grew past its anchor is intact', async () => {
    expect(await verifyChain(five, head(five.slice(0, 3)))).toEqual({ ok: true, entries: 5, headHash: at(4).hash });
  });

  test('without an anchor a cut-off chain looks intact: that is why there are anchors', async () => {
    expect(await verifyChain(five.slice(0, 2))).toEqual({ ok: true, entries: 2, headHash: at(1).hash });
    expect(await verifyChain([])).toEqual({ ok: true, entries: 0, headHash: GENESIS_HASH });
  });

  test('takes entries as they arrive', async () => {
    async function* stream(): AsyncGenerator<LedgerEntry, void, void> {
      yield* five;
    }
    expect(await verifyChain(stream(), head(five))).toMatchObject({ ok: true, entries: 5 });
  });

  test.each([
    ['a number that is none', { sequence: 1.5, hash: 'a'.repeat(64) }],
    ['a hash that is none', { sequence: 1, hash: 'abc' }],
  ])('refuses an anchor with %s', async (_, anchor) => {
    await expect(verifyChain(five, anchor)).rejects.toThrow('anchor');
  });

  test('entries that a store or a file gave back verify like those that were sealed', async () => {
    const text = five.map((entry) => JSON.stringify(entry)).join('\n');
    expect(await verifyChain(text.split('\n').map((line): unknown => JSON.parse(line)))).toMatchObject({ ok: true });
  });
});

describe('any chain, any single fault', () => {
  const json = fc.jsonValue({ maxDepth: 2 }).map((value): Json => JSON.parse(JSON.stringify(value)));
  const bodies = fc.array(
    fc.record({
      at: fc.constant('2026-11-20T08:00:00.000Z'),
      actor: fc.record({
        name: fc.string(),
        authenticated: fc.boolean(),
        via: fc.constantFrom('stdio' as const, 'http' as const, 'terminal' as const),
      }),
      kind: fc.constantFrom(...LEDGER_KINDS),
      payload: fc.dictionary(fc.string(), json),
    }),
    { minLength: 2, maxLength: 8 },
  );
  const chains = bodies
    .map(chainOf)
    .chain((chain) =>
      fc.record({ chain: fc.constant(chain), index: fc.nat(chain.length - 1), other: fc.nat(chain.length - 1) }),
    );

  test('an intact one is intact', async () => {
    await fc.assert(
      fc.asyncProperty(chains, async ({ chain }) => {
        expect(await verifyChain(chain, head(chain))).toMatchObject({ ok: true, entries: chain.length });
      }),
    );
  });

  test('a change of any field is named where it is', async () => {
    const changes = fc.oneof(
      fc.record({ payload: fc.dictionary(fc.string(), json) }),
      fc.record({
        actor: fc.record({ name: fc.string(), authenticated: fc.boolean(), via: fc.constant('http' as const) }),
      }),
      fc.record({ at: fc.constantFrom('2026-11-20T08:00:00.001Z', '') }),
      fc.record({ kind: fc.constantFrom(...LEDGER_KINDS) }),
      fc.record({ sequence: fc.integer({ min: 1, max: 12 }) }),
      fc.record({ previousHash: fc.constantFrom(GENESIS_HASH, 'a'.repeat(64), '') }),
      fc.record({ hash: fc.constantFrom(GENESIS_HASH, 'a'.repeat(64), '') }),
    );
    await fc.assert(
      fc.asyncProperty(chains, changes, fc.boolean(), async ({ chain, index }, change, seal) => {
        const damaged = chain.map((entry, place) => {
          if (place !== index) return entry;
          return seal && !('hash' in change) && !('sequence' in change)
            ? resealed(entry, change)
            : { ...entry, ...change };
        });
        fc.pre(canonicalJson(damaged) !== canonicalJson(chain));
        const verdict = await verifyChain(damaged, head(chain));
        // The last two may not tell which of them was rewritten; the earlier one is named, and the message names both.
        const ambiguous = seal && 'previousHash' in change && index === chain.length - 1 && index > 0;
        expect(broken(verdict)).toBe(`changed at ${ambiguous ? index : index + 1}`);
      }),
    );
  });

  test('a removal is named, at the end as a truncation', async () => {
    await fc.assert(
      fc.asyncProperty(chains, async ({ chain, index }) => {
        const verdict = await verifyChain(
          chain.filter((_, place) => place !== index),
          head(chain),
        );
        expect(broken(verdict)).toBe(`${index === chain.length - 1 ? 'truncated' : 'removed'} at ${index + 1}`);
      }),
    );
  });

  test('a swap is named at the earlier place', async () => {
    await fc.assert(
      fc.asyncProperty(chains, async ({ chain, index, other }) => {
        fc.pre(index !== other);
        const swapped = chain.map((entry, place) => {
          if (place === index) return chain[other];
          return place === other ? chain[index] : entry;
        });
        expect(broken(await verifyChain(swapped, head(chain)))).toBe(`reordered at ${Math.min(index, other) + 1}`);
      }),
    );
  });

  test('a cut-off tail is named where it begins', async () => {
    await fc.assert(
      fc.asyncProperty(chains, async ({ chain, index }) => {
        expect(broken(await verifyChain(chain.slice(0, index), head(chain)))).toBe(`truncated at ${index + 1}`);
      }),
    );
  });
});
