import * as z from 'zod';
import { clientText, FORMER_WAYS, formerAttestation } from '../../model/attestation.ts';
import type { Json } from '../../model/ledger.ts';
import type { EvidenceItem } from '../../model/record.ts';
import type { Restated } from './replay.ts';
import { type Fields, isDocument, type StatedEntry } from './stated-entry.ts';

/** What the ledger says of the rows of a pack, by the columns of its tables. Entries come in order. */
export interface StatedRows {
  readonly records: Map<string, Fields>;
  readonly steps: Map<string, Fields>;
  readonly decisions: Map<string, Fields>;
  readonly plans: Map<string, StatedPlan>;
}

interface StatedPlan {
  readonly fields: Fields;
  /** Since it was drafted last. */
  readonly approvals: readonly Fields[];
  readonly cancelled: Fields | null;
}

export function noRowsStated(): StatedRows {
  return { records: new Map(), steps: new Map(), decisions: new Map(), plans: new Map() };
}

/** Adds what one entry states; `nothing` if it is about other tables. */
export function stateRows(into: StatedRows, entry: StatedEntry): void {
  const { payload, kind, sequence } = entry;
  const id = (name: string): string => String(payload[name]);
  if (kind === 'deactivation.recorded') into.records.set(id('record_id'), madeBy(entry, 'recorded'));
  if (kind === 'step.recorded') into.steps.set(id('record_id'), madeBy(entry, 'recorded'));
  if ('decision_id' in payload) into.decisions.set(String(sequence), decisionOf(entry));
  if (kind === 'plan.drafted') {
    const fields = into.plans.get(id('plan_id'))?.fields ?? planOf(payload);
    const drafted = { ...fields, drafted_by: entry.actor.name };
    into.plans.set(id('plan_id'), { fields: drafted, approvals: [], cancelled: null });
  }
  const plan = into.plans.get(id('plan_id'));
  if (plan !== undefined && kind === 'plan.approved')
    into.plans.set(id('plan_id'), { ...plan, approvals: [...plan.approvals, approvalOf(entry)] });
  if (plan !== undefined && kind === 'plan.cancelled') {
    const cancelled = { cancelled_at: entry.at, cancelled_because: payload['reason'] ?? null };
    into.plans.set(id('plan_id'), { ...plan, cancelled });
  }
}

/** Where a claim stands by the ledger; `open` if nothing settled it, so that the clock decides. */
export function standingRow({ standings }: Restated, recordId: string): Fields | 'open' {
  const standing = standings.get(recordId);
  if (standing === undefined || standing['state'] === 'verifying') return 'open';
  return {
    state: standing['state'] ?? null,
    settled_as_of: standing['settled_as_of'] ?? null,
    settled_by_read: standing['settled_by_snapshot_id'] ?? null,
    reappeared_as_of: standing['reappeared_as_of'] ?? null,
  };
}

export function stepStandingRow({ stepStandings, decisions }: Restated, recordId: string): Fields {
  for (const one of decisions.values())
    if (one['withdraws'] === recordId) return { state: 'withdrawn', settled_as_of: null };
  const standing = stepStandings.get(recordId);
  const state = standing?.['state'] ?? 'claimed';
  return { state: state === 'verifying' ? 'claimed' : state, settled_as_of: standing?.['settled_as_of'] ?? null };
}

/** A read as its newest entry has it; rows of packs have no documents. */
export function readRow({ mapping, senses, ...payload }: Fields, state: string): Fields {
  return {
    ...plainOf(payload),
    ...attested(payload),
    // Entries of earlier versions have neither.
    ...(mapping === undefined ? {} : { mapping: mappingRow(isDocument(mapping) ? mapping : {}) }),
    ...(senses === undefined ? {} : { senses: sensesRow(Array.isArray(senses) ? senses.filter(isDocument) : []) }),
    state,
  };
}

/** What was said of columns, as rows of packs have it. */
export function mappingRow(mapping: Fields): string[] {
  return Object.entries(mapping)
    .map(([field, header]) => `${field}=${header}`)
    .sort();
}

