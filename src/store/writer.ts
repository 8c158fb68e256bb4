import { insertCheckpoint } from './checkpoints.ts';
import { insertDecision } from './decisions.ts';
import type { SqlWriteSession } from './driver.ts';
import { replaceJudgements } from './judgements/replace.ts';
import { insertEntry } from './ledger-rows.ts';
import { insertPlan, insertPlanEvent } from './plans.ts';
import { readerOf } from './reader.ts';
import { insertRecord, saveStanding } from './records.ts';
import { settle } from './snapshots.ts';
import { insertStepRecord, saveStepStanding } from './step-records.ts';
import type { StoreWriter } from './store.ts';

export function writerOf(session: SqlWriteSession): StoreWriter {
  return {
    ...readerOf(session),
    settleSnapshot: (id, state, guards) => settle(session, id, state, guards),
    insertLedgerEntry: (entry) => insertEntry(session, entry),
    insertCheckpoint: (checkpoint) => insertCheckpoint(session, checkpoint),
    insertRecord: (record) => insertRecord(session, record),
    saveStanding: (id, standing) => saveStanding(session, id, standing),
    insertPlan: (plan) => insertPlan(session, plan),
    insertPlanEvent: (event) => insertPlanEvent(session, event),
    insertStepRecord: (record) => insertStepRecord(session, record),
    saveStepStanding: (id, standing) => saveStepStanding(session, id, standing),
    insertDecision: (decision) => insertDecision(session, decision),
    replaceJudgements: (judged, evaluation) => replaceJudgements(session, judged, evaluation),
  };
}
