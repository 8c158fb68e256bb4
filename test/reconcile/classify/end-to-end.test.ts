import { describe, expect, it, test } from 'vitest';
import type { AccountObservation, AssignmentObservation, IdentityObservation } from '../../../src/model/observation.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { buildCandidateIndex } from '../../../src/reconcile/candidates/candidate-index.ts';
import { classify } from '../../../src/reconcile/classify/classify.ts';
import { coverageFacts, domainsByDirectory } from '../../../src/reconcile/classify/coverage-facts.ts';
import { correlate } from '../../../src/reconcile/decide/correlate.ts';
import { markDuplicates } from '../../../src/reconcile/decide/one-to-one.ts';
import { accountHistory } from '../../../src/reconcile/state/accounts.ts';
import { identityHistory } from '../../../src/reconcile/state/identities.ts';
import { accountRow, daysAgo, identityRow, NOW, record, settings, snapshot } from '../../helpers/model-builders.ts';

type Read =
  | { readonly of: 'accounts'; readonly snapshot: Snapshot; readonly rows: readonly AccountObservation[] }
  | { readonly of: 'identities'; readonly snapshot: Snapshot; readonly rows: readonly IdentityObservation[] }
  | { readonly of: 'assignments'; readonly snapshot: Snapshot; readonly rows: readonly AssignmentObservation[] };

const user = (name: string, over: Partial<AccountObservation> = {}) =>
  accountRow({ key: `id:${name}`, exportId: name, email: `${name}@acme.com`, name, ...over });
const inactive = { status: 'inactive', statusRaw: 'Inactive' } as const;
const person = (name: string, over: Partial<IdentityObservation> = {}) =>
  identityRow({ identityId: name, login: `${name}@acme.com`, email: `${name}@acme.com`, name, ...over });
const left = (days: number) =>
  ({
    status: 'deactivated',
    statusRaw: 'DEPROVISIONED',
    statusChangedAt: { at: daysAgo(days), dateOnly: false },
  }) as const;
const listed = (name: string): AssignmentObservation => ({
  line: 2,
  directory: 'okta',
  key: `login:${name}@acme.com`,
  identityId: null,
  login: `${name}@acme.com`,
  email: `${name}@acme.com`,
  status: 'assigned',
  statusRaw: 'ACTIVE',
  assignedAt: null,
  unassignedAt: null,
  ssoName: null,
  via: null,
  revoked: null,
});

const READS: readonly Read[] = [
  {
    of: 'accounts',
    snapshot: snapshot({ asOf: daysAgo(6) }),
    rows: ['ana', 'ben', 'cat', 'dan', 'eve', 'fay', 'gus'].map((name) => user(name)),
  },
  {
    of: 'accounts',
    snapshot: snapshot({ asOf: daysAgo(4) }),
    rows: [user('ana'), user('ben'), user('cat', inactive), user('dan'), user('eve'), user('fay')],
  },
  {
    of: 'accounts',
    snapshot: snapshot({ asOf: daysAgo(1) }),
    rows: [user('ana'), user('ben'), user('cat'), user('dan', inactive), user('eve'), user('fay')],
  },
  {
    of: 'identities',
    snapshot: snapshot({ kind: 'directory', asOf: daysAgo(1) }),
    rows: [person('ana'), person('ben', left(3)), person('cat', left(8)), person('dan', left(3)), person('fay')],
  },
  {
    of: 'assignments',
    snapshot: snapshot({ kind: 'directory-assignments', asOf: daysAgo(0.5), snapshotId: 'list' }),
    rows: [listed('ana')],
  },
];

/** One world from these reads in this order of import. */
function verdicts(reads: readonly Read[], now = NOW): Readonly<Record<string, string>> {
  const accounts = accountHistory();
  const identities = identityHistory();
  for (const read of reads) {
    if (read.of === 'accounts') for (const row of read.rows) accounts.add(read.snapshot, row);
    else if (read.of === 'identities') for (const row of read.rows) identities.addIdentity(read.snapshot, row);
    else for (const row of read.rows) identities.addAssignment(read.snapshot, row);
  }
  const snapshots = reads.map((read) => read.snapshot);
  const people = identities.build(snapshots);
  const index = buildCandidateIndex(people);
  const known = accounts.build(snapshots);
  const pairs = new Map(
    known.map((account) => [
      account.accountId,
      { account, correlation: correlate(account, index, { link: null }, settings()) },
    ]),
  );
  const linked = markDuplicates(pairs);
  const coverage = coverageFacts(snapshots, domainsByDirectory(people), settings(), now);
  const records = [
    record({ accountId: 'ben', performedAt: daysAgo(2) }),
    record({ accountId: 'cat', performedAt: daysAgo(5) }),
    record({ accountId: 'dan', performedAt: daysAgo(2) }),
  ];
  return Object.fromEntries(
    known
      .map((account) => {
        const correlation = linked.get(account.accountId) ?? correlate(account, index, { link: null }, settings());
        const { verdict } = classify({
          account,
          correlation,
          records: records.filter((one) => one.accountId === account.accountId),
          exemption: null,
          link: null,
          coverage,
          settings: settings(),
          now,
        });
        return [account.accountId, `${verdict.finding}/${verdict.reason}`] as const;
      })
      .sort(),
  );
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

describe('from rows to verdicts', () => {
  const expected = {
    ana: 'ok/entitled',
    ben: 'contradicted/active_after_recorded_deactivation',
    cat: 'reappeared/active_after_confirmed_deactivation',
    dan: 'inactive/account_inactive',
    eve: 'orphaned/no_identity_in_any_directory',
    fay: 'unassigned_active/assignment_gone',
    gus: 'inactive/account_absent',
  };

  it('gives each account its finding', () => {
    expect(verdicts(READS)).toEqual(expected);
  });

  it('gives the same in every one of the 120 orders of import', () => {
    for (const order of permutations(READS)) expect(verdicts(order)).toEqual(expected);
  });

  test.each(['partial', 'unknown'] as const)('with %s reads, nothing is concluded from absence', (completeness) => {
    const reads = READS.map((read) => ({ ...read, snapshot: { ...read.snapshot, completeness } }));
    expect(verdicts(reads)).toMatchObject({
      eve: 'inconclusive/directory_incomplete',
      fay: 'inconclusive/assignment_unknown',
      gus: expect.not.stringMatching(/^inactive/),
      ben: expected.ben,
    });
  });

  it('ten days later only recorded work still stands', () => {
    const later = verdicts(READS, daysAgo(-10));
    expect(later).toMatchObject({ ben: expected.ben, cat: expected.cat });
    for (const name of ['ana', 'dan', 'eve', 'fay', 'gus'] as const) expect(later[name]).toMatch(/^inconclusive/);
  });
});
