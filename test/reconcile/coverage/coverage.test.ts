import { describe, expect, it, test } from 'vitest';
import type { SourceCoverage } from '../../../src/model/coverage.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { addMs, DAY_MS } from '../../../src/model/time.ts';
import { coverage } from '../../../src/reconcile/coverage/coverage.ts';
import { daysAgo, fullReads, NOW, settings, snapshot } from '../../helpers/model-builders.ts';

const of = (
  reads: readonly Snapshot[],
  over: Parameters<typeof settings>[0] = {},
  known: ReadonlySet<string> | null = new Set(['okta']),
) => coverage(reads, settings(over), NOW, known);
const source = (sources: readonly SourceCoverage[], name: string) => sources.find((one) => one.source === name);
const gaps = (one: SourceCoverage | undefined) => one?.cannotProve.map((gap) => gap.gap).join('\n') ?? '';

describe('what is fresh, complete and stated', () => {
  const sources = of(fullReads());
  it('has no gap', () => {
    expect(sources.map((one) => [one.source, one.state, one.cannotProve])).toEqual([
      ['clari-users', 'fresh', []],
      ['directory:okta', 'fresh', []],
    ]);
  });

  it('says what it proves', () => {
    expect(source(sources, 'clari-users')?.proves).toEqual([
      'What its 100 accounts were as of 2026-11-19 12:00 UTC.',
      'Settles recorded deactivations from before 2026-11-19 12:00 UTC.',
      'An account that is not in the complete read as of 2026-11-19 12:00 UTC is not active.',
    ]);
    expect(source(sources, 'directory:okta')?.proves.at(-1)).toContain('does not exist in okta');
  });

  it('names its read, its age and when it will be stale', () => {
    expect(source(sources, 'clari-users')).toMatchObject({
      snapshotId: `users@${daysAgo(1)}`,
      asOf: daysAgo(1),
      asOfBasis: 'stated',
      ageDays: 1,
      rows: 100,
      rowsRefused: 0,
      snapshots: 1,
      held: [],
      heldReads: [],
      staleAt: addMs(daysAgo(1), 7 * DAY_MS),
    });
  });
});

describe('each gap, with the command that closes it', () => {
  const users = (over: Partial<Snapshot>) => ({
    reads: [snapshot(over), snapshot({ kind: 'directory' })],
    name: 'clari-users',
  });
  const okta = (over: Partial<Snapshot>) => ({
    reads: [snapshot(), snapshot({ kind: 'directory', ...over })],
    name: 'directory:okta',
  });
  const importUsers = 'clari-identity-mcp import FILE --kind clari-users --as-of WHEN_IT_WAS_TAKEN --complete';
  const importOkta =
    'clari-identity-mcp import FILE --kind directory --directory okta --as-of WHEN_IT_WAS_TAKEN --complete --filter all';
  const cases: readonly (readonly [string, { reads: readonly Snapshot[]; name: string }, RegExp, string])[] = [
    ['stale', users({ asOf: daysAgo(8) }), /Anything about today/, importUsers],
    ['stale directory', okta({ asOf: daysAgo(8) }), /inconclusive/, importOkta],
    [
      'nobody said it is complete',
      users({ completeness: 'unknown' }),
      /Which accounts are gone: nobody stated/,
      importUsers,
    ],
    ['partial directory', okta({ completeness: 'partial' }), /nobody owns an account.*partial/, importOkta],
    ['refused rows', okta({ rowsRefused: 3 }), /3 rows of the newest read could not be understood/, importOkta],
    ['no rows', okta({ rowsAccepted: 0 }), /empty read is never complete/, importOkta],
    ['active people only', okta({ filter: 'active' }), /lists active people only/, importOkta],
    ['time of the file', users({ asOfBasis: 'file_time' }), /Whether a recorded deactivation was done/, importUsers],
  ];
  test.each(cases)('%s', (_name, { reads, name }, gap, command) => {
    const found = source(of(reads), name)?.cannotProve.find((one) => gap.test(one.gap));
    expect(found?.closeWith).toBe(command);
  });

  it('a stale read proves only what was', () => {
    const stale = source(of([snapshot({ asOf: daysAgo(8) })]), 'clari-users');
    expect([stale?.state, stale?.staleAt, stale?.proves]).toEqual([
      'stale',
      null,
      ['What its 100 accounts were as of 2026-11-12 12:00 UTC, not what they are now.'],
    ]);
  });

  it('a read of unstated time does not promise to settle anything', () => {
    expect(source(of([snapshot({ asOfBasis: 'file_time' })]), 'clari-users')?.proves.join()).not.toContain('Settles');
  });

  it('a later incomplete read keeps the absence that an earlier complete one proved', () => {
    const reads = [snapshot({ asOf: daysAgo(3) }), snapshot({ completeness: 'unknown' })];
    const found = source(of(reads), 'clari-users');
    expect(found?.proves.at(-1)).toContain('2026-11-17');
    expect(gaps(found)).toContain('Who left since 2026-11-17');
  });

  it('a directory outside the declared scope grants nothing', () => {
    const found = source(of([...fullReads(), snapshot({ kind: 'directory', directory: 'hr' })]), 'directory:hr');
    expect(gaps(found)).toContain('not among those that govern it');
    expect(found?.cannotProve[0]?.closeWith).toContain('CLARI_IDENTITY_DIRECTORIES=okta,hr');
  });
});

