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
/** The file of the next key; it becomes the current key once the ledger says so. */
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

/**
 * Returns the key of this data folder and makes it at first use. It also finishes a change of keys that was
 * interrupted.
 */
export async function signingKey(home: string, book: KeyBook): Promise<SigningKey> {
  const next = await readFile(join(home, NEXT_KEY), 'utf8').catch(absentOrUnreadable(NEXT_KEY));
  // Another process may do the same at this moment.
  if (next !== null && idOf(next) === book.current)
    await rename(join(home, NEXT_KEY), join(home, KEY)).catch(() => undefined);
  const pem = (await readFile(join(home, KEY), 'utf8').catch(absentOrUnreadable(KEY))) ?? (await newKey(home));
  return { pem, keyId: idOf(pem) };
}

/** The id of the key in this data folder; null if there is none. It creates nothing. */
export async function keyInFolder(home: string): Promise<string | null> {
  const pem = await readFile(join(home, KEY), 'utf8').catch(absentOrUnreadable(KEY));
  return pem === null ? null : idOf(pem);
}

/** As `signingKey`, but refuses a key that the ledger does not know, because its signatures would not be accepted. */
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

/**
 * Makes a new key and signs it with the old one, so that whoever trusts the old key can trust the new one without
 * further notice.
 */
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

async function newKey(home: string): Promise<string> {
  return (await secretFile(home, KEY, newPrivateKey)).toString('utf8');
}

/** A key that is there and cannot be read is not a key that is absent: a new one in its place would sign for nobody. */
function absentOrUnreadable(name: string): (cause: unknown) => null {
  return (cause) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new ClariIdentityError(
      'ERR_FILE_FORBIDDEN',
      `The file ${name} of the data folder can't be read.`,
      'Make it a plain file of the user that runs this program, with mode 0600: what root put back belongs to root.',
      { cause },
    );
  };
}

/** Refuses any other kind of key, because a head that it signed would never verify and stays in the ledger. */
function idOf(pem: string): string {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return keyId(key);
  } catch (cause) {
    throw noKey(cause);
  }
  throw noKey();
}

function noKey(cause?: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    `The file ${KEY} of the data folder holds no private key of ours (Ed25519).`,
    'Bring it back from a backup of the data folder.',
    { cause },
  );
}

function changedMeanwhile(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    'Another process changed the key meanwhile. Nothing was changed.',
    'Look at `clari-identity-mcp doctor` before trying again.',
  );
}
