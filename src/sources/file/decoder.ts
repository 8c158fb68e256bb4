import { StringDecoder } from 'node:string_decoder';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { Encoding } from './encoding.ts';

/** Bytes to text, piece by piece; the byte-order mark is not part of the text. */
interface TextPieces {
  push(bytes: Uint8Array): string;
  end(): string;
}

/** The bytes must have gone through an EncodingProbe: UTF-8 is not validated again, only UTF-16 is (ERR_ENCODING). */
export function decoderOf(encoding: Encoding, fileName: string): TextPieces {
  switch (encoding) {
    case 'utf-8':
    case 'utf-8-bom':
      return utf8();
    case 'utf-16le':
    case 'utf-16be':
      return utf16(encoding, fileName);
    case 'windows-1252':
      return { push: windows1252, end: () => '' };
  }
  return encoding satisfies never;
}

function utf8(): TextPieces {
  const decoder = new StringDecoder('utf8');
  let first = true;
  return {
    push(bytes) {
      const text = decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      if (!first || text === '') return text;
      first = false;
      return text.startsWith('\ufeff') ? text.slice(1) : text;
    },
    end: () => decoder.end(),
  };
}

function utf16(encoding: 'utf-16le' | 'utf-16be', fileName: string): TextPieces {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (cause) {
      // An incomplete last character is a cut-off file, which the probe reports.
      if (bytes === undefined) return '';
      throw new ClariIdentityError(
        'ERR_ENCODING',
        `${bare(fileName)} looks like UTF-16 but has bytes that are none.`,
        'Export it again as UTF-8 (CSV UTF-8 in a spreadsheet).',
        { cause },
      );
    }
  };
  return { push: decode, end: () => decode() };
}

// Node's own windows-1252 decoder reads these bytes as Latin-1 controls in several versions.
const HIGH = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function windows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (character) => HIGH.charAt(character.charCodeAt(0) - 0x80));
}
