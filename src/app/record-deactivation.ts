import { createHash } from 'node:crypto';
import { canonicalJson } from '../ledger/canonical.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { parseInstant } from '../model/parse-instant.ts';
import { accountsOfPlan } from '../model/plan.ts';
import type { ClaimStanding, ConfirmedBy, DeactivationRecord, EvidenceItem } from '../model/record.ts';
import type { App } from '../model/snapshot.ts';
import { checkClaim } from '../reconcile/claims/plausible.ts';
import { claimStanding } from '../reconcile/claims/standing.ts';
import type { JudgedAccount, StoreReader } from '../store/store.ts';
import { appendEntry } from './append-entry.ts';
import { writeStanding } from './claims.ts';
import type { Deps } from './deps.ts';
import { evaluate } from './evaluate.ts';
import { findAccount } from './find-account.ts';

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
}

/** A claim that may be recorded, or the record that already makes it. Nothing is written yet. */
export interface PreparedClaim {
  readonly judged: JudgedAccount;
  readonly existing: DeactivationRecord | null;
  readonly retroactive: boolean;
  /** Exactly what a confirmation is bound to, and what the ledger will keep. */
  readonly content: ReturnType<typeof contentOf>;
}

/** Refuses with ERR_CLAIM_REFUSED, ERR_TIME or ERR_ARGUMENT what cannot be true by the sightings at hand. */
export async function prepareDeactivation(deps: Deps, claim: DeactivationClaim): Promise<PreparedClaim> {
  await evaluate(deps);
  const performedAt = parseInstant(claim.performedAt);
  for (const item of claim.evidence) checkHash(item);
  return deps.store.read(async (reader) => {
    const judged = await findAccount(reader, claim.account, claim.app);
    await checkPlan(reader, claim.planId, judged);
    const content = contentOf(claim, judged, performedAt);
    const existing = await reader.record(recordIdOf(content));
    if (existing !== null) return { judged, existing, retroactive: existing.retroactive, content };
    const { retroactive } = checkClaim({ account: judged.account, performedAt, now: deps.clock() });
    return { judged, existing, retroactive, content };
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
  const { content, judged } = prepared;
  return deps.store.write(async (writer) => {
    const recordId = recordIdOf(content);
    const known = await writer.record(recordId);
    if (known !== null) return recorded(writer, deps, known, judged, true);
    const at = deps.clock();
    const entry = await appendEntry(writer, deps, 'deactivation.recorded', {
      ...content,
      record_id: recordId,
      confirmed_by: confirmedBy,
      attested_by_person: confirmedBy !== 'code',
      retroactive: prepared.retroactive,
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
      retroactive: prepared.retroactive,
      ledgerSequence: entry.sequence,
      ledgerHash: entry.hash,
    };
    await writer.insertRecord(record);
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
    performed_by: claim.performedBy.trim(),
    performed_at: performedAt,
    plan_id: claim.planId,
    ticket: claim.ticket,
    method: claim.method,
    note: claim.note,
    evidence: claim.evidence.map((item) => ({ name: item.name, sha256: item.sha256.toLowerCase() })),
  };
}

/** Who did it, when, to which account: these make a claim the same claim; a better note does not make a second one. */
function recordIdOf(content: ReturnType<typeof contentOf>): string {
  const identity = canonicalJson({
    account_id: content.account_id,
    performed_by: content.performed_by.toLowerCase(),
    performed_at: content.performed_at,
  });
  return `rec_${createHash('sha256').update(identity).digest('hex').slice(0, 16)}`;
}

function checkHash(item: EvidenceItem): void {
  if (/^[0-9a-f]{64}$/i.test(item.sha256)) return;
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    `The hash of the evidence ${JSON.stringify(item.name)} is not a SHA-256: 64 hexadecimal digits are needed.`,
    'Compute it with `sha256sum FILE` and call again. Nothing was recorded.',
  );
}

async function checkPlan(reader: StoreReader, planId: string | null, judged: JudgedAccount): Promise<void> {
  if (planId === null) return;
  const plan = await reader.plan(planId);
  if (plan !== null && accountsOfPlan(plan).includes(judged.account.accountId)) return;
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    plan === null ? `No plan is known as ${planId}.` : `The plan ${planId} is not about this account.`,
    'Leave plan_id out, or draft a plan for this account with draft_offboarding_plan. Nothing was recorded.',
  );
}
