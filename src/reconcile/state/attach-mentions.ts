import { crmKey } from '../normalise/identifiers.ts';
import type { AccountEntry } from './account-entry.ts';
import { type AccountKey, foldAccountKeys, meetingKey } from './account-keys.ts';
import type { MentionEntry } from './mention-entry.ts';

/** Rows that are one account, strongest key first. */
export interface ShownGroup {
  readonly owner: AccountEntry;
  readonly members: readonly AccountEntry[];
}

interface Attached {
  readonly byGroup: ReadonlyMap<ShownGroup, readonly MentionEntry[]>;
  /** Mentions of accounts that no users export showed, together where they are one. */
  readonly alone: readonly (readonly MentionEntry[])[];
}

interface Place extends AccountKey {
  readonly group: ShownGroup | null;
  readonly mention: MentionEntry | null;
}

/**
 * Finds the account of each mention by key, CRM id and e-mail, as rows are folded. Which rows are one account is settled
 * before: no mention joins or parts accounts of users exports.
 */
export function attachMentions(groups: readonly ShownGroup[], mentions: readonly MentionEntry[]): Attached {
  const byGroup = new Map<ShownGroup, MentionEntry[]>();
  if (mentions.length === 0) return { byGroup, alone: [] };
  const attach = (group: ShownGroup, mention: MentionEntry) => {
    const known = byGroup.get(group);
    if (known === undefined) byGroup.set(group, [mention]);
    else known.push(mention);
  };
  const direct = directFinder(groups);
  const rest: MentionEntry[] = [];
  for (const mention of mentions) {
    const group = direct(mention);
    if (group === null) rest.push(mention);
    else attach(group, mention);
  }
  // Most exports have everybody's key, so that few accounts are left to look among.
  const wanted = new Set(rest.flatMap(identifiersOf));
  const places: Place[] = rest.map(placeOfMention);
  for (const group of groups) {
    const keys = [...group.members, ...(byGroup.get(group) ?? [])];
    if (keys.some((key) => identifiersOf(key).some((one) => wanted.has(one)))) places.push(placeOf(group, keys));
  }
  const alone: MentionEntry[] = [];
  for (const component of componentsOf(places)) {
    const shown = component.filter((place) => place.group !== null);
    for (const { mention } of component) {
      if (mention === null) continue;
      const group = shown.length === 1 ? shown[0]?.group : onlyOne(mention, shown);
      if (group == null) alone.push(mention);
      else attach(group, mention);
    }
  }
  return { byGroup, alone: componentsOf(alone) };
}

/** By the same key; or by a CRM id that the export has in its id column. */
function directFinder(groups: readonly ShownGroup[]): (mention: MentionEntry) => ShownGroup | null {
  const byKey = new Map<string, ShownGroup>();
  const byIdColumn = new Map<string, ShownGroup | null>();
  for (const group of groups) {
    for (const member of group.members) {
      byKey.set(meetingKey(member), group);
      const id = member.kind === 'id' ? crmKey(member.value) : null;
      if (id !== null) byIdColumn.set(id, byIdColumn.has(id) && byIdColumn.get(id) !== group ? null : group);
    }
  }
  return (mention) => {
    const same = byKey.get(meetingKey(mention));
    if (same !== undefined) return same;
    const found = new Set(mention.crmIds.flatMap((id) => byIdColumn.get(id) ?? []));
    const [only] = found;
    return found.size === 1 && only !== undefined ? only : null;
  };
}

const SALESFORCE_USER_ID = /^005[a-zA-Z0-9]{12}(?:[a-zA-Z0-9]{3})?$/;

/** Not the id itself: rows and mentions of one id have met already. */
function identifiersOf({ kind, value, crmIds, emails }: AccountKey): readonly string[] {
  return kind === 'id' ? [...crmIds, ...emails, crmKey(value) ?? value] : [...crmIds, ...emails];
}

function placeOf(group: ShownGroup, keys: readonly AccountKey[]): Place {
  const { owner } = group;
  const crmInIdColumn = owner.kind === 'id' && SALESFORCE_USER_ID.test(owner.value);
  const crmIds = [...keys.flatMap((one) => one.crmIds), ...(crmInIdColumn ? [crmKey(owner.value) ?? owner.value] : [])];
  return {
    app: owner.app,
    // It is no id of Clari's, so a mention may bring that one.
    kind: crmInIdColumn ? 'crm' : owner.kind,
    value: owner.value,
    crmIds: [...new Set(crmIds)],
    emails: [...new Set(keys.flatMap((one) => one.emails))],
    group,
    mention: null,
  };
}

function placeOfMention(mention: MentionEntry): Place {
  const { app, kind, value, crmIds, emails } = mention;
  return { app, kind, value, crmIds, emails, group: null, mention };
}

function componentsOf<K extends AccountKey>(keys: readonly K[]): readonly (readonly K[])[] {
  const foldedInto = foldAccountKeys(keys);
  const components = new Map<K, K[]>();
  for (const key of keys) {
    const end = foldedInto.get(key) ?? key;
    const known = components.get(end);
    if (known === undefined) components.set(end, [key]);
    else known.push(key);
  }
  return [...components.values()];
}

/** Of several accounts that a mention seems to join, the one whose CRM id it has, else whose address; two: nobody guesses. */
function onlyOne(mention: MentionEntry, places: readonly Place[]): ShownGroup | null {
  const byCrmId = places.filter((place) => place.crmIds.some((id) => mention.crmIds.includes(id)));
  const found = byCrmId.length > 0 ? byCrmId : places.filter((place) => sharesEmail(place, mention));
  return found.length === 1 ? (found[0]?.group ?? null) : null;
}

function sharesEmail(place: Place, mention: MentionEntry): boolean {
  return place.emails.some((email) => mention.emails.includes(email));
}