describe('a held read', () => {
  const held = snapshot({ state: 'held', asOf: daysAgo(0.5), guards: ['It loses 40 rows.'] });
  it('is listed with its reasons and does not count', () => {
    const found = source(of([...fullReads(), held]), 'clari-users');
    expect([found?.asOf, found?.held, found?.snapshots]).toEqual([daysAgo(1), [held.snapshotId], 1]);
    expect(gaps(found)).toContain('held and counts for nothing. It loses 40 rows.');
  });

  it('alone leaves the source missing', () => {
    const found = source(of([held, snapshot({ kind: 'directory' })]), 'clari-users');
    expect([found?.state, found?.snapshotId, found?.held]).toEqual(['missing', null, [held.snapshotId]]);
    expect(found?.cannotProve[0]?.closeWith).toContain('--accept-drop');
  });

  it('that is older than what counts is no gap any more', () => {
    const old = { ...held, asOf: daysAgo(3) };
    expect(source(of([...fullReads(), old]), 'clari-users')?.cannotProve).toEqual([]);
  });
});

describe('what is expected and missing', () => {
  it('an empty store lacks everything', () => {
    expect(of([], { directories: null }).map((one) => [one.source, one.state])).toEqual([
      ['clari-users', 'missing'],
      ['directory', 'missing'],
    ]);
  });

  it('every declared directory is expected, and who is assigned in it', () => {
    const sources = of([], { directories: ['okta', 'entra'] }, new Set());
    expect(sources.map((one) => one.source)).toEqual([
      'clari-users',
      'directory:entra',
      'directory:okta',
      'directory-assignments:entra',
      'directory-assignments:okta',
    ]);
    for (const one of sources) expect(one.cannotProve[0]?.closeWith).toMatch(/^clari-identity-mcp import FILE/);
  });

  it('a list of assigned people without its directory', () => {
    const sources = of([snapshot(), snapshot({ kind: 'directory-assignments' })], { directories: null });
    expect(source(sources, 'directory:okta')?.state).toBe('missing');
  });

  it('where it is not known whether the rows tell the assignment, the directory bears the gap with its condition', () => {
    const sources = of(fullReads(), {}, null);
    expect(source(sources, 'directory-assignments:okta')).toBeUndefined();
    expect(gaps(source(sources, 'directory:okta'))).toContain(
      'unless the directory file itself has an `assigned` column',
    );
  });

  it('superseded and staging reads count for nothing', () => {
    const reads = [snapshot({ state: 'superseded' }), snapshot({ state: 'staging', asOf: daysAgo(2) })];
    expect(source(of(reads), 'clari-users')?.state).toBe('missing');
  });
});

