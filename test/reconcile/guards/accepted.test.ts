import { expect, test } from 'vitest';
import type { GuardFact, Reading, Sense } from '../../../src/model/snapshot.ts';
import { wasAccepted } from '../../../src/reconcile/guards/accepted.ts';
import type { Objection } from '../../../src/reconcile/guards/objection.ts';

const DAY = (day: number) => `2026-11-${String(day).padStart(2, '0')}T09:00:00.000Z`;
const SERIES = { kind: 'directory', directory: 'hr', app: null } as const;

function reading(header: string, sense: Sense): Reading {
  return {
    used: [{ field: 'status', header, sense, basis: 'header', isBlank: false }],
    unused: [],
    takenForMissing: [],
    notUnderstood: [],
    unreadable: [],
  };
}
const BLOCKED = reading('Blocked', 'yes_is_inactive');

function objection(code: Objection['code'], count: number, of: number): Objection {
  return { code, count, of, holds: true, sentence: '' };
}

function accepted(fact: GuardFact, over: { readonly asOf?: string; readonly reading?: Reading } = {}) {
  return { ...SERIES, guardFacts: [fact], reading: BLOCKED, asOf: DAY(10), ...over };
}

const turned = (count: number, of: number): GuardFact => ({ code: 'sense_turned_round', count, of });
const lost = (count: number, of: number): GuardFact => ({ code: 'rows_lost', count, of });

const CASES: readonly (readonly [string, Objection, ReturnType<typeof accepted>, string | null, boolean])[] = [
  ['the same again', objection('sense_turned_round', 12, 14), accepted(turned(12, 14)), null, true],
  ['a little more of it', objection('sense_turned_round', 14, 15), accepted(turned(12, 15)), null, true],
  ['clearly more of it', objection('sense_turned_round', 60, 100), accepted(turned(20, 100)), null, false],
  [
    'half as much again, of two people',
    objection('ids_shared', 4, 6),
    accepted({ code: 'ids_shared', count: 2, of: 6 }),
    null,
    true,
  ],
  ['another reason', objection('ids_shared', 12, 14), accepted(turned(12, 14)), null, false],
  [
    'another column decides now',
    objection('sense_turned_round', 12, 14),
    accepted(turned(12, 14), { reading: reading('Active', 'yes_is_active') }),
    null,
    false,
  ],
  [
    'the same column is read the other way',
    objection('sense_turned_round', 12, 14),
    accepted(turned(12, 14), { reading: reading('Blocked', 'yes_is_active') }),
    null,
    false,
  ],
  [
    'the loss that was accepted, still counted against the last complete read',
    objection('rows_lost', 40, 100),
    accepted(lost(40, 100)),
    DAY(1),
    true,
  ],
  ['more of that loss', objection('rows_lost', 70, 100), accepted(lost(40, 100)), DAY(1), false],
  [
    'another loss, after the one that was accepted',
    objection('rows_lost', 25, 60),
    accepted(lost(40, 100)),
    DAY(10),
    false,
  ],
  ['a loss where nothing was accepted', objection('rows_lost', 25, 60), accepted(turned(12, 14)), DAY(1), false],
];

test.each(CASES)('%s', (_name, now, before, base, expected) => {
  expect(wasAccepted(now, [before], { read: { ...SERIES, reading: BLOCKED }, base })).toBe(expected);
});

test('what was accepted of another directory is not accepted of this one', () => {
  const other = { ...accepted(turned(12, 14)), directory: 'okta' };
  expect(
    wasAccepted(objection('sense_turned_round', 12, 14), [other], {
      read: { ...SERIES, reading: BLOCKED },
      base: null,
    }),
  ).toBe(false);
});

test('a directory that was accepted does not hold the accounts that come after it', () => {
  const now: Objection = {
    ...objection('other_sense_turned_round', 12, 14),
    doubts: { series: 'directory:hr', label: '', reading: BLOCKED },
  };
  const read = { kind: 'clari-users', directory: null, app: 'clari', reading: null } as const;
  expect(wasAccepted(now, [accepted(turned(12, 14))], { read, base: null })).toBe(true);
});
