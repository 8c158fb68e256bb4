import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { account, daysAgo, identity, record, sighting, snapshot } from '../../helpers/model-builders.ts';
import { verdictOf, wordOf } from '../../helpers/verdict-of.ts';

const gone = { sightings: [sighting(daysAgo(5), 'active'), sighting(daysAgo(1), 'absent')] };

describe('not in a complete users export means not active', () => {
  test('absent is inactive, dated, with when it was last seen active', () => {
    const verdict = verdictOf({ account: account(gone) });
    expect([verdict.finding, verdict.reason]).toEqual(['inactive', 'account_absent']);
    expect(verdict.evidence.map((row) => [row.observedAt, row.fact])).toEqual(
      expect.arrayContaining([
        [daysAgo(1), 'The account is not in this complete read.'],
        [daysAgo(5), 'Last seen active in this read.'],
      ]),
    );
  });

  test('unless it may have been renamed: then a person decides', () => {
    const verdict = verdictOf({ account: account({ ...gone, maybeRenamedTo: ['u9'] }) });
    expect([verdict.finding, verdict.reason, verdict.nextAction]).toEqual([
      'needs_review',
      'account_maybe_renamed',
      'decide_link',
    ]);
    expect(verdict.nextStep).toContain('"u9"');
  });

  test('an absence that may be a rename settles no claim', () => {
    const records = [record({ performedAt: daysAgo(3) })];
    expect(verdictOf({ account: account(gone), records }).finding).toBe('inactive');
    expect(verdictOf({ account: account({ ...gone, maybeRenamedTo: ['u9'] }), records }).finding).toBe(
      'awaiting_verification',
    );
  });

  test('a stale absence is inconclusive', () => {
    const stale = account({ sightings: [sighting(daysAgo(20), 'active'), sighting(daysAgo(8), 'absent')] });
    expect(wordOf({ account: stale })).toBe('inconclusive/users_export_stale');
  });
});

describe('absence from a directory proves something only in a read whose completeness was stated', () => {
  const cases: readonly (readonly [string, Partial<Snapshot>, string])[] = [
    ['stated complete', {}, 'orphaned/no_identity_in_any_directory'],
    ['complete, all people stated', { filter: 'all' }, 'orphaned/no_identity_in_any_directory'],
    ['completeness unknown', { completeness: 'unknown' }, 'inconclusive/directory_incomplete'],
    ['partial', { completeness: 'partial' }, 'inconclusive/directory_incomplete'],
    ['complete but a row was refused', { rowsRefused: 1 }, 'inconclusive/directory_incomplete'],
    ['zero rows are never complete', { rowsAccepted: 0, rowsRead: 0 }, 'inconclusive/directory_incomplete'],
    ['active people only', { filter: 'active' }, 'inconclusive/no_active_identity'],
    ['held', { state: 'held' }, 'inconclusive/directory_held'],
  ];
  test.each(cases)('%s', (_name, over, expected) => {
    const sightings = [sighting(daysAgo(2), 'active'), sighting(daysAgo(1), 'active')];
    expect(
      wordOf({ account: account({ sightings }), reads: [snapshot(), snapshot({ kind: 'directory', ...over })] }),
    ).toBe(expected);
  });

  test('refused rows: correct them and import again', () => {
    const reads = [snapshot(), snapshot({ kind: 'directory', rowsRefused: 2 })];
    expect(verdictOf({ reads }).nextAction).toBe('fix_rows_and_import_again');
  });

  test('a later read of unknown completeness takes nothing from an earlier complete one', () => {
    const reads = [
      snapshot(),
      snapshot({ kind: 'directory', asOf: daysAgo(2) }),
      snapshot({ kind: 'directory', completeness: 'unknown' }),
    ];
    const seen = account({ sightings: [sighting(daysAgo(3), 'active'), sighting(daysAgo(1), 'active')] });
    expect(wordOf({ account: seen, reads })).toBe('orphaned/no_identity_in_any_directory');
  });

  test('but not for ever: once the complete read is stale, later incomplete ones do not stand in for it', () => {
    const reads = [
      snapshot(),
      snapshot({ kind: 'directory', asOf: daysAgo(9) }),
      snapshot({ kind: 'directory', completeness: 'unknown' }),
    ];
    const seen = account({ sightings: [sighting(daysAgo(10), 'active'), sighting(daysAgo(1), 'active')] });
    expect(wordOf({ account: seen, reads })).toBe('inconclusive/directory_incomplete');
  });

  test('a directory read before the account was first seen proves nothing of its owner', () => {
    const reads = [snapshot(), snapshot({ kind: 'directory', asOf: daysAgo(3) })];
    const seen = account({ sightings: [sighting(daysAgo(2), 'active'), sighting(daysAgo(1), 'active')] });
    expect(wordOf({ account: seen, reads })).toBe('inconclusive/directory_older_than_account');
  });

  test('backfilling an older export that already shows the account settles that', () => {
    const reads = [snapshot(), snapshot({ kind: 'directory', asOf: daysAgo(3) })];
    const seen = account({ sightings: [sighting(daysAgo(4), 'active'), sighting(daysAgo(1), 'active')] });
    expect(wordOf({ account: seen, reads })).toBe('orphaned/no_identity_in_any_directory');
  });
});

describe('each app speaks for itself', () => {
  const listed = account({
    app: 'copilot',
    sightings: [sighting(daysAgo(1), 'active', { source: 'clari-copilot-users' })],
  });
  test('a Copilot leaver is reported from the Copilot list', () => {
    const person = [identity({ entitlement: 'deactivated', revokedAt: daysAgo(3) })];
    const reads = [snapshot({ kind: 'clari-copilot-users' }), snapshot({ kind: 'directory' })];
    expect(wordOf({ account: listed, person, reads })).toBe('leaver_active/identity_deactivated');
  });

  test('a Clari export says nothing of Copilot', () => {
    expect(wordOf({ account: listed, person: [identity()] })).toBe('inconclusive/users_export_missing');
  });
});
