const LONG = /^[a-zA-Z0-9]{18}$/;
const CHECK_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * Whether an 18-character id contradicts its own checksum of letter case. That happens when a program changed the case.
 */
export function hasWrongChecksum(id: string): boolean {
  if (!LONG.test(id)) return false;
  for (let group = 0; group < 3; group += 1) {
    let bits = 0;
    for (let at = 0; at < 5; at += 1) if (/[A-Z]/.test(id.charAt(group * 5 + at))) bits |= 1 << at;
    if (id.charAt(15 + group).toUpperCase() !== CHECK_CHARACTERS.charAt(bits)) return true;
  }
  return false;
}

/** A Salesforce id in the 15 characters that identify; any other id as it is. Reports write 15 characters, the API writes 18. */
export function shortId(id: string): string {
  if (id.length !== 18 || !LONG.test(id)) return id;
  if (!id.startsWith('005') && hasWrongChecksum(id)) return id;
  return id.slice(0, 15);
}

const USER_ID = /^005[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?$/;

/** Ids of Salesforce's users begin with `005`. */
export function hasSalesforceUserIds(values: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => USER_ID.test(value));
}
