import * as z from 'zod';
import { factName, facts, factValue } from '../facts.ts';
import { percent } from '../finding-parts.ts';
import { type Content, html, type Markup } from '../html.ts';
import { scrolled } from '../pager.ts';
import { table } from '../table.ts';
import { plain } from '../words.ts';
import { placeOfAccount } from './work-items.ts';

export const nodeShape = z.looseObject({
  id: z.string(),
  type: z.string(),
  label: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
type Node = z.infer<typeof nodeShape>;

export const edgeShape = z.looseObject({
  from: z.string(),
  to: z.string(),
  type: z.string(),
  as: z.string().optional(),
  rule: z.string().optional(),
  confidence: z.number().optional(),
  weight: z.number().optional(),
  why_not: z.string().optional(),
  evidence: z
    .array(
      z.looseObject({
        field: z.string(),
        outcome: z.string(),
        account: z.string().nullable(),
        identity: z.string().nullable(),
        weight: z.number(),
      }),
    )
    .default([]),
});
type Edge = z.infer<typeof edgeShape>;

export interface GraphParts {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

const IDENTITY = 'identity:';

/** An identity that might own the account, and where it stands in the graph. */
export interface OwnerShown {
  /** `directory/identity_id`. */
  readonly ref: string;
  readonly label: string;
  readonly edge: Edge;
  readonly node: Node | null;
}

/** Owners first, then candidates, then those who came close. */
export function ownersOf(id: string, { nodes, edges }: GraphParts): readonly OwnerShown[] {
  return Object.keys(HEADS).flatMap((type) =>
    edges
      .filter((edge) => edge.from === `account:${id}` && edge.type === type)
      .map((edge) => {
        const node = nodes.find((one) => one.id === edge.to) ?? null;
        const ref = edge.to.slice(IDENTITY.length);
        return { ref, label: node?.label ?? ref, edge, node };
      }),
  );
}

const HEADS: Readonly<Record<string, string>> = {
  linked: 'Belongs to',
  candidate: 'Might belong to',
  near_miss: 'Does not belong to, though much is alike',
};

export function linksView(id: string, graph: GraphParts): Content {
  const owners = ownersOf(id, graph);
  if (owners.length === 0) return html`<p>Nobody in any directory that was read comes close.</p>`;
  return owners.map((owner) => ownerView(owner));
}

function ownerView({ ref, label, edge, node }: OwnerShown): Markup {
  const { rule, confidence, weight, why_not: whyNot } = edge;
  return html`<h3>${HEADS[edge.type] ?? plain(edge.type)}: ${label}</h3>
<p><span class="id">${ref}</span>${rule === undefined ? null : `, by ${plain(rule)}`}${confidence === undefined ? null : `, ${percent(confidence)} sure`}${weight === undefined ? null : `, ${shown(weight)} bits of evidence`}.</p>
${whyNot === undefined ? null : html`<p><strong>Why not:</strong> ${whyNot}</p>`}
${node === null ? null : identityFacts(node)}
${edge.evidence.length === 0 ? null : html`<details><summary>What was compared<span class="visually-hidden"> with ${label}</span></summary>${scrolled(`What was compared with ${label}`, compared(edge))}</details>`}`;
}

/** What decides about access is seen at once, the rest when it is opened. */
const FIRST = ['status', 'entitlement', 'revoked_at', 'leaves_on', 'as_of'];

function identityFacts(node: Node): Content {
  const named = (all: readonly (readonly [string, Node['facts'][string]])[]) =>
    facts(all.map(([name, value]) => [factName(name), factValue(value)]));
  const all = Object.entries(node.facts);
  return html`${named(all.filter(([name]) => FIRST.includes(name)))}
<details><summary>All that the directory says<span class="visually-hidden"> of ${node.label}</span></summary>${named(all.filter(([name]) => !FIRST.includes(name)))}</details>`;
}

function compared({ evidence }: Edge): Markup {
  return table(
    'Ten bits: one of a thousand strangers would agree. Below zero: it speaks against.',
    [
      { head: 'Field', cell: (one) => plain(one.field) },
      { head: 'Outcome', cell: (one) => one.outcome },
      { head: 'Account', cell: (one) => one.account ?? 'not stated' },
      { head: 'Directory', cell: (one) => one.identity ?? 'not stated' },
      { head: 'Bits', cell: (one) => shown(one.weight), numeric: true },
    ],
    evidence,
  );
}

function shown(bits: number): string {
  return String(Math.round(bits * 10) / 10);
}

const ELSE: Readonly<Record<string, string>> = {
  duplicate_of: 'Another account of the same person',
  maybe_renamed_to: 'Maybe the same account under a new id',
};

/** Other accounts around the person. */
export function otherAccounts(base: string, id: string, { nodes, edges }: GraphParts): Content {
  const others = nodes.filter((one) => one.type === 'account' && one.id !== `account:${id}`);
  if (others.length === 0) return null;
  return html`<h3>Other accounts around this person</h3><ul>${others.map((one) => {
    const other = one.id.slice('account:'.length);
    const edge = edges.find(({ from, to, type }) => from === `account:${id}` && to === one.id && type in ELSE);
    return html`<li><a href="${base}${placeOfAccount(other)}">${one.label}</a> <span class="id">${other}</span>${edge === undefined ? null : `: ${ELSE[edge.type]}`}</li>`;
  })}</ul>`;
}

/** The files that the account stands in. */
export function seenIn({ nodes, edges }: GraphParts, from: string): Content {
  const files = edges.filter((one) => one.from === from && (one.type === 'seen_in' || one.type === 'mentioned_in'));
  if (files.length === 0) return null;
  return html`<details><summary>The files that it stands in</summary><ul>${files.map((edge) => {
    const node = nodes.find((one) => one.id === edge.to);
    const { kind = null, as_of: asOf = null, sha256 = null } = node?.facts ?? {};
    return html`<li>${node?.label ?? edge.to}${kind === null ? null : ` (${kind}${asOf === null ? '' : `, as of ${factValue(asOf)}`})`}${edge.as === undefined ? null : `, as ${edge.as}`}${sha256 === null ? null : html` <span class="id">sha256 ${String(sha256)}</span>`}</li>`;
  })}</ul></details>`;
}
