import type { Finding } from '../../model/finding.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import { isOfPerson, isPrivileged, labelOf, nameOfApp } from './account-facts.ts';
import type { Closure, ExchangeContext, ExchangeRow, ExchangeShape } from './format.ts';
import { classFields, OCSF_VERSION } from './ocsf-classes.ts';

const PRODUCT = 'clari-identity-mcp';

/** OCSF events as JSON Lines: every account, what is found about it, and closings that a later read confirmed. */
export const ocsf: ExchangeShape = {
  parts: [''],
  wholeList: false,
  manyApps: true,
  needsResourceId: false,
  missing: 'An account without an event was not known to us at that time. Events never say that something is gone.',
  handOver: [
    'Read it into whatever takes OCSF as JSON Lines (a SIEM, a data lake).',
    `It is written as version ${OCSF_VERSION} of the schema, which stands in metadata.version of each event.`,
  ],
  open: (context) => ({
    begin: () => [''],
    row: (row) => {
      const events = eventsOf(context, row);
      return { texts: [events.map((event) => `${JSON.stringify(event)}\n`).join('')], rows: events.length };
    },
    end: () => [''],
  }),
};

function eventsOf(context: ExchangeContext, { judged, closure }: ExchangeRow): readonly object[] {
  const events: object[] = [inventoryOf(context, judged)];
  const result = RESULTS[judged.verdict.finding];
  if (result !== null) events.push(findingOf(context, judged, result));
  if (closure !== null) events.push(closureOf(context, judged, closure));
  return events;
}

interface Result {
  /** Of `compliance`: 0 unknown, 2 warning, 3 fail. Nothing that is not known is ever a pass or a fail. */
  readonly status: 0 | 2 | 3;
  /** 1 informational, 2 low, 3 medium, 4 high. */
  readonly severity: 1 | 2 | 3 | 4;
}

/** Null: nothing is found. */
const RESULTS: Readonly<Record<Finding, Result | null>> = {
  contradicted: { status: 3, severity: 4 },
  reappeared: { status: 3, severity: 4 },
  leaver_active: { status: 3, severity: 4 },
  unassigned_active: { status: 3, severity: 3 },
  orphaned: { status: 3, severity: 3 },
  duplicate_account: { status: 2, severity: 2 },
  needs_review: { status: 2, severity: 2 },
  awaiting_verification: { status: 2, severity: 2 },
  exempt: { status: 2, severity: 1 },
  inconclusive: { status: 0, severity: 1 },
  ok: null,
  inactive: null,
};
const STATUS_WORDS = { 0: 'Unknown', 2: 'Warning', 3: 'Fail' } as const;

function metadata({ version }: ExchangeContext) {
  return { version: OCSF_VERSION, product: { name: PRODUCT, vendor_name: PRODUCT, version } };
}

function userOf(context: ExchangeContext, judged: JudgedAccount) {
  const { account } = judged;
  const { email, name } = account.latest;
  const isPerson = isOfPerson(judged);
  return {
    uid: account.accountId,
    name: email ?? labelOf(judged),
    ...(email === null ? {} : { email_addr: email }),
    ...(name === null ? {} : { full_name: name }),
    // 0 unknown, 1 user, 2 administrator, 4 service.
    type_id: isPrivileged(context, judged) ? 2 : isPerson === null ? 0 : isPerson ? 1 : 4,
  };
}

function inventoryOf(context: ExchangeContext, judged: JudgedAccount) {
  const { account, correlation } = judged;
  return {
    ...classFields('inventory'),
    severity_id: 1,
    time: Date.parse(account.statusAsOf),
    metadata: metadata(context),
    user: userOf(context, judged),
    unmapped: {
      application: account.app,
      application_name: nameOfApp(context, account.app),
      account_status: account.status,
      role: account.latest.role,
      team: account.latest.team,
      situation: correlation.situation,
      owners: correlation.linked.map(({ identity }) => `${identity.directory}/${identity.identityId}`),
    },
  };
}

function findingOf(context: ExchangeContext, judged: JudgedAccount, { status, severity }: Result) {
  const { account, verdict } = judged;
  return {
    ...classFields('finding'),
    severity_id: severity,
    time: Date.parse(context.generatedAt),
    metadata: metadata(context),
    finding_info: {
      uid: `${account.app}/${account.accountId}/${verdict.finding}`,
      title: `${nameOfApp(context, account.app)} account: ${verdict.finding}`,
      types: [verdict.finding],
    },
    compliance: {
      control: 'Access ends when the right to it ends',
      status_id: status,
      status: STATUS_WORDS[status],
      status_details: [verdict.reason, ...verdict.notes],
    },
    resources: [{ uid: account.accountId, name: labelOf(judged), type: `${nameOfApp(context, account.app)} account` }],
    unmapped: {
      application: account.app,
      access_ended_at: verdict.revokedAt,
      used_after_access_ended: verdict.usedAfterRevocation,
      evidence: verdict.evidence.map(({ source, observedAt, fact }) => ({ source, observed_at: observedAt, fact })),
    },
  };
}

function closureOf(context: ExchangeContext, judged: JudgedAccount, closure: Closure) {
  return {
    ...classFields('closure'),
    severity_id: 1,
    time: Date.parse(closure.performedAt),
    status_id: 1,
    metadata: metadata(context),
    user: userOf(context, judged),
    message: 'A person recorded the deactivation, and a later read confirmed it. The time is the one that they stated.',
    unmapped: {
      application: judged.account.app,
      record_id: closure.recordId,
      performed_by: closure.performedBy,
      confirmed_as_of: closure.confirmedAsOf,
      confirmed_by_read: closure.confirmedByRead,
    },
  };
}
