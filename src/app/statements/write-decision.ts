import { createHash } from 'node:crypto';
import { appendEntry } from '../../evaluation/index.ts';
import { canonicalJson } from '../../ledger/canonical.ts';
import type { Decision, DecisionKind } from '../../model/decision.ts';
import type { Json, LedgerKind } from '../../model/ledger.ts';
import { type ConfirmedBy, isAttested } from '../../model/record.ts';
import type { StoreWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';

const LEDGER_KIND_OF = {
  exemption: 'exemption.set',
  exemption_withdrawn: 'exemption.withdrawn',
  link: 'link.decided',
  link_withdrawn: 'link.withdrawn',
  record_withdrawn: 'record.withdrawn',
} as const satisfies Record<DecisionKind, LedgerKind>;

/** What a kind of decision says, without who decided it and when: that comes with writing it. */
type Said<Kind extends Decision> = Kind extends Decision
  ? Omit<Kind, 'decisionId' | 'decidedAt' | 'decidedBy' | 'confirmedBy' | 'ledgerSequence' | 'ledgerHash'>
  : never;

export interface WrittenDecision {
  readonly decision: Decision;
  readonly previousHash: string;
}

/** A decision and its ledger entry, in the caller's write. `content` is what was confirmed. */
export async function writeDecision(
  writer: StoreWriter,
  deps: Pick<Deps, 'clock' | 'actor'>,
  said: Said<Decision>,
  content: { readonly [key: string]: Json },
  confirmedBy: ConfirmedBy,
): Promise<WrittenDecision> {
  const decidedAt = deps.clock();
  const previous = await writer.lastLedgerEntry();
  const decisionId = idOf(content, previous?.hash ?? '');
  const entry = await appendEntry(writer, deps, LEDGER_KIND_OF[said.kind], {
    ...content,
    decision_id: decisionId,
    confirmed_by: confirmedBy,
    attested_by_person: isAttested(confirmedBy),
  });
  const decision: Decision = {
    ...said,
    decisionId,
    decidedAt,
    decidedBy: deps.actor,
    confirmedBy,
    ledgerSequence: entry.sequence,
    ledgerHash: entry.hash,
  };
  await writer.insertDecision(decision);
  return { decision, previousHash: entry.previousHash };
}

/** The same decision made again later is another one: its place in the ledger tells them apart. */
function idOf(content: Json, previousHash: string): string {
  const text = canonicalJson({ content, after: previousHash });
  return `dec_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}
