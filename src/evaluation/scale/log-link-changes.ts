import { createHash } from 'node:crypto';
import { canonicalJson } from '../../ledger/canonical.ts';
import { PROGRAM } from '../../model/actor.ts';
import type { LedgerEntry } from '../../model/ledger.ts';
import {
  LINK_CHANGE_REASONS,
  type LinkBasis,
  type LinkChange,
  type LinkRules,
  type LinksChanged,
} from '../../model/link-change.ts';
import type {
  AccountKey,
  Evaluation,
  LinkDifference,
  LinkDifferences,
  LinkGeneration,
  StoreReader,
  StoreWriter,
} from '../../store/store.ts';
import { appendEntry } from '../append-entry.ts';
import type { Logging } from '../evaluating.ts';
import { countChange, lineOfChange, noLinkChanges } from '../link-changes.ts';

/** What one entry names of each: the rest is counted, and the hash of the changes covers all of them. */
const MOST_LISTED = 200;

/** The links of a generation, compared with those that the ledger knows. */
export interface WeighedLinks {
  readonly before: number;
  readonly now: number;
  /** Null: they are the same, or a person's own entry says each change. */
  readonly entry: LinksChanged | null;
}

/**
 * Compares the links of a generation with those that the ledger knows. Call it before the write that publishes the
 * generation, so that no other writer waits for it. Null: no generation was published before.
 */
export async function weighLinks(reader: StoreReader, now: LinkGeneration): Promise<WeighedLinks | null> {
  const generations = await reader.linkGenerations();
  if (generations === null) return null;
  const { logged } = generations;
  if (logged.generation === now.generation) return { before: logged.generation, now: now.generation, entry: null };
  const entry = await entryOf(reader, logged.basis, now.basis, differences(reader, logged.generation, now.generation));
  return { before: logged.generation, now: now.generation, entry };
}

/**
 * Makes the ledger entry for these link changes, which come in the order of their keys. Null: there are none, or a
 * person's own entry states each of them.
 */
export async function entryOf(
  reader: StoreReader,
  before: LinkBasis,
  now: LinkBasis,
  changes: Iterable<LinkDifference> | AsyncIterable<LinkDifference>,
): Promise<LinksChanged | null> {
  const { said, decidedAccounts } = await whatCameBetween(reader, before, now);
  const listed = new ChangeList();
  for await (const one of changes) if (!isDecided(one, decidedAccounts)) listed.add(one);
  return listed.accounts === 0 ? null : listed.entry(said);
}

/**
 * Logs the link changes in the write that published the generation. They are compared again if another process published
 * in between.
 */
export async function logLinkChanges(
  writer: StoreWriter,
  deps: Pick<Logging, 'clock'>,
  evaluation: Evaluation,
  weighed: WeighedLinks | null,
): Promise<Evaluation> {
  if (evaluation.linksLogged) return evaluation;
  const generations = await writer.linkGenerations();
  if (generations === null) return evaluation;
  const { logged, current } = generations;
  const fits = weighed !== null && weighed.before === logged.generation && weighed.now === current.generation;
  const entry = (fits ? weighed : await weighLinks(writer, current))?.entry ?? null;
  await appendLinks(writer, deps, entry);
  await writer.markLinksLogged();
  return { ...evaluation, linksLogged: true };
}

/** Appends the entry with the program as its actor, whoever asked. */
export async function appendLinks(
  writer: StoreWriter,
  { clock }: Pick<Logging, 'clock'>,
  entry: LinksChanged | null,
): Promise<void> {
  if (entry !== null) await appendEntry(writer, { clock, actor: PROGRAM }, 'links.changed', entry);
}

async function* differences(reader: StoreReader, before: number, now: number) {
  let after: AccountKey | null = null;
  do {
    const part: LinkDifferences = await reader.linkDifferences(before, now, after);
    yield* part.differences;
    after = part.next;
  } while (after !== null);
}

