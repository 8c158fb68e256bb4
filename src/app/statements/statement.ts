import { appendEntry, countingAt, evaluate } from '../../evaluation/index.ts';
import { canonicalJson } from '../../ledger/canonical.ts';
import { GENESIS_HASH } from '../../ledger/chain.ts';
import { type Attestation, isAtLeast } from '../../model/attestation.ts';
import type { Json, LedgerBody, LedgerEntry } from '../../model/ledger.ts';
import type { StoreReader, StoreWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { type Asking, checkAgreed, type How } from './asking.ts';
import { checkLevel, type Needed } from './needed.ts';
import { checkUnchanged, type Seen } from './seen.ts';

/**
 * One kind of statement for the ledger. A new kind is one object of this type; asking, confirmation codes, the second
 * look before the write and the ledger entry are the same for all kinds, and done by `state`.
 */
export interface Statement<Request, Draft extends Drafted, Fit, Receipt, Known = Receipt> {
  /** A code for one kind does not confirm another. */
  readonly name: string;
  /** How an error ends; absent: "Nothing was recorded." */
  readonly nothing?: string;
  /** Whether it depends on judgements, which are then brought up to date before each look. */
  readonly needsJudgements: boolean;
  /** Turns a request into what would be recorded, and refuses a request that states nothing. */
  prepare(reader: StoreReader, deps: Deps, request: Request, how: How): Promise<Draft>;
  /** Refuses what must not be stated in the present situation. */
  check(reader: StoreReader, deps: Deps, draft: Draft, how: How): Promise<Checked<Fit, Known>>;
  /** The least attestation with which it can be stated. */
  needs(draft: Draft, fit: Fit, how: How): Needed;
  /**
   * The effect as the person who agrees is shown it. It is compared again afterwards, because an answer may take ten
   * minutes, and a snapshot or another statement may have arrived meanwhile.
   */
  seen(draft: Draft, fit: Fit): Seen;
  entry(
    draft: Draft,
    fit: Fit,
    how: { readonly attestation: Attestation; readonly previousHash: string },
  ): Pick<LedgerBody, 'kind' | 'payload'>;
  /** Stores it in the transaction of its ledger entry. */
  keep(writer: StoreWriter, deps: Deps, entered: Entered<Draft, Fit>): Promise<Receipt>;
}

/** `content` is exactly what a confirmation is bound to; the rest of a draft is only shown. */
export interface Drafted {
  readonly content: Json;
}

/** `fit`: what the check found out. */
export type Checked<Fit, Known> =
  | {
      /** It was stated before and is in force. */
      readonly kind: 'already';
      readonly known: Known;
      /**
       * The earlier attestation if the new one is better, so that the statement is entered again. Null if it is not
       * better.
       */
      readonly raise: { readonly from: Attestation; readonly fit: Fit } | null;
    }
  | { readonly kind: 'new'; readonly fit: Fit };

export interface Entered<Draft, Fit> {
  readonly draft: Draft;
  readonly fit: Fit;
  readonly attestation: Attestation;
  readonly entry: LedgerEntry;
}

/** The result of a request; only `stated` wrote something. */
export type Stated<Draft, Fit, Receipt, Known = Receipt> =
  | { readonly kind: 'already'; readonly draft: Draft; readonly known: Known }
  /** Nobody could be asked: the call has to be repeated with the code. */
  | { readonly kind: 'unconfirmed'; readonly draft: Draft; readonly fit: Fit; readonly code: string }
  | { readonly kind: 'stated'; readonly draft: Draft; readonly fit: Fit; readonly receipt: Receipt };

/** A request that is in the ledger, now or from before. */
export type Settled<Draft, Fit, Receipt, Known = Receipt> = Exclude<
  Stated<Draft, Fit, Receipt, Known>,
  { readonly kind: 'unconfirmed' }
>;

/** Takes a request to the ledger: prepares, checks, asks, checks again, and writes. */
export async function state<Request, Draft extends Drafted, Fit, Receipt, Known>(
  deps: Deps,
  kind: Statement<Request, Draft, Fit, Receipt, Known>,
  request: Request,
  asking: Asking<NoInfer<Draft>, NoInfer<Fit>>,
): Promise<Stated<Draft, Fit, Receipt, Known>> {
  const look = looking(deps, kind, request, asking);
  if (kind.needsJudgements) await evaluate(deps);
  const first = await deps.store.read(look);
  if (first.kind === 'already') return first;
  const { draft, fit } = first;
  const { level } = asking.attestation;
  if (level === 'unattended') return enter(deps, kind, look, asking, null);
  if (level !== 'code') {
    checkAgreed(await asking.ask(draft, fit), kind.nothing);
    const shown = { content: draft.content, seen: kind.seen(draft, fit) };
    return enter(deps, kind, look, asking, { shown: async () => shown, spend: async () => undefined });
  }
  // Loaded late, because codes need cryptography, which is slow to load, and a caller who can be asked needs none.
  const { checkCode, giveCode, spendCode } = await import('./codes.ts');
  const boundTo = (content: Json) => ({ content: { kind: kind.name, content }, asking, use: 'argument' as const });
  const { code } = asking;
  if (code === undefined)
    return {
      kind: 'unconfirmed',
      draft,
      fit,
      code: await giveCode(deps, boundTo(draft.content), kind.seen(draft, fit)),
    };
  return enter(deps, kind, look, asking, {
    shown: async (reader, content) => ({ content, seen: await checkCode(reader, deps, code, boundTo(content)) }),
    spend: (writer) => spendCode(writer, code, 'argument'),
  });
}

type Look<Draft, Fit, Known> =
  | { readonly kind: 'already'; readonly draft: Draft; readonly known: Known }
  | { readonly kind: 'new'; readonly draft: Draft; readonly fit: Fit };

/** What a request amounts to now, and whether it can be stated in this way at all. */
function looking<Request, Draft extends Drafted, Fit, Receipt, Known>(
  deps: Deps,
  kind: Statement<Request, Draft, Fit, Receipt, Known>,
  request: Request,
  { attestation }: Pick<Asking<Draft, Fit>, 'attestation'>,
): (reader: StoreReader) => Promise<Look<Draft, Fit, Known>> {
  return async (reader) => {
    const how = { attestation, counting: await countingAt(reader, deps.settings, deps.clock()) };
    const draft = await kind.prepare(reader, deps, request, how);
    const checked = await kind.check(reader, deps, draft, how);
    if (checked.kind === 'already') {
      const { known, raise } = checked;
      if (raise === null || isAtLeast(raise.from.level, attestation.level)) return { kind: 'already', draft, known };
    }
    const fit = checked.kind === 'new' ? checked.fit : checked.raise?.fit;
    if (fit === undefined) throw new Error('what stands is stated again, and nothing says how');
    checkLevel(kind.needs(draft, fit, how), how, kind.nothing);
    return { kind: 'new', draft, fit };
  };
}

/** What somebody agreed to. */
interface Agreed {
  /** The effect as it was shown; throws if that was another one, or shown to somebody else. */
  shown(reader: StoreReader, content: Json): Promise<{ readonly content: Json; readonly seen: Seen }>;
  /** Called in the transaction: an agreement can be used once. */
  spend(writer: StoreWriter): Promise<void>;
}

/**
 * Writes the statement. A check may walk through many rows, and a write transaction blocks all other writers, so the
 * check runs before it, and runs again if anything was entered in between. `agreed`: null if nobody was shown anything.
 */
async function enter<Request, Draft extends Drafted, Fit, Receipt, Known>(
  deps: Deps,
  kind: Statement<Request, Draft, Fit, Receipt, Known>,
  look: (reader: StoreReader) => Promise<Look<Draft, Fit, Known>>,
  { attestation }: Pick<Asking<NoInfer<Draft>, NoInfer<Fit>>, 'attestation'>,
  agreed: Agreed | null,
): Promise<Stated<Draft, Fit, Receipt, Known>> {
  for (;;) {
    if (kind.needsJudgements) await evaluate(deps);
    const seen = await deps.store.read(async (reader) => {
      const moment = await momentOf(reader);
      const now = await look(reader);
      if (now.kind === 'new' && agreed !== null) {
        const { content, seen: shown } = await agreed.shown(reader, now.draft.content);
        checkUnchanged(
          { seen: shown, content: canonicalJson(content) },
          { seen: kind.seen(now.draft, now.fit), content: canonicalJson(now.draft.content) },
        );
      }
      return { moment, now };
    });
    if (seen.now.kind === 'already') return seen.now;
    const { draft, fit } = seen.now;
    const written = await deps.store.write(async (writer) => {
      const moment = await momentOf(writer);
      if (moment.revision !== seen.moment.revision || moment.lastHash !== seen.moment.lastHash) return null;
      await agreed?.spend(writer);
      const { kind: ledgerKind, payload } = kind.entry(draft, fit, { attestation, previousHash: moment.lastHash });
      const entry = await appendEntry(writer, deps, ledgerKind, payload);
      return { receipt: await kind.keep(writer, deps, { draft, fit, attestation, entry }) };
    });
    if (written !== null) return { kind: 'stated', draft, fit, receipt: written.receipt };
  }
}

/** The same for statements that need no code. */
export async function stateWithoutCode<Request, Draft extends Drafted, Fit, Receipt, Known>(
  deps: Deps,
  kind: Statement<Request, Draft, Fit, Receipt, Known>,
  request: Request,
  asking: Omit<Asking<NoInfer<Draft>, NoInfer<Fit>>, 'code'>,
): Promise<Settled<Draft, Fit, Receipt, Known>> {
  const stated = await state(deps, kind, request, asking);
  if (stated.kind !== 'unconfirmed') return stated;
  throw new Error('a code was offered for what no code confirms');
}

/** The state of everything that a check may depend on: it either raises the revision or enters the ledger. */
export async function momentOf(reader: StoreReader): Promise<{ readonly revision: number; readonly lastHash: string }> {
  const last = await reader.lastLedgerEntry();
  return { revision: await reader.revision(), lastHash: last?.hash ?? GENESIS_HASH };
}

/** How a ledger entry says by whom it was confirmed. */
export function attestationPart({ level, client }: Attestation) {
  return { attestation: { level, client: client === null ? null : { ...client } } };
}

/** The hash before the entry of an earlier statement, because a receipt names both hashes. */
export async function previousHashOf(reader: StoreReader, sequence: number): Promise<string> {
  const [entry] = await reader.ledger(sequence - 1, 1);
  return entry?.previousHash ?? '';
}
