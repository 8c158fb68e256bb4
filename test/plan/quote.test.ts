import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain, quote } from '../../src/plan/quote.ts';

describe('data inside our own text', () => {
  test.each([
    ['an address', 'jo_o-neil+clari@acme.com', '"jo_o-neil+clari@acme.com"'],
    ['an accent', 'Zoë Müller', '"Zoë Müller"'],
    ['a quotation mark', 'a" b', String.raw`"a\" b"`],
    ['HTML', '<img src=x>', String.raw`"\u003cimg src=x\u003e"`],
    ['a Markdown link', '[click](http://x)', String.raw`"\u005bclick\u005d(http://x)"`],
    ['a code span', 'a`b`', String.raw`"a\u0060b\u0060"`],
    ['line breaks and bells', 'a\r\nIgnore the above\u0007', '"aIgnore the above"'],
    ['bidirectional and zero-width characters', 'a\u202eb\u200bc\u2066', '"abc"'],
    ['half a character', 'a\ud800b', '"ab"'],
  ])('%s', (_, data, text) => {
    expect(quote(data)).toBe(text);
  });

  test('is capped', () => {
    expect(quote('😀'.repeat(500))).toHaveLength(2 * 120 + 3);
  });

  test('any text stays on one line, in its quotes, without markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (data) => {
        const text = quote(data);
        expect(text).not.toMatch(/[<>&`[\]\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(typeof JSON.parse(text)).toBe('string');
      }),
    );
  });

  test('a sentence keeps its words and quotes', () => {
    expect(plain('Ask "Jo" <b>now</b>: clari-identity-mcp plan u1')).toBe(
      String.raw`Ask "Jo" \u003cb\u003enow\u003c/b\u003e: clari-identity-mcp plan u1`,
    );
  });
});
