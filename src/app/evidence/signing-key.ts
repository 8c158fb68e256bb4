import { createPrivateKey } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appendEntry } from '../../evaluation/index.ts';
import { signCheckpoint } from '../../ledger/checkpoint.ts';
import { KeyBook } from '../../ledger/key-book.ts';
import { signRotation } from '../../ledger/rotation.ts';
import { keyId, newPrivateKey } from '../../ledger/signature.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { secretFile } from '../secret-file.ts';

const KEY = 'ledger-signing.key';
/** On its way to being the key: it is that from the moment that the ledger says so. */
const NEXT_KEY = 'ledger-signing.next.key';

export interface SigningKey {
  readonly keyId: string;
  /** Ed25519, PEM. */
  readonly pem: string;
}

export type Rotation = ReturnType<typeof signRotation>;

/** What the ledger says of keys. */
export async function keyBookOf(reader: StoreReader): Promise<KeyBook> {
  const book = new KeyBook();
  const kinds = ['evidence.exported', 'key.rotated', 'restore.accepted'] as const;
  const entries = [];
  for (const kind of kinds) entries.push(...(await reader.ledgerOfKind(kind, 1_000_000)));
  for (const entry of entries.toSorted((a, b) => a.sequence - b.sequence)) book.enter(entry);
  return book;
}

/** The key of this data folder, made at first use. Finishes a change of keys that was cut short. */
export async function signingKey(home: string, book: KeyBook): Promise<SigningKey> {
  const next = await readFile(join(home, NEXT_KEY), 'utf8').catch(() => null);
  // Another process may do it at the same time.
  if (next !== null && idOf(next) === book.current)
    await rename(join(home, NEXT_KEY), join(home, KEY)).catch(() => undefined);
  const pem = (await secretFile(home, KEY, newPrivateKey)).toString('utf8');
  return { pem, keyId: idOf(pem) };
}

/** The id of the key that lies in this data folder; null: there is none. Makes nothing. */
export async function keyInFolder(home: string): Promise<string | null> {
  const pem = await readFile(join(home, KEY), 'utf8').catch(() => null);
  return pem === null ? null : idOf(pem);
}

/** The same key, refused where the ledger does not know it: what it signs would not hold. */
export async function knownSigningKey(deps: Pick<Deps, 'home' | 'store'>): Promise<SigningKey> {
  const book = await deps.store.read(keyBookOf);
  const key = await signingKey(deps.home, book);
  if (book.mayBegin(key.keyId)) return key;
  throw new ClariIdentityError(
    'ERR_CONFIG',
    `The signing key of this data folder (${key.keyId}) is not the one that the ledger knows (${bare(book.current ?? 'none')}). Nothing was signed.`,
    `Bring back the file ${KEY} of the data folder that signed before. Where this folder is a second one of a shared database, copy it there; if that key is lost, \`clari-identity-mcp doctor --accept-restore\` lets a person accept this one.`,
  );
}

/** A new key signs from now on; the old one signs it in, so that whoever trusts that one need not be told. */
export async function rotateKey(deps: Deps) {
  const old = await knownSigningKey(deps);
  const next = newPrivateKey();
  const path = join(deps.home, NEXT_KEY);
  await rm(path, { force: true });
  await writeFile(path, next, { mode: 0o600, flag: 'wx' });
  const rotation = signRotation(old.pem, next);
  await deps.store.write(async (writer) => {
    if (!(await keyBookOf(writer)).mayBegin(old.keyId)) throw changedMeanwhile();
    const entry = await appendEntry(writer, deps, 'key.rotated', { ...rotation });
    await writer.insertCheckpoint(signCheckpoint(entry, entry.at, next));
  });
  await knownSigningKey(deps);
  return rotation;
}

function idOf(pem: string): string {
  try {
    return keyId(createPrivateKey(pem));
  } catch (cause) {
    throw new ClariIdentityError(
      'ERR_CONFIG',
      `The file ${KEY} of the data folder holds no private key.`,
      'Bring it back from a backup of the data folder.',
      { cause },
    );
  }
}

function changedMeanwhile(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    'Another process changed the key meanwhile. Nothing was changed.',
    'Look at `clari-identity-mcp doctor` before trying again.',
  );
}
