import { type Json, LEDGER_KINDS, type LedgerKind } from '../../model/ledger.ts';
import { type Fields, isDocument, type StatedEntry } from './stated-entry.ts';
import { noReviewsStated, type StatedReviews, stateReview } from './stated-reviews.ts';

export interface StatedRead {
  /** What the newest entry about it says, by the columns that store it. */
  readonly fields: Fields;
  readonly state: string;
  /** When the entry was made that retired it; null if it was not retired, or was retired as a mistake. */
  readonly retiredAt: string | null;
  /** When its rows were removed; null if they are kept. */
  readonly purgedAt: string | null;
}

/** What must be stored beside the ledger, as the ledger states it: documents and rows, field by field. */
export interface Restated {
  /** By their id. */
  readonly records: Map<string, Fields>;
  readonly standings: Map<string, Fields>;
  readonly stepRecords: Map<string, Fields>;
  readonly stepStandings: Map<string, Fields>;
  readonly decisions: Map<string, Fields>;
  /** The payload of the entry with which each plan was kept. */
  readonly plans: Map<string, Fields>;
  /** By the number of their entry. */
  readonly planEvents: Map<number, Fields>;
  readonly reads: Map<string, StatedRead>;
  readonly reviews: StatedReviews;
}

export function nothingStated(): Restated {
  return {
    records: new Map(),
    standings: new Map(),
    stepRecords: new Map(),
    stepStandings: new Map(),
    decisions: new Map(),
    plans: new Map(),
    planEvents: new Map(),
    reads: new Map(),
    reviews: noReviewsStated(),
  };
}

/** Adds what one entry states. Entries come in order. */
export function restate(into: Restated, entry: StatedEntry): void {
  const kind = LEDGER_KINDS.find((one) => one === entry.kind);
  if (kind !== undefined) REPLAY[kind]?.(into, entry);
}

/**
 * For each kind of entry, what it states; null if nothing is stored beside it. The compiler asks a new kind which of
 * the two it is.
 */
const REPLAY: Readonly<Record<LedgerKind, ((into: Restated, entry: StatedEntry) => void) | null>> = {
  'snapshot.published': (into, entry) => settleRead(into, entry, 'published'),
  'snapshot.held': (into, entry) => settleRead(into, entry, 'held'),
  'snapshot.superseded': (into, { payload }) => changeState(into, textOf(payload['snapshot_id']), 'superseded', null),
  'source.retired': (into, { at, payload }) => {
    const mistaken = payload['mistaken'] === true;
    for (const id of listOf(payload['snapshots']))
      changeState(into, textOf(id), mistaken ? 'superseded' : 'retired', mistaken ? null : at);
  },
  'reads.purged': (into, { at, payload }) => {
    for (const one of listOf(payload['reads'])) {
      const id = isDocument(one) ? textOf(one['snapshot_id']) : '';
      const read = into.reads.get(id);
      if (read !== undefined) into.reads.set(id, { ...read, state: 'superseded', retiredAt: null, purgedAt: at });
    }
  },
  'read.withdrawn': takeReads,
  'read.discarded': takeReads,
  'plan.drafted': (into, entry) => {
    const planId = textOf(entry.payload['plan_id']);
    // A plan that is drafted again is the plan that was stored first.
    if (!into.plans.has(planId)) into.plans.set(planId, entry.payload);
    const { plan_id, subject } = entry.payload;
    keepEvent(into, entry, 'drafted', { plan_id: plan_id ?? null, subject: subject ?? null });
  },
  'plan.approved': (into, entry) => keepEvent(into, entry, 'approved', entry.payload),
  'plan.cancelled': (into, entry) => keepEvent(into, entry, 'cancelled', entry.payload),
  'deactivation.recorded': (into, entry) => into.records.set(textOf(entry.payload['record_id']), recordOf(entry)),
  'step.recorded': (into, entry) => into.stepRecords.set(textOf(entry.payload['record_id']), recordOf(entry)),
  'claim.settled': (into, { payload }) => {
    const { record_id = null, state = null, settled_as_of = null } = payload;
    if (payload['step_id'] !== undefined)
      into.stepStandings.set(textOf(record_id), { record_id, state, settled_as_of });
    else
      into.standings.set(textOf(record_id), {
        record_id,
        state,
        settled_by_snapshot_id: payload['settled_by'] ?? null,
        settled_as_of,
        reappeared_as_of: payload['reappeared_as_of'] ?? null,
      });
  },
  'record.withdrawn': (into, entry) => {
    const { record_id = null, ...payload } = entry.payload;
    const record = into.records.get(textOf(record_id));
    if (record !== undefined) into.standings.set(textOf(record_id), { record_id, state: 'withdrawn' });
    keepDecision(into, entry, 'record_withdrawn', {
      ...without(payload, ['plan_id', 'step_id']),
      withdraws: record_id,
      account_email: record?.['accountEmail'] ?? null,
    });
  },
  'exemption.set': (into, entry) => keepDecision(into, entry, 'exemption', without(entry.payload, ['withdraws'])),
  'exemption.withdrawn': (into, entry) =>
    keepDecision(into, entry, 'exemption_withdrawn', without(entry.payload, ['owner', 'until'])),
  'link.decided': (into, entry) =>
    keepDecision(into, entry, 'link', {
      ...without(entry.payload, ['withdraws']),
      identity: identityOf(entry.payload['identity']),
    }),
  'link.withdrawn': (into, entry) => keepDecision(into, entry, 'link_withdrawn', without(entry.payload, ['identity'])),
  'links.changed': null,
  'review.opened': enterReview,
  'review.decided': enterReview,
  'review.owner_changed': enterReview,
  'review.reminded': enterReview,
  'review.closed': enterReview,
  'evidence.exported': null,
  'key.rotated': null,
  'restore.accepted': null,
};

