import { appendEntry, evaluate } from '../../evaluation/index.ts';
import { GENESIS_HASH } from '../../ledger/chain.ts';
import type { Json, LedgerBody, LedgerEntry } from '../../model/ledger.ts';
import { type ConfirmedBy, isAttested } from '../../model/record.ts';
import type { StoreReader, StoreWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { type Asking, confirmed } from './asking.ts';

/**
 * One kind of thing that people state for the ledger. A new kind is one object of this type: asking, confirmation
 * codes, the second look before the write and the ledger entry are the same for all and done by `state`.
 */
export interface Statement<Request, Draft extends Drafted, Fit, Receipt, Known = Receipt> {
  /** Whether it rests on judgements, which are then brought up to date before each look. */
  readonly needsJudgements: boolean;
  /** Makes of a request what would be kept, and refuses what says nothing. */
  prepare(reader: StoreReader, deps: Deps, request: Request): Promise<Draft>;
  /**
   * Refuses what must not be stated as things are now. Runs before a person is asked and once more after they agreed:
   * they may have taken ten minutes, and a read or another statement may have come in meanwhile.
   */
  check(reader: StoreReader, deps: Deps, draft: Draft): Promise<Checked<Fit, Known>>;
  /** Throws where this way of confirming is not enough; absent: every way is. */
  mayConfirm?(draft: Draft, by: ConfirmedBy): void;
  entry(draft: Draft, fit: Fit, how: { readonly by: ConfirmedBy; readonly previousHash: string }): Entry;
  /** Keeps it beside its ledger entry, in the same write. */
  keep(writer: StoreWriter, deps: Deps, entered: Entered<Draft, Fit>): Promise<Receipt>;
}

/** `content` is exactly what a confirmation is bound to; the rest of a draft is what is shown of it. */
export interface Drafted {
  readonly content: Json;
}

/** `already`: it was stated before and stands. `fit`: what the check found out on the way. */
export type Checked<Fit, Known> =
  | { readonly kind: 'already'; readonly known: Known }
  | { readonly kind: 'new'; readonly fit: Fit };

type Entry = Pick<LedgerBody, 'kind' | 'payload'>;

export interface Entered<Draft, Fit> {
  readonly draft: Draft;
  readonly fit: Fit;
  readonly by: ConfirmedBy;
  readonly entry: LedgerEntry;
}

/** What became of a request: only `stated` wrote something. */
export type Stated<Draft, Fit, Receipt, Known = Receipt> =
  | { readonly kind: 'already'; readonly draft: Draft; readonly known: Known }
  /** Nobody could be asked: the call has to come again with the code. */
  | { readonly kind: 'unconfirmed'; readonly draft: Draft; readonly fit: Fit; readonly code: string }
  | { readonly kind: 'stated'; readonly draft: Draft; readonly fit: Fit; readonly receipt: Receipt };

/** A request that is in the ledger, by now or before. */
export type Settled<Draft, Fit, Receipt, Known = Receipt> = Exclude<
  Stated<Draft, Fit, Receipt, Known>,
  { readonly kind: 'unconfirmed' }
>;

/** From a request to the ledger: prepared, checked, confirmed, checked again, entered and kept. */
export async function state<Request, Draft extends Drafted, Fit, Receipt, Known>(
  deps: Deps,
  kind: Statement<Request, Draft, Fit, Receipt, Known>,
  request: Request,
  asking: Asking<NoInfer<Draft>, NoInfer<Fit>>,
): Promise<Stated<Draft, Fit, Receipt, Known>> {
  if (kind.needsJudgements) await evaluate(deps);
  const { draft, checked } = await deps.store.read(async (reader) => {
    const drafted = await kind.prepare(reader, deps, request);
    return { draft: drafted, checked: await kind.check(reader, deps, drafted) };
  });
  if (checked.kind === 'already') return { kind: 'already', draft, known: checked.known };
  const { fit } = checked;
  const outcome = await asking.ask(draft, fit);
  const confirmation = await confirmed(deps, draft.content, outcome, asking.code);
  if (confirmation.kind === 'confirmed') return enter(deps, kind, draft, confirmation.by);
  kind.mayConfirm?.(draft, 'code');
  return { kind: 'unconfirmed', draft, fit, code: confirmation.code };
}

/**
 * A check may walk through many rows, and nobody else writes while a write lasts: so it looks before the write, and
 * looks again where anything was entered between the two.
 */
async function enter<Request, Draft extends Drafted, Fit, Receipt, Known>(
  deps: Deps,
  kind: Statement<Request, Draft, Fit, Receipt, Known>,
  draft: Draft,
  by: ConfirmedBy,
): Promise<Stated<Draft, Fit, Receipt, Known>> {
  for (;;) {
    if (kind.needsJudgements) await evaluate(deps);
    const seen = await deps.store.read(async (reader) => {
      const moment = await momentOf(reader);
      return { moment, checked: await kind.check(reader, deps, draft) };
    });
    if (seen.checked.kind === 'already') return { kind: 'already', draft, known: seen.checked.known };
    kind.mayConfirm?.(draft, by);
    const { fit } = seen.checked;
    const written = await deps.store.write(async (writer) => {
      const moment = await momentOf(writer);
      if (moment.revision !== seen.moment.revision || moment.lastHash !== seen.moment.lastHash) return null;
      const { kind: ledgerKind, payload } = kind.entry(draft, fit, { by, previousHash: moment.lastHash });
      const entry = await appendEntry(writer, deps, ledgerKind, payload);
      return { receipt: await kind.keep(writer, deps, { draft, fit, by, entry }) };
    });
    if (written !== null) return { kind: 'stated', draft, fit, receipt: written.receipt };
  }
}

/** The same for what no code confirms. */
export async function stateWithoutCode<Request, Draft extends Drafted, Fit, Receipt, Known>(
  deps: Deps,
  kind: Statement<Request, Draft, Fit, Receipt, Known>,
  request: Request,
  { ask }: Pick<Asking<NoInfer<Draft>, NoInfer<Fit>>, 'ask'>,
): Promise<Settled<Draft, Fit, Receipt, Known>> {
  const stated = await state(deps, kind, request, { ask });
  if (stated.kind !== 'unconfirmed') return stated;
  throw new Error('a code was offered for what no code confirms');
}

/** Everything that a check may depend on raises the revision or is entered into the ledger. */
export async function momentOf(reader: StoreReader): Promise<{ readonly revision: number; readonly lastHash: string }> {
  const last = await reader.lastLedgerEntry();
  return { revision: await reader.revision(), lastHash: last?.hash ?? GENESIS_HASH };
}

/** How an entry says by whom it was confirmed. */
export function confirmedPart(by: ConfirmedBy) {
  return { confirmed_by: by, attested_by_person: isAttested(by) };
}

/** What the entry of a statement that was made before links to: its receipt names both hashes. */
export async function previousHashOf(reader: StoreReader, sequence: number): Promise<string> {
  const [entry] = await reader.ledger(sequence - 1, 1);
  return entry?.previousHash ?? '';
}
