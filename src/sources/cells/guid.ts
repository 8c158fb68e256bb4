const BYTES = 16;
const GUID = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i;
const HEX = /^X'([0-9a-f]{32})'$/i;
/** As a filter of LDAP is written: `\a1\b2…`. */
const ESCAPED = /^(?:\\[0-9a-f]{2}){16}$/i;
const BASE64 = /^[A-Za-z0-9+/]{22}==$/;

/** As PowerShell and Entra ID write it: its first three parts are stored with the lowest byte first. Null: not sixteen bytes. */
export function guidOfBytes(bytes: Buffer): string | null {
  if (bytes.length !== BYTES) return null;
  const part = (from: number, to: number) => bytes.subarray(from, to).toString('hex');
  const turned = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).reverse().toString('hex');
  return [turned(0, 4), turned(4, 6), turned(6, 8), part(8, 10), part(10, 16)].join('-');
}

/** One form for an objectGUID, whichever tool wrote it; a text of none of these forms stays as it is. */
export function guidText(raw: string): string {
  const text = raw.trim();
  const written = GUID.exec(text)?.[1];
  if (written !== undefined) return written.toLowerCase();
  const hex = HEX.exec(text)?.[1] ?? (ESCAPED.test(text) ? text.replaceAll('\\', '') : null);
  if (hex !== null) return guidOfBytes(Buffer.from(hex, 'hex')) ?? raw;
  return BASE64.test(text) ? (guidOfBytes(Buffer.from(text, 'base64')) ?? raw) : raw;
}
