import * as z from 'zod';
import { APP_ID } from './app-profile.ts';
import { ATTESTATION_LEVELS } from './attestation.ts';
import { CORRELATION_RULES } from './correlation.ts';

/** Whether an account has an owner. Two accounts of one owner are both `linked`. */
const LINK_SITUATIONS = ['linked', 'unmatched', 'disputed'] as const;

/** The owner of an account: every identity of the one person, in the order of their names. */
export const linkState = z.strictObject({
  situation: z.enum(LINK_SITUATIONS),
  /** The rule of a link or of a person's decision; null: no rule holds. */
  rule: z.enum(CORRELATION_RULES).nullable(),
  identities: z.array(z.string()),
});
export type LinkState = z.infer<typeof linkState>;

/** An account that existed before and exists now, and whose owner or rule differs. */
export const linkChange = z.strictObject({
  account_id: z.string(),
  /** Its earlier id, if it has another one now; null: the same id. */
  formerly: z.string().nullable(),
  app: z.string().regex(APP_ID),
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

/** The kinds of a change; a link that turns into a dispute is of two kinds. */
export function kindsOfChange({ before, now }: Pick<LinkChange, 'before' | 'now'>): readonly LinkChangeKind[] {
  const kinds: LinkChangeKind[] = [];
  if (before.situation === 'linked' && now.situation === 'linked') kinds.push(kindOfOwner(before, now));
  else if (now.situation === 'linked') kinds.push('gained_owner');
  else if (before.situation === 'linked') kinds.push('lost_owner');
  if (before.situation !== 'disputed' && now.situation === 'disputed') kinds.push('became_disputed');
  if (before.situation === 'disputed' && now.situation !== 'disputed') kinds.push('no_longer_disputed');
  // Nobody owns it before and now, and in one of the two a person decided so.
  return kinds.length === 0 ? ['other_rule'] : kinds;
}

function kindOfOwner(before: LinkState, now: LinkState): LinkChangeKind {
  const common = now.identities.filter((one) => before.identities.includes(one));
  if (common.length === 0) return 'other_owner';
  return common.length === now.identities.length && common.length === before.identities.length
    ? 'other_rule'
    : 'other_identities';
}

/** What decides links apart from snapshots and people's decisions. */
export const linkRules = z.strictObject({
  rules: z.int(),
  matcher: z.int(),
  domain_aliases: z.array(z.array(z.string())),
  /** The least attestation with which a decided link counts; null in versions in which every one did. */
  min_attestation: z.enum(ATTESTATION_LEVELS).nullable().default(null),
});
export type LinkRules = z.infer<typeof linkRules>;

/** What the links of one evaluation rest on, so that later changes can be recognised. */
export const linkBasis = z.strictObject({
  evaluatedAt: z.string(),
  /** The last entry of the ledger at that time. */
  ledgerSequence: z.int(),
  rules: linkRules,
});
export type LinkBasis = z.infer<typeof linkBasis>;

export const LINK_CHANGE_REASONS = ['reads', 'decisions', 'settings', 'rules'] as const;

/** The ledger entry for link changes that no person's own entry names. */
export const linksChanged = z.strictObject({
  judged_before_at: z.string(),
  judged_at: z.string(),
  /** What differs from before; each of these may be the cause. */
  reasons: z.array(z.enum(LINK_CHANGE_REASONS)),
  /** The range of entries in between: after the first number, up to the second. */
  after_entry: z.int(),
  up_to_entry: z.int(),
  /** Snapshots that began or ceased to count in between. */
  reads: z.array(z.strictObject({ snapshot_id: z.string(), what: z.enum(['published', 'superseded', 'retired']) })),
  reads_left_out: z.int(),
  decisions: z.array(z.string()),
  decisions_left_out: z.int(),
  rules_before: linkRules,
  rules_now: linkRules,
  /** Number of accounts whose link changed. */
  accounts: z.int(),
  /** Counts per kind; an account whose link turned into a dispute counts twice. */
  counts: z.record(z.enum(LINK_CHANGE_KINDS), z.int()),
  changes: z.array(linkChange),
  changes_left_out: z.int(),
  /** Hash of all changes in order of earlier account id and app, each in canonical form with a line feed after it. */
  changes_sha256: z.string(),
});
export type LinksChanged = z.infer<typeof linksChanged>;
