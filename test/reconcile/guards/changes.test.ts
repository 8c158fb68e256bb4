import { describe, expect, it, test } from 'vitest';
import { changeObjections, type GuardInput } from '../../../src/reconcile/guards/changes.ts';

const difference = { rowsBefore: 100, activeBefore: 100, turnedInactive: 0, activeRemoved: 0 };
interface Over extends Partial<Omit<GuardInput, 'difference'>> {
  readonly difference?: Partial<typeof difference> | null;
}
function reasons(over: Over = {}): readonly string[] {
  return changeObjections({
    kind: 'clari-users',
    directory: null,
    app: null,
    completeness: 'complete',
    rows: 100,
    matchingClaims: 0,
    openClaims: 0,
    contradictedClaims: 0,
    ...over,
    difference: over.difference === null ? null : { ...difference, ...over.difference },
  }).map(({ sentence }) => sentence);
}
const okta = { kind: 'directory', directory: 'okta' } as const;

const CASES: readonly (readonly [string, Over, RegExp | null])[] = [
  ['nothing changed', {}, null],
  ['the first read of its kind', { difference: null, rows: 0 }, null],
  ['exactly 20 % of the rows lost', { rows: 80 }, null],
  ['more than 20 % lost', { rows: 79 }, /from 100 .* to 79: 21 fewer \(21 %\)/],
  ['more than 20 % and fewer than ten', { rows: 31, difference: { rowsBefore: 40 } }, /from 40 .* to 31: 9 fewer/],
  ['two of four rows lost', { rows: 2, difference: { rowsBefore: 4 } }, null],
  ['three of ten rows lost', { rows: 7, difference: { rowsBefore: 10 } }, /from 10 .* to 7/],
  ['three of fifteen rows lost', { rows: 12, difference: { rowsBefore: 15 } }, null],
  ['more than 20 % and ten', { rows: 30, difference: { rowsBefore: 40 } }, /from 40 .* to 30/],
  ['rows lost in a read stated partial', { rows: 10, completeness: 'partial' }, null],
  ['rows lost in a read nobody called complete', { rows: 10, completeness: 'unknown' }, /to 10/],
  ['more rows than before', { rows: 400 }, null],
  ['exactly 10 % of the accounts closed', { difference: { turnedInactive: 10 } }, null],
  ['more than 10 % closed', { difference: { turnedInactive: 11 } }, /11 of 100 active accounts .* for 11 of them/],
  [
    'more than 10 % and fewer than ten',
    { difference: { activeBefore: 20, turnedInactive: 9 } },
    /9 of 20 active accounts/,
  ],
  ['two of three closed', { difference: { activeBefore: 3, turnedInactive: 2 } }, null],
  ['three of thirty closed', { difference: { activeBefore: 30, turnedInactive: 3 } }, null],
  [
    'nine of fourteen closed, all as people recorded',
    { difference: { activeBefore: 14, turnedInactive: 9 }, matchingClaims: 9 },
    null,
  ],
  ['closed as people recorded', { difference: { turnedInactive: 30 }, matchingClaims: 25 }, null],
  [
    'closed beyond what people recorded',
    { difference: { turnedInactive: 30 }, matchingClaims: 15 },
    /30 of 100 .* for 15 of them/,
  ],
  ['gone from a complete export', { difference: { turnedInactive: 5, activeRemoved: 8 } }, /13 of 100/],
  ['gone from one that proves no absence', { completeness: 'unknown', difference: { activeRemoved: 15 } }, null],
  ['half of the open claims contradicted', { openClaims: 40, contradictedClaims: 20 }, null],
  ['more than half contradicted', { openClaims: 40, contradictedClaims: 21 }, /21 of 40 deactivations/],
  ['all of a few', { openClaims: 4, contradictedClaims: 4 }, /4 of 4 deactivations/],
  ['both of two', { openClaims: 2, contradictedClaims: 2 }, null],
  ['exactly 10 % of the identities gone', { ...okta, difference: { activeRemoved: 10 } }, null],
  [
    'nine of fourteen people gone',
    { ...okta, rows: 14, difference: { rowsBefore: 14, activeBefore: 14, turnedInactive: 9 } },
    /9 of 14 active identities/,
  ],
  ['two of three people gone', { ...okta, difference: { activeBefore: 3, activeRemoved: 2 } }, null],
  [
    'identities vanish or turn inactive',
    { ...okta, difference: { activeRemoved: 6, turnedInactive: 5 } },
    /11 of 100 active identities .* okta .* 6 vanish, 5 turn inactive/,
  ],
  [
    'identities vanish from a read nobody called complete',
    { ...okta, completeness: 'unknown', difference: { activeRemoved: 15 } },
    /15 vanish/,
  ],
  [
    'identities missing from a read stated partial',
    { ...okta, completeness: 'partial', difference: { activeRemoved: 90 } },
    null,
  ],
  [
    'identities turn inactive in a partial read',
    { ...okta, completeness: 'partial', difference: { turnedInactive: 11 } },
    /11 turn inactive/,
  ],
  [
    'a list of assigned people shrinks',
    { kind: 'directory-assignments', directory: 'okta', rows: 70 },
    /directory-assignments read of okta to 70/,
  ],
];

describe('the share decides, for at least three people', () => {
  test.each(CASES)('%s', (_name, over, expected) => {
    const held = reasons(over);
    if (expected === null) expect(held).toEqual([]);
    else expect(held).toEqual([expect.stringMatching(expected)]);
  });
});

describe('each reason', () => {
  it('names the way past it', () => {
    const held = reasons({ rows: 10, difference: { turnedInactive: 40 }, openClaims: 20, contradictedClaims: 20 });
    expect(held).toHaveLength(3);
    for (const reason of held) expect(reason).toContain('--accept-drop');
  });
});
