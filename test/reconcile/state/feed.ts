import type { Account } from '../../../src/model/account.ts';
import type { Identity } from '../../../src/model/identity.ts';
import type {
  AccountObservation,
  AssignmentObservation,
  IdentityObservation,
  MentionObservation,
} from '../../../src/model/observation.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { accountHistory } from '../../../src/reconcile/state/accounts.ts';
import { identityHistory } from '../../../src/reconcile/state/identities.ts';
import { accountRow, date, identityRow, snapshot } from '../../helpers/model-builders.ts';

/** One read with its rows. */
export interface Read<Row> {
  readonly of: Snapshot;
  readonly rows: readonly Row[];
}

/** A users export of a day; complete unless said otherwise. */
export function users(day: string, rows: readonly Partial<AccountObservation>[], over: Partial<Snapshot> = {}) {
  const of = snapshot({ asOf: date(day), ...over });
  return { of, rows: rows.map((row, index) => account({ line: index + 2, ...row })) };
}

/** A row whose key follows from its identifiers. */
function account(over: Partial<AccountObservation>): AccountObservation {
  const row = accountRow({ exportId: null, email: null, name: null, ...over });
  const { exportId, crmId, email } = row;
  const key = exportId !== null ? `id:${exportId}` : crmId !== null ? `crm:${crmId}` : `email:${email ?? ''}`;
  const raw = row.status === 'unknown' ? null : row.status;
  return { ...row, key, statusRaw: over.statusRaw ?? raw };
}

/** A directory read of a day; complete unless said otherwise. */
export function directory(day: string, rows: readonly Partial<IdentityObservation>[], over: Partial<Snapshot> = {}) {
  const of = snapshot({ kind: 'directory', asOf: date(day), ...over });
  return { of, rows: rows.map((row, index) => identityOf(of, { line: index + 2, ...row })) };
}

function identityOf(of: Snapshot, over: Partial<IdentityObservation>): IdentityObservation {
  const blank = { login: null, email: null, name: null, directory: of.directory ?? 'okta' };
  return identityRow({ ...blank, ...over });
}

/** A list of who is assigned. */
export function list(day: string, rows: readonly Partial<AssignmentObservation>[], over: Partial<Snapshot> = {}) {
  const of = snapshot({
    kind: 'directory-assignments',
    asOf: date(day),
    snapshotId: `list@${over.directory ?? 'okta'}@${day}`,
    ...over,
  });
  return {
    of,
    rows: rows.map((over, index): AssignmentObservation => {
      const row = { identityId: null, login: null, email: null, ...over };
      return {
        line: index + 2,
        directory: of.directory ?? 'okta',
        key: row.identityId ?? row.login ?? row.email ?? '',
        status: 'assigned',
        statusRaw: null,
        assignedAt: null,
        unassignedAt: null,
        ssoName: null,
        via: null,
        revoked: null,
        ...row,
      };
    }),
  };
}

export function accountsOf(...reads: readonly Read<AccountObservation>[]): Account[] {
  const history = accountHistory();
  for (const { of, rows } of reads) for (const row of rows) history.add(of, row);
  return history.build(reads.map(({ of }) => of));
}

/** The one account that the reads add up to. */
export function onlyAccount(...reads: readonly Read<AccountObservation>[]): Account {
  const accounts = accountsOf(...reads);
  const [only] = accounts;
  if (only === undefined || accounts.length > 1) throw new Error(`${accounts.length} accounts`);
  return only;
}

export interface DirectoryReads {
  readonly reads?: readonly Read<IdentityObservation>[];
  readonly lists?: readonly Read<AssignmentObservation>[];
}

export function identitiesOf({ reads = [], lists = [] }: DirectoryReads): Identity[] {
  const history = identityHistory();
  for (const { of, rows } of reads) for (const row of rows) history.addIdentity(of, row);
  for (const { of, rows } of lists) for (const row of rows) history.addAssignment(of, row);
  return history.build([...reads, ...lists].map(({ of }) => of));
}

export function byId<T extends { readonly identityId: string }>(items: readonly T[], identityId: string): T {
  const found = items.find((item) => item.identityId === identityId);
  if (found === undefined) throw new Error(`no ${identityId}`);
  return found;
}

export function accountById(accounts: readonly Account[], accountId: string): Account {
  const found = accounts.find((one) => one.accountId === accountId);
  if (found === undefined) throw new Error(`no ${accountId} among ${accounts.map((one) => one.accountId).join(', ')}`);
  return found;
}

/** A file that names people, of a day: a complete forecast export unless said otherwise. */
export function mentions(day: string, rows: readonly Partial<MentionObservation>[], over: Partial<Snapshot> = {}) {
  const kind = over.kind ?? 'clari-forecast';
  const of = snapshot({ kind, asOf: date(day), snapshotId: `${kind}@${day}`, ...over });
  return { of, rows: rows.map((row, index) => mention({ line: index + 2, ...row })) };
}

/** An audit file of a day; each row an event unless said otherwise. */
export function audit(day: string, rows: readonly Partial<MentionObservation>[], over: Partial<Snapshot> = {}) {
  const events = rows.map((row) => ({ role: 'audit_actor' as const, ...row }));
  return mentions(day, events, { kind: 'clari-audit', ...over });
}

export function event(at: string): Pick<MentionObservation, 'role' | 'actedAt' | 'event'> {
  return { role: 'audit_actor', actedAt: { at, dateOnly: false }, event: 'api.accessed' };
}

function mention(over: Partial<MentionObservation>): MentionObservation {
  const row = {
    line: 2,
    role: 'forecast_user' as const,
    exportId: null,
    crmId: null,
    email: null,
    name: null,
    hierarchyRole: null,
    actedAt: null,
    event: null,
    ...over,
  };
  const { exportId, crmId, email } = row;
  return {
    key: exportId !== null ? `id:${exportId}` : crmId !== null ? `crm:${crmId}` : `email:${email ?? ''}`,
    ...row,
  };
}

export interface AccountReads {
  readonly users?: readonly Read<AccountObservation>[];
  readonly mentions?: readonly Read<MentionObservation>[];
}

export function accountsFrom({ users: exports = [], mentions: files = [] }: AccountReads): Account[] {
  const history = accountHistory();
  for (const { of, rows } of files) for (const row of rows) history.addMention(of, row);
  for (const { of, rows } of exports) for (const row of rows) history.add(of, row);
  return history.build([...files, ...exports].map(({ of }) => of));
}
