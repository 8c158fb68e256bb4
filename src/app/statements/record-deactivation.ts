import { appendEntry, evaluate, judgedAccount } from '../../evaluation/index.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import { parseInstant } from '../../model/parse-instant.ts';
import {
  type ClaimStanding,
  type ConfirmedBy,
  type DeactivationRecord,
  type EvidenceItem,
  isAttested,
} from '../../model/record.ts';
import type { App } from '../../model/snapshot.ts';
import { checkClaim } from '../../reconcile/claims/plausible.ts';
import { claimStanding } from '../../reconcile/claims/standing.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { findAccount } from '../lookups/find-account.ts';
import { checkDeactivation } from './check-deactivation.ts';
import { checkOverride } from './check-order.ts';
import { writeStanding } from './claims.ts';
import { evidenceOf, recordIdOf } from './record-parts.ts';
import { statedText, statedTextOrNull } from './stated-text.ts';
import { unknownRecord, withdrawCorrected } from './withdraw-record.ts';

export interface DeactivationClaim {
  readonly account: string;
  readonly app: App;
  readonly performedBy: string;
  readonly performedAt: string;
  readonly planId: string | null;
  readonly ticket: string | null;
  readonly method: string | null;
  readonly note: string | null;
  readonly evidence: readonly EvidenceItem[];
  /** Record id of a statement that this one puts right. */
  readonly corrects: string | null;
  /** Why it was done before steps of an approved plan that it waits for. */
  readonly override: string | null;
}

/** A claim that may be recorded, or the record that already makes it. Nothing is written yet. */
export interface PreparedClaim {
  readonly judged: JudgedAccount;
  readonly existing: DeactivationRecord | null;
  readonly retroactive: boolean;
  /** What it came before by a plan; null: it was its turn. */
  readonly early: string | null;
  readonly recordId: string;
  /** Exactly what a confirmation is bound to, and what the ledger will keep. */
  readonly content: ReturnType<typeof contentOf>;
}

/** Refuses with ERR_CLAIM_REFUSED, ERR_TIME or ERR_ARGUMENT what cannot be true by the sightings at hand. */
export async function prepareDeactivation(deps: Deps, claim: DeactivationClaim): Promise<PreparedClaim> {
  await evaluate(deps);
  const performedAt = parseInstant(claim.performedAt);
  const evidence = evidenceOf(claim.evidence);
  return deps.store.read(async (reader) => {
    const judged = await findAccount(reader, deps.settings, claim.account, claim.app);
    const content = contentOf({ ...claim, evidence }, judged, performedAt);
    const { recordId, existing } = await placeOf(reader, content);
    if (existing !== null)
      return { judged, existing, retroactive: existing.retroactive, early: null, recordId, content };
    if (content.corrects !== null) await correctable(reader, content.corrects, content.account_id);
    const { retroactive } = checkClaim({ account: judged.account, performedAt, now: deps.clock() });
    const early = await checkDeactivation(reader, deps, aboutPlans(content));
    return { judged, existing, retroactive, early, recordId, content };
  });
}

export interface RecordedClaim {
  readonly record: DeactivationRecord;
  readonly previousHash: string;
  readonly standing: ClaimStanding;
  readonly already: boolean;
}

