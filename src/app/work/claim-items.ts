import { countingAt, judgedAccount } from '../../evaluation/index.ts';
import { DEFAULT_APP, profileIn } from '../../model/apps-in-use.ts';
import { attestationWords, counts } from '../../model/attestation.ts';
import { quote } from '../../model/foreign.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { ClaimStanding, DeactivationRecord, WeighedRecord } from '../../model/record.ts';
import { shownTime } from '../../model/shown-time.ts';
import type { Instant } from '../../model/time.ts';
import { daysOpen } from '../../reconcile/claims/days-open.ts';
import { claimExpiresAt, claimStanding } from '../../reconcile/claims/standing.ts';
import {
  importUsersCommand,
  planCommand,
  recordAgainCommand,
  recordCommand,
} from '../../reconcile/coverage/commands.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { deadlineOf } from './deadline-of.ts';
import type { WorkItem, WorkState } from './item.ts';

/** Recorded deactivations and where the snapshots leave them. A claim that a newer one replaced is done. */
export async function claimItems(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock'>,
): Promise<readonly WorkItem[]> {
  const items: WorkItem[] = [];
  const records = await reader.records();
  const counting = await countingAt(reader, deps.settings, deps.clock());
  const isCounted = (one: DeactivationRecord) => counts(one.attestation, counting);
  const newest = new Map(
    // A record that does not count replaces nothing.
    [...records.filter((one) => !isCounted(one)), ...records.filter(isCounted)]
      .filter((one) => one.withdrawn === undefined)
      .map((one) => [one.accountId, one.recordId]),
  );
  for (const record of records) {
    const judged = await judgedAccount(reader, deps.settings, record.accountId);
    const standing = claimStanding(record, judged?.account ?? null, deps.clock(), deps.settings);
    const takenUp = record.withdrawn === undefined && newest.get(record.accountId) !== record.recordId;
    items.push(itemOf({ ...record, counts: isCounted(record) }, judged, standing, takenUp, deps));
  }
  return items;
}

function itemOf(
  record: WeighedRecord,
  judged: JudgedAccount | null,
  standing: ClaimStanding,
  takenUp: boolean,
  deps: Pick<Deps, 'settings' | 'clock'>,
): WorkItem {
  const state = takenUp && standing.state !== 'withdrawn' ? 'done' : stateOf(record, standing, judged);
  return {
    id: record.recordId,
    kind: 'claim',
    state,
    accountId: record.accountId,
    app: judged?.account.app ?? null,
    email: record.accountEmail,
    title: `Deactivation stated by ${quote(record.performedBy)} for ${shownTime(record.performedAt)}, ${attestationWords(record.attestation)}`,
    waitsFor: takenUp ? 'Nothing: a later record took it up again.' : waitsFor(record, standing, state, judged, deps),
    deadline: deadlineOf(judged, deps, standing.state === 'confirmed' && record.counts ? record : null),
    nextCommand: nextCommand(record, state, judged),
  };
}

/** Closed after a contradiction, or entitled again after it reappeared: nobody has to act on it any more. */
function stateOf(record: WeighedRecord, standing: ClaimStanding, judged: JudgedAccount | null): WorkState {
  const finding = judged?.verdict.finding;
  switch (standing.state) {
    case 'confirmed':
      return standing.reappearedAsOf !== null && finding === 'reappeared' ? 'reappeared' : 'done';
    case 'contradicted':
      return finding === 'contradicted' ? 'contradicted' : 'done';
    case 'verifying':
      return record.counts ? 'verifying' : 'not_attested';
    case 'expired':
    case 'withdrawn':
      return standing.state;
    default:
      return standing.state satisfies never;
  }
}

function waitsFor(
  record: WeighedRecord,
  standing: ClaimStanding,
  state: WorkState,
  judged: JudgedAccount | null,
  deps: Pick<Deps, 'settings' | 'clock'>,
): string {
  switch (standing.state) {
    case 'verifying':
      if (!record.counts)
        return 'A person who states that they did it: until then the account stays listed, and its deadline runs on.';
      return `A users export from after ${shownTime(record.performedAt)}; without one it expires at ${shownTime(claimExpiresAt(record, deps.settings))}.`;
    case 'expired':
      return `Nothing settled it by ${shownTime(claimExpiresAt(record, deps.settings))}: somebody looks at the account, or imports a newer users export.`;
    case 'contradicted':
      return state === 'done'
        ? `Nothing: contradicted as of ${timeOf(standing.settledAsOf)}, and closed since.`
        : `Whoever administers ${profileIn(deps.settings, judged?.account.app ?? DEFAULT_APP).name}: the read as of ${timeOf(standing.settledAsOf)} shows it active. It stayed open for ${daysOpen(record, standing, judged?.account ?? null)} day(s) after the stated time.`;
    case 'confirmed':
      if (!record.counts)
        return `Nothing: the read as of ${timeOf(standing.settledAsOf)} shows that it is closed; who did it is not attested.`;
      return standing.reappearedAsOf === null
        ? `Nothing: the read as of ${timeOf(standing.settledAsOf)} confirms it.`
        : `Whoever opened it: confirmed as of ${timeOf(standing.settledAsOf)}, active again as of ${timeOf(standing.reappearedAsOf)}.`;
    case 'withdrawn':
      return `Nothing: ${quote(record.withdrawn?.by ?? '')} took it back at ${record.withdrawn?.at}.`;
    default:
      return standing.state satisfies never;
  }
}

/** A standing that rests on a read has its time. */
function timeOf(at: Instant | null): string {
  return at === null ? 'an unknown time' : shownTime(at);
}

function nextCommand(record: DeactivationRecord, state: WorkState, judged: JudgedAccount | null): string | null {
  switch (state) {
    case 'not_attested':
      return recordAgainCommand(record.accountId, record);
    case 'verifying':
      return importUsersCommand(judged?.account.app ?? DEFAULT_APP);
    case 'contradicted':
    case 'expired':
      return recordCommand(record.accountId);
    case 'reappeared':
      return planCommand(record.accountId);
    default:
      return null;
  }
}
