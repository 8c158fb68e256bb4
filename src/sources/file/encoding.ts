import { isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Whether an ASCII character takes more than one byte in this encoding. */
export function isWide(encoding: Encoding): boolean {
  return encoding === 'utf-16le' || encoding === 'utf-16be';
}

const PROBE_BYTES = 4096;

interface EncodingVerdict {
  readonly encoding: Encoding | 'utf-32';
  /** The bytes end in the middle of a character. */
  readonly cutOff: boolean;
}

/**
 * Detects the encoding from all bytes of a file: one byte that is not valid UTF-8, however late, makes it windows-1252.
 */
export class EncodingProbe {
  #head = new Uint8Array(0);
  #tail = new Uint8Array(0);
  #utf8 = true;
  #bytes = 0;

  push(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    if (this.#head.length < PROBE_BYTES)
      this.#head = joined(this.#head, bytes.subarray(0, PROBE_BYTES - this.#head.length));
    if (!this.#utf8) return;
    const text = this.#tail.length === 0 ? bytes : joined(this.#tail, bytes);
    const whole = text.length - unfinishedBytes(text);
    this.#tail = text.slice(whole);
    this.#utf8 = isUtf8(text.subarray(0, whole));
  }

  verdict(): EncodingVerdict {
    const wide = wideEncoding(this.#head);
    if (wide !== null) return { encoding: wide, cutOff: this.#bytes % 2 === 1 };
    if (!this.#utf8) return { encoding: 'windows-1252', cutOff: false };
    const [a, b, c] = this.#head;
    const marked = a === 0xef && b === 0xbb && c === 0xbf;
    return { encoding: marked ? 'utf-8-bom' : 'utf-8', cutOff: this.#tail.length > 0 };
  }
}

/** UTF-16 by its mark, or by where the zero bytes of Latin text stand. */
function wideEncoding(head: Uint8Array): 'utf-16le' | 'utf-16be' | 'utf-32' | null {
  const [a, b, c, d] = head;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 && head.length > 2 ? 'utf-32' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32';
  const pairs = Math.floor(head.length / 2);
  if (pairs < 4) return null;
  const zeros = [0, 0];
  for (let at = 0; at < pairs * 2; at += 1) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > pairs * 0.4 && even < pairs * 0.1) return 'utf-16le';
  if (even > pairs * 0.4 && odd < pairs * 0.1) return 'utf-16be';
  return null;
}

/** How many bytes at the end begin a UTF-8 character that is not complete yet. */
export function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
