import { createHash } from 'node:crypto';
import { appendEntry } from '../../evaluation/index.ts';
import { canonicalJson } from '../../ledger/canonical.ts';
import { GENESIS_HASH } from '../../ledger/chain.ts';
import type { Decision, DecisionKind } from '../../model/decision.ts';
import type { Json, LedgerBody, LedgerEntry, LedgerKind } from '../../model/ledger.ts';
import type { ConfirmedBy } from '../../model/record.ts';
import type { StoreWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { confirmedPart, type Entered } from './statement.ts';

const LEDGER_KIND_OF = {
  exemption: 'exemption.set',
  exemption_withdrawn: 'exemption.withdrawn',
  link: 'link.decided',
  link_withdrawn: 'link.withdrawn',
  record_withdrawn: 'record.withdrawn',
} as const satisfies Record<DecisionKind, LedgerKind>;

/** What a kind of decision says, without who decided it and when: that comes with its ledger entry. */
type Said<Kind extends Decision> = Kind extends Decision
  ? Omit<Kind, 'decisionId' | 'decidedAt' | 'decidedBy' | 'confirmedBy' | 'ledgerSequence' | 'ledgerHash'>
  : never;
export type SaidDecision = Said<Decision>;

type Content = { readonly [key: string]: Json };

interface Decided {
  readonly content: Content;
}

interface How {
  readonly by: ConfirmedBy;
  readonly previousHash: string;
}

export interface WrittenDecision {
  readonly decision: Decision;
  readonly previousHash: string;
}

/** How every kind of decision on an account is entered and kept. */
export const decisionInLedger = {
  entry: ({ content }: Decided, said: SaidDecision, how: How) => decisionEntry(said.kind, content, how),
  keep: (writer: StoreWriter, _: unknown, { draft, fit, by, entry }: Entered<Decided, SaidDecision>) =>
    keepDecision(writer, fit, draft.content, { by, entry }),
};

export function decisionEntry(
  kind: DecisionKind,
  content: Content,
  { by, previousHash }: How,
): Pick<LedgerBody, 'kind' | 'payload'> {
  return {
    kind: LEDGER_KIND_OF[kind],
    payload: { ...content, decision_id: idOf(content, previousHash), ...confirmedPart(by) },
  };
}

/** `content` as it is in the entry. */
export async function keepDecision(
  writer: StoreWriter,
  said: SaidDecision,
  content: Content,
  { by, entry }: { readonly by: ConfirmedBy; readonly entry: LedgerEntry },
): Promise<WrittenDecision> {
  const decision: Decision = {
    ...said,
    decisionId: idOf(content, entry.previousHash),
    decidedAt: entry.at,
    decidedBy: entry.actor,
    confirmedBy: by,
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
  by: ConfirmedBy,
): Promise<WrittenDecision> {
  const previousHash = (await writer.lastLedgerEntry())?.hash ?? GENESIS_HASH;
  const { kind, payload } = decisionEntry(said.kind, content, { by, previousHash });
  return keepDecision(writer, said, content, { by, entry: await appendEntry(writer, deps, kind, payload) });
}

/** The same decision made again later is another one: its place in the ledger tells them apart. */
function idOf(content: Json, previousHash: string): string {
  const text = canonicalJson({ content, after: previousHash });
  return `dec_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}
