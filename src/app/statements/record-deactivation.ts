import { judgedAccount } from '../../evaluation/index.ts';
import type { App } from '../../model/app-profile.ts';
import { isAtLeast } from '../../model/attestation.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import { parseInstant } from '../../model/parse-instant.ts';
import type { ClaimStanding, DeactivationRecord, EvidenceItem } from '../../model/record.ts';
import { checkClaim } from '../../reconcile/claims/plausible.ts';
import { claimStanding } from '../../reconcile/claims/standing.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { findAccount } from '../lookups/find-account.ts';
import { checkDeactivation } from './check-deactivation.ts';
import { neededToOverride } from './check-order.ts';
import { writeStanding } from './claims.ts';
import { NOTHING_NEEDED, neededToDecide } from './needed.ts';
import { evidenceOf, placeOf } from './record-parts.ts';
import { statedText, statedTextOrNull } from './stated-text.ts';
import { attestationPart, type Entered, previousHashOf, type Statement } from './statement.ts';
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
  /** Record id of the statement that this one corrects. */
  readonly corrects: string | null;
  /** Why it was done before the steps of an approved plan on which it depends. */
  readonly override: string | null;
}

export interface DeactivationDraft {
  readonly judged: JudgedAccount;
  readonly content: ReturnType<typeof contentOf>;
}

/** What a claim amounts to by the known snapshots and plans. */
export interface DeactivationFit {
  readonly judged: JudgedAccount;
  readonly recordId: string;
  /** The statement that it corrects, or repeats with a better attestation; null if there is none. */
  readonly corrected: DeactivationRecord | null;
  readonly retroactive: boolean;
  /** The plan's steps that should have come first; null if none should. */
  readonly early: string | null;
}

export interface RecordedDeactivation {
  readonly record: DeactivationRecord;
  readonly previousHash: string;
  readonly standing: ClaimStanding;
}

/** The statement that a person closed an account in Clari. The same claim twice is one record. */
export const recordDeactivation: Statement<
  DeactivationClaim,
  DeactivationDraft,
  DeactivationFit,
  RecordedDeactivation
> = {
  name: 'deactivation',
  needsJudgements: true,

  async prepare(reader, deps, claim) {
    const performedAt = parseInstant(claim.performedAt);
    const evidence = evidenceOf(claim.evidence);
    const judged = await findAccount(reader, deps.settings, claim.account, claim.app);
    return { judged, content: contentOf({ ...claim, evidence }, judged, performedAt) };
  },

  /** Refuses with ERR_CLAIM_REFUSED, ERR_TIME or ERR_ARGUMENT what the known sightings rule out. */
  async check(reader, deps, { content, judged: found }, { attestation }) {
    const { account_id: accountId, performed_by: performedBy, performed_at: performedAt } = content;
    // The account id may have changed since.
    const judged = (await judgedAccount(reader, deps.settings, accountId)) ?? found;
    const now = deps.clock();
    const same = { account_id: accountId, performed_by: performedBy.toLowerCase(), performed_at: performedAt };
    const { recordId, existing } = await placeOf(same, reader.record);
    if (existing !== null) {
      const previousHash = await previousHashOf(reader, existing.ledgerSequence);
      const standing = claimStanding(existing, judged.account, now, deps.settings);
      const known = { record: existing, previousHash, standing };
      if (isAtLeast(existing.attestation.level, attestation.level)) return { kind: 'already', known, raise: null };
      const again = await placeOf(same, reader.record, recordId);
      const fit = { ...(await fitOf(reader, deps, content, judged)), recordId: again.recordId, corrected: existing };
      return { kind: 'already', known, raise: { from: existing.attestation, fit } };
    }
    const corrected = content.corrects === null ? null : await correctable(reader, content.corrects, accountId);
    return { kind: 'new', fit: { ...(await fitOf(reader, deps, content, judged)), recordId, corrected } };
  },

  needs({ content }, { corrected }, { counting }) {
    if (content.order_override !== null) return neededToOverride(counting);
    return corrected === null ? NOTHING_NEEDED : neededToDecide(corrected.attestation, counting);
  },

  seen: (_, { judged: { verdict }, recordId, retroactive, early }) => ({
    'the account is': `${verdict.finding} (${verdict.reason})`,
    'the record is': recordId,
    'it is stated after the fact': retroactive ? 'yes' : 'no',
    'what comes before it': early ?? 'nothing',
  }),

  entry: ({ content }, { recordId, corrected, retroactive, early }, { attestation }) => ({
    kind: 'deactivation.recorded',
    payload: {
      ...content,
      corrects: corrected?.recordId ?? null,
      record_id: recordId,
      ...attestationPart(attestation),
      retroactive,
      before_its_turn: early,
    },
  }),

  async keep(writer, deps, entered) {
    const { fit, entry } = entered;
    const record = recordOf(entered);
    await writer.insertRecord(record);
    if (fit.corrected !== null)
      await withdrawCorrected(writer, deps, { kind: 'deactivation', record: fit.corrected }, record);
    const standing = claimStanding(record, fit.judged.account, entry.at, deps.settings);
    if (standing.state === 'confirmed' || standing.state === 'contradicted')
      await writeStanding(writer, deps, record, standing);
    return { record, previousHash: entry.previousHash, standing };
  },
};

function recordOf({
  draft: { content },
  fit,
  attestation,
  entry,
}: Entered<DeactivationDraft, DeactivationFit>): DeactivationRecord {
  return {
    recordId: fit.recordId,
    accountId: content.account_id,
    accountEmail: content.account_email,
    performedBy: content.performed_by,
    performedAt: content.performed_at,
    recordedAt: entry.at,
    recordedBy: entry.actor,
    attestation,
    planId: content.plan_id,
    ticket: content.ticket,
    method: content.method,
    note: content.note,
    evidence: content.evidence,
    retroactive: fit.retroactive,
    corrects: fit.corrected?.recordId ?? null,
    orderOverride: content.order_override,
    ledgerSequence: entry.sequence,
    ledgerHash: entry.hash,
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

/** What the claim amounts to by the known sightings and plans. */
async function fitOf(
  reader: StoreReader,
  deps: Deps,
  content: DeactivationDraft['content'],
  judged: JudgedAccount,
): Promise<Pick<DeactivationFit, 'judged' | 'retroactive' | 'early'>> {
  const { account_id: accountId, performed_by: performedBy, performed_at: performedAt, plan_id: planId } = content;
  const { retroactive } = checkClaim({ account: judged.account, performedAt, now: deps.clock() });
  const override = content.order_override;
  const early = await checkDeactivation(reader, deps, { accountId, planId, performedBy, performedAt, override });
  return { judged, retroactive, early };
}

/** The statement that a new one corrects; throws if it cannot be corrected. */
async function correctable(reader: StoreReader, recordId: string, accountId: string): Promise<DeactivationRecord> {
  const old = await reader.record(recordId);
  if (old === null) throw unknownRecord(recordId);
  if (old.withdrawn === undefined && old.accountId === accountId) return old;
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    old.withdrawn === undefined
      ? `The record ${old.recordId} is about another account, ${bare(old.accountId)}. Nothing was recorded.`
      : `The record ${old.recordId} was withdrawn at ${old.withdrawn.at} already. Nothing was recorded.`,
    'Record it without pointing at that record, or point at the one that stands.',
  );
}
