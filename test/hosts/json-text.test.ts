import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { editJson, readJson } from '../../src/hosts/edit-json.ts';
import { entryFor } from '../../src/hosts/entry.ts';
import { HOSTS } from '../../src/hosts/host.ts';
import { merge } from '../../src/hosts/merge.ts';

const SETTINGS = [
  { name: 'OKTA_ORG_URL', value: 'https://acme.okta.com' },
  { name: 'OKTA_API_TOKEN', value: null },
];

/** What may stand between two tokens; a comment holds what would end a value elsewhere. */
const gap = fc.constantFrom('', ' ', '\n', '\n  ', '\r\n\t', ' // c "x": {\n', ' /* , } */ ', '\n    // d ]\n    ');
const leaf = fc.constantFrom('1', '"a,}"', 'null', '[]', '{}', '[1, 2 ]', '{"a" :{ }}');

function objectOf(fields: fc.Arbitrary<readonly (readonly [string, string])[]>): fc.Arbitrary<string> {
  return fc.tuple(fields, fc.infiniteStream(gap), fc.boolean()).map(([list, gaps, trailing]) => {
    const next = () => String(gaps.next().value);
    const parts = list.map(([name, value]) => `${next()}"${name}"${next()}:${next()}${value}${next()}`);
    return `{${parts.join(',')}${trailing && parts.length > 0 ? ',' : ''}${next()}}`;
  });
}

const others = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), leaf), { selector: ([name]) => name });

/** Some others, and one field of ours among them at most. */
function withField(name: string, value: fc.Arbitrary<string>): fc.Arbitrary<readonly (readonly [string, string])[]> {
  return fc
    .tuple(others, fc.option(value), fc.boolean())
    .map(([list, ours, first]) =>
      ours === null ? list : first ? [[name, ours] as const, ...list] : [...list, [name, ours] as const],
    );
}

const env = objectOf(others);
const entry = objectOf(withField('env', env));
const servers = objectOf(withField('clari-identity', entry));
const inputs = fc.tuple(fc.constantFrom('', '{"id": "q"}'), gap, gap).map(([one, a, b]) => `[${a}${one}${b}]`);
const documents = fc
  .tuple(withField('servers', servers), fc.option(inputs))
  .chain(([list, some]) => objectOf(fc.constant(some === null ? list : [...list, ['inputs', some] as const])));

test('whatever the layout, every comment and every other value stays, and ours is there once', () => {
  const host = HOSTS.find(({ id }) => id === 'vscode');
  if (host === undefined) throw new Error('the host is known');
  const ours = entryFor(host, { node: '/opt/node', main: '/opt/main.js' }, SETTINGS);
  const comments = (text: string) => text.match(/\/\/ [cd]|\/\* , \} \*\//g) ?? [];
  fc.assert(
    fc.property(documents, (text) => {
      const edited = editJson(text, merge(host, readJson(text), ours));
      expect(comments(edited)).toEqual(comments(text));
      const again = merge(host, readJson(edited), ours);
      expect(again.standing).toBe('same');
      expect(editJson(edited, again)).toBe(edited);
      const [before, after]: readonly unknown[] = [parse(text), parse(edited)];
      expect(othersOf(after)).toEqual(othersOf(before));
    }),
  );
});

/** Everything but what is ours to change. */
function othersOf(document: unknown): object {
  const entries = typeof document === 'object' && document !== null ? Object.entries(document) : [];
  return Object.fromEntries(entries.filter(([name]) => name !== 'servers' && name !== 'inputs'));
}
