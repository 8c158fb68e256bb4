import { createHash } from 'node:crypto';
import { appendEntry } from '../../evaluation/index.ts';
import { canonicalJson } from '../../ledger/canonical.ts';
import { GENESIS_HASH } from '../../ledger/chain.ts';
import type { Attestation } from '../../model/attestation.ts';
import type { Decision, DecisionKind } from '../../model/decision.ts';
import type { Json, LedgerBody, LedgerEntry, LedgerKind } from '../../model/ledger.ts';
import type { StoreReader, StoreWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { attestationPart, type Entered } from './statement.ts';

const LEDGER_KIND_OF = {
  exemption: 'exemption.set',
  exemption_withdrawn: 'exemption.withdrawn',
  link: 'link.decided',
  link_withdrawn: 'link.withdrawn',
  record_withdrawn: 'record.withdrawn',
} as const satisfies Record<DecisionKind, LedgerKind>;

/** What a kind of decision says, without who decided it and when: that comes with its ledger entry. */
type Said<Kind extends Decision> = Kind extends Decision
  ? Omit<Kind, 'decisionId' | 'decidedAt' | 'decidedBy' | 'attestation' | 'ledgerSequence' | 'ledgerHash'>
  : never;
export type SaidDecision = Said<Decision>;

type Content = { readonly [key: string]: Json };

interface Decided {
  readonly content: Content;
}

interface How {
  readonly attestation: Attestation;
  readonly previousHash: string;
}

export interface WrittenDecision {
  readonly decision: Decision;
  readonly previousHash: string;
}

/** How every kind of decision on an account is entered and kept. */
export const decisionInLedger = {
  entry: ({ content }: Decided, said: SaidDecision, how: How) => decisionEntry(said.kind, content, how),
  keep: (writer: StoreWriter, _: unknown, { draft, fit, attestation, entry }: Entered<Decided, SaidDecision>) =>
    keepDecision(writer, fit, draft.content, { attestation, entry }),
};

export function decisionEntry(
  kind: DecisionKind,
  content: Content,
  { attestation, previousHash }: How,
): Pick<LedgerBody, 'kind' | 'payload'> {
  return {
    kind: LEDGER_KIND_OF[kind],
    payload: { ...content, decision_id: idOf(content, previousHash), ...attestationPart(attestation) },
  };
}

/** `content` as it is in the entry. */
export async function keepDecision(
  writer: StoreWriter,
  said: SaidDecision,
  content: Content,
  { attestation, entry }: { readonly attestation: Attestation; readonly entry: LedgerEntry },
): Promise<WrittenDecision> {
  const decision: Decision = {
    ...said,
    decisionId: idOf(content, entry.previousHash),
    decidedAt: entry.at,
    decidedBy: entry.actor,
    attestation,
    ledgerSequence: entry.sequence,
    ledgerHash: entry.hash,
  };
  await writer.insertDecision(decision);
  return { decision, previousHash: entry.previousHash };
}

/** One that follows from another statement, in the write of that. */
export async function writeDecision(
  writer: StoreWriter,
  deps: Pick<Deps, 'clock' | 'actor'>,
  said: SaidDecision,
  content: Content,
  attestation: Attestation,
): Promise<WrittenDecision> {
  const previousHash = (await writer.lastLedgerEntry())?.hash ?? GENESIS_HASH;
  const { kind, payload } = decisionEntry(said.kind, content, { attestation, previousHash });
  return keepDecision(writer, said, content, { attestation, entry: await appendEntry(writer, deps, kind, payload) });
}

/** The same decision made again later is another one: its place in the ledger tells them apart. */
function idOf(content: Json, previousHash: string): string {
  const text = canonicalJson({ content, after: previousHash });
  return `dec_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

/** Whatever was decided about an account last, or taken back: what is bound to it does not outlive the next one. */
export async function lastDecision(reader: StoreReader, accountId: string): Promise<string | null> {
  return (await reader.decisions({ accountId })).at(-1)?.decisionId ?? null;
}
