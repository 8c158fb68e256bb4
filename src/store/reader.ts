import { changedBlocks, rowsDigest } from './blocks/check-blocks.ts';
import { blockRowsAt, pageOfBlocks, placesOfRead, rowsOfBlocks } from './blocks/read-blocks.ts';
import { linesOfKeys, rowsApart } from './blocks/rows-apart.ts';
import type { SqlSession } from './driver.ts';
import { duePremises } from './judgements/amend.ts';
import { judgementDifferences } from './judgements/differences.ts';
import { currentEvaluation, storedEvaluation } from './judgements/evaluation.ts';
import { storedFacts } from './judgements/generations.ts';
import {
  casesByEmail,
  casesById,
  casesByIdentity,
  casesFiledUnder,
  judgedCounts,
  judgedGroups,
  refsWithAccount,
  seatTime,
} from './judgements/judged.ts';
import { linkDifferences, linkGenerations } from './judgements/links.ts';
import { casePage } from './judgements/page.ts';
import { standingPremises } from './judgements/standing-premises.ts';
import { judgedTeams } from './judgements/team-sums.ts';
import { verdictChanges } from './judgements/verdict-changes.ts';
import { accountsChangedSince, currentRevision, levelsSince } from './reads/revision.ts';
import { allSnapshots, findSameRead, findSnapshot, firstAsOfAfter } from './reads/snapshots.ts';
import { allCheckpoints } from './records/checkpoints.ts';
import { findCode } from './records/codes.ts';
import { allDecisions, findDecision } from './records/decisions.ts';
import { keptRows } from './records/kept-rows.ts';
import { entriesAfter, entriesOfKind, lastEntry } from './records/ledger-rows.ts';
import { allPlanEvents, allPlans, findPlan } from './records/plans.ts';
import { allRecords, findRecord, findStanding } from './records/records.ts';
import { frozenItems, reviewItems, reviewItemsOf } from './records/review-queue.ts';
import { outcomeSums, reviewerOutcomes, reviewProgress } from './records/review-sums.ts';
import { allReviews, findReview, reviewDecisions, reviewEvents } from './records/reviews.ts';
import { allStepRecords, findStepRecord, findStepStanding } from './records/step-records.ts';
import { accountNames, accountRows, keyedAccounts } from './rows/account-rows.ts';
import { assignmentRows } from './rows/assignment-rows.ts';
import { compareReads, keysNoLongerActive } from './rows/compare.ts';
import { identityNames, identityRows } from './rows/identity-rows.ts';
import { mentionRows } from './rows/mention-rows.ts';
import { assignmentsOf, forecastsOf, mentionsOf, opportunitiesOf, pageOfMentions } from './rows/of-person.ts';
import { tableRowsAt } from './rows/row-table.ts';
import type { StoreReader } from './store.ts';

export function readerOf(session: SqlSession): StoreReader {
  return {
    levelsSince: () => levelsSince(session),
    code: (codeHash) => findCode(session, codeHash),
    revision: () => currentRevision(session),
    snapshots: () => allSnapshots(session),
    snapshot: (id) => findSnapshot(session, id),
    firstAsOfAfter: (at) => firstAsOfAfter(session, at),
    sameRead: (head) => findSameRead(session, head),
    accountRows: (id, after, limit) => pageOfBlocks(session, accountRows, id, after, limit),
    identityRows: (id, after, limit) => pageOfBlocks(session, identityRows, id, after, limit),
    accountNames: (id, after, limit) => pageOfBlocks(session, accountNames, id, after, limit),
    accountKeys: (id, after) => keyedAccounts(session, id, after),
    accountPlaces: (id) => placesOfRead(session, accountRows.of, id),
    accountBlocks: (ids) => rowsOfBlocks(session, accountRows, ids),
    identityNames: (id, after, limit) => pageOfBlocks(session, identityNames, id, after, limit),
    assignmentRows: (id, after, limit) => pageOfBlocks(session, assignmentRows, id, after, limit),
    mentionRows: (id, after, limit) => pageOfMentions(session, id, after, limit),
    mentionsOf: (person, limit) => mentionsOf(session, person, limit),
    forecastsOf: (id, person, limit) => forecastsOf(session, id, person, limit),
    opportunitiesOf: (id, owner, limit) => opportunitiesOf(session, id, owner, limit),
    assignmentsOf: (id, names, limit) => assignmentsOf(session, id, names, limit),
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
    reviews: () => allReviews(session),
    review: (id) => findReview(session, id),
    reviewEvents: (id) => reviewEvents(session, id),
    reviewItems: (id, filter, after, limit) => reviewItems(session, id, filter, after, limit),
    reviewItemsOf: (accountId) => reviewItemsOf(session, accountId),
    frozenItems: (id, after, limit) => frozenItems(session, id, after, limit),
    reviewDecisions: (id, ordinals) => reviewDecisions(session, id, ordinals),
    reviewProgress: (id) => reviewProgress(session, id),
    outcomeSums: (id) => outcomeSums(session, id),
    reviewerOutcomes: (id) => reviewerOutcomes(session, id),
    lastLedgerEntry: () => lastEntry(session),
    ledger: (after, limit) => entriesAfter(session, after, limit),
    ledgerOfKind: (kind, limit) => entriesOfKind(session, kind, limit),
    checkpoints: () => allCheckpoints(session),
    evaluation: () => currentEvaluation(session),
    casePage: (filter, order, afterKey, limit) => casePage(session, filter, order, afterKey, limit),
    refsWithAccount: (app, refs) => refsWithAccount(session, app, refs),
    judgedCounts: (filter) => judgedCounts(session, filter),
    judgedGroups: (filter, by, limit) => judgedGroups(session, filter, by, limit),
    judgedTeams: (filter, most) => judgedTeams(session, filter, most),
    seatTime: (filter, now) => seatTime(session, filter, Date.parse(now)),
    linkGenerations: () => linkGenerations(session),
    linkDifferences: (before, now, after, atOnce) => linkDifferences(session, before, now, after, atOnce),
    verdictChanges: (generation) => verdictChanges(session, generation),
    judgementFacts: async () => {
      const evaluation = await storedEvaluation(session);
      return evaluation === null
        ? { aliases: new Map(), domains: new Map(), reads: new Map(), named: new Set() }
        : storedFacts(session, evaluation.generation);
    },
    cases: (ids) => casesById(session, ids),
    casesByEmail: (email) => casesByEmail(session, email),
    casesByIdentity: (ref) => casesByIdentity(session, ref),
    duePremises: (now) => duePremises(session, now),
    standingPremises: (without) => standingPremises(session, without),
    casesFiledUnder: (refs) => casesFiledUnder(session, refs),
    identityRowsApart: (id, earlierId) => rowsApart(session, identityRows.of, id, earlierId),
    identityLinesOf: (id, keys) => linesOfKeys(session, identityRows.of, id, keys),
    accountsChangedSince: (revision) => accountsChangedSince(session, revision),
    accountRowsAt: (id, lines) => blockRowsAt(session, accountRows, id, lines),
    identityRowsAt: (id, lines) => blockRowsAt(session, identityRows, id, lines),
    assignmentRowsAt: (id, lines) => blockRowsAt(session, assignmentRows, id, lines),
    mentionRowsAt: (id, lines) => tableRowsAt(session, mentionRows, id, lines),
    keptRows: (table) => keptRows(session, table),
    changedBlocks: (limit) => changedBlocks(session, limit),
    rowsDigest: (id) => rowsDigest(session, id),
    judgementDifferences: (generation, limit) => judgementDifferences(session, generation, limit),
  };
}
