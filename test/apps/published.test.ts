import { describe, expect, test } from 'vitest';
import { profileOf, SHIPPED_PROFILES } from '../../src/apps/index.ts';
import { LIST_FIELDS } from '../../src/apps/profile-faults.ts';
import { SHIPPED_APPS } from '../../src/model/app-profile.ts';
import { LIVE_NAMES } from '../../src/model/live.ts';
import { CLARI_USERS } from '../../src/sources/kinds/clari-users.ts';

const entriesOf = (app: string) => profileOf(app)?.capabilities ?? [];
const all = SHIPPED_PROFILES.flatMap((profile) =>
  profile.capabilities.map((entry) => [`${profile.id} ${entry.id}`, entry] as const),
);

test('the profiles that come with the program are those that are named', () => {
  expect(SHIPPED_PROFILES.map(({ id }) => id)).toEqual(SHIPPED_APPS);
  expect(all.length).toBeGreaterThan(60);
});

test.each(SHIPPED_PROFILES.map((one) => [one.id, one] as const))('ids of %s are unique and of one form', (_id, one) => {
  const ids = one.capabilities.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+\.[a-z0-9_]+$/);
});

test.each(all)('%s has a source, a real date and a confidence', (_id, one) => {
  expect(one.source.title).not.toBe('');
  expect(one.source.url ?? 'https://').toMatch(/^https:\/\//);
  expect(new Date(`${one.date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(one.date);
  expect(['first-party', 'first-party-relayed', 'third-party', 'assumption']).toContain(one.confidence);
  expect(one.statement).not.toMatch(/[.?]$/);
});

test.each([
  ['clari', 'provisioning.scim', false, 'third-party'],
  ['clari', 'provisioning.jit', true, 'third-party'],
  ['clari', 'provisioning.bulk_role_change', false, 'third-party'],
  ['clari', 'idp.okta', 'documented', 'first-party'],
  ['clari', 'idp.entra', 'claimed', 'third-party'],
  ['clari', 'idp.google_workspace', 'not_confirmed', 'third-party'],
  ['clari', 'idp.onelogin', 'not_confirmed', 'third-party'],
  ['clari', 'lifecycle.user_management_api', false, 'first-party-relayed'],
  ['clari', 'lifecycle.deactivation_revokes_tokens', true, 'first-party-relayed'],
  ['clari', 'lifecycle.idp_removal_revokes_tokens', false, 'assumption'],
  ['clari', 'lifecycle.deactivation_drops_forecast_history', true, 'third-party'],
  ['clari', 'lifecycle.deactivation_reassigns_opportunities', false, 'assumption'],
  ['clari', 'api.copilot_user_list', true, 'first-party-relayed'],
  ['clari', 'api.audit_retention_days', 30, 'third-party'],
  ['clari', 'mcp.user_administration', false, 'first-party-relayed'],
  ['copilot', 'api.copilot_user_management', false, 'first-party-relayed'],
  ['copilot', 'lifecycle.deactivation_closes_copilot', false, 'assumption'],
  ['salesloft', 'provisioning.scim', 'claimed', 'third-party'],
  ['salesloft', 'api.user_list', true, 'first-party-relayed'],
  ['salesloft', 'api.user_list_last_login', false, 'first-party-relayed'],
  ['salesloft', 'lifecycle.deactivation', 'by hand, on the page of users of the team', 'first-party'],
  ['6sense', 'provisioning.scim', 'some_plans', 'first-party'],
  ['6sense', 'lifecycle.administrator_change', 'Primary Administrator', 'first-party'],
  ['6sense', 'lifecycle.deletion', 'invitations only', 'first-party'],
  ['6sense', 'licence.primary_administrator', true, 'third-party'],
  ['alkami', 'provisioning.scim', false, 'third-party'],
  ['alkami', 'lifecycle.populations', ['administrators', 'end users'], 'assumption'],
  ['amazinghiring', 'provisioning.scim', false, 'third-party'],
] as const)('%s: %s is %s, by %s', (app, id, value, confidence) => {
  expect(entriesOf(app).find((one) => one.id === id)).toMatchObject({ value, confidence });
});

test('what contradicts itself in public says so', () => {
  const disputed = all.filter(([, one]) => one.conflict !== undefined).map(([name]) => name);
  for (const name of ['clari provisioning.scim', 'clari provisioning.jit', 'clari idp.other_saml2'])
    expect(disputed).toContain(name);
  expect(disputed).toContain('6sense provisioning.scim');
});

describe.each(SHIPPED_PROFILES.map((one) => [one.id, one] as const))(
  '%s claims nothing beyond its entries',
  (_id, one) => {
    const value = (id: string) => one.capabilities.find((entry) => entry.id === id)?.value;
    const silence = (about: RegExp) => one.notKnown.some((line) => about.test(line));

    test('each silence says what to ask the vendor', () => {
      expect(one.notKnown.length).toBeGreaterThan(0);
      for (const line of one.notKnown) expect(line).toMatch(/: not known, ask the vendor .+\.$/);
    });

    test('what the profile leaves out stands among what is not known', () => {
      if (one.userAdministration === null) expect(silence(/where users are administered/i)).toBe(true);
      if (one.deactivation.how.length === 0) expect(silence(/deactivated/)).toBe(true);
      if (one.deactivation.breaks.length === 0) expect(silence(/breaks/)).toBe(true);
      if (one.privilegedRoles.length === 0) expect(silence(/role|administrator/i)).toBe(true);
    });

    test('what it says of roles, populations, succession and SCIM has an entry with a source', () => {
      if (one.privilegedRoles.length > 0) expect(value('lifecycle.privileged_roles')).toEqual(one.privilegedRoles);
      if (one.usersList.populations.length > 0)
        expect(value('lifecycle.populations')).toEqual(one.usersList.populations);
      if (one.succession !== null) expect(value('lifecycle.administrator_change')).toBe(one.succession.onlyBy);
      if (one.deactivation.askScimFirst) expect(['some_plans', 'claimed']).toContain(value('provisioning.scim'));
      if (one.userAdministration !== null && one.id !== 'copilot')
        expect(value('lifecycle.deactivation')).toBeDefined();
      expect(one.live === null || LIVE_NAMES.some((name) => name === one.live)).toBe(true);
    });
  },
);

test('a header can feed the fields that a users list has', () => {
  const fields = CLARI_USERS.fields
    .map(({ name }) => name)
    .filter((name) => !['application', 'instance', 'active', 'inactive', 'suspended', 'deleted'].includes(name));
  expect(LIST_FIELDS.toSorted()).toEqual(fields.toSorted());
});
