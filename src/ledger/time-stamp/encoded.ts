import { fromBER } from 'asn1js';

/**
 * Decodes one ASN.1 value. It throws where the bytes are none, or more than one: a class that is given no value makes one
 * of its defaults.
 */
export function encodedValue(bytes: Uint8Array) {
  const { offset, result } = fromBER(bytes);
  if (offset !== bytes.length) throw new RangeError('not exactly one value');
  return result;
}

/** What `make` makes of it; null where it refuses, which libraries for ASN.1 do with errors of many kinds. */
export function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}

/** The bytes in a buffer of their own, as these libraries take them. */
export function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
