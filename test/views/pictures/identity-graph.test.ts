import { describe, expect, test } from 'vitest';
import {
  type GraphLink,
  type GraphPicture,
  type GraphPoint,
  graphPicture,
} from '../../../src/views/pictures/identity-graph.ts';
import { HOSTILE, notesOf, recordsOf, rowsOf, saidIn, textsIn, trapsIn } from './parts.ts';

const point = (id: string, more: Partial<GraphPoint> = {}): GraphPoint => ({
  id,
  label: `${id}@acme.com`,
  place: 'okta',
  states: ['deactivated'],
  href: null,
  ...more,
});
const link = (kind: GraphLink['kind'], from: string, to: string, more: Partial<GraphLink> = {}): GraphLink => ({
  kind,
  from,
  to,
  rule: null,
  confidence: null,
  weight: null,
  whyNot: null,
  ...more,
});

function drawn(more: Partial<GraphPicture>) {
  return graphPicture('graph', { identities: [], accounts: [], links: [], about: 'a1', ...more });
}

describe('the graph around a person', () => {
  const cases: readonly { name: string; link: GraphLink; word: string; judged: string }[] = [
    {
      name: 'a link bears how sure it is and its weight',
      link: link('linked', 'a1', 'i1', { confidence: 0.98, weight: 24.123, rule: 'email_exact' }),
      word: '98 %, 24.1 bits',
      judged: 'linked',
    },
    { name: 'a link without numbers bears a word', link: link('linked', 'a1', 'i1'), word: 'linked', judged: 'linked' },
    {
      name: 'a candidate is named as one that was not taken',
      link: link('candidate', 'a1', 'i1', { confidence: 0.5, weight: 8 }),
      word: 'candidate: 50 %, 8 bits',
      judged: 'candidate, not taken',
    },
    {
      name: 'a near miss says why not, in the table',
      link: link('near_miss', 'a1', 'i1', { weight: -2.06, whyNot: 'another employee id' }),
      word: 'near miss: -2.1 bits',
      judged: 'near miss, not taken',
    },
  ];
  test.each(cases)('$name', ({ link: one, word, judged }) => {
    const picture = drawn({ identities: [point('i1')], accounts: [point('a1', { place: 'clari' })], links: [one] });
    expect(textsIn(picture)).toContain(word);
    expect(saidIn(picture)).toEqual([word]);
    const [record] = recordsOf(picture);
    expect([record?.['Judged as'], record?.['Why not']]).toEqual([judged, one.whyNot ?? '']);
    expect(picture.markup.includes('dashed') || picture.markup.includes('dotted')).toBe(one.kind !== 'linked');
  });

  test('two accounts of one person are joined beside their column', () => {
    const picture = drawn({
      accounts: [point('a1'), point('a2')],
      links: [link('same_person', 'a1', 'a2'), link('renamed', 'a2', 'a1')],
    });
    expect(saidIn(picture)).toEqual(['same person', 'maybe renamed']);
  });

  test('what an identity is entitled to stands in its box', () => {
    const picture = drawn({
      identities: [point('i1', { states: ['active', 'clari: assigned', 'copilot: unassigned'] })],
    });
    expect(textsIn(picture)).toEqual(expect.arrayContaining(['active', 'clari: assigned', 'copilot: unassigned']));
  });

  test('who is joined with nobody is in the table', () => {
    const picture = drawn({ accounts: [point('a1')] });
    expect(recordsOf(picture).map((one) => one['Judged as'])).toEqual(['joined with nobody']);
  });

  test('links cross less after the columns were put in order', () => {
    const names = Array.from({ length: 12 }, (_, at) => at);
    const links = names.map((at) => link('linked', `a${at}`, `i${11 - at}`));
    const { markup } = drawn({
      identities: names.map((at) => point(`i${at}`)),
      accounts: names.map((at) => point(`a${at}`)),
      links,
    });
    const ends = [...markup.matchAll(/<path d="M[\d.]+ ([\d.]+)C[^"]* ([\d.]+)" class="ink-none/g)].map(
      ([, left, right]) => [Number(left), Number(right)] as const,
    );
    const crossings = ends.flatMap(([y1, y2], at) =>
      ends.slice(at + 1).filter(([z1, z2]) => (y1 - z1) * (y2 - z2) < 0),
    );
    expect(ends).toHaveLength(12);
    expect(crossings).toHaveLength(0);
  });

  test('beyond fifteen in a column the others are in the table only; the account that is asked about is drawn', () => {
    const accounts = Array.from({ length: 40 }, (_, at) => point(`a${at}`));
    const links = accounts.map(({ id }) => link('candidate', id, 'i1'));
    const picture = drawn({ identities: [point('i1')], accounts, links, about: 'a39' });
    expect(saidIn(picture)).toHaveLength(15);
    expect(textsIn(picture)).toContain('a39@acme.com');
    expect(recordsOf(picture)).toHaveLength(40);
    expect(notesOf(picture)).toEqual(['25 more accounts and identities in the table only.']);
  });

  test('none is said in words', () => {
    expect(notesOf(drawn({}))).toEqual(['No account and no identity is known here.']);
  });
});

test('names with markup and signs that turn what follows stay texts', () => {
  const picture = drawn({
    identities: [point(HOSTILE, { label: HOSTILE, place: HOSTILE, states: [HOSTILE] })],
    accounts: [point('a1', { label: HOSTILE, href: `/accounts/${HOSTILE}` })],
    links: [link('near_miss', 'a1', HOSTILE, { whyNot: HOSTILE, rule: HOSTILE })],
  });
  expect(trapsIn(picture)).toEqual([]);
  expect(rowsOf(picture)[1]?.[6]).toContain('<img src=x onerror="document.title=1">evitca &');
});