/** Appends the claim to the ledger and the records in one write. The same claim twice returns the first record. */
export async function recordDeactivation(
  deps: Deps,
  prepared: PreparedClaim,
  confirmedBy: ConfirmedBy,
): Promise<RecordedClaim> {
  const { content, recordId } = prepared;
  // A person may have taken ten minutes over it, and a read may have come in meanwhile.
  await evaluate(deps);
  return deps.store.write(async (writer) => {
    const judged = (await judgedAccount(writer, deps.settings, content.account_id)) ?? prepared.judged;
    const known = await writer.record(recordId);
    if (known !== null) return recorded(writer, deps, known, judged, true);
    checkOverride(content.order_override, confirmedBy);
    const old = content.corrects === null ? null : await correctable(writer, content.corrects, content.account_id);
    const at = deps.clock();
    const { retroactive } = checkClaim({ account: judged.account, performedAt: content.performed_at, now: at });
    const early = await checkDeactivation(writer, deps, aboutPlans(content));
    const entry = await appendEntry(writer, deps, 'deactivation.recorded', {
      ...content,
      record_id: recordId,
      confirmed_by: confirmedBy,
      attested_by_person: isAttested(confirmedBy),
      retroactive,
      before_its_turn: early,
    });
    const record: DeactivationRecord = {
      recordId,
      accountId: content.account_id,
      accountEmail: content.account_email,
      performedBy: content.performed_by,
      performedAt: content.performed_at,
      recordedAt: at,
      recordedBy: deps.actor,
      confirmedBy,
      planId: content.plan_id,
      ticket: content.ticket,
      method: content.method,
      note: content.note,
      evidence: content.evidence,
      retroactive,
      corrects: content.corrects,
      orderOverride: content.order_override,
      ledgerSequence: entry.sequence,
      ledgerHash: entry.hash,
    };
    await writer.insertRecord(record);
    if (old !== null) await withdrawCorrected(writer, deps, old, record);
    const standing = claimStanding(record, judged.account, at, deps.settings);
    if (standing.state === 'confirmed' || standing.state === 'contradicted')
      await writeStanding(writer, deps, record, standing);
    return { record, previousHash: entry.previousHash, standing, already: false };
  });
}

async function recorded(
  reader: StoreReader,
  deps: Deps,
  record: DeactivationRecord,
  judged: JudgedAccount,
  already: boolean,
): Promise<RecordedClaim> {
  const [entry] = await reader.ledger(record.ledgerSequence - 1, 1);
  return {
    record,
    previousHash: entry?.previousHash ?? '',
    standing: claimStanding(record, judged.account, deps.clock(), deps.settings),
    already,
  };
}

function contentOf(claim: DeactivationClaim, judged: JudgedAccount, performedAt: string) {
  return {
    account_id: judged.account.accountId,
    account_email: judged.account.latest.email,
    performed_by: statedText(claim.performedBy, 'name of who did it', 200),
    performed_at: performedAt,
    plan_id: claim.planId,
    ticket: statedTextOrNull(claim.ticket),
    method: statedTextOrNull(claim.method),
    note: statedTextOrNull(claim.note),
    evidence: claim.evidence.map((item) => ({ ...item })),
    corrects: claim.corrects,
    order_override: statedTextOrNull(claim.override),
  };
}

function aboutPlans(content: ReturnType<typeof contentOf>) {
  return {
    accountId: content.account_id,
    planId: content.plan_id,
    performedBy: content.performed_by,
    performedAt: content.performed_at,
    override: content.order_override,
  };
}

/**
 * Who did it, when, to which account: these make a claim the same claim; a better note does not make a second one.
 * One that was withdrawn may be made again, and is another record then.
 */
async function placeOf(reader: StoreReader, content: ReturnType<typeof contentOf>) {
  for (let again = 0; ; again += 1) {
    const recordId = recordIdOf({
      account_id: content.account_id,
      performed_by: content.performed_by.toLowerCase(),
      performed_at: content.performed_at,
      ...(again === 0 ? {} : { again }),
    });
    const existing = await reader.record(recordId);
    if (existing?.withdrawn === undefined) return { recordId, existing };
  }
}

/** The statement that a new one puts right; refused where it can't be. */
async function correctable(reader: StoreReader, recordId: string, accountId: string): Promise<DeactivationRecord> {
  const old = await reader.record(recordId);
  if (old === null) throw unknownRecord(recordId);
  if (old.withdrawn === undefined && old.accountId === accountId) return old;
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    old.withdrawn === undefined
      ? `The record ${recordId} is about another account, ${old.accountId}. Nothing was recorded.`
      : `The record ${recordId} was withdrawn at ${old.withdrawn.at} already. Nothing was recorded.`,
    'Record it without pointing at that record, or point at the one that stands.',
  );
}
