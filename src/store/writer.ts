import type { SqlWriteSession } from './driver.ts';
import { amendJudgements } from './judgements/amend.ts';
import { publishGeneration } from './judgements/generations.ts';
import { markLinksLogged } from './judgements/links.ts';
import { readerOf } from './reader.ts';
import { purgeRows } from './reads/purge.ts';
import { attest, settle } from './reads/snapshots.ts';
import { insertCheckpoint } from './records/checkpoints.ts';
import { insertCode, useCode } from './records/codes.ts';
import { insertDecision } from './records/decisions.ts';
import { insertEntry } from './records/ledger-rows.ts';
import { insertPlan, insertPlanEvent } from './records/plans.ts';
import { insertRecord, saveStanding } from './records/records.ts';
import { insertItemDecisions, insertReviewEvent } from './records/reviews.ts';
import { discardStagedReviews, insertReview, stageReview, stageReviewItems } from './records/staged-reviews.ts';
import { insertStepRecord, saveStepStanding } from './records/step-records.ts';
import type { StoreWriter } from './store.ts';

export function writerOf(session: SqlWriteSession): StoreWriter {
  return {
    ...readerOf(session),
    purgeSnapshot: (id, at) => purgeRows(session, id, at),
    settleSnapshot: (id, state, guards, retiredAt, facts) => settle(session, id, state, guards, retiredAt, facts),
    attestSnapshot: (id, by) => attest(session, id, by),
    insertLedgerEntry: (entry) => insertEntry(session, entry),
    insertCheckpoint: (checkpoint) => insertCheckpoint(session, checkpoint),
    insertRecord: (record) => insertRecord(session, record),
    saveStanding: (id, standing) => saveStanding(session, id, standing),
    insertPlan: (plan) => insertPlan(session, plan),
    insertPlanEvent: (event) => insertPlanEvent(session, event),
    insertStepRecord: (record) => insertStepRecord(session, record),
    saveStepStanding: (id, standing) => saveStepStanding(session, id, standing),
    insertCode: (code, forgetBefore) => insertCode(session, code, forgetBefore),
    useCode: (codeHash) => useCode(session, codeHash),
    insertDecision: (decision) => insertDecision(session, decision),
    stageReview: (id, startedAt) => stageReview(session, id, startedAt),
    stageReviewItems: (id, items) => stageReviewItems(session, id, items),
    discardStagedReviews: (startedBefore) => discardStagedReviews(session, startedBefore),
    insertReview: (review) => insertReview(session, review),
    insertItemDecisions: (decisions, queues) => insertItemDecisions(session, decisions, queues),
    insertReviewEvent: (event) => insertReviewEvent(session, event),
    publishGeneration: (generation, evaluation) => publishGeneration(session, generation, evaluation),
    markLinksLogged: () => markLinksLogged(session),
    amendJudgements: (contentVersion, amendment, evaluation) =>
      amendJudgements(session, contentVersion, amendment, evaluation),
  };
}
