/** First bytes of formats that people mistake for CSV. */
const MAGIC: readonly { readonly bytes: readonly number[]; readonly what: string; readonly remedy: string }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF document', remedy: 'Export the list as CSV instead.' },
  { bytes: [0x1f, 0x8b], what: 'a gzip archive', remedy: 'Unpack it first.' },
  {
    bytes: [...Buffer.from('SQLite format 3\0', 'latin1')],
    what: 'a SQLite database',
    remedy: 'Export the list as CSV instead.',
  },
  { bytes: [0x50, 0x41, 0x52, 0x31], what: 'a Parquet file', remedy: 'Export the list as CSV instead.' },
];

export interface Foreign {
  readonly what: string;
  readonly remedy: string;
}

/** A ZIP archive, also an empty one; and the older container, in which old workbooks and those with a password come. */
const WORKBOOKS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
  [0xd0, 0xcf, 0x11, 0xe0],
] as const;

export function mayBeWorkbook(head: Uint8Array): boolean {
  return WORKBOOKS.some((mark) => mark.every((byte, index) => head[index] === byte));
}

/** What binary content the first bytes belong to; null for anything that may be text. */
export function binaryFormat(head: Uint8Array): Foreign | null {
  return MAGIC.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte)) ?? null;
}

/** PEM and its kin (keys, certificates, age, OpenPGP), PuTTY's, a JSON Web Key, a service account's, a file of settings. */
const KEY_TEXT =
  /-----BEGIN [A-Z0-9 ]{1,60}-----|---- BEGIN SSH2|^\s*PuTTY-User-Key-File|AGE-SECRET-KEY-|"(?:private_key|privateKey|kty)"\s*:|^\s*(?:export\s+)?[A-Z][A-Z0-9_]*(?:KEY|SECRET|TOKEN|PASSWORD)[A-Z0-9_]*\s*=/;
const KEY_BYTES = [
  // DER: PKCS #8, PKCS #1, SEC 1 and PKCS #12 all begin with a long sequence and a small version number.
  [0x30, 0x82, null, null, 0x02, 0x01],
  [0x30, 0x2e, 0x02, 0x01],
  [0x30, 0x77, 0x02, 0x01],
  [0x30, 0x81, null, 0x02, 0x01],
  [0xfe, 0xed, 0xfe, 0xed],
  [...Buffer.from('SQLite format 3\0', 'latin1')],
] as const;

/**
 * Whether the first bytes are those of a key, a file of secrets, or a database. Nothing of such a file is shown to
 * anybody.
 */
export function isKeyOrStore(head: Uint8Array): boolean {
  const isMarked = KEY_BYTES.some((mark) => mark.every((byte, index) => byte === null || head[index] === byte));
  return isMarked || KEY_TEXT.test(Buffer.from(head).toString('latin1').replaceAll('\0', ''));
}

const CONTROLS = /(?![\t\n\f\r])\p{Cc}/gu;
const LOOKED_AT = 4_096;
/** Comments, blank lines and a version, then a distinguished name, plain or in base64. */
const LDIF = /^(?:(?:#.*(?:\r?\n .*)*|[ \t]*|version: ?\d+[ \t]*)\r?\n)*dn::? ?\S/i;

/** What other text, or binary content without a mark, the beginning belongs to. */
export function textFormat(text: string): Foreign | 'json' | 'ldif' | null {
  const start = text.slice(0, LOOKED_AT);
  if (KEY_TEXT.test(start))
    return { what: 'a key, or a file of secrets', remedy: 'Keep it out of reach, and name the export.' };
  const trimmed = start.trimStart();
  if (/^(?:<!doctype html|<html|<head|<body)/i.test(trimmed)) {
    return {
      what: 'a web page (HTML), perhaps a sign-in page that was saved in place of the file',
      remedy: 'Sign in, download the CSV file again, and look into it before importing.',
    };
  }
  if (trimmed.startsWith('<?xml')) return { what: 'an XML document', remedy: 'Export the list as CSV instead.' };
  if (/^(?:\{\s*["}]|\[\s*[[{\]"])/.test(trimmed)) return 'json';
  if (LDIF.test(trimmed)) return 'ldif';
  if (trimmed.startsWith('{\\rtf')) return { what: 'an RTF document', remedy: 'Export the list as CSV instead.' };
  if ((start.match(CONTROLS)?.length ?? 0) > Math.max(start.length / 50, 8)) {
    return { what: 'a binary file, not text', remedy: 'Check that it is the CSV file that was downloaded.' };
  }
  return null;
}
