import { describe, expect, test } from 'vitest';
import {
  fitsTurnedRound,
  haveFlipped,
  type Sides,
  type UsageSeen,
} from '../../../src/reconcile/guards/turned-round.ts';

function usage(over: Partial<UsageSeen>): UsageSeen {
  return { accounts: 20, activeUsed: 0, activeUnused: 0, endedUsed: 0, endedUnused: 0, ...over };
}

const TURNED: readonly (readonly [string, Partial<UsageSeen>])[] = [
  ['everybody who works is called gone', { endedUsed: 18, activeUnused: 2 }],
  ['four people, of whom one left', { accounts: 4, endedUsed: 3, activeUnused: 1 }],
  ['some of those who work signed in long ago', { endedUsed: 12, endedUnused: 5, activeUnused: 3 }],
  ['one leaver went on signing in', { endedUsed: 14, activeUnused: 4, activeUsed: 1 }],
  ['a part of the company, with three idle people', { accounts: 500, endedUsed: 30, activeUnused: 3 }],
];

const RIGHT: readonly (readonly [string, Partial<UsageSeen>])[] = [
  ['nobody has an account', {}],
  ['all is well', { activeUsed: 18, endedUnused: 2 }],
  ['most people of the directory left long ago', { activeUsed: 4, endedUnused: 60 }],
  ['a list of leavers only, who worked until last week', { endedUsed: 12 }],
  [
    'a small company whose leavers signed in lately, beside one colleague',
    { accounts: 5, endedUsed: 4, activeUsed: 1 },
  ],
  [
    'the season ended last week: forty of a hundred are gone',
    { accounts: 100, activeUsed: 45, activeUnused: 15, endedUsed: 40 },
  ],
  [
    'the season ended, and half of those who stay hardly sign in',
    { accounts: 100, activeUsed: 25, activeUnused: 35, endedUsed: 40 },
  ],
  ['two people only', { accounts: 3, endedUsed: 2, activeUnused: 1 }],
  ['some leavers went on signing in', { activeUsed: 10, endedUsed: 5, endedUnused: 2 }],
  ['a new company: nobody has signed in yet', { activeUnused: 20 }],
  [
    'a list of five leavers and a colleague who never signed in, of a hundred',
    { accounts: 100, endedUsed: 5, activeUnused: 1 },
  ],
  ['nobody works there any more, on either side', { activeUnused: 10, endedUnused: 10 }],
];

describe('statuses look turned round', () => {
  test.each(TURNED)('%s', (_name, over) => expect(fitsTurnedRound(usage(over))).toBe(true));
});

describe('statuses are taken as they are', () => {
  test.each(RIGHT)('%s', (_name, over) => expect(fitsTurnedRound(usage(over))).toBe(false));
});

const SIDES: readonly (readonly [string, Partial<Sides>, boolean])[] = [
  ['everybody changed sides', { turnedEnded: 12, turnedActive: 3 }, true],
  ['most did', { turnedEnded: 12, turnedActive: 3, activeBoth: 2, endedBoth: 1 }, true],
  ['a smaller company', { turnedEnded: 2, turnedActive: 1 }, true],
  ['two people', { turnedEnded: 1, turnedActive: 1 }, false],
  ['a whole team left, nobody came back', { turnedEnded: 12, endedBoth: 3 }, false],
  ['seasonal staff came back', { turnedActive: 40, activeBoth: 60, endedBoth: 5 }, false],
  ['some came, some went', { turnedEnded: 5, turnedActive: 5, activeBoth: 60, endedBoth: 30 }, false],
  ['nothing changed', { activeBoth: 60, endedBoth: 30 }, false],
];

test.each(SIDES)('sides: %s', (_name, over, expected) => {
  expect(haveFlipped({ activeBoth: 0, endedBoth: 0, turnedActive: 0, turnedEnded: 0, ...over })).toBe(expected);
});