/** True if the entry of the person who decided the link states the change. After a withdrawal no entry states it. */
function isDecided({ accountId, formerly, now }: LinkDifference, decidedAccounts: ReadonlySet<string>): boolean {
  if (now.rule !== 'confirmed_by_person' && now.rule !== 'confirmed_none') return false;
  return decidedAccounts.has(accountId) || (formerly !== null && decidedAccounts.has(formerly));
}

type Between = Omit<LinksChanged, 'accounts' | 'counts' | 'changes' | 'changes_left_out' | 'changes_sha256'>;

async function whatCameBetween(reader: StoreReader, before: LinkBasis, now: LinkBasis) {
  const reads: LinksChanged['reads'] = [];
  const decisions: string[] = [];
  const decidedAccounts = new Set<string>();
  for await (const entry of entriesBetween(reader, before.ledgerSequence, now.ledgerSequence)) {
    reads.push(...readsOf(entry));
    if (entry.kind !== 'link.decided' && entry.kind !== 'link.withdrawn') continue;
    decisions.push(String(entry.payload['decision_id']));
    decidedAccounts.add(String(entry.payload['account_id']));
  }
  const said: Between = {
    judged_before_at: before.evaluatedAt,
    judged_at: now.evaluatedAt,
    reasons: LINK_CHANGE_REASONS.filter((reason) =>
      reason === 'reads'
        ? reads.length > 0
        : reason === 'decisions'
          ? decisions.length > 0
          : reason === 'settings'
            ? settingsOf(before.rules) !== settingsOf(now.rules)
            : before.rules.rules !== now.rules.rules || before.rules.matcher !== now.rules.matcher,
    ),
    after_entry: before.ledgerSequence,
    up_to_entry: now.ledgerSequence,
    reads: reads.slice(0, MOST_LISTED),
    reads_left_out: Math.max(0, reads.length - MOST_LISTED),
    decisions: decisions.slice(0, MOST_LISTED),
    decisions_left_out: Math.max(0, decisions.length - MOST_LISTED),
    rules_before: before.rules,
    rules_now: now.rules,
  };
  return { said, decidedAccounts };
}

function settingsOf({ domain_aliases, min_attestation }: LinkRules): string {
  return canonicalJson({ domain_aliases, min_attestation });
}

const ENTRIES_AT_ONCE = 500;

async function* entriesBetween(reader: StoreReader, after: number, upTo: number) {
  for (let last = after; last < upTo; ) {
    const page = await reader.ledger(last, Math.min(ENTRIES_AT_ONCE, upTo - last));
    yield* page;
    if (page.length === 0) return;
    last = page.at(-1)?.sequence ?? upTo;
  }
}

/** The reads that count, or no longer count, because of this entry. */
function readsOf({ kind, payload }: LedgerEntry): LinksChanged['reads'] {
  if (kind === 'snapshot.published') return [{ snapshot_id: String(payload['snapshot_id']), what: 'published' }];
  if (kind === 'snapshot.superseded' || kind === 'read.withdrawn')
    return [{ snapshot_id: String(payload['snapshot_id']), what: 'superseded' }];
  const retired = kind === 'source.retired' ? payload['snapshots'] : null;
  return Array.isArray(retired) ? retired.map((id) => ({ snapshot_id: String(id), what: 'retired' as const })) : [];
}

/** Changes as they go by: counted, hashed, and the first of them kept. */
class ChangeList {
  readonly #counts = noLinkChanges();
  readonly #hash = createHash('sha256');
  readonly #listed: LinkChange[] = [];
  accounts = 0;

  add({ accountId, formerly, app, before, now }: LinkDifference): void {
    const change = { account_id: accountId, formerly, app, before, now };
    this.accounts += 1;
    countChange(this.#counts, change);
    this.#hash.update(lineOfChange(change));
    if (this.#listed.length < MOST_LISTED) this.#listed.push(change);
  }

  entry(between: Between): LinksChanged {
    return {
      ...between,
      accounts: this.accounts,
      counts: this.#counts,
      changes: this.#listed,
      changes_left_out: this.accounts - this.#listed.length,
      changes_sha256: this.#hash.digest('hex'),
    };
  }
}
