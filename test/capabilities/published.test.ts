import { expect, test } from 'vitest';
import { PUBLISHED } from '../../src/capabilities/published.ts';

test('ids are unique and of one form', () => {
  const ids = PUBLISHED.map((one) => one.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+\.[a-z0-9_]+$/);
});

test.each(PUBLISHED.map((one) => [one.id, one] as const))('%s has a source and a real date', (_id, one) => {
  expect(one.source.title).not.toBe('');
  expect(one.source.url ?? 'https://').toMatch(/^https:\/\//);
  expect(new Date(`${one.date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(one.date);
  expect(one.statement).not.toMatch(/[.?]$/);
});

test.each([
  ['provisioning.scim', false, 'third-party'],
  ['provisioning.jit', true, 'third-party'],
  ['provisioning.bulk_role_change', false, 'third-party'],
  ['idp.okta', 'documented', 'first-party'],
  ['idp.entra', 'claimed', 'third-party'],
  ['idp.google_workspace', 'not_confirmed', 'third-party'],
  ['idp.onelogin', 'not_confirmed', 'third-party'],
  ['lifecycle.user_management_api', false, 'first-party-relayed'],
  ['lifecycle.deactivation_revokes_tokens', true, 'first-party-relayed'],
  ['lifecycle.idp_removal_revokes_tokens', false, 'assumption'],
  ['lifecycle.deactivation_drops_forecast_history', true, 'third-party'],
  ['lifecycle.deactivation_reassigns_opportunities', false, 'assumption'],
  ['api.copilot_user_list', true, 'first-party-relayed'],
  ['api.audit_retention_days', 30, 'third-party'],
  ['mcp.user_administration', false, 'first-party-relayed'],
] as const)('%s is %s, by %s', (id, value, confidence) => {
  expect(PUBLISHED.find((one) => one.id === id)).toMatchObject({ value, confidence });
});

test('what contradicts itself in public says so', () => {
  const disputed = PUBLISHED.filter((one) => one.conflict !== undefined).map((one) => one.id);
  expect(disputed).toContain('provisioning.scim');
  expect(disputed).toContain('provisioning.jit');
  expect(disputed).toContain('idp.other_saml2');
});
