import { createHash } from 'node:crypto';
import { canonicalJson } from '../ledger/canonical.ts';
import type { LinkRules } from '../model/link-change.ts';
import type { Settings } from '../model/settings.ts';
import type { RuleSettings } from '../reconcile/classify/premises.ts';
import { MATCHER_VERSION } from '../reconcile/decide/thresholds.ts';
import { RULES_HASH } from './rules-version.ts';

/** How the ledger names the rules that link accounts. What is kept of judgements goes by their code itself. */
const LINK_RULES_VERSION = 8;

/** What of it decides who owns an account, as the ledger keeps it. */
export function linkRulesOf({ domainAliases, minAttestation }: Settings): LinkRules {
  return {
    rules: LINK_RULES_VERSION,
    matcher: MATCHER_VERSION,
    domain_aliases: domainAliases.map((group) => [...group]),
    min_attestation: minAttestation,
  };
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

function hashOf({ staleAfterMs, verifyWithinMs, directories, domainAliases, minAttestation }: Settings): string {
  const settings: RuleSettings = { staleAfterMs, verifyWithinMs, directories, domainAliases, minAttestation };
  const text = canonicalJson({ rules: RULES_HASH, ...settings });
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
