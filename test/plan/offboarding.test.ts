import { describe, expect, test } from 'vitest';
import type { Finding, Reason } from '../../src/model/finding.ts';
import type { OffboardingPlan } from '../../src/model/plan.ts';
import type { OffboardingFacts } from '../../src/plan/facts.ts';
import { draftOffboarding } from '../../src/plan/offboarding.ts';
import { account, correlation, daysAgo, disputed, identity, NOW } from '../helpers/model-builders.ts';
import { copilotAccount, facts, gone, held, stepOf, stepsOf } from './facts.ts';

const FULL = [
  'remove_idp_access',
  'list_tokens_and_integrations',
  'snapshot_forecast',
  'hand_over_work',
  'deactivate_account',
  'deactivate_copilot',
  'verify_by_export',
];
const actions = (plan: OffboardingPlan) => plan.steps.map((step) => step.action);
const draft = (over: Parameters<typeof facts>[0] = {}) => draftOffboarding(facts(over));
const risks = (plan: OffboardingPlan) => plan.risks.join('\n');

describe('steps', () => {
  test('of somebody who can still enter, in their order, each after what it waits for', () => {
    const plan = draft({ person: [identity()], verdict: { finding: 'ok', reason: 'entitled' } });
    expect(actions(plan)).toEqual(FULL);
    expect(plan.steps.map((step) => step.order)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(Object.fromEntries(plan.steps.map((step) => [step.stepId, step.dependsOn]))).toEqual({
      remove_idp_access: [],
      list_tokens_and_integrations: [],
      snapshot_forecast: [],
      hand_over_work: [],
      deactivate_account: ['list_tokens_and_integrations', 'snapshot_forecast', 'hand_over_work'],
      deactivate_copilot: [],
      verify_by_export: ['deactivate_account'],
    });
  });

  test('of somebody whose access ended: it is said to be done, and no step does it', () => {
    const plan = draft();
    expect(actions(plan)).toEqual(FULL.slice(1));
    expect(risks(plan)).toContain(
      `"jo@acme.com" (id "00u1") in Okta is deactivated as of ${daysAgo(1)}: single sign-on from there has ended, so no step removes that access`,
    );
  });

  test('every step says who does it, how, and what proves it', () => {
    for (const step of draft({ person: [identity()] }).steps) {
      expect(step.performedBy).not.toBe('');
      expect(step.instructions.length).toBeGreaterThanOrEqual(3);
      expect(step.proof).not.toBe('');
      expect(step.warnings.length).toBeGreaterThan(0);
    }
  });

  test('one removal per directory in scope, with every identity there', () => {
    const plan = draft({
      person: [
        identity(),
        identity({ identityId: '00u9', latest: { login: 'jo.admin@acme.com' } }),
        identity({ directory: 'entra', identityId: 'e1' }),
        identity({ directory: 'ldap <b>', identityId: 'l1' }),
        identity({ directory: 'other', identityId: 'o1' }),
      ],
      settings: { slaMs: 1, directories: ['okta', 'entra', 'ldap <b>'] },
    });
    const removals = stepsOf(plan, 'remove_idp_access');
    expect(removals.map((step) => [step.stepId, step.system, step.title])).toEqual([
      ['remove_idp_access_1', 'entra', 'Remove access to Clari in Entra ID'],
      ['remove_idp_access_2', 'directory', String.raw`Remove access to Clari in the directory "ldap \u003cb\u003e"`],
      ['remove_idp_access_3', 'okta', 'Remove access to Clari in Okta'],
    ]);
    expect(removals[2]?.instructions.join('\n')).toContain('jo.admin@acme.com');
    expect(risks(plan)).toContain('in the directory "other" is in a directory that does not govern Clari');
  });

  test.each([
    ['direct', 'remove it from the person'],
    ['group', 'remove the person from that group'],
    ['unknown', 'Look whether the assignment'],
  ] as const)('an assignment that is %s is taken away its own way', (assignedThrough, how) => {
    const plan = draft({ identities: [{ identity: identity(), assignedThrough, groups: [] }] });
    expect(stepOf(plan, 'remove_idp_access').instructions.join('\n')).toContain(how);
  });

  test('the record and the proof name their commands', () => {
    const plan = draft();
    expect(stepOf(plan, 'deactivate_account').instructions.join('\n')).toMatch(
      /"Admin > Users" or "Settings > Users"[\s\S]*clari-identity-mcp record [^A-Z ]+ --performed-by NAME/,
    );
    const verify = stepOf(plan, 'verify_by_export').instructions.join('\n');
    expect(verify).toContain('clari-identity-mcp import FILE --as-of TIME --complete');
    expect(verify).toContain('later than the deactivation');
  });

  test('what breaks is said where it breaks', () => {
    const plan = draft();
    expect(stepOf(plan, 'list_tokens_and_integrations').warnings.join('\n')).toContain('revokes every API token');
    expect(stepOf(plan, 'list_tokens_and_integrations').instructions[0]).toContain(
      'No Clari endpoint lists API tokens',
    );
    expect(stepOf(plan, 'snapshot_forecast').warnings.join('\n')).toContain('drops out of later forecast exports');
    expect(stepOf(plan, 'hand_over_work').warnings.join('\n')).toContain('moves no opportunities');
    expect(stepOf(plan, 'hand_over_work').instructions.join('\n')).toContain('ownership lives there');
  });
});

describe('handover', () => {
  const cases: readonly (readonly [string, Parameters<typeof facts>[0], readonly string[]])[] = [
    ['with both', {}, []],
    ['without a successor', { successor: null }, ['No successor is named', 'ask the manager']],
    ['without a list', { handover: held(null) }, ['No opportunities file was imported', 'run a Salesforce report']],
    ['with neither', { successor: null, handover: held(null) }, ['No successor is named', 'No opportunities file']],
  ];
  test.each(cases)('%s', (_, over, texts) => {
    const { blockedBy } = stepOf(draft(over), 'hand_over_work');
    if (texts.length === 0) expect(blockedBy).toBeNull();
    for (const text of texts) expect(blockedBy).toContain(text);
  });

  test('goes to the successor, with the manager, from the Salesforce user', () => {
    const plan = draft({
      account: account({ latest: { crmId: '005110000069tRpAAI' } }),
      person: [identity({ entitlement: 'deactivated', latest: { managerEmail: 'max@acme.com' } })],
    });
    const step = stepOf(plan, 'hand_over_work');
    expect(plan.successor).toEqual({ email: 'sam@acme.com', accountId: 'u2' });
    expect(step.performedBy).toContain('"max@acme.com"');
    expect(step.instructions[0]).toContain(`the Salesforce user "005110000069tRpAAI" (3 in "opportunities.csv" as of`);
    expect(step.instructions[1]).toContain('3000 USD over 3');
    expect(step.instructions[2]).toContain('"sam@acme.com"');
  });
});

describe('Copilot', () => {
  const listed: OffboardingFacts['copilot'] = {
    known: 'listed',
    accounts: [copilotAccount(), copilotAccount({ accountId: 'c0' })],
  };
  test('a listed account is deactivated apart', () => {
    const step = stepOf(draft({ copilot: listed }), 'deactivate_copilot');
    expect(step.title).toBe('Deactivate the account in Clari Copilot');
    expect(step.instructions.filter((one) => one.startsWith('Deactivate'))).toHaveLength(2);
  });

  test('an unknown one is looked for', () => {
    expect(stepOf(draft(), 'deactivate_copilot').title).toContain('Check for an account');
    expect(stepOf(draft({ copilot: { known: 'listed', accounts: [] } }), 'deactivate_copilot').title).toContain(
      'Check',
    );
  });

  test('none: no step, and the note says as of when', () => {
    const plan = draft({ copilot: { known: 'none', asOf: daysAgo(1) } });
    expect(actions(plan)).not.toContain('deactivate_copilot');
    expect(risks(plan)).toContain(`No Clari Copilot account of this person is known as of ${daysAgo(1)}`);
  });

  test('a plan for a Copilot account closes that alone', () => {
    const plan = draft({ account: copilotAccount(), person: [identity()] });
    expect(actions(plan)).toEqual(['remove_idp_access', 'deactivate_copilot', 'verify_by_export']);
    expect(stepOf(plan, 'verify_by_export').dependsOn).toEqual(['deactivate_copilot']);
    expect(risks(plan)).toContain('closes the Clari Copilot account alone');
  });
});

describe('risks of the access that remains', () => {
  const JIT = 'just-in-time provisioning';
  const cases: readonly (readonly [string, Parameters<typeof identity>[0], boolean, boolean])[] = [
    ['assigned', {}, true, true],
    ['unknown', { entitlement: 'unknown', entitlementReason: 'assignment_unknown' }, true, true],
    ['suspended', { entitlement: 'suspended' }, true, true],
    ['suspended, unassigned', { entitlement: 'suspended', assignment: 'unassigned' }, false, false],
    ['switched off for all', { entitlement: 'app_disabled', assignment: 'assigned' }, true, true],
    ['switched off and unassigned', { entitlement: 'app_disabled', assignment: 'unassigned' }, false, false],
    ['deactivated, assignment left', { entitlement: 'deactivated', assignment: 'assigned' }, false, true],
    ['deactivated', { entitlement: 'deactivated' }, false, false],
    ['deleted', { entitlement: 'deleted' }, false, false],
    ['unassigned', { entitlement: 'unassigned' }, false, false],
  ];
  test.each(cases)('%s', (_, over, step, comesBack) => {
    const plan = draft({ person: [identity(over)] });
    expect(actions(plan).includes('remove_idp_access')).toBe(step);
    expect(risks(plan).includes(JIT)).toBe(comesBack);
    expect(stepOf(plan, 'deactivate_account').warnings.join('\n').includes(JIT)).toBe(comesBack);
  });

  test('out of scope, an assignment brings nothing back', () => {
    const plan = draft({ person: [identity()], settings: { slaMs: 1, directories: ['entra'] } });
    expect(actions(plan)).not.toContain('remove_idp_access');
    expect(risks(plan)).not.toContain(JIT);
  });
});

describe('maybe leave', () => {
  const leave = { reason: 'suspended_maybe_leave', nextAction: 'confirm_with_hr', noDeadline: true } as const;
  const suspended = identity({ entitlement: 'suspended' });

  test.each([
    ['suspended', { person: [suspended], verdict: leave }],
    ['suspended, by the identity alone', { person: [suspended] }],
    ['gone from the list of active people', { verdict: { reason: 'gone_from_active_list' as const } }],
    ['said in a note', { verdict: { notes: ['suspended_maybe_leave' as const] } }],
  ])('%s: HR first, and nothing is closed before', (_, over) => {
    const plan = draft(over);
    expect(plan.risks[0]).toContain('Confirm with HR before anything else');
    for (const action of ['hand_over_work', 'deactivate_account', 'deactivate_copilot'] as const)
      expect(stepOf(plan, action).blockedBy).toContain('HR has not confirmed');
    expect(stepOf(plan, 'snapshot_forecast').blockedBy).toBeNull();
    for (const step of stepsOf(plan, 'remove_idp_access')) expect(step.warnings[0]).toContain('Confirm with HR');
  });

  test('no deadline runs, unless a person set one', () => {
    expect(draft({ verdict: leave }).dueAt).toBeNull();
    expect(draft({ verdict: leave }).risks[0]).toContain('No deadline runs');
    expect(draft({ verdict: leave, dueAt: NOW }).dueAt).toBe(NOW);
    expect(draft({ verdict: leave, dueAt: NOW }).risks[0]).not.toContain('No deadline runs');
  });

  test('access that is open now waits for nothing', () => {
    const plan = draft({ person: [suspended, identity({ directory: 'entra' })], verdict: leave });
    expect(stepsOf(plan, 'remove_idp_access').map((step) => [step.system, step.blockedBy === null])).toEqual([
      ['entra', true],
      ['okta', false],
    ]);
  });
});

describe('findings that accuse nobody, or not so', () => {
  const cases: readonly (readonly [Finding, Reason, string])[] = [
    ['ok', 'entitled', 'does not call this person a leaver: a directory entitles them'],
    [
      'inconclusive',
      'directory_stale',
      'does not call this person a leaver: it is inconclusive (directory_stale). Do X.',
    ],
    ['needs_review', 'conflicting_identifiers', 'does not call this person a leaver: it has to be reviewed first'],
    ['exempt', 'exempted', 'somebody decided that this account may stay'],
    ['unassigned_active', 'assignment_gone', 'only their assignment to Clari is gone'],
    ['duplicate_account', 'two_active_accounts_one_identity', 'Close only the one that is not used'],
    ['orphaned', 'no_identity_in_any_directory', 'It may be a service account'],
    ['awaiting_verification', 'recorded_not_yet_verified', 'do not do it twice'],
    ['contradicted', 'active_after_recorded_deactivation', 'never done, or undone'],
    ['reappeared', 'active_after_confirmed_deactivation', 'confirmed closed and is active again'],
  ];
  test.each(cases)('%s', (finding, reason, text) => {
    const plan = draft({ verdict: { finding, reason, nextStep: 'Do X' } });
    expect(plan.finding).toBe(finding);
    expect(risks(plan)).toContain(text);
    expect(stepOf(plan, 'deactivate_account').warnings[0]).toContain(text);
  });

  test('a leaver needs no such word', () => {
    expect(risks(draft())).not.toContain('does not call');
  });

  test('inactive: there is nothing to deactivate, only what remains beside it', () => {
    const plan = draft({ person: [identity()], verdict: { finding: 'inactive', reason: 'account_inactive' } });
    expect(plan.risks[0]).toContain('There is nothing to deactivate');
    expect(actions(plan)).toEqual(['remove_idp_access', 'hand_over_work', 'deactivate_copilot']);
    const copilot = draft({ account: copilotAccount(), verdict: { finding: 'inactive', reason: 'account_inactive' } });
    expect(copilot.steps).toEqual([]);
  });

  test('a duplicate of somebody who stays: decide first, and leave them their access', () => {
    const plan = draft({
      correlation: correlation([identity()], { situation: 'duplicate', duplicateOf: ['u7'] }),
      verdict: { finding: 'duplicate_account', reason: 'two_active_accounts_one_identity' },
    });
    for (const action of ['remove_idp_access', 'hand_over_work', 'deactivate_account', 'deactivate_copilot'] as const)
      expect(stepOf(plan, action).blockedBy).toContain('this account and "u7": decide with them which account stays');
    expect(stepOf(plan, 'remove_idp_access').warnings.join('\n')).toContain('If the person stays');
    expect(risks(plan)).toContain('claim the same identity');
  });
});

describe('other risks', () => {
  const cases: readonly (readonly [string, Parameters<typeof facts>[0], string])[] = [
    ['disputed', { correlation: disputed([identity()]) }, 'The link between the account and a person is not certain'],
    ['unmatched', { correlation: correlation() }, 'No directory identity is linked'],
    ['no identities given', { identities: [] }, 'No identity of the person was given'],
    [
      'a secondary address',
      { correlation: correlation([gone], { rule: 'secondary_email', confidence: 0.93 }) },
      'rests on a secondary address',
    ],
    ['a domain alias', { correlation: correlation([gone], { rule: 'domain_alias' }) }, 'rests on a domain alias'],
    ['last seen before', { verdict: { basis: 'last_seen_before_revocation' } }, 'Export the users again before acting'],
    ['used after', { verdict: { usedAfterRevocation: 'yes' } }, 'used after its access had ended'],
    [
      'a directory unread',
      { verdict: { nextAction: 'import_directory', nextStep: 'entra governs Clari too.' } },
      'was not read: entra governs',
    ],
    ['an expired claim', { verdict: { notes: ['claim_expired'] } }, 'no export settled it in time'],
    [
      'another account of a leaver',
      { verdict: { also: ['duplicate_account'] }, correlation: correlation([gone], { duplicateOf: ['u7'] }) },
      'further active accounts ("u7")',
    ],
    [
      'an unclear entitlement',
      { person: [identity({ entitlement: 'unknown', entitlementReason: 'pre_hire' })] },
      'is unknown (pre_hire)',
    ],
  ];
  test.each(cases)('%s', (_, over, text) => {
    expect(risks(draft(over))).toContain(text);
  });
});

describe('deadline of the plan', () => {
  test.each([
    ['by the service level', {}, daysAgo(1)],
    ['by a person', { dueAt: NOW }, NOW],
    ['unknown without a time', { verdict: { revokedAt: null, revokedAtBasis: 'unknown' as const } }, null],
    ['none where nothing was revoked', { verdict: { revokedAt: null, revokedAtBasis: null } }, null],
  ])('%s', (_, over, dueAt) => {
    expect(draft(over).dueAt).toBe(dueAt);
  });
});
