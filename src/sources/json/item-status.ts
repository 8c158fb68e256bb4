import type { AccountObservation } from '../../model/observation.ts';
import type { Instant } from '../../model/time.ts';
import { saysNothing } from '../cells/ids.ts';
import { textOrNull } from '../cells/text.ts';
import { headerKey } from '../csv/header.ts';
import { type EndDate, endDateReader } from '../senses/end-dates.ts';
import { flagOf } from '../senses/flags.ts';
import { accountStatusOf, accountWord } from '../senses/vocabulary.ts';
import { isObject, type JsonObject, type JsonValue } from './json-value.ts';

type Status = AccountObservation['status'];

/** What an item of a list says of itself. */
export interface OwnStatus {
  /** `silent`: it says nothing. */
  readonly status: Status | 'silent';
  /** The fields that say so, as they stand in the file. */
  readonly raw: string | null;
  /** Two fields contradict each other. */
  readonly contradicts: boolean;
}

const WORDS = new Set(['status', 'state', 'userstatus', 'accountstatus', 'lifecyclestatus', 'lifecyclestate']);
const YES_IS_ACTIVE = new Set(['active', 'isactive', 'enabled', 'isenabled', 'accountenabled', 'useractive']);
const YES_IS_CLOSED =
  /^(?:is|was|has|account|user)?(?:been)?(?:inactive|deactivated|disabled|deleted|removed|suspended|archived|terminated|blocked|revoked|locked)$/;
const ENDED_ON =
  /^(?:deactivat|disabl|delet|remov|suspend|archiv|terminat|revok|offboard)(?:ed|ion|e|al)?(?:at|on|date|datetime|time|timestamp)$/;

/** Which question a key answers; remembered, because all items have the same keys. */
type Sense = 'words' | 'active' | 'closed' | 'ended' | 'other';

/**
 * Reads whether an item is active as of the list, whatever its field is called. An end that lies ahead has not
 * happened.
 */
export function statusReader(asOf: Instant): (item: JsonObject) => OwnStatus {
  const endOf = endDateReader([], { asOf, timeZone: null, columns: { dateOrder: null } }, true);
  const senses = new Map<string, Sense>();
  const senseOf = (key: string): Sense => {
    const known = senses.get(key);
    if (known !== undefined) return known;
    const sense = senseOfKey(headerKey(key));
    if (senses.size < 1_000) senses.set(key, sense);
    return sense;
  };
  return (item) => {
    const said: Status[] = [];
    const raw: string[] = [];
    for (const [key, value] of item) {
      const sense = senseOf(key);
      if (sense === 'other') continue;
      const status = statusOf(sense, textOf(value).trim(), endOf);
      if (status === null) continue;
      said.push(status);
      raw.push(sense === 'words' ? textOf(value) : `${key}: ${textOf(value)}`);
    }
    if (said.length === 0) return { status: 'silent', raw: null, contradicts: false };
    const [first = 'unknown'] = said;
    const agree = said.every((one) => one === first);
    return {
      status: agree ? first : 'unknown',
      raw: textOrNull(raw.join('; ')),
      contradicts: said.includes('active') && said.includes('inactive'),
    };
  };
}

function senseOfKey(key: string): Sense {
  if (WORDS.has(key)) return 'words';
  if (YES_IS_ACTIVE.has(key)) return 'active';
  if (YES_IS_CLOSED.test(key)) return 'closed';
  return ENDED_ON.test(key) ? 'ended' : 'other';
}

/** Null if the value says nothing on it, as an empty field or `deleted: false` does. */
function statusOf(
  sense: Exclude<Sense, 'other'>,
  text: string,
  endOf: ReturnType<typeof endDateReader>,
): Status | null {
  if (text === '') return null;
  const flag = flagOf(text);
  switch (sense) {
    case 'words':
      return accountStatusOf(accountWord(text) ?? 'unknown');
    case 'active':
      if (flag === null) return saysNothing(text) ? null : 'unknown';
      // A mark means "yes" only in a column that has nothing else.
      if (flag === 'mark') return 'unknown';
      return flag === 'no' ? 'inactive' : 'active';
    case 'closed':
      if (flag === null) return saysNothing(text) ? null : 'unknown';
      if (flag === 'mark') return 'unknown';
      return flag === 'no' ? null : 'inactive';
    case 'ended':
      if (flag !== null) return flag === 'no' ? null : 'inactive';
      return endedBy(endOf(text));
  }
  return sense satisfies never;
}

function endedBy({ kind }: EndDate): Status | null {
  switch (kind) {
    case 'past':
      return 'inactive';
    // The field says that something ended or will end, but not when.
    case 'unreadable':
      return 'unknown';
    case 'ahead':
    case 'missing':
    case 'blank':
      return null;
  }
}

/** A status that is an object, as `{"name": "Active"}`, says what its name says. */
function textOf(value: JsonValue): string {
  if (isObject(value)) return textOf(value.get('name') ?? value.get('value') ?? value.get('code') ?? null);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
