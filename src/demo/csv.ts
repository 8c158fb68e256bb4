import Papa from 'papaparse';

/** How a download is written: each system, and each version of one, has its own format. */
export interface Writing {
  readonly newline?: '\n' | '\r\n';
  readonly encoding?: 'utf8' | 'utf8-bom' | 'utf16le-bom';
  /** Lines after the last row, as report writers add them. */
  readonly footer?: readonly string[];
}

type Row = Readonly<Record<string, string>>;

export function csvFile(rows: readonly Row[], writing: Writing): Uint8Array {
  const { newline = '\n', encoding = 'utf8', footer = [] } = writing;
  const table = Papa.unparse([...rows], { newline });
  const text = `${[table, ...footer].join(newline)}${newline}`;
  return encode(text, encoding);
}

function encode(text: string, encoding: NonNullable<Writing['encoding']>): Uint8Array {
  switch (encoding) {
    case 'utf8':
      return Buffer.from(text, 'utf8');
    case 'utf8-bom':
      return Buffer.from(`\ufeff${text}`, 'utf8');
    case 'utf16le-bom':
      return Buffer.from(`\ufeff${text}`, 'utf16le');
  }
  return encoding satisfies never;
}
