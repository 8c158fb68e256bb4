import { describe, expect, test } from 'vitest';
import { exactJson } from '../../../src/sources/live/exact-json.ts';

describe('a number with more digits than are kept is a text', () => {
  const cases: readonly [string, string, unknown][] = [
    ['an id of twenty digits', '{"id":12345678901234567890}', { id: '12345678901234567890' }],
    ['in a list', '[-98765432109876543210, 7]', ['-98765432109876543210', 7]],
    ['one that is exact stays a number', '{"id": 9007199254740991}', { id: 9007199254740991 }],
    ['digits inside a text', '{"a":"x:12345678901234567890\\"", "b":1}', { a: 'x:12345678901234567890"', b: 1 }],
    [
      'a text that ends in a backslash',
      '{"a":"\\\\","b":12345678901234567890}',
      { a: '\\', b: '12345678901234567890' },
    ],
    ['a fraction', '{"a": 0.12345678901234567890, "b":[1]}', { a: 0.12345678901234568, b: [1] }],
    [
      'a text with a line separator in it',
      '{"a":"\u2028","b":10000000000000000001}',
      { a: '\u2028', b: '10000000000000000001' },
    ],
  ];
  for (const [name, text, value] of cases)
    test(name, () => {
      expect(JSON.parse(exactJson(text))).toEqual(value);
    });
});
