import type { AccountTraits, IdentityTraits } from './traits.ts';

/** Keys that an identity is filed under. They know no settings, so one index serves whatever is configured. */
export function identityKeys(traits: IdentityTraits): readonly string[] {
  const keys: string[] = [];
  if (traits.employeeId !== null) keys.push(`employee:${traits.employeeId}`);
  if (traits.crmId !== null) keys.push(`crm:${traits.crmId}`);
  for (const address of traits.primary) keys.push(`address:${address}`);
  for (const address of traits.secondary) keys.push(`address:${address}`);
  for (const address of traits.bases) keys.push(`base:${address}`);
  for (const name of traits.nameKeys) keys.push(`name:${name}`);
  return keys;
}

/** Keys that an account is looked up by, strongest first. */
export function accountKeys(traits: AccountTraits): {
  readonly strong: readonly string[];
  readonly weak: readonly string[];
} {
  const strong: string[] = [];
  const weak: string[] = [];
  if (traits.employeeId !== null) strong.push(`employee:${traits.employeeId}`);
  if (traits.crmId !== null) strong.push(`crm:${traits.crmId}`);
  for (const address of traits.primary) strong.push(`address:${address}`);
  for (const address of traits.secondary) strong.push(`address:${address}`);
  for (const address of traits.aliases) strong.push(`address:${address}`);
  for (const address of traits.bases) weak.push(`address:${address}`, `base:${address}`);
  for (const name of traits.nameKeys) weak.push(`name:${name}`);
  return { strong, weak };
}
