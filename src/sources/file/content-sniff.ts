/** First bytes of formats that people mistake for CSV. */
const MAGIC: readonly { readonly bytes: readonly number[]; readonly what: string; readonly remedy: string }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    what: 'a spreadsheet (XLSX) or another ZIP archive',
    remedy: 'Open it in a spreadsheet and save it as CSV UTF-8, or unpack the archive.',
  },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    what: 'an old Excel workbook (XLS)',
    remedy: 'Open it in a spreadsheet and save it as CSV UTF-8.',
  },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF document', remedy: 'Export the list as CSV instead.' },
  { bytes: [0x1f, 0x8b], what: 'a gzip archive', remedy: 'Unpack it first.' },
  { bytes: [0x50, 0x41, 0x52, 0x31], what: 'a Parquet file', remedy: 'Export the list as CSV instead.' },
];

export interface Foreign {
  readonly what: string;
  readonly remedy: string;
}

/** What binary content the first bytes belong to; null for anything that may be text. */
export function binaryFormat(head: Uint8Array): Foreign | null {
  return MAGIC.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte)) ?? null;
}

const CONTROLS = /(?![\t\n\f\r])\p{Cc}/gu;
const LOOKED_AT = 4_096;
/** Comments, blank lines and a version, then a distinguished name, plain or in base64. */
const LDIF = /^(?:(?:#.*|[ \t]*|version: ?\d+[ \t]*)\r?\n)*dn::? ?\S/i;

/** What other text, or binary content without a mark, the beginning belongs to. */
export function textFormat(text: string): Foreign | 'json' | null {
  const start = text.slice(0, LOOKED_AT);
  const trimmed = start.trimStart();
  if (/^(?:<!doctype html|<html|<head|<body)/i.test(trimmed)) {
    return {
      what: 'a web page (HTML), perhaps a sign-in page that was saved in place of the file',
      remedy: 'Sign in, download the CSV file again, and look into it before importing.',
    };
  }
  if (trimmed.startsWith('<?xml')) return { what: 'an XML document', remedy: 'Export the list as CSV instead.' };
  if (/^(?:\{\s*["}]|\[\s*[[{\]"])/.test(trimmed)) return 'json';
  if (LDIF.test(trimmed)) {
    return {
      what: 'an LDIF file, as ldifde, ldapsearch and ldbsearch write it',
      remedy:
        'Export CSV instead: csvde -f users.csv -r "(objectClass=user)" in place of ldifde; of ldapsearch, turn the answer into CSV with one row for each person and the columns login, email, other_emails, name, employee_id and status.',
    };
  }
  if (trimmed.startsWith('{\\rtf')) return { what: 'an RTF document', remedy: 'Export the list as CSV instead.' };
  if ((start.match(CONTROLS)?.length ?? 0) > Math.max(start.length / 50, 8)) {
    return { what: 'a binary file, not text', remedy: 'Check that it is the CSV file that was downloaded.' };
  }
  return null;
}
