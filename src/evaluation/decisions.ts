import { type Counting, counts, FORMER_COUNTS_MS, isAtLeast, neededToUndo } from '../model/attestation.ts';
import type { Decision, Exemption, LinkDecision } from '../model/decision.ts';
import { type DeactivationRecord, type WeighedRecord, weighedRecord } from '../model/record.ts';
import type { Settings } from '../model/settings.ts';
import { addMs, type Instant } from '../model/time.ts';
import type { StoreReader } from '../store/store.ts';

/** What people decided and recorded, by today's account id; of two decisions on one account the later one holds. */
export interface Decisions {
  readonly records: ReadonlyMap<string, readonly WeighedRecord[]>;
  readonly exemptions: ReadonlyMap<string, Exemption>;
  readonly links: ReadonlyMap<string, LinkDecision>;
}

type Least = Pick<Settings, 'minAttestation'>;

/** What decides at this moment whether something counts. */
export async function countingAt(reader: StoreReader, settings: Least, now: Instant): Promise<Counting> {
  return countingOf(await reader.levelsSince(), settings, now);
}

function countingOf(levelsSince: Instant | null, { minAttestation }: Least, now: Instant): Counting {
  return { least: minAttestation, formerUntil: formerUntil(levelsSince), now };
}

/** Until when command lines of earlier versions count; null: there are none. Everything is judged anew then. */
export function formerUntil(levelsSince: Instant | null): Instant | null {
  return levelsSince === null ? null : addMs(levelsSince, FORMER_COUNTS_MS);
}

export async function decisions(
  reader: StoreReader,
  accountAliases: ReadonlyMap<string, string>,
  settings: Least,
  now: Instant,
): Promise<Decisions> {
  return decidedToday(await everythingDecided(reader), accountAliases, settings, now);
}

/** Everything that people ever decided and recorded. */
export interface Decided {
  readonly records: readonly DeactivationRecord[];
  readonly decisions: readonly Decision[];
  readonly levelsSince: Instant | null;
}

export async function everythingDecided(reader: StoreReader): Promise<Decided> {
  return {
    records: await reader.records(),
    decisions: await reader.decisions(),
    levelsSince: await reader.levelsSince(),
  };
}

/** What of it holds, by today's account id. */
export function decidedToday(
  all: Decided,
  accountAliases: ReadonlyMap<string, string>,
  settings: Least,
  now: Instant,
): Decisions {
  const counting = countingOf(all.levelsSince, settings, now);
  const today = (accountId: string) => accountAliases.get(accountId) ?? accountId;
  const records = new Map<string, WeighedRecord[]>();
  for (const record of all.records) {
    const accountId = today(record.accountId);
    records.set(accountId, [...(records.get(accountId) ?? []), weighedRecord(record, counting)]);
  }
  const standing = standingDecisions(all.decisions, counting, today);
  return {
    records,
    exemptions: new Map(
      standing.flatMap((one) =>
        one.kind === 'exemption' ? [[today(one.accountId), exemptionOf(one, counting)] as const] : [],
      ),
    ),
    links: new Map(
      standing.flatMap((one) => (one.kind === 'link' ? [[today(one.accountId), linkOf(one, counting)] as const] : [])),
    ),
  };
}

/**
 * Exemptions and links that nobody took back and no later one of the same account replaced, oldest first. What is not
 * attested well enough to take the one before back replaces nothing: earlier versions let it.
 */
export function standingDecisions(
  all: readonly Decision[],
  counting: Counting,
  today: (accountId: string) => string = (accountId) => accountId,
): readonly StandingDecision[] {
  const withdrawn = new Set(all.flatMap((one) => ('withdraws' in one ? [one.withdraws] : [])));
  const standing = new Map<string, StandingDecision>();
  for (const one of all) {
    if (one.kind !== 'exemption' && one.kind !== 'link') continue;
    const subject = `${one.kind} ${today(one.accountId)}`;
    const before = standing.get(subject);
    if (before !== undefined && !replaces(one, before, counting)) continue;
    // A withdrawn decision takes the one that it had replaced with it: nobody decided to have that one back.
    standing.delete(subject);
    if (!withdrawn.has(one.decisionId)) standing.set(subject, one);
  }
  return [...standing.values()];
}

export type StandingDecision = Extract<Decision, { readonly kind: 'exemption' | 'link' }>;

function replaces(later: StandingDecision, before: StandingDecision, counting: Counting): boolean {
  if (before.kind === 'exemption' && before.until <= later.decidedAt) return true;
  return isAtLeast(later.attestation.level, neededToUndo(before.attestation, counting));
}

function exemptionOf(one: Extract<Decision, { readonly kind: 'exemption' }>, counting: Counting): Exemption {
  const { accountId, owner, reason, until, decidedAt, attestation } = one;
  return { accountId, owner, reason, until, decidedAt, attestation, counts: counts(attestation, counting) };
}

function linkOf(one: Extract<Decision, { readonly kind: 'link' }>, counting: Counting): LinkDecision {
  const { accountId, identity, decidedBy, decidedAt, reason, attestation } = one;
  return {
    accountId,
    identity,
    decidedBy: decidedBy.name,
    decidedAt,
    reason,
    attestation,
    counts: counts(attestation, counting),
  };
}

/** The decision of one kind that stands for an account; null: none. */
export async function standingOf<Kind extends StandingDecision['kind']>(
  reader: StoreReader,
  kind: Kind,
  accountId: string,
  counting: Counting,
): Promise<Extract<StandingDecision, { readonly kind: Kind }> | null> {
  const standing = standingDecisions(await reader.decisions({ accountId }), counting);
  return standing.find((one): one is Extract<StandingDecision, { readonly kind: Kind }> => one.kind === kind) ?? null;
}
