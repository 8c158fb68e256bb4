import type { App } from '../../model/app-profile.ts';
import { isEnteredAsClari } from '../../model/apps-in-use.ts';
import type { AccountObservation } from '../../model/observation.ts';
import { checkedShortId, crmKey } from '../normalise/identifiers.ts';
import { foldKeys } from './fold-keys.ts';
import { compareText } from './snapshot-order.ts';

/** A row key with everything that rows under it ever said of identifiers. */
export interface AccountKey {
  readonly app: App;
  readonly kind: 'id' | 'crm' | 'email';
  /** As the newest spelling has it: Salesforce's 18-character form where any row has it. */
  readonly value: string;
  readonly crmIds: readonly string[];
  readonly emails: readonly string[];
}

const STRENGTH = { id: 2, crm: 1, email: 0 } as const;

/** The key under which rows of one account meet: CRM ids in the form that compares, in an id column only where checked. */
export function rowKey(row: Pick<AccountObservation, 'app' | 'key'>): string {
  return meetingKey({ app: row.app, ...splitKey(row.key) });
}

export function meetingKey({ app, kind, value }: Pick<AccountKey, 'app' | 'kind' | 'value'>): string {
  return `${app} ${kind}:${shortFormOf({ kind, value }) ?? value}`;
}

/** Salesforce shows fifteen characters of an id where its API writes eighteen. Null: there is no such form. */
function shortFormOf({ kind, value }: Pick<AccountKey, 'kind' | 'value'>): string | null {
  if (kind === 'email') return null;
  return kind === 'crm' ? crmKey(value) : checkedShortId(value);
}

export function splitKey(key: string): { readonly kind: AccountKey['kind']; readonly value: string } {
  const colon = key.indexOf(':');
  const kind = key.slice(0, colon);
  const value = key.slice(colon + 1);
  return kind === 'id' || kind === 'crm' || kind === 'email' ? { kind, value } : { kind: 'id', value: key };
}

/** Which keys belong to one account: each folded key and the key it ended in. */
export function foldAccountKeys<K extends AccountKey>(keys: readonly K[]): ReadonlyMap<K, K> {
  if (keys.every((key) => key.kind === keys[0]?.kind)) return new Map();
  return foldKeys(
    keys.map((key) => {
      const crmIds = key.crmIds.map((id) => `${key.app} crm:${id}`);
      // Some exports have the CRM id in their id column.
      const own = key.kind === 'email' ? [] : [`${key.app} crm:${crmKey(key.value) ?? key.value}`];
      const emails = key.emails.map((email) => `${key.app} email:${email}`);
      const crmless = key.kind === 'crm' || key.crmIds.length > 0 ? [] : emails.map((email) => `no crm ${email}`);
      return {
        item: key,
        strength: STRENGTH[key.kind],
        // An address alone joins a CRM id only to an account that names none: addresses are reused.
        finds: key.kind === 'crm' ? [[...own, ...crmIds], emails.map((email) => `no crm ${email}`)] : [emails],
        foundBy: [...own, ...crmIds, ...emails, ...crmless],
      };
    }),
  );
}

/**
 * The id that callers see: the export's id, else the CRM id, else app and e-mail. Of other applications than Clari's own
 * always with the app, so that it stays the same whichever others are imported: records and decisions name accounts by it.
 */
export function accountIdOf(key: AccountKey): string {
  return key.kind === 'email' || !isEnteredAsClari(key.app) ? prefixedIdOf(key) : key.value;
}

export function prefixedIdOf(key: AccountKey): string {
  return `${key.app}:${key.value}`;
}

/** Ids that an account bore while less was known: of itself, or, of Copilot, of Clari's account that bears its id. */
export function formerIdsOf(key: AccountKey): readonly string[] {
  // It may have come in its short form first.
  const short = shortFormOf(key);
  const ids = [accountIdOf(key), ...(short === null ? [] : [accountIdOf({ ...key, value: short })])];
  return key.app === 'copilot' ? [...ids, prefixedIdOf(key)] : ids;
}

/** Whether there is any that is not this one: most accounts never had another. */
export function hasFormerIds(key: AccountKey, accountId: string): boolean {
  return key.app === 'copilot' || accountIdOf(key) !== accountId || shortFormOf(key) !== null;
}

/** Everything that an account may be called by one of its row keys. */
export function idsOfKey(app: App, rowKey: string): readonly string[] {
  const key = { app, ...splitKey(rowKey), crmIds: [], emails: [] };
  return [...formerIdsOf(key), prefixedIdOf(key), `${app}:${key.kind}:${key.value}`];
}

/** Strongest first, so that where two accounts would bear one id, the stronger key keeps it. */
export function byKeyStrength(a: AccountKey, b: AccountKey): number {
  return compareText(a.app, b.app) || STRENGTH[b.kind] - STRENGTH[a.kind] || compareText(a.value, b.value);
}
