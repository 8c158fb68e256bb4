import { describe, expect, test } from 'vitest';
import { readMoney } from '../../src/sources/cells/money.ts';

describe('amounts that have one reading', () => {
  test.each([
    ['$3,000,190.00', 3_000_190, null],
    ['-2473435.0', -2_473_435, null],
    ['-2,473,435', -2_473_435, null],
    ['(1,234)', -1234, null],
    ['($1,234.50)', -1234.5, null],
    ['-$5', -5, null],
    ['$-5', -5, null],
    ['$(5)', -5, null],
    ['5-', -5, null],
    ['−12', -12, null],
    ['+12', 12, null],
    ['0', 0, null],
    ['-0.00', 0, null],
    ['1234.567', 1234.567, null],
    ['0.5', 0.5, null],
    ['USD 125,000.00', 125_000, 'USD'],
    ['USD -125,000.00', -125_000, 'USD'],
    ['125,000.00 USD', 125_000, 'USD'],
    ['USD125000', 125_000, 'USD'],
    ['$1,234,567', 1_234_567, null],
    ['1.234.567,89 €', 1_234_567.89, 'EUR'],
    ['€1.234.567', 1_234_567, 'EUR'],
    ['EUR 12,50', 12.5, 'EUR'],
    ['1 234 567,89 €', 1_234_567.89, 'EUR'],
    ["CHF 1'234'567.89", 1_234_567.89, 'CHF'],
    ['12,34,567.00', 1_234_567, null],
    ['₹12,34,567', 1_234_567, null],
    ['£1,000.00', 1000, null],
    ['¥1,000', 1000, null],
    ['US$1,000', 1000, 'USD'],
    ['R$ 1.000,00', 1000, null],
    ['1.2345678E7', 12_345_678, null],
    ['EUR 1,000.00 (USD 1,100.00)', 1000, 'EUR'],
    ['１２３', 123, null],
    ['\u00a01,234\u202f', 1234, null],
  ] as const)('%s', (raw, value, currency) => {
    expect(readMoney(raw)).toEqual({ kind: 'money', value, currency });
  });
});

describe('cells that hold no amount', () => {
  test.each(['', '  ', '-', '--', 'n/a', 'Yes', 'No', 'TRUE', 'null', '#N/A'])('%j is none', (raw) => {
    expect(readMoney(raw)).toEqual({ kind: 'none' });
  });
});

describe('amounts that are set aside', () => {
  test.each([
    '1.234',
    '€ 1.234',
    '1,2345',
    '0,123',
    '1,23,45',
    '1.234,567.89',
    '1,234.567.890',
    '1,,234',
    '$1.2M',
    '125K',
    '3 Mio',
    '75%',
    '1.23E+07',
    'USD 5 EUR',
    'about 5',
    '5 apples',
    '(-5)',
    '--5',
    '1e20',
    '9999999999999999',
    `1${'0'.repeat(100)}`,
    '2026-01-01',
    '=1+1',
    'Infinity',
    '0x10',
  ])('%s', (raw) => {
    expect(readMoney(raw).kind).toBe('unknown');
  });

  test('a long cell of spaced digits is judged at once', () => {
    expect(readMoney('1 '.repeat(30_000)).kind).toBe('unknown');
  });
});
