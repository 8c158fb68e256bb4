import { describe, expect, test } from 'vitest';
import { crmIdCore } from '../../src/model/crm-id.ts';
import { hasWrongChecksum } from '../../src/sources/cells/salesforce-id.ts';

describe('Salesforce ids', () => {
  test.each([
    ['005110000069tRpAAI', '005110000069tRp'],
    ['005110000069tRp', '005110000069tRp'],
    ['0064x00000MaqIE', '0064x00000MaqIE'],
    ['U-1', 'U-1'],
    ['a-longer-id-that-is-none', 'a-longer-id-that-is-none'],
  ])('%s compares as %s', (id, short) => {
    expect(crmIdCore(id)).toBe(short);
  });

  test.each([
    ['005110000069tRpAAI', false],
    ['005d0000001rfYSAAY', false],
    ['005D0000001rfYSAAY', true],
    ['005110000069trpaai', true],
    ['005110000069tRpAAA', true],
    ['005110000069tRp', false],
    ['U-1', false],
  ])('the checksum of %s is wrong: %s', (id, wrong) => {
    expect(hasWrongChecksum(id)).toBe(wrong);
  });
});