function enterReview(into: Restated, entry: StatedEntry): void {
  stateReview(into.reviews, entry, (moment) => {
    const withdrawn = new Set([...into.decisions.values()].map((one) => one['withdraws']));
    const newest = new Map<string, string>();
    for (const [id, record] of into.records)
      if (!withdrawn.has(id) && textOf(record['recordedAt']) >= moment) newest.set(textOf(record['accountId']), id);
    const isConfirmed = ([, id]: readonly [string, string]) => into.standings.get(id)?.['state'] === 'confirmed';
    return new Set([...newest].filter(isConfirmed).map(([accountId]) => accountId));
  });
}

/** Explanations in an entry that are stored nowhere else. */
const ONLY_SAID = ['attested_by_person', 'before_its_turn'] as const;

function settleRead(into: Restated, { payload }: StatedEntry, state: string): void {
  into.reads.set(textOf(payload['snapshot_id']), { fields: payload, state, retiredAt: null, purgedAt: null });
}

function takeReads(into: Restated, { payload }: StatedEntry): void {
  for (const id of listOf(payload['snapshots'])) changeState(into, textOf(id), 'superseded', null);
}

function changeState(into: Restated, snapshotId: string, state: string, retiredAt: string | null): void {
  const read = into.reads.get(snapshotId);
  if (read !== undefined) into.reads.set(snapshotId, { ...read, state, retiredAt });
}

function recordOf(entry: StatedEntry): Fields {
  return { ...documentOf(entry, entry.payload), recordedAt: entry.at, recordedBy: { ...entry.actor } };
}

function keepDecision(into: Restated, entry: StatedEntry, kind: string, payload: Fields): void {
  const said = documentOf(entry, payload);
  const decided = { decidedAt: entry.at, decidedBy: { ...entry.actor } };
  into.decisions.set(textOf(said['decisionId']), { ...said, ...decided, kind });
}

function keepEvent(into: Restated, entry: StatedEntry, kind: string, payload: Fields): void {
  const said = documentOf(entry, without(payload, ['plan_hash', 'kind', 'was']));
  const { readAnew = [] } = said;
  into.planEvents.set(entry.sequence, { ...said, readAnew, kind, at: entry.at, by: { ...entry.actor } });
}

/** The fields of an entry by the names that documents of the store use. */
function documentOf({ sequence, hash }: StatedEntry, payload: Fields): Fields {
  const said = Object.entries(without(payload, ONLY_SAID)).map(([name, value]) => [camelCase(name), value] as const);
  return { ...Object.fromEntries(said), ledgerSequence: sequence, ledgerHash: hash };
}

function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The ledger writes `directory/id`; the name of a directory contains no slash. */
function identityOf(said: Json | undefined): Json {
  if (typeof said !== 'string') return null;
  const at = said.indexOf('/');
  return { directory: said.slice(0, at), identityId: said.slice(at + 1) };
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
