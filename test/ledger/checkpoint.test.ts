import { createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkpointFault, signCheckpoint } from '../../src/ledger/checkpoint.ts';
import { newPrivateKey } from '../../src/ledger/signature.ts';

const KEY = newPrivateKey();
const signed = signCheckpoint({ sequence: 7, hash: 'a'.repeat(64) }, '2026-11-20T12:00:00.000Z', KEY);

test('a checkpoint is its own proof against the key that it bears, and against a key kept elsewhere', () => {
  expect(checkpointFault(signed, null)).toBeNull();
  expect(checkpointFault(signed, createPublicKey(KEY))).toBeNull();
});

test.each([
  ['another head', { hash: 'b'.repeat(64) }, 'signature does not fit'],
  ['another place', { sequence: 8 }, 'signature does not fit'],
  ['another time', { at: '2026-11-21T12:00:00.000Z' }, 'signature does not fit'],
  ['another key id', { keyId: '0'.repeat(16) }, 'another key'],
  ['a key that is none', { publicKey: 'hello' }, 'no Ed25519 key'],
  ['a signature that is none', { signature: '' }, 'signature does not fit'],
])('a checkpoint changed to %s is found out', (_name, change, why) => {
  expect(checkpointFault({ ...signed, ...change }, null)).toContain(why);
});

test('a checkpoint signed anew by somebody else is found out by the key kept elsewhere', () => {
  const forged = signCheckpoint(signed, signed.at, newPrivateKey());
  expect(checkpointFault(forged, null)).toBeNull();
  expect(checkpointFault(forged, createPublicKey(KEY))).toContain('another key');
});
