import { createHash } from 'node:crypto';
import { countChange, lineOfChange, noLinkChanges } from '../../evaluation/index.ts';
import { canonicalJson } from '../../ledger/canonical.ts';
import { kindsOfChange, type LinksChanged } from '../../model/link-change.ts';
import type { LinkRow } from '../../report/pack/rows.ts';

interface Entry {
  readonly sequence: number;
  readonly at: string;
}

/** The link changes that one ledger entry lists. */
export function linkRowsOf({ sequence, at }: Entry, said: LinksChanged): readonly LinkRow[] {
  return said.changes.map(({ account_id, formerly, app, before, now }) => ({
    ledger_sequence: sequence,
    at,
    account_id,
    formerly,
    app,
    what: [...kindsOfChange({ before, now })],
    situation_before: before.situation,
    rule_before: before.rule,
    identities_before: before.identities,
    situation_now: now.situation,
    rule_now: now.rule,
    identities_now: now.identities,
    reasons: said.reasons,
  }));
}

/** Whether the counts and the hash of an entry match its changes, as far as it lists them all. */
export function addsUp({ accounts, counts, changes, changes_left_out, changes_sha256 }: LinksChanged): boolean {
  if (changes.length + changes_left_out !== accounts) return false;
  const listed = noLinkChanges();
  const hash = createHash('sha256');
  for (const change of changes) {
    countChange(listed, change);
    hash.update(lineOfChange(change));
  }
  if (changes_left_out > 0) return true;
  return canonicalJson(listed) === canonicalJson(counts) && hash.digest('hex') === changes_sha256;
}
