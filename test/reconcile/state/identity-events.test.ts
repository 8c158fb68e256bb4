import { describe, expect, test } from 'vitest';
import { byId, directory, identitiesOf, list } from './feed.ts';

const left = { identityId: '1', status: 'deactivated', statusRaw: 'DEPROVISIONED' } as const;
const here = { identityId: '1', status: 'active', statusRaw: 'ACTIVE' } as const;
const on = (at: string, id = 'ev-1') => ({ at, by: 'it@acme.com', id, type: 'user.lifecycle.deactivate' });
const at = (moment: string) => ({ at: moment, dateOnly: false });

const NOTHING = { revokedAt: null, revokedAtBasis: 'unknown', revokedBy: null };

describe('the event that ended an identity', () => {
  test('dates it, before the date of the status', () => {
    const reads = [
      directory('2026-11-02', [
        { ...left, statusChangedAt: at('2026-11-01T08:00:02.000Z'), revoked: on('2026-11-01T08:00:00.000Z') },
      ]),
    ];
    expect(byId(identitiesOf({ reads }), '1')).toMatchObject({
      revokedAt: '2026-11-01T08:00:00.000Z',
      revokedAtBasis: 'event',
      revokedBy: { id: 'ev-1', by: 'it@acme.com' },
    });
  });

  test('is remembered when a later read no longer has it in its log', () => {
    const changed = { statusChangedAt: at('2026-11-01T08:00:00.000Z') };
    const reads = [
      directory('2026-11-02', [{ ...left, ...changed, revoked: on('2026-11-01T08:00:00.000Z') }]),
      directory('2026-11-03', [{ ...left, ...changed }]),
    ];
    expect(byId(identitiesOf({ reads }), '1').revokedAtBasis).toBe('event');
  });

  test('of a leave that ended dates nothing of the next one', () => {
    const reads = [
      directory('2026-11-02', [{ ...left, revoked: on('2026-11-01T08:00:00.000Z') }]),
      directory('2026-11-03', [here]),
      directory('2026-11-05', [{ ...left, statusChangedAt: at('2026-11-04T08:00:00.000Z') }]),
    ];
    expect(byId(identitiesOf({ reads }), '1')).toMatchObject({
      revokedAt: '2026-11-04T08:00:00.000Z',
      revokedAtBasis: 'status_changed',
    });
  });

  test('means nothing while somebody is active again', () => {
    const reads = [
      directory('2026-11-02', [{ ...left, revoked: on('2026-11-01T08:00:00.000Z') }]),
      directory('2026-11-03', [here]),
    ];
    expect(byId(identitiesOf({ reads }), '1')).toMatchObject(NOTHING);
  });
});

describe('the event that ended an assignment', () => {
  const reads = [directory('2026-11-03', [here, { identityId: '2', login: 'kim@acme.com' }])];
  const gone = { identityId: '1', key: 'id:1', status: 'unassigned', revoked: on('2026-11-02T08:00:00.000Z') } as const;
  const assigned = { identityId: '1', key: 'id:1', ssoName: 'jo.sso@acme.com' } as const;

  test('dates it for somebody who is still there', () => {
    const lists = [list('2026-11-01', [assigned]), list('2026-11-03', [gone])];
    expect(byId(identitiesOf({ reads, lists }), '1')).toMatchObject({
      entitlement: 'unassigned',
      revokedAt: '2026-11-02T08:00:00.000Z',
      revokedAtBasis: 'event',
      ssoName: 'jo.sso@acme.com',
    });
  });

  test('and still does when a later complete list is silent', () => {
    const lists = [list('2026-11-02', [gone]), list('2026-11-03', [{ identityId: '2', key: 'id:2' }])];
    expect(byId(identitiesOf({ reads, lists }), '1').revokedAtBasis).toBe('event');
  });

  describe('or the day that the list gives', () => {
    const day = { at: '2026-11-02T00:00:00.000Z', dateOnly: true } as const;
    const unassigned = { ...gone, revoked: null, unassignedAt: day } as const;
    const dated = { revokedAt: day.at, revokedAtDateOnly: true, revokedAtBasis: 'status_changed' } as const;
    const other = { identityId: '2', key: 'id:2' } as const;
    test.each([
      ['dates it', [list('2026-11-03', [unassigned])], dated],
      [
        'and still does when a later list is silent',
        [list('2026-11-02', [unassigned]), list('2026-11-03', [other])],
        dated,
      ],
      [
        'but gives way to the event',
        [list('2026-11-03', [{ ...unassigned, revoked: gone.revoked }])],
        { revokedAt: '2026-11-02T08:00:00.000Z', revokedAtBasis: 'event' },
      ],
      [
        'and dates nothing once it was given again',
        [list('2026-11-02', [unassigned]), list('2026-11-03', [assigned]), list('2026-11-04', [other])],
        NOTHING,
      ],
      ['nor by a row that calls them assigned', [list('2026-11-03', [{ ...assigned, unassignedAt: day }])], NOTHING],
    ])('%s', (_name, lists, is) => {
      expect(byId(identitiesOf({ reads, lists }), '1')).toMatchObject(is);
    });
  });

  test('but not one from before it was given again and lost again', () => {
    const again = [
      list('2026-11-02', [gone]),
      list('2026-11-03', [assigned]),
      list('2026-11-04', [{ identityId: '2', key: 'id:2' }]),
    ];
    expect(byId(identitiesOf({ reads, lists: again }), '1')).toMatchObject({ entitlement: 'unassigned', ...NOTHING });
  });
});

test('who only a live list knows is not cleared by it: a suspended person may be among them', () => {
  const live = { mode: 'full', fullReadAt: '2026-11-03T00:00:00.000Z', cursor: null, gaps: [] } as const;
  const row = { identityId: '9', key: 'id:9', login: 'kim@acme.com' };
  const of = (over: Parameters<typeof list>[2]) =>
    byId(identitiesOf({ lists: [list('2026-11-03', [row], over)] }), '9');
  expect(of({ live })).toMatchObject({ entitlement: 'unknown', entitlementReason: 'status_unknown' });
  expect(of({})).toMatchObject({ entitlement: 'assigned' });
});
