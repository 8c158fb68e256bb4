import type { Exemption, LinkDecision } from '../model/decision.ts';
import type { DeactivationRecord } from '../model/record.ts';
import type { StoreReader } from '../store/store.ts';

/** What people decided and recorded, by today's account id; of two decisions on one account the later one. */
export interface Decisions {
  readonly records: ReadonlyMap<string, readonly DeactivationRecord[]>;
  readonly exemptions: ReadonlyMap<string, Exemption>;
  readonly links: ReadonlyMap<string, LinkDecision>;
}

export async function decisions(reader: StoreReader, accountAliases: ReadonlyMap<string, string>): Promise<Decisions> {
  const today = (accountId: string) => accountAliases.get(accountId) ?? accountId;
  const records = new Map<string, DeactivationRecord[]>();
  for (const record of await reader.records()) {
    const accountId = today(record.accountId);
    records.set(accountId, [...(records.get(accountId) ?? []), record]);
  }
  return {
    records,
    exemptions: latest(await reader.exemptions(), today),
    links: latest(await reader.links(), today),
  };
}

function latest<Decision extends { readonly accountId: string; readonly decidedAt: string }>(
  all: readonly Decision[],
  today: (accountId: string) => string,
): ReadonlyMap<string, Decision> {
  return new Map(
    all.toSorted((a, b) => (a.decidedAt < b.decidedAt ? -1 : 1)).map((one) => [today(one.accountId), one]),
  );
}
