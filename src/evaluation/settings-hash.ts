import { createHash } from 'node:crypto';
import { canonicalJson } from '../ledger/canonical.ts';
import type { LinkRules } from '../model/link-change.ts';
import type { Settings } from '../model/settings.ts';
import { MATCHER_VERSION } from '../reconcile/decide/thresholds.ts';

/** The rules that judge. Raise it when a rule changes, so that stored judgements of the old rules are not served. */
const RULES_VERSION = 7;

/** What of it decides who owns an account. */
export function linkRulesOf({ domainAliases }: Settings): LinkRules {
  return { rules: RULES_VERSION, matcher: MATCHER_VERSION, domain_aliases: domainAliases.map((group) => [...group]) };
}

/** Asked at every call, and settings never change: hashed once. */
const hashed = new WeakMap<Settings, string>();

/** What judgements depend on besides what is stored. */
export function settingsHash(settings: Settings): string {
  const known = hashed.get(settings);
  if (known !== undefined) return known;
  const hash = hashOf(settings);
  hashed.set(settings, hash);
  return hash;
}

function hashOf(settings: Settings): string {
  const text = canonicalJson({
    rules: RULES_VERSION,
    matcher: MATCHER_VERSION,
    staleAfterMs: settings.staleAfterMs,
    verifyWithinMs: settings.verifyWithinMs,
    directories: settings.directories,
    domainAliases: settings.domainAliases,
  });
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
