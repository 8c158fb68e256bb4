import type { Decision, Exemption, LinkDecision } from '../model/decision.ts';
import type { DeactivationRecord } from '../model/record.ts';
import type { StoreReader } from '../store/store.ts';

/** What people decided and recorded, by today's account id; of two decisions on one account the later one holds. */
export interface Decisions {
  readonly records: ReadonlyMap<string, readonly DeactivationRecord[]>;
  readonly exemptions: ReadonlyMap<string, Exemption>;
  readonly links: ReadonlyMap<string, LinkDecision>;
}

export async function decisions(reader: StoreReader, accountAliases: ReadonlyMap<string, string>): Promise<Decisions> {
  return decidedToday(await everythingDecided(reader), accountAliases);
}

/** Everything that people ever decided and recorded. */
export interface Decided {
  readonly records: readonly DeactivationRecord[];
  readonly decisions: readonly Decision[];
}

export async function everythingDecided(reader: StoreReader): Promise<Decided> {
  return { records: await reader.records(), decisions: await reader.decisions() };
}

/** What of it holds, by today's account id. */
export function decidedToday(all: Decided, accountAliases: ReadonlyMap<string, string>): Decisions {
  const today = (accountId: string) => accountAliases.get(accountId) ?? accountId;
  const records = new Map<string, DeactivationRecord[]>();
  for (const record of all.records) {
    const accountId = today(record.accountId);
    records.set(accountId, [...(records.get(accountId) ?? []), record]);
  }
  const standing = standingDecisions(all.decisions, today);
  return {
    records,
    exemptions: new Map(
      standing.flatMap((one) => (one.kind === 'exemption' ? [[today(one.accountId), exemptionOf(one)] as const] : [])),
    ),
    links: new Map(
      standing.flatMap((one) => (one.kind === 'link' ? [[today(one.accountId), linkOf(one)] as const] : [])),
    ),
  };
}

/** Exemptions and links that nobody took back and no later one of the same account replaced, oldest first. */
export function standingDecisions(
  all: readonly Decision[],
  today: (accountId: string) => string = (accountId) => accountId,
): readonly StandingDecision[] {
  const withdrawn = new Set(all.flatMap((one) => ('withdraws' in one ? [one.withdraws] : [])));
  const standing = new Map<string, StandingDecision>();
  for (const one of all) {
    if (one.kind !== 'exemption' && one.kind !== 'link') continue;
    const subject = `${one.kind} ${today(one.accountId)}`;
    // A withdrawn decision takes the one that it had replaced with it: nobody decided to have that one back.
    standing.delete(subject);
    if (!withdrawn.has(one.decisionId)) standing.set(subject, one);
  }
  return [...standing.values()];
}

export type StandingDecision = Extract<Decision, { readonly kind: 'exemption' | 'link' }>;

function exemptionOf(one: Extract<Decision, { readonly kind: 'exemption' }>): Exemption {
  const { accountId, owner, reason, until, decidedAt } = one;
  return { accountId, owner, reason, until, decidedAt };
}

function linkOf(one: Extract<Decision, { readonly kind: 'link' }>): LinkDecision {
  const { accountId, identity, decidedBy, decidedAt, reason } = one;
  return { accountId, identity, decidedBy: decidedBy.name, decidedAt, reason };
}

/** The decision of one kind that stands for an account; null: none. */
export async function standingOf<Kind extends StandingDecision['kind']>(
  reader: StoreReader,
  kind: Kind,
  accountId: string,
): Promise<Extract<StandingDecision, { readonly kind: Kind }> | null> {
  const standing = standingDecisions(await reader.decisions({ accountId }));
  return standing.find((one): one is Extract<StandingDecision, { readonly kind: Kind }> => one.kind === kind) ?? null;
}