describe('files that settle no account', () => {
  const importUsers = 'clari-identity-mcp import FILE --kind clari-users --as-of WHEN_IT_WAS_TAKEN --complete';
  const kinds = ['clari-forecast', 'clari-audit', 'clari-activity', 'clari-quota', 'opportunities'] as const;
  const only = (kind: (typeof kinds)[number], over: Partial<Snapshot> = {}) =>
    source(of([...fullReads(), snapshot({ kind, snapshotId: kind, ...over })]), kind);

  test.each(kinds)('%s is never missed', (kind) => {
    expect(source(of([]), kind)).toBeUndefined();
    expect(source(of(fullReads()), kind)).toBeUndefined();
  });

  test.each(kinds)('absence from a complete %s proves nothing, and the users export that would is named', (kind) => {
    const found = only(kind);
    expect(found?.proves.join()).not.toMatch(/not in|not active|Settles/);
    expect(found?.cannotProve.some((one) => /absence from it says nothing/.test(one.gap))).toBe(true);
    expect(new Set(found?.cannotProve.map((one) => one.closeWith))).toEqual(new Set([importUsers]));
  });

  const proved: Readonly<Record<(typeof kinds)[number], RegExp>> = {
    'clari-forecast': /opted in to forecasting.*each had a Clari account then/,
    'clari-audit': /Who acted in Clari in its window.*contradicts/s,
    'clari-activity': /Which e-mail address belongs to which Salesforce user/,
    'clari-quota': /Which CRM users had a quota row/,
    opportunities: /Which open work each owner in it had as of 2026-11-19/,
  };
  test.each(kinds)('%s says what it proves, with its time', (kind) => {
    expect(only(kind)?.proves.join('\n')).toMatch(proved[kind]);
    expect(only(kind)?.proves.join('\n')).toContain('2026-11-19 12:00 UTC');
  });

  test.each(kinds)('a stale %s proves only what was', (kind) => {
    const found = only(kind, { asOf: daysAgo(8) });
    expect([found?.state, found?.proves]).toEqual([
      'stale',
      ['What its 100 rows were as of 2026-11-12 12:00 UTC, not what they are now.'],
    ]);
    expect(found?.cannotProve[0]?.closeWith).toBe(
      `clari-identity-mcp import FILE --kind ${kind} --as-of WHEN_IT_WAS_TAKEN`,
    );
  });

  test.each([
    ['unknown', 'nobody stated that the newest read is complete'],
    ['partial', 'the newest read is partial'],
  ] as const)('work beyond opportunities of %s completeness is not ruled out', (completeness, why) => {
    const gap = only('opportunities', { completeness })?.cannotProve.at(-1);
    expect(gap).toEqual({
      gap: `That somebody owns no other open work: ${why}.`,
      closeWith: 'clari-identity-mcp import FILE --kind opportunities --as-of WHEN_IT_WAS_TAKEN --complete',
    });
  });
});

describe('a list of Copilot users', () => {
  const copilot = source(of([...fullReads(), snapshot({ kind: 'clari-copilot-users' })]), 'clari-copilot-users');
  it('lists who is active, in Copilot alone', () => {
    expect(copilot?.proves).toEqual([
      'Its 100 accounts were active in Clari Copilot as of 2026-11-19 12:00 UTC: it lists current users only.',
      'Settles recorded deactivations of Copilot accounts from before 2026-11-19 12:00 UTC.',
      'An account that is not in the complete read as of 2026-11-19 12:00 UTC is not active in Clari Copilot; nothing follows for Clari.',
    ]);
    expect(gaps(copilot)).toBe('Anything about Clari accounts: Clari and Clari Copilot keep separate ones.');
  });

  it('that nobody stated complete says nothing of who is not in it', () => {
    const open = source(
      of([snapshot({ kind: 'clari-copilot-users', completeness: 'unknown' })]),
      'clari-copilot-users',
    );
    expect(open?.proves.join()).not.toContain('not in');
    expect(gaps(open)).toContain('Which accounts are gone: nobody stated');
  });
});
