import { XmlDocument } from 'libxml2-wasm';
import { expect, test } from 'vitest';
import { GRAPHML_END, graphmlBegin, graphmlNode } from '../../src/report/exchange/graphml.ts';
import { nodeId } from '../../src/report/exchange/node-id.ts';
import { SeenKeys } from '../../src/report/exchange/seen-keys.ts';

test('ids that differ stay different, and each is one that XML allows', () => {
  const ids = ['a@b', 'a_40b', 'a:b', 'a b', 'A@b', 'é', 'e\u0301', '😀', '\ud800', '\ud801', '', '_', '__', '<&">'];
  const written = ids.map((id) => nodeId('identity', 'okta', id));
  expect(new Set(written).size).toBe(ids.length);
  for (const one of written) expect(one).toMatch(/^[\w.:-]+$/);
  expect(nodeId('identity', 'a', 'b:c')).not.toBe(nodeId('identity', 'a:b', 'c'));
});

test.each([
  ['control characters', 'a\u0000b\u0008c\u001b', 'a\ufffdb\ufffdc\ufffd'],
  ['half a character', 'a\ud800b', 'a\ufffdb'],
  ['what is no character', 'a\uffffb', 'a\ufffdb'],
  ['markup', '</data><x y="z">&amp;]]>', '</data><x y="z">&amp;]]>'],
  ['characters beyond the first plane', '😀', '😀'],
])('GraphML with %s in a name is read by an XML parser', (_, label, read) => {
  const text = graphmlBegin() + graphmlNode({ id: 'x', label, facts: { kind: 'account' } }) + GRAPHML_END;
  const xml = XmlDocument.fromString(text);
  try {
    const found = xml.find('//g:data[@key="node_label"]', { g: 'http://graphml.graphdrawing.org/xmlns' });
    expect(found.map((one) => one.content)).toEqual([read]);
  } finally {
    xml.dispose();
  }
});

test('a key is new once, also after there was no more room for it at first', () => {
  const seen = new SeenKeys();
  const keys = Array.from({ length: 5_000 }, (_, at) => `identity:okta:${at}`);
  expect(keys.filter((key) => seen.add(key))).toHaveLength(5_000);
  expect(keys.filter((key) => seen.add(key))).toEqual([]);
  expect(seen.add('another')).toBe(true);
});
