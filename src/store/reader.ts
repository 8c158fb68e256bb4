import { allCheckpoints } from './checkpoints.ts';
import { allDecisions, findDecision } from './decisions.ts';
import type { SqlSession } from './driver.ts';
import { storedEvaluation } from './judgements/evaluation.ts';
import { findJudged, judgedByEmail, judgedByIdentity, judgedCounts, revocations } from './judgements/judged.ts';
import { judgedPage } from './judgements/page.ts';
import { entriesAfter, lastEntry } from './ledger-rows.ts';
import { allPlanEvents, allPlans, findPlan } from './plans.ts';
import { allRecords, findRecord, findStanding } from './records.ts';
import { currentRevision } from './revision.ts';
import { accountRows } from './rows/account-rows.ts';
import { assignmentRows } from './rows/assignment-rows.ts';
import { compareReads, keysNoLongerActive } from './rows/compare.ts';
import { identityRows } from './rows/identity-rows.ts';
import { forecastsOf, mentionsOf, opportunitiesOf, pageOfMentions } from './rows/of-person.ts';
import { pageOfRows } from './rows/row-table.ts';
import { allSnapshots, findSameRead, findSnapshot } from './snapshots.ts';
import { allStepRecords, findStepRecord, findStepStanding } from './step-records.ts';
import type { StoreReader } from './store.ts';

export function readerOf(session: SqlSession): StoreReader {
  return {
    revision: () => currentRevision(session),
    snapshots: () => allSnapshots(session),
    snapshot: (id) => findSnapshot(session, id),
    sameRead: (head) => findSameRead(session, head),
    accountRows: (id, after, limit) => pageOfRows(session, accountRows, id, after, limit),
    identityRows: (id, after, limit) => pageOfRows(session, identityRows, id, after, limit),
    assignmentRows: (id, after, limit) => pageOfRows(session, assignmentRows, id, after, limit),
    mentionRows: (id, after, limit) => pageOfMentions(session, id, after, limit),
    mentionsOf: (person, limit) => mentionsOf(session, person, limit),
    forecastsOf: (id, person, limit) => forecastsOf(session, id, person, limit),
    opportunitiesOf: (id, owner, limit) => opportunitiesOf(session, id, owner, limit),
    compare: (id, earlierId) => compareReads(session, id, earlierId),
    noLongerActive: (id, earlierId, limit) => keysNoLongerActive(session, id, earlierId, limit),
    records: (filter) => allRecords(session, filter),
    record: (id) => findRecord(session, id),
    standing: (id) => findStanding(session, id),
    plan: (id) => findPlan(session, id),
    plans: (filter) => allPlans(session, filter),
    planEvents: (filter) => allPlanEvents(session, filter),
    stepRecords: (filter) => allStepRecords(session, filter),
    stepRecord: (id) => findStepRecord(session, id),
    stepStanding: (id) => findStepStanding(session, id),
    decisions: (filter) => allDecisions(session, filter),
    decision: (id) => findDecision(session, id),
    lastLedgerEntry: () => lastEntry(session),
    ledger: (after, limit) => entriesAfter(session, after, limit),
    checkpoints: () => allCheckpoints(session),
    evaluation: () => storedEvaluation(session),
    judgedPage: (filter, order, afterKey, limit) => judgedPage(session, filter, order, afterKey, limit),
    judged: (id) => findJudged(session, id),
    judgedByEmail: (email) => judgedByEmail(session, email),
    judgedByIdentity: (ref) => judgedByIdentity(session, ref),
    judgedCounts: (filter) => judgedCounts(session, filter),
    revocations: (filter) => revocations(session, filter),
  };
}
