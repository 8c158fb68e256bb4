import { expect, test } from 'vitest';
import type { Sighting } from '../../../src/model/account.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Identity } from '../../../src/model/identity.ts';
import { addMs, MINUTE_MS } from '../../../src/model/time.ts';
import {
  account,
  candidate,
  correlation,
  daysAgo,
  disputed,
  exemption,
  fullReads,
  identity,
  NOW,
  record,
  sighting,
  snapshot,
} from '../../helpers/model-builders.ts';
import { type Situation, verdictOf } from '../../helpers/verdict-of.ts';

const gone = identity({ entitlement: 'deactivated', revokedAt: daysAgo(10) });
const at = (directory: string, over: Partial<Identity>) =>
  identity({ directory, identityId: `${directory}-1`, ...over });
const unknown = (entitlementReason: Identity['entitlementReason']) =>
  identity({ entitlement: 'unknown', entitlementReason });
const both = { directories: ['okta', 'entra'] };
const bothReads = [...fullReads(), snapshot({ kind: 'directory', directory: 'entra' })];
const undeclared = { directories: null };
const directory = (over: Parameters<typeof snapshot>[0]) => [snapshot(), snapshot({ kind: 'directory', ...over })];
const seen = (sightings: readonly Sighting[]) => account({ sightings });
const guest = identity({
  directory: 'entra',
  latest: { personKind: 'guest', email: 'jo@acme.com', login: 'jo_acme.com#ext#@t.onmicrosoft.com' },
});
const STALE = daysAgo(9);

