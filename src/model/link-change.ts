import * as z from 'zod';
import { ATTESTATION_LEVELS } from './attestation.ts';
import { CORRELATION_RULES } from './correlation.ts';
import { APPS } from './snapshot.ts';

/** Whether an account has an owner. Two accounts of one owner are each linked. */
const LINK_SITUATIONS = ['linked', 'unmatched', 'disputed'] as const;

/** Whom an account belongs to: every identity of the one person, in the order of their names. */
export const linkState = z.strictObject({
  situation: z.enum(LINK_SITUATIONS),
  /** Of a link, and of what a person decided; null: no rule holds. */
  rule: z.enum(CORRELATION_RULES).nullable(),
  identities: z.array(z.string()),
});
export type LinkState = z.infer<typeof linkState>;

/** An account that is there before and now, and belongs to somebody else, or by another rule. */
export const linkChange = z.strictObject({
  account_id: z.string(),
  /** What it was called before, where it has another id now; null: the same. */
  formerly: z.string().nullable(),
  app: z.enum(APPS),
  before: linkState,
  now: linkState,
});
export type LinkChange = z.infer<typeof linkChange>;

/**
 * `other_owner`: no identity in common; `other_identities`: the same person, seen in more or fewer directories;
 * `other_rule`: the same identities.
 */
export const LINK_CHANGE_KINDS = [
  'gained_owner',
  'lost_owner',
  'other_owner',
  'other_identities',
  'other_rule',
  'became_disputed',
  'no_longer_disputed',
] as const;
export type LinkChangeKind = (typeof LINK_CHANGE_KINDS)[number];

/** A link that turns into a dispute is two of them. */
export function kindsOfChange({ before, now }: Pick<LinkChange, 'before' | 'now'>): readonly LinkChangeKind[] {
  const kinds: LinkChangeKind[] = [];
  if (before.situation === 'linked' && now.situation === 'linked') kinds.push(kindOfOwner(before, now));
  else if (now.situation === 'linked') kinds.push('gained_owner');
  else if (before.situation === 'linked') kinds.push('lost_owner');
  if (before.situation !== 'disputed' && now.situation === 'disputed') kinds.push('became_disputed');
  if (before.situation === 'disputed' && now.situation !== 'disputed') kinds.push('no_longer_disputed');
  // Nobody owns it before and now, and a person says so in one of the two.
  return kinds.length === 0 ? ['other_rule'] : kinds;
}

function kindOfOwner(before: LinkState, now: LinkState): LinkChangeKind {
  const common = now.identities.filter((one) => before.identities.includes(one));
  if (common.length === 0) return 'other_owner';
  return common.length === now.identities.length && common.length === before.identities.length
    ? 'other_rule'
    : 'other_identities';
}

/** What decides links beside what was read and what people decided. */
export const linkRules = z.strictObject({
  rules: z.int(),
  matcher: z.int(),
  domain_aliases: z.array(z.array(z.string())),
  /** The least by which a decided link counts; null: of a version in which each did. */
  min_attestation: z.enum(ATTESTATION_LEVELS).nullable().default(null),
});
export type LinkRules = z.infer<typeof linkRules>;

/** What the links of one evaluation rest on, so that it can be told what came after it. */
export const linkBasis = z.strictObject({
  evaluatedAt: z.string(),
  /** The last entry that the ledger had. */
  ledgerSequence: z.int(),
  rules: linkRules,
});
export type LinkBasis = z.infer<typeof linkBasis>;

export const LINK_CHANGE_REASONS = ['reads', 'decisions', 'settings', 'rules'] as const;

/** What the ledger says when links changed that no person's own entry names. */
export const linksChanged = z.strictObject({
  judged_before_at: z.string(),
  judged_at: z.string(),
  /** What is not the same as before: each of it may be why. */
  reasons: z.array(z.enum(LINK_CHANGE_REASONS)),
  /** The entries in between: those after the one, up to the other. */
  after_entry: z.int(),
  up_to_entry: z.int(),
  /** Reads that came to count in between, or ceased to. */
  reads: z.array(z.strictObject({ snapshot_id: z.string(), what: z.enum(['published', 'superseded', 'retired']) })),
  reads_left_out: z.int(),
  decisions: z.array(z.string()),
  decisions_left_out: z.int(),
  rules_before: linkRules,
  rules_now: linkRules,
  /** Accounts whose link changed. */
  accounts: z.int(),
  /** An account whose link turned into a dispute counts twice. */
  counts: z.record(z.enum(LINK_CHANGE_KINDS), z.int()),
  changes: z.array(linkChange),
  changes_left_out: z.int(),
  /** Of every change in order of the account id before and app, each in canonical form and ended by a line feed. */
  changes_sha256: z.string(),
});
export type LinksChanged = z.infer<typeof linksChanged>;