export function evidenceRow({ name, sha256 }: EvidenceItem): string {
  return `${name} sha256:${sha256}`;
}

export function sensesRow(used: readonly Fields[]): string[] {
  return used.flatMap(({ field, header, sense }) => (sense === null ? [] : [`${field} from ${header}: ${sense}`]));
}

function madeBy(entry: StatedEntry, verb: 'recorded' | 'decided'): Fields {
  const { payload, actor, at, sequence } = entry;
  return {
    ...plainOf(payload),
    ...attested(payload),
    evidence: evidenceOf(payload['evidence']),
    [`${verb}_by`]: actor.name,
    [`${verb}_by_authenticated`]: actor.authenticated,
    [`${verb}_at`]: at,
    ledger_sequence: sequence,
  };
}

function decisionOf(entry: StatedEntry): Fields {
  const { payload, kind } = entry;
  const said = madeBy(entry, 'decided');
  const isExemption = kind === 'exemption.set';
  return {
    ...said,
    kind: DECISION_OF[kind] ?? null,
    owner: isExemption ? (payload['owner'] ?? null) : null,
    until: isExemption ? (payload['until'] ?? null) : null,
    identity: kind === 'link.decided' ? (payload['identity'] ?? null) : null,
    withdraws: kind === 'record.withdrawn' ? (payload['record_id'] ?? null) : (payload['withdraws'] ?? null),
  };
}

const DECISION_OF: Readonly<Record<string, string>> = {
  'exemption.set': 'exemption',
  'exemption.withdrawn': 'exemption_withdrawn',
  'link.decided': 'link',
  'link.withdrawn': 'link_withdrawn',
  'record.withdrawn': 'record_withdrawn',
};

function planOf(payload: Fields): Fields {
  const { plan_id = null, kind = null, subject = null, plan_hash = null, ticket = null, steps_total = null } = payload;
  return {
    plan_id,
    kind,
    subject,
    plan_hash,
    ticket,
    steps_total,
    ...(payload['account_id'] === undefined ? {} : { accounts: accountsOf(payload) }),
  };
}

const named = z.array(z.looseObject({ accountId: z.string() })).catch([]);

/** The account that a plan began with, and the others of its person. */
function accountsOf({ account_id: first = null, accounts }: Fields): readonly Json[] {
  return [...new Set([first, ...named.parse(accounts).map((one) => one.accountId)])].filter((one) => one !== null);
}

function approvalOf({ sequence, at, actor, payload }: StatedEntry): Fields {
  return {
    approval_sequence: sequence,
    approved_at: at,
    approved_by: actor.name,
    approved_by_authenticated: actor.authenticated,
    // As an entry of that time says it, or by the present name of that level.
    approved_through: [payload['confirmed_by'] ?? null, attested(payload)['attestation'] ?? null],
  };
}

/** What is a value or a list of values; a document has columns of its own. */
function plainOf(payload: Fields): Fields {
  return Object.fromEntries(
    Object.entries(payload).filter(([, value]) => typeof value !== 'object' || value === null || Array.isArray(value)),
  );
}

/** Entries of earlier versions use other words. */
function attested({ attestation, confirmed_by }: Fields): Fields {
  if (typeof confirmed_by === 'string') {
    const way = FORMER_WAYS.find((one) => one === confirmed_by);
    return { attestation: way === undefined ? null : formerAttestation(way).level, client: null };
  }
  if (!isDocument(attestation)) return {};
  const client = attestation['client'];
  const text = isDocument(client)
    ? clientText({ name: String(client['name']), version: String(client['version']) })
    : null;
  return { attestation: attestation['level'] ?? null, client: text };
}

function evidenceOf(items: Json | undefined): Json {
  const list: readonly Json[] = Array.isArray(items) ? items : [];
  return list.map((item) =>
    isDocument(item) ? evidenceRow({ name: String(item['name']), sha256: String(item['sha256']) }) : item,
  );
}
