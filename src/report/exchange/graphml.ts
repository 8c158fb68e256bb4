import type { Facts, GraphEdge, GraphNode } from './graph-parts.ts';

const NODE_KEYS = [
  'label',
  'kind',
  'key',
  'app',
  'directory',
  'email',
  'status',
  'as_of',
  'role',
  'team',
  'situation',
  'finding',
  'reason',
  'access_ended_at',
  'entitlement',
] as const;
const EDGE_KEYS = ['relation', 'rule', 'confidence'] as const;

export const GRAPHML_END = '</graph>\n</graphml>\n';

export function graphmlBegin(): string {
  const key = (of: string) => (name: string) =>
    `<key id="${of}_${name}" for="${of}" attr.name="${name}" attr.type="${name === 'confidence' ? 'double' : 'string'}"/>\n`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n',
    ...NODE_KEYS.map(key('node')),
    ...EDGE_KEYS.map(key('edge')),
    '<graph id="identities" edgedefault="directed">\n',
  ].join('');
}

export function graphmlNode({ id, label, facts }: GraphNode): string {
  return `<node id="${id}">${data('node', NODE_KEYS, { label, ...facts })}</node>\n`;
}

export function graphmlEdge({ source, target, relation, facts }: GraphEdge): string {
  return `<edge source="${source}" target="${target}">${data('edge', EDGE_KEYS, { relation, ...facts })}</edge>\n`;
}

function data(of: 'node' | 'edge', keys: readonly string[], facts: Facts): string {
  let text = '';
  for (const name of keys) {
    const value = facts[name];
    if (value != null) text += `<data key="${of}_${name}">${xmlText(String(value))}</data>`;
  }
  return text;
}

// XML has no way to write these at all.
const NO_XML = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const MARKUP = /[&<>"]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function xmlText(text: string): string {
  return text.replace(NO_XML, '\ufffd').replace(MARKUP, (mark) => ENTITIES[mark] ?? '');
}