/** Name, situation, what it must not be called, and `finding/reason` that it gets instead. */
const CASES: readonly (readonly [string, Situation, Finding, string])[] = [
  // An active colleague called a leaver.
  [
    'entitled in the second of two directories',
    { person: [gone, at('entra', {})], settings: both, reads: bothReads },
    'leaver_active',
    'ok/entitled',
  ],
  [
    're-hired under a new identity',
    { person: [gone, identity({ identityId: '00u2' })] },
    'leaver_active',
    'ok/entitled',
  ],
  [
    'deactivated a minute ago',
    { person: [{ ...gone, revokedAt: addMs(NOW, -MINUTE_MS) }] },
    'leaver_active',
    'inconclusive/change_too_recent',
  ],
  ['the directory is stale', { person: [{ ...gone, asOf: STALE }] }, 'leaver_active', 'inconclusive/directory_stale'],
  [
    'the users export is stale',
    { account: seen([sighting(STALE, 'active')]), person: [gone] },
    'leaver_active',
    'inconclusive/users_export_stale',
  ],
  [
    'one of two identities was read too long ago',
    { person: [gone, at('entra', { entitlement: 'deactivated', asOf: STALE })], settings: both, reads: bothReads },
    'leaver_active',
    'inconclusive/directory_stale',
  ],
  [
    'the other identity may be assigned',
    {
      person: [gone, at('entra', { entitlement: 'unknown', entitlementReason: 'assignment_unknown' })],
      settings: both,
      reads: bothReads,
    },
    'leaver_active',
    'inconclusive/assignment_unknown',
  ],
  [
    'deactivated only where Clari is not governed',
    { person: [{ ...gone, directory: 'hr' }] },
    'leaver_active',
    'inconclusive/identity_out_of_scope',
  ],
  [
    'the identity may have been renamed',
    { person: [unknown('identity_maybe_renamed')] },
    'leaver_active',
    'inconclusive/identity_maybe_renamed',
  ],
  [
    'missing from a directory read that proves no absence',
    { person: [unknown('absence_not_proven')] },
    'leaver_active',
    'inconclusive/identity_absence_not_proven',
  ],
  [
    'two reads of the directory disagree',
    { person: [unknown('conflicting_reads')] },
    'leaver_active',
    'inconclusive/conflicting_reads',
  ],
  [
    'an identity status nobody understands',
    { person: [unknown('status_unknown')] },
    'leaver_active',
    'inconclusive/identity_status_unknown',
  ],
  ['staged before the first day', { person: [unknown('pre_hire')] }, 'leaver_active', 'inconclusive/pre_hire'],
  [
    'the Clari app is switched off',
    { person: [identity({ entitlement: 'app_disabled' })] },
    'leaver_active',
    'inconclusive/app_disabled',
  ],
  [
    'a disabled shared mailbox',
    { person: [{ ...gone, latest: { ...gone.latest, personKind: 'not_person' } }] },
    'leaver_active',
    'needs_review/identity_is_no_person',
  ],
  [
    'the only candidate, by name, is a leaver',
    { correlation: disputed([gone]) },
    'leaver_active',
    'needs_review/candidates_not_certain',
  ],
  [
    'the identifiers point to two people',
    {
      correlation: correlation([], {
        situation: 'disputed',
        candidates: [candidate(gone, { rule: 'crm_id' }), candidate(at('okta', {}), { rule: 'email' })],
      }),
    },
    'leaver_active',
    'needs_review/conflicting_identifiers',
  ],
  [
    'the account is already inactive',
    { account: seen([sighting(daysAgo(1), 'inactive')]), person: [gone] },
    'leaver_active',
    'inactive/account_inactive',
  ],
  [
    'the account has left the complete export',
    { account: seen([sighting(daysAgo(5), 'active'), sighting(daysAgo(1), 'absent')]), person: [gone] },
    'leaver_active',
    'inactive/account_absent',
  ],
  [
    'an old active export was backfilled after an inactive one',
    { account: seen([sighting(daysAgo(1), 'inactive'), sighting(daysAgo(5), 'active')]), person: [gone] },
    'leaver_active',
    'inactive/account_inactive',
  ],
  [
    'the export has no status column',
    { account: seen([sighting(daysAgo(1), 'unknown')]), person: [gone] },
    'leaver_active',
    'inconclusive/account_status_unknown',
  ],
  [
    'rows of one time disagree on the status',
    { account: account({ sightings: [sighting(daysAgo(1), 'unknown')], conflicting: true }), person: [gone] },
    'leaver_active',
    'inconclusive/account_status_conflicting',
  ],
  [
    'confirmed closed, and active only in a read of unstated time',
    {
      account: seen([
        sighting(daysAgo(6), 'active'),
        sighting(daysAgo(4), 'inactive'),
        sighting(daysAgo(1), 'active', { settles: false }),
      ]),
      person: [gone],
      records: [record({ performedAt: daysAgo(5) })],
    },
    'leaver_active',
    'inconclusive/conflicting_reads',
  ],

  // A colleague with access called unassigned.
  [
    'a user download says nothing of assignments',
    { person: [unknown('assignment_unknown')] },
    'unassigned_active',
    'inconclusive/assignment_unknown',
  ],
  [
    'Entra does not require an assignment',
    { person: [unknown('assignment_not_required')] },
    'unassigned_active',
    'inconclusive/assignment_not_required',
  ],
  [
    'Okta assigns implicitly',
    { person: [unknown('implicit_assignment')] },
    'unassigned_active',
    'inconclusive/implicit_assignment',
  ],
  [
    'an assignment status nobody understands',
    { person: [unknown('assignment_status_unknown')] },
    'unassigned_active',
    'inconclusive/assignment_status_unknown',
  ],
  [
    'the list of assigned people is stale',
    { person: [identity({ entitlement: 'unassigned', assignmentAsOf: STALE })] },
    'unassigned_active',
    'inconclusive/assignment_stale',
  ],
  [
    'assigned in the other directory',
    { person: [identity({ entitlement: 'unassigned' }), at('entra', {})], settings: both, reads: bothReads },
    'unassigned_active',
    'ok/entitled',
  ],

  // An owned account called orphaned.
  [
    'no directory was read',
    { reads: [snapshot()], settings: undeclared },
    'orphaned',
    'inconclusive/directory_missing',
  ],
  ['a declared directory was never read', { settings: both }, 'orphaned', 'inconclusive/directory_missing'],
  [
    'nobody said that the directory is complete',
    { reads: directory({ completeness: 'unknown' }) },
    'orphaned',
    'inconclusive/directory_incomplete',
  ],
  [
    'the directory is partial',
    { reads: directory({ completeness: 'partial' }) },
    'orphaned',
    'inconclusive/directory_incomplete',
  ],
  [
    'a row of the directory was refused',
    { reads: directory({ rowsRefused: 1 }) },
    'orphaned',
    'inconclusive/directory_incomplete',
  ],
  [
    'the directory has no rows',
    { reads: directory({ rowsAccepted: 0 }) },
    'orphaned',
    'inconclusive/directory_incomplete',
  ],
  [
    'the directory lists active people only',
    { reads: directory({ filter: 'active' }) },
    'orphaned',
    'inconclusive/no_active_identity',
  ],
  [
    'only the assigned people were listed',
    { reads: [snapshot(), snapshot({ kind: 'directory-assignments' })] },
    'orphaned',
    'inconclusive/assigned_people_only',
  ],
  ['the directory read is held', { reads: directory({ state: 'held' }) }, 'orphaned', 'inconclusive/directory_held'],
  [
    'a newer directory read is held',
    { reads: [...fullReads(), snapshot({ kind: 'directory', state: 'held', asOf: NOW })] },
    'orphaned',
    'inconclusive/directory_held',
  ],
  [
    'the account is newer than the directory read',
    { account: seen([sighting(daysAgo(1), 'active')]), reads: directory({ asOf: daysAgo(2) }) },
    'orphaned',
    'inconclusive/directory_older_than_account',
  ],
  [
    'the complete directory read is stale',
    {
      account: seen([sighting(daysAgo(20), 'active'), sighting(daysAgo(1), 'active')]),
      reads: directory({ asOf: STALE }),
    },
    'orphaned',
    'inconclusive/directory_stale',
  ],
  [
    'an e-mail domain that no read directory has, none declared',
    { account: account({ latest: { email: 'kim@elsewhere.example' } }), settings: undeclared },
    'orphaned',
    'inconclusive/domain_not_in_any_directory',
  ],
  [
    'no e-mail to look for',
    { account: account({ latest: { email: null } }), settings: undeclared },
    'orphaned',
    'inconclusive/domain_unknown',
  ],
  [
    'a plus-tag points to somebody',
    { correlation: disputed([identity()], { rule: 'plus_tag', confidence: 0.6 }) },
    'orphaned',
    'needs_review/candidates_not_certain',
  ],
  [
    'candidates beyond those kept',
    { correlation: correlation([], { situation: 'disputed', candidates: [], candidatesDropped: 2 }) },
    'orphaned',
    'needs_review/candidates_not_certain',
  ],

  // An open account called closed.
  [
    'a claim alone closes nothing',
    { person: [gone], records: [record({ performedAt: daysAgo(0.5) })] },
    'inactive',
    'awaiting_verification/recorded_not_yet_verified',
  ],
  [
    'inactive only in a read of unstated time, claim open',
    {
      account: seen([sighting(daysAgo(5), 'active'), sighting(daysAgo(1), 'inactive', { settles: false })]),
      person: [gone],
      records: [record({ performedAt: daysAgo(2) })],
    },
    'inactive',
    'awaiting_verification/recorded_not_yet_verified',
  ],
  [
    'absent, but a similar account appeared',
    {
      account: account({
        sightings: [sighting(daysAgo(5), 'active'), sighting(daysAgo(1), 'absent')],
        maybeRenamedTo: ['u9'],
      }),
      person: [gone],
    },
    'inactive',
    'needs_review/account_maybe_renamed',
  ],
  [
    'inactive in a stale export',
    { account: seen([sighting(STALE, 'inactive')]) },
    'inactive',
    'inconclusive/users_export_stale',
  ],
  [
    'an exemption over a contradiction',
    { person: [gone], records: [record()], exemption: exemption() },
    'exempt',
    'contradicted/active_after_recorded_deactivation',
  ],
  [
    'an exemption over a reappearance',
    {
      account: seen([sighting(daysAgo(6), 'active'), sighting(daysAgo(4), 'inactive'), sighting(daysAgo(1), 'active')]),
      person: [gone],
      records: [record({ performedAt: daysAgo(5) })],
      exemption: exemption(),
    },
    'exempt',
    'reappeared/active_after_confirmed_deactivation',
  ],
  [
    'an exemption that ended',
    { person: [gone], exemption: exemption({ until: daysAgo(1) }) },
    'exempt',
    'leaver_active/identity_deactivated',
  ],
  [
    'a claim that expired',
    { person: [gone], records: [record({ performedAt: daysAgo(0.9), recordedAt: daysAgo(20) })] },
    'awaiting_verification',
    'leaver_active/identity_deactivated',
  ],

  // A claim called false on evidence that does not say so.
  [
    'an export from before the claimed time',
    { person: [gone], records: [record({ performedAt: daysAgo(0.5) })] },
    'contradicted',
    'awaiting_verification/recorded_not_yet_verified',
  ],
  [
    'an export of the claimed moment itself',
    { person: [gone], records: [record({ performedAt: daysAgo(1) })] },
    'contradicted',
    'awaiting_verification/recorded_not_yet_verified',
  ],
  [
    'an active row of unstated time',
    {
      account: seen([sighting(daysAgo(5), 'active'), sighting(daysAgo(1), 'active', { settles: false })]),
      person: [gone],
      records: [record()],
    },
    'contradicted',
    'awaiting_verification/recorded_not_yet_verified',
  ],
  [
    'a later row of unknown status',
    {
      account: seen([sighting(daysAgo(5), 'active'), sighting(daysAgo(1), 'unknown')]),
      person: [gone],
      records: [record()],
    },
    'contradicted',
    'awaiting_verification/recorded_not_yet_verified',
  ],
  [
    'two later reads of one moment disagree',
    {
      account: seen([
        sighting(daysAgo(5), 'active'),
        sighting(daysAgo(1), 'inactive'),
        sighting(daysAgo(1), 'active', { snapshotId: 'other' }),
      ]),
      person: [gone],
      records: [record()],
    },
    'contradicted',
    'awaiting_verification/recorded_not_yet_verified',
  ],
  [
    'active again as a re-hire',
    {
      account: seen([sighting(daysAgo(6), 'active'), sighting(daysAgo(4), 'inactive'), sighting(daysAgo(1), 'active')]),
      person: [identity()],
      records: [record({ performedAt: daysAgo(5) })],
    },
    'reappeared',
    'ok/entitled',
  ],
  [
    'active again, entitlement unknown',
    {
      account: seen([sighting(daysAgo(6), 'active'), sighting(daysAgo(4), 'inactive'), sighting(daysAgo(1), 'active')]),
      person: [unknown('assignment_unknown')],
      records: [record({ performedAt: daysAgo(5) })],
    },
    'reappeared',
    'inconclusive/assignment_unknown',
  ],

  // Peace where there is no evidence for it: `ok` needs evidence as much as an accusation does.
  ['entitled by a stale directory', { person: [identity({ asOf: STALE })] }, 'ok', 'inconclusive/directory_stale'],
  [
    'assigned by a stale list',
    { person: [identity({ assignmentAsOf: STALE })] },
    'ok',
    'inconclusive/assignment_stale',
  ],
  ['assigned only where Clari is not governed', { person: [at('hr', {})] }, 'ok', 'inconclusive/identity_out_of_scope'],
  [
    'a guest whose home directory does not know them',
    { person: [guest], settings: both, reads: bothReads },
    'ok',
    'inconclusive/guest_home_directory',
  ],
  [
    'entitled, but two active accounts claim the person',
    { correlation: correlation([identity()], { situation: 'duplicate', duplicateOf: ['u2'] }) },
    'ok',
    'duplicate_account/two_active_accounts_one_identity',
  ],
  [
    'entitled, the account of unknown status',
    { account: seen([sighting(daysAgo(1), 'unknown')]), person: [identity()] },
    'ok',
    'inconclusive/account_status_unknown',
  ],

  // Two accounts called duplicates.
  [
    'the second account is the first one renamed',
    {
      correlation: correlation([identity()], { situation: 'duplicate', duplicateOf: ['u2'] }),
      duplicates: [account({ accountId: 'u2', sightings: [sighting(daysAgo(6), 'active')] })],
    },
    'duplicate_account',
    'ok/entitled',
  ],
];

test.each(CASES)('%s', (_name, situation, never, instead) => {
  const verdict = verdictOf(situation);
  expect(verdict.finding).not.toBe(never);
  expect(`${verdict.finding}/${verdict.reason}`).toBe(instead);
});

test('every inconclusive one names a way out', () => {
  for (const [name, situation] of CASES) {
    const { finding, nextStep } = verdictOf(situation);
    if (finding !== 'inconclusive') continue;
    expect(nextStep, name).toMatch(/clari-identity-mcp|CLARI_IDENTITY_DIRECTORIES|get_identity|Ask again/);
  }
});

test('names are unique: each case is one of its kind', () => {
  expect(new Set(CASES.map(([name]) => name)).size).toBe(CASES.length);
});
