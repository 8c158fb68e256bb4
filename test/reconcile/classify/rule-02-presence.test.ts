import { describe, expect, test } from 'vitest';
import { account, daysAgo, fullReads, identity, sighting, snapshot } from '../../helpers/model-builders.ts';
import { type Situation, verdictOf, wordOf } from '../../helpers/verdict-of.ts';

const leaver = identity({ entitlement: 'deactivated', revokedAt: daysAgo(3) });

describe('a row that says something proves it as of its time, in a partial file too', () => {
  const partialReads = [
    snapshot({ completeness: 'partial' }),
    snapshot({ kind: 'directory', completeness: 'partial' }),
  ];
  const unknownReads = [
    snapshot({ completeness: 'unknown' }),
    snapshot({ kind: 'directory', completeness: 'unknown', rowsRefused: 3 }),
  ];
  const cases: readonly (readonly [string, Situation, string])[] = [
    ['a leaver in partial files', { person: [leaver], reads: partialReads }, 'leaver_active/identity_deactivated'],
    [
      'a leaver in files nobody called complete',
      { person: [leaver], reads: unknownReads },
      'leaver_active/identity_deactivated',
    ],
    ['an entitled person in partial files', { person: [identity()], reads: partialReads }, 'ok/entitled'],
    [
      'an unassigned person in partial files',
      { person: [identity({ entitlement: 'unassigned' })], reads: partialReads },
      'unassigned_active/assignment_gone',
    ],
    [
      'an inactive row in a partial file',
      { account: account({ sightings: [sighting(daysAgo(1), 'inactive')] }), reads: partialReads },
      'inactive/account_inactive',
    ],
  ];
  test.each(cases)('%s', (_name, situation, expected) => {
    expect(wordOf(situation)).toBe(expected);
  });
});

describe('a read held by a guard proves nothing until accepted', () => {
  test('a held complete directory proves no absence', () => {
    const reads = [snapshot(), snapshot({ kind: 'directory', state: 'held' })];
    const verdict = verdictOf({ reads });
    expect([verdict.finding, verdict.reason, verdict.nextAction]).toEqual([
      'inconclusive',
      'directory_held',
      'review_held_read',
    ]);
  });

  test('a later held read keeps the earlier complete one from proving absence', () => {
    const reads = [...fullReads(), snapshot({ kind: 'directory', state: 'held', asOf: daysAgo(0.5) })];
    expect(wordOf({ reads })).toBe('inconclusive/directory_held');
  });

  test('an older held read does not matter any more', () => {
    const reads = [...fullReads(), snapshot({ kind: 'directory', state: 'held', asOf: daysAgo(2) })];
    expect(wordOf({ reads, account: account({ sightings: [sighting(daysAgo(1.5), 'active')] }) })).toBe(
      'orphaned/no_identity_in_any_directory',
    );
  });

  test('a leaver stays one by the published read, whatever a held one says', () => {
    const reads = [...fullReads(), snapshot({ kind: 'directory', state: 'held', asOf: daysAgo(0.5) })];
    expect(wordOf({ person: [leaver], reads })).toBe('leaver_active/identity_deactivated');
  });

  test.each(['staging', 'superseded'] as const)('a %s read counts for nothing either', (state) => {
    expect(wordOf({ reads: [snapshot(), snapshot({ kind: 'directory', state })] })).toBe(
      'inconclusive/directory_missing',
    );
  });
});
